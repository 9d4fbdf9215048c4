// Puts a page together below a root: a map to draw on, and beside it what the package `geobit` answers. All analysis happens
// in the package.
import { asking, intensityOf } from "./asking.js";
import { loadBasemap, refineGround } from "./basemap.js";
import { createData, errorMessage } from "./data.js";
import { createDefinitions } from "./definitions.js";
import { createDrawing } from "./draw.js";
import { createDrawBar } from "./draw-bar.js";
import { createFilters, filterOptions } from "./filters.js";
import { createFitting } from "./fitting.js";
import { createFrameGate } from "./frames.js";
import { createGroundEntry } from "./ground/begin.js";
import { createHeader } from "./header.js";
import { watchHeld } from "./held.js";
import { connectHistory } from "./history.js";
import { connectPicking } from "./incident-picking.js";
import { connectLanguageMenu } from "./language-menu.js";
import { later } from "./later.js";
import { createIncidentLayers } from "./layers/incidents.js";
import { createNameLabels } from "./layers/names.js";
import { alongLine, boxAround } from "./layers/outline.js";
import { createShapeLayers } from "./layers/shapes.js";
import { createLoader } from "./loader.js";
import {
  bringIntoView,
  createMap,
  fitBox,
  flyTo,
  hasMap,
  keepClear,
  lookCloser,
  offerShapes,
  startDrawing,
  untilDrawn,
} from "./map.js";
import { followTheme } from "./map-theme.js";
import { createMessages } from "./messages.js";
import { createMoreFilters } from "./more-filters/begin.js";
import { copyName } from "./names.js";
import { createNewsEntry } from "./news/begin.js";
import { fetchParts } from "./offline/parts.js";
import { onDemand } from "./on-demand.js";
import { acceptFiles } from "./open-file.js";
import { createPlacePicker } from "./own-incidents/place-picker.js";
import { createPacks } from "./packs/packs.js";
import { activeShape, createPageStore } from "./page-state.js";
import { isCovered } from "./panels/coverage.js";
import { filteredSentence } from "./panels/filtered.js";
import { createMovementPanel } from "./panels/movement.js";
import { createShapesPanel } from "./panels/shapes.js";
import { plainText } from "./plain-text.js";
import { beginReading } from "./reading.js";
import { createRecord } from "./record.js";
import { prepareRestart, resumeWork } from "./restart.js";
import { createResults } from "./results.js";
import { createRoadsEntry } from "./roads-tab/begin.js";
import { fillMarkup, findHook, makeIdsUnique } from "./root.js";
import { createRulesEntry } from "./rules/begin.js";
import { afterDrags } from "./settled.js";
import { positions, sameAs } from "./shapes.js";
import { createShareEntry } from "./share/begin.js";
import { createSheet } from "./sheet.js";
import { createSiteBriefEntry } from "./site-brief/begin.js";
import { createSources } from "./sources/sources.js";
import { createSuspicions } from "./sources/suspicions.js";
import { spaceOf } from "./space.js";
import { ignoreStrayClicks } from "./stray-clicks.js";
import { connectTabs } from "./tabs.js";
import { documentTheme } from "./theme.js";
import { createTimeline } from "./timeline.js";
import { reportTiming } from "./timing.js";
import { connectToolbar, connectViewChoice, showToolHint } from "./toolbar.js";
import { createTrends } from "./trends.js";
import { words } from "./words/index.js";
import { createWorkspaceEntry } from "./workspace/begin.js";

/** A page in a tab that nobody looks at is never drawn. Then the rest is asked for all the same. */
const DRAWN_WITHIN_MS = 3000;

/** @typedef {ReturnType<typeof import("./brief/index.js").createBrief>} Brief */
/**
 * @typedef {object} Part what is different where the page is a part of another document: it has no address of its own, no demo data
 *   and no service worker, and keeps no work
 * @property {() => Promise<import("geobit").Geobit>} open opens an engine, or lends one that others use as well
 * @property {string | null} source the address of the data that are shown first
 * @property {import("./data.js").CatalogPlace | null} catalog without one, no packs are offered
 * @property {import("./map.js").View} [view]
 * @property {Error} [noMap] why no map can be drawn
 * @property {import("./theme.js").Themes} theme
 * @property {(title: string, sentence: string) => void} tellError
 * @property {AbortSignal} signal ends the page, also while it starts
 */

/**
 * Starts a page in the markup of index.html.
 *
 * @param {HTMLElement} root below which the page finds everything
 * @param {Part} [part] if it is a part of another document
 * @returns a handle of the page, once the demo data are loaded. `shapes` and `active` are what is drawn, `answer` is the answer
 *   that is shown; `drawn` resolves when the map is drawn, `complete` when the parts are there that nobody needs at first; `idle()` resolves when no file is being opened, the record is fitted and no answer is outstanding; `addShape` adds a shape as if it had been drawn; `keepOffline` keeps the page itself in the browser; `rowsAt`
 *   lists the incidents under a point of the map; `close()` ends the page and its engine.
 */
export async function startPage(root, part) {
  makeIdsUnique(root);
  fillMarkup(root, words);
  const lifetime = new AbortController();
  const { signal } = lifetime;
  const store = createPageStore();
  /** What is being read, or was last. @type {{ name: string, reading?: import("./reading.js").Reading }} */
  let read = { name: part?.source ? nameOfAddress(part.source) : words.messages.demo };
  const messages = createMessages(root, {
    cancel: () => read.reading?.end("cancelled"),
    tellError: part?.tellError,
  });
  // All at once: the engine is compiled and reads the demo data while the basemap arrives and the map is drawn.
  const opening = createData((progress) => messages.showProgress({ ...progress, name: read.name }), part);
  const firstData = part && part.source === null ? null : opening.then(loadFirst);
  firstData?.catch(() => {}); // reported where it is awaited
  const showing = showMap();
  const [data, { basemap, map }] = await Promise.all([opening, showing]).catch((error) => {
    messages.showError(words.messages.startFailed, errorMessage(error));
    giveBack();
    throw error;
  });
  if (part?.signal.aborted) {
    giveBack();
    throw part.signal.reason;
  }

  /** @param {Awaited<typeof opening>} data */
  function loadFirst(data) {
    const reading = beginReading();
    read = { ...read, reading };
    return data.loadFirst(reading);
  }

  /** Frees what was made, where the page does not come about. */
  function giveBack() {
    lifetime.abort();
    messages.close();
    opening.then((data) => data.close()).catch(() => {});
    showing.then(({ map }) => map.remove()).catch(() => {});
  }

  async function showMap() {
    const basemap = await loadBasemap();
    const { view, noMap } = part ?? {};
    return {
      basemap,
      map: await createMap(findHook(root, "map"), basemap, { space: spaceOf(root), view, noMap }),
    };
  }

  const state = store.get;
  const active = () => activeShape(state());
  const theme = part?.theme ?? documentTheme();
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
  followTheme(map, theme, signal);
  /** Adds a shape; a second click on a place, or on Add, is not a second shape. @param {Omit<import("./shapes.js").Shape, "id">} shape */
  function addOnce(shape) {
    const same = sameAs(shape, state().drawn.shapes);
    if (same) drawing.select(same.id);
    else drawing.add(shape);
  }
  /** @param {Omit<import("./shapes.js").Shape, "id">} shape */
  function addAndShow(shape) {
    addOnce(shape);
    fitBox(map, boxAround(positions(shape.geometry), shape.km));
  }
  /** @param {string} id */
  function selectShape(id) {
    drawing.select(id);
    const shape = active();
    if (shape) bringIntoView(map, boxAround(positions(shape.geometry), shape.km));
  }
  const chooseFile = () => findHook(root, "open-file").click();
  offerShapes(map, { root, add: addAndShow, openFile: chooseFile });
  const shapesPanel = createShapesPanel(root, {
    add: addAndShow,
    select: selectShape,
    remove: drawing.remove,
    setKm: (id, km) => store.update({ type: "setShapeKm", id, km, step: `km of ${id}` }),
    rename: (id, name) => store.update({ type: "renameShape", id, name, step: `name of ${id}` }),
    setColour: drawing.setColour,
    setKind: drawing.setKind,
    duplicate(id) {
      const { shapes } = state().drawn;
      const original = shapes.find((shape) => shape.id === id);
      if (original) drawing.add({ ...original, name: copyName(original.name, shapes), colour: undefined });
    },
    undo: drawing.undo,
    shapes: () => state().drawn.shapes,
    openText: (text, name) => loader.openFile(new File([text], name)),
    filtered() {
      const { matching } = state().loaded ?? {};
      return matching ? filteredSentence(matching) : "";
    },
  });
  /** Shows what can be saved of a route, once that part of the page is there. */
  let updateSaveRoute = () => {};
  /** Ends the keeping of the incidents entered by hand, once their part of the page is there. */
  let forgetOwn = () => {};
  const filters = createFilters(root, store);
  createTimeline(root, store, signal);
  createMoreFilters(root, store, { announce, notFetched });
  createSheet(root, store, signal);
  const fetchIncidents = (/** @type {number[]} */ rows) =>
    state().loaded?.snapshot.incidents(rows) ?? Promise.resolve([]);
  const record = createRecord(root, {
    fetch: fetchIncidents,
    originOf({ origin }) {
      const { origins = [] } = summary() ?? {};
      return origins.length > 1 ? origins[origin].name : "";
    },
    layoutOf({ origin }) {
      const { sources = [], whole, snapshot } = state().loaded ?? {};
      // Where a filter leaves sources out, the others have other numbers.
      const name = snapshot?.summary.origins[origin]?.name;
      const number = whole?.summary.origins.findIndex((one) => one.name === name) ?? 0;
      return (sources[number] ?? sources[0])?.snapshot.summary.layout ?? "";
    },
    mark: incidentLayers.setPicked,
    keepClear(place, card) {
      // On a small screen nothing of the map would be seen behind the whole sheet.
      if (state().sheet === "full") store.update({ type: "setSheet", sheet: "answer" });
      keepClear(map, place, card);
    },
    showError: (error) => showError(words.messages.recordFailed, errorMessage(error)),
  });
  const frames = createFrameGate(map);
  const fitting = createFitting(root, store, signal);
  const isHeld = watchHeld(root, signal, () => results.settle());
  const whenSettled = afterDrags(isHeld, signal);
  const results = createResults(root, store, {
    ...{ towns: basemap.towns, frames, announce, isHeld },
    ...{ showIncident: (/** @type {number} */ row) => showIncidents([row]), showIncidents },
    flyTo(at) {
      store.update({ type: "setSheet", sheet: "answer" });
      flyTo(map, at);
    },
    showSegment,
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
  const siteBrief = createSiteBriefEntry(root, store, { ...briefed, notFetched });
  createShareEntry(root, store, { announce, notFetched });
  const movementPanel = createMovementPanel(root, {
    setMovement: (id, movement) =>
      store.update({ type: "setShapeMovement", id, movement, step: `movement of ${id}` }),
    schedule: async () => (await rest()).brief.schedule(),
    openBrief,
  });
  createHeader(root, store, { openBrief, openSiteBrief: siteBrief.open, signal });
  const sources = createSources(store, {
    data,
    showError: (error) => showError(words.sources.notCombined, errorMessage(error)),
    tellAside: (error) =>
      messages.showNote(words.moreFilters.title, words.moreFilters.aside(errorMessage(error))),
  });
  const suspicions = createSuspicions(store);
  const picker = createPlacePicker(map, {
    ...{ root, signal },
    showHint(isPicking) {
      if (isPicking) drawing.chooseTool(null);
      showToolHint(root, isPicking ? words.own.pickHint : "");
      // Where the form is in a sheet over the map, it makes room, and comes back.
      store.update({ type: "setSheet", sheet: isPicking ? "strip" : "full" });
    },
  });
  /** Whether the map stands where it was said to, before anything else is opened. */
  let isPlaced = part?.view !== undefined;
  const loader = createLoader(root, {
    ...{ data, basemap, drawing, messages, filters, record, incidentLayers },
    ...{ store, sources, suspicions },
    fit: (box) => isPlaced || fitBox(map, box),
    openWorkspace: (file) => workspace.openFile(file),
    lookAtGround: (file) => ground.look(file),
    lookAtRoads: (file, signal, onProgress) => roads.look(file, signal, onProgress),
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
    incidentLayers.addGroups(parts.createGroupLayer);
    parts.createMapLegend(findHook(root, "map").parentElement ?? root, store, map, incidentLayers);
    parts.createHover(map, {
      ...{ rowsAt: incidentLayers.rowsAt, groupAt: incidentLayers.groupAt, fetch: fetchIncidents },
      isBusy: drawing.isDrawing,
    });
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
    parts.createSearch(root, {
      towns: basemap.towns,
      flyTo: (at) => flyTo(map, at),
      add: addOnce,
    });
    parts.createHelp(root, store, {
      ...{ add: addAndShow, openFile: chooseFile, notFetched, theme, isPart: part !== undefined, signal },
      drawSite: () => startDrawing(map, () => drawing.chooseTool("circle")),
      facts: async () => ({ version: data.version, state: state(), hasMap: hasMap(map) }),
    });
    forgetOwn = ownPanel.stopKeeping;
    updateSaveRoute();
    return { brief };
  }

  const tabs = onDemand(async () => {
    const { createCompareTab, createIncidentsTab } = await import("./tab-parts.js");
    const incidents = createIncidentsTab(root, store, {
      ...{ whenSettled, announce, mark: incidentLayers.setPicked, openRecord: record.open },
      flyTo: (at) => flyTo(map, at),
    });
    const compare = createCompareTab(root, store, {
      ...{ whenSettled, showRecord, showRows: showIncidents, showNote: messages.showNote },
      ...{ showShared: shapeLayers.setShared, showSegment, choose: selectShape },
    });
    return { incidents, compare };
  }, notFetched);

  const tellMissing = (/** @type {unknown} */ error) =>
    showError(words.messages.partMissing, errorMessage(error));

  function openBrief() {
    rest()
      .then(({ brief }) => brief.open())
      .catch(tellMissing);
  }

  let firstShapeAt = Number.POSITIVE_INFINITY;
  function showDrawn() {
    firstShapeAt = Math.min(firstShapeAt, performance.now());
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
    drawing.followHandles();
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

  /** @param {number[]} rows */
  function showIncidents(rows) {
    const columns = state().loaded?.columns;
    const [first] = rows;
    if (!columns || first === undefined) return;
    // On a phone the panel makes room for what is shown on the map.
    store.update({ type: "setSheet", sheet: "strip" });
    flyTo(map, [columns.lon[first], columns.lat[first]]);
    record.open(rows);
  }

  /** @param {import("geobit").Incident} incident @param {string} note */
  function showRecord(incident, note) {
    const { lon, lat } = incident;
    if (lon !== null && lat !== null) flyTo(map, [lon, lat]);
    record.show(incident, note);
  }

  /** @param {GeoJSON.Position[]} line @param {number} lengthKm @param {number} fromKm @param {number} toKm */
  function showSegment(line, lengthKm, fromKm, toKm) {
    store.update({ type: "setSheet", sheet: "answer" });
    fitBox(map, boxAround(alongLine(line, lengthKm)(fromKm, toKm), 5));
  }

  store.subscribe(({ drawn }) => drawn, showDrawn);
  store.subscribe(({ answer }) => answer, showAnswer);
  store.subscribe(
    ({ fit }) => fit,
    (fit) => fit !== "running" && results.refresh(),
  );
  store.subscribe(({ tool }) => tool, results.settle);
  store.subscribe(
    ({ tool }) => tool,
    // Its drawer lies over a part of the map, where something may be drawn now.
    (tool) => tool && record.close(),
  );
  store.subscribe(({ view }) => view, incidentLayers.setView);
  store.subscribe(
    (current) => current.filters,
    (current) => {
      incidentLayers.setFilter(current);
      results.refresh();
    },
  );
  createDrawBar(root, store, drawing);
  ignoreStrayClicks(root, signal);
  connectToolbar(root, store, drawing, signal);
  connectViewChoice(root, store);
  connectTabs(root, store);
  store.subscribe(
    ({ tab }) => tab,
    (tab) => tab !== "summary" && tabs(),
  );
  connectHistory(root, store, drawing, signal);
  const trends = createTrends(store, whenSettled);
  store.subscribe(
    (current) => current.trends,
    (current) => shapesPanel.show(state().drawn.shapes, active(), current),
  );
  connectPicking(map, {
    layers: incidentLayers,
    lookCloser: (bounds) => lookCloser(map, bounds),
    isBusy: (event) => drawing.isDrawing() || picker.takes(event) || drawing.chosenCorner() !== null,
    open(rows) {
      tabs.made().then((made) => made?.incidents.choose(rows));
      return record.open(rows);
    },
  });
  store.subscribe(({ tool }) => tool, picker.stop);
  const news = createNewsEntry(root, store, {
    ...{ map, data, messages, whenSettled, notFetched, signal },
    showRecord,
  });
  const rules = createRulesEntry(root, store, {
    ...{ messages, whenSettled, notFetched },
    showRows: showIncidents,
  });
  const packs = createPacks(root, {
    ...{ data, openPack: loader.openPack, announce, signal },
    sourceOf: (id) => state().loaded?.sources.find(({ pack }) => pack === id),
    showNews: news.compare,
  });
  /** @param {readonly import("./shapes.js").Shape[]} shapes */
  function fitShapes(shapes) {
    const corners = shapes.flatMap(({ geometry }) => positions(geometry));
    fitBox(map, boxAround(corners, Math.max(...shapes.map(({ km }) => km), 1)));
  }
  const workspace = createWorkspaceEntry(root, store, {
    ...{ data, drawing, messages, notFetched, fitShapes, signal },
    asksBeforeLeaving: !part,
    forgetOwn: () => forgetOwn(),
  });
  const ground = createGroundEntry(root, {
    ...{ map, messages, notFetched, signal, openFile: loader.openFile },
    fit: (box) => fitBox(map, box),
  });
  const roads = createRoadsEntry(root, store, {
    ...{ map, data, drawing, messages, towns: basemap.towns, whenSettled, notFetched },
    ...{ openFile: loader.openFile, isPart: part !== undefined },
    fit: (box) => fitBox(map, box),
    show: (places) => places.length > 0 && bringIntoView(map, boxAround([...places], 1)),
  });
  acceptFiles(root, {
    ...{ open: loader.openFile, add: loader.addFile, signal },
    tellOthers(others) {
      const { oneAtATime, notOpened } = words.messages;
      messages.showBeside(oneAtATime, notOpened(others.map(({ name }) => plainText(name))));
    },
  });
  if (part) findHook(root, "packs").hidden = part.catalog === null;
  part?.signal.addEventListener("abort", close);
  if (firstData) await loader.showFirst(read.name, firstData, read.reading);
  part?.signal.throwIfAborted();
  isPlaced = false;
  const drawn = untilDrawn(map);
  Promise.race([drawn, wait(DRAWN_WITHIN_MS)]).then(askForRest);
  // After the incidents that this browser keeps, which come with the rest. What is missing of the rest keeps no drawing back.
  const resumed = rest()
    .catch(() => {})
    .then(() => (part ? undefined : resumeWork(store, drawing)));
  const prepare = prepareRestart(root, store, resumed);
  if (!part) connectLanguageMenu(root, prepare);
  // The pack that was opened last takes the place of the demo data.
  const complete = Promise.all([
    ...[
      rest(),
      resumed,
      first.then(() => refineGround(map)),
      part || packs.start(),
      first.then(ground.start),
    ],
    // Not when the reader opens a file or a part of the page: the page's host would be told that one is opened.
    first.then(data.prepareReading).then(fetchParts),
  ])
    // Last, as its choice of days is one among those of the data. What is kept here has what was drawn before.
    .then(workspace.start);
  complete.catch(tellMissing);
  // A part of another document has no say about its doors.
  if (!part)
    complete
      .then(later)
      .then(({ createWall }) =>
        createWall(root, store, {
          ...{ hasPolicy: data.hasPolicy, firstShapeAt: () => firstShapeAt, announce, signal },
        }),
      )
      .catch(() => {}); // what is missing is told already

  return {
    version: data.version,
    drawn,
    complete,
    ...{ map, store, summary, fitShapes },
    hasPolicy: data.hasPolicy,
    /** Keeps this page in the browser. @param {(kept: import("./offline/index.js").Kept) => void} show */
    keepOffline: async (show) => (await later()).connectOffline(root, prepare, show),
    shapes: () => structuredClone(state().drawn.shapes),
    active: () => structuredClone(active()),
    addShape: drawing.add,
    ...{ addShapes: drawing.addAll, removeShape: drawing.remove, select: selectShape },
    /** Shows incidents instead of all others. @param {unknown} source @param {import("geobit").LoadOptions} options */
    open: (source, options) =>
      loader.openSource(String(options.name ?? ""), (reading) => data.loadFrom(source, options, reading)),
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
        .then(workspace.idle)
        .then(ground.idle)
        .then(roads.idle)
        .then(tabs.made)
        .then((made) => made?.compare.idle()),
    close,
  };

  function close() {
    if (signal.aborted) return;
    lifetime.abort();
    messages.close();
    drawing.close();
    map.remove();
    data.close();
  }
}

/** Returns how what lies at an address is called. @param {string} address */
const nameOfAddress = (address) =>
  plainText(new URL(address, document.baseURI).pathname.split("/").at(-1) ?? "");

/** @param {number} ms */
const wait = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
