// Fits the intensity to what is loaded, some steps at a time beside the questions, which go by the fixed one until then.
import { errorCode } from "./data.js";
import { setHidden, setText } from "./dom.js";
import { findHook } from "./root.js";
import { words } from "./words/index.js";

/** A fit that takes less time is not announced: it would only flicker. */
const SHOWN_AFTER_MS = 1000;

/**
 * @param {HTMLElement} root
 * @param {import("./page-state.js").PageStore} store
 * @param {AbortSignal} signal ends this
 */
export function createFitting(root, store, signal) {
  const status = findHook(root, "fitting");
  let running = Promise.resolve();
  let current = new AbortController();
  signal.addEventListener("abort", () => current.abort());

  /** @param {import("./data.js").Loaded} loaded @param {AbortSignal} ended */
  async function fit(loaded, ended) {
    const timer = window.setTimeout(() => {
      setText(status, words.next.fitting);
      setHidden(status, false);
    }, SHOWN_AFTER_MS);
    const finish = (/** @type {"fitted" | "failed"} */ result) => {
      if (!ended.aborted) store.update({ type: "setFit", fit: result });
    };
    try {
      await loaded.snapshot.fit({ signal: ended });
      finish("fitted");
    } catch (error) {
      // A snapshot that was replaced or closed needs no fit any more.
      if (!["aborted", "closed"].includes(errorCode(error) ?? "")) finish("failed");
    } finally {
      clearTimeout(timer);
      if (!ended.aborted) setHidden(status, true);
    }
  }

  store.subscribe(
    ({ loaded }) => loaded,
    (loaded) => {
      current.abort();
      current = new AbortController();
      setHidden(status, true);
      if (loaded) running = fit(loaded, current.signal);
    },
  );

  return {
    /** Resolves when the fit of what is loaded has ended, however it went. */
    async idle() {
      /** @type {Promise<void> | null} */
      let awaited = null;
      while (awaited !== running) {
        awaited = running;
        await awaited;
      }
    },
  };
}
