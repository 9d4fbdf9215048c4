// The tab Compare: areas side by side, routes side by side, and what is new with the rules. It works only while it is shown, and what
// it shows is always of the shapes as they are: a change makes it ask again, so that there is no button to press twice.
import { h } from "preact";
import { errorCode, errorMessage } from "../data.js";
import { renderInto } from "../dom.js";
import { alongLine } from "../layers/outline.js";
import { newestWins } from "../newest.js";
import { noteEntries } from "../news/note.js";
import { filteredPart } from "../panels/filtered.js";
import { hint, part, StoreContext } from "../panels/parts.js";
import { routesComparison } from "../panels/routes/part.js";
import { LETTERS, shortenNames } from "../panels/routes/sentences.js";
import { findHook } from "../root.js";
import { positions } from "../shapes.js";
import { compare as texts } from "../words/compare.js";
import { words } from "../words/index.js";
import { news as newsTexts } from "../words/news.js";
import { areasOf, askAreas, askRoutes, routesOf } from "./ask.js";
import { sitesTable } from "./sites.js";
import { triage } from "./triage.js";

/** @typedef {import("geobit").GeofenceReport} GeofenceReport */
/** @typedef {import("geobit").RoutesReport} RoutesReport */
/** @typedef {import("./ask.js").Asked} Asked */
/**
 * What one part shows: an answer, a sentence in its place, or nothing yet.
 * @template Answer
 * @typedef {{ asked: readonly Asked[], answer: Answer | null, sentence: string }} Shown
 */

const MAX_ROUTES = LETTERS.length;
/** @type {Shown<any>} */
const NOTHING = { asked: [], answer: null, sentence: "" };

/**
 * @param {HTMLElement} root
 * @param {import("../page-state.js").PageStore} store
 * @param {{
 *   whenSettled: (work: () => void) => () => void,
 *   choose: (id: string) => void,
 *   showShared: (parts: { line: GeoJSON.Position[], km: number }[]) => void,
 *   showSegment: (line: GeoJSON.Position[], lengthKm: number, fromKm: number, toKm: number) => void,
 *   showRecord: (record: import("geobit").Incident, note: string) => void,
 *   showRows: (rows: number[]) => void,
 *   showNote: (title: string, sentence: string) => void,
 * }} page `choose` makes a shape the active one and shows it; `showShared` marks shared road on the map
 */
export function createCompareTab(root, store, page) {
  const panel = findHook(root, "compare-tab");
  /** @type {Shown<GeofenceReport[]>} */
  let sites = NOTHING;
  /** @type {Shown<RoutesReport>} */
  let routes = NOTHING;
  /** What was asked last, so that it is not asked again when the tab is opened again. @type {readonly unknown[]} */
  let inputs = [];
  /** Ends the answer that is no longer wanted. */
  let asking = new AbortController();
  /** @type {import("./triage.js").TriagePage["undoable"]} */
  let undoable = null;

  const isShown = () => store.get().tab === "compare";
  /** What the answers depend on. */
  const inputsNow = () => {
    const { loaded, drawn, filters, fit } = store.get();
    return [loaded, drawn.shapes, filters, fit];
  };
  const isCurrent = () => inputsNow().every((input, i) => input === inputs[i]);

  const refresh = newestWins(async () => {
    if (!isShown()) return;
    if (inputs.length > 0 && isCurrent()) return markShared();
    inputs = inputsNow();
    asking = new AbortController();
    const state = store.get();
    sites = { asked: areasOf(state), answer: null, sentence: "" };
    routes = { asked: routesOf(state), answer: null, sentence: "" };
    render();
    if (!state.loaded) return;
    const { snapshot } = state.loaded;
    const { signal } = asking;
    sites = await answerOf(sites, sites.asked.length > 1, words.geofence.computing, () => {
      const onProgress = (/** @type {{ done: number, total: number }} */ { done, total }) => {
        sites = { ...sites, sentence: words.geofence.compareProgress(done, total) };
        if (isCurrent()) render();
      };
      return askAreas(snapshot, state, sites.asked, { signal, onProgress });
    });
    const isAsked = routes.asked.length > 1 && routes.asked.length <= MAX_ROUTES;
    routes = await answerOf(routes, isAsked, words.geofence.computing, () =>
      askRoutes(snapshot, state, routes.asked, state.independentBelow),
    );
    if (!isCurrent()) return;
    render();
    markShared();
  });

  /**
   * @template Answer
   * @param {Shown<Answer>} shown @param {boolean} isAsked @param {string} sentence meanwhile @param {() => Promise<Answer>} ask
   * @returns {Promise<Shown<Answer>>}
   */
  async function answerOf(shown, isAsked, sentence, ask) {
    if (!isAsked || !isCurrent()) return shown;
    Object.assign(shown, { sentence });
    render();
    try {
      return { ...shown, answer: await ask(), sentence: "" };
    } catch (error) {
      // The shapes or the data are others by now, and are asked about next.
      if (errorCode(error) === "closed" || errorCode(error) === "aborted") return shown;
      return { ...shown, sentence: words.geofence.notAnswered(errorMessage(error)) };
    }
  }

  /** @param {number} route */
  const lineOf = (route) => positions(routes.asked[route].feature.geometry);

  function markShared() {
    const { answer } = routes;
    if (!answer || !isShown()) return;
    page.showShared(
      answer.pairs.flatMap(({ a, shared }) => {
        const cut = alongLine(lineOf(a), answer.routes[a].lengthKm);
        const km = Number(answer.routes[a].method.corridorKm);
        return shared.a.map(({ fromKm, toKm }) => ({ line: cut(fromKm, toKm), km }));
      }),
    );
  }

  function render() {
    if (!isShown()) return;
    const state = store.get();
    renderInto(
      panel,
      h(
        StoreContext.Provider,
        { value: store },
        filteredPart(state.matching),
        part(texts.sitesTitle, sitesPart()),
        part(words.routes.title, h("div", { "data-compare": "routes" }, routesPart())),
        part(texts.triageTitle, triage(state, triagePage())),
      ),
    );
  }

  function sitesPart() {
    const { asked, answer, sentence } = sites;
    if (asked.length < 2) return hint(texts.oneSite);
    if (!answer) return h("p", { class: "hint", role: "status" }, sentence);
    const areas = answer.map((report, i) => ({ ...asked[i], report }));
    return sitesTable(areas, store.get().loaded?.snapshot.summary.from ?? "", page.choose);
  }

  function routesPart() {
    const { asked, answer, sentence } = routes;
    if (asked.length < 2) return hint(texts.oneRoute);
    if (asked.length > MAX_ROUTES) return h("p", null, words.routes.tooMany(asked.length, MAX_ROUTES));
    if (!answer) return h("p", { class: "hint", role: "status" }, sentence);
    const { activeId } = store.get().drawn;
    return routesComparison(answer, {
      names: shortenNames(asked.map(({ name }) => name)),
      active: asked.findIndex(({ id }) => id === activeId),
      below: () => store.get().independentBelow,
      setBelow: (below) => store.update({ type: "setIndependentBelow", below }),
      compare(below) {
        const { loaded } = store.get();
        if (!loaded) throw new Error(words.results.nothingLoaded);
        return askRoutes(loaded.snapshot, store.get(), asked, below);
      },
      showPart: (route, lengthKm, { fromKm, toKm }) =>
        page.showSegment(lineOf(route), lengthKm, fromKm, toKm),
    });
  }

  /** @returns {import("./triage.js").TriagePage} */
  const triagePage = () => ({
    items: {
      show: ({ what, record }) =>
        page.showRecord(record, what === "withdrawn" ? newsTexts.withdrawnRecord : ""),
      note(keys, note) {
        undoable = note && { keys, note };
        if (!noteEntries(store, keys, note)) page.showNote(newsTexts.notKept, "");
      },
    },
    openNews: () => openDetails("news"),
    openRules: () => openDetails("rules"),
    showRows: page.showRows,
    undoable,
    undo() {
      const { keys } = /** @type {NonNullable<typeof undoable>} */ (undoable);
      undoable = null;
      noteEntries(store, keys, null);
      render();
    },
  });

  /** @param {string} hook */
  function openDetails(hook) {
    const details = /** @type {HTMLDetailsElement} */ (findHook(root, hook));
    details.open = true;
    details.querySelector("summary")?.focus();
    details.scrollIntoView({ block: "nearest" });
  }

  const later = page.whenSettled(refresh);
  function outdate() {
    if (isCurrent()) return;
    asking.abort();
    // The numbers are of the shapes as they were.
    if (isShown() && inputs.length > 0) {
      [sites, routes] = [
        { ...sites, answer: null },
        { ...routes, answer: null },
      ];
      render();
      page.showShared([]);
    }
    later();
  }
  for (const select of /** @type {((state: import("../page-state.js").PageState) => unknown)[]} */ ([
    ({ drawn }) => drawn.shapes,
    ({ loaded }) => loaded,
    ({ filters }) => filters,
    ({ fit }) => fit,
  ]))
    store.subscribe(select, outdate);
  store.subscribe(
    ({ tab }) => tab,
    (tab, before) => {
      if (before === "compare") page.showShared([]);
      if (tab !== "compare") return;
      render();
      refresh();
    },
  );
  for (const select of /** @type {((state: import("../page-state.js").PageState) => unknown)[]} */ ([
    ({ news }) => news,
    ({ noted }) => noted,
    ({ rules }) => rules,
    ({ alerts }) => alerts,
    ({ drawn }) => drawn.activeId,
  ]))
    store.subscribe(select, render);
  // Where the active shape is another one, its answer takes the marks of the map.
  store.subscribe(({ answer }) => answer, markShared);
  render();
  refresh();
  return { idle: refresh.idle };
}
