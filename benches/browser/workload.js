// Makes the timed workload from one seed: synthetic incidents clustered around towns, an area, a route and sites.

/** @import { Data, Incidents } from "./types.d.ts" */

/** A small generator of uniform numbers (mulberry32), so that every run times the same work. @param {number} seed */
export function uniform(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t = (t + Math.imul(t ^ (t >>> 7), t | 61)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

const KINDS = ["armedClash", "attackOnCivilians", "abduction", "explosion", "blockade", "looting"];
const [WEST, SOUTH, EAST, NORTH] = [-17, 4, 16, 25];
const FIRST_DAY = Date.UTC(2016, 10, 23) / 864e5;
const DAYS = 3652;
const HALF_LIFE_DAYS = 30;
/** With a long half-life every incident of the ten years counts. */
export const LONG_HALF_LIFE_DAYS = 90;
/** The engine leaves out older incidents, which weigh 1e-18 of a new one; so may its peers. */
const OLDEST_HALF_LIVES = 60;

/**
 * Incidents over ten years: 85 % in Gaussian clusters around 400 towns of skewed sizes, 15 % anywhere; a fifth of them
 * located to 25 km only. `benches/native/workload.rs` makes the same incidents: change both or neither.
 *
 * @param {number} count
 * @returns {Incidents}
 */
export function incidents(count) {
  const next = uniform(20261123);
  const gauss = () => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next());
  const towns = Array.from({ length: 400 }, () => ({
    lon: WEST + next() * (EAST - WEST),
    lat: SOUTH + next() * (NORTH - SOUTH),
    spread: 0.05 + 0.4 * next(),
  }));
  const columns = {
    lon: new Float64Array(count),
    lat: new Float64Array(count),
    day: new Int32Array(count),
    kind: new Uint8Array(count),
    kindNames: KINDS,
    uncertaintyKm: new Float32Array(count),
  };
  for (let number = 0; number < count; number++) {
    const town = towns[Math.floor(next() ** 2.5 * towns.length)];
    const clustered = next() < 0.85;
    columns.lon[number] = clustered ? town.lon + gauss() * town.spread : WEST + next() * (EAST - WEST);
    columns.lat[number] = clustered ? town.lat + gauss() * town.spread : SOUTH + next() * (NORTH - SOUTH);
    columns.day[number] = FIRST_DAY + Math.floor(next() * DAYS);
    columns.kind[number] = Math.floor(next() * KINDS.length);
    columns.uncertaintyKm[number] = next() < 0.2 ? 25 : 0;
  }
  return columns;
}

/**
 * Returns the incidents with their weights in the exposure, which an application computes once, when its data arrives.
 * @param {Incidents} incidents
 * @returns {Data}
 */
export function withWeights(incidents) {
  const asOf = incidents.day.reduce((last, day) => Math.max(last, day), 0);
  const weightsBy = (/** @type {number} */ halfLifeDays) =>
    Float64Array.from(incidents.day, (day) => {
      const age = (asOf - day) / halfLifeDays;
      return age <= OLDEST_HALF_LIVES ? (Math.LN2 / halfLifeDays) * 2 ** -age : 0;
    });
  return { incidents, weights: weightsBy(HALF_LIFE_DAYS), longWeights: weightsBy(LONG_HALF_LIFE_DAYS) };
}

/**
 * A star of 64 vertices, about 60 km from its middle to its tips.
 * @param {number} [shift] moves one vertex, degrees
 * @param {number} [vertices] an even number
 */
export function area(shift = 0, vertices = 64) {
  return ring(vertices, [-1.5, 12.4], (i) => (i % 2 === 0 ? 0.54 : 0.44), shift);
}

/**
 * A jagged area, about 450 km from its middle to its farthest vertices.
 * @param {number} [shift] moves one vertex, degrees
 * @param {number} [vertices]
 */
export function jagged(shift = 0, vertices = 1000) {
  const next = uniform(vertices);
  return ring(vertices, [-1.5, 12.4], () => 3.2 + 0.9 * next(), shift);
}

/**
 * @param {number} vertices
 * @param {number[]} middle
 * @param {(i: number) => number} reach
 * @param {number} shift
 */
function ring(vertices, [lon, lat], reach, shift) {
  const open = Array.from({ length: vertices }, (_, i) => {
    const angle = (i / vertices) * 2 * Math.PI;
    const r = reach(i);
    return [lon + r * Math.cos(angle), lat + r * Math.sin(angle)];
  });
  open[0][0] += shift;
  return [...open, open[0]];
}

/**
 * A winding road of about 1,050 km.
 * @param {number} [shift] moves one vertex, degrees
 * @param {number} [vertices]
 */
export function road(shift = 0, vertices = 2000) {
  const line = Array.from({ length: vertices }, (_, i) => {
    const t = i / (vertices - 1);
    return [-8 + 9.4 * t, 12.6 + 0.35 * Math.sin(9 * t) + 0.004 * Math.sin(400 * t)];
  });
  line[vertices >> 1][1] += shift;
  return line;
}

/** Returns the places of `count` incidents, evenly spread over all of them. @param {Incidents} incidents @param {number} count */
export function sites({ lon, lat }, count) {
  const step = lon.length / count;
  return Array.from({ length: count }, (_, i) => {
    const number = Math.floor(i * step);
    return [lon[number], lat[number]];
  });
}

/** @param {number[][]} ring */
export const polygon = (ring) => ({ type: "Polygon", coordinates: [ring] });

/** @param {number[][]} coordinates */
export const lineString = (coordinates) => ({ type: "LineString", coordinates });

/** @param {number[][]} places @param {number} radiusKm */
export const circles = (places, radiusKm) => ({
  type: "FeatureCollection",
  features: places.map((coordinates) => ({
    type: "Feature",
    geometry: { type: "Point", coordinates },
    properties: { radiusKm },
  })),
});
