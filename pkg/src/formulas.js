import { plainOptions } from "./checks.js";

/** @import { Formulas } from "../geobit.d.ts" */
/** @import { Supervisor } from "./supervisor.js" */

/**
 * The formulas of the engine. It checks the arguments, which are passed by their names.
 * @param {Supervisor} supervisor
 * @returns {Formulas}
 */
export function formulas(supervisor) {
  /** @type {(name: string, args: object) => Promise<any>} */
  const evaluate = async (name, args) => supervisor.call("formula", [name, withArrays(plainOptions(args))]);
  return {
    geodesic: (lon1, lat1, lon2, lat2) => evaluate("geodesic", { lon1, lat1, lon2, lat2 }),
    discOverlap: (R, r, d) => evaluate("discOverlap", { R, r, d }),
    kernelLine: (leg) => evaluate("kernelLine", leg),
    poissonRate: (observed) => evaluate("poissonRate", observed),
    rateRatio: (counts) => evaluate("rateRatio", counts),
    gammaPoisson: (prior) => evaluate("gammaPoisson", prior),
    peerRates: (counts, exposures) => evaluate("peerRates", { counts, exposures }),
    weightedSum: async (weights, counts, options) =>
      evaluate("weightedSum", { ...plainOptions(options), weights, counts }),
    mannKendall: (series) => evaluate("mannKendall", { series }),
    benjaminiHochberg: (p) => evaluate("benjaminiHochberg", { p }),
    poissonBinomial: (p) => evaluate("poissonBinomial", { p }),
    mannWhitney: (x, y) => evaluate("mannWhitney", { x, y }),
  };
}

/** Converts typed arrays and other lists among the arguments to arrays. @param {Record<string, unknown>} args */
function withArrays(args) {
  const entries = Object.entries(args);
  return Object.fromEntries(
    entries.map(([name, value]) => [name, isList(value) ? Array.from(value) : value]),
  );
}

/** @param {any} value @returns {value is Iterable<unknown> | ArrayLike<unknown>} */
const isList = (value) =>
  typeof value === "object" &&
  value !== null &&
  (typeof value[Symbol.iterator] === "function" || Number.isInteger(value.length));
