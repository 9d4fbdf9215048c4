// The part of the drag bench that runs in the page.

/** Runs in the page: records when the mouse moved, the measures that the page takes itself, and the cost of a frame. */
export function watch() {
  const { map, idle } = /** @type {any} */ (window).geobitPage;
  /** @type {{ name: string, ms: number }[]} */
  let entries = [];
  let moved = 0;
  const note = (/** @type {string} */ name, /** @type {number} */ ms) => entries.push({ name, ms });
  let began = 0;
  /** The time of the first event that no frame has shown yet, or 0. */
  let undrawn = 0;
  window.addEventListener(
    "pointermove",
    () => {
      began = performance.now();
      moved = began;
      undrawn ||= began;
    },
    { capture: true },
  );
  // A mouse event follows its pointer event at once; the page may drag by either.
  window.addEventListener("mousemove", () => note("event", performance.now() - began));
  new PerformanceObserver((list) => {
    for (const { name, startTime, duration } of list.getEntries()) {
      note(name, duration);
      if (name === "geobit:answer" && moved) {
        note("step", startTime + duration - moved);
        moved = 0;
      }
    }
  }).observe({ entryTypes: ["measure"] });
  const render = map._render.bind(map);
  map._render = (/** @type {unknown[]} */ ...args) => {
    const start = performance.now();
    const result = render(...args);
    note("frame", performance.now() - start);
    if (undrawn) note("drawn", performance.now() - undrawn);
    undrawn = 0;
    return result;
  };
  const pause = (/** @type {number} */ ms) => new Promise((resolve) => setTimeout(resolve, ms));
  /** Resolves when the map is drawn; a step that changes nothing on the map is not drawn. */
  const drawn = async () => {
    if (!map.loaded()) await map.once("idle");
  };
  const pixel = new Uint8Array(4);
  /** @type {any} */ (window).geobitBench = {
    take() {
      const taken = entries;
      entries = [];
      return taken;
    },
    /** Resolves when the answer has arrived and the map has drawn it, so that steps do not overlap. */
    async answered() {
      await idle();
      await Promise.race([drawn(), pause(500)]);
      // Observers are notified a moment later.
      await pause(30);
      moved = 0;
    },
    /** Returns how long the graphics card, here a program, works on a frame after the page has finished it. */
    gpu() {
      const gl = map.getCanvas().getContext("webgl2");
      return Array.from({ length: 5 }, () => {
        map.redraw();
        const start = performance.now();
        gl.readPixels(0, 0, 1, 1, gl.RGBA, gl.UNSIGNED_BYTE, pixel);
        return performance.now() - start;
      });
    },
  };
}
