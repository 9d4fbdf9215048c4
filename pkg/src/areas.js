import { GeobitError } from "./error.js";

/** @import { GeofenceReport } from "../geobit.d.ts" */

/**
 * Areas that are asked in one call take about this long, so that other questions are answered meanwhile, and an abort is
 * heard.
 */
const CALL_MS = 40;
const FIRST = 8;
const MOST = 1024;

/**
 * @typedef {{
 *   ask: (features: any[]) => Promise<any[]>,
 *   onProgress?: (p: { phase: "areas", done: number, total: number }) => void,
 *   signal?: AbortSignal,
 * }} Asking
 */

/**
 * Asks about many areas, some at a time.
 * @param {any[]} features
 * @param {Asking} asking
 * @returns {Promise<any[]>} one report each, in their order
 */
export async function inParts(features, { ask, onProgress, signal }) {
  const reports = [];
  let together = FIRST;
  let breathed = performance.now();
  while (reports.length < features.length) {
    if (signal?.aborted)
      throw new GeobitError("aborted", "The question was aborted.", undefined, signal.reason);
    onProgress?.({ phase: "areas", done: reports.length, total: features.length });
    const began = performance.now();
    /** @type {any[]} */
    const part = await ask(features.slice(reports.length, reports.length + together)).catch((error) => {
      throw laterBy(reports.length, error);
    });
    for (const report of part) reports.push(report);
    const now = performance.now();
    together = nextPart(together, now - began);
    if (now - breathed < CALL_MS) continue;
    // An engine in this thread has held it up: let it breathe.
    await new Promise((resolve) => setTimeout(resolve));
    breathed = performance.now();
  }
  onProgress?.({ phase: "areas", done: reports.length, total: features.length });
  return reports;
}

/** @param {number} together @param {number} took in ms */
function nextPart(together, took) {
  if (took < CALL_MS / 2) return Math.min(MOST, 2 * together);
  return took > 2 * CALL_MS ? Math.ceil(together / 2) : together;
}

/** The number of an area is that among all, not in its part. @param {number} before @param {unknown} error */
function laterBy(before, error) {
  if (error instanceof GeobitError && error.at?.row) error.at = { ...error.at, row: error.at.row + before };
  return error;
}

/** How many numbers the engine gives for each area: `src/wasm/statistics.rs` writes them. */
const NUMBERS = 6;

/**
 * Each report with its area's place among all.
 * @param {GeofenceReport[]} reports
 * @param {Float64Array} numbers
 */
export function withPlaces(reports, numbers) {
  reports.forEach((report, area) => {
    const [q, perDay, low, high, best, worst] = numbers.subarray(NUMBERS * area, NUMBERS * (area + 1));
    report.among = {
      ...{ areas: reports.length, q },
      shrunk: { perDay, interval: [low, high] },
      rank: [best, worst],
    };
  });
  return reports;
}

/** The p that an area's verdict goes by. @param {GeofenceReport} report */
export const judgedP = ({ change }) => (change.widened ?? change).p;
