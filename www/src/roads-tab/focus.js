// The keyboard focus stays where the reader is when the button that had it is taken away by what it did.
import { focusedElement } from "../dom.js";

/** Around a control, the nearest first. */
const AROUND = [".way-ends", ".snapshot-buttons", "section"];
const ENABLED = [".way-add:not(:disabled)", "button:not(:disabled)", "input:not(:disabled)"];

/** Renders, and moves the focus to a control beside the one that had it, where that is gone or disabled by it. @param {() => void} render */
export function keepFocus(render) {
  const focused = focusedElement();
  const around = AROUND.map((selector) => focused?.closest(selector) ?? null);
  render();
  if (!focused || !around.some(Boolean) || (focused.isConnected && !focused.matches(":disabled"))) return;
  for (const one of around)
    for (const selector of one?.isConnected ? ENABLED : []) {
      const next = /** @type {HTMLElement | null | undefined} */ (one?.querySelector(selector));
      if (next) return next.focus();
    }
}
