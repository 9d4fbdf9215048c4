// Checks answers. Each function returns `undefined` where the answer is right, and otherwise what is wrong, in words.

/** @import { Corridor, Metric, Rows } from "./types.d.ts" */

/** Distances are 32-bit floats, in which a position of 1,000 km is accurate to 6 cm. */
const ROUNDING_KM = 1e-4;

/** @param {Rows} rows @param {ArrayLike<number>} expected */
export function sameRows(rows, expected) {
  const wanted = new Set(Array.from(expected));
  const extra = Array.from(rows).filter((row) => !wanted.delete(row)).length;
  if (extra + wanted.size > 0)
    return `${extra} incidents too many, ${wanted.size} missing, of ${expected.length}`;
}

/**
 * Checks the incidents within a limit against their true distances. Those that are closer to the limit than the error of the
 * contender's lengths may be in or out.
 * @param {Rows} rows @param {Map<number, number>} distances @param {number} limitKm @param {Metric} metric
 */
export function within(rows, distances, limitKm, metric) {
  const slack = limitKm * metric.share + ROUNDING_KM;
  const given = new Set(Array.from(rows));
  if (given.size < rows.length) return `${rows.length - given.size} incidents given twice`;
  let extra = 0;
  for (const row of given) if (!((distances.get(row) ?? Infinity) <= limitKm + slack)) extra++;
  let missing = 0;
  for (const [row, distance] of distances) if (distance <= limitKm - slack && !given.has(row)) missing++;
  if (extra + missing > 0) return `${extra} incidents too many, ${missing} missing`;
}

/**
 * @param {Corridor} answer @param {Rows} rows by number of incident
 * @param {ReturnType<typeof import("./reference.js").corridor>} reference
 * @param {number} limitKm @param {Metric} metric
 * @param {{ lon: Float64Array, lat: Float64Array }} places
 * @param {(lon1: number, lat1: number, lon2: number, lat2: number) => number} distanceKm
 */
export function corridor(answer, rows, { near, path }, limitKm, metric, { lon, lat }, distanceKm) {
  const distances = new Map(Array.from(near, ([row, foot]) => [row, foot.distanceKm]));
  const wrong = within(rows, distances, limitKm, metric);
  if (wrong || !answer.distanceKm || !answer.alongKm) return wrong;
  let [farOff, misplaced] = [0, 0];
  for (let i = 0; i < rows.length; i++) {
    const foot = near.get(rows[i]);
    // Allowed by `within`, and beyond what the reference holds.
    if (!foot) continue;
    const slack = foot.distanceKm * metric.share + ROUNDING_KM;
    if (Math.abs(answer.distanceKm[i] - foot.distanceKm) > slack) farOff++;
    // Allowed are 10 m for rounding over 2,000 legs, or any place of the route that is as near.
    const along = answer.alongKm[i];
    if (Math.abs(along - foot.alongKm) <= path.lengthKm * metric.share + 0.01) continue;
    const [x, y] = path.at(along);
    if (Math.abs(distanceKm(lon[rows[i]], lat[rows[i]], x, y) - foot.distanceKm) > slack) misplaced++;
  }
  if (farOff + misplaced > 0) return `${farOff} distances and ${misplaced} positions off, of ${rows.length}`;
}

/** @param {Rows[]} answers @param {Map<number, number>[]} reference @param {number} limitKm @param {Metric} metric */
export function sites(answers, reference, limitKm, metric) {
  if (answers.length !== reference.length) return `${answers.length} answers for ${reference.length} sites`;
  const faults = answers.map((rows, site) => within(rows, reference[site], limitKm, metric));
  const wrong = faults.filter(Boolean).length;
  if (wrong > 0) return `${wrong} of ${reference.length} sites, the first: ${faults.find(Boolean)}`;
}

/** @param {number} value @param {number} expected @param {number} share */
export function value(value, expected, share) {
  const off = Math.abs(value / expected - 1);
  if (!(off <= share)) return `${value.toPrecision(8)}, off by ${off.toExponential(1)}`;
}
