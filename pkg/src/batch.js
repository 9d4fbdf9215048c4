import { GeobitError } from "./error.js";

/** One call takes about this long, ms, so that other questions are answered meanwhile and an abort is heard. */
const CALL_MS = 40;
const FIRST_BATCH = 8;
const LARGEST_BATCH = 1024;

/**
 * @typedef {object} Watching
 * @property {(p: { phase: "areas", done: number, total: number }) => void} [onProgress]
 * @property {AbortSignal} [signal]
 */

/**
 * Has many areas answered, some at a time.
 * @param {number} total number of areas
 * @param {(count: number) => Promise<number>} advance answers that many more; resolves to how many are answered
 * @param {Watching} watching
 */
export async function advanceAll(total, advance, { onProgress, signal }) {
  let done = 0;
  let batchSize = FIRST_BATCH;
  let lastYield = performance.now();
  while (done < total) {
    if (signal?.aborted)
      throw new GeobitError("aborted", "The question was aborted.", undefined, signal.reason);
    onProgress?.({ phase: "areas", done, total });
    const start = performance.now();
    done = await advance(batchSize);
    const now = performance.now();
    batchSize = nextBatchSize(batchSize, now - start);
    if (now - lastYield < CALL_MS) continue;
    // An engine in this thread has kept all other tasks waiting.
    await new Promise((resolve) => setTimeout(resolve));
    lastYield = performance.now();
  }
  onProgress?.({ phase: "areas", done, total });
}

/** @param {number} batchSize @param {number} tookMs */
function nextBatchSize(batchSize, tookMs) {
  if (tookMs < CALL_MS / 2) return Math.min(LARGEST_BATCH, 2 * batchSize);
  return tookMs > 2 * CALL_MS ? Math.ceil(batchSize / 2) : batchSize;
}
