import { numbersWithin, requireOption } from "./checks.js";

/** @import { Formulas } from "../geobit.d.ts" */
/** @import { Supervisor } from "./supervisor.js" */

/** @typedef {[least: number, most: number]} Range */

/** @type {Range} */
const FROM_0 = [0, Infinity];
/** @type {Range} */
const ABOVE_0 = [Number.MIN_VALUE, Infinity];
/** @type {Range} */
const LEVEL = [Number.MIN_VALUE, 1 - Number.EPSILON / 2];
/** @type {Range} */
const PROBABILITY = [0, 1];

/**
 * Single formulas of the engine, for checks from outside. Their members are described in `geobit.d.ts`.
 * @param {Supervisor} supervisor
 * @returns {Formulas}
 */
export function formulas(supervisor) {
  /** @type {(name: string, numbers: Record<string, unknown>, ranges?: Record<string, Range>) => Promise<any>} */
  const call = async (name, numbers, ranges) => supervisor.call(name, numbersWithin(numbers, ranges));
  /** @type {(name: string, numbers: number[], others?: number[]) => Promise<(number | null)[]>} */
  const statistic = async (name, numbers, others = []) =>
    Array.from(
      await supervisor.call("statistic", [name, Float64Array.from(numbers), Float64Array.from(others)]),
      finite,
    );
  return {
    geodesic: (lon1, lat1, lon2, lat2) =>
      call("geodesic", { lon1, lat1, lon2, lat2 }, { lat1: [-90, 90], lat2: [-90, 90] }),
    discOverlap: (R, r, d) => call("discOverlap", { R, r, d }, { R: FROM_0, r: FROM_0, d: FROM_0 }),
    kernelLine: ({ a: [ax, ay], b: [bx, by], p: [px, py], sigma }) =>
      call("kernelLine", { ax, ay, bx, by, px, py, sigma }, { sigma: ABOVE_0 }),

    async poissonRate({ count, exposure, confidence = 0.95 }) {
      const given = { count, exposure, confidence };
      const ranges = { count: FROM_0, exposure: ABOVE_0, confidence: LEVEL };
      return named(await statistic("poissonRate", numbersWithin(given, ranges)), ["rate", "lower", "upper"]);
    },
    async rateRatio({ k1, T1, k0, T0, confidence = 0.95 }) {
      const given = { k1, T1, k0, T0, confidence };
      const ranges = { k1: FROM_0, T1: ABOVE_0, k0: FROM_0, T0: ABOVE_0, confidence: LEVEL };
      const names = ["ratio", "lower", "upper", "pGreater", "pLess", "p"];
      return named(await statistic("rateRatio", numbersWithin(given, ranges)), names);
    },
    async gammaPoisson({ a, b, count, exposure, ahead, confidence = 0.95 }) {
      const given = { a, b, count, exposure, ahead, confidence };
      const ranges = {
        a: FROM_0,
        b: FROM_0,
        count: FROM_0,
        exposure: FROM_0,
        ahead: FROM_0,
        confidence: LEVEL,
      };
      const names = ["a", "b", "mean", "lower", "upper", "pAtLeastOne"];
      return named(await statistic("gammaPoisson", numbersWithin(given, ranges)), names);
    },
    async peerRates(counts, exposures) {
      const given = [list("counts", counts, FROM_0), list("exposures", exposures, ABOVE_0)];
      sameLength("exposures", given);
      const [mean, spread, excess, variance, a, b, ...rates] = await statistic(
        "peerRates",
        given[0],
        given[1],
      );
      return /** @type {any} */ ({ mean, spread, excess, variance, a, b, pooled: a === null, rates });
    },
    async weightedSum(weights, counts, { confidence = 0.95 } = {}) {
      const given = [list("weights", weights, FROM_0), list("counts", counts, FROM_0)];
      sameLength("counts", given);
      const level = numbersWithin({ confidence }, { confidence: LEVEL });
      const names = ["estimate", "variance", "largest", "lower", "upper"];
      return named(await statistic("weightedSum", given[0], [...given[1], ...level]), names);
    },
    async mannKendall(series) {
      const names = ["s", "variance", "z", "p", "tau", "slope", "intercept"];
      return named(await statistic("mannKendall", list("series", series)), names);
    },
    benjaminiHochberg: async (p) =>
      /** @type {number[]} */ (await statistic("benjaminiHochberg", list("p", p, PROBABILITY))),
    async poissonBinomial(p) {
      const [mean, pAtLeastOne, ...pmf] = await statistic("poissonBinomial", list("p", p, PROBABILITY));
      return /** @type {any} */ ({ mean, pAtLeastOne, pmf });
    },
    async mannWhitney(x, y) {
      const [u, exact, p, pGreater, pLess] = await statistic("mannWhitney", list("x", x), list("y", y));
      return /** @type {any} */ ({ u: u ?? null, exact: exact === 1, ...nulls({ p, pGreater, pLess }) });
    },
  };
}

/** An infinite limit is none. @param {number} number */
const finite = (number) => (Number.isFinite(number) ? number : null);

/** Nothing is given where the counts say nothing: then all is `null`. @param {(number | null)[]} numbers @param {string[]} names @returns {any} */
const named = (numbers, names) => nulls(Object.fromEntries(names.map((name, i) => [name, numbers[i]])));

/** @param {Record<string, number | null | undefined>} members */
const nulls = (members) =>
  Object.fromEntries(Object.entries(members).map(([name, value]) => [name, value ?? null]));

/**
 * A list of finite numbers within a range.
 * @param {string} name @param {ArrayLike<number>} numbers @param {Range} [range]
 */
function list(name, numbers, range) {
  const length = /** @type {any} */ (numbers)?.length;
  const listed = typeof numbers === "object" && Number.isInteger(length) && length >= 0;
  requireOption(listed, name, `${name} is a list of numbers.`);
  const checked = Array.from(numbers);
  for (const [i, number] of checked.entries()) {
    const field = `${name}.${i}`;
    numbersWithin({ [field]: number }, range && { [field]: range });
  }
  return checked;
}

/** @param {string} field @param {number[][]} lists */
function sameLength(field, [first, second]) {
  const sentence = `${field} has ${second.length} numbers; it has as many as the other list, ${first.length}.`;
  requireOption(first.length === second.length, field, sentence);
}
