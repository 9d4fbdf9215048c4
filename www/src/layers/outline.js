// Outlines for drawing, and places along a line by the kilometre. What counts is measured by the engine, which never sees these.
import { words } from "../words/index.js";

const EARTH_KM = 6371.0088;
const RADIANS = Math.PI / 180;
const CIRCLE_STEPS = 96;

/**
 * @param {GeoJSON.Position} centre
 * @param {number} km radius
 * @returns {GeoJSON.Position[]} a closed ring
 */
export const circleRing = (centre, km) => ringBy((bearing) => [bearing, km], centre);

/**
 * @param {GeoJSON.Position} centre
 * @param {{ majorKm: number, minorKm: number, angle: number }} ellipse its semi-axes, and the direction of the longer one in degrees
 *   clockwise from north
 * @returns {GeoJSON.Position[]} a closed ring
 */
export const ellipseRing = (centre, { majorKm, minorKm, angle }) =>
  ringBy((turn) => {
    const [along, across] = [majorKm * Math.cos(turn), minorKm * Math.sin(turn)];
    return [angle * RADIANS + Math.atan2(across, along), Math.hypot(along, across)];
  }, centre);

/** @param {(turn: number) => [bearing: number, km: number]} pointAt @param {GeoJSON.Position} centre @returns {GeoJSON.Position[]} */
function ringBy(pointAt, [lon, lat]) {
  const ring = [];
  for (let i = 0; i <= CIRCLE_STEPS; i++) {
    const [bearing, km] = pointAt(((i % CIRCLE_STEPS) * 2 * Math.PI) / CIRCLE_STEPS);
    const angle = km / EARTH_KM;
    const sinLat =
      Math.sin(lat * RADIANS) * Math.cos(angle) +
      Math.cos(lat * RADIANS) * Math.sin(angle) * Math.cos(bearing);
    const turn = Math.atan2(
      Math.sin(bearing) * Math.sin(angle) * Math.cos(lat * RADIANS),
      Math.cos(angle) - Math.sin(lat * RADIANS) * sinLat,
    );
    ring.push([lon + turn / RADIANS, Math.asin(sinLat) / RADIANS]);
  }
  return ring;
}

/** WGS84: the semi-major axis in km, and the square of the eccentricity. */
const EQUATOR_KM = 6378.137;
const ECCENTRICITY2 = 0.00669437999014;

/**
 * Returns the distance by the ellipsoid's curvature at the middle latitude, good to a metre in 50 km.
 * @param {GeoJSON.Position} a @param {GeoJSON.Position} b @returns {number} km
 */
export function distanceKm(a, b) {
  const middle = ((a[1] + b[1]) / 2) * RADIANS;
  const flat = 1 - ECCENTRICITY2 * Math.sin(middle) ** 2;
  const north = ((b[1] - a[1]) * RADIANS * EQUATOR_KM * (1 - ECCENTRICITY2)) / flat ** 1.5;
  const east = (eastward(a, b) * RADIANS * EQUATOR_KM * Math.cos(middle)) / Math.sqrt(flat);
  return Math.hypot(north, east);
}

/** Returns the degrees east from one place to another, from -180 to 180. @param {GeoJSON.Position} a @param {GeoJSON.Position} b */
function eastward([from], [to]) {
  const degrees = to - from;
  return Math.abs(degrees) > 180 ? degrees - Math.sign(degrees) * 360 : degrees;
}

/** Returns a place on the leg from `a` to `b`, which is straight in degrees. @param {GeoJSON.Position} a @param {GeoJSON.Position} b @param {number} share */
const interpolate = (a, b, share) => [a[0] + share * eastward(a, b), a[1] + share * (b[1] - a[1])];

/** Legs are measured in pieces no longer than this, within which a degree of longitude has one length. */
const MAX_PIECE_DEGREES = 0.2;

/** Returns the lengths of the pieces of a leg, which are equal shares of it in degrees. @param {GeoJSON.Position} a @param {GeoJSON.Position} b @returns {number[]} km */
function pieceLengths(a, b) {
  const longest = Math.max(Math.abs(eastward(a, b)), Math.abs(b[1] - a[1]));
  const count = Math.max(1, Math.ceil(longest / MAX_PIECE_DEGREES));
  if (count === 1) return [distanceKm(a, b)];
  return Array.from({ length: count }, (_, i) =>
    distanceKm(interpolate(a, b, i / count), interpolate(a, b, (i + 1) / count)),
  );
}

/** Returns the share of a leg that lies before a place on it. @param {GeoJSON.Position} a @param {GeoJSON.Position} b @param {number} km from `a` */
function shareBefore(a, b, km) {
  const lengths = pieceLengths(a, b);
  let [piece, left] = [0, km];
  while (piece < lengths.length - 1 && left > lengths[piece]) left -= lengths[piece++];
  const within = lengths[piece] > 0 ? Math.min(1, Math.max(0, left / lengths[piece])) : 0;
  return (piece + within) / lengths.length;
}

/** @param {number} km @param {number} lat @returns {number} pixels on the map at zoom 0 */
export const pixelsAtZoom0 = (km, lat) => (km * 512) / (2 * Math.PI * EARTH_KM * Math.cos(lat * RADIANS));

/** @typedef {{ line: GeoJSON.Position[], legs: Float64Array, marks: Float64Array }} MeasuredLine */
/** The panel, the map and the brief measure the same line. @type {WeakMap<GeoJSON.Position[], MeasuredLine>} */
const measured = new WeakMap();
/** The line that was measured last: a line that is dragged shares nearly all of its legs with it. @type {MeasuredLine} */
let latest = { line: [], legs: new Float64Array(), marks: new Float64Array() };

/** Returns how far along a line its corners are, km. @param {GeoJSON.Position[]} line neither it nor its corners may be changed later */
function marksOf(line) {
  const known = measured.get(line);
  if (known) return known.marks;
  const [legs, marks] = [new Float64Array(line.length), new Float64Array(line.length)];
  for (let i = 1; i < line.length; i++) {
    const isSameLeg = line[i] === latest.line[i] && line[i - 1] === latest.line[i - 1];
    legs[i] = isSameLeg
      ? latest.legs[i]
      : pieceLengths(line[i - 1], line[i]).reduce((sum, km) => sum + km, 0);
    marks[i] = marks[i - 1] + legs[i];
  }
  latest = { line, legs, marks };
  measured.set(line, latest);
  return marks;
}

/** Returns about how long a line is, km: for lists, before the engine has measured it. @param {GeoJSON.Position[]} line as for `marksOf` */
export const lengthKm = (line) => marksOf(line)[line.length - 1];

/**
 * Returns a function that cuts parts out of a line by the kilometre, scaled so that the line ends at the length that the engine
 * measured.
 *
 * @param {GeoJSON.Position[]} line
 * @param {number} lengthKm
 * @returns {(fromKm: number, toKm: number) => GeoJSON.Position[]}
 */
export function alongLine(line, lengthKm) {
  const marks = marksOf(line);
  const scale = marks[marks.length - 1] / lengthKm || 1;

  /** Returns the number of the first corner at or beyond a distance. @param {number} km */
  const cornerFrom = (km) => firstWhere(marks.length, (i) => marks[i] >= km);
  /** @param {number} km */
  const at = (km) => {
    const leg = Math.min(line.length - 1, Math.max(1, cornerFrom(km)));
    const [from, to] = [line[leg - 1], line[leg]];
    return interpolate(from, to, shareBefore(from, to, km - marks[leg - 1]));
  };
  return (fromKm, toKm) => {
    const [from, to] = [fromKm * scale, toKm * scale];
    let first = cornerFrom(from);
    while (marks[first] === from) first++;
    return [at(from), ...line.slice(first, Math.max(first, cornerFrom(to))), at(to)];
  };
}

/** Returns the box around positions, with a margin. @param {GeoJSON.Position[]} positions @param {number} [marginKm] @returns {[west: number, south: number, east: number, north: number]} */
export function boxAround(positions, marginKm = 0) {
  const lons = positions.map((position) => position[0]);
  const lats = positions.map((position) => position[1]);
  const north = marginKm / 111;
  const east = north / Math.max(0.1, Math.cos(lats[0] * RADIANS));
  // Not spread as arguments, as a track has more points than a call takes.
  const [least, most] = [Math.min, Math.max].map(
    (pick) => (/** @type {number[]} */ numbers) => numbers.reduce((a, b) => pick(a, b)),
  );
  return [least(lons) - east, least(lats) - north, most(lons) + east, most(lats) + north];
}

/** A lower bound of the length of a degree of latitude. */
const MIN_KM_PER_DEGREE = 110.5;
/** A place farther from any town is not described. */
const NEAR_TOWN_KM = 60;
/** A place nearer than this is at the town. */
const AT_TOWN_KM = 5;

/** Lists of towns in order from south to north. @type {WeakMap<import("../basemap.js").Town[], import("../basemap.js").Town[]>} */
const sortedTowns = new WeakMap();

/** Describes a place by the nearest town; returns an empty text if none is near. @param {import("../basemap.js").Town[]} towns @param {[number, number]} at */
export function nearestTown(towns, at) {
  const northwards = sortedTowns.get(towns) ?? towns.toSorted((a, b) => a[2] - b[2]);
  sortedTowns.set(towns, northwards);
  const away = NEAR_TOWN_KM / MIN_KM_PER_DEGREE;
  const perEast = MIN_KM_PER_DEGREE * Math.cos(Math.min(90, Math.abs(at[1]) + away) * RADIANS);
  let best = "";
  let least = NEAR_TOWN_KM;
  const first = firstWhere(northwards.length, (i) => northwards[i][2] >= at[1] - away);
  for (let i = first; i < northwards.length && northwards[i][2] <= at[1] + away; i++) {
    const [name, lon, lat] = northwards[i];
    // Most are far to the east or west, which needs no measuring to see.
    const east = Math.abs(lon - at[0]);
    if (perEast * Math.min(east, 360 - east) > least) continue;
    const km = distanceKm([lon, lat], at);
    if (km >= least) continue;
    least = km;
    best = km < AT_TOWN_KM ? words.map.atTown(name) : words.map.nearTown(Math.round(km), name);
  }
  return best;
}

/** Finds by bisection the first number below `count` for which a condition holds that holds for all after it; else returns `count`. @param {number} count @param {(i: number) => boolean} holds */
function firstWhere(count, holds) {
  let [low, high] = [0, count];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (holds(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}
