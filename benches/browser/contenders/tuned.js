// kdbush as a specialist would use it: typed arrays, one search per group of legs, every formula written out in the loop.

/** @import { Contender } from "../types.d.ts" */
import { box, kmPerLat, kmPerLon } from "../geodesy.js";
import { insideTest, legsOf } from "./edges.js";
import { ready } from "./kdbush.js";
import { alongLeg, CUT_KM, SIGMA_KM } from "./kernel.js";

/** @typedef {ReturnType<typeof ready>} State */

/** Number of legs that share one search of the index: the fastest of 4 to 64. */
const GROUP = 16;
/** With steps of half the width, the midpoint rule is practically exact for a Gaussian. */
const SAMPLE_KM = SIGMA_KM / 2;

/** @param {Float64Array} weights @param {State} state @param {number[][]} line */
function exposureBy(weights, { index, lon, lat }, line) {
  const { count, x, y, kx, ky, dx, dy, length } = legsOf(line);
  let sum = 0;
  for (let first = 0; first < count; first += GROUP) {
    const end = Math.min(count, first + GROUP);
    const [west, south, east, north] = box(line.slice(first, end + 1), CUT_KM);
    for (const id of index.range(west, south, east, north)) {
      const weight = weights[id];
      if (weight === 0) continue;
      for (let leg = first; leg < end; leg++) {
        const px = (lon[id] - x[leg]) * kx[leg];
        const py = (lat[id] - y[leg]) * ky[leg];
        const foot = px * dx[leg] + py * dy[leg];
        const off = px * dy[leg] - py * dx[leg];
        const beyond = Math.max(0, -foot, foot - length[leg]);
        if (off * off + beyond * beyond > CUT_KM * CUT_KM) continue;
        sum += weight * alongLeg(-foot, length[leg] - foot, off * off);
      }
    }
  }
  return sum;
}

/** @type {Contender<State>} */
export const tuned = {
  name: "kdbush, tuned",
  metric: { share: 0.001, why: "scales of the leg's or the site's latitude" },
  ready,
  geofence({ index, lon, lat }, ring) {
    const [west, south, east, north] = box(ring, 0);
    const ids = index.range(west, south, east, north);
    const isInside = insideTest(ring, south, north, ids.length);
    let found = 0;
    for (let k = 0; k < ids.length; k++) if (isInside(lon[ids[k]], lat[ids[k]])) ids[found++] = ids[k];
    ids.length = found;
    return ids;
  },
  corridor({ index, lon, lat }, line, limitKm) {
    const { count, x, y, kx, ky, dx, dy, length, start } = legsOf(line);
    /** @type {Map<number, number>} */
    const slots = new Map();
    const rows = [];
    const distances = [];
    const alongKm = [];
    const limit2 = limitKm * limitKm;
    for (let first = 0; first < count; first += GROUP) {
      const end = Math.min(count, first + GROUP);
      const [west, south, east, north] = box(line.slice(first, end + 1), limitKm);
      for (const id of index.range(west, south, east, north)) {
        let least = limit2;
        let along = -1;
        for (let leg = first; leg < end; leg++) {
          const px = (lon[id] - x[leg]) * kx[leg];
          const py = (lat[id] - y[leg]) * ky[leg];
          const t = Math.min(length[leg], Math.max(0, px * dx[leg] + py * dy[leg]));
          const ex = px - t * dx[leg];
          const ey = py - t * dy[leg];
          const distance2 = ex * ex + ey * ey;
          if (distance2 > least) continue;
          least = distance2;
          along = start[leg] + t;
        }
        if (along < 0) continue;
        /** @type {number} */
        const slot = slots.get(id) ?? rows.length;
        if (slot === rows.length) slots.set(id, slot);
        else if (distances[slot] <= least) continue;
        rows[slot] = id;
        distances[slot] = least;
        alongKm[slot] = along;
      }
    }
    return {
      rows: Uint32Array.from(rows),
      distanceKm: Float64Array.from(distances, Math.sqrt),
      alongKm: Float64Array.from(alongKm),
    };
  },
  exposure: (state, line) => exposureBy(state.weights, state, line),
  longExposure: (state, line) => exposureBy(state.longWeights, state, line),
  sites({ index, lon, lat }, places, radiusKm) {
    return places.map(([x, y]) => {
      const [kx, ky] = [kmPerLon(y), kmPerLat(y)];
      const [aside, up] = [(radiusKm / kx) * 1.001, (radiusKm / ky) * 1.001];
      const ids = index.range(x - aside, y - up, x + aside, y + up);
      let found = 0;
      for (let k = 0; k < ids.length; k++) {
        const [px, py] = [(lon[ids[k]] - x) * kx, (lat[ids[k]] - y) * ky];
        if (px * px + py * py <= radiusKm * radiusKm) ids[found++] = ids[k];
      }
      ids.length = found;
      return ids;
    });
  },
};

/** @type {Contender<State>} */
export const sampled = {
  name: "kdbush, tuned, sampled",
  metric: { share: 0.01, why: `the kernel at places ${SAMPLE_KM} km apart` },
  ready,
  exposure({ index, lon, lat, weights }, line) {
    const { count, dx, dy, kx, ky, x, y, length, start } = legsOf(line);
    const total = start[count - 1] + length[count - 1];
    const samples = Math.max(1, Math.round(total / SAMPLE_KM));
    const step = total / samples;
    let sum = 0;
    for (let sample = 0, leg = 0; sample < samples; sample++) {
      const km = (sample + 0.5) * step;
      while (leg < count - 1 && start[leg + 1] <= km) leg++;
      const t = km - start[leg];
      const [sx, sy] = [x[leg] + (t * dx[leg]) / kx[leg], y[leg] + (t * dy[leg]) / ky[leg]];
      const [west, south, east, north] = box([[sx, sy]], CUT_KM);
      for (const id of index.range(west, south, east, north)) {
        if (weights[id] === 0) continue;
        const [px, py] = [(lon[id] - sx) * kx[leg], (lat[id] - sy) * ky[leg]];
        const distance2 = px * px + py * py;
        if (distance2 <= CUT_KM * CUT_KM)
          sum += weights[id] * Math.exp(-distance2 / (2 * SIGMA_KM * SIGMA_KM));
      }
    }
    return (sum * step) / (2 * Math.PI * SIGMA_KM * SIGMA_KM);
  },
};
