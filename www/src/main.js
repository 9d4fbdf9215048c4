// The page: a map to draw on, and beside it what the package `geobit` answers. All analysis happens in the package.
import { loadBasemap } from "./basemap.js";
import { createBrief } from "./brief/index.js";
import { codeOf, createData, inWords } from "./data.js";
import { byId } from "./dom.js";
import { createDrawing } from "./draw.js";
import { createFilters } from "./filters.js";
import { createFrameGate } from "./frames.js";
import { createIncidentLayers } from "./layers/incidents.js";
import { alongLine, boxAround } from "./layers/outline.js";
import { createShapeLayers } from "./layers/shapes.js";
import { createMap, fit, flyTo } from "./map.js";
import { createMessages } from "./messages.js";
import { acceptFiles } from "./open-file.js";
import { createMovementPanel } from "./panels/movement.js";
import { createSaveRoute } from "./panels/save-route.js";
import { createShapesPanel } from "./panels/shapes.js";
import { showSnapshot } from "./panels/snapshot.js";
import { createRecord } from "./record.js";
import { createResults } from "./results.js";
import { readRoutes } from "./route-files/read.js";
import { positions, shapeKinds } from "./shapes.js";
import { timed } from "./timing.js";

/** @typedef {import("./shapes.js").ShapeKind} ShapeKind */

const DEMO = "the demo data";
let loadingName = DEMO;
const messages = createMessages({ cancel: () => opening.then((data) => data.cancel()) });
// All at once: the engine is compiled and reads the demo data while the map's ground arrives and is drawn.
const opening = createData((progress) => messages.progress({ ...progress, name: loadingName }));
const demo = opening.then((data) => data.loadDemo());
demo.catch(() => {}); // told where it is awaited
const [data, basemap] = await Promise.all([opening, loadBasemap()]).catch((error) => {
  messages.error("The page could not start.", inWords(error));
  throw error;
});
const map = await createMap(byId("map"), basemap).catch((error) => {
  messages.error("The map could not be shown.", `It needs WebGL 2. ${inWords(error)}`);
  throw error;
});

const shapeLayers = createShapeLayers(map);
const incidentLayers = createIncidentLayers(map);
const drawing = createDrawing(map, { changed: shapesChanged, toolChanged });
const shapesPanel = createShapesPanel({
  add: (shape) => {
    drawing.add(shape);
    fit(map, boxAround(positions(shape.geometry), shape.km));
  },
  select: drawing.select,
  remove: drawing.remove,
  setKm: drawing.setKm,
});
const showSaveRoute = createSaveRoute({
  shape: drawing.active,
  answer: () => results.last(),
  summary: () => data.current()?.snapshot.summary,
  announce: messages.announce,
  failed: messages.error,
});
const filters = createFilters(() => {
  incidentLayers.setFilter(filters.state());
  results.refresh();
});
const record = createRecord({
  fetch: (rows) => data.current()?.snapshot.incidents(rows) ?? Promise.resolve([]),
  picked: incidentLayers.setPicked,
  failed: (error) => messages.error("The record could not be read.", inWords(error)),
});
const frames = createFrameGate(map);
const results = createResults({
  shape: drawing.active,
  areas: () => drawing.shapes().filter(({ kind }) => kind !== "route"),
  routes: () => drawing.shapes().filter(({ kind }) => kind === "route"),
  loaded: data.current,
  filterOptions: () => filters.options(),
  towns: basemap.towns,
  frames,
  answered,
  showShared: shapeLayers.setShared,
  showIncident,
  fly: (at) => flyTo(map, at),
  flySegment: (line, lengthKm, fromKm, toKm) =>
    fit(map, boxAround(alongLine(line, lengthKm)(fromKm, toKm), 5)),
  announce: messages.announce,
});

const brief = createBrief({
  ...{ map, data, towns: basemap.towns, shape: drawing.active, shapes: drawing.shapes },
  range: () => filters.options(),
  answer: () => results.last(),
  showOnly(fromDay, toDay, rows, share) {
    incidentLayers.setView("points");
    incidentLayers.setFilter({ ...filters.state(), fromDay, toDay });
    incidentLayers.setHits(rows, share);
  },
  showAgain() {
    incidentLayers.setView(chosenView());
    incidentLayers.setFilter(filters.state());
    answered(results.last());
  },
});
const movementPanel = createMovementPanel({
  set: drawing.setMovement,
  schedule: brief.schedule,
  openBrief: brief.open,
});

function shapesChanged() {
  // Asked first: the engine works while this thread does the rest.
  results.refresh();
  frames.prepare(drawShapes);
  const active = drawing.active();
  shapesPanel.show(drawing.shapes(), active);
  movementPanel.show(active);
  showSaveRoute();
}

function drawShapes() {
  const start = performance.now();
  shapeLayers.setShapes([...drawing.shapes()], drawing.active()?.id ?? null);
  drawing.followCorner();
  timed("shapes", start);
}

/** @param {import("./results.js").Answer | null} answer */
function answered(answer) {
  const { geofence, route } = answer ?? {};
  const start = performance.now();
  incidentLayers.setHits(geofence?.rows ?? route?.rows ?? [], geofence?.share);
  timed("hits", start);
  const line =
    answer && route ? positions(/** @type {GeoJSON.LineString} */ (answer.question.feature.geometry)) : [];
  shapeLayers.setExposure(line, route ?? null);
  movementPanel.refresh();
  showSaveRoute();
  timed("map", start);
}

/** @param {number} row */
function showIncident(row) {
  const columns = data.current()?.columns;
  if (!columns) return;
  flyTo(map, [columns.lon[row], columns.lat[row]]);
  record.open([row]);
}

/** @param {ShapeKind | null} tool */
function toolChanged(tool) {
  for (const button of document.querySelectorAll("[data-tool]")) {
    button.setAttribute(
      "aria-pressed",
      String(/** @type {HTMLElement} */ (button).dataset.tool === (tool ?? "select")),
    );
  }
  const hint = byId("tool-hint");
  hint.hidden = !tool;
  hint.textContent = tool ? `${shapeKinds[tool].draw} Escape cancels.` : "";
}

/** @param {() => Promise<import("./data.js").Loaded>} load @param {string} name */
async function take(load, name) {
  loadingName = name;
  try {
    const loaded = await load();
    messages.clear();
    record.close();
    const start = performance.now();
    incidentLayers.setColumns(loaded.columns);
    timed("columns", start);
    showSnapshot(loaded, () => take(data.loadDemo, DEMO));
    filters.reset(loaded);
    const { bbox } = loaded.snapshot.summary;
    if (!loaded.demo && bbox) fit(map, bbox);
  } catch (error) {
    if (codeOf(error) === "aborted") messages.clear();
    else
      messages.error(
        `${name} could not be opened.`,
        `${inWords(error)} What was loaded before is still here.`,
      );
  }
}

/** Takes a file for what is in it: routes for the map, or incidents. @param {File} file */
async function takeFile(file) {
  try {
    const found = await readRoutes(file);
    if (!found) return await take(() => data.loadFile(file), file.name);
    takeRoutes(file.name, found);
  } catch (error) {
    messages.error(
      `${file.name} could not be opened.`,
      `${inWords(error)} What was loaded and drawn before is still here.`,
    );
  }
}

/** Puts routes on the map, beside what is there. @param {string} name @param {import("./route-files/read.js").Found} found */
function takeRoutes(name, { routes, lines }) {
  for (const route of routes) drawing.add({ kind: "route", km: shapeKinds.route.km, ...route });
  messages.clear();
  if (lines > routes.length)
    messages.error(
      `${name} has ${lines} lines.`,
      `The first ${routes.length} are on the map; put the others in a file of their own.`,
    );
  const corners = routes.flatMap(({ geometry }) => positions(geometry));
  fit(map, boxAround(corners, shapeKinds.route.km));
}

for (const button of document.querySelectorAll("[data-tool]")) {
  const { tool } = /** @type {HTMLElement} */ (button).dataset;
  button.addEventListener("click", () =>
    drawing.use(tool === "select" ? null : /** @type {ShapeKind} */ (tool)),
  );
}
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && drawing.isDrawing()) drawing.use(null);
});
const chosenView = () => (document.querySelector("[name=view][value=heat]:checked") ? "heat" : "points");
for (const input of document.querySelectorAll("[name=view]"))
  input.addEventListener("change", () => incidentLayers.setView(chosenView()));
map.on("click", (event) => {
  if (drawing.isDrawing()) return;
  const rows = incidentLayers.rowsAt(event.point);
  if (rows.length > 0) record.open(rows);
});
acceptFiles(takeFile);
toolChanged(null);
await take(() => demo, DEMO);

/**
 * For tests, and for the curious in the console: what is drawn, what was asked, and the answer shown.
 * `idle()` ends when no answer is outstanding; `addShape` adds one as if it had been drawn; `rowsAt` are the incidents under a
 * point of the map.
 */
/** @type {any} */ (window).geobitPage = {
  version: data.version,
  map,
  shapes: () => structuredClone(drawing.shapes()),
  active: () => structuredClone(drawing.active()),
  addShape: drawing.add,
  rowsAt: incidentLayers.rowsAt,
  summary: () => data.current()?.snapshot.summary,
  /** @returns {import("./results.js").Answer | null} */
  answer: () => results.last(),
  idle: () => results.refresh.idle(),
};
document.documentElement.dataset.ready = "true";
