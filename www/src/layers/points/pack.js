// Incidents as the graphics card reads them: twelve bytes a row, in the order of the rows. They are packed once per snapshot, as
// filters and results do not change them.

/** @typedef {import("geobit").Columns} Columns */
/**
 * @typedef {object} Packed
 * @property {number} count
 * @property {Uint32Array} vertices three per row: east, south, what
 * @property {Uint32Array} boxes four per chunk: least east, least south, most east, most south
 * @property {number} markZoom the lowest zoom at which no map tile holds more marks than can be told apart
 */

/** Rows per chunk. Consecutive rows lie close together, so that whole chunks are off the screen. */
export const CHUNK = 2048;
export const WORDS = 3;
/** The bit of `what` that says that the place is uncertain. Below it are four bits of kind, above it is the day. */
export const UNCERTAIN = 16;
const DAY_SHIFT = 5;
const DAY_ZERO = 2 ** 26;
/** Stands for the kind of a row without a place that could be drawn; no filter chooses it. */
export const NOWHERE = 15;

/**
 * Mercator as integers. The world is 2^32 wide, so that a difference of two longitudes wraps around the earth by itself, and 2^31
 * high, so that a difference of two latitudes never wraps. Exact to 1/60 pixel at zoom 16.
 */
export const EAST = 2 ** 32;
export const SOUTH = 2 ** 31;

/** If a map tile would hold more marks than this, incidents are dots, as marks would hide each other. */
const MAX_MARKS = 5000;
/** About how many rows of a larger snapshot are counted as a sample. */
const SAMPLE_ROWS = 125_000;
const LAST_ZOOM = 16;
const COARSE_ZOOM = 10;

/** @param {number} day days since 1970 @returns {number} the day as the shader compares it */
export const packedDay = (day) => Math.min(2 ** 27 - 1, Math.max(0, day + DAY_ZERO));

/** @param {number} what */
export const dayOf = (what) => what >>> DAY_SHIFT;

/** @param {number} lon */
export const eastOf = (lon) => ((lon / 360 + 0.5) * EAST) >>> 0;

/** Returns the distance from the north edge; latitudes beyond an edge of the map are on it. @param {number} lat */
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

  /** A function of its own, so that the JavaScript engine optimises it before all rows are packed. @param {number} first @param {number} end @param {number} box */
  function packChunk(first, end, box) {
    let west = EAST - 1;
    let north = SOUTH - 1;
    let east = 0;
    let south = 0;
    for (let row = first, at = WORDS * first; row < end; row++, at += WORDS) {
      const radius = uncertaintyKm[row];
      // Without radius (not locatable) or coordinates the row is counted, but never drawn.
      if (Number.isNaN(radius + lon[row] + lat[row])) {
        vertices[at + 2] = NOWHERE;
        continue;
      }
      const x = eastOf(lon[row]);
      const y = southOf(lat[row]);
      vertices[at] = x;
      vertices[at + 1] = y;
      vertices[at + 2] = (packedDay(day[row]) << DAY_SHIFT) | (radius > 0 ? UNCERTAIN : 0) | kind[row];
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

/** Finds the lowest zoom at which no tile holds more than `MAX_MARKS`. @param {Uint32Array} vertices */
function zoomForMarks(vertices) {
  const step = WORDS * Math.max(1, Math.ceil(vertices.length / WORDS / SAMPLE_ROWS));
  const limit = (MAX_MARKS * WORDS) / step;
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
 * Continues from the coarse zoom on, for the few tiles that hold too many marks there.
 * @param {Uint32Array} vertices @param {number} step @param {Uint32Array} coarse @param {number} limit
 */
function zoomForCrowds(vertices, step, coarse, limit) {
  const side = 2 ** (LAST_ZOOM - COARSE_ZOOM);
  /** @type {Map<number, Uint32Array>} */
  const crowds = new Map();
  // Consecutive rows are neighbours on the ground, so the tile is mostly that of the row before.
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
