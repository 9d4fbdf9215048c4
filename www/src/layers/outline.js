// Outlines for the eye, on a sphere: good to a few parts in a thousand, which no screen shows. The engine measures on
// the ellipsoid and never sees these.

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

/** @param {GeoJSON.Position} a @param {GeoJSON.Position} b @returns {number} km */
export function distanceKm([lon1, lat1], [lon2, lat2]) {
  const north = Math.sin(((lat2 - lat1) * RADIANS) / 2);
  const east = Math.sin(((lon2 - lon1) * RADIANS) / 2);
  const h = north * north + Math.cos(lat1 * RADIANS) * Math.cos(lat2 * RADIANS) * east * east;
  return 2 * EARTH_KM * Math.asin(Math.min(1, Math.sqrt(h)));
}

/** @param {number} km @param {number} lat @returns {number} pixels on the map at zoom 0 */
export const pixelsAtZoom0 = (km, lat) => (km * 512) / (2 * Math.PI * EARTH_KM * Math.cos(lat * RADIANS));

/**
 * Finds stretches of a line by kilometre, scaled so that the line ends at the length the engine measured.
 *
 * @param {GeoJSON.Position[]} line
 * @param {number} lengthKm
 * @returns {(fromKm: number, toKm: number) => GeoJSON.Position[]}
 */
export function alongLine(line, lengthKm) {
  const marks = [0];
  for (let i = 1; i < line.length; i++) marks.push(marks[i - 1] + distanceKm(line[i - 1], line[i]));
  const scale = marks[marks.length - 1] / lengthKm || 1;

  /** The first mark at or beyond a distance. @param {number} km */
  function markFrom(km) {
    let [low, high] = [0, marks.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (marks[middle] < km) low = middle + 1;
      else high = middle;
    }
    return low;
  }
  /** @param {number} km */
  const at = (km) => {
    const leg = Math.min(line.length - 1, Math.max(1, markFrom(km)));
    const length = marks[leg] - marks[leg - 1];
    const share = length > 0 ? Math.min(1, Math.max(0, (km - marks[leg - 1]) / length)) : 0;
    return line[leg].map((end, axis) => line[leg - 1][axis] + share * (end - line[leg - 1][axis]));
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

/** A place in words. @param {import("../basemap.js").Town[]} towns @param {[number, number]} at */
export function nearestTown(towns, at) {
  let best = "";
  let least = 60;
  for (const [name, lon, lat] of towns) {
    if (Math.abs(lat - at[1]) > 0.6) continue;
    const away = distanceKm([lon, lat], at);
    if (away < least) {
      least = away;
      best = away < 5 ? `at ${name}` : `${Math.round(away)} km from ${name}`;
    }
  }
  return best;
}
