// The space that a page has: the window, or its root where that is a part of another document.

/** The width below which the panel is a sheet over the map, as in the styles. */
const SMALL = 820;

/**
 * @typedef {object} Space
 * @property {() => boolean} isSmall
 * @property {() => number} height in pixels
 * @property {(listener: () => void, signal: AbortSignal) => void} watch calls a listener after each change of its size
 */

/** @param {Element} root @returns {Space} */
export const spaceOf = (root) => (root === root.ownerDocument.body ? ofWindow() : ofElement(root));

/** @returns {Space} */
function ofWindow() {
  const small = window.matchMedia(`(max-width: ${SMALL}px)`);
  return {
    isSmall: () => small.matches,
    height: () => window.innerHeight,
    watch(listener, signal) {
      small.addEventListener("change", listener, { signal });
      window.addEventListener("resize", listener, { signal });
    },
  };
}

/** @param {Element} root @returns {Space} */
const ofElement = (root) => ({
  isSmall: () => root.clientWidth <= SMALL,
  height: () => root.clientHeight,
  watch(listener, signal) {
    const observer = new ResizeObserver(listener);
    observer.observe(root);
    signal.addEventListener("abort", () => observer.disconnect());
  },
});
