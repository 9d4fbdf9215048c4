// Corners of the active shape that are moved, added and removed by our own handles. The store is told in every step, and Terra Draw at
// the end of the drag: it would copy and draw all of many corners each time.
import { onGlobe } from "./brief/longitude.js";
import { outlineOf } from "./draw-outline.js";
import { activeShape } from "./page-state.js";
import { positions } from "./shapes.js";

/**
 * @param {import("terra-draw").TerraDraw} draw
 * @param {import("./page-state.js").PageStore} store
 * @param {object} drawing
 * @param {(shapeId: string) => string | number | undefined} drawing.featureOf
 * @param {() => string} drawing.currentStep of what is undone in one go
 * @param {(change: () => void) => void} drawing.quietly changes features whose shapes the store has as they will be
 * @param {() => void} drawing.ended is called when a change is done
 */
export function createCornerEdits(draw, store, { featureOf, currentStep, quietly, ended }) {
  /** The shape whose corner is being moved, of which Terra Draw has not been told yet. @type {string | null} */
  let unsettledId = null;

  /**
   * Changes the corners of the active shape.
   * @param {(corners: GeoJSON.Position[], least: number) => GeoJSON.Position[]} change
   *   `least`: how many corners must be left. The handle counts an area's first corner once more at the end, `corners` do not.
   */
  function reshape(change) {
    const shape = activeShape(store.get());
    unsettledId = shape?.id ?? null;
    if (!shape) return;
    const { id, geometry } = shape;
    const { type } = geometry;
    const step = currentStep();
    if (type === "Polygon") {
      const ring = change(positions(geometry).slice(0, -1), 3);
      store.update({ type: "reshape", id, geometry: { type, coordinates: [[...ring, ring[0]]] }, step });
    } else if (type === "LineString")
      store.update({
        ...{ type: "reshape", id, step },
        geometry: { type, coordinates: change(positions(geometry), 2) },
      });
  }

  /** Brings Terra Draw's feature up to date with the shape whose corner was moved. */
  function settle() {
    const shape = store.get().drawn.shapes.find(({ id }) => id === unsettledId);
    const featureId = shape && featureOf(shape.id);
    unsettledId = null;
    if (!shape || featureId === undefined) return;
    quietly(() => {
      try {
        draw.updateFeatureGeometry(featureId, onGlobe(shape.geometry));
      } catch {
        // Terra Draw refuses the geometry, so the shape goes back to the one it has.
        const feature = draw.getSnapshotFeature(featureId);
        if (feature)
          store.update({ type: "reshape", id: shape.id, ...outlineOf(feature), step: currentStep() });
      }
    });
    ended();
  }

  /** Removes a corner of the active shape, if enough are left. @param {number} index */
  function removeCorner(index) {
    reshape((corners, least) =>
      corners.length > least ? corners.toSpliced(index % corners.length, 1) : corners,
    );
    settle();
  }

  return { reshape, settle, removeCorner };
}
