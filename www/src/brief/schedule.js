// A movement told by places: when each is reached and left, the legs between them, and what of it lies in the dark.
import { measure } from "../format.js";
import { alongLine } from "../layers/outline.js";
import { clock, clockFrom, clockInTable, dateOn, duration, hoursMinutes, MS_PER_HOUR } from "./clock.js";
import { arrivalInWords, darkParts, departureInWords, isDark } from "./light.js";
import { continuous } from "./longitude.js";
import { departureOf } from "./movement.js";
import { passing } from "./timeline.js";
import { waypoints } from "./towns-along.js";

/** Nights that a sentence names. */
const MOST_PARTS = 4;

/** @typedef {import("./movement.js").Movement} Movement */
/** @typedef {import("./timeline.js").Piece} Piece */
/**
 * @typedef {import("./towns-along.js").Waypoint & { arrives: number, leaves: number, dark: boolean | null }} Passage
 *   `arrives`, `leaves`: hours after departure; `dark` on arrival, `null` without a departure
 */
/**
 * @typedef {object} Leg
 * @property {Passage} from
 * @property {Passage} to
 * @property {number} distanceKm
 * @property {number} hours
 * @property {number | null} darkHours
 */
/**
 * @typedef {object} Schedule
 * @property {number | null} departure instant
 * @property {number} offset of the clock from UTC, minutes
 * @property {Passage[]} passages
 * @property {Leg[]} legs
 * @property {Piece[]} dark
 * @property {(km: number) => GeoJSON.Position} where
 * @property {(fromKm: number, toKm: number) => GeoJSON.Position[]} stretch
 */

/**
 * @param {import("geobit").RouteReport} report
 * @param {GeoJSON.Position[]} line
 * @param {import("./towns-along.js").TownAlong[]} towns
 * @param {Movement} movement
 * @returns {Schedule}
 */
export function scheduleOf(report, line, towns, movement) {
  const { lengthKm, timeline } = report;
  const stretch = alongLine(continuous(line), lengthKm);
  const where = (/** @type {number} */ km) => stretch(km, km)[0];
  const departure = departureOf(movement);
  const passages = waypoints(towns, { lengthKm, stops: movement.stops, where }).map((waypoint) => {
    const times = passing(timeline, waypoint.km);
    const dark =
      departure === null ? null : isDark(departure + times.arrives * MS_PER_HOUR, where(waypoint.km));
    return { ...waypoint, ...times, dark };
  });
  const dark = departure === null ? [] : darkParts(timeline, departure, where);
  const legs = passages.slice(1).map((to, i) => {
    const from = passages[i];
    return {
      ...{ from, to, distanceKm: to.km - from.km, hours: to.arrives - from.leaves },
      darkHours: departure === null ? null : overlap(dark, from.leaves, to.arrives),
    };
  });
  return { departure, offset: movement.offset, passages, legs, dark, where, stretch };
}

/** @param {Piece[]} parts @param {number} from @param {number} to hours */
const overlap = (parts, from, to) =>
  parts.reduce(
    (sum, part) => sum + Math.max(0, Math.min(to, part.toHours) - Math.max(from, part.fromHours)),
    0,
  );

/** Hours after departure as a time, or as what they are. @param {Schedule} schedule @param {number} hours */
export const timeOf = ({ departure, offset }, hours) =>
  departure === null
    ? `+ ${duration(hours)}`
    : clockInTable(departure + hours * MS_PER_HOUR, offset, departure);

/** What daylight says of the movement, a sentence each; nothing without a departure. @param {Schedule} schedule @returns {string[]} */
export function daylightInWords(schedule) {
  const { departure, offset, passages } = schedule;
  if (departure === null) return [];
  const end = passages[passages.length - 1];
  const arrives = departure + end.arrives * MS_PER_HOUR;
  return [
    `Arrives ${clockFrom(arrives, offset, departure, true)}, ${arrivalInWords(arrives, schedule.where(end.km), offset)}.`,
    `Leaves ${clock(departure, offset)}, ${departureInWords(departure, schedule.where(0), offset)}.`,
    ...darkInWords(schedule),
  ];
}

/** @param {Schedule} schedule */
function darkInWords({ dark, departure, offset }) {
  const on = (/** @type {number} */ hours) => Number(departure) + hours * MS_PER_HOUR;
  const time = (/** @type {Piece} */ { fromHours, toHours }) => {
    const [from, to] = [on(fromHours), on(toHours)];
    const end = clockFrom(to, offset, Number(departure));
    // A date that both share is told once.
    const sameDay = dateOn(from, offset) === dateOn(to, offset);
    return `${sameDay ? clock(from, offset) : clockFrom(from, offset, Number(departure))}–${end}`;
  };
  const parts = (/** @type {boolean} */ halts) => dark.filter(({ halt }) => halt === halts);
  const driven = parts(false).map(
    (part) => `km ${measure(part.fromKm)}–${measure(part.toKm)} (${time(part)})`,
  );
  const halted = parts(true).map((part) => `km ${measure(part.fromKm)} (${time(part)})`);
  return [
    driven.length === 0 ? "All of it is driven in daylight." : `Driven in the dark: ${someOf(driven)}.`,
    halted.length > 0 && `Halted in the dark: ${someOf(halted)}.`,
  ].filter((text) => text !== false);
}

/** @param {string[]} list what is left out is counted */
const someOf = (list) =>
  list.length <= MOST_PARTS
    ? list.join(", ")
    : `${list.slice(0, MOST_PARTS).join(", ")} and ${list.length - MOST_PARTS} more times`;

/** @param {Leg} leg */
export function lightOfLeg({ darkHours, hours }) {
  if (darkHours === null) return "";
  if (darkHours < 1 / 60) return "day";
  return hours - darkHours < 1 / 60 ? "dark" : `dark ${hoursMinutes(darkHours)}`;
}
