// The part of the drag bench that runs in the page.

/** Runs in the page: notes when the mouse moved, what the page measures of itself, and what a frame costs. */
export function watch() {
  const { map, idle } = /** @type {any} */ (window).geobitPage;
  /** @type {{ name: string, ms: number }[]} */
  let entries = [];
  let moved = 0;
  const note = (/** @type {string} */ name, /** @type {number} */ ms) => entries.push({ name, ms });
  let began = 0;
  /** The event that no frame has shown yet. */
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
  // A mouse's event follows the pointer's at once; either may be the one that drags.
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
  /** A step that changes nothing on the map is not drawn. */
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
    /** Ends when the answer is there and the map has drawn it: a step begins when the one before it is over. */
    async answered() {
      await idle();
      await Promise.race([drawn(), pause(500)]);
      // Observers are told a moment later.
      await pause(30);
      moved = 0;
    },
    /** How long the graphics card, here a program, works on a frame after the page is done with it. */
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
