// Work that can wait until nothing is being dragged, so that it never stands in the way of an answer.

/** Steps of a drag, and letters that are typed, follow one another faster. */
const SETTLED_MS = 300;

/**
 * @param {() => boolean} isHeld tells whether something may be being dragged
 * @param {AbortSignal} signal
 * @returns {(work: () => void) => () => void} makes of work a function that asks for it
 */
export const afterDrags = (isHeld, signal) => (work) => {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  function ask() {
    clearTimeout(timer);
    timer = setTimeout(() => {
      if (signal.aborted) return;
      if (isHeld()) ask();
      else work();
    }, SETTLED_MS);
  }
  return ask;
};
