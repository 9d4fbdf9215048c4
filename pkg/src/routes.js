import { plainOptions, requireOption } from "./checks.js";

const COMPARE = ["sharedKm", "rounds", "seed", "below", "siteKm"];

/**
 * The options of several routes: those of all of them, those of each, and those of the comparison.
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
