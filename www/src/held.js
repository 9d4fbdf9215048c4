// Whether a pointer is pressed on the page: something may be dragged, and answers have to keep up with it.

/**
 * @param {HTMLElement} root
 * @param {AbortSignal} signal ends this
 * @param {() => void} release is called when no pointer is pressed any more
 * @returns {() => boolean} tells whether one is
 */
export function watchHeld(root, signal, release) {
  /** @type {Set<number>} */
  const pressed = new Set();
  /** @param {PointerEvent} event */
  function end({ pointerId }) {
    if (pressed.delete(pointerId) && pressed.size === 0) release();
  }
  // Before anything below the root hears of it, as that may already ask.
  root.addEventListener("pointerdown", ({ pointerId }) => pressed.add(pointerId), { capture: true, signal });
  // A drag may end anywhere, and after all others have heard of its end.
  for (const type of /** @type {const} */ (["pointerup", "pointercancel"]))
    window.addEventListener(type, end, { signal });
  // The end of a press is not always told, for example when a menu of the browser takes it.
  window.addEventListener("pointermove", (event) => event.buttons === 0 && end(event), { signal });
  return () => pressed.size > 0;
}
