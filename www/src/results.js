// Asks the engine about the active shape whenever something changed, and shows the answer beside the map.
import { codeOf, inWords } from "./data.js";
import { byId, el, hide, show, write } from "./dom.js";
import { expectedCount, expectedIn, recorded, tripsFor, whole } from "./format.js";
import { alongLine, nearestTown } from "./layers/outline.js";
import { newestWins } from "./newest.js";
import { geofencePanel } from "./panels/geofence.js";
import { routePanel } from "./panels/route.js";
import { HEADLINES } from "./panels/verdict.js";
import { positions, question, shapeKinds } from "./shapes.js";
import { timed } from "./timing.js";

/** @typedef {import("geobit").GeofenceReport} GeofenceReport */
/** @typedef {import("geobit").RouteReport} RouteReport */
/**
 * @typedef {{ shapeId: string, question: import("./shapes.js").Question, options: object,
 *   geofence?: GeofenceReport, route?: RouteReport }} Answer
 */

/** What the engine measures distances from: the geometry as drawn, before its radius. @type {Record<string, string>} */
const MEASURED_FROM = { Point: "centre", LineString: "line", Polygon: "area" };

/**
 * @param {{
 *   shape: () => import("./shapes.js").Shape | null,
 *   areas: () => readonly import("./shapes.js").Shape[],
 *   routes: () => readonly import("./shapes.js").Shape[],
 *   loaded: () => import("./data.js").Loaded | null,
 *   filterOptions: () => { from?: string, to?: string, asOf?: string, kinds?: string[] },
 *   towns: import("./basemap.js").Town[],
 *   answered: (answer: Answer | null) => void,
 *   showIncident: (row: number) => void,
 *   fly: (at: [number, number]) => void,
 *   flySegment: (line: GeoJSON.Position[], lengthKm: number, fromKm: number, toKm: number) => void,
 *   frames: { hold: () => void, release: () => void },
 *   showShared: (parts: { line: GeoJSON.Position[], km: number }[]) => void,
 *   announce: (sentence: string) => void,
 * }} page
 */
export function createResults(page) {
  const title = byId("result-title");
  const body = byId("result-body");
  const problem = byId("problem");
  /** @type {Answer | null} */
  let last = null;

  const refresh = newestWins(async () => {
    const shape = page.shape();
    const loaded = page.loaded();
    const asked = shape && question(shape);
    if (!shape || !loaded) return clear();
    write(title, shape.name);
    hide(byId("results"), false);
    if (last?.shapeId !== shape.id) {
      last = null;
      show(body);
      page.answered(null);
    }
    if (!asked) return hint(shapeKinds[shape.kind].draw);
    const range = page.filterOptions();
    if (range.kinds?.length === 0)
      return wrong("No kind of incident is chosen; choose at least one to count.");
    const options = { ...asked.options, ...range };
    try {
      const { snapshot } = loaded;
      const start = performance.now();
      page.frames.hold();
      const report = await /** @type {any} */ (snapshot)[asked.method](asked.feature, options);
      timed("engine", start);
      if (loaded !== page.loaded()) return;
      last = { shapeId: shape.id, question: asked, options, [asked.method]: report };
      tell(last, loaded.snapshot.summary, range);
      // Here and not only below: to give the map the shape is a part of the step that is timed.
      page.frames.release();
      timed("answer", start);
    } catch (error) {
      // A snapshot that was replaced meanwhile: the new one is asked next.
      if (loaded !== page.loaded() || codeOf(error) === "closed") return;
      wrong(inWords(error));
    } finally {
      page.frames.release();
    }
  });

  /** @param {Answer} answer @param {import("geobit").Summary} summary @param {{ from?: string, to?: string }} range */
  function tell(answer, summary, range) {
    const { geofence, route, question: asked } = answer;
    const start = performance.now();
    if (geofence) {
      const measuredFrom = MEASURED_FROM[asked.feature.geometry.type] ?? "area";
      const { showIncident } = page;
      show(
        body,
        ...geofencePanel(geofence, { measuredFrom, summary, range, showIncident, ask: more(answer) }),
      );
      page.announce(spokenGeofence(geofence));
    } else if (route) {
      const line = positions(/** @type {GeoJSON.LineString} */ (asked.feature.geometry));
      const stretch = alongLine(line, route.lengthKm);
      show(
        body,
        ...routePanel(route, {
          ...{ summary, range, fly: page.fly },
          near: (at) => nearestTown(page.towns, at),
          flySegment: ({ fromKm, toKm }) => page.flySegment(line, route.lengthKm, fromKm, toKm),
          midway: ({ fromKm, toKm }) => {
            const [at] = stretch((fromKm + toKm) / 2, toKm);
            return /** @type {[number, number]} */ (at);
          },
          ask: askRoutes(answer, range),
        }),
      );
      const { expected } = route.encounter;
      page.announce(
        `${recorded(route.rows.length)} in the corridor. Encounters expected: ${expectedIn(expected, tripsFor([route.encounter]))}.`,
      );
    }
    hide(problem, true);
    body.classList.remove("stale");
    timed("panel", start);
    page.answered(answer);
  }

  /** What the buttons below an answer ask. @param {Answer} answer @returns {import("./panels/more.js").Ask} */
  function more({ question: asked, options }) {
    const areas = page.areas().flatMap((shape) => {
      const one = question(shape);
      return one ? [{ name: shape.name, feature: one.feature }] : [];
    });
    return {
      areas: areas.length,
      repeats: async () =>
        snapshot().geofence(/** @type {any} */ (asked.feature), { ...options, repeat: true }),
      async compare(progress) {
        const features = /** @type {any[]} */ (areas.map(({ feature }) => feature));
        const onProgress = (/** @type {{ done: number, total: number }} */ { done, total }) =>
          progress(done, total);
        const reports = await snapshot().geofences(
          { type: "FeatureCollection", features },
          { ...options, onProgress },
        );
        return reports.map((report, i) => ({ name: areas[i].name, report }));
      },
    };
  }

  /** What compares all routes that are drawn, each as it is asked by itself. @param {Answer} answer @param {object} range @returns {import("./panels/routes/part.js").AskRoutes} */
  function askRoutes({ shapeId }, range) {
    const routes = page.routes().flatMap(({ id, name, ...shape }) => {
      const one = question({ id, name, ...shape });
      return one ? [{ id, name, ...one }] : [];
    });
    const features = /** @type {any[]} */ (routes.map(({ feature }) => feature));
    const each = routes.map(({ options }) => options);
    const lineOf = (/** @type {number} */ route) => positions(features[route].geometry);
    return {
      names: routes.map(({ name }) => name),
      active: routes.findIndex(({ id }) => id === shapeId),
      compare: async (below) =>
        snapshot().routes(
          { type: "FeatureCollection", features },
          { ...range, each, ...(below !== undefined && { below }) },
        ),
      fly: (route, lengthKm, { fromKm, toKm }) => page.flySegment(lineOf(route), lengthKm, fromKm, toKm),
      markShared: (report) =>
        page.showShared(
          report.pairs.flatMap(({ a, shared }) => {
            const cut = alongLine(lineOf(a), report.routes[a].lengthKm);
            const km = Number(report.routes[a].method.corridorKm);
            return shared.a.map(({ fromKm, toKm }) => ({ line: cut(fromKm, toKm), km }));
          }),
        ),
    };
  }

  function snapshot() {
    const loaded = page.loaded();
    if (!loaded) throw new Error("No data is loaded.");
    return loaded.snapshot;
  }

  /** The last answer stays, greyed: it still says what was true of the shape before. @param {string} sentence */
  function wrong(sentence) {
    problem.replaceChildren(el("strong", {}, "This cannot be answered yet. "), sentence);
    problem.className = "problem";
    problem.hidden = false;
    body.classList.add("stale");
  }

  /** @param {string} sentence */
  function hint(sentence) {
    problem.replaceChildren(sentence);
    problem.className = "problem soft";
    problem.hidden = false;
  }

  function clear() {
    last = null;
    byId("results").hidden = true;
    problem.hidden = true;
    show(body);
    page.answered(null);
  }

  return { refresh, last: () => last };
}

/** @param {GeofenceReport} report */
const spokenGeofence = ({ counts, change }) =>
  counts.certain + counts.possible === 0
    ? "No recorded incidents in this area."
    : `${HEADLINES[change.verdict]}. ${whole(counts.certain)} certain, ${whole(counts.possible)} possible, ${expectedCount(counts.expected)} expected.`;
