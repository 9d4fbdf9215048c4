// A movement place by place: when each is reached and left, the legs between them, and which parts lie in the dark.
import { alongLine } from "../layers/outline.js";
import { words } from "../words/index.js";
import {
  clockAt,
  clockInTable,
  clockSince,
  dateAt,
  formatDuration,
  formatHoursMinutes,
  MS_PER_HOUR,
} from "./clock.js";
import { darkParts, describeArrival, describeDeparture, isDark } from "./light.js";
import { unwrapLongitudes } from "./longitude.js";
import { departureOf } from "./movement.js";
import { timesAt } from "./timeline.js";
import { chooseWaypoints } from "./towns-along.js";

/** How many dark parts a sentence names. */
const PARTS_NAMED = 4;
/** Legs with less darkness, or with less daylight, are all day or all dark. */
const MINUTE_HOURS = 1 / 60;
const texts = words.brief;

/** @typedef {import("./movement.js").Movement} Movement */
/** @typedef {import("./timeline.js").Piece} Piece */
/**
 * @typedef {import("./towns-along.js").Waypoint & { arrives: number, leaves: number, dark: boolean | null }} Passage
 *   `arrives`, `leaves`: hours after departure; `dark`: whether it is dark on arrival, `null` without a departure
 */
/**
 * @typedef {object} Leg
 * @property {Passage} from
 * @property {Passage} to
 * @property {number} distanceKm
 * @property {number} hours
 * @property {number | null} darkHours `null` without a departure
 */
/**
 * @typedef {object} Schedule
 * @property {number | null} departure an instant
 * @property {number} offset of the clock from UTC, minutes
 * @property {Passage[]} passages
 * @property {Leg[]} legs
 * @property {Piece[]} dark
 * @property {(km: number) => GeoJSON.Position} placeAt
 * @property {(fromKm: number, toKm: number) => GeoJSON.Position[]} stretchBetween
 */

/**
 * @param {import("geobit").RouteReport} report
 * @param {GeoJSON.Position[]} line
 * @param {import("./towns-along.js").TownAlong[]} towns
 * @param {Movement} movement
 * @returns {Schedule}
 */
export function computeSchedule(report, line, towns, movement) {
  const { lengthKm, timeline } = report;
  const stretchBetween = alongLine(unwrapLongitudes(line), lengthKm);
  const placeAt = (/** @type {number} */ km) => stretchBetween(km, km)[0];
  const departure = departureOf(movement);
  const passages = chooseWaypoints(towns, { lengthKm, stops: movement.stops, placeAt }).map((waypoint) => {
    const times = timesAt(timeline, waypoint.km);
    const dark =
      departure === null ? null : isDark(departure + times.arrives * MS_PER_HOUR, placeAt(waypoint.km));
    return { ...waypoint, ...times, dark };
  });
  const dark = departure === null ? [] : darkParts(timeline, departure, placeAt);
  const legs = passages.slice(1).map((to, i) => {
    const from = passages[i];
    return {
      ...{ from, to, distanceKm: to.km - from.km, hours: to.arrives - from.leaves },
      darkHours: departure === null ? null : overlap(dark, from.leaves, to.arrives),
    };
  });
  return { departure, offset: movement.offset, passages, legs, dark, placeAt, stretchBetween };
}

/** @param {Piece[]} parts @param {number} from @param {number} to hours */
const overlap = (parts, from, to) =>
  parts.reduce(
    (sum, part) => sum + Math.max(0, Math.min(to, part.toHours) - Math.max(from, part.fromHours)),
    0,
  );

/** Writes a time, or the hours after departure where no departure is set. @param {Schedule} schedule @param {number} hours */
export const formatTime = ({ departure, offset }, hours) =>
  departure === null
    ? texts.after(formatDuration(hours))
    : clockInTable(departure + hours * MS_PER_HOUR, offset, departure);

/** Describes arrival, departure and dark parts, a sentence each; none without a departure. @param {Schedule} schedule @returns {string[]} */
export function describeDaylight(schedule) {
  const { departure, offset, passages } = schedule;
  if (departure === null) return [];
  const end = passages[passages.length - 1];
  const arrives = departure + end.arrives * MS_PER_HOUR;
  return [
    texts.arrives(
      clockSince(arrives, offset, departure, true),
      describeArrival(arrives, schedule.placeAt(end.km), offset),
    ),
    texts.leaves(clockAt(departure, offset), describeDeparture(departure, schedule.placeAt(0), offset)),
    ...describeDark(schedule),
  ];
}

/** @param {Schedule} schedule */
function describeDark({ dark, departure, offset }) {
  const instantAfter = (/** @type {number} */ hours) => Number(departure) + hours * MS_PER_HOUR;
  const time = (/** @type {Piece} */ { fromHours, toHours }) => {
    const [from, to] = [instantAfter(fromHours), instantAfter(toHours)];
    const end = clockSince(to, offset, Number(departure));
    // A date that both have is written once.
    const isSameDay = dateAt(from, offset) === dateAt(to, offset);
    return `${isSameDay ? clockAt(from, offset) : clockSince(from, offset, Number(departure))}–${end}`;
  };
  const driven = dark
    .filter(({ stop }) => !stop)
    .map((part) => texts.darkDrive(part.fromKm, part.toKm, time(part)));
  const stopped = dark.filter(({ stop }) => stop).map((part) => texts.darkStop(part.fromKm, time(part)));
  return [
    driven.length === 0 ? texts.allInDaylight : texts.drivenInDark(joinFirst(driven)),
    ...(stopped.length > 0 ? [texts.stoppedInDark(joinFirst(stopped))] : []),
  ];
}

/** Joins the first parts, and counts the others. @param {string[]} parts */
const joinFirst = (parts) =>
  parts.length <= PARTS_NAMED
    ? parts.join(", ")
    : texts.moreTimes(parts.slice(0, PARTS_NAMED).join(", "), parts.length - PARTS_NAMED);

/** @param {Leg} leg */
export function describeLight({ darkHours, hours }) {
  if (darkHours === null) return "";
  if (darkHours < MINUTE_HOURS) return texts.day;
  return hours - darkHours < MINUTE_HOURS ? texts.dark : texts.darkFor(formatHoursMinutes(darkHours));
}
