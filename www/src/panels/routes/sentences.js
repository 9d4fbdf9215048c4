// Chooses the sentences of the comparison of routes. Every number in them is the package's.
import { chooseTrips, formatNumber, formatPerTrips } from "../../format.js";
import { words } from "../../words/index.js";

/** @typedef {import("geobit").RoutesReport} RoutesReport */
/** @typedef {import("geobit").RoutePair} RoutePair */
/** @typedef {import("geobit").SharedPart} SharedPart */

/** Longer names are cut within sentences, letters. */
const MAX_NAME_LENGTH = 28;
/** How many shared parts are named; roads that weave have many. */
const PARTS_NAMED = 3;
/** Mark the routes in the table and the chart; more routes are not compared. */
export const LETTERS = "ABCDEFGHIJKLMNOP";

const texts = words.routes;

/**
 * Shortens names for use within sentences, and keeps them apart.
 * @param {string[]} names
 */
export function shortenNames(names) {
  const short = names.map(shortenName);
  return short.map((name, i) =>
    short.indexOf(name) === short.lastIndexOf(name) ? name : texts.lettered(name, LETTERS[i]),
  );
}

/** Cuts in the middle, as names from one file often differ at their end. @param {string} name */
function shortenName(name) {
  const letters = [...name];
  if (letters.length <= MAX_NAME_LENGTH) return name;
  const half = (MAX_NAME_LENGTH - 1) / 2;
  const [first, last] = [letters.slice(0, Math.ceil(half)), letters.slice(-Math.floor(half))];
  return `${first.join("").trimEnd()}…${last.join("").trimStart()}`;
}

/**
 * Describes the difference of a pair, with its interval, as that of the route that expects more. Of two trips with different ends
 * it says that they are not compared.
 * @param {RoutePair} pair @param {string[]} names @param {{ confidence: number, trips: number, siteKm: number }} report
 */
export function describeDifference(pair, names, { confidence, trips, siteKm }) {
  const { difference, interval } = pair;
  if (!interval) return texts.differentEnds(names[pair.a], names[pair.b], siteKm);
  const [more, less] = difference < 0 ? [names[pair.b], names[pair.a]] : [names[pair.a], names[pair.b]];
  const [low, high] = difference < 0 ? [-interval[1], -interval[0]] : interval;
  const verdict = pair.verdict === "noClearDifference" ? texts.notClear : texts.clear;
  const level = texts.level(confidence, describeRange(low, high, trips));
  if (difference === 0) return texts.equal(more, less, level, verdict);
  const by = formatPerTrips(Math.abs(difference), trips);
  return texts.difference({ more, less, by, trips, level, verdict });
}

/**
 * Describes the test of a pair; nothing for different trips.
 * @param {RoutePair} pair @param {string[]} names @param {number} pairs how many are tested
 */
export function describeTest({ a, b, p, q }, names, pairs) {
  if (p === null || q === null) return "";
  return pairs > 1 ? texts.testAmongAll(names[a], names[b], p, q) : texts.test(names[a], names[b], p);
}

/** @param {number} low @param {number} high @param {number} trips */
function describeRange(low, high, trips) {
  const [lower, upper] = [low, high].map((n) => formatPerTrips(Math.abs(n), trips));
  if (low >= 0) return texts.moreRange(lower, upper);
  return high <= 0 ? texts.fewerRange(upper, lower) : texts.mixedRange(lower, upper);
}

/**
 * Returns what the sentences about all pairs of a comparison need of it.
 * @param {RoutesReport} report
 */
export const scopeOf = (report) => ({
  confidence: Number(report.routes[0].method.confidence),
  trips: tripsOf(report),
  siteKm: Number(report.method.siteKm),
});

/** Chooses the number of trips for everything that is said of one comparison. @param {Pick<RoutesReport, "routes">} report */
export const tripsOf = ({ routes }) => chooseTrips(routes.map(({ encounter }) => encounter));

/** @param {RoutePair} pair @param {string[]} names */
export function describeTime({ a, b, hours: difference }, names) {
  if (difference === 0) return texts.sameTime(names[a], names[b]);
  const [longer, shorter] = difference > 0 ? [a, b] : [b, a];
  return texts.longer(names[longer], names[shorter], Math.abs(difference));
}

/** Sums up the length of parts, which do not overlap. @param {SharedPart[]} parts @returns {number} km */
export const sharedKm = (parts) => parts.reduce((sum, { fromKm, toKm }) => sum + (toKm - fromKm), 0);

/** Writes a place along a route to a tenth of a km, as shared parts may be shorter than a km. @param {number} km */
export const formatKmMark = (km) => String(Math.round(km * 10) / 10);

/** Describes the road that a pair shares, without the full stop. @param {RoutePair} pair @param {string[]} names @param {number[]} lengthsKm */
export function describeShared({ a, b, shared }, names, lengthsKm) {
  if (shared.a.length === 0 && shared.b.length === 0) return texts.sharesNothing;
  return texts.shares(sharedKm(shared.a), names[a], lengthsKm[a], names[b]);
}

/**
 * Returns the longest of the shared parts, in their order along the route.
 * @param {SharedPart[]} parts
 */
export function longestParts(parts) {
  const length = (/** @type {SharedPart} */ { fromKm, toKm }) => toKm - fromKm;
  const chosen = new Set(parts.toSorted((a, b) => length(b) - length(a)).slice(0, PARTS_NAMED));
  return parts.filter((part) => chosen.has(part));
}

/**
 * Lists the reasons why a route is dominated; none where it is not.
 * @param {RoutesReport["dominated"]} dominated @param {number} route @param {string[]} names
 */
export function describeDominated(dominated, route, names) {
  const dominating = (/** @type {boolean} */ clearly) =>
    dominated.filter((one) => one.route === route && one.clearly === clearly).map(({ by }) => names[by]);
  const [clearly, unclearly] = [dominating(true), dominating(false)];
  return [
    ...(clearly.length > 0 ? [texts.dominatedClearly(clearly)] : []),
    ...(unclearly.length > 0 ? [texts.dominatedUnclearly(unclearly)] : []),
  ];
}

/** @param {RoutesReport} report @param {string[]} names */
export function describeIndependent(report, names) {
  const { independent, routes, method } = report;
  if (!independent || method.below === null) return "";
  const { routes: found, surely } = independent;
  const trips = tripsOf(report);
  const namesOf = (/** @type {number[]} */ numbers) => numbers.map((number) => names[number]);
  const isSame = found.length > 0 && found.join() === surely.join();
  const below = formatNumber(method.below * trips);
  return [
    texts.independent(found.length, routes.length, Number(method.siteKm), below, trips, namesOf(found)),
    isSame ? texts.certainlySame(surely.length) : texts.certainly(surely.length, namesOf(surely)),
  ].join("");
}

/** @param {import("geobit").RouteReport} route @param {number} index @param {string} name @param {number} trips */
export const describeMark = ({ hours, encounter }, index, name, trips) =>
  texts.spokenMark(LETTERS[index], name, hours, encounter, trips);
