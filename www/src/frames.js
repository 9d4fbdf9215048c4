// The map while an answer is awaited: held back for a moment, so that a step of a drag is one frame, in which the shape, its
// marks and the numbers beside the map are of the same moment. A frame that is drawn before the answer keeps it waiting, where a
// program draws and no graphics card; so does the map's worker, where the engine's has not a processor of its own.

/** A slower answer has its shape drawn before it, and slower marks come after the shape. */
const LONGEST_MS = 50;

/** @param {import("maplibre-gl").Map} map */
export function createFrameGate(map) {
  const repaint = map.triggerRepaint.bind(map);
  let timer = 0;
  let wanted = false;
  let answered = false;
  /** @type {(() => void) | null} */
  let waiting = null;
  map.triggerRepaint = () => {
    if (timer) wanted = true;
    else repaint();
  };

  function prepareNow() {
    const work = waiting;
    waiting = null;
    work?.();
  }

  function open() {
    clearTimeout(timer);
    timer = 0;
    try {
      prepareNow();
    } finally {
      if (wanted) repaint();
      wanted = false;
    }
  }
  /** Shapes come back from the map's own worker, each source by itself. */
  const openWhenLoaded = () => answered && map.isStyleLoaded() && open();
  map.on("sourcedata", () => timer && openWhenLoaded());

  return {
    /** No frame is begun until `release`, or until that takes too long. */
    hold() {
      answered = false;
      timer ||= window.setTimeout(open, LONGEST_MS);
    },
    /** Lets a frame begin as soon as the map has all that it is to show. */
    release() {
      if (!timer || answered) return;
      answered = true;
      prepareNow();
      clearTimeout(timer);
      timer = window.setTimeout(open, LONGEST_MS);
      openWhenLoaded();
    },
    /**
     * Does what the next frame needs at once, or else before it can begin; what waited for that frame is not done any more.
     * @param {() => void} work
     */
    prepare(work) {
      if (timer) waiting = work;
      else work();
    },
  };
}
