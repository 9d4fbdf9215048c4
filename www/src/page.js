// Puts a page together below a root: a map to draw on, and beside it what the package `geobit` answers. All analysis happens
// in the package.
import { asking, intensityOf } from "./asking.js";
import { loadBasemap, refineGround } from "./basemap.js";
import { createData, errorMessage } from "./data.js";
import { createDefinitions } from "./definitions.js";
import { createDrawing } from "./draw.js";
import { createFilters, filterOptions } from "./filters.js";
import { createFitting } from "./fitting.js";
import { createFrameGate } from "./frames.js";
import { watchHeld } from "./held.js";
import { connectHistory } from "./history.js";
import { connectLanguageMenu, resumeWork } from "./language-menu.js";
import { later } from "./later.js";
import { createIncidentLayers } from "./layers/incidents.js";
import { createNameLabels } from "./layers/names.js";
import { alongLine, boxAround } from "./layers/outline.js";
import { createShapeLayers } from "./layers/shapes.js";
import { createLoader } from "./loader.js";
import { createMap, fitBox, flyTo, MapFailed, untilDrawn } from "./map.js";
import { createMessages } from "./messages.js";
import { copyName } from "./names.js";
import { createNewsEntry } from "./news/begin.js";
import { acceptFiles } from "./open-file.js";
import { createPlacePicker } from "./own-incidents/place-picker.js";
import { createPacks } from "./packs/packs.js";
import { activeShape, createPageStore } from "./page-state.js";
import { isCovered } from "./panels/coverage.js";
import { createMovementPanel } from "./panels/movement.js";
import { createShapesPanel } from "./panels/shapes.js";
import { beginReading } from "./reading.js";
import { createRecord } from "./record.js";
import { createResults } from "./results.js";
import { fillMarkup, findHook, makeIdsUnique } from "./root.js";
import { createRulesEntry } from "./rules/begin.js";
import { afterDrags } from "./settled.js";
import { positions } from "./shapes.js";
import { createShareEntry } from "./share/begin.js";
import { createSiteBriefEntry } from "./site-brief/begin.js";
import { createSources } from "./sources/sources.js";
import { createSuspicions } from "./sources/suspicions.js";
import { reportTiming } from "./timing.js";
import { connectToolbar, connectViewChoice, showToolHint } from "./toolbar.js";
import { createTrends } from "./trends.js";
import { words } from "./words/index.js";
import { createWorkspaceEntry } from "./workspace/begin.js";

/** A page in a tab that nobody looks at is never drawn. Then the rest is asked for all the same. */
const DRAWN_WITHIN_MS = 3000;

/** @typedef {ReturnType<typeof import("./brief/index.js").createBrief>} Brief */

/**
 * Starts a page in the markup of index.html.
 *
 * @param {HTMLElement} root below which the page finds everything, and beyond which it reaches only while a brief is open
 * @returns a handle of the page, once the demo data are loaded. `shapes` and `active` are what is drawn, `answer` is the answer
 *   that is shown; `drawn` resolves when the map is drawn, `complete` when the parts are there that nobody needs at first; `idle()` resolves when no file is being opened, the record is fitted and no answer is outstanding; `addShape` adds a shape as if it had been drawn; `rowsAt`
 *   lists the incidents under a point of the map; `close()` ends the page and its engine.
 */
export async function startPage(root) {
  makeIdsUnique(root);
  fillMarkup(root, words);
  const lifetime = new AbortController();
  const { signal } = lifetime;
  const store = createPageStore();
  /** What is being read, or was last. @type {{ name: string, reading?: import("./reading.js").Reading }} */
  let read = { name: words.messages.demo };
  const messages = createMessages(root, { cancel: () => read.reading?.end("cancelled") });
  // All at once: the engine is compiled and reads the demo data while the basemap arrives and the map is drawn.
  const opening = createData((progress) => messages.showProgress({ ...progress, name: read.name }));
  const demo = opening.then((data) => {
    const reading = beginReading();
    read = { ...read, reading };
    return data.loadDemo(reading);
  });
  demo.catch(() => {}); // reported where it is awaited
  const [data, { basemap, map }] = await Promise.all([opening, showMap()]).catch((error) => {
    const { startFailed, mapFailed, mapNeeds } = words.messages;
    if (error instanceof MapFailed) messages.showError(mapFailed, mapNeeds(errorMessage(error)));
    else messages.showError(startFailed, errorMessage(error));
    throw error;
  });

  async function showMap() {
    const basemap = await loadBasemap();
    return { basemap, map: await createMap(findHook(root, "map"), basemap) };
  }

  const state = store.get;
  const active = () => activeShape(state());
  const summary = () => state().loaded?.snapshot.summary;
  const range = () => filterOptions(state().filters);
  const { announce, showError } = messages;
  const notFetched = (/** @type {unknown} */ error) =>
    showError(words.messages.notFetched, errorMessage(error));

  const shapeLayers = createShapeLayers(map);
  const nameLabels = createNameLabels(map);
  const incidentLayers = createIncidentLayers(map);
  const drawing = createDrawing(map, store);
  createDefinitions(root, signal);
  const shapesPanel = createShapesPanel(root, {
    add(shape) {
      drawing.add(shape);
      fitBox(map, boxAround(positions(shape.geometry), shape.km));
    },
    select: drawing.select,
    remove: drawing.remove,
    setKm: (id, km) => store.update({ type: "setShapeKm", id, km, step: `km of ${id}` }),
    rename: (id, name) => store.update({ type: "renameShape", id, name, step: `name of ${id}` }),
    setColour: drawing.setColour,
    duplicate(id) {
      const { shapes } = state().drawn;
      const original = shapes.find((shape) => shape.id === id);
      if (original) drawing.add({ ...original, name: copyName(original.name, shapes), colour: undefined });
    },
    undo: drawing.undo,
    shapes: () => state().drawn.shapes,
    openText: (text, name) => loader.openFile(new File([text], name)),
  });
  /** Shows what can be saved of a route, once that part of the page is there. */
  let updateSaveRoute = () => {};
  /** Ends the keeping of the incidents entered by hand, once their part of the page is there. */
  let forgetOwn = () => {};
  const filters = createFilters(root, store);
  const record = createRecord(root, {
    fetch: (rows) => state().loaded?.snapshot.incidents(rows) ?? Promise.resolve([]),
    originOf({ origin }) {
      const { origins = [] } = summary() ?? {};
      return origins.length > 1 ? origins[origin].name : "";
    },
    mark: incidentLayers.setPicked,
    showError: (error) => showError(words.messages.recordFailed, errorMessage(error)),
  });
  const frames = createFrameGate(map);
  const fitting = createFitting(root, store, signal);
  const isHeld = watchHeld(root, signal, () => results.settle());
  const whenSettled = afterDrags(isHeld, signal);
  const results = createResults(root, store, {
    ...{ towns: basemap.towns, frames, announce, isHeld },
    showShared: shapeLayers.setShared,
    showIncident,
    flyTo: (at) => flyTo(map, at),
    showSegment: (line, lengthKm, fromKm, toKm) =>
      fitBox(map, boxAround(alongLine(line, lengthKm)(fromKm, toKm), 5)),
  });
  const briefed = {
    ...{ map, towns: basemap.towns, fitted: fitting.idle },
    range: () => ({ ...range(), ...asking(), ...intensityOf(state()) }),
    /** @param {number} fromDay @param {number} toDay @param {number[]} rows @param {Float32Array} share */
    showOnly(fromDay, toDay, rows, share) {
      incidentLayers.setView("points");
      incidentLayers.setFilter({ ...state().filters, fromDay, toDay });
      incidentLayers.setHits(rows, share);
    },
    restore() {
      incidentLayers.setView(state().view);
      incidentLayers.setFilter(state().filters);
      showAnswer();
    },
  };
  createSiteBriefEntry(root, store, { ...briefed, notFetched });
  createShareEntry(root, store, { announce, notFetched });
  const movementPanel = createMovementPanel(root, {
    setMovement: (id, movement) =>
      store.update({ type: "setShapeMovement", id, movement, step: `movement of ${id}` }),
    schedule: async () => (await rest()).brief.schedule(),
    openBrief: () =>
      rest()
        .then(({ brief }) => brief.open())
        .catch(tellMissing),
  });
  const sources = createSources(store, {
    data,
    showError: (error) => showError(words.sources.notCombined, errorMessage(error)),
  });
  const suspicions = createSuspicions(store);
  const picker = createPlacePicker(map, {
    ...{ root, signal },
    showHint(isPicking) {
      if (isPicking) drawing.chooseTool(null);
      showToolHint(root, isPicking ? words.own.pickHint : "");
    },
  });
  const loader = createLoader(root, {
    ...{ data, basemap, drawing, messages, filters, record, incidentLayers },
    ...{ store, sources, suspicions },
    fit: (box) => fitBox(map, box),
    openWorkspace: (file) => workspace.openFile(file),
    follow(name, reading) {
      read = { name, reading };
    },
  });

  /** Called when the page can be used. @type {(value?: unknown) => void} */
  let askForRest = () => {};
  const first = new Promise((resolve) => {
    askForRest = resolve;
  });
  /** What comes after the page can be used, with the elements that it fills. @type {Promise<{ brief: Brief }> | undefined} */
  let made;
  function rest() {
    made ??= first.then(later).then(createRest);
    made.catch(() => {
      made = undefined;
    });
    return made;
  }

  /** @param {typeof import("./later-parts.js")} parts */
  function createRest(parts) {
    const brief = parts.createBrief(root, store, { ...briefed, loadColumns: data.loadColumns });
    updateSaveRoute = parts.createSaveRoute(root, {
      ...{ shape: active, answer: () => state().answer, summary },
      routeGeojson: ({ question, options }) => {
        const { loaded } = state();
        if (!loaded) throw new Error(words.results.nothingLoaded);
        return loaded.snapshot.routeGeojson(/** @type {any} */ (question.feature), options);
      },
      ...{ announce, showError },
    });
    const ownPanel = parts.createOwnPanel(root, store, {
      ...{ readTable: data.readTable, picker, messages, signal },
      flyTo: (at) => flyTo(map, at),
    });
    ownPanel.tellLeftOut();
    forgetOwn = ownPanel.stopKeeping;
    updateSaveRoute();
    return { brief };
  }

  const tellMissing = (/** @type {unknown} */ error) =>
    showError(words.messages.partMissing, errorMessage(error));

  function showDrawn() {
    // First, so that the engine works while this thread does the rest.
    results.refresh();
    frames.prepare(drawShapes);
    const { shapes } = state().drawn;
    shapesPanel.show(shapes, active(), state().trends);
    movementPanel.show(active());
    updateSaveRoute();
  }

  function drawShapes() {
    const start = performance.now();
    const { shapes, activeId } = state().drawn;
    shapeLayers.setShapes([...shapes], activeId);
    nameLabels.setShapes(shapes, activeId);
    drawing.followCorner();
    reportTiming("shapes", start);
  }

  /** Shows the answer on the map; the panel beside it is the results' own. */
  function showAnswer() {
    const { answer } = state();
    const { geofence, route } = answer ?? {};
    const start = performance.now();
    incidentLayers.setHits(geofence?.rows ?? route?.rows ?? [], geofence?.share);
    reportTiming("hits", start);
    const line =
      answer && route ? positions(/** @type {GeoJSON.LineString} */ (answer.question.feature.geometry)) : [];
    // Where the data do not cover a route, no colour stands for what is not known.
    shapeLayers.setExposure(line, route && isCovered(route) ? route : null);
    movementPanel.refresh();
    updateSaveRoute();
    reportTiming("map", start);
  }

  /** @param {number} row */
  function showIncident(row) {
    const columns = state().loaded?.columns;
    if (!columns) return;
    flyTo(map, [columns.lon[row], columns.lat[row]]);
    record.open([row]);
  }

  store.subscribe(({ drawn }) => drawn, showDrawn);
  store.subscribe(({ answer }) => answer, showAnswer);
  store.subscribe(
    ({ fit }) => fit,
    (fit) => fit !== "running" && results.refresh(),
  );
  store.subscribe(({ tool }) => tool, results.settle);
  store.subscribe(({ view }) => view, incidentLayers.setView);
  store.subscribe(
    (current) => current.filters,
    (current) => {
      incidentLayers.setFilter(current);
      results.refresh();
    },
  );
  connectToolbar(root, store, drawing, signal);
  connectViewChoice(root, store);
  connectHistory(root, store, drawing, signal);
  const trends = createTrends(store, whenSettled);
  store.subscribe(
    (current) => current.trends,
    (current) => shapesPanel.show(state().drawn.shapes, active(), current),
  );
  map.on("click", (event) => {
    if (drawing.isDrawing() || picker.takes(event)) return;
    const rows = incidentLayers.rowsAt(event.point);
    if (rows.length > 0) record.open(rows);
  });
  store.subscribe(({ tool }) => tool, picker.stop);
  const news = createNewsEntry(root, store, {
    ...{ map, data, messages, whenSettled, notFetched, signal },
    showRecord(incident, note) {
      const { lon, lat } = incident;
      if (lon !== null && lat !== null) flyTo(map, [lon, lat]);
      record.show(incident, note);
    },
  });
  const rules = createRulesEntry(root, store, {
    ...{ messages, whenSettled, notFetched },
    showRows([first, ...others]) {
      const columns = state().loaded?.columns;
      if (columns) flyTo(map, [columns.lon[first], columns.lat[first]]);
      record.open([first, ...others]);
    },
  });
  const packs = createPacks(root, {
    ...{ data, openPack: loader.openPack, announce, signal },
    sourceOf: (id) => state().loaded?.sources.find(({ pack }) => pack === id),
    showNews: news.compare,
  });
  const workspace = createWorkspaceEntry(root, store, {
    ...{ data, drawing, messages, notFetched, signal },
    fitShapes(shapes) {
      const corners = shapes.flatMap(({ geometry }) => positions(geometry));
      fitBox(map, boxAround(corners, Math.max(...shapes.map(({ km }) => km), 1)));
    },
    forgetOwn: () => forgetOwn(),
  });
  acceptFiles(root, loader.openFile, loader.addFile, signal);
  await loader.showFirst(demo, read.reading);
  const drawn = untilDrawn(map);
  Promise.race([drawn, wait(DRAWN_WITHIN_MS)]).then(askForRest);
  // After the incidents that this browser keeps, which come with the rest. What is missing of the rest keeps no drawing back.
  const resumed = rest()
    .catch(() => {})
    .then(() => resumeWork(store, drawing));
  connectLanguageMenu(root, store, resumed);
  // The pack that was opened last takes the place of the demo data.
  const complete = Promise.all([
    ...[rest(), resumed, first.then(() => refineGround(map)), packs.start()],
    // Not when the reader opens a file: the page's host would be told that one is opened.
    first.then(data.prepareReading),
  ])
    // Last, as its choice of days is one among those of the data. What is kept here has what was drawn before.
    .then(workspace.start);
  complete.catch(tellMissing);

  return {
    version: data.version,
    drawn,
    complete,
    ...{ map, store, summary },
    shapes: () => structuredClone(state().drawn.shapes),
    active: () => structuredClone(active()),
    addShape: drawing.add,
    rowsAt: incidentLayers.rowsAt,
    answer: () => state().answer,
    idle: () =>
      loader
        .idle()
        .then(news.idle)
        .then(rules.idle)
        .then(fitting.idle)
        .then(() => results.refresh.idle())
        .then(trends.idle)
        .then(workspace.idle),
    close() {
      lifetime.abort();
      messages.close();
      drawing.close();
      map.remove();
      data.close();
    },
  };
}

/** @param {number} ms */
const wait = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
