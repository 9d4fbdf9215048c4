// What the page knows, in one store: what is drawn, chosen, loaded and answered. Modules read it and send changes; the page
// and its modules subscribe to what they show.
import { isDay } from "./format.js";
import { EVERYTHING, FIRST_VIEW } from "./incidents-table/view.js";
import { kinds } from "./kinds.js";
import { FIRST_REGION } from "./region/view.js";
import { createStore } from "./store.js";

/** @typedef {import("./shapes.js").Shape} Shape */
/** @typedef {import("./shapes.js").ShapeKind} ShapeKind */
/** @typedef {import("./data.js").Loaded} Loaded */
/** @typedef {import("./results.js").Answer} Answer */
/** @typedef {"points" | "clusters" | "heat"} View */
/** What is shown of the result. @typedef {"summary" | "incidents" | "compare" | "region" | "roads"} Tab */
/**
 * @typedef {object} Filters Days are numbers since 1970-01-01.
 * @property {number} firstDay of the data
 * @property {number} lastDay of the data
 * @property {number} fromDay of the chosen range
 * @property {number} toDay of the chosen range
 * @property {readonly string[]} presentKinds the kinds that the data hold
 * @property {ReadonlySet<string>} kinds the chosen ones
 */
/**
 * @typedef {object} PageState
 * @property {{ shapes: readonly Shape[], activeId: string | null }} drawn
 * @property {"strip" | "answer" | "full"} sheet how far the panel is open where it is a sheet over the map, as on a phone
 * @property {boolean} playing whether the days play by themselves
 * @property {ShapeKind | null} tool the drawing tool, or `null` for moving and editing
 * @property {Filters} filters
 * @property {import("./more-filters/matching.js").Matching | null} matching what more is filtered by
 * @property {import("./more-filters/bound.js").BoundFilter | null} waiting a filter of data that are not open, which counts when they are
 * @property {number} files how many times other files have come: a step of before does not filter them
 * @property {View} view
 * @property {Tab} tab
 * @property {import("./incidents-table/view.js").ListView} list how the incidents of the answer are listed
 * @property {import("./region/view.js").RegionView} region how the region is looked at
 * @property {Loaded | null} loaded
 * @property {"running" | "fitted" | "failed"} fit how far the intensity is fitted to what is loaded
 * @property {readonly import("./own-incidents/incident.js").OwnIncident[]} own the incidents entered by hand
 * @property {import("./sources/decisions.js").Decisions} decisions on suspected duplicates
 * @property {import("./sources/suspicions.js").Suspicions | null} suspicions what was found among the sources; `null` before
 * @property {Answer | null} answer the one that is shown
 * @property {import("./trends.js").Trends} trends what is recorded of late at each shape, as far as it is known
 * @property {ReadonlySet<string>} openDisclosures keys of what the reader has opened in reports
 * @property {import("./news/compare.js").News | null} news what changed since an older version of what is loaded
 * @property {import("./news/kept.js").Noted} noted which of that was acknowledged or ignored
 * @property {readonly import("./rules/rule.js").SiteRule[]} rules about drawn shapes
 * @property {import("./rules/rule.js").Alerts | null} alerts what they said when they were last looked at
 * @property {{ network: import("geobit").RoadNetwork, isDemo: boolean, pack?: string } | null} roads the network that is loaded; `pack` is the id of the pack that it is
 * @property {number | undefined} independentBelow the expectation on one trip that was last typed in the comparison of routes
 */
/**
 * @typedef {{ step?: string, isStart?: boolean, isQuiet?: boolean } & (
 *   | { type: "addShape", shape: Shape }
 *   | { type: "reshape", id: string, geometry: Shape["geometry"], km?: number, long?: boolean }
 *   | { type: "removeShape", id: string }
 *   | { type: "replaceShapes", shapes: readonly Shape[], activeId: string | null }
 *   | { type: "renameShape", id: string, name: string }
 *   | { type: "setShapeColour", id: string, colour: import("./colours.js").Colour }
 *   | { type: "setTrends", trends: PageState["trends"] }
 *   | { type: "activateShape", id: string }
 *   | { type: "setShapeKm", id: string, km: number }
 *   | { type: "setShapeMovement", id: string, movement: import("./brief/movement.js").Movement }
 *   | { type: "setShapePlan", id: string, plan: import("./brief/plan.js").Plan }
 *   | { type: "setShapeBar", id: string, bar: import("./bars.js").Bar | undefined }
 *   | { type: "setShapeEvacuation", id: string, evacuation: import("./bars.js").Evacuation }
 *   | { type: "chooseTool", tool: ShapeKind | null }
 *   | { type: "resetFilters", firstDay: number, lastDay: number, presentKinds: string[] }
 *   | { type: "extendFilters", firstDay: number, lastDay: number, presentKinds: string[] }
 *   | { type: "chooseDays", fromDay: number, toDay: number }
 *   | { type: "chooseKind", kind: string, chosen: boolean }
 *   | { type: "chooseKinds", kinds: readonly string[] }
 *   | { type: "setMatching", matching: PageState["matching"] }
 *   | { type: "setWaiting", waiting: PageState["waiting"] }
 *   | { type: "followFiles", matching: PageState["matching"], waiting: PageState["waiting"], isQuiet: true }
 *   | { type: "setSheet", sheet: PageState["sheet"] }
 *   | { type: "setShapeKind", id: string, kind: ShapeKind }
 *   | { type: "setPlaying", isPlaying: boolean }
 *   | { type: "chooseView", view: View }
 *   | { type: "chooseTab", tab: Tab }
 *   | { type: "setList", list: Partial<PageState["list"]> }
 *   | { type: "filterList", filter: Partial<PageState["list"]["filter"]> }
 *   | { type: "listOnly", filter: Partial<PageState["list"]["filter"]> }
 *   | { type: "setRegion", region: Partial<PageState["region"]> }
 *   | { type: "setLoaded", loaded: Loaded }
 *   | { type: "setFit", fit: PageState["fit"] }
 *   | { type: "setOwn", own: PageState["own"] }
 *   | { type: "setDecisions", decisions: PageState["decisions"] }
 *   | { type: "setSuspicions", suspicions: NonNullable<PageState["suspicions"]> }
 *   | { type: "setAnswer", answer: Answer | null }
 *   | { type: "setDisclosure", key: string, open: boolean }
 *   | { type: "setNews", news: PageState["news"] }
 *   | { type: "setNoted", noted: PageState["noted"] }
 *   | { type: "setRules", rules: PageState["rules"] }
 *   | { type: "setAlerts", alerts: PageState["alerts"] }
 *   | { type: "setRoads", roads: PageState["roads"] }
 *   | { type: "setIndependentBelow", below: number | undefined }
 * )} PageChange
 */
/** @typedef {ReturnType<typeof createPageStore>} PageStore */

/** A step may hold the 100,000 corners of a track, so few are kept. */
const UNDO_STEPS = 20;

/** @type {PageState} */
const INITIAL = {
  drawn: { shapes: [], activeId: null },
  tool: null,
  filters: {
    ...{ firstDay: 0, lastDay: 0, fromDay: 0, toDay: 0, presentKinds: [] },
    kinds: new Set(kinds.map(({ name }) => name)),
  },
  matching: null,
  waiting: null,
  files: 0,
  sheet: "answer",
  playing: false,
  view: "points",
  tab: "summary",
  list: FIRST_VIEW,
  region: FIRST_REGION,
  loaded: null,
  fit: "running",
  own: [],
  decisions: new Map(),
  suspicions: null,
  answer: null,
  trends: new Map(),
  openDisclosures: new Set(),
  news: null,
  noted: new Map(),
  rules: [],
  alerts: null,
  roads: null,
  independentBelow: undefined,
};

/** What can be undone: what is drawn, and what more is filtered by. @typedef {Pick<PageState, "matching" | "waiting" | "files"> & { shapes: readonly Shape[] }} Undoable */

/** Creates the store of one page, in which changes of the shapes and of the filter can be undone. */
export const createPageStore = () =>
  createStore({
    initial: INITIAL,
    reduce,
    undoable: { select: createSelect(), restore, isSame },
    limit: UNDO_STEPS,
  });

/** Returns a function that gives the same for a state in which nothing of it has changed. @returns {(state: PageState) => Undoable} */
function createSelect() {
  /** @type {Undoable} */
  let last = { shapes: INITIAL.drawn.shapes, matching: null, waiting: null, files: INITIAL.files };
  return ({ drawn: { shapes }, matching, waiting, files }) => {
    const isSameFilter = matching === last.matching && waiting === last.waiting && files === last.files;
    if (!isSameFilter || shapes !== last.shapes) last = { shapes, matching, waiting, files };
    return last;
  };
}

/** @param {PageState} state @param {Undoable} part @returns {PageState} */
const restore = (state, { shapes, matching, waiting, files }) => ({
  ...{ ...state, drawn: { ...state.drawn, shapes } },
  ...(files === state.files && { matching, waiting }),
});

/** @param {Undoable} a @param {Undoable} b */
const isSame = (a, b) =>
  a.matching === b.matching &&
  a.waiting === b.waiting &&
  a.shapes.length === b.shapes.length &&
  a.shapes.every((shape, i) => shape === b.shapes[i]);

/** Whether what is shown of the result needs no shape. @param {PageState} state */
export const needsNoShape = ({ tab }) => tab === "region" || tab === "roads";

/** @param {PageState} state */
export const activeShape = ({ drawn: { shapes, activeId } }) =>
  shapes.find(({ id }) => id === activeId) ?? null;

/** @param {PageState} state @param {PageChange} change @returns {PageState} */
export function reduce(state, change) {
  switch (change.type) {
    case "addShape":
      return withDrawn(state, [...state.drawn.shapes, change.shape], change.shape.id);
    case "reshape": {
      const { id, geometry, km, long } = change;
      return withShape(state, id, (shape) => ({
        ...{ ...shape, geometry, km: km ?? shape.km },
        ...(long !== undefined && { long }),
      }));
    }
    case "removeShape": {
      const shapes = state.drawn.shapes.filter(({ id }) => id !== change.id);
      if (shapes.length === state.drawn.shapes.length) return state;
      const { activeId } = state.drawn;
      return withDrawn(state, shapes, activeId === change.id ? (shapes.at(-1)?.id ?? null) : activeId);
    }
    case "replaceShapes":
      return withDrawn(state, change.shapes, change.activeId);
    case "renameShape":
      return withShape(state, change.id, (shape) =>
        shape.name === change.name ? shape : { ...shape, name: change.name },
      );
    case "setShapeColour":
      return withShape(state, change.id, (shape) =>
        shape.colour === change.colour ? shape : { ...shape, colour: change.colour },
      );
    case "activateShape":
      return withDrawn(state, state.drawn.shapes, change.id);
    case "setShapeKm":
      return withShape(state, change.id, (shape) =>
        shape.km === change.km ? shape : { ...shape, km: change.km },
      );
    case "setShapeMovement":
      return withShape(state, change.id, (shape) => ({ ...shape, movement: change.movement }));
    case "setShapePlan":
      return withShape(state, change.id, (shape) => ({ ...shape, plan: change.plan }));
    case "setShapeBar":
      return withShape(state, change.id, (shape) => ({ ...shape, bar: withLastDay(change.bar, shape.bar) }));
    case "setShapeEvacuation":
      return withShape(state, change.id, (shape) => ({ ...shape, evacuation: change.evacuation }));
    case "chooseTool":
      return state.tool === change.tool ? state : { ...state, tool: change.tool };
    case "resetFilters": {
      const { firstDay, lastDay, presentKinds } = change;
      const range = { firstDay, lastDay, fromDay: firstDay, toDay: lastDay };
      return { ...state, filters: { ...range, presentKinds, kinds: new Set(presentKinds) } };
    }
    case "extendFilters":
      return { ...state, filters: extended(state.filters, change) };
    case "chooseDays":
      return { ...state, filters: withDays(state.filters, change.fromDay, change.toDay) };
    case "chooseKind":
      return {
        ...state,
        filters: { ...state.filters, kinds: withMember(state.filters.kinds, change.kind, change.chosen) },
      };
    case "chooseKinds":
      return { ...state, filters: { ...state.filters, kinds: new Set(change.kinds) } };
    case "setMatching":
      return withFilter(state, change.matching, null);
    case "setWaiting":
      return withFilter(state, null, change.waiting);
    case "followFiles":
      return { ...withFilter(state, change.matching, change.waiting), files: state.files + 1 };
    case "setSheet":
      return state.sheet === change.sheet ? state : { ...state, sheet: change.sheet };
    case "setShapeKind":
      return withShape(state, change.id, (shape) =>
        shape.kind === change.kind ? shape : { ...shape, kind: change.kind },
      );
    case "setPlaying":
      return state.playing === change.isPlaying ? state : { ...state, playing: change.isPlaying };
    case "chooseView":
      return { ...state, view: change.view };
    case "chooseTab":
      return state.tab === change.tab ? state : { ...state, tab: change.tab };
    case "setList":
      return { ...state, list: { ...state.list, ...change.list } };
    case "filterList":
      return { ...state, list: { ...state.list, filter: { ...state.list.filter, ...change.filter } } };
    case "listOnly":
      return {
        ...{ ...state, tab: "incidents" },
        list: { ...state.list, filter: { ...EVERYTHING, ...change.filter } },
      };
    case "setRegion":
      return { ...state, region: { ...state.region, ...change.region } };
    case "setLoaded":
      return withLoaded(state, change.loaded);
    case "setFit":
      return { ...state, fit: change.fit };
    case "setOwn":
      return { ...state, own: change.own };
    case "setDecisions":
      return state.decisions === change.decisions ? state : { ...state, decisions: change.decisions };
    case "setSuspicions":
      return { ...state, suspicions: change.suspicions };
    case "setAnswer":
      return state.answer === change.answer ? state : { ...state, answer: change.answer };
    case "setTrends":
      return { ...state, trends: change.trends };
    case "setDisclosure":
      return { ...state, openDisclosures: withMember(state.openDisclosures, change.key, change.open) };
    case "setNews":
      return state.news === change.news ? state : { ...state, news: change.news };
    case "setNoted":
      return { ...state, noted: change.noted };
    case "setRules":
      return { ...state, rules: change.rules };
    case "setAlerts":
      return { ...state, alerts: change.alerts };
    case "setRoads":
      return { ...state, roads: change.roads };
    case "setIndependentBelow":
      return { ...state, independentBelow: change.below };
  }
}

/** What was found among other sources, or is new in one that is gone, says nothing of these. @param {PageState} state @param {Loaded} loaded @returns {PageState} */
const withLoaded = (state, loaded) => ({
  ...{ ...state, loaded, fit: "running", list: { ...state.list, selected: null } },
  suspicions: state.loaded?.sources === loaded.sources ? state.suspicions : null,
  news: loaded.sources.some(({ key }) => key === state.news?.source) ? state.news : null,
});

/** @param {PageState} state @param {readonly Shape[]} shapes @param {string | null} activeId @returns {PageState} */
function withDrawn(state, shapes, activeId) {
  const { drawn } = state;
  return shapes === drawn.shapes && activeId === drawn.activeId
    ? state
    : { ...state, drawn: { shapes, activeId } };
}

/** @param {PageState} state @param {PageState["matching"]} matching @param {PageState["waiting"]} waiting @returns {PageState} */
const withFilter = (state, matching, waiting) =>
  matching === state.matching && waiting === state.waiting ? state : { ...state, matching, waiting };

/** @param {PageState} state @param {string} id @param {(shape: Shape) => Shape} change @returns {PageState} */
function withShape(state, id, change) {
  const { shapes, activeId } = state.drawn;
  const index = shapes.findIndex((shape) => shape.id === id);
  if (index < 0) return state;
  const changed = change(shapes[index]);
  return changed === shapes[index] ? state : withDrawn(state, shapes.with(index, changed), activeId);
}

/** Keeps a range within the data, and its ends in their order. @param {Filters} filters @param {number} from @param {number} to @returns {Filters} */
function withDays(filters, from, to) {
  const clamp = (/** @type {number} */ day) => Math.min(filters.lastDay, Math.max(filters.firstDay, day));
  return { ...filters, fromDay: clamp(Math.min(from, to)), toDay: clamp(Math.max(from, to)) };
}

/**
 * Follows data that have become more or less: what was narrowed stays so, and what was not takes in what is new.
 * @param {Filters} filters @param {{ firstDay: number, lastDay: number, presentKinds: string[] }} data @returns {Filters}
 */
function extended(filters, { firstDay, lastDay, presentKinds }) {
  const isNew = (/** @type {string} */ kind) => !filters.presentKinds.includes(kind);
  const kinds = new Set(presentKinds.filter((kind) => isNew(kind) || filters.kinds.has(kind)));
  const from = filters.fromDay === filters.firstDay ? firstDay : filters.fromDay;
  const to = filters.toDay === filters.lastDay ? lastDay : filters.toDay;
  return withDays({ ...filters, firstDay, lastDay, presentKinds, kinds }, from, to);
}

/** Leaves the last day of a bar as it was where the new one is none, which no file could hold. @param {Shape["bar"]} bar @param {Shape["bar"]} before */
const withLastDay = (bar, before) =>
  bar && bar.until !== "" && !isDay(bar.until) ? { ...bar, until: before?.until ?? "" } : bar;

/** @param {ReadonlySet<string>} set @param {string} member @param {boolean} included */
function withMember(set, member, included) {
  const next = new Set(set);
  if (included) next.add(member);
  else next.delete(member);
  return next;
}
