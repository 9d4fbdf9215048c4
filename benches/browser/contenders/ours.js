// GeoBit, through the package's public interface, in the page's own thread as the peers are.

/** @import { Data, Incidents, Rows } from "../types.d.ts" */
import { circles, LONG_HALF_LIFE_DAYS, lineString, polygon } from "../workload.js";

/** @typedef {{ snapshot: any, source: Uint32Array }} State */

/** The options that treat incidents as points, as the peers do. */
const POINTS = { uncertainty: false };

/** The options of an exposure by the kernel that the peers know. */
const FIXED = { intensity: "fixed", detail: "exposure" };

/** @param {any} engine @param {{ uncertainty: boolean }} [locations] */
export const ours = (engine, locations = POINTS) => ({
  name: "GeoBit",
  metric: { share: 1e-5, why: "geodesics; the reference is good to 3e-6" },
  ready: (/** @type {Data} */ { incidents }) => loadIncidents(engine, incidents),
  geofence: async (/** @type {State} */ { snapshot }, /** @type {number[][]} */ ring) =>
    (await snapshot.geofence(polygon(ring), { ...locations, detail: "rows" })).rows,
  corridor: (
    /** @type {State} */ { snapshot },
    /** @type {number[][]} */ line,
    /** @type {number} */ corridorKm,
  ) => snapshot.route(lineString(line), { ...locations, corridorKm, detail: "rows" }),
  exposure: async (/** @type {State} */ { snapshot }, /** @type {number[][]} */ line) =>
    (await snapshot.route(lineString(line), { ...locations, ...FIXED })).exposure.integral,
  longExposure: async (/** @type {State} */ { snapshot }, /** @type {number[][]} */ line) =>
    (
      await snapshot.route(lineString(line), {
        ...{ ...locations, ...FIXED },
        halfLifeDays: LONG_HALF_LIFE_DAYS,
      })
    ).exposure.integral,
  sites: async (
    /** @type {State} */ { snapshot },
    /** @type {number[][]} */ places,
    /** @type {number} */ radiusKm,
  ) => {
    const reports = await snapshot.geofences(circles(places, radiusKm), { ...locations, detail: "rows" });
    return reports.map((/** @type {any} */ report) => report.rows);
  },
  numbers: (/** @type {State} */ { source }, /** @type {Rows} */ rows) =>
    Uint32Array.from(rows, (row) => source[row]),
  close: (/** @type {State} */ { snapshot }) => snapshot.close(),
});

/**
 * Loads incidents as a snapshot.
 * @param {any} engine @param {Incidents} incidents
 * @returns {Promise<State>}
 */
export async function loadIncidents(engine, incidents) {
  // The source of the rows is needed only to compare answers, so it is not part of the timed load.
  return { snapshot: await engine.load(incidents), source: new Uint32Array(0) };
}

/** Fills in which incident each row is. @param {State} state */
export async function learnSource(state) {
  state.source = (await state.snapshot.columns()).source;
}
