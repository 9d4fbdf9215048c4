// Times what is asked of the roads of one extract, in Node.js and in a page alike.
import { timeExposed } from "./exposed.js";
import { timeFastest } from "./fastest.js";
import { graphOf } from "./graph.js";
import { ngraphPeers } from "./ngraph.js";
import { readColumns } from "./pack-columns.js";
import { randomNumbers } from "./random.js";
import { spreadOf, timeOften, timeOnce } from "./stopwatch.js";

/** @import { Geobit, RoadNetwork } from "../../pkg/geobit.d.ts" */
/** @import { Fastest, Place, Trip } from "./fastest.js" */
/** @import { Graph } from "./graph.js" */
/** @import { Recipe } from "./incidents.js" */
/** @import { Libraries } from "./ngraph.js" */
/** @import { Step } from "./stopwatch.js" */
/**
 * @typedef {{
 *   name: string, incidents: Recipe, exposure: object, tolerances: number[], unbeatenPairs: number, trip?: Trip, hours: number[],
 * }} Questions what is asked; `trip` is one beside those that are drawn
 * @typedef {{
 *   name: string, nodes: number, edges: number, inner: number, lengthKm: number, extractBytes: number, packBytes: number,
 *   columns: { packed: number, unpacked: number }[], steps: Step[], fastest: Fastest[], memory: object,
 * }} Measured
 * @typedef {<T>(what: string, work: () => Promise<T>) => Promise<T>} Timer times a step, and returns its last result
 */

const SNAPS = 1000;
/** Sites, and havens, of the matrix without independent ways. */
const PLACES = 10;

/**
 * @param {Geobit} geobit @param {Uint8Array<ArrayBuffer>} extract @param {[number, number][]} pairs nodes of its pack
 * @param {Questions} questions @param {Libraries | undefined} libraries the peer, if it is installed
 * @param {(text: string) => void} report is told what is done now
 * @returns {Promise<Measured>}
 */
export async function measure(geobit, extract, pairs, questions, libraries, report) {
  /** @type {Step[]} */
  const steps = [];
  const tell = (/** @type {string} */ what) => report(`${questions.name}: ${what}`);
  /** @type {Timer} */
  const step = async (what, work) => {
    tell(what);
    const { spread, result } = await timeOften(work);
    steps.push({ what, spread });
    return result;
  };
  const { roads, pack } = await timeLoading(geobit, extract, questions.name, step);
  const columns = await readColumns(pack);
  const graph = graphOf(columns);
  const trips = pairs.map((pair) => tripOf(graph, pair));
  steps.push(await timeSnaps(roads));
  const peers = libraries ? ngraphPeers(graph, libraries) : [];
  tell(`fastest ways of ${pairs.length} pairs`);
  const fastest = await timeFastest(roads, trips, pairs, peers);
  steps.push(...(await timeExposed(geobit, roads, trips, questions, tell)));
  await timeGettingOut(roads, trips, questions.hours, step);
  const { nodes, edges, lengthKm } = roads.summary;
  return {
    ...{ name: questions.name, nodes, edges, lengthKm, inner: columns.innerLon.length },
    ...{ extractBytes: extract.length, packBytes: pack.length, columns: columns.columns },
    ...{ steps, fastest, memory: await geobit.memory() },
  };
}

/** @param {Geobit} geobit @param {Uint8Array<ArrayBuffer>} extract @param {string} name @param {Timer} step */
async function timeLoading(geobit, extract, name, step) {
  /** @type {RoadNetwork | undefined} */
  let loaded;
  const load = async (/** @type {Uint8Array<ArrayBuffer>} */ bytes, options = {}) => {
    loaded?.close();
    loaded = await geobit.roads(bytes, options);
    return loaded;
  };
  const first = await step("extract read", () => load(extract, { name }));
  const written = await step("pack written", () => first.toPack());
  const pack = /** @type {Uint8Array<ArrayBuffer>} */ (written);
  return { pack, roads: await step("pack read", () => load(pack)) };
}

/** The places of two nodes. @param {Graph} graph @param {[number, number]} pair @returns {Trip} */
function tripOf({ lon, lat }, [from, to]) {
  return [
    [lon[from], lat[from]],
    [lon[to], lat[to]],
  ];
}

/** @param {RoadNetwork} roads @returns {Promise<Step>} */
async function timeSnaps(roads) {
  const [west, south, east, north] = roads.summary.bbox ?? [0, 0, 0, 0];
  const random = randomNumbers(31);
  const places = Array.from(
    { length: SNAPS },
    () => /** @type {Place} */ ([west + (east - west) * random(), south + (north - south) * random()]),
  );
  const times = [];
  for (const place of places) times.push((await timeOnce(() => roads.snap(place))).ms);
  return { what: "snap of a place anywhere", spread: spreadOf(times) };
}

/** @param {RoadNetwork} roads @param {Trip[]} trips @param {number[]} hours @param {Timer} step */
async function timeGettingOut(roads, trips, hours, step) {
  const some = trips.slice(0, PLACES);
  const [sites, havens] = [some.map(([from]) => from), some.map(([, to]) => to)];
  await step(`reach of ${hours.join(", ")} h`, () => roads.reach(sites[0], hours));
  await step(`matrix of ${PLACES} × ${PLACES}, hours alone`, () =>
    roads.matrix(sites, havens, { independent: false }),
  );
  await step("matrix of one pair, with independent ways", () => roads.matrix([sites[0]], [havens[0]]));
}
