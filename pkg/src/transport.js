/**
 * A report as the engine passes it on (`src/wasm/report.rs`): as JSON text, and beside it its long lists as typed
 * arrays.
 * @typedef {object} PackedReport
 * @property {string} text the report, in which the long lists are empty
 * @property {string[]} paths where each array belongs, such as `status.weekly.counts`
 * @property {ArrayBufferView[]} arrays
 */
/**
 * Reports of many areas in one text. Each list holds the members of all reports, end to end.
 * @typedef {PackedReport & { ends: Uint32Array }} PackedParts `ends` says where the part of each report ends
 */

/** Puts a report together. @param {PackedReport} packed @returns {any} */
export function unpack({ text, paths, arrays }) {
  const report = JSON.parse(text);
  for (const [i, path] of paths.entries()) setMember(report, path.split("."), arrays[i]);
  return report;
}

/**
 * Puts the reports of many areas together.
 * @param {PackedReport[] | PackedParts} packed
 * @returns {any[]} one report for each area
 */
export function unpackAll(packed) {
  return Array.isArray(packed) ? packed.map(unpack) : unpackParts(packed);
}

/**
 * The lists of each report are views of the common lists. Passing a thousand arrays one by one would take longer than
 * finding the incidents in them.
 * @param {PackedParts} packed
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
