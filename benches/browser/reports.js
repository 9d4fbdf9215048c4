// Times full reports as the page asks for them: default options, through the worker, with the message.

/** @import { Incidents, Report, SizeResult } from "./types.d.ts" */
import { loadIncidents } from "./contenders/ours.js";
import { percentiles, timeInTurns } from "./timing.js";
import { area, jagged, lineString, polygon, road } from "./workload.js";
import { dragged } from "./workloads.js";

const TARGET_COUNT = 1_000_000;
/** No shape is dragged for longer than this. */
const BUDGET_MS = 20_000;

/**
 * @param {(options: object) => Promise<any>} open @param {Incidents} incidents @param {number} rounds
 * @returns {Promise<Pick<SizeResult, "reports" | "drags">>}
 */
export async function reports(open, incidents, rounds) {
  const engine = await open({ worker: true });
  const { snapshot } = await loadIncidents(engine, incidents);
  const [fence, line] = [polygon(area()), lineString(road())];
  const both = /** @type {any} */ ({
    type: "FeatureCollection",
    features: [line, lineString(road(0.05))].map((geometry) => ({
      type: "Feature",
      properties: {},
      geometry,
    })),
  });
  // The targets are for one million incidents.
  const asked = [
    { name: "geofence of 64 vertices", targetMs: 3, call: () => snapshot.geofence(fence) },
    { name: "route of 2,000 vertices", targetMs: 8, call: () => snapshot.route(line) },
    { name: "columns", targetMs: 30, call: () => snapshot.columns() },
    { name: "route: its corridor", call: () => snapshot.route(line, { detail: "rows" }) },
    { name: "route: exposure, interval", call: () => snapshot.route(line, { detail: "exposure" }) },
    { name: "two routes compared", call: () => snapshot.routes(both) },
  ];
  const timed = await timeInTurns(asked, rounds);
  const reports = timed.map(({ name, spread }, place) => {
    /** @type {Report} */
    const report = { title: name, spread };
    const { targetMs } = asked[place];
    if (incidents.lon.length !== TARGET_COUNT || targetMs === undefined) return report;
    return { ...report, targetMs, met: spread.median <= targetMs };
  });
  const drags = await draggedReports(snapshot);
  engine.close();
  return { reports, drags };
}

/** Times every call by itself, since in a drag the slow ones are felt. @param {any} snapshot */
async function draggedReports(snapshot) {
  const asked = [
    { title: "geofence of 64 vertices", method: "geofence", shapes: dragged((by) => polygon(area(by))) },
    { title: "geofence of 1,000 vertices", method: "geofence", shapes: dragged((by) => polygon(jagged(by))) },
    { title: "route of 2,000 vertices", method: "route", shapes: dragged((by) => lineString(road(by))) },
  ];
  const drags = [];
  for (const { title, method, shapes } of asked) {
    const taken = [];
    const end = performance.now() + BUDGET_MS;
    for (const shape of [...shapes, ...shapes]) {
      const start = performance.now();
      await snapshot[method](shape);
      taken.push(performance.now() - start);
      if (performance.now() > end) break;
    }
    // In the first half, the code is still being compiled for speed.
    drags.push({ title, call: percentiles(taken.slice(taken.length >> 1)) });
  }
  return drags;
}
