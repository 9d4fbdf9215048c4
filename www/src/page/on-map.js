// What of the page's state is on the map: the shapes, and the answer of the active one. A brief has the map for a moment, for its picture.
import { isCovered } from "../panels/coverage.js";
import { positions } from "../shapes.js";
import { reportTiming } from "../timing.js";

/**
 * @param {import("../page-state.js").PageStore} store
 * @param {{
 *   shapeLayers: ReturnType<typeof import("../layers/shapes.js").createShapeLayers>,
 *   nameLabels: ReturnType<typeof import("../layers/names.js").createNameLabels>,
 *   incidentLayers: ReturnType<typeof import("../layers/incidents.js").createIncidentLayers>,
 *   drawing: ReturnType<typeof import("../draw.js").createDrawing>,
 *   beside: () => void,
 * }} page `beside` shows the answer where it is shown beside the map and the results
 */
export function createOnMap(store, { shapeLayers, nameLabels, incidentLayers, drawing, beside }) {
  function drawShapes() {
    const start = performance.now();
    const { shapes, activeId } = store.get().drawn;
    shapeLayers.setShapes([...shapes], activeId);
    nameLabels.setShapes(shapes, activeId);
    drawing.followHandles();
    reportTiming("shapes", start);
  }

  /** Shows the answer on the map; the panel beside it is the results' own. */
  function showAnswer() {
    const { answer } = store.get();
    const { geofence, route } = answer ?? {};
    const start = performance.now();
    incidentLayers.setHits(geofence?.rows ?? route?.rows ?? [], geofence?.share);
    reportTiming("hits", start);
    const line =
      answer && route ? positions(/** @type {GeoJSON.LineString} */ (answer.question.feature.geometry)) : [];
    // Where the data do not cover a route, no colour stands for what is not known.
    shapeLayers.setExposure(line, route && isCovered(route) ? route : null);
    beside();
    reportTiming("map", start);
  }

  return {
    ...{ drawShapes, showAnswer },
    /** @param {number} fromDay @param {number} toDay @param {number[]} rows @param {Float32Array} share */
    showOnly(fromDay, toDay, rows, share) {
      incidentLayers.setView("points");
      incidentLayers.setFilter({ ...store.get().filters, fromDay, toDay });
      incidentLayers.setHits(rows, share);
    },
    restore() {
      const { view, filters } = store.get();
      incidentLayers.setView(view);
      incidentLayers.setFilter(filters);
      showAnswer();
    },
  };
}
