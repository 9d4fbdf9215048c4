// Times the fastest ways of pairs of places, by the package and by its peers.
import { SPEEDS } from "./graph.js";
import { spreadOf, timeOnce } from "./stopwatch.js";

/** @import { RoadNetwork } from "../../pkg/geobit.d.ts" */
/** @import { Peer } from "./ngraph.js" */
/** @import { Spread } from "./stopwatch.js" */
/** @typedef {[lon: number, lat: number]} Place */
/** @typedef {[from: Place, to: Place]} Trip */
/** @typedef {{ name: string, spread: Spread, hours: number[], prepareMs?: number }} Fastest hours are infinite where there is no way */

/** Calls before the first that counts, which run in code that is not optimised yet. */
const WARM_UP_CALLS = 5;

/**
 * Asks everyone for each pair in turn, so that other work on the machine affects all of them, and each time another one first.
 * @param {RoadNetwork} roads @param {Trip[]} trips @param {[number, number][]} pairs the same as nodes @param {Peer[]} peers
 * @returns {Promise<Fastest[]>}
 */
export async function timeFastest(roads, trips, pairs, peers) {
  const everyone = [ourselves(roads, trips), ...peers.map((peer) => contender(peer, pairs))];
  for (const { ask } of everyone)
    for (let pair = 0; pair < Math.min(WARM_UP_CALLS, pairs.length); pair++) await ask(pair);
  for (let pair = 0; pair < pairs.length; pair++) {
    for (let turn = 0; turn < everyone.length; turn++) {
      const one = everyone[(pair + turn) % everyone.length];
      const { ms, hours } = await one.ask(pair);
      one.times.push(ms);
      one.hours.push(hours);
    }
  }
  return everyone.map(({ name, times, hours }) => ({ name, hours, spread: spreadOf(times) }));
}

/** @returns {{ times: number[], hours: number[] }} */
const nothingYet = () => ({ times: [], hours: [] });

/** @param {RoadNetwork} roads @param {Trip[]} trips */
function ourselves(roads, trips) {
  const ask = async (/** @type {number} */ pair) => {
    const options = /** @type {const} */ ({ wanted: "fastest", speeds: SPEEDS });
    const { ms, result } = await timeOnce(() => roads.paths(...trips[pair], options));
    return { ms, hours: result.paths[0]?.hours ?? Number.POSITIVE_INFINITY };
  };
  return { name: "GeoBit", ask, ...nothingYet() };
}

/** @param {Peer} peer @param {[number, number][]} pairs */
function contender({ name, find, hoursOf }, pairs) {
  const ask = async (/** @type {number} */ pair) => {
    const { ms, result } = await timeOnce(() => find(...pairs[pair]));
    return { ms, hours: hoursOf(result) };
  };
  return { name, ask, ...nothingYet() };
}
