// Measures how GeoBit's own cost grows: with incidents, with vertices of an area, with areas, with legs of a route.

/** @import { Curve } from "./types.d.ts" */
import { ours } from "./contenders/ours.js";
import { spread } from "./timing.js";
import { area, incidents, jagged, road, sites, withWeights } from "./workload.js";
import { CORRIDOR_KM } from "./workloads.js";

const RUNS = 5;
/** The number of incidents for the curves over something else. */
const COUNT = 100_000;

/**
 * @param {(options: object) => Promise<any>} open @param {number} most incidents
 * @param {(line: string) => void} say
 */
export async function curves(open, most, say) {
  const engine = await open({ worker: false });
  const mine = ours(engine);
  /** @type {Curve[]} */
  const all = [];
  /** @param {string} title @param {string} unit @param {number[]} sizes @param {(n: number) => () => Promise<unknown>} work */
  const curve = async (title, unit, sizes, work) => {
    say(`curve: ${title}`);
    const points = [];
    for (const n of sizes) points.push({ n, ms: await median(work(n)) });
    all.push({ title, unit, points });
  };

  const byCount = [1000, 3000, 10_000, 30_000, 100_000, 300_000, 1_000_000].filter((n) => n <= most);
  const [fence, wide, line] = [area(), jagged(), road()];
  /** @type {[string, (state: any, places: number[][]) => Promise<unknown>][]} */
  const operations = [
    ["geofence of 64 vertices", (state) => mine.geofence(state, fence)],
    ["geofence of 1,000 vertices", (state) => mine.geofence(state, wide)],
    ["corridor of 10 km, 2,000 vertices", (state) => mine.corridor(state, line, CORRIDOR_KM)],
    ["exposure, 2,000 vertices", (state) => mine.exposure(state, line)],
    ["1,000 sites of 25 km", (state, places) => mine.sites(state, places, 25)],
  ];
  for (const [title] of operations) all.push({ title, unit: "incidents", points: [] });
  for (const n of byCount) {
    say(`curve: ${n.toLocaleString("en")} incidents`);
    const data = withWeights(incidents(n));
    const state = await mine.ready(data);
    const places = sites(data.incidents, 1000);
    for (const [number, [, work]] of operations.entries())
      all[number].points.push({ n, ms: await median(() => work(state, places)) });
    mine.close(state);
  }

  const data = withWeights(incidents(Math.min(COUNT, most)));
  const state = await mine.ready(data);
  const vertices = [16, 64, 256, 1024, 4096, 16_384];
  await curve("geofence of about 60 km", "vertices", vertices, (n) => {
    const ring = area(0, n);
    return () => mine.geofence(state, ring);
  });
  await curve("geofence of about 450 km", "vertices", vertices, (n) => {
    const ring = jagged(0, n);
    return () => mine.geofence(state, ring);
  });
  await curve("sites of 25 km", "areas", [1, 10, 100, 1000, 10_000], (n) => {
    const places = sites(data.incidents, n);
    return () => mine.sites(state, places, 25);
  });
  const legs = [10, 100, 1000, 5000, 20_000];
  await curve("corridor of 10 km", "legs", legs, (n) => {
    const line = road(0, n + 1);
    return () => mine.corridor(state, line, CORRIDOR_KM);
  });
  await curve("exposure", "legs", legs, (n) => {
    const line = road(0, n + 1);
    return () => mine.exposure(state, line);
  });
  mine.close(state);
  engine.close();
  return all;
}

/** Returns the median in milliseconds, without the first call. @param {() => Promise<unknown>} work */
async function median(work) {
  await work();
  const samples = [];
  for (let run = 0; run < RUNS; run++) {
    const start = performance.now();
    await work();
    samples.push(performance.now() - start);
  }
  return spread(0, samples).median;
}
