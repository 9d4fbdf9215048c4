// What is recorded of late at every shape, and whether that is more than before: asked of the engine for all shapes at once, when
// nothing is being dragged.
import { asking } from "./asking.js";
import { errorCode } from "./data.js";
import { newestWins } from "./newest.js";
import { isCovered } from "./panels/coverage.js";
import { questionFor } from "./shapes.js";

/** `null` where the data do not cover the shape. @typedef {{ count: number, days: number, verdict: import("geobit").Change["verdict"] } | null} Trend */
/** By the ids of shapes. @typedef {ReadonlyMap<string, Trend>} Trends */

/** @typedef {import("./shapes.js").Shape} Shape */

/**
 * @param {import("./page-state.js").PageStore} store
 * @param {(work: () => void) => () => void} whenSettled returns a function that does the work once nothing is being dragged
 */
export function createTrends(store, whenSettled) {
  /** What the trends in the store were asked of. @type {{ loaded: object | null, shapes: readonly Shape[] }} */
  let asked = { loaded: null, shapes: [] };

  const refresh = newestWins(async () => {
    const { loaded, drawn } = store.get();
    if (!loaded) return;
    const { shapes } = drawn;
    const known = asked.loaded === loaded && shapes.length === asked.shapes.length;
    if (known && shapes.every((shape, i) => isSamePlace(shape, asked.shapes[i]))) return;
    const areas = shapes.flatMap(areaOf);
    try {
      const trends = new Map(await ask(loaded.snapshot, areas));
      if (loaded !== store.get().loaded) return;
      asked = { loaded, shapes };
      store.update({ type: "setTrends", trends });
    } catch (error) {
      if (errorCode(error) === "closed") return;
      // The answer of the shape itself says what is wrong with it.
      if (store.get().trends.size > 0) store.update({ type: "setTrends", trends: new Map() });
    }
  });
  const later = whenSettled(refresh);
  store.subscribe(({ drawn }) => drawn.shapes, later);
  store.subscribe(({ loaded }) => loaded, later);
  return { idle: refresh.idle };
}

/** A name or a colour changes no count. @param {Shape} a @param {Shape} b */
const isSamePlace = (a, b) => a.id === b.id && a.km === b.km && a.geometry === b.geometry;

/** Returns the area of a shape: of a route, its corridor. @param {Shape} shape @returns {{ id: string, feature: any }[]} */
function areaOf(shape) {
  const question = questionFor(shape.kind === "route" ? { ...shape, kind: "corridor" } : shape);
  return question ? [{ id: shape.id, feature: question.feature }] : [];
}

/**
 * @param {import("geobit").Snapshot} snapshot @param {{ id: string, feature: any }[]} areas
 * @returns {Promise<[string, Trend][]>}
 */
async function ask(snapshot, areas) {
  if (areas.length === 0) return [];
  const features = areas.map(({ feature }) => feature);
  const options = {
    ...asking(),
    intensity: /** @type {const} */ ("fixed"),
    forecast: /** @type {const} */ (false),
  };
  const reports = await snapshot.geofences({ type: "FeatureCollection", features }, options);
  return reports.map((report, i) => [areas[i].id, trendOf(report)]);
}

/** @param {import("geobit").GeofenceReport} report @returns {Trend} */
const trendOf = (report) =>
  isCovered(report)
    ? { count: report.recent.count, days: report.recent.days, verdict: report.change.verdict }
    : null;
