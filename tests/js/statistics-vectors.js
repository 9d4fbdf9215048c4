/** @import { Geobit } from "../../pkg/geobit.d.ts" */
/** @import { Tally } from "./tally.js" */

/**
 * The reference vectors of statistics, checked through the package's formulas. A limit that nothing bounds is "inf" in the
 * files and `null` in the package.
 * @type {Record<string, (tally: Tally, cases: any[], geobit: Geobit) => Promise<void>>}
 */
export const STATISTICS = {
  garwood: each(async (tally, given, out, { formulas }) => {
    const { count, exposure, conf: confidence } = given;
    const got = await formulas.poissonRate({ count, exposure, confidence });
    for (const name of /** @type {const} */ (["rate", "lower", "upper"]))
      near(tally, `${JSON.stringify(given)} ${name}`, got[name], out[name], { rel: 1e-9 });
  }),

  rate_ratio: each(async (tally, given, out, { formulas }) => {
    const { conf: confidence, ...counts } = given;
    const got = await formulas.rateRatio({ ...counts, confidence });
    const what = JSON.stringify(given);
    for (const name of /** @type {const} */ (["ratio", "lower", "upper"]))
      near(tally, `${what} ${name}`, got[name], out[name], { rel: 1e-8 });
    const limit = { rel: 1e-8, abs: 1e-14 };
    near(tally, `${what} p greater`, got.pGreater, out.p_greater, limit);
    near(tally, `${what} p less`, got.pLess, out.p_less, limit);
    near(tally, `${what} p`, got.p, out.p_two_central, limit);
  }),

  gamma_poisson: each(async (tally, given, out, { formulas }) => {
    const what = JSON.stringify(given).slice(0, 80);
    if (given.kind === "fit") {
      const { m, s2, var_raw, var: variance, pooled, a, b, eb_rates } = out;
      const got = await formulas.peerRates(given.counts, given.exposures);
      const expected = { mean: m, spread: s2, excess: var_raw, variance, a, b };
      for (const [name, value] of Object.entries(expected))
        near(tally, `${what} ${name}`, /** @type {any} */ (got)[name], value, { rel: 1e-8, abs: 1e-15 });
      tally.same(`${what} pooled`, got.pooled, pooled);
      tally.same(`${what} rates`, got.rates.length, eb_rates.length);
      for (const [i, rate] of eb_rates.entries())
        near(tally, `${what} rate ${i}`, got.rates[i], rate, { rel: 1e-8 });
      return;
    }
    const { a, b, count, exposure, t: ahead, conf: confidence } = given;
    const got = await formulas.gammaPoisson({ a, b, count, exposure, ahead, confidence });
    const lower = out.post_a < 1 ? { rel: 1e-6, abs: 1e-12 } : { rel: 1e-8 };
    near(tally, `${what} a`, got.a, out.post_a, { rel: 1e-8 });
    near(tally, `${what} b`, got.b, out.post_b, { rel: 1e-8 });
    near(tally, `${what} mean`, got.mean, out.mean, { rel: 1e-8 });
    near(tally, `${what} lower`, got.lower, out.lower, lower);
    near(tally, `${what} upper`, got.upper, out.upper, { rel: 1e-8 });
    near(tally, `${what} at least one`, got.pAtLeastOne, out.p_at_least_one, { rel: 1e-8 });
  }),

  weighted_poisson_ci: each(async (tally, { weights, counts, conf: confidence }, out, { formulas }) => {
    const got = await formulas.weightedSum(weights, counts, { confidence });
    const expected = { ...out, largest: out.wm };
    for (const name of /** @type {const} */ (["estimate", "variance", "largest", "lower", "upper"]))
      near(tally, `${weights} ${counts} ${name}`, got[name], expected[name], { rel: 1e-8 });
  }),

  mann_kendall: each(async (tally, { x }, out, { formulas }) => {
    const got = await formulas.mannKendall(x);
    const limit = { rel: 1e-10, abs: 1e-12 };
    tally.same(`${x} s`, got.s, out.s);
    near(tally, `${x} variance`, got.variance, out.var_s, limit);
    for (const name of /** @type {const} */ (["z", "p", "tau", "slope", "intercept"]))
      near(tally, `${x} ${name}`, got[name], out[name], limit);
  }),

  benjamini_hochberg: each(async (tally, { p, alpha }, out, { formulas }) => {
    const q = await formulas.benjaminiHochberg(p);
    tally.same(`${p} number`, q.length, out.q.length);
    for (const [i, expected] of out.q.entries()) near(tally, `${p} q ${i}`, q[i], expected, { abs: 1e-12 });
    tally.same(
      `${p} rejected`,
      q.map((value) => value <= alpha),
      out.reject,
    );
  }),

  poisson_binomial: each(async (tally, { p }, out, { formulas }) => {
    const got = await formulas.poissonBinomial(p);
    tally.same(`${p} number`, got.pmf.length, out.pmf.length);
    for (const [i, expected] of out.pmf.entries())
      near(tally, `${p} of ${i}`, got.pmf[i], expected, { abs: 1e-12 });
    near(tally, `${p} mean`, got.mean, out.mean, { abs: 1e-12 });
    near(tally, `${p} at least one`, got.pAtLeastOne, out.p_at_least_one, { abs: 1e-12 });
  }),

  mann_whitney: each(async (tally, { x, y }, out, { formulas }) => {
    const got = await formulas.mannWhitney(x, y);
    tally.same(`${x} | ${y} u`, got.u, out.u_x);
    tally.same(`${x} | ${y} exact`, got.exact, out.method === "exact");
    near(tally, `${x} | ${y} p`, got.p, out.p_two, { abs: 1e-10 });
    near(tally, `${x} | ${y} p greater`, got.pGreater, out.p_greater, { abs: 1e-10 });
    near(tally, `${x} | ${y} p less`, got.pLess, out.p_less, { abs: 1e-10 });
  }),
};

/** @param {(tally: Tally, given: any, out: any, geobit: Geobit) => Promise<void>} check */
function each(check) {
  return async (/** @type {Tally} */ tally, /** @type {any[]} */ cases, /** @type {Geobit} */ geobit) => {
    for (const { in: given, out } of cases) await check(tally, given, out, geobit);
  };
}

/**
 * @param {Tally} tally @param {string} what @param {number | null} got @param {number | "inf" | null} expected
 * @param {{ rel?: number, abs?: number }} limit
 */
function near(tally, what, got, expected, limit) {
  if (expected === null || expected === "inf" || got === null)
    tally.same(what, got, expected === "inf" ? null : expected);
  else tally.near(what, got, expected, limit);
}
