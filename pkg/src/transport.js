/**
 * Reports on their way from the engine: a JSON text of the final object, and beside it the long lists as typed arrays, each
 * with the path of its member. `src/wasm/report.rs` writes them.
 */

/**
 * @typedef {object} Crossing
 * @property {string} text the report, with an empty list wherever a typed array goes
 * @property {string[]} paths where each array goes, such as `status.weekly.counts`
 * @property {ArrayBufferView[]} arrays
 */
/**
 * Reports of many areas, whose lists are end to end.
 * @typedef {Crossing & { ends: Uint32Array }} CrossingOfMany `ends`: where each report's part of the lists ends
 */

/** @param {Crossing} crossing @returns {any} the report */
export function unpack({ text, paths, arrays }) {
  const report = JSON.parse(text);
  for (const [i, path] of paths.entries()) setMember(report, path.split("."), arrays[i]);
  return report;
}

/**
 * @param {Crossing[] | CrossingOfMany} crossing
 * @returns {any[]} one report for each area
 */
export function unpackAll(crossing) {
  return Array.isArray(crossing) ? crossing.map(unpack) : unpackParts(crossing);
}

/**
 * The lists of the reports are parts of common ones: a thousand arrays made one by one would take longer than finding
 * what is in them.
 * @param {CrossingOfMany} crossing
 */
function unpackParts({ text, paths, arrays, ends }) {
  const reports = JSON.parse(text);
  for (const [i, path] of paths.entries()) {
    const list = /** @type {any} */ (arrays[i]);
    for (let number = 0, begin = 0; number < ends.length; begin = ends[number++])
      reports[number][path] = list.subarray(begin, ends[number]);
  }
  return reports;
}

/** @param {any} object @param {string[]} path @param {unknown} value */
function setMember(object, path, value) {
  const name = /** @type {string} */ (path.pop());
  for (const member of path) object = object[member];
  object[name] = value;
}
