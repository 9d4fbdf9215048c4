// The stretches of a route where the recent record is densest, the worst first.

/** @typedef {import("geobit").RouteReport} RouteReport */
/**
 * @typedef {object} Stretch
 * @property {number} fromKm
 * @property {number} toKm
 * @property {number} share of the route's exposure
 * @property {number} count certainly in the corridor
 * @property {number} possible
 * @property {number | null} daysSinceLast
 * @property {Record<string, number>} kinds
 * @property {import("geobit").Change} [change] against the stretch's own baseline
 * @property {number} [q]
 */

/** More are not kept in mind. */
export const MOST_STRETCHES = 5;

/** @param {RouteReport} report @returns {Stretch[]} */
export function stretchesOf(report) {
  const { stretches } = /** @type {{ stretches?: Stretch[] }} */ (/** @type {unknown} */ (report));
  if (stretches) return stretches.slice(0, MOST_STRETCHES);
  return report.segments
    .filter(({ integral }) => integral > 0)
    .sort((a, b) => b.integral - a.integral)
    .slice(0, MOST_STRETCHES)
    .map((segment) => ({ ...segment, share: segment.integral / report.exposure.integral }));
}
