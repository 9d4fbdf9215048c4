// kdbush and cheap-ruler, used as their documentation suggests.

/** @import { Contender } from "../types.d.ts" */
import { box } from "../geodesy.js";
import { CheapRuler, KDBush } from "../libraries.js";
import { isInside } from "../reference.js";
import { alongLeg, CUT_KM } from "./kernel.js";

/** @typedef {{ index: KDBush, lon: Float64Array, lat: Float64Array, weights: Float64Array, longWeights: Float64Array }} State */

/** @param {import("../types.d.ts").Data} data @returns {State} */
export function ready({ incidents: { lon, lat }, weights, longWeights }) {
  const index = new KDBush(lon.length);
  for (let i = 0; i < lon.length; i++) index.add(lon[i], lat[i]);
  return { index: index.finish(), lon, lat, weights, longWeights };
}

/** Returns a ruler with the scales of one latitude for a whole line. @param {number[][]} line */
const rulerOf = (line) => {
  const [, south, , north] = box(line, 0);
  return new CheapRuler((south + north) / 2);
};

/** @type {Contender<State>} */
export const kdbush = {
  name: "kdbush + cheap-ruler",
  metric: { share: 0.004, why: "one ruler, of the middle latitude, for the whole route" },
  ready,
  geofence({ index, lon, lat }, ring) {
    const [west, south, east, north] = box(ring, 0);
    return index.range(west, south, east, north).filter((id) => isInside(ring, lon[id], lat[id]));
  },
  corridor({ index, lon, lat }, line, limitKm) {
    const ruler = rulerOf(line);
    const starts = [0];
    for (let i = 1; i < line.length; i++) starts.push(starts[i - 1] + ruler.distance(line[i - 1], line[i]));
    const [west, south, east, north] = box(line, limitKm);
    const rows = [];
    const distanceKm = [];
    const alongKm = [];
    for (const id of index.range(west, south, east, north)) {
      const at = [lon[id], lat[id]];
      const foot = ruler.pointOnLine(line, at);
      const distance = ruler.distance(at, foot.point);
      if (distance > limitKm) continue;
      rows.push(id);
      distanceKm.push(distance);
      alongKm.push(starts[foot.index] + ruler.distance(line[foot.index], foot.point));
    }
    return { rows, distanceKm, alongKm };
  },
  exposure({ index, lon, lat, weights }, line) {
    const ruler = rulerOf(line);
    let sum = 0;
    for (let i = 1; i < line.length; i++) {
      const leg = [line[i - 1], line[i]];
      const length = ruler.distance(leg[0], leg[1]);
      const [west, south, east, north] = box(leg, CUT_KM);
      for (const id of index.range(west, south, east, north)) {
        const at = [lon[id], lat[id]];
        if (weights[id] === 0 || ruler.distance(at, ruler.pointOnLine(leg, at).point) > CUT_KM) continue;
        const [a, b] = [ruler.distance(at, leg[0]), ruler.distance(at, leg[1])];
        const foot = (a * a - b * b + length * length) / (2 * length);
        sum += weights[id] * alongLeg(-foot, length - foot, a * a - foot * foot);
      }
    }
    return sum;
  },
  sites({ index, lon, lat }, places, radiusKm) {
    return places.map((place) => {
      const ruler = new CheapRuler(place[1]);
      const [west, south, east, north] = ruler.bufferPoint(place, radiusKm);
      return index
        .range(west, south, east, north)
        .filter((id) => ruler.distance(place, [lon[id], lat[id]]) <= radiusKm);
    });
  },
  limits: {
    corridor: { most: 1_000_000, why: "every candidate meets all 2,000 legs" },
  },
};
