// The first layer of a result: what is found, at a glance.
import { formatPeriod } from "../../format.js";
import { plural } from "./plural.js";

/** @typedef {import("geobit").Change["verdict"]} Verdict */

export const answer = {
  label: "Answer",
  why: "Why",
  /** In the coloured strip, by the engine's verdict. @type {Record<Verdict | "outside", string>} */
  outcomes: {
    more: "More than before",
    fewer: "Fewer than before",
    noClearChange: "No clear change",
    tooFew: "Too few to say",
    outside: "Outside the data",
  },
  /** What the three numbers are about. @param {number} days @param {string} from @param {string} to */
  period: (days, from, to) => `${plural(days, "day")}, ${formatPeriod(from, to)}`,
  recorded: "recorded",
  usual: "usual",
  /** @param {number} days of the baseline */
  usualNote: (days) => `in as many days, by the ${days} before`,
  /** @param {string} day */
  recordBegins: (day) => `not known: the record begins on ${day}`,
  noKind: "no kind",
  kindNote: "the most of one kind",
  certainNote: "certainly inside",
  corridorNote: "certainly in the corridor",
  tripNote: "expected, if this goes on",
  lastNone: "No last one: none is certainly inside.",
  /** @param {string} day @param {number} days before the date of the data */
  last: (day, days) => `Last one: ${day}, ${answer.ago(days)}.`,
  /** @param {number} days */
  ago: (days) =>
    days === 0 ? "the last day of the data" : `${plural(days, "day")} before the end of the data`,
  show: "Show it",
  /** @param {number} n */
  showAll: (n) => `Show all ${n}`,
  /** What was recorded over all days that were asked for. */
  allTitle: "All days that are counted",
};
