// Times of day, in one stated offset from UTC: who moves reads a watch, and the page asks no server where that watch is.
// An instant is milliseconds since 1970 in UTC, an offset minutes that the watch is ahead of it.
import { day, dayOfDate } from "../format.js";

export const MS_PER_HOUR = 3_600_000;
const MS_PER_MINUTE = 60_000;

/** Offsets in use somewhere, minutes. */
export const OFFSETS = [
  ...[-720, -660, -600, -570, -540, -480, -420, -360, -300, -240, -210, -180, -120, -60, 0],
  ...[60, 120, 180, 210, 240, 270, 300, 330, 345, 360, 390, 420, 480, 525, 540, 570, 600, 630, 660],
  ...[720, 765, 780, 840],
];

/** What this browser's own clock is ahead of UTC on a date. @param {Date} [date] */
export const browserOffset = (date = new Date()) => -date.getTimezoneOffset();

/** @param {number} offset @returns {string} `UTC`, `UTC+1`, `UTC−3:30` */
export function offsetLabel(offset) {
  if (offset === 0) return "UTC";
  const minutes = Math.abs(offset) % 60;
  return `UTC${offset < 0 ? "−" : "+"}${Math.floor(Math.abs(offset) / 60)}${minutes ? `:${two(minutes)}` : ""}`;
}

/**
 * @param {string} date `YYYY-MM-DD` @param {string} time `HH:MM` @param {number} offset
 * @returns {number | null} nothing where they name no time
 */
export function instantOf(date, time, offset) {
  if (!/^\d{4}-\d\d-\d\d$/.test(date) || !/^\d\d:\d\d$/.test(time)) return null;
  const instant = Date.parse(`${date}T${time}:00Z`);
  return Number.isNaN(instant) ? null : instant - offset * MS_PER_MINUTE;
}

/** To the minute, as a watch would show it. @param {number} instant @param {number} offset @returns {string} `YYYY-MM-DDTHH:MM` */
const onTheWatch = (instant, offset) =>
  new Date(Math.round(instant / MS_PER_MINUTE + offset) * MS_PER_MINUTE).toISOString().slice(0, 16);

/** @param {number} instant @param {number} offset @returns {string} `HH:MM` */
export const clock = (instant, offset) => onTheWatch(instant, offset).slice(11);

/** @param {number} instant @param {number} offset @returns {string} `YYYY-MM-DD` */
export const dateOn = (instant, offset) => onTheWatch(instant, offset).slice(0, 10);

/**
 * The time alone on the day of departure, with the date on any other.
 * @param {number} instant @param {number} offset @param {number} departure
 * @param {boolean} [zone] whether to say which clock it is
 */
export function clockFrom(instant, offset, departure, zone = false) {
  const date = dateOn(instant, offset);
  const time = `${clock(instant, offset)}${zone ? ` ${offsetLabel(offset)}` : ""}`;
  return date === dateOn(departure, offset) ? time : `${time} on ${dayAndMonth(date)}`;
}

/** The same for a narrow column: days after that of departure are counted. @param {number} instant @param {number} offset @param {number} departure */
export function clockInTable(instant, offset, departure) {
  const days = dayOfDate(dateOn(instant, offset)) - dayOfDate(dateOn(departure, offset));
  return `${clock(instant, offset)}${days > 0 ? ` +${days}\u00a0d` : ""}`;
}

/** Where the year is known. @param {string} date `YYYY-MM-DD` */
export const dayAndMonth = (date) => day(date).replace(/ \d+$/, "");

/** @param {number} instant @param {number} offset @returns {string} with the offset, as ISO 8601 has it */
export function isoTime(instant, offset) {
  const size = Math.abs(offset);
  return `${onTheWatch(instant, offset)}${offset < 0 ? "-" : "+"}${two(Math.floor(size / 60))}:${two(size % 60)}`;
}

/** @param {number} hours @returns {string} `1 h 40 min` */
export function duration(hours) {
  const minutes = Math.round(hours * 60);
  if (minutes < 60) return `${minutes} min`;
  const rest = minutes % 60;
  return `${Math.floor(minutes / 60)} h${rest ? ` ${two(rest)} min` : ""}`;
}

/** The same for a narrow column. @param {number} hours @returns {string} `1:40` */
export function hoursMinutes(hours) {
  const minutes = Math.round(hours * 60);
  return `${Math.floor(minutes / 60)}:${two(minutes % 60)}`;
}

/** @param {number} n */
const two = (n) => String(n).padStart(2, "0");
