// GeoBit, through the package's public interface, in the page's own thread as the peers are.

/** @import { Data, Incidents, Rows } from "../types.d.ts" */
import { circles, lineString, polygon } from "../workload.js";

/** @typedef {{ snapshot: any, source: Uint32Array, fellBack: boolean }} State */

/** Incidents as points, as the peers know them. */
const POINTS = { uncertainty: false };

/** @param {any} engine */
export const ours = (engine) => ({
  name: "GeoBit",
  metric: { share: 1e-5, why: "geodesics; the reference is good to 3e-6" },
  ready: (/** @type {Data} */ { incidents }) => loadIncidents(engine, incidents),
  geofence: async (/** @type {State} */ { snapshot }, /** @type {number[][]} */ ring) =>
    (await snapshot.geofence(polygon(ring), { ...POINTS, detail: "rows" })).rows,
  corridor: (
    /** @type {State} */ { snapshot },
    /** @type {number[][]} */ line,
    /** @type {number} */ corridorKm,
  ) => snapshot.route(lineString(line), { ...POINTS, corridorKm, detail: "rows" }),
  exposure: async (/** @type {State} */ { snapshot }, /** @type {number[][]} */ line) =>
    (await snapshot.route(lineString(line), { ...POINTS, detail: "exposure" })).exposure.integral,
  sites: async (
    /** @type {State} */ { snapshot },
    /** @type {number[][]} */ places,
    /** @type {number} */ radiusKm,
  ) => {
    const reports = await snapshot.geofences(circles(places, radiusKm), { ...POINTS, detail: "rows" });
    return reports.map((/** @type {any} */ report) => report.rows);
  },
  numbers: (/** @type {State} */ { source }, /** @type {Rows} */ rows) =>
    Uint32Array.from(rows, (row) => source[row]),
  close: (/** @type {State} */ { snapshot }) => snapshot.close(),
});

/**
 * Incidents into a snapshot.
 * @param {any} engine @param {Incidents} incidents
 * @returns {Promise<State>}
 */
export async function loadIncidents(engine, incidents) {
  // FALLBACK, to be removed with `loadCsv` once `load` takes columns: such an engine refuses them with badOption.
  if (takesColumns === undefined) takesColumns = await probe(engine);
  if (!takesColumns) return loadCsv(engine, incidents);
  // The source of the rows is asked for only when answers are compared: it is no part of being ready.
  return withSource(await engine.load(incidents));
}

/** @param {any} snapshot @returns {State} */
function withSource(snapshot) {
  return { snapshot, source: new Uint32Array(0), fellBack: false };
}

/** Fills in which incident each row is. @param {State} state */
export async function learnSource(state) {
  if (state.fellBack) return;
  state.source = (await state.snapshot.columns()).source;
}

// FALLBACK from here to the end of the file.

/** @type {boolean | undefined} */
let takesColumns;

/** @param {any} engine */
async function probe(engine) {
  const one = { lon: new Float64Array(1), lat: new Float64Array(1), day: new Int32Array(1) };
  try {
    (await engine.load(one)).close();
    return true;
  } catch {
    return false;
  }
}

/** @param {any} engine @param {Incidents} incidents @returns {Promise<State>} */
async function loadCsv(engine, incidents) {
  const { lon, lat, day, kind, kindNames, uncertaintyKm } = incidents;
  const parts = [];
  let text = "id,start,lon,lat,uncertainty_km,kind\n";
  for (let i = 0; i < lon.length; i++) {
    const date = new Date(day[i] * 864e5).toISOString().slice(0, 10);
    text += `${i},${date},${lon[i]},${lat[i]},${uncertaintyKm[i]},${kindNames[kind[i]]}\n`;
    if (text.length > 1e6) {
      parts.push(text);
      text = "";
    }
  }
  const snapshot = await engine.load(new Blob([...parts, text]), { format: "csv" });
  const rows = Uint32Array.from(lon, (_, row) => row);
  const records = await snapshot.incidents(rows);
  const source = Uint32Array.from(records, (/** @type {any} */ record) => Number(record.id));
  return { snapshot, source, fellBack: true };
}
