// Incidents as the graphics card reads them: twelve bytes a row, in the order of the rows. Made once per snapshot;
// what filters and results change afterwards is never part of it.

/** @typedef {import("geobit").Columns} Columns */
/**
 * @typedef {object} Packed
 * @property {number} count
 * @property {Uint32Array} vertices three per row: east, south, what
 * @property {Uint32Array} boxes four per chunk: least east, least south, most east, most south
 * @property {number} markZoom the lowest zoom at which no map tile holds more marks than can be told apart
 */

/** Rows per chunk. Rows that follow each other lie close together, so whole chunks are off the screen. */
export const CHUNK = 2048;
export const WORDS = 3;
/** `what`: four bits of kind, one that says that the place is uncertain, the rest the day. */
export const ABOUT = 16;
const DAY_SHIFT = 5;
const DAY_ZERO = 2 ** 26;
/** A kind that no filter chooses: the row has no place that could be drawn. */
export const NOWHERE = 15;

/**
 * Mercator as whole numbers: the world's width is 2^32, so that a difference of two longitudes wraps around the earth
 * by itself; its height is 2^31, so that a difference of two latitudes never wraps. Exact to 1/60 pixel at zoom 16.
 */
export const EAST = 2 ** 32;
export const SOUTH = 2 ** 31;

/** Where a map tile would hold more than this, incidents are dots: marks would hide each other. */
const MOST_MARKS = 5000;
/** Of larger snapshots, about this many rows tell for all. */
const SAMPLE = 125_000;
const LAST_ZOOM = 16;
const COARSE_ZOOM = 10;

/** @param {number} day days since 1970 @returns {number} the same as the card compares it */
export const packedDay = (day) => Math.min(2 ** 27 - 1, Math.max(0, day + DAY_ZERO));

/** @param {number} what */
export const dayOf = (what) => what >>> DAY_SHIFT;

/** @param {number} lon */
export const eastOf = (lon) => ((lon / 360 + 0.5) * EAST) >>> 0;

/** Latitudes beyond the map's edge lie on the edge. @param {number} lat */
export function southOf(lat) {
  const sin = Math.sin((lat * Math.PI) / 180);
  const y = 0.5 - Math.log((1 + sin) / (1 - sin)) / (4 * Math.PI);
  return Math.min(SOUTH - 1, Math.max(0, y * SOUTH)) >>> 0;
}

/** @param {Columns} columns @returns {Packed} */
export function pack({ lon, lat, day, kind, uncertaintyKm }) {
  const count = lon.length;
  const vertices = new Uint32Array(WORDS * count);
  const boxes = new Uint32Array(4 * Math.ceil(count / CHUNK));
  for (let first = 0, box = 0; first < count; first += CHUNK, box += 4) {
    packChunk(first, Math.min(count, first + CHUNK), box);
  }
  return { count, vertices, boxes, markZoom: zoomForMarks(vertices) };

  /** A function of its own, so that it is compiled before it has seen all. @param {number} first @param {number} end @param {number} box */
  function packChunk(first, end, box) {
    let west = EAST - 1;
    let north = SOUTH - 1;
    let east = 0;
    let south = 0;
    for (let row = first, at = WORDS * first; row < end; row++, at += WORDS) {
      const radius = uncertaintyKm[row];
      // Not locatable (no radius) or without coordinates: counted in words, never drawn as if it had a place.
      if (Number.isNaN(radius + lon[row] + lat[row])) {
        vertices[at + 2] = NOWHERE;
        continue;
      }
      const x = eastOf(lon[row]);
      const y = southOf(lat[row]);
      vertices[at] = x;
      vertices[at + 1] = y;
      vertices[at + 2] = (packedDay(day[row]) << DAY_SHIFT) | (radius > 0 ? ABOUT : 0) | kind[row];
      if (x < west) west = x;
      if (x > east) east = x;
      if (y < north) north = y;
      if (y > south) south = y;
    }
    boxes[box] = west;
    boxes[box + 1] = north;
    boxes[box + 2] = east;
    boxes[box + 3] = south;
  }
}

/** @param {Uint32Array} vertices */
function zoomForMarks(vertices) {
  const step = WORDS * Math.max(1, Math.ceil(vertices.length / WORDS / SAMPLE));
  const limit = (MOST_MARKS * WORDS) / step;
  let side = 2 ** COARSE_ZOOM;
  let counts = new Uint32Array(side * side);
  for (let at = 0; at < vertices.length; at += step) {
    if ((vertices[at + 2] & 15) !== NOWHERE) counts[tileOf(vertices[at], vertices[at + 1])]++;
  }
  const coarse = counts;
  let zoom = COARSE_ZOOM;
  if (largest(coarse) > limit) return zoomForCrowds(vertices, step, coarse, limit);
  while (zoom > 0) {
    const half = side / 2;
    const above = new Uint32Array(half * half);
    for (let tile = 0; tile < counts.length; tile++) {
      above[((tile / side) >> 1) * half + ((tile % side) >> 1)] += counts[tile];
    }
    if (largest(above) > limit) break;
    [counts, side] = [above, half];
    zoom--;
  }
  return zoom;
}

/**
 * The same below the coarse zoom, for the few tiles that hold too many there.
 * @param {Uint32Array} vertices @param {number} step @param {Uint32Array} coarse @param {number} limit
 */
function zoomForCrowds(vertices, step, coarse, limit) {
  const side = 2 ** (LAST_ZOOM - COARSE_ZOOM);
  /** @type {Map<number, Uint32Array>} */
  const crowds = new Map();
  // Neighbours in a row are neighbours on the ground: mostly the crowd is that of the row before.
  let crowdTile = -1;
  /** @type {Uint32Array} */
  let crowd = coarse;
  for (let at = 0; at < vertices.length; at += step) {
    const x = vertices[at];
    const y = vertices[at + 1];
    const tile = tileOf(x, y);
    if (coarse[tile] <= limit || (vertices[at + 2] & 15) === NOWHERE) continue;
    if (tile !== crowdTile) {
      crowd = crowds.get(tile) ?? new Uint32Array(side * side);
      crowds.set(tile, crowd);
      crowdTile = tile;
    }
    const fineX = x >>> (32 - LAST_ZOOM);
    const fineY = y >>> (31 - LAST_ZOOM);
    crowd[(fineY & (side - 1)) * side + (fineX & (side - 1))]++;
  }
  for (let zoom = COARSE_ZOOM + 1; zoom < LAST_ZOOM; zoom++) {
    const up = LAST_ZOOM - zoom;
    const across = side >> up;
    let most = 0;
    for (const crowd of crowds.values()) {
      const counts = new Uint32Array(across * across);
      for (let cell = 0; cell < crowd.length; cell++) {
        counts[((cell / side) >> up) * across + ((cell % side) >> up)] += crowd[cell];
      }
      most = Math.max(most, largest(counts));
    }
    if (most <= limit) return zoom;
  }
  return LAST_ZOOM;
}

/** @param {number} x @param {number} y */
const tileOf = (x, y) => ((y >>> (31 - COARSE_ZOOM)) << COARSE_ZOOM) | (x >>> (32 - COARSE_ZOOM));

/** @param {Uint32Array} counts */
function largest(counts) {
  let most = 0;
  for (const count of counts) if (count > most) most = count;
  return most;
}
