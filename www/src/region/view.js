// What is chosen in the tab Region. It is kept in the store, so that it is the same when the tab is opened again.

/** @typedef {"year" | "quarter" | "month"} By */
/** @typedef {{ name: string, at: [lon: number, lat: number] }} Place */
/**
 * @typedef {object} RegionView
 * @property {By} by the length of the periods
 * @property {"auto" | "site" | "centre" | Place} reference what distances are measured from: a large town near the middle, the active
 *   shape, the mean centre of all, or a town that was chosen
 * @property {boolean} isWithin whether only incidents in the active area count
 * @property {"year" | "all"} since what groups are compared with
 * @property {number} permutations
 */

/** @type {RegionView} */
export const FIRST_REGION = {
  by: "year",
  reference: "auto",
  isWithin: false,
  since: "year",
  permutations: 999,
};
