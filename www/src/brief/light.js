// Day and night along the way. Sunrise and sunset are those of almanacs: the upper edge of the sun touches the horizon, and its
// middle is 0.833° below it. Everything between sunset and sunrise is dark, twilight included.
import { getTimes } from "suncalc";
import { words } from "../words/index.js";
import { clockSince, formatDuration, MS_PER_HOUR } from "./clock.js";
import { kmAfter, pieces } from "./timeline.js";

/** @typedef {import("./timeline.js").Timeline} Timeline */
/** @typedef {import("./timeline.js").Piece} Piece */
/** @typedef {{ rises: boolean, at: number }} Turn a sunrise or a sunset, and its instant */

const MS_PER_DAY = 24 * MS_PER_HOUR;
/** How often a movement is looked at; closer where there is a sunrise or sunset between two looks. */
const STEP_HOURS = 5 / 60;
const MAX_STEPS = 3000;
/** How exactly sunrises and sunsets are found: to a tenth of a minute. */
const TOLERANCE_HOURS = 1 / 600;
const texts = words.brief;

/** Returns the sun's times on the day of an instant, the day before and the day after, whose daylight may reach it. @param {number} instant @param {GeoJSON.Position} at */
const sunDays = (instant, [lon, lat]) =>
  [-1, 0, 1].map((days) => getTimes(new Date(instant + days * MS_PER_DAY), lat, lon));

/** @param {number} instant @param {GeoJSON.Position} at longitude, latitude */
export function isDark(instant, at) {
  return !sunDays(instant, at).some((times) => {
    const noon = times.solarNoon.getTime();
    if (times.alwaysUp) return Math.abs(instant - noon) <= MS_PER_DAY / 2;
    const rise = times.sunrise?.getTime();
    const set = times.sunset?.getTime();
    return rise !== undefined && set !== undefined && rise <= instant && instant < set;
  });
}

/**
 * Returns the last sunrise or sunset before an instant and the next one after it; `null` where there is none within a day and a
 * half.
 * @param {number} instant @param {GeoJSON.Position} at
 */
export function turnsAround(instant, at) {
  const turns = sunDays(instant, at)
    .flatMap((times) => [
      { rises: true, at: times.sunrise?.getTime() ?? Number.NaN },
      { rises: false, at: times.sunset?.getTime() ?? Number.NaN },
    ])
    .filter((turn) => !Number.isNaN(turn.at))
    .sort((a, b) => a.at - b.at);
  return {
    before: turns.findLast((turn) => turn.at <= instant) ?? null,
    after: turns.find((turn) => turn.at > instant) ?? null,
  };
}

/**
 * Returns the parts of a movement that lie in the dark, drives and stops separately.
 * @param {Timeline} timeline
 * @param {number} departure instant
 * @param {(km: number) => GeoJSON.Position} placeAt
 * @returns {Piece[]}
 */
export function darkParts(timeline, departure, placeAt) {
  const total = timeline.hours[timeline.hours.length - 1];
  const step = Math.max(STEP_HOURS, total / MAX_STEPS);
  const isDarkAfter = (/** @type {number} */ hours) =>
    isDark(departure + hours * MS_PER_HOUR, placeAt(kmAfter(timeline, hours)));

  /** @type {Piece[]} */
  const found = [];
  /** @param {number} from @param {number} to @param {boolean} stop */
  function add(from, to, stop) {
    const last = found.at(-1);
    if (last && last.stop === stop && last.toHours === from) {
      last.toHours = to;
      last.toKm = kmAfter(timeline, to);
      return;
    }
    const [fromKm, toKm] = [from, to].map((hours) => kmAfter(timeline, hours));
    found.push({ fromKm, toKm, fromHours: from, toHours: to, stop });
  }
  for (const { fromHours, toHours, stop } of pieces(timeline)) {
    const steps = Math.ceil((toHours - fromHours) / step);
    let start = fromHours;
    for (let i = 1; i <= steps; i++) {
      const end = i === steps ? toHours : fromHours + i * step;
      const [darkBefore, darkAfter] = [isDarkAfter(start), isDarkAfter(end)];
      if (darkBefore !== darkAfter) {
        const turn = findTurn(isDarkAfter, start, end, darkBefore);
        if (darkBefore) add(start, turn, stop);
        else add(turn, end, stop);
      } else if (darkBefore) add(start, end, stop);
      start = end;
    }
  }
  return found;
}

/** Finds the sunrise or sunset between two times. @param {(hours: number) => boolean} isDarkAfter @param {number} from @param {number} to @param {boolean} darkBefore */
function findTurn(isDarkAfter, from, to, darkBefore) {
  let [low, high] = [from, to];
  while (high - low > TOLERANCE_HOURS) {
    const middle = (low + high) / 2;
    if (isDarkAfter(middle) === darkBefore) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/**
 * Describes an arrival by the light of its place: "1 h 40 min before sunset (18:22)".
 * @param {number} instant @param {GeoJSON.Position} at @param {number} offset of the clock, minutes
 */
export function describeArrival(instant, at, offset) {
  if (isDark(instant, at)) return describeDark(instant, at, offset);
  const { after } = turnsAround(instant, at);
  return after && !after.rises ? texts.beforeSunset(...timeTo(after, instant, offset)) : texts.noSunset;
}

/** @param {number} instant @param {GeoJSON.Position} at @param {number} offset of the clock, minutes */
export function describeDeparture(instant, at, offset) {
  if (isDark(instant, at)) return describeDark(instant, at, offset);
  const { before } = turnsAround(instant, at);
  return before?.rises ? texts.afterSunrise(...timeTo(before, instant, offset)) : texts.noSunset;
}

/** Describes an instant in the dark by the nearer of sunset and sunrise. @param {number} instant @param {GeoJSON.Position} at @param {number} offset */
function describeDark(instant, at, offset) {
  const { before, after } = turnsAround(instant, at);
  const set = before && !before.rises ? before : null;
  const rise = after?.rises ? after : null;
  if (rise && (!set || rise.at - instant < instant - set.at))
    return texts.darkBeforeSunrise(...timeTo(rise, instant, offset));
  if (set) return texts.darkAfterSunset(...timeTo(set, instant, offset));
  return texts.noSunrise;
}

/** Returns the time between an instant and a sunrise or sunset, and the clock time of that. @param {Turn} turn @param {number} instant @param {number} offset @returns {[duration: string, clock: string]} */
const timeTo = (turn, instant, offset) => [
  formatDuration(Math.abs(turn.at - instant) / MS_PER_HOUR),
  clockSince(turn.at, offset, instant),
];
