// Computes the answers by plain loops over all incidents, independent of every contender: slow, and simple enough to be right.

/** @import { Data, Incidents } from "./types.d.ts" */
import { box, distanceKm, kmPerLat, kmPerLon } from "./geodesy.js";

/** Beyond ten bandwidths a kernel is below 2e-22 of its peak, which double precision cannot add. */
const REACH_BANDWIDTHS = 10;

/** Tests a point by the even-odd rule in the plane of longitude and latitude. @param {number[][]} ring @param {number} x @param {number} y */
export function isInside(ring, x, y) {
  let inside = false;
  for (let i = 1; i < ring.length; i++) {
    const [ax, ay] = ring[i - 1];
    const [bx, by] = ring[i];
    if (ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax) inside = !inside;
  }
  return inside;
}

/** @param {Incidents} incidents @param {number[][]} ring */
export function geofence({ lon, lat }, ring) {
  const [west, south, east, north] = box(ring, 0);
  const found = [];
  for (let i = 0; i < lon.length; i++) {
    if (lon[i] < west || lon[i] > east || lat[i] < south || lat[i] > north) continue;
    if (isInside(ring, lon[i], lat[i])) found.push(i);
  }
  return found;
}

/** Returns a route with its length, the point at a distance along it, and the nearest point to a place. @param {number[][]} line */
export function route(line) {
  const starts = [0];
  for (let i = 1; i < line.length; i++) {
    const [[ax, ay], [bx, by]] = [line[i - 1], line[i]];
    starts.push(starts[i - 1] + distanceKm(ax, ay, bx, by));
  }
  const legs = line.length - 1;
  const planar = new Float64Array(legs);

  /** Returns where a straight leg comes nearest, as a share of its length. @param {number} leg @param {number} x @param {number} y */
  const footOn = (leg, x, y) => {
    const [[ax, ay], [bx, by]] = [line[leg], line[leg + 1]];
    const middle = (y + (ay + by) / 2) / 2;
    const [kx, ky] = [kmPerLon(middle), kmPerLat(middle)];
    const [dx, dy] = [(bx - ax) * kx, (by - ay) * ky];
    const length2 = dx * dx + dy * dy;
    const t = length2 > 0 ? ((x - ax) * kx * dx + (y - ay) * ky * dy) / length2 : 0;
    return Math.min(1, Math.max(0, t));
  };
  /** @param {number} leg @param {number} t */
  const on = (leg, t) => [
    line[leg][0] + (line[leg + 1][0] - line[leg][0]) * t,
    line[leg][1] + (line[leg + 1][1] - line[leg][1]) * t,
  ];

  return {
    lengthKm: starts[legs],
    /** @param {number} km */
    at(km) {
      const after = starts.findIndex((start) => start > km);
      const leg = after < 0 ? legs - 1 : Math.max(0, after - 1);
      return on(leg, Math.min(1, (km - starts[leg]) / (starts[leg + 1] - starts[leg])));
    },
    /** @param {number} x @param {number} y */
    foot(x, y) {
      // First in one plane for all legs, then exactly on those that can be the nearest.
      const [kx, ky] = [kmPerLon(y), kmPerLat(y)];
      let least = Infinity;
      for (let leg = 0; leg < legs; leg++) {
        const [ax, ay] = line[leg];
        const [dx, dy] = [(line[leg + 1][0] - ax) * kx, (line[leg + 1][1] - ay) * ky];
        const [px, py] = [(x - ax) * kx, (y - ay) * ky];
        const length2 = dx * dx + dy * dy;
        const t = length2 > 0 ? Math.min(1, Math.max(0, (px * dx + py * dy) / length2)) : 0;
        planar[leg] = (px - t * dx) ** 2 + (py - t * dy) ** 2;
        if (planar[leg] < least) least = planar[leg];
      }
      const best = { distanceKm: Infinity, alongKm: 0 };
      for (let leg = 0; leg < legs; leg++) {
        if (planar[leg] > least * 1.02 + 1e-6) continue;
        const t = footOn(leg, x, y);
        const [fx, fy] = on(leg, t);
        const distance = distanceKm(x, y, fx, fy);
        if (distance < best.distanceKm) {
          best.distanceKm = distance;
          best.alongKm = starts[leg] + t * (starts[leg + 1] - starts[leg]);
        }
      }
      return best;
    },
  };
}

/**
 * Returns the distance and position of every incident within the limit and 5 % beyond, by number.
 * @param {Incidents} incidents @param {number[][]} line @param {number} limitKm
 */
export function corridor({ lon, lat }, line, limitKm) {
  const path = route(line);
  const [west, south, east, north] = box(line, limitKm * 1.05);
  /** @type {Map<number, { distanceKm: number, alongKm: number }>} */
  const near = new Map();
  for (let i = 0; i < lon.length; i++) {
    if (lon[i] < west || lon[i] > east || lat[i] < south || lat[i] > north) continue;
    const foot = path.foot(lon[i], lat[i]);
    if (foot.distanceKm <= limitKm * 1.05) near.set(i, foot);
  }
  return { near, path };
}

/**
 * Returns ∫λ ds by quadrature with three Gauss nodes on each leg: `whole` without truncation, `cut` without the pairs of an
 * incident and a leg that is farther than `cutKm`.
 * @param {Data} data @param {number[][]} line @param {number} sigmaKm @param {number} cutKm
 */
export function exposure({ incidents: { lon, lat }, weights }, line, sigmaKm, cutKm) {
  const reach = REACH_BANDWIDTHS * sigmaKm;
  const [west, south, east, north] = box(line, reach);
  const node = Math.sqrt(0.6) / 2;
  const nodes = [
    [0.5 - node, 5 / 18],
    [0.5, 8 / 18],
    [0.5 + node, 5 / 18],
  ];
  const legs = line.slice(1).map(([bx, by], i) => {
    const [ax, ay] = line[i];
    const lengthKm = distanceKm(ax, ay, bx, by);
    return {
      middle: [(ax + bx) / 2, (ay + by) / 2],
      ends: [line[i], [bx, by]],
      lengthKm,
      nodes: nodes.map(([t, share]) => [ax + t * (bx - ax), ay + t * (by - ay), share * lengthKm]),
    };
  });
  let [whole, cut] = [0, 0];
  for (let i = 0; i < lon.length; i++) {
    const [x, y] = [lon[i], lat[i]];
    if (weights[i] === 0 || x < west || x > east || y < south || y > north) continue;
    const kx = kmPerLon(y);
    for (const leg of legs) {
      const [dx, dy] = [(leg.middle[0] - x) * kx, (leg.middle[1] - y) * 110];
      if (dx * dx + dy * dy > (reach * 1.05) ** 2) continue;
      let along = 0;
      for (const [nx, ny, km] of leg.nodes)
        along += km * Math.exp(-(distanceKm(x, y, nx, ny) ** 2) / (2 * sigmaKm ** 2));
      along *= weights[i];
      whole += along;
      // A leg is half a kilometre long: its nearer end or middle is close enough to the foot, since the kernel is flat there.
      const [[ax, ay], [bx, by]] = leg.ends;
      const least = Math.min(Math.hypot(dx, dy), distanceKm(x, y, ax, ay), distanceKm(x, y, bx, by));
      if (least <= cutKm) cut += along;
    }
  }
  const peak = 2 * Math.PI * sigmaKm ** 2;
  return { whole: whole / peak, cut: cut / peak };
}

/**
 * Returns the incidents around each place, to 5 % beyond the radius, with their distances.
 * @param {Incidents} incidents @param {number[][]} places @param {number} radiusKm
 */
export function sites({ lon, lat }, places, radiusKm) {
  const order = Uint32Array.from(lat, (_, i) => i).sort((a, b) => lat[a] - lat[b]);
  const sorted = Float64Array.from(order, (number) => lat[number]);
  const pad = (radiusKm * 1.05) / 110;
  return places.map(([x, y]) => {
    /** @type {Map<number, number>} */
    const near = new Map();
    const reach = (radiusKm * 1.05) / kmPerLon(Math.abs(y) + pad);
    for (let k = firstFrom(sorted, y - pad); k < order.length && sorted[k] <= y + pad; k++) {
      const number = order[k];
      if (Math.abs(lon[number] - x) > reach) continue;
      const distance = distanceKm(x, y, lon[number], lat[number]);
      if (distance <= radiusKm * 1.05) near.set(number, distance);
    }
    return near;
  });
}

/** @param {Float64Array} sorted @param {number} least */
function firstFrom(sorted, least) {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle] < least) low = middle + 1;
    else high = middle;
  }
  return low;
}
