import { plainOptions, requireOption } from "./checks.js";
import { routeReport } from "./reports.js";

/** @import { RoutesReport } from "../geobit.d.ts" */

const COMPARE = ["sharedKm", "rounds", "seed", "below", "siteKm"];

/**
 * Options of several routes: those of all of them, those of each, and those of the comparison.
 * @param {Record<string, any>} options @param {any} lines
 */
export function routesOptions({ each, ...options }, lines) {
  const count = Array.isArray(lines?.features) ? lines.features.length : 0;
  const given = each ?? [];
  const fits = Array.isArray(given) && given.length <= count;
  requireOption(fits, "each", `each is a list of options, one for each of the ${count} routes.`);
  const detailed = options.detail === undefined || options.detail === "full";
  requireOption(detailed, "detail", `detail is ${options.detail}; routes are compared in full.`);
  const entries = Object.entries(options);
  return {
    shared: Object.fromEntries(entries.filter(([name]) => !COMPARE.includes(name))),
    each: Array.from({ length: count }, (_, number) => plainOptions(given[number])),
    compare: Object.fromEntries(entries.filter(([name]) => COMPARE.includes(name))),
  };
}

/**
 * What the engine answers about several routes, with names.
 * @param {[import("./reports.js").OfRoute[], string[], pairs: Float64Array, shared: Float64Array, dominated: Float64Array, sets: Float64Array, asked: Float64Array]} answer
 * @returns {RoutesReport}
 */
export function namedRoutes([routes, notes, pairs, shared, dominated, sets, asked]) {
  const [independent, surely] = sets;
  const [sharedKm, siteKm, rounds, seed, below] = asked;
  return {
    routes: routes.map(routeReport),
    pairs: namedPairs(pairs, shared),
    dominated: rowsOf(dominated, 3).map(([route, by, clearly]) => ({ route, by, clearly: clearly === 1 })),
    independent: sets.length ? { routes: members(independent), surely: members(surely) } : null,
    method: { sharedKm, siteKm, rounds, seed, below: Number.isNaN(below) ? null : below },
    notes,
  };
}

/** Eleven numbers for each pair; the last two count its shared parts, which are two numbers each. @param {Float64Array} pairs @param {Float64Array} shared */
function namedPairs(pairs, shared) {
  const parts = rowsOf(shared, 2).map(([fromKm, toKm]) => ({ fromKm, toKm }));
  const take = (/** @type {number} */ count) => parts.splice(0, count);
  return rowsOf(pairs, 11).map(([a, b, hours, difference, lower, upper, p, q, more, ofA, ofB]) => ({
    ...{ a, b, hours, difference, p, q },
    interval: /** @type {[number, number]} */ ([lower, upper]),
    verdict: VERDICTS[more + 1],
    shared: { a: take(ofA), b: take(ofB) },
  }));
}

const VERDICTS = /** @type {const} */ (["less", "noClearDifference", "more"]);

/** @param {Float64Array} numbers @param {number} width */
const rowsOf = (numbers, width) =>
  Array.from({ length: numbers.length / width }, (_, row) =>
    numbers.subarray(row * width, (row + 1) * width),
  );

/** The numbers of the bits that are set. @param {number} set */
const members = (set) =>
  Array.from({ length: 32 }, (_, number) => number).filter((number) => (set >>> number) & 1);
