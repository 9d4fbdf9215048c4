// How far a drawing is, and its next steps without the map: what the buttons beside it need.
import { isAtOnePlace } from "./circle-radius.js";

/** A mode of Terra Draw. @typedef {{ mode: string, state: string, undoSize: () => number, undo: () => void, onKeyUp: (event: any) => void }} Mode */

/**
 * @param {import("maplibre-gl").Map} map
 * @param {() => import("./shapes.js").Shape | null} active
 * @param {() => Mode | undefined} mode the one that draws
 */
export function createProgress(map, active, mode) {
  const isDrawing = () => mode()?.state === "drawing";
  return {
    /** Whether something of the drawing is set. */
    hasBegun: isDrawing,

    /** Tells how far the circle is that is being drawn; `km` is `null` before there is a radius. */
    circleSoFar() {
      const shape = isDrawing() ? active() : null;
      if (shape?.geometry.type !== "Point") return { hasCentre: false, km: null };
      const isPoint = isAtOnePlace(shape.km, shape.geometry.coordinates[1], map.getZoom());
      return { hasCentre: true, km: isPoint ? null : shape.km };
    },

    /** Returns how many points of the line or area are set that is being drawn. */
    pointsSoFar: () => (isDrawing() ? (mode()?.undoSize() ?? 0) : 0),

    /** Ends the drawing of a line or an area with what is set. */
    finishLine: () => mode()?.onKeyUp({ key: "Enter", heldKeys: [], preventDefault() {} }),

    /** Takes back the point that was set last. */
    undoPoint: () => mode()?.undo(),
  };
}
