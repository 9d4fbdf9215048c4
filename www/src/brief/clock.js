// Times of day at one stated offset from UTC: who drives reads a watch, and the page asks no server for the time zone.
// An instant is milliseconds since 1970 in UTC; an offset is how many minutes the clock is ahead of UTC.
import { dayOfDate, formatDay } from "../format.js";
import { words } from "../words/index.js";

export const MS_PER_HOUR = 3_600_000;
const MS_PER_MINUTE = 60_000;

/** The offsets in use somewhere, minutes. */
export const OFFSETS = [
  ...[-720, -660, -600, -570, -540, -480, -420, -360, -300, -240, -210, -180, -120, -60, 0],
  ...[60, 120, 180, 210, 240, 270, 300, 330, 345, 360, 390, 420, 480, 525, 540, 570, 600, 630, 660],
  ...[720, 765, 780, 840],
];

/** Returns the offset of this browser's own clock on a date. @param {Date} [date] */
export const browserOffset = (date = new Date()) => 0 - date.getTimezoneOffset();

/** @param {number} offset @returns {string} `UTC`, `UTC+1`, `UTC−3:30` */
export function offsetLabel(offset) {
  if (offset === 0) return "UTC";
  const minutes = Math.abs(offset) % 60;
  return `UTC${offset < 0 ? "−" : "+"}${Math.floor(Math.abs(offset) / 60)}${minutes ? `:${twoDigits(minutes)}` : ""}`;
}

/**
 * @param {string} date `YYYY-MM-DD` @param {string} time `HH:MM` @param {number} offset
 * @returns {number | null} the instant, or `null` where date and time name none
 */
export function instantOf(date, time, offset) {
  if (!/^\d{4}-\d\d-\d\d$/.test(date) || !/^\d\d:\d\d$/.test(time)) return null;
  const instant = Date.parse(`${date}T${time}:00Z`);
  return Number.isNaN(instant) ? null : instant - offset * MS_PER_MINUTE;
}

/** Rounds to the minute that a watch would show. @param {number} instant @param {number} offset @returns {string} `YYYY-MM-DDTHH:MM` */
const dateTimeAt = (instant, offset) =>
  new Date(Math.round(instant / MS_PER_MINUTE + offset) * MS_PER_MINUTE).toISOString().slice(0, 16);

/** @param {number} instant @param {number} offset @returns {string} `HH:MM` */
export const clockAt = (instant, offset) => dateTimeAt(instant, offset).slice(11);

/** @param {number} instant @param {number} offset @returns {string} `YYYY-MM-DD` */
export const dateAt = (instant, offset) => dateTimeAt(instant, offset).slice(0, 10);

/**
 * Writes the time alone on the day of departure, and with its date on any other.
 * @param {number} instant @param {number} offset @param {number} departure
 * @param {boolean} [withOffset] whether to name the offset
 */
export function clockSince(instant, offset, departure, withOffset = false) {
  const date = dateAt(instant, offset);
  const time = `${clockAt(instant, offset)}${withOffset ? ` ${offsetLabel(offset)}` : ""}`;
  return date === dateAt(departure, offset) ? time : words.brief.onDate(time, formatDayAndMonth(date));
}

/** Writes the time for a narrow column, with the number of days after that of departure. @param {number} instant @param {number} offset @param {number} departure */
export function clockInTable(instant, offset, departure) {
  const days = dayOfDate(dateAt(instant, offset)) - dayOfDate(dateAt(departure, offset));
  const time = clockAt(instant, offset);
  return days > 0 ? words.brief.daysLater(time, days) : time;
}

/** Writes a date whose year is known. @param {string} date `YYYY-MM-DD` */
export function formatDayAndMonth(date) {
  const day = formatDay(date);
  return day.slice(0, day.lastIndexOf(" "));
}

/** @param {number} instant @param {number} offset @returns {string} date, time and offset as ISO 8601 has them */
export function isoTime(instant, offset) {
  const size = Math.abs(offset);
  return `${dateTimeAt(instant, offset)}${offset < 0 ? "-" : "+"}${twoDigits(Math.floor(size / 60))}:${twoDigits(size % 60)}`;
}

/** @param {number} hours @returns {string} `1 h 40 min` */
export function formatDuration(hours) {
  const minutes = Math.round(hours * 60);
  if (minutes < 60) return words.brief.minutes(minutes);
  const rest = minutes % 60;
  return words.brief.hoursMinutes(Math.floor(minutes / 60), rest ? twoDigits(rest) : "");
}

/** Writes a duration for a narrow column. @param {number} hours @returns {string} `1:40` */
export function formatHoursMinutes(hours) {
  const minutes = Math.round(hours * 60);
  return `${Math.floor(minutes / 60)}:${twoDigits(minutes % 60)}`;
}

/** @param {number} n */
const twoDigits = (n) => String(n).padStart(2, "0");
