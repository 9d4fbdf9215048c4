// One question about roads. It is asked by a button; when what it depends on changes, its answer is taken away at once and it is asked
// again, so that nothing old stands beside a new question.
import { errorCode, errorMessage } from "../data.js";

/**
 * @template Answer
 * @typedef {object} Shown what there is to show of a question
 * @property {"none" | "asking" | "outdated" | "answered" | "failed"} state
 * @property {Answer | null} answer
 * @property {string} sentence why there is none
 * @property {{ done: number, total: number } | null} progress
 */

/** @type {Shown<any>} */
const NOTHING = { state: "none", answer: null, sentence: "", progress: null };

/**
 * @template Answer
 * @param {{
 *   inputs: () => readonly unknown[],
 *   ask: (follow: { signal: AbortSignal, onProgress: (progress: { done: number, total: number }) => void }) => Promise<Answer>,
 *   isShown: () => boolean,
 *   whenSettled: (work: () => void) => () => void,
 *   changed: () => void,
 * }} how `inputs`: what the answer depends on; `changed` is called when there is something else to show
 */
export function createQuestion({ inputs, ask, isShown, whenSettled, changed }) {
  /** @type {Shown<Answer>} */
  let shown = NOTHING;
  /** What was asked last; `null` where nothing is wanted. @type {readonly unknown[] | null} */
  let asked = null;
  let controller = new AbortController();
  /** @type {Promise<void>} */
  let running = Promise.resolve();

  /** @param {Partial<Shown<Answer>>} next */
  function show(next) {
    shown = { ...NOTHING, ...next };
    changed();
  }

  const isCurrent = () => {
    const now = inputs();
    return asked !== null && now.length === asked.length && now.every((input, i) => input === asked?.[i]);
  };

  async function run() {
    controller.abort();
    controller = new AbortController();
    const { signal } = controller;
    asked = inputs();
    show({ state: "asking" });
    try {
      const answer = await ask({
        signal,
        onProgress: (progress) => signal.aborted || show({ state: "asking", progress }),
      });
      if (!signal.aborted) show({ state: "answered", answer });
    } catch (error) {
      if (signal.aborted) return;
      // The roads or the incidents are others by now, and are asked about next.
      if (errorCode(error) === "closed") show({ state: "outdated" });
      else show({ state: "failed", sentence: errorMessage(error) });
    }
  }

  function start() {
    running = run();
    return running;
  }

  const again = whenSettled(() => {
    if (asked && isShown() && (!isCurrent() || shown.state === "outdated")) start();
  });

  return {
    shown: () => shown,
    start,
    /** Ends the question: nothing of it is wanted any more. */
    cancel() {
      controller.abort();
      asked = null;
      show({});
    },
    /** Called when something may have changed. */
    follow() {
      if (!asked || (isCurrent() && shown.state !== "outdated")) return;
      controller.abort();
      if (shown.state !== "outdated") show({ state: "outdated" });
      again();
    },
    idle: () => running,
  };
}
