// Day and night along the way. The sun rises and sets as almanacs have it: when its upper edge touches the horizon, which is
// when its middle is 0.833° below. Dark is everything between sunset and sunrise, twilight included.
import { getTimes } from "suncalc";
import { clockFrom, duration, MS_PER_HOUR } from "./clock.js";
import { kmAfter, pieces } from "./timeline.js";

/** @typedef {import("./timeline.js").Timeline} Timeline */
/** @typedef {import("./timeline.js").Piece} Piece */
/** @typedef {{ rises: boolean, at: number }} Turn a sunrise or a sunset, and its instant */

const MS_PER_DAY = 24 * MS_PER_HOUR;
/** A movement is looked at this often, and oftener where a turn is found. */
const STEP_HOURS = 5 / 60;
const MOST_STEPS = 3000;
/** Turns are found this closely: a tenth of a minute. */
const CLOSE_HOURS = 1 / 600;

/** The sun's days about an instant: those of the day before and the day after may reach it. @param {number} instant @param {GeoJSON.Position} at */
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
 * The last sunrise or sunset before an instant and the next one after it; nothing where there is none within a day and a half.
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
 * The parts of a movement that lie in the dark, drives and halts apart.
 * @param {Timeline} timeline
 * @param {number} departure instant
 * @param {(km: number) => GeoJSON.Position} where
 * @returns {Piece[]}
 */
export function darkParts(timeline, departure, where) {
  const total = timeline.hours[timeline.hours.length - 1];
  const step = Math.max(STEP_HOURS, total / MOST_STEPS);
  const dark = (/** @type {number} */ hours) =>
    isDark(departure + hours * MS_PER_HOUR, where(kmAfter(timeline, hours)));

  /** @type {Piece[]} */
  const found = [];
  /** @param {number} from @param {number} to @param {boolean} halt */
  function add(from, to, halt) {
    const last = found.at(-1);
    if (last && last.halt === halt && last.toHours === from) {
      last.toHours = to;
      last.toKm = kmAfter(timeline, to);
      return;
    }
    const [fromKm, toKm] = [from, to].map((hours) => kmAfter(timeline, hours));
    found.push({ fromKm, toKm, fromHours: from, toHours: to, halt });
  }
  for (const { fromHours, toHours, halt } of pieces(timeline)) {
    const steps = Math.ceil((toHours - fromHours) / step);
    let start = fromHours;
    for (let i = 1; i <= steps; i++) {
      const end = i === steps ? toHours : fromHours + i * step;
      const [darkBefore, darkAfter] = [dark(start), dark(end)];
      if (darkBefore !== darkAfter) {
        const turn = turnBetween(dark, start, end, darkBefore);
        if (darkBefore) add(start, turn, halt);
        else add(turn, end, halt);
      } else if (darkBefore) add(start, end, halt);
      start = end;
    }
  }
  return found;
}

/** @param {(hours: number) => boolean} dark @param {number} from @param {number} to @param {boolean} darkBefore */
function turnBetween(dark, from, to, darkBefore) {
  let [low, high] = [from, to];
  while (high - low > CLOSE_HOURS) {
    const middle = (low + high) / 2;
    if (dark(middle) === darkBefore) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/**
 * An arrival in the light of its place: "1 h 40 min before sunset (18:22)".
 * @param {number} instant @param {GeoJSON.Position} at @param {number} offset of the clock, minutes
 */
export function arrivalInWords(instant, at, offset) {
  if (isDark(instant, at)) return darkInWords(instant, at, offset);
  const { after } = turnsAround(instant, at);
  return after && !after.rises
    ? `${away(after, instant)} before sunset (${clockFrom(after.at, offset, instant)})`
    : "in daylight: the sun does not set there on that day";
}

/** @param {number} instant @param {GeoJSON.Position} at @param {number} offset of the clock, minutes */
export function departureInWords(instant, at, offset) {
  if (isDark(instant, at)) return darkInWords(instant, at, offset);
  const { before } = turnsAround(instant, at);
  return before?.rises
    ? `${away(before, instant)} after sunrise (${clockFrom(before.at, offset, instant)})`
    : "in daylight: the sun does not set there on that day";
}

/** By the nearer of sunset and sunrise. @param {number} instant @param {GeoJSON.Position} at @param {number} offset */
function darkInWords(instant, at, offset) {
  const { before, after } = turnsAround(instant, at);
  const set = before && !before.rises ? before : null;
  const rise = after?.rises ? after : null;
  if (rise && (!set || rise.at - instant < instant - set.at))
    return `in the dark, ${away(rise, instant)} before sunrise (${clockFrom(rise.at, offset, instant)})`;
  if (set) return `in the dark, ${away(set, instant)} after sunset (${clockFrom(set.at, offset, instant)})`;
  return "in the dark: the sun does not rise there on that day";
}

/** @param {Turn} turn @param {number} instant */
const away = (turn, instant) => duration(Math.abs(turn.at - instant) / MS_PER_HOUR);
