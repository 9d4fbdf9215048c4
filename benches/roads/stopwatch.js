// Times calls in a thread that others may use as well.
import { quartiles } from "../browser/timing.js";

/** @typedef {{ low: number, median: number, high: number, most: number, times: number }} Spread in ms */
/** @typedef {{ what: string, spread: Spread, note?: string }} Step */

/** What is timed once at least, is timed again while this has not passed. */
const BUDGET_MS = 4000;
const MOST_TIMES = 15;

/** @param {number[]} times @returns {Spread} */
export function spreadOf(times) {
  const [low, median, high] = quartiles(times);
  return { low, median, high, most: Math.max(...times), times: times.length };
}

/** @template T @param {() => Promise<T> | T} work @returns {Promise<{ ms: number, result: T }>} */
export async function timeOnce(work) {
  const start = performance.now();
  const result = await work();
  return { ms: performance.now() - start, result };
}

/** @template T @param {() => Promise<T>} work @returns {Promise<{ spread: Spread, result: T }>} the last result */
export async function timeOften(work) {
  const times = [];
  const end = performance.now() + BUDGET_MS;
  for (;;) {
    const { ms, result } = await timeOnce(work);
    times.push(ms);
    if (times.length === MOST_TIMES || performance.now() > end) return { spread: spreadOf(times), result };
  }
}
