// Puts a page together below a root: a map to draw on, and beside it what the package `geobit` answers. All analysis happens
// in the package.
import { asking, intensityOf } from "./asking.js";
import { errorMessage } from "./data.js";
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
import { createIncidentLayers } from "./layers/incidents.js";
import { createNameLabels } from "./layers/names.js";
import { boxAround } from "./layers/outline.js";
import { createShapeLayers } from "./layers/shapes.js";
import { createLoader } from "./loader.js";
import { bringIntoView, fitBox, flyTo, lookCloser, offerShapes } from "./map.js";
import { followTheme } from "./map-theme.js";
import { createMoreFilters } from "./more-filters/begin.js";
import { copyName } from "./names.js";
import { createNewsEntry } from "./news/begin.js";
import { onDemand } from "./on-demand.js";
import { acceptFiles } from "./open-file.js";
import { createPlacePicker } from "./own-incidents/place-picker.js";
import { completePage } from "./page/completing.js";
import { beginPage } from "./page/first.js";
import { createLooking } from "./page/looking.js";
import { createOnMap } from "./page/on-map.js";
import { createRecords } from "./page/records.js";
import { createRest } from "./page/rest.js";
import { activeShape, createPageStore } from "./page-state.js";
import { filteredSentence } from "./panels/filtered.js";
import { createMovementPanel } from "./panels/movement.js";
import { createShapesPanel } from "./panels/shapes.js";
import { wholeDocument } from "./paper.js";
import { plainText } from "./plain-text.js";
import { createResults } from "./results.js";
import { createRoadsEntry } from "./roads-tab/begin.js";
import { fillMarkup, findHook, makeIdsUnique } from "./root.js";
import { createRulesEntry } from "./rules/begin.js";
import { afterDrags } from "./settled.js";
import { createShareEntry } from "./share/begin.js";
import { createSheet } from "./sheet.js";
import { createSiteBriefEntry } from "./site-brief/begin.js";
import { createSources } from "./sources/sources.js";
import { createSuspicions } from "./sources/suspicions.js";
import { ignoreStrayClicks } from "./stray-clicks.js";
import { connectTabs } from "./tabs.js";
import { documentTheme } from "./theme.js";
import { createTimeline } from "./timeline.js";
import { connectToolbar, connectViewChoice, showToolHint } from "./toolbar.js";
import { createTrends } from "./trends.js";
import { words } from "./words/index.js";
import { createWorkspaceEntry } from "./workspace/begin.js";

/**
 * @typedef {object} Part what is different where the page is a part of another document: it has no address of its own, no demo data
 *   and no service worker, and keeps no work
 * @property {() => Promise<import("geobit").Geobit>} open opens an engine, or lends one that others use as well
 * @property {string | null} source the address of the data that are shown first
 * @property {import("./data.js").CatalogPlace | null} catalog without one, no packs are offered
 * @property {import("./map.js").View} [view]
 * @property {Error} [noMap] why no map can be drawn
 * @property {import("./theme.js").Themes} theme
 * @property {import("./paper.js").Paper} paper which prints this part of the document alone
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
  const begun = await beginPage(root, part, lifetime);
  const { data, basemap, map, messages, firstData } = begun;
  const state = store.get;
  const active = () => activeShape(state());
  const theme = part?.theme ?? documentTheme();
  const paper = part?.paper ?? wholeDocument;
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
  const looking = createLooking(map, store, drawing);
  const chooseFile = () => findHook(root, "open-file").click();
  offerShapes(map, { root, add: looking.addAndShow, openFile: chooseFile });
  const shapesPanel = createShapesPanel(root, {
    add: looking.addAndShow,
    select: looking.selectShape,
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
  const filters = createFilters(root, store);
  createTimeline(root, store, signal);
  createMoreFilters(root, store, { announce, notFetched });
  createSheet(root, store, signal);
  const { record, fetchIncidents, showIncidents, showRecord } = createRecords(root, store, {
    ...{ map, mark: incidentLayers.setPicked, showError },
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
    showSegment: looking.showSegment,
  });
  const onMap = createOnMap(store, {
    ...{ shapeLayers, nameLabels, incidentLayers, drawing },
    beside() {
      movementPanel.refresh();
      rest.updateSaveRoute();
    },
  });
  const briefed = {
    ...{ map, towns: basemap.towns, fitted: fitting.idle, paper },
    range: () => ({ ...range(), ...asking(), ...intensityOf(state()) }),
    ...{ showOnly: onMap.showOnly, restore: onMap.restore },
  };
  const siteBrief = createSiteBriefEntry(root, store, { ...briefed, notFetched });
  createShareEntry(root, store, { announce, notFetched });
  const movementPanel = createMovementPanel(root, {
    setMovement: (id, movement) =>
      store.update({ type: "setShapeMovement", id, movement, step: `movement of ${id}` }),
    schedule: async () => (await rest.get()).brief.schedule(),
    openBrief,
  });
  createHeader(root, store, { openBrief, openSiteBrief: siteBrief.open, paper, signal });
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
    follow: begun.follow,
  });

  const rest = createRest(root, store, {
    ...{ map, basemap, data, messages, drawing, incidentLayers, picker, looking, briefed, fetchIncidents },
    ...{ openFile: chooseFile, notFetched, theme, isPart: part !== undefined, signal },
    packs: () => ({ openPack: loader.openPack, showNews: news.compare }),
  });
  const tabs = onDemand(async () => {
    const { createCompareTab, createIncidentsTab, createRegionTab } = await import("./tab-parts.js");
    const incidents = createIncidentsTab(root, store, {
      ...{ whenSettled, announce, mark: incidentLayers.setPicked, openRecord: record.open },
      flyTo: (at) => flyTo(map, at),
    });
    const compare = createCompareTab(root, store, {
      ...{ whenSettled, showRecord, showRows: showIncidents, showNote: messages.showNote },
      ...{ showShared: shapeLayers.setShared, showSegment: looking.showSegment },
      choose: looking.selectShape,
    });
    const region = createRegionTab(root, store, {
      ...{ map, towns: basemap.towns, whenSettled, showIncidents, fetch: fetchIncidents },
      fit(box) {
        store.update({ type: "setSheet", sheet: "answer" });
        fitBox(map, box);
      },
      bringIntoView: (box) => bringIntoView(map, box),
    });
    return { incidents, compare, region };
  }, notFetched);

  const tellMissing = (/** @type {unknown} */ error) =>
    showError(words.messages.partMissing, errorMessage(error));

  function openBrief() {
    rest
      .get()
      .then(({ brief }) => brief.open())
      .catch(tellMissing);
  }

  let firstShapeAt = Number.POSITIVE_INFINITY;
  function showDrawn() {
    firstShapeAt = Math.min(firstShapeAt, performance.now());
    // First, so that the engine works while this thread does the rest.
    results.refresh();
    frames.prepare(onMap.drawShapes);
    const { shapes } = state().drawn;
    shapesPanel.show(shapes, active(), state().trends);
    movementPanel.show(active());
    rest.updateSaveRoute();
  }

  store.subscribe(({ drawn }) => drawn, showDrawn);
  store.subscribe(({ answer }) => answer, onMap.showAnswer);
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
    ...{ messages, whenSettled, notFetched, signal },
    showRows: showIncidents,
  });
  const workspace = createWorkspaceEntry(root, store, {
    ...{ data, drawing, messages, notFetched, fitShapes: looking.fitShapes, signal },
    asksBeforeLeaving: !part,
    forgetOwn: rest.forgetOwn,
  });
  const ground = createGroundEntry(root, {
    ...{ map, messages, notFetched, signal, openFile: loader.openFile },
    fit: (box) => fitBox(map, box),
  });
  const roads = createRoadsEntry(root, store, {
    ...{ map, data, drawing, messages, towns: basemap.towns, whenSettled, notFetched },
    ...{ openFile: loader.openFile, isPart: part !== undefined, signal },
    fit: (box) => fitBox(map, box),
    show: (places) => places.length > 0 && bringIntoView(map, boxAround([...places], 1), true),
  });
  acceptFiles(root, {
    ...{ open: loader.openFile, add: loader.addFile, signal },
    tellOthers(others) {
      const { oneAtATime, notOpened } = words.messages;
      messages.showBeside(oneAtATime, notOpened(others.map(({ name }) => plainText(name))));
    },
  });
  if (part?.catalog === null)
    for (const one of root.querySelectorAll('[data-hook="packs"], [data-reveal="packs"]'))
      one.toggleAttribute("hidden", true);
  part?.signal.addEventListener("abort", close);
  if (firstData) await loader.showFirst(begun.read().name, firstData, begun.read().reading);
  part?.signal.throwIfAborted();
  isPlaced = false;
  const completed = completePage(root, store, {
    ...{ map, data, drawing, rest, ground, workspace, announce, tellMissing, signal },
    ...{ firstShapeAt: () => firstShapeAt, isPart: part !== undefined },
  });

  return {
    version: data.version,
    ...completed,
    ...{ map, store, summary, fitShapes: looking.fitShapes },
    hasPolicy: data.hasPolicy,
    shapes: () => structuredClone(state().drawn.shapes),
    active: () => structuredClone(active()),
    addShape: drawing.add,
    ...{ addShapes: drawing.addAll, removeShape: drawing.remove, select: looking.selectShape },
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
        .then((made) => made?.compare.idle().then(made.region.idle)),
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
