// Rows by names that stay. A file never changes, and its rows have numbers; an incident entered by hand is found by what it says of
// the event, so that another note leaves a decision on it as it is, and another day takes it back.

/** @typedef {import("../data.js").Source} Source */
/** @typedef {import("./decisions.js").Place} Place */

/** @param {Source} source @param {number} row @returns {Place} */
export const placeOf = ({ key, rowNames }, row) => ({ source: key, row: rowNames?.[row] ?? String(row) });

/**
 * Returns the source and the row of an incident, or `null` if it is not among these.
 * @param {readonly Source[]} sources @param {Place} place @returns {[source: number, row: number] | null}
 */
export function rowOf(sources, { source: key, row: name }) {
  const number = sources.findIndex((source) => source.key === key);
  if (number < 0) return null;
  const { rowNames } = sources[number];
  const row = rowNames ? rowNames.indexOf(name) : Number(name);
  return row < 0 ? null : [number, row];
}
