// Several routes compared. No route is called the best.
import {
  formatCount,
  formatExpectedInTrips,
  formatHours,
  formatKm,
  formatLimits,
  formatNumber,
  formatP,
  formatPercent,
  formatTrips,
} from "../../format.js";
import { listed, plural } from "./plural.js";
import { verdict } from "./report.js";

export const routes = {
  title: "Routes compared",
  tooMany: (/** @type {number} */ n, /** @type {number} */ max) =>
    `${n} routes are drawn; up to ${max} are compared at once.`,
  button: (/** @type {number} */ n) => `Compare all ${n} routes`,
  sharedLegend: "shared road, on the map beside the corridor",
  /** @param {number} sharedKm @param {unknown} rounds @param {unknown} seed */
  method: (sharedKm, rounds, seed) =>
    `A road counts as shared where the other route is within ${formatNumber(sharedKm)} km. Differences by a bootstrap with ${formatCount(Number(rounds))} rounds, seed ${seed}.`,
  yours: "How to weigh hours against encounters is for you to decide: no route is called the best.",
  /** @param {string[]} names of routes that nothing can be said about */
  leftOut: (names) =>
    `A comparison needs data on every route. Without ${listed(names)}, the others can be compared.`,
  route: "Route",
  lengthTime: "Length, time",
  expectedTerm: "Expected",
  expected: (/** @type {number} */ trips) => `{term} ${formatTrips(trips)}`,
  sharedWith: "Shared with",
  sharedNone: "none",
  sharedKm: (/** @type {string} */ letter, /** @type {number} */ km) => `${letter}: ${formatKm(km)}`,
  more: (/** @type {number} */ n) => `and ${n} more`,
  dominatedTerm: "No better in either",
  dominated: "{term}: {reasons}.",
  dominatedClearly: (/** @type {string[]} */ by) =>
    `takes no less time and expects no fewer encounters than ${listed(by)}; the difference in encounters is clear`,
  dominatedUnclearly: (/** @type {string[]} */ by) =>
    `takes no less time and expects no fewer encounters than ${listed(by)}; the difference in encounters is not clear`,
  /** @param {string} a @param {string} b @param {number} siteKm */
  differentEnds: (a, b, siteKm) =>
    `${a} and ${b} are different trips: they do not begin and end within ${formatNumber(siteKm)} km of each other, so they are not compared.`,
  differences: "Differences",
  otherPairs: "Pairs of the other routes",
  lettered: (/** @type {string} */ name, /** @type {string} */ letter) => `${name} (${letter})`,
  clear: "a clear difference",
  notClear: "no clear difference",
  test: (/** @type {string} */ a, /** @type {string} */ b, /** @type {number} */ p) =>
    `${a} and ${b}: ${formatP(p)}.`,
  /** @param {string} a @param {string} b @param {number} p @param {number} q */
  testAmongAll: (a, b, p, q) => `${a} and ${b}: ${formatP(p)}, q ${formatPercent(q)}.`,
  dominatedMethod: "A route is dominated if another takes no more time and expects no more encounters.",
  level: (/** @type {number} */ confidence, /** @type {string} */ range) =>
    `${formatNumber(100 * confidence)}\u00a0% interval ${range}`,
  /** @param {string} a @param {string} b @param {string} level @param {string} verdict */
  equal: (a, b, level, verdict) =>
    `${a} and ${b} expect the same number of encounters (${level}): ${verdict}.`,
  /** @param {{ more: string, less: string, by: string, trips: number, level: string, verdict: string }} difference */
  difference: ({ more, less, by, trips, level, verdict }) =>
    `${more} expects ${by} more encounters ${formatTrips(trips)} than ${less} (${level}): ${verdict}.`,
  moreRange: (/** @type {string} */ low, /** @type {string} */ high) => `${low} to ${high}`,
  fewerRange: (/** @type {string} */ low, /** @type {string} */ high) => `${low} to ${high} fewer`,
  mixedRange: (/** @type {string} */ fewer, /** @type {string} */ more) => `${fewer} fewer to ${more} more`,
  sameTime: (/** @type {string} */ a, /** @type {string} */ b) => `${a} and ${b} take the same time.`,
  longer: (/** @type {string} */ longer, /** @type {string} */ shorter, /** @type {number} */ hours) =>
    `${longer} takes ${formatHours(hours)} longer than ${shorter}.`,
  sharesNothing: "They share no road.",
  /** @param {number} sharedKm @param {string} a @param {number} lengthKm @param {string} b */
  shares: (sharedKm, a, lengthKm, b) =>
    `${formatNumber(sharedKm)} of ${a}’s ${formatKm(lengthKm)} run along ${b}`,
  sentence: (/** @type {string} */ text) => `${text}.`,
  sharedPartsFew: (/** @type {string} */ places) => `(km ${places}).`,
  sharedPartsMore: (/** @type {string} */ places, /** @type {number} */ more) =>
    `(km ${places}, and ${plural(more, "shorter part")}).`,
  independentTerm: "Independent routes",
  belowLabel: "Count those with fewer than ",
  belowAfter: (/** @type {number} */ trips) => ` encounters expected ${formatTrips(trips)} `,
  suchAs: (/** @type {string} */ n) => `such as ${n}`,
  count: "Count",
  belowMissing: "Give a number above 0.",
  /** @param {number} n @param {number} all @param {number} siteKm @param {string} below @param {number} trips @param {string[]} names */
  independent: (n, all, siteKm, below, trips, names) =>
    `${n} of ${plural(all, "route")} ${n === 1 ? "is" : "are"} independent (share no road except within ${formatNumber(siteKm)} km of their ends) below ${below} ${formatTrips(trips)}${names.length > 0 ? `: ${listed(names)}` : ""}.`,
  certainlySame: (/** @type {number} */ n) => ` Certainly ${n}: the same.`,
  certainly: (/** @type {number} */ n, /** @type {string[]} */ names) =>
    ` Certainly ${n}${names.length > 0 ? `: ${listed(names)}` : ""}.`,
  chartLabel: (/** @type {string[]} */ spoken) => `Hours against expected encounters. ${spoken.join("; ")}.`,
  /** @param {string} letter @param {string} name @param {number} hours @param {import("../../format.js").Encounter} encounter @param {number} trips */
  spokenMark: (letter, name, hours, { expected }, trips) =>
    `${letter}, ${name}: ${formatHours(hours)}, ${formatExpectedInTrips(expected, trips)}`,
  /** @param {number} confidence @param {[letter: string, interval: [number, number]][]} routes @param {number} trips */
  spread: (confidence, routes, trips) =>
    `, ${verdict.interval(confidence)} by the fixed intensity, ${formatTrips(trips)}: ${routes.map(([letter, interval]) => `${letter} ${formatLimits(interval, trips)}`).join("; ")}.`,
  hoursAxis: "hours",
  expectedAxis: (/** @type {number} */ trips) => `expected encounters ${formatTrips(trips)}`,
};
