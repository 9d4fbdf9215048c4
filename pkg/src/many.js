/**
 * The rows of many areas as the engine gives them: end to end, with where each area's end; of those that are only partly
 * inside, where each area's end, their index in the rows, and their share.
 * @typedef {[
 *   rows: Uint32Array, ends: Uint32Array,
 *   partlyEnds: Uint32Array, partlyIndex: Uint32Array, partlyShare: Float32Array,
 *   areaKm2: Float64Array, expected: Float64Array,
 * ]} RowsOfMany
 */

/**
 * One report for each area. Their arrays are parts of common ones: a thousand arrays made one by one would take longer
 * than finding what is in them.
 * @param {RowsOfMany} many
 */
export function reportsOf([rows, ends, partlyEnds, partlyIndex, partlyShare, areaKm2, expected]) {
  const share = sharesOf(rows.length, ends, partlyIndex, partlyShare);
  const reports = new Array(ends.length);
  for (let area = 0, begin = 0, partly = 0; area < ends.length; area++) {
    const [end, partlyEnd] = [ends[area], partlyEnds[area]];
    const possible = partlyEnd - partly;
    reports[area] = {
      rows: rows.subarray(begin, end),
      share: share(begin, end),
      areaKm2: areaKm2[area],
      counts: { certain: end - begin - possible, possible, expected: expected[area] },
    };
    [begin, partly] = [end, partlyEnd];
  }
  return reports;
}

/**
 * Where all is certain, every share is 1, and the areas see the same ones.
 * @param {number} count of all rows
 * @param {Uint32Array} ends
 * @param {Uint32Array} index
 * @param {Float32Array} partly
 * @returns {(begin: number, end: number) => Float32Array}
 */
function sharesOf(count, ends, index, partly) {
  if (index.length > 0) {
    const all = new Float32Array(count).fill(1);
    for (let i = 0; i < index.length; i++) all[index[i]] = partly[i];
    return (begin, end) => all.subarray(begin, end);
  }
  let most = 0;
  for (let area = 0, begin = 0; area < ends.length; begin = ends[area++]) {
    most = Math.max(most, ends[area] - begin);
  }
  const ones = new Float32Array(most).fill(1);
  return (begin, end) => ones.subarray(0, end - begin);
}
