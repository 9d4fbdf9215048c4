// Asks the engine about the active shape whenever something changed, and shows the answer beside the map.
import { h } from "preact";
import { asking, forecastOptions } from "./asking.js";
import { errorCode, errorMessage } from "./data.js";
import { el, renderInto, setHidden, setText } from "./dom.js";
import { filterOptions } from "./filters.js";
import { alongLine, nearestTown } from "./layers/outline.js";
import { newestWins } from "./newest.js";
import { activeShape, needsNoShape } from "./page-state.js";
import { isCovered } from "./panels/coverage.js";
import { geofencePanel } from "./panels/geofence.js";
import { StoreContext } from "./panels/parts.js";
import { routePanel } from "./panels/route.js";
import { findHook } from "./root.js";
import { positions, questionFor, shapeKinds } from "./shapes.js";
import { reportTiming } from "./timing.js";
import { words } from "./words/index.js";

/** @typedef {import("geobit").GeofenceReport} GeofenceReport */
/** @typedef {import("geobit").RouteReport} RouteReport */
/** @typedef {import("./shapes.js").Shape} Shape */
/**
 * @typedef {{ shapeId: string, question: import("./shapes.js").Question, options: object,
 *   geofence?: GeofenceReport, route?: RouteReport }} Answer
 */

/**
 * @param {HTMLElement} root
 * @param {import("./page-state.js").PageStore} store
 * @param {{
 *   towns: import("./basemap.js").Town[],
 *   frames: { hold: () => void, release: () => void },
 *   showIncident: (row: number) => void,
 *   showIncidents: (rows: number[]) => void,
 *   flyTo: (at: [number, number]) => void,
 *   showSegment: (line: GeoJSON.Position[], lengthKm: number, fromKm: number, toKm: number) => void,
 *   announce: (sentence: string) => void,
 *   isHeld: () => boolean,
 * }} page `isHeld` tells whether something may be being dragged
 */
export function createResults(root, store, page) {
  const section = findHook(root, "results");
  const title = findHook(root, "result-title");
  const body = findHook(root, "result-body");
  const problem = findHook(root, "problem");
  /** @param {Answer | null} answer */
  const setAnswer = (answer) => store.update({ type: "setAnswer", answer });
  /** @param {import("./panels/parts.js").Child[]} content */
  const renderBody = (content) => renderInto(body, h(StoreContext.Provider, { value: store }, ...content));
  /** The shape whose answer is beside the map, even if it is an old one. @type {string | null} */
  let shownId = null;
  /** Whether the last question left out what takes too long in a drag. */
  let wasQuick = false;
  const isCurrent = (/** @type {import("./data.js").Loaded} */ loaded) => loaded === store.get().loaded;

  const refresh = newestWins(async () => {
    const shape = activeShape(store.get());
    const { loaded, filters } = store.get();
    const question = shape && questionFor(shape);
    if (!shape || !loaded) return clear();
    setText(title, shape.name);
    setHidden(section, false);
    if (shownId !== shape.id) {
      shownId = null;
      renderBody([]);
      setAnswer(null);
    }
    if (!question) return showHint(shapeKinds[shape.kind].howTo);
    const range = filterOptions(filters);
    if (range.kinds?.length === 0) return showProblem(words.results.noKinds);
    // What is drawn with a tool moves with the pointer, too.
    wasQuick = page.isHeld() || store.get().tool !== null;
    const options = {
      ...{ ...question.options, ...range, ...asking() },
      ...forecastOptions(store.get(), wasQuick),
    };
    try {
      const { snapshot } = loaded;
      const start = performance.now();
      page.frames.hold();
      const report = await /** @type {any} */ (snapshot)[question.method](question.feature, options);
      reportTiming("engine", start);
      if (!isCurrent(loaded)) return;
      showAnswer(
        { shapeId: shape.id, question, options, [question.method]: report },
        snapshot.summary,
        range,
      );
      // Here as well as below: giving the map its shape is a part of the step that is timed.
      page.frames.release();
      reportTiming("answer", start);
    } catch (error) {
      // The snapshot was replaced meanwhile; the next run asks the new one.
      if (!isCurrent(loaded) || errorCode(error) === "closed") return;
      showProblem(errorMessage(error));
    } finally {
      page.frames.release();
    }
  });

  /** @param {Answer} answer @param {import("geobit").Summary} summary @param {{ from?: string, to?: string }} range */
  function showAnswer(answer, summary, range) {
    const { geofence, route } = answer;
    const start = performance.now();
    if (geofence) {
      renderBody(geofencePanel(geofence, geofencePage(answer, summary, range)));
      page.announce(announceGeofence(geofence));
    } else if (route) {
      renderBody(routePanel(route, routePage(answer, route, summary, range)));
      page.announce(announceRoute(route));
    }
    shownId = answer.shapeId;
    setHidden(problem, true);
    setHidden(body, false);
    reportTiming("panel", start);
    setAnswer(answer);
  }

  const pointing = () => ({
    days: store.get().loaded?.columns.day ?? new Int32Array(),
    recordFrom: store.get().loaded?.snapshot.summary.from ?? "",
    matching: store.get().loaded?.matching ?? null,
    showIncidents: page.showIncidents,
  });

  /** @param {Answer} answer @param {import("geobit").Summary} summary @param {{ from?: string, to?: string }} range */
  function geofencePage(answer, summary, range) {
    // The engine measures distances from the geometry as drawn, before its radius.
    const from = words.results.measuredFrom[answer.question.feature.geometry.type];
    const { showIncident } = page;
    return { from, summary, range, showIncident, pointing: pointing(), ask: askMore(answer) };
  }

  /** @param {Answer} answer @param {RouteReport} route @param {import("geobit").Summary} summary @param {{ from?: string, to?: string }} range */
  function routePage({ question }, route, summary, range) {
    const line = positions(/** @type {GeoJSON.LineString} */ (question.feature.geometry));
    const stretchOf = alongLine(line, route.lengthKm);
    return {
      ...{ summary, range, flyTo: page.flyTo, pointing: pointing() },
      townNear: (/** @type {[number, number]} */ at) => nearestTown(page.towns, at),
      showSegment: (/** @type {import("geobit").SharedPart} */ { fromKm, toKm }) =>
        page.showSegment(line, route.lengthKm, fromKm, toKm),
      middleOf: (/** @type {import("geobit").SharedPart} */ { fromKm, toKm }) => {
        const [at] = stretchOf((fromKm + toKm) / 2, toKm);
        return /** @type {[number, number]} */ (at);
      },
    };
  }

  /** Returns what the button below an area's answer asks. @param {Answer} answer @returns {import("./panels/more.js").Ask} */
  const askMore = ({ question, options }) => ({
    repeats: async () =>
      snapshot().geofence(/** @type {any} */ (question.feature), {
        ...options,
        hindcast: false,
        repeat: true,
      }),
  });

  function snapshot() {
    const { loaded } = store.get();
    if (!loaded) throw new Error(words.results.nothingLoaded);
    return loaded.snapshot;
  }

  /**
   * The last answer is hidden: it was of the shape as it was before, and no number of it stands under "cannot be answered yet". What
   * was open in it is open again in the next one.
   * @param {string} sentence
   */
  function showProblem(sentence) {
    setAnswer(null);
    problem.replaceChildren(el("strong", {}, words.results.notYet), sentence);
    problem.className = "problem";
    problem.hidden = false;
    setHidden(body, true);
  }

  /** @param {string} sentence */
  function showHint(sentence) {
    problem.replaceChildren(sentence);
    problem.className = "problem soft";
    problem.hidden = false;
  }

  /** Without a shape there is no answer; the region and roads need none. */
  function clear() {
    setText(title, titleWithout(store.get()));
    setHidden(section, !needsNoShape(store.get()));
    problem.hidden = true;
    shownId = null;
    renderBody([]);
    setAnswer(null);
  }

  store.subscribe(
    ({ tab }) => tab,
    () => {
      if (activeShape(store.get())) return;
      setText(title, titleWithout(store.get()));
      setHidden(section, !needsNoShape(store.get()));
    },
  );

  return {
    refresh,
    /** Asks all there is to ask, if the last question left something out. */
    settle() {
      if (wasQuick) refresh();
    },
  };
}

/** @param {import("./page-state.js").PageState} state */
const titleWithout = ({ tab }) => (tab === "roads" ? words.markup.tabRoads : words.region.title);

/** @param {GeofenceReport} report */
function announceGeofence(report) {
  const { counts, coverage, verdictText } = report;
  if (!isCovered(report)) return coverage.words;
  return counts.certain + counts.possible === 0
    ? words.results.announceEmptyArea
    : words.results.announceArea(verdictText, counts);
}

/** @param {RouteReport} report */
const announceRoute = (report) =>
  isCovered(report)
    ? words.results.announceRoute(report.rows.length, report.encounter)
    : report.coverage.words;
