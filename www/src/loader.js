// Brings data and routes onto the page: the demo data, files of incidents, and files of routes.
import { errorCode, errorMessage } from "./data.js";
import { boxAround } from "./layers/outline.js";
import { showSnapshot } from "./panels/snapshot.js";
import { readRoutes } from "./route-files/read.js";
import { positions, shapeKinds } from "./shapes.js";
import { reportTiming } from "./timing.js";
import { words } from "./words/index.js";

/** @typedef {import("./data.js").Loaded} Loaded */

/**
 * @param {HTMLElement} root
 * @param {{
 *   data: Awaited<ReturnType<typeof import("./data.js").createData>>,
 *   drawing: ReturnType<typeof import("./draw.js").createDrawing>,
 *   messages: ReturnType<typeof import("./messages.js").createMessages>,
 *   filters: ReturnType<typeof import("./filters.js").createFilters>,
 *   record: ReturnType<typeof import("./record.js").createRecord>,
 *   incidentLayers: ReturnType<typeof import("./layers/incidents.js").createIncidentLayers>,
 *   fit: (box: [number, number, number, number]) => void,
 *   setName: (name: string) => void,
 * }} page `setName` takes the name by which the progress of a load is shown
 */
export function createLoader(root, page) {
  const { data, drawing, messages, filters, record, incidentLayers } = page;

  /** @param {() => Promise<Loaded>} load @param {string} name */
  async function show(load, name) {
    page.setName(name);
    try {
      const loaded = await load();
      messages.clear();
      record.close();
      const start = performance.now();
      incidentLayers.setColumns(loaded.columns);
      reportTiming("columns", start);
      showSnapshot(root, loaded, () => showDemo());
      filters.reset(loaded);
      const { bbox } = loaded.snapshot.summary;
      if (!loaded.demo && bbox) page.fit(bbox);
    } catch (error) {
      if (errorCode(error) === "aborted") messages.clear();
      else
        messages.showError(words.messages.openFailed(name), words.messages.loadedStays(errorMessage(error)));
    }
  }

  /** @param {() => Promise<Loaded>} [load] */
  const showDemo = (load = data.loadDemo) => show(load, words.messages.demo);

  /** Adds routes to what is on the map. @param {string} name of the file @param {import("./route-files/read.js").Found} found */
  function addRoutes(name, { routes, lines }) {
    for (const route of routes) drawing.add({ kind: "route", km: shapeKinds.route.km, ...route });
    messages.clear();
    if (lines > routes.length)
      messages.showError(words.messages.tooManyLines(name, lines), words.messages.firstLines(routes.length));
    const corners = routes.flatMap(({ geometry }) => positions(geometry));
    page.fit(boxAround(corners, shapeKinds.route.km));
  }

  return {
    showDemo,

    /** Opens a file for what is in it: routes for the map, or incidents. @param {File} file */
    async openFile(file) {
      try {
        const found = await readRoutes(file);
        if (found) addRoutes(file.name, found);
        else await show(() => data.loadFile(file), file.name);
      } catch (error) {
        messages.showError(
          words.messages.openFailed(file.name),
          words.messages.allStays(errorMessage(error)),
        );
      }
    },
  };
}
