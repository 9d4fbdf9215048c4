import { report } from "./checks.js";
import { BatchGone, GeobitError } from "./error.js";

/** @import { Supervisor } from "./supervisor.js" */

/** About how long one call takes, ms. In between, other questions are answered and an abort is noticed. */
const CALL_MS = 40;
const FIRST_BATCH = 8;
const LARGEST_BATCH = 1024;

/** @typedef {"areas" | "changes" | "clusters" | "edges" | "fit"} Phase */

/**
 * @typedef {object} Listeners
 * @property {(p: { phase: Phase, done: number, total: number }) => void} [onProgress]
 * @property {AbortSignal} [signal]
 */

/**
 * Asks a long question, some steps at a time. If the engine goes meanwhile, the next one begins again.
 * @param {Supervisor} supervisor
 * @param {(method: string, ...args: unknown[]) => Promise<any>} call calls a method of the engine on the file that the question is about
 * @param {[begin: string, ...args: unknown[]]} question
 * @param {Listeners} listeners
 * @param {Phase} phase what the steps are
 */
export async function askInParts(supervisor, call, [begin, ...args], { onProgress, signal }, phase) {
  let reported = -1;
  /** @type {Listeners["onProgress"]} */
  const onNews = (progress) => {
    if (progress.done > reported) report(onProgress, progress);
    reported = Math.max(reported, progress.done);
  };
  for (;;) {
    const batch = supervisor.nextNumber();
    const advance = (/** @type {number} */ count) => call("advanceBatch", batch, count);
    try {
      const total = await call(begin, batch, ...args);
      await advanceAll(total, advance, { onProgress: onNews, signal }, phase);
      return await call("finishBatch", batch);
    } catch (error) {
      supervisor.call("dropBatch", [batch]).catch(() => {});
      if (!(error instanceof BatchGone)) throw error;
    }
  }
}

/**
 * Takes the steps of a long question, some at a time.
 * @param {number} total number of steps, such as areas
 * @param {(count: number) => Promise<number>} advance takes further steps; resolves to how many are taken so far
 * @param {Listeners} listeners
 * @param {Phase} phase what the steps are
 */
async function advanceAll(total, advance, { onProgress, signal }, phase) {
  let done = 0;
  let batchSize = FIRST_BATCH;
  let lastYield = performance.now();
  while (done < total) {
    if (signal?.aborted)
      throw new GeobitError("aborted", "The question was aborted.", undefined, signal.reason);
    onProgress?.({ phase, done, total });
    const start = performance.now();
    done = await advance(batchSize);
    const now = performance.now();
    batchSize = nextBatchSize(batchSize, now - start);
    if (now - lastYield < CALL_MS) continue;
    // Other tasks of this thread have waited if the engine runs in it.
    await new Promise((resolve) => setTimeout(resolve));
    lastYield = performance.now();
  }
  onProgress?.({ phase, done, total });
}

/** @param {number} batchSize @param {number} tookMs */
function nextBatchSize(batchSize, tookMs) {
  if (tookMs < CALL_MS / 2) return Math.min(LARGEST_BATCH, 2 * batchSize);
  return tookMs > 2 * CALL_MS ? Math.ceil(batchSize / 2) : batchSize;
}
