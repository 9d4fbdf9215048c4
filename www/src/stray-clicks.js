// A tap on the map that ends a drawing makes the answer rise over the map, with the tools above it, before the browser sends the click of
// that tap. The click would press whatever has come under the finger.

/** What holds the map, with the handles and names on it. */
const MAP = ".maplibregl-canvas-container";

/**
 * Keeps clicks from elements that were not pressed: those that began on the map.
 * @param {HTMLElement} root
 * @param {AbortSignal} signal ends this
 */
export function ignoreStrayClicks(root, signal) {
  /** What was pressed last. @type {EventTarget | null} */
  let pressed = null;
  const isOfMap = (/** @type {EventTarget | null} */ target) =>
    target instanceof Element && target.closest(MAP) !== null;
  root.addEventListener(
    "pointerdown",
    ({ target }) => {
      pressed = target;
    },
    { capture: true, signal },
  );
  root.addEventListener(
    "click",
    (event) => {
      // The keyboard and code click without a pointer, which has no count.
      if (event.detail === 0 || !isOfMap(pressed) || isOfMap(event.target)) return;
      event.preventDefault();
      event.stopPropagation();
    },
    { capture: true, signal },
  );
}
