// Goes to a part of the panel that is folded, from a button elsewhere on the page.
import { findHook } from "./root.js";

/**
 * Opens the details of a part, brings it into view and gives it the focus.
 * @param {HTMLElement} root
 * @param {import("./page-state.js").PageStore} store
 * @param {string} name of the hook of its details
 */
export function reveal(root, store, name) {
  const details = /** @type {HTMLDetailsElement} */ (findHook(root, name));
  // On a phone the panel is a sheet that hides what is below its answer.
  store.update({ type: "setSheet", sheet: "full" });
  details.open = true;
  details.scrollIntoView({ block: "start" });
  /** @type {HTMLElement | null} */ (details.querySelector("summary"))?.focus({ preventScroll: true });
}
