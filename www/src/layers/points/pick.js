// Finds the rows that are drawn under a finger, in the packed rows themselves.
import { dayOf, eastOf, southOf, WORDS } from "./pack.js";

/** @typedef {{ from: number, to: number, kinds: number }} Filter packed days, and a bit for each kind that is chosen */

/** @param {number} what @param {Filter} filter */
export const passes = (what, { from, to, kinds }) =>
  ((kinds >>> (what & 15)) & 1) === 1 && dayOf(what) >= from && dayOf(what) <= to;

/**
 * Finds the rows around a place in one pass over all rows, which takes a few milliseconds for a million and needs no index that
 * follows the filter.
 *
 * @param {import("./pack.js").Packed} packed
 * @param {Filter} filter
 * @param {{ lng: number, lat: number }} at
 * @param {number} reach in pixels
 * @param {number} zoom
 * @returns {number[]} the newest first; of the same day, the one that lies on top
 */
export function rowsWithin({ vertices }, filter, at, reach, zoom) {
  const [x, y] = [eastOf(at.lng), southOf(at.lat)];
  const perUnit = 2 ** (zoom - 23);
  /** @type {number[]} */
  const rows = [];
  for (let word = 0; word < vertices.length; word += WORDS) {
    // The difference wraps around as a 32-bit integer, which gives the shorter way around the Earth.
    const east = ((vertices[word] - x) | 0) * perUnit;
    if (east > reach || east < -reach) continue;
    const south = (vertices[word + 1] - y) * 2 * perUnit;
    if (east * east + south * south <= reach * reach && passes(vertices[word + 2], filter))
      rows.push(word / WORDS);
  }
  const day = (/** @type {number} */ row) => dayOf(vertices[WORDS * row + 2]);
  return rows.sort((a, b) => day(b) - day(a) || b - a);
}

/** Counts the rows that pass the filter. @param {import("./pack.js").Packed} packed @param {Filter} filter */
export function countPassing({ vertices }, filter) {
  let count = 0;
  for (let word = 2; word < vertices.length; word += WORDS) if (passes(vertices[word], filter)) count++;
  return count;
}
