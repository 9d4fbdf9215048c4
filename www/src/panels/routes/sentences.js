// What the comparison of routes says, in words. Only that: every number is the package's. No route is called the best.
import {
  countIn,
  hours,
  inTrips,
  km,
  measure,
  percent,
  plural,
  probability,
  tripsFor,
} from "../../format.js";

/** @typedef {import("geobit").RoutesReport} RoutesReport */
/** @typedef {import("geobit").RoutePair} RoutePair */

/** Names longer than this are cut within sentences. */
const LONGEST = 28;

/** How many shared parts are named; roads that weave have many. */
const PARTS_NAMED = 3;

/** Routes are marked in this way in the table and the chart; more are not compared. */
export const LETTERS = "ABCDEFGHIJKLMNOP";

/**
 * Names for use within sentences: not endless, and no two the same.
 * @param {string[]} names
 */
export function namesInWords(names) {
  const short = names.map(shortened);
  return short.map((name, i) =>
    short.indexOf(name) === short.lastIndexOf(name) ? name : `${name} (${LETTERS[i]})`,
  );
}

/** Cut in the middle: names from one file often differ at their end. @param {string} name */
function shortened(name) {
  const letters = [...name];
  if (letters.length <= LONGEST) return name;
  const half = (LONGEST - 1) / 2;
  const [first, last] = [letters.slice(0, Math.ceil(half)), letters.slice(-Math.floor(half))];
  return `${first.join("").trimEnd()}…${last.join("").trimStart()}`;
}

/** @param {string[]} words */
export const listed = (words) =>
  words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} and ${words[words.length - 1]}`;

/**
 * The difference with its interval and p, told of the one that expects more.
 * @param {RoutePair} pair @param {string[]} names @param {{ pairs: number, confidence: number, trips: number }} of
 */
export function differenceInWords(pair, names, { pairs, confidence, trips }) {
  const { difference, interval, verdict, p, q } = pair;
  const [more, less] = difference < 0 ? [names[pair.b], names[pair.a]] : [names[pair.a], names[pair.b]];
  const [low, high] = difference < 0 ? [-interval[1], -interval[0]] : interval;
  const found = verdict === "noClearDifference" ? "no clear difference" : "a clear difference";
  const test = `${probability(p)}${pairs > 1 ? `, q ${percent(q)}` : ""}`;
  const level = `${measure(100 * confidence)}\u00a0% interval ${span(low, high, trips)}`;
  if (difference === 0) return `${more} and ${less} expect as many encounters (${level}): ${found}, ${test}.`;
  return `${more} expects ${countIn(Math.abs(difference), trips)} more encounters ${inTrips(trips)} than ${less} (${level}): ${found}, ${test}.`;
}

/** @param {number} low @param {number} high @param {number} trips */
function span(low, high, trips) {
  const count = (/** @type {number} */ n) => countIn(Math.abs(n), trips);
  if (low >= 0) return `${count(low)} to ${count(high)}`;
  if (high <= 0) return `${count(high)} to ${count(low)} fewer`;
  return `${count(low)} fewer to ${count(high)} more`;
}

/** All that is told of one comparison is told in as many trips. @param {RoutesReport} report */
export const tripsOf = ({ routes }) => tripsFor(routes.map(({ encounter }) => encounter));

/** @param {RoutePair} pair @param {string[]} names */
export function timeInWords({ a, b, hours: difference }, names) {
  if (difference === 0) return `${names[a]} and ${names[b]} take as long.`;
  const [longer, shorter] = difference > 0 ? [a, b] : [b, a];
  return `${names[longer]} takes ${hours(Math.abs(difference))} longer than ${names[shorter]}.`;
}

/** Of parts that do not overlap. @param {import("geobit").SharedPart[]} parts */
export const sharedKm = (parts) => parts.reduce((sum, { fromKm, toKm }) => sum + (toKm - fromKm), 0);

/** A place along a route, to a tenth: shared parts may be shorter than a km. @param {number} n km */
export const kmMark = (n) => String(Math.round(n * 10) / 10);

/** @param {RoutePair} pair @param {string[]} names @param {number[]} lengthsKm */
export function sharedInWords({ a, b, shared }, names, lengthsKm) {
  if (shared.a.length === 0 && shared.b.length === 0) return "They share no road.";
  return `${measure(sharedKm(shared.a))} of ${names[a]}’s ${km(lengthsKm[a])} run along ${names[b]}`;
}

/**
 * The longest of the shared parts, in their order.
 * @param {import("geobit").SharedPart[]} parts
 */
export function longest(parts) {
  const length = (/** @type {import("geobit").SharedPart} */ { fromKm, toKm }) => toKm - fromKm;
  const chosen = new Set(parts.toSorted((a, b) => length(b) - length(a)).slice(0, PARTS_NAMED));
  return parts.filter((part) => chosen.has(part));
}

/**
 * Why a route is dominated; nothing where it is not.
 * @param {RoutesReport["dominated"]} dominated @param {number} route @param {string[]} names
 */
export function dominatedInWords(dominated, route, names) {
  const of = (/** @type {boolean} */ clearly) =>
    listed(
      dominated.filter((one) => one.route === route && one.clearly === clearly).map(({ by }) => names[by]),
    );
  const [clear, unclear] = [of(true), of(false)];
  const words = "takes no less time and expects no fewer encounters than ";
  return [
    clear && `${words}${clear}; the difference in encounters is clear`,
    unclear && `${words}${unclear}; the difference in encounters is not clear`,
  ].filter(Boolean);
}

/** @param {RoutesReport} report @param {string[]} names */
export function independentInWords(report, names) {
  const { independent, routes, method } = report;
  if (!independent || method.below === null) return "";
  const { routes: found, surely } = independent;
  const trips = tripsOf(report);
  const named = (/** @type {number[]} */ numbers) =>
    numbers.length > 0 ? `: ${listed(numbers.map((number) => names[number]))}` : "";
  const same = found.length > 0 && found.join() === surely.join();
  return [
    `${found.length} of ${plural(routes.length, "route")} ${found.length === 1 ? "is" : "are"} independent`,
    ` (share no road but within ${measure(method.siteKm)} km of their ends) below ${measure(method.below * trips)} ${inTrips(trips)}${named(found)}.`,
    ` Surely ${surely.length}${same ? ": the same" : named(surely)}.`,
  ].join("");
}
