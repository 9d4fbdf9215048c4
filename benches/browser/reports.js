// The full reports as the page asks for them: default options, through the worker, the message included.

/** @import { Incidents, Report } from "./types.d.ts" */
import { loadIncidents } from "./contenders/ours.js";
import { contest } from "./timing.js";
import { area, lineString, polygon, road } from "./workload.js";

/** Milliseconds at one million incidents. */
const TARGETS = { geofence: 3, route: 8, columns: 30 };
const TARGET_COUNT = 1_000_000;

/** @param {(options: object) => Promise<any>} open @param {Incidents} incidents @param {number} rounds */
export async function reports(open, incidents, rounds) {
  const engine = await open({ worker: true });
  const { snapshot } = await loadIncidents(engine, incidents);
  const [fence, line] = [polygon(area()), lineString(road())];
  const timed = await contest(
    [
      { name: "geofence of 64 vertices", call: () => snapshot.geofence(fence) },
      { name: "route of 2,000 vertices", call: () => snapshot.route(line) },
      { name: "columns", call: () => snapshot.columns() },
    ],
    rounds,
  );
  engine.close();
  const targets = Object.values(TARGETS);
  return timed.map(({ name, spread }, place) => {
    /** @type {Report} */
    const report = { title: name, spread };
    if (incidents.lon.length !== TARGET_COUNT) return report;
    return { ...report, targetMs: targets[place], met: spread.median <= targets[place] };
  });
}
