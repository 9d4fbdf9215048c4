// Formats numbers for people.

/** Milliseconds to three digits. @param {number} ms */
export function milliseconds(ms) {
  if (ms >= 1000) return Math.round(ms).toLocaleString("en");
  if (ms >= 100) return ms.toFixed(0);
  if (ms >= 10) return ms.toFixed(1);
  return ms.toFixed(ms >= 1 ? 2 : 3);
}

/** @param {number} number */
export const times = (number) => (number >= 10 ? number.toFixed(0) : number.toFixed(number >= 1 ? 1 : 2));

/** @param {number} number */
export const grouped = (number) => number.toLocaleString("en");

/** @param {{ median: number, low: number, high: number }} spread */
export const spreadOf = ({ median, low, high }) =>
  `${milliseconds(median)} (${milliseconds(low)}–${milliseconds(high)})`;

/** @param {{ ratio: number, low: number, high: number }} ratio */
export const ratioOf = ({ ratio, low, high }) => `${times(ratio)} (${times(low)}–${times(high)})`;

/** The cells of three columns in milliseconds. @param {{ p50: number, p95: number, most: number }} percentiles */
export const threeOf = ({ p50, p95, most }) => [p50, p95, most].map(milliseconds).join(" | ");
