// Times what is asked of the roads of one extract, in Node.js and in a page alike.
import { quartiles } from "../browser/timing.js";
import { graphOf, SPEEDS } from "./graph.js";
import { incidentsOf } from "./incidents.js";
import { ngraphPeers } from "./ngraph.js";
import { readColumns } from "./pack-columns.js";
import { randomNumbers } from "./random.js";

/** @import { Geobit, RoadNetwork, Snapshot } from "../../pkg/geobit.d.ts" */
/** @import { Recipe } from "./incidents.js" */
/** @import { Libraries, Peer } from "./ngraph.js" */
/** @typedef {[lon: number, lat: number]} Place */
/**
 * @typedef {{
 *   name: string, incidents: Recipe, exposure: object, tolerances: number[], unbeatenPairs: number, trip?: [Place, Place], hours: number[],
 * }} Questions what is asked; `trip` is a pair beside those that are drawn
 * @typedef {{ low: number, median: number, high: number, most: number, times: number }} Spread in ms
 * @typedef {{ name: string, spread: Spread, hours: number[], prepareMs?: number }} Fastest
 * @typedef {{ what: string, spread: Spread, note?: string }} Step
 * @typedef {{
 *   name: string, nodes: number, edges: number, inner: number, lengthKm: number, extractBytes: number, packBytes: number,
 *   columns: { packed: number, unpacked: number }[], steps: Step[], fastest: Fastest[], memory: object,
 * }} Measured
 */

/** What is timed once at least, is timed again while this has not passed. */
const BUDGET_MS = 4000;
const MOST_TIMES = 15;
const SNAPS = 1000;
/** Sites, and havens, of the matrix without independent ways. */
const PLACES = 10;

/**
 * @param {Geobit} geobit @param {Uint8Array<ArrayBuffer>} extract @param {[number, number][]} pairs nodes of its pack
 * @param {Questions} questions @param {Libraries | undefined} libraries the peer, if it is installed
 * @param {(text: string) => void} tell
 * @returns {Promise<Measured>}
 */
export async function measure(geobit, extract, pairs, questions, libraries, tell) {
  /** @type {Step[]} */
  const steps = [];
  /** @template T @param {string} what @param {() => Promise<T>} work */
  const step = async (what, work) => {
    tell(`${questions.name}: ${what}`);
    const { spread, result } = await timeOften(work);
    steps.push({ what, spread });
    return result;
  };
  /** @type {RoadNetwork | undefined} */
  let loaded;
  const load = async (/** @type {Uint8Array<ArrayBuffer>} */ bytes, options = {}) => {
    loaded?.close();
    loaded = await geobit.roads(bytes, options);
    return loaded;
  };
  const first = await step("extract read", () => load(extract, { name: questions.name }));
  const pack = /** @type {Uint8Array<ArrayBuffer>} */ (await step("pack written", () => first.toPack()));
  const roads = await step("pack read", () => load(pack));
  const columns = await readColumns(pack);
  const graph = graphOf(columns);
  const placeOf = (/** @type {number} */ node) => /** @type {Place} */ ([graph.lon[node], graph.lat[node]]);
  const trips = pairs.map(([from, to]) => /** @type {[Place, Place]} */ ([placeOf(from), placeOf(to)]));
  steps.push(await timeSnaps(roads, tell));
  const peers = libraries ? ngraphPeers(graph, libraries) : [];
  tell(`${questions.name}: fastest ways of ${pairs.length} pairs`);
  const fastest = await timeFastest(roads, trips, pairs, peers);
  steps.push(...(await timeExposed(geobit, roads, trips, questions, tell)));
  const [start] = trips[0];
  const { hours } = questions;
  await step(`reach of ${hours.join(", ")} h`, () => roads.reach(start, hours));
  const ends = trips.slice(0, PLACES);
  const [sites, havens] = [ends.map(([from]) => from), ends.map(([, to]) => to)];
  await step(`matrix of ${PLACES} × ${PLACES}, hours alone`, () =>
    roads.matrix(sites, havens, { independent: false }),
  );
  await step("matrix of one pair, with independent ways", () => roads.matrix([start], [havens[0]]));
  return {
    name: questions.name,
    ...{ nodes: roads.summary.nodes, edges: roads.summary.edges, inner: columns.innerLon.length },
    ...{ lengthKm: roads.summary.lengthKm, extractBytes: extract.length, packBytes: pack.length },
    ...{ columns: columns.columns, steps, fastest, memory: await geobit.memory() },
  };
}

/** @param {RoadNetwork} roads @param {(text: string) => void} tell @returns {Promise<Step>} */
async function timeSnaps(roads, tell) {
  tell(`${SNAPS} snaps`);
  const [west, south, east, north] = roads.summary.bbox ?? [0, 0, 0, 0];
  const random = randomNumbers(31);
  const places = Array.from({ length: SNAPS }, () => [
    west + (east - west) * random(),
    south + (north - south) * random(),
  ]);
  const times = [];
  for (const [lon, lat] of places) times.push(await msOf(() => roads.snap([lon, lat])));
  return { what: "snap of a place anywhere", spread: spreadOf(times) };
}

/**
 * Asks everyone for each pair in turn, so that other work on the machine affects all of them. Nobody gives way to another: whoever was first for
 * one pair is second for the next.
 * @param {RoadNetwork} roads @param {[Place, Place][]} trips @param {[number, number][]} pairs the same as nodes @param {Peer[]} peers
 * @returns {Promise<Fastest[]>}
 */
async function timeFastest(roads, trips, pairs, peers) {
  const ours = async (/** @type {number} */ i) => {
    const { paths } = await roads.paths(...trips[i], { wanted: "fastest", speeds: SPEEDS });
    return paths[0]?.hours ?? Number.POSITIVE_INFINITY;
  };
  const everyone = [
    { name: "GeoBit", call: ours, hoursOf: (/** @type {any} */ hours) => hours },
    ...peers.map(({ name, find, hoursOf }) => ({
      name,
      call: (/** @type {number} */ i) => find(...pairs[i]),
      hoursOf,
    })),
  ].map((one) => ({ ...one, times: /** @type {number[]} */ ([]), hours: /** @type {number[]} */ ([]) }));
  // The first calls run in code that is not optimised yet.
  for (const { call } of everyone) for (let i = 0; i < Math.min(5, pairs.length); i++) await call(i);
  for (let i = 0; i < pairs.length; i++) {
    for (let turn = 0; turn < everyone.length; turn++) {
      const one = everyone[(i + turn) % everyone.length];
      const start = performance.now();
      const way = await one.call(i);
      one.times.push(performance.now() - start);
      one.hours.push(one.hoursOf(/** @type {any} */ (way)));
    }
  }
  return everyone.map(({ name, times, hours }) => ({ name, hours, spread: spreadOf(times) }));
}

/**
 * @param {Geobit} geobit @param {RoadNetwork} roads @param {[Place, Place][]} trips @param {Questions} questions
 * @param {(text: string) => void} tell
 */
async function timeExposed(
  geobit,
  roads,
  trips,
  { name, incidents, exposure, tolerances, unbeatenPairs, trip },
  tell,
) {
  /** @type {Step[]} */
  const steps = [];
  const snapshot = await geobit.load(incidentsOf(incidents));
  tell(`${name}: the exposure of all edges`);
  await snapshot.fit();
  const options = { ...exposure, snapshot };
  const wayOf = () => roads.paths(...trips[0], { ...options, wanted: "fastest" });
  steps.push({
    what: "first weighed way, with the exposure of all edges",
    spread: spreadOf([await msOf(wayOf)]),
  });
  for (const tolerance of tolerances) {
    const kind = tolerance === 0 ? "unbeaten, exact" : `unbeaten, tolerance ${tolerance}`;
    const ask = async (/** @type {[Place, Place][]} */ asked, /** @type {string} */ what) => {
      tell(`${name}: ${what}`);
      const [times, found] = [/** @type {number[]} */ ([]), /** @type {number[]} */ ([])];
      for (const ends of asked)
        times.push(
          await msOf(async () => found.push((await roads.paths(...ends, { ...options, tolerance })).found)),
        );
      const [, median] = quartiles(found);
      steps.push({ what, spread: spreadOf(times), note: `${median} ways, ${Math.max(...found)} at most` });
    };
    await ask(trips.slice(0, unbeatenPairs), `${kind}, ${unbeatenPairs} pairs`);
    if (trip) await ask([trip, trip, trip], `${kind}, from corner to corner`);
  }
  return steps;
}

/** @param {() => unknown} work */
async function msOf(work) {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

/** @template T @param {() => Promise<T>} work */
async function timeOften(work) {
  const times = [];
  const end = performance.now() + BUDGET_MS;
  for (;;) {
    const start = performance.now();
    const result = await work();
    times.push(performance.now() - start);
    if (times.length === MOST_TIMES || performance.now() > end) return { spread: spreadOf(times), result };
  }
}

/** @param {number[]} times @returns {Spread} */
export function spreadOf(times) {
  const [low, median, high] = quartiles(times);
  return { low, median, high, most: Math.max(...times), times: times.length };
}
