import { asAnyList, guard, plainOptions } from "./checks.js";

/** @import { Formulas } from "../geobit.d.ts" */
/** @import { Supervisor } from "./supervisor.js" */

/**
 * The formulas of the engine. It checks the arguments, which are passed by their names.
 * @param {Supervisor} supervisor
 * @returns {Formulas}
 */
export function formulas(supervisor) {
  /** @type {(name: string, args: object) => Promise<any>} */
  const evaluate = (name, args) =>
    guard(async () => supervisor.call("formula", [name, plainOptions(args, [], asAnyList)]));
  return {
    geodesic: (lon1, lat1, lon2, lat2) => evaluate("geodesic", { lon1, lat1, lon2, lat2 }),
    discOverlap: (R, r, d) => evaluate("discOverlap", { R, r, d }),
    kernelLine: (leg) => evaluate("kernelLine", leg),
    poissonRate: (observed) => evaluate("poissonRate", observed),
    rateRatio: (counts) => evaluate("rateRatio", counts),
    gammaPoisson: (prior) => evaluate("gammaPoisson", prior),
    peerRates: (counts, exposures) => evaluate("peerRates", { counts, exposures }),
    weightedSum: (weights, counts, options) =>
      guard(async () => evaluate("weightedSum", { ...plainOptions(options), weights, counts })),
    mannKendall: (series) => evaluate("mannKendall", { series }),
    benjaminiHochberg: (p) => evaluate("benjaminiHochberg", { p }),
    poissonBinomial: (p) => evaluate("poissonBinomial", { p }),
    mannWhitney: (x, y) => evaluate("mannWhitney", { x, y }),
  };
}
