// Undo and redo of what is done to shapes, and of what more is filtered by: two buttons, and the keys that every program has for it.
import { findHook } from "./root.js";

/** What lies over the page: its keys are not those of what is behind it. */
const OVER = '[aria-modal="true"]:not([hidden]), dialog[open]';
/** Where the keys belong to the text that is typed. */
const TYPED = "input:not([type=radio], [type=checkbox], [type=range]), textarea, select";

/**
 * @param {HTMLElement} root
 * @param {import("./page-state.js").PageStore} store
 * @param {{ undo: () => void, redo: () => void }} drawing
 * @param {AbortSignal} signal ends what listens on the root
 */
export function connectHistory(root, store, { undo, redo }, signal) {
  const [undoButton, redoButton] = ["undo", "redo"].map(
    (name) => /** @type {HTMLButtonElement} */ (findHook(root, name)),
  );
  undoButton.addEventListener("click", undo);
  redoButton.addEventListener("click", redo);
  root.addEventListener(
    "keydown",
    (event) => {
      const travel = wanted(event);
      if (!travel || root.querySelector(OVER)) return;
      if (event.target instanceof Element && event.target.matches(TYPED)) return;
      event.preventDefault();
      if (travel === "undo") undo();
      else redo();
    },
    { signal },
  );
  function show() {
    setDisabled(undoButton, !store.canUndo());
    setDisabled(redoButton, !store.canRedo());
  }
  store.subscribe(({ drawn }) => drawn.shapes, show);
  store.subscribe(({ matching }) => matching, show);
}

/** @param {KeyboardEvent} event @returns {"undo" | "redo" | null} */
function wanted({ key, ctrlKey, metaKey, altKey, shiftKey }) {
  if (altKey || ctrlKey === metaKey) return null;
  const letter = key.toLowerCase();
  if (letter === "z") return shiftKey ? "redo" : "undo";
  return letter === "y" && ctrlKey && !shiftKey ? "redo" : null;
}

/** @param {HTMLButtonElement} button @param {boolean} disabled */
function setDisabled(button, disabled) {
  if (button.disabled !== disabled) button.disabled = disabled;
}
