// Shapes and parts of shapes, and the map that looks at them.
import { alongLine, boxAround } from "../layers/outline.js";
import { bringIntoView, fitBox } from "../map.js";
import { activeShape } from "../page-state.js";
import { positions, sameAs } from "../shapes.js";

/** @typedef {import("../shapes.js").Shape} Shape */

/**
 * @param {import("maplibre-gl").Map} map
 * @param {import("../page-state.js").PageStore} store
 * @param {ReturnType<typeof import("../draw.js").createDrawing>} drawing
 */
export function createLooking(map, store, drawing) {
  /** Adds a shape; a second click on a place, or on Add, is not a second shape. @param {Omit<Shape, "id">} shape */
  function addOnce(shape) {
    const same = sameAs(shape, store.get().drawn.shapes);
    if (same) drawing.select(same.id);
    else drawing.add(shape);
  }

  return {
    addOnce,
    /** @param {Omit<Shape, "id">} shape */
    addAndShow(shape) {
      addOnce(shape);
      fitBox(map, boxAround(positions(shape.geometry), shape.km));
    },
    /** @param {string} id */
    selectShape(id) {
      drawing.select(id);
      const shape = activeShape(store.get());
      if (shape) bringIntoView(map, boxAround(positions(shape.geometry), shape.km));
    },
    /** @param {readonly Shape[]} shapes */
    fitShapes(shapes) {
      const corners = shapes.flatMap(({ geometry }) => positions(geometry));
      fitBox(map, boxAround(corners, Math.max(...shapes.map(({ km }) => km), 1)));
    },
    /** @param {GeoJSON.Position[]} line @param {number} lengthKm @param {number} fromKm @param {number} toKm */
    showSegment(line, lengthKm, fromKm, toKm) {
      store.update({ type: "setSheet", sheet: "answer" });
      fitBox(map, boxAround(alongLine(line, lengthKm)(fromKm, toKm), 5));
    },
  };
}
