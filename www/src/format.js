// How numbers, dates and places are written on this page.

const MS_PER_DAY = 86_400_000;
const dateFormat = new Intl.DateTimeFormat("en-GB", {
  day: "numeric",
  month: "short",
  year: "numeric",
  timeZone: "UTC",
});

/** Making a format takes a hundred times as long as using it, and a report holds hundreds of numbers. @type {Map<string, Intl.NumberFormat>} */
const formats = new Map();

/** @param {number} n @param {number} most digits after the point @param {number} [least] */
function decimal(n, most, least = 0) {
  // Most numbers of a report are small counts.
  if (most === 0 && n >= 0 && n < 999.5) return String(Math.round(n));
  const key = `${most} ${least}`;
  let format = formats.get(key);
  if (!format) {
    format = new Intl.NumberFormat("en-GB", { minimumFractionDigits: least, maximumFractionDigits: most });
    formats.set(key, format);
  }
  return format.format(n);
}

/** @param {number} n a count */
export const whole = (n) => decimal(n, 0);

/**
 * A measured number with about three significant digits.
 * @param {number} n
 */
export function measure(n) {
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
  return `${factor} × 10${raised.join("")}`;
}

/** @param {number} n km */
export const km = (n) => `${n < 10 ? measure(n) : decimal(n, n < 100 ? 1 : 0)} km`;

/**
 * An expected count: two decimals, so that a share of one incident stays visible.
 * @param {number} n
 */
export const expectedCount = (n) => decimal(n, n < 10 ? 2 : 1, 1);

/** Numbers of trips in which an expectation is told. */
const TRIPS = [1, 100, 1000, 10_000, 100_000, 1_000_000];
/** Below this an expectation is told in words: more digits would say more than the record does. */
const HARDLY_ANY = 1e-9;

/** @typedef {{ expected: number, interval: [number, number] }} Encounter recorded incidents expected on one trip */

/**
 * In how many trips to tell expectations that stand beside one another, so that they compare: the fewest in which the highest
 * is one incident or more. Where nothing is expected, the highest upper limit counts.
 * @param {Encounter[]} encounters
 */
export function tripsFor(encounters) {
  const most =
    Math.max(...encounters.map(({ expected }) => expected)) ||
    Math.max(...encounters.map(({ interval }) => interval[1]));
  return TRIPS.find((trips) => most * trips >= 1) ?? TRIPS[TRIPS.length - 1];
}

/** @param {number} trips */
export const inTrips = (trips) =>
  trips === 1 ? "in one trip" : `in ${trips < 1_000_000 ? whole(trips) : "a million"} trips`;

/** Incidents in so many trips, without saying how many trips. @param {number} expected on one @param {number} trips */
export function countIn(expected, trips) {
  if (expected === 0) return "0";
  return expected < HARDLY_ANY ? `under ${measure(HARDLY_ANY * trips)}` : measure(expected * trips);
}

/** @param {number} expected on one trip @param {number} trips */
export const expectedIn = (expected, trips) =>
  `${expected === 0 ? "none" : countIn(expected, trips)} ${inTrips(trips)}`;

/** @param {[number, number]} interval on one trip @param {number} trips */
export const limitsIn = ([low, high], trips) => `${countIn(low, trips)} to ${countIn(high, trips)}`;

/** A share as percent; what is nearly none or nearly all is not rounded to it. @param {number} share 0 to 1 */
export function percent(share) {
  if (share > 0 && share < 0.001) return "fewer than 0.1 %";
  if (share < 1 && share > 0.999) return "more than 99.9 %";
  return `${decimal(100 * share, share < 0.1 ? 1 : 0)} %`;
}

/** A probability of a test. @param {number} p */
export const probability = (p) => (p < 0.001 ? "p < 0.001" : `p = ${decimal(p, p < 0.1 ? 3 : 2)}`);

/** @param {number} n hours */
export const hours = (n) => (n < 1 ? `${Math.round(n * 60)} min` : `${n.toFixed(1)} h`);

/** Those written already: writing one takes as long as ten numbers, and a report names the same few in every step of a drag. @type {Map<string, string>} */
const days = new Map();

/** @param {string} date `YYYY-MM-DD` */
export function day(date) {
  const written = days.get(date) ?? dateFormat.format(new Date(`${date}T00:00:00Z`));
  days.set(date, written);
  return written;
}

/** @param {string} from @param {string} to `YYYY-MM-DD` */
export const period = (from, to) => (from === to ? day(from) : `${day(from)}\u00a0– ${day(to)}`);

/** @param {number} number days since 1970-01-01 */
export const dateOfDay = (number) => new Date(number * MS_PER_DAY).toISOString().slice(0, 10);

/** @param {string} date `YYYY-MM-DD` */
export const dayOfDate = (date) => Math.round(Date.parse(`${date}T00:00:00Z`) / MS_PER_DAY);

/** @param {number} lon @param {number} lat */
export const place = (lon, lat) =>
  `${Math.abs(lat).toFixed(3)}° ${lat < 0 ? "S" : "N"}, ${Math.abs(lon).toFixed(3)}° ${lon < 0 ? "W" : "E"}`;

const WINDS = ["N", "NE", "E", "SE", "S", "SW", "W", "NW"];

/** @param {number} bearing degrees clockwise from north */
export const compass = (bearing) => WINDS[Math.round((((bearing % 360) + 360) % 360) / 45) % 8];

/** @param {number} n @param {string} one @param {string} [many] */
export const plural = (n, one, many = `${one}s`) => `${whole(n)} ${n === 1 ? one : many}`;

/** Zero is said in words: a record of nothing is not a finding of nothing. @param {number} n */
export const recorded = (n) =>
  n === 0 ? "no recorded incidents" : plural(n, "recorded incident", "recorded incidents");
