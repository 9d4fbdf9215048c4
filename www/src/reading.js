// The reading of a file: it can be cancelled, and it ends by itself when nothing moves any more.

/** By default, how long a reading may stand still, and how long it may take in all, ms. */
const LIMITS = { stalledMs: 60_000, longestMs: 600_000 };

/** Why a reading ended before the file did. @typedef {"cancelled" | "superseded" | "stalled" | "tooLong"} Reason */

/** What a reading that was ended throws. */
export class ReadingEnded extends Error {
  /** @param {Reason} reason */
  constructor(reason) {
    super(reason);
    this.reason = reason;
  }
}

/**
 * @typedef {object} Reading
 * @property {AbortSignal} signal aborted with a `ReadingEnded` as its reason
 * @property {() => void} progress to be called whenever the reading has come further
 * @property {(reason: Reason) => void} end
 * @property {() => void} finish to be called when the reading is over, however it went
 */

/** Begins a reading. @param {{ stalledMs: number, longestMs: number }} [limits] @returns {Reading} */
export function beginReading({ stalledMs, longestMs } = LIMITS) {
  const controller = new AbortController();
  const end = (/** @type {Reason} */ reason) => controller.abort(new ReadingEnded(reason));
  const longest = setTimeout(() => end("tooLong"), longestMs);
  let stalled = setTimeout(() => end("stalled"), stalledMs);
  return {
    signal: controller.signal,
    end,
    progress() {
      clearTimeout(stalled);
      stalled = setTimeout(() => end("stalled"), stalledMs);
    },
    finish() {
      clearTimeout(stalled);
      clearTimeout(longest);
    },
  };
}

/**
 * Returns the same promise, rejected early if the reading is ended, even if what it waits for never answers.
 * @template T
 * @param {Promise<T>} promise @param {AbortSignal} signal
 * @returns {Promise<T>}
 */
export const untilEnded = (promise, signal) =>
  new Promise((resolve, reject) => {
    const fail = () => reject(signal.reason);
    if (signal.aborted) fail();
    signal.addEventListener("abort", fail, { once: true });
    promise.then(resolve, reject).finally(() => signal.removeEventListener("abort", fail));
  });

/** The limits in the words of the messages, s. */
export const LIMIT_SECONDS = { stalled: LIMITS.stalledMs / 1000, longest: LIMITS.longestMs / 1000 };
