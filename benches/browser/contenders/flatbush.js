// flatbush over the points, and over the legs of a route; the latter also for points in kdbush.

/** @import { Contender } from "../types.d.ts" */
import { box, kmPerLat, kmPerLon } from "../geodesy.js";
import { Flatbush } from "../libraries.js";
import { insideTest, legsOf } from "./edges.js";
import { ready } from "./kdbush.js";
import { alongLeg, CUT_KM } from "./kernel.js";

/** @typedef {{ lon: Float64Array, lat: Float64Array, weights: Float64Array }} Places */
/** @typedef {Places & { index: Flatbush }} State */

/** @param {number[][]} line */
function indexOfLegs(line) {
  const index = new Flatbush(line.length - 1);
  for (let leg = 1; leg < line.length; leg++) {
    const [[ax, ay], [bx, by]] = [line[leg - 1], line[leg]];
    index.add(Math.min(ax, bx), Math.min(ay, by), Math.max(ax, bx), Math.max(ay, by));
  }
  index.finish();
  return index;
}

/**
 * Compares each candidate with the legs that may be near it.
 * @param {ArrayLike<number>} candidates @param {Places} places @param {number[][]} line @param {number} limitKm
 */
function corridorOf(candidates, { lon, lat }, line, limitKm) {
  const legs = legsOf(line);
  const indexed = indexOfLegs(line);
  const up = limitKm / kmPerLat(0);
  const rows = [];
  const distanceKm = [];
  const alongKm = [];
  for (let k = 0; k < candidates.length; k++) {
    const id = candidates[k];
    const aside = limitKm / kmPerLon(Math.abs(lat[id]) + up);
    let least = limitKm * limitKm;
    let along = -1;
    for (const leg of indexed.search(lon[id] - aside, lat[id] - up, lon[id] + aside, lat[id] + up)) {
      const px = (lon[id] - legs.x[leg]) * legs.kx[leg];
      const py = (lat[id] - legs.y[leg]) * legs.ky[leg];
      const t = Math.min(legs.length[leg], Math.max(0, px * legs.dx[leg] + py * legs.dy[leg]));
      const ex = px - t * legs.dx[leg];
      const ey = py - t * legs.dy[leg];
      const distance2 = ex * ex + ey * ey;
      if (distance2 > least) continue;
      least = distance2;
      along = legs.start[leg] + t;
    }
    if (along < 0) continue;
    rows.push(id);
    distanceKm.push(Math.sqrt(least));
    alongKm.push(along);
  }
  return { rows, distanceKm, alongKm };
}

/** @param {ArrayLike<number>} candidates @param {Places} places @param {number[][]} line */
function exposureOf(candidates, { lon, lat, weights }, line) {
  const legs = legsOf(line);
  const indexed = indexOfLegs(line);
  const up = CUT_KM / kmPerLat(0);
  let sum = 0;
  for (let k = 0; k < candidates.length; k++) {
    const id = candidates[k];
    if (weights[id] === 0) continue;
    const aside = CUT_KM / kmPerLon(Math.abs(lat[id]) + up);
    for (const leg of indexed.search(lon[id] - aside, lat[id] - up, lon[id] + aside, lat[id] + up)) {
      const px = (lon[id] - legs.x[leg]) * legs.kx[leg];
      const py = (lat[id] - legs.y[leg]) * legs.ky[leg];
      const foot = px * legs.dx[leg] + py * legs.dy[leg];
      const off = px * legs.dy[leg] - py * legs.dx[leg];
      const beyond = Math.max(0, -foot, foot - legs.length[leg]);
      if (off * off + beyond * beyond > CUT_KM * CUT_KM) continue;
      sum += weights[id] * alongLeg(-foot, legs.length[leg] - foot, off * off);
    }
  }
  return sum;
}

const metric = { share: 0.001, why: "scales of the leg's or the site's latitude" };

/** @type {Contender<State>} */
export const flatbush = {
  name: "flatbush",
  metric,
  ready({ incidents: { lon, lat }, weights }) {
    const index = new Flatbush(lon.length);
    for (let i = 0; i < lon.length; i++) index.add(lon[i], lat[i], lon[i], lat[i]);
    index.finish();
    return { index, lon, lat, weights };
  },
  geofence({ index, lon, lat }, ring) {
    const [west, south, east, north] = box(ring, 0);
    const ids = index.search(west, south, east, north);
    const isInside = insideTest(ring, south, north, ids.length);
    return ids.filter((id) => isInside(lon[id], lat[id]));
  },
  corridor: (state, line, limitKm) =>
    corridorOf(state.index.search(...box(line, limitKm)), state, line, limitKm),
  exposure: (state, line) => exposureOf(state.index.search(...box(line, CUT_KM)), state, line),
  sites({ index, lon, lat }, places, radiusKm) {
    return places.map(([x, y]) => {
      const [kx, ky] = [kmPerLon(y), kmPerLat(y)];
      const [aside, up] = [(radiusKm / kx) * 1.001, (radiusKm / ky) * 1.001];
      return index
        .search(x - aside, y - up, x + aside, y + up)
        .filter((id) => ((lon[id] - x) * kx) ** 2 + ((lat[id] - y) * ky) ** 2 <= radiusKm * radiusKm);
    });
  },
};

/** @type {Contender<ReturnType<typeof ready>>} */
export const kdbushFlatbush = {
  name: "kdbush + flatbush over legs",
  metric,
  ready,
  corridor: (state, line, limitKm) =>
    corridorOf(state.index.range(...box(line, limitKm)), state, line, limitKm),
  exposure: (state, line) => exposureOf(state.index.range(...box(line, CUT_KM)), state, line),
};
