// Numbers and nouns.
import { formatCount } from "../../format.js";

export { capitalized } from "../capitals.js";

/** @param {number} n @param {string} one @param {string} [many] */
export const plural = (n, one, many = `${one}s`) => `${formatCount(n)} ${n === 1 ? one : many}`;

/** Writes a count of incidents; zero is written in words, because a record of nothing is not a finding of nothing. @param {number} n */
export const recordedIncidents = (n) => (n === 0 ? "no recorded incidents" : plural(n, "recorded incident"));

/** @param {string[]} items */
export const listed = (items) =>
  items.length < 2 ? items.join("") : `${items.slice(0, -1).join(", ")} and ${items[items.length - 1]}`;
