// How numbers, dates and places are written on this page.
import { units } from "./words/units.js";

const MS_PER_DAY = 86_400_000;
/**
 * Creating a format takes a hundred times as long as using it, and a report holds hundreds of numbers. Formatting a date takes as
 * long as ten numbers, and a report repeats the same few in every step of a drag.
 */
const kept = {
  /** The language that they are in. @type {typeof units | null} */
  units: null,
  /** @type {Map<string, Intl.NumberFormat>} */
  numbers: new Map(),
  /** By the length of the month's name. @type {Map<"short" | "long", Intl.DateTimeFormat>} */
  dates: new Map(),
  /** @type {Map<string, string>} */
  days: new Map(),
};

/** Returns what is kept in the language that is spoken. */
function inLanguage() {
  if (kept.units !== units) {
    for (const map of [kept.numbers, kept.dates, kept.days]) map.clear();
    kept.units = units;
  }
  return kept;
}

/** @param {"short" | "long"} month its name @param {string} date `YYYY-MM-DD` */
function writeDay(month, date) {
  const { dates } = inLanguage();
  const format =
    dates.get(month) ??
    new Intl.DateTimeFormat(units.locale, { day: "numeric", month, year: "numeric", timeZone: "UTC" });
  dates.set(month, format);
  return format.format(new Date(`${date}T00:00:00Z`));
}

/** @param {number} n @param {number} maxDigits after the decimal point @param {number} [minDigits] */
function decimal(n, maxDigits, minDigits = 0) {
  // Most numbers of a report are small counts.
  if (maxDigits === 0 && n >= 0 && n < 999.5) return String(Math.round(n));
  const key = `${maxDigits} ${minDigits}`;
  const { numbers } = inLanguage();
  let format = numbers.get(key);
  if (!format) {
    format = new Intl.NumberFormat(units.locale, {
      minimumFractionDigits: minDigits,
      maximumFractionDigits: maxDigits,
    });
    numbers.set(key, format);
  }
  return format.format(n);
}

/** Writes a count. @param {number} n */
export const formatCount = (n) => decimal(n, 0);

/** From this count on there is no room for all digits. */
const COMPACT_FROM = 10_000;

/** Writes a count with few letters, such as "12K". @param {number} n */
export const formatCompact = (n) =>
  n < COMPACT_FROM
    ? formatCount(n)
    : new Intl.NumberFormat(units.locale, { notation: "compact", maximumFractionDigits: 0 }).format(n);

/** Writes a number with one digit after the decimal sign. @param {number} n */
export const formatTenths = (n) => decimal(n, 1, 1);

/**
 * Writes a measured number with about three significant digits.
 * @param {number} n
 */
export function formatNumber(n) {
  if (n === 0) return "0";
  const size = Math.abs(n);
  if (size < 1e-6) return scientific(n);
  const digits =
    size >= 100 ? 0 : size >= 10 ? 1 : size >= 1 ? 2 : Math.min(8, 2 - Math.floor(Math.log10(size)));
  return decimal(n, digits);
}

/** @param {number} n */
function scientific(n) {
  const [factor, power] = n.toExponential(1).split("e");
  const raised = [...power.replace("+", "")].map((sign) => (sign === "-" ? "⁻" : "⁰¹²³⁴⁵⁶⁷⁸⁹"[Number(sign)]));
  return `${formatTenths(Number(factor))} × 10${raised.join("")}`;
}

/** @param {number} n km */
export const formatKm = (n) => units.km(n < 10 ? formatNumber(n) : decimal(n, n < 100 ? 1 : 0));

/**
 * Writes an expected count with two decimals, so that the share of a single incident stays visible.
 * @param {number} n
 */
export const formatExpected = (n) => decimal(n, n < 10 ? 2 : 1, 1);

/** The numbers of trips that an expectation may be written for. */
const TRIPS = [1, 100, 1000, 10_000, 100_000, 1_000_000];
/** Below this an expectation is written in words: more digits would claim more than the record supports. */
const LEAST_EXPECTED = 1e-9;

/** @typedef {{ expected: number, interval: [number, number] }} Encounter recorded incidents expected on one trip */

/**
 * Chooses one number of trips for expectations that stand beside each other, so that they can be compared: the smallest in
 * which the highest expectation is at least one incident. Where nothing is expected, the highest upper limit counts.
 * @param {Encounter[]} encounters
 */
export function chooseTrips(encounters) {
  const highest =
    Math.max(...encounters.map(({ expected }) => expected)) ||
    Math.max(...encounters.map(({ interval }) => interval[1]));
  return TRIPS.find((trips) => highest * trips >= 1) ?? TRIPS[TRIPS.length - 1];
}

/** @param {number} trips */
export function formatTrips(trips) {
  if (trips === 1) return units.oneTrip;
  return trips < 1_000_000 ? units.trips(formatCount(trips)) : units.millionTrips;
}

/** Writes the incidents expected in a number of trips, without naming that number. @param {number} expected on one trip @param {number} trips */
export function formatPerTrips(expected, trips) {
  if (expected === 0) return "0";
  return expected < LEAST_EXPECTED
    ? units.under(formatNumber(LEAST_EXPECTED * trips))
    : formatNumber(expected * trips);
}

/** Writes the incidents expected in a number of trips, and that number. @param {number} expected on one trip @param {number} trips */
export const formatExpectedInTrips = (expected, trips) =>
  units.inTrips(expected === 0 ? units.none : formatPerTrips(expected, trips), formatTrips(trips));

/** @param {[number, number]} interval on one trip @param {number} trips */
export const formatLimits = ([low, high], trips) =>
  units.range(formatPerTrips(low, trips), formatPerTrips(high, trips));

/** @param {[number, number | null]} interval `null`: without an upper limit */
export const formatInterval = ([low, high]) =>
  high === null ? units.rangeUpwards(formatNumber(low)) : units.range(formatNumber(low), formatNumber(high));

/** Writes a share as a percentage; nearly none and nearly all are not rounded to none and all. @param {number} share 0 to 1 */
export function formatPercent(share) {
  if (share > 0 && share < 0.001) return units.leastPercent;
  if (share < 1 && share > 0.999) return units.mostPercent;
  return units.percent(decimal(100 * share, share < 0.1 ? 1 : 0));
}

/** Writes the p-value of a test. @param {number} p */
export const formatP = (p) => (p < 0.001 ? units.smallestP : units.p(decimal(p, p < 0.1 ? 3 : 2)));

/** @param {number} n hours */
export const formatHours = (n) => (n < 1 ? units.minutes(Math.round(n * 60)) : units.hours(formatTenths(n)));

/** @param {string} date `YYYY-MM-DD` */
export function formatDay(date) {
  const { days } = inLanguage();
  const formatted = days.get(date) ?? writeDay("short", date);
  days.set(date, formatted);
  return formatted;
}

/** Writes a day with the whole name of its month. @param {string} date `YYYY-MM-DD` */
export const formatLongDay = (date) => writeDay("long", date);

/** @param {string} from @param {string} to `YYYY-MM-DD` */
export const formatPeriod = (from, to) =>
  from === to ? formatDay(from) : units.period(formatDay(from), formatDay(to));

/** @param {number} number days since 1970-01-01 */
export const dateOfDay = (number) => new Date(number * MS_PER_DAY).toISOString().slice(0, 10);

/** @param {string} date `YYYY-MM-DD` @returns {number} days since 1970-01-01 */
export const dayOfDate = (date) => Math.round(Date.parse(`${date}T00:00:00Z`) / MS_PER_DAY);

/** The last day that a form takes: browsers know years of six digits, which no file has. */
export const LAST_DAY = "9999-12-31";

/** Tells whether a text is a day that there is. @param {unknown} text @returns {text is string} */
export const isDay = (text) =>
  typeof text === "string" &&
  /^\d{4}-\d\d-\d\d$/.test(text) &&
  !Number.isNaN(dayOfDate(text)) &&
  dateOfDay(dayOfDate(text)) === text;

/** @param {number} lon @param {number} lat */
export const formatPlace = (lon, lat) =>
  `${units.latitude(decimal(Math.abs(lat), 3, 3), lat < 0)}, ${units.longitude(decimal(Math.abs(lon), 3, 3), lon < 0)}`;

/** Writes a direction as one of the eight winds. @param {number} bearing degrees clockwise from north */
export const formatBearing = (bearing) => units.compass[Math.round((((bearing % 360) + 360) % 360) / 45) % 8];
