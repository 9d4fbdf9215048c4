// Holds the map back for a moment while an answer is awaited, so that a step of a drag is one frame, in which the shape, its marks
// and the numbers beside the map belong together. A frame drawn before the answer would delay it where WebGL is drawn by the
// processor; so would the map's worker where the engine's worker has no processor of its own.

/** If an answer takes longer, its shape is drawn before it; if its marks take longer, they are drawn after the shape. */
const MAX_HOLD_MS = 50;

/** @param {import("maplibre-gl").Map} map */
export function createFrameGate(map) {
  const repaint = map.triggerRepaint.bind(map);
  let timer = 0;
  let isFrameWanted = false;
  let isReleased = false;
  /** @type {(() => void) | null} */
  let pendingWork = null;
  map.triggerRepaint = () => {
    if (timer) isFrameWanted = true;
    else repaint();
  };

  function runPending() {
    const work = pendingWork;
    pendingWork = null;
    work?.();
  }

  function open() {
    clearTimeout(timer);
    timer = 0;
    try {
      runPending();
    } finally {
      if (isFrameWanted) repaint();
      isFrameWanted = false;
    }
  }
  /** Each source comes back from the map's own worker by itself. */
  const openWhenLoaded = () => isReleased && map.isStyleLoaded() && open();
  map.on("sourcedata", () => timer && openWhenLoaded());

  return {
    /** Begins no frame until `release`, or until that takes too long. */
    hold() {
      isReleased = false;
      timer ||= window.setTimeout(open, MAX_HOLD_MS);
    },
    /** Lets a frame begin as soon as the map has everything that it has to show. */
    release() {
      if (!timer || isReleased) return;
      isReleased = true;
      runPending();
      clearTimeout(timer);
      timer = window.setTimeout(open, MAX_HOLD_MS);
      openWhenLoaded();
    },
    /**
     * Runs the work that the next frame needs: at once, or if frames are held, before the next one. Work that already waited for
     * that frame is dropped.
     * @param {() => void} work
     */
    prepare(work) {
      if (timer) pendingWork = work;
      else work();
    },
  };
}
