// The roads of a pack as a directed graph with hours, the same for everyone who is timed.
import { distanceKm } from "../browser/geodesy.js";

/** @import { PackColumns } from "./pack-columns.js" */
/**
 * @typedef {{ lon: Float64Array, lat: Float64Array, from: Uint32Array, to: Uint32Array, hours: Float64Array, oneWay: Uint8Array }} Graph
 * links, each with its direction; `oneWay` tells of each node whether a road that may be driven in one direction only meets it
 */

/** How fast roads are driven, in the order of the numbers in a pack. They are given to the package as well. */
export const SPEEDS = {
  classes: {
    ...{ motorway: 100, trunk: 80, primary: 70, secondary: 60, tertiary: 50, unclassified: 40 },
    ...{ residential: 30, service: 20, track: 25, unknown: 30, ferry: 5 },
  },
  surfaces: { unknown: 0.9, paved: 1, gravel: 0.75, earth: 0.6, soft: 0.4 },
};
const KMH = Object.values(SPEEDS.classes);
const SHARES = Object.values(SPEEDS.surfaces);
const FERRY = Object.keys(SPEEDS.classes).indexOf("ferry");

const FORWARD_ONLY = 1;
const BACKWARD_ONLY = 2;
/** Longer legs are measured in pieces: they are straight on the map. */
const LONGEST_KM = 20;

/** @param {PackColumns} pack @returns {Graph} */
export function graphOf(pack) {
  /** @type {number[][]} */
  const links = [];
  const oneWay = new Uint8Array(pack.lon.length);
  let firstInner = 0;
  for (let edge = 0; edge < pack.edges; edge++) {
    const [from, to, flags] = [pack.from[edge], pack.to[edge], pack.flags[edge]];
    const share = pack.class[edge] === FERRY ? 1 : SHARES[pack.surface[edge]];
    const hours = lengthKm(pack, edge, firstInner) / (KMH[pack.class[edge]] * share);
    if (!(flags & BACKWARD_ONLY)) links.push([from, to, hours]);
    if (!(flags & FORWARD_ONLY)) links.push([to, from, hours]);
    if (flags & (FORWARD_ONLY | BACKWARD_ONLY)) oneWay[from] = oneWay[to] = 1;
    firstInner += pack.innerCount[edge];
  }
  return {
    lon: pack.lon,
    lat: pack.lat,
    from: Uint32Array.from(links, ([from]) => from),
    to: Uint32Array.from(links, ([, to]) => to),
    hours: Float64Array.from(links, ([, , hours]) => hours),
    oneWay,
  };
}

/** @param {PackColumns} pack @param {number} edge @param {number} firstInner the number of its first inner place */
function lengthKm(pack, edge, firstInner) {
  const last = firstInner + pack.innerCount[edge];
  let [lon, lat] = [pack.lon[pack.from[edge]], pack.lat[pack.from[edge]]];
  let sum = 0;
  for (let place = firstInner; place <= last; place++) {
    const [nextLon, nextLat] =
      place < last
        ? [pack.innerLon[place], pack.innerLat[place]]
        : [pack.lon[pack.to[edge]], pack.lat[pack.to[edge]]];
    sum += legKm(lon, lat, nextLon, nextLat);
    [lon, lat] = [nextLon, nextLat];
  }
  return sum;
}

/** @param {number} lon1 @param {number} lat1 @param {number} lon2 @param {number} lat2 */
function legKm(lon1, lat1, lon2, lat2) {
  // Over the antimeridian it is the short way.
  const [east, north] = [lon2 - lon1 - 360 * Math.round((lon2 - lon1) / 360), lat2 - lat1];
  const whole = distanceKm(lon1, lat1, lon1 + east, lat2);
  if (whole <= LONGEST_KM) return whole;
  const pieces = Math.ceil(whole / LONGEST_KM);
  let sum = 0;
  for (let piece = 0; piece < pieces; piece++) {
    const [a, b] = [piece / pieces, (piece + 1) / pieces];
    sum += distanceKm(lon1 + a * east, lat1 + a * north, lon1 + b * east, lat1 + b * north);
  }
  return sum;
}

/** The cheapest link from each node to each other, by `from * nodes + to`: of parallel roads only one is ever driven. @param {Graph} graph */
export function cheapestLinks({ lon, from, to, hours }) {
  /** @type {Map<number, number>} */
  const cheapest = new Map();
  from.forEach((node, link) => {
    const key = node * lon.length + to[link];
    if (!(hours[link] >= (cheapest.get(key) ?? Number.POSITIVE_INFINITY))) cheapest.set(key, hours[link]);
  });
  return cheapest;
}
