// Outlines for the eye, and places along a line by the kilometre. The engine measures, and never sees these.

const EARTH_KM = 6371.0088;
const RADIANS = Math.PI / 180;
const CIRCLE_STEPS = 96;

/**
 * @param {GeoJSON.Position} centre
 * @param {number} km radius
 * @returns {GeoJSON.Position[]} a closed ring
 */
export function circleRing([lon, lat], km) {
  const angle = km / EARTH_KM;
  const ring = [];
  for (let i = 0; i <= CIRCLE_STEPS; i++) {
    const bearing = ((i % CIRCLE_STEPS) * 2 * Math.PI) / CIRCLE_STEPS;
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

/** WGS84: half of its equator's diameter in km, and the square of its eccentricity. */
const EQUATOR_KM = 6378.137;
const ECCENTRICITY2 = 0.00669437999014;

/**
 * By the ellipsoid's curvature at the middle latitude: good to a metre in 50 km.
 * @param {GeoJSON.Position} a @param {GeoJSON.Position} b @returns {number} km
 */
export function distanceKm(a, b) {
  const middle = ((a[1] + b[1]) / 2) * RADIANS;
  const flat = 1 - ECCENTRICITY2 * Math.sin(middle) ** 2;
  const north = ((b[1] - a[1]) * RADIANS * EQUATOR_KM * (1 - ECCENTRICITY2)) / flat ** 1.5;
  const east = (eastward(a, b) * RADIANS * EQUATOR_KM * Math.cos(middle)) / Math.sqrt(flat);
  return Math.hypot(north, east);
}

/** Degrees east from one place to another, the short way round. @param {GeoJSON.Position} a @param {GeoJSON.Position} b */
function eastward([from], [to]) {
  const degrees = to - from;
  return Math.abs(degrees) > 180 ? degrees - Math.sign(degrees) * 360 : degrees;
}

/** A place on the leg from `a` to `b`, which is straight in degrees. @param {GeoJSON.Position} a @param {GeoJSON.Position} b @param {number} share */
const between = (a, b, share) => [a[0] + share * eastward(a, b), a[1] + share * (b[1] - a[1])];

/** Legs are measured in pieces no longer than this, within which a degree has one length. */
const PIECE_DEGREES = 0.2;

/** Lengths of the pieces of a leg, all of one share of it. @param {GeoJSON.Position} a @param {GeoJSON.Position} b */
function pieces(a, b) {
  const longest = Math.max(Math.abs(eastward(a, b)), Math.abs(b[1] - a[1]));
  const count = Math.max(1, Math.ceil(longest / PIECE_DEGREES));
  if (count === 1) return [distanceKm(a, b)];
  return Array.from({ length: count }, (_, i) =>
    distanceKm(between(a, b, i / count), between(a, b, (i + 1) / count)),
  );
}

/** Which share of a leg lies before a place on it. @param {GeoJSON.Position} a @param {GeoJSON.Position} b @param {number} km from `a` */
function shareOf(a, b, km) {
  const lengths = pieces(a, b);
  let [piece, left] = [0, km];
  while (piece < lengths.length - 1 && left > lengths[piece]) left -= lengths[piece++];
  const within = lengths[piece] > 0 ? Math.min(1, Math.max(0, left / lengths[piece])) : 0;
  return (piece + within) / lengths.length;
}

/** @param {number} km @param {number} lat @returns {number} pixels on the map at zoom 0 */
export const pixelsAtZoom0 = (km, lat) => (km * 512) / (2 * Math.PI * EARTH_KM * Math.cos(lat * RADIANS));

/** @typedef {{ line: GeoJSON.Position[], legs: Float64Array, marks: Float64Array }} Measured */
/** Of lines that still are of use: the panel, the map and the brief measure the same one. @type {WeakMap<GeoJSON.Position[], Measured>} */
const measured = new WeakMap();
/** The one measured last: a line that is dragged has nearly all of its legs in common with it. @type {Measured} */
let lately = { line: [], legs: new Float64Array(), marks: new Float64Array() };

/** How far along a line its corners are, km. @param {GeoJSON.Position[]} line which does not change, nor do its corners */
function marksOf(line) {
  const known = measured.get(line);
  if (known) return known.marks;
  const [legs, marks] = [new Float64Array(line.length), new Float64Array(line.length)];
  for (let i = 1; i < line.length; i++) {
    const same = line[i] === lately.line[i] && line[i - 1] === lately.line[i - 1];
    legs[i] = same ? lately.legs[i] : pieces(line[i - 1], line[i]).reduce((sum, km) => sum + km, 0);
    marks[i] = marks[i - 1] + legs[i];
  }
  lately = { line, legs, marks };
  measured.set(line, lately);
  return marks;
}

/**
 * Finds stretches of a line by kilometre, scaled so that the line ends at the length the engine measured.
 *
 * @param {GeoJSON.Position[]} line
 * @param {number} lengthKm
 * @returns {(fromKm: number, toKm: number) => GeoJSON.Position[]}
 */
export function alongLine(line, lengthKm) {
  const marks = marksOf(line);
  const scale = marks[marks.length - 1] / lengthKm || 1;

  /** The first mark at or beyond a distance. @param {number} km */
  const markFrom = (km) => firstWhere(marks.length, (i) => marks[i] >= km);
  /** @param {number} km */
  const at = (km) => {
    const leg = Math.min(line.length - 1, Math.max(1, markFrom(km)));
    const [from, to] = [line[leg - 1], line[leg]];
    return between(from, to, shareOf(from, to, km - marks[leg - 1]));
  };
  return (fromKm, toKm) => {
    const [from, to] = [fromKm * scale, toKm * scale];
    let first = markFrom(from);
    while (marks[first] === from) first++;
    return [at(from), ...line.slice(first, Math.max(first, markFrom(to))), at(to)];
  };
}

/** @param {GeoJSON.Position[]} positions @param {number} [marginKm] @returns {[number, number, number, number]} */
export function boxAround(positions, marginKm = 0) {
  const lons = positions.map((position) => position[0]);
  const lats = positions.map((position) => position[1]);
  const north = marginKm / 111;
  const east = north / Math.max(0.1, Math.cos(lats[0] * RADIANS));
  // Not spread as arguments: a track has more points than a call takes.
  const [least, most] = [Math.min, Math.max].map(
    (pick) => (/** @type {number[]} */ numbers) => numbers.reduce((a, b) => pick(a, b)),
  );
  return [least(lons) - east, least(lats) - north, most(lons) + east, most(lats) + north];
}

/** A degree of latitude is at least so long. */
const LEAST_KM_PER_DEGREE = 110.5;
/** Farther from any town a place has no name. */
const NEAR_TOWN_KM = 60;

/** From south to north. @type {WeakMap<import("../basemap.js").Town[], import("../basemap.js").Town[]>} */
const sorted = new WeakMap();

/** A place in words. @param {import("../basemap.js").Town[]} towns @param {[number, number]} at */
export function nearestTown(towns, at) {
  const northwards = sorted.get(towns) ?? towns.toSorted((a, b) => a[2] - b[2]);
  sorted.set(towns, northwards);
  const away = NEAR_TOWN_KM / LEAST_KM_PER_DEGREE;
  const perEast = LEAST_KM_PER_DEGREE * Math.cos(Math.min(90, Math.abs(at[1]) + away) * RADIANS);
  let best = "";
  let least = NEAR_TOWN_KM;
  const first = firstWhere(northwards.length, (i) => northwards[i][2] >= at[1] - away);
  for (let i = first; i < northwards.length && northwards[i][2] <= at[1] + away; i++) {
    const [name, lon, lat] = northwards[i];
    // Most are far to the east or west, and are told so without being measured.
    const east = Math.abs(lon - at[0]);
    if (perEast * Math.min(east, 360 - east) > least) continue;
    const km = distanceKm([lon, lat], at);
    if (km >= least) continue;
    least = km;
    best = km < 5 ? `at ${name}` : `${Math.round(km)} km from ${name}`;
  }
  return best;
}

/** The first number from 0 on for which something holds that holds for all after it; `count` if for none. @param {number} count @param {(i: number) => boolean} holds */
function firstWhere(count, holds) {
  let [low, high] = [0, count];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (holds(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}
