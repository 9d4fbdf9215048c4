// Chooses the sentences about what is expected next, and about what such expectations were worth.
import { words } from "../words/index.js";

/** @typedef {import("geobit").GeofenceReport | import("geobit").RouteReport} Report */
/** @typedef {import("geobit").Hindcast} Hindcast */

/**
 * Says what is expected in the days after the date of the data, which old data name; an empty text where nothing can be said.
 * @param {Pick<Report, "next" | "coverage">} report
 */
export const describeNext = ({ next, coverage }) =>
  next ? words.next.expected(next.interval, next.days, coverage.stale ? coverage.asOf : null) : "";

/** @param {Hindcast} hindcast */
export const describeHindcast = ({ asOf, covered, verdict }) =>
  verdict === "tooFew"
    ? words.next.tooFew
    : words.next.hindcast(asOf.length, countHeld({ asOf, covered }), verdict);

/** Returns how many of the intervals held what came. @param {Pick<Hindcast, "asOf" | "covered">} hindcast */
export const countHeld = ({ asOf, covered }) => Math.round(covered * asOf.length);
