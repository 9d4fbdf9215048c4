// Times the ways that no other beats in hours and exposure.
import { quartiles } from "../browser/timing.js";
import { incidentsOf } from "./incidents.js";
import { spreadOf, timeOnce } from "./stopwatch.js";

/** @import { Geobit, PathsOptions, RoadNetwork } from "../../pkg/geobit.d.ts" */
/** @import { Trip } from "./fastest.js" */
/** @import { Questions } from "./measure.js" */
/** @import { Step } from "./stopwatch.js" */

/** How often the trip from corner to corner is asked for. */
const TIMES = 3;

/**
 * @param {Geobit} geobit @param {RoadNetwork} roads @param {Trip[]} trips @param {Questions} questions
 * @param {(text: string) => void} tell @returns {Promise<Step[]>}
 */
export async function timeExposed(geobit, roads, trips, questions, tell) {
  const { incidents, exposure, tolerances, unbeatenPairs, trip } = questions;
  tell("the exposure of all edges");
  const snapshot = await geobit.load(incidentsOf(incidents));
  await snapshot.fit();
  const options = { ...exposure, snapshot };
  const { ms } = await timeOnce(() => roads.paths(...trips[0], { ...options, wanted: "fastest" }));
  const steps = [{ what: "first weighed way, with the exposure of all edges", spread: spreadOf([ms]) }];
  for (const tolerance of tolerances) {
    const what = tolerance === 0 ? "unbeaten, exact" : `unbeaten, tolerance ${tolerance}`;
    tell(what);
    const ask = (/** @type {Trip[]} */ trips) => timeUnbeaten(roads, trips, { ...options, tolerance });
    steps.push({ what: `${what}, ${unbeatenPairs} pairs`, ...(await ask(trips.slice(0, unbeatenPairs))) });
    if (trip) steps.push({ what: `${what}, from corner to corner`, ...(await ask(Array(TIMES).fill(trip))) });
  }
  return steps;
}

/** @param {RoadNetwork} roads @param {Trip[]} trips @param {PathsOptions} options */
async function timeUnbeaten(roads, trips, options) {
  const [times, found] = [/** @type {number[]} */ ([]), /** @type {number[]} */ ([])];
  for (const trip of trips) {
    const { ms, result } = await timeOnce(() => roads.paths(...trip, options));
    times.push(ms);
    found.push(result.found);
  }
  const [, median] = quartiles(found);
  return { spread: spreadOf(times), note: `${median} ways, ${Math.max(...found)} at most` };
}
