/**
 * GeoJSON for the engine: as numbers where its coordinates are plain numbers, which costs a tenth of text, and as text
 * for everything else, so that whatever is wrong is told by the one who reads it.
 * @typedef {{ text: string, numbers: Float64Array, shape: Uint32Array }} Packed
 */

/** How `src/geometry/packed.rs` numbers the types, and how deep their coordinates are nested above a position. */
const TYPES = new Map([
  ["Point", { number: 1, depth: 0 }],
  ["MultiPoint", { number: 2, depth: 1 }],
  ["LineString", { number: 3, depth: 1 }],
  ["MultiLineString", { number: 4, depth: 2 }],
  ["Polygon", { number: 5, depth: 2 }],
  ["MultiPolygon", { number: 6, depth: 3 }],
]);

/**
 * A geometry or a Feature as numbers, or nothing where it has to be text.
 * @param {any} geojson
 * @returns {Packed | null}
 */
export function packOne(geojson) {
  return packed([geojson]);
}

/**
 * A FeatureCollection as numbers, or nothing where it has to be text.
 * @param {any} geojson
 * @returns {Packed | null}
 */
export function packAll(geojson) {
  const { type, features } = geojson;
  const listed = type === "FeatureCollection" && plain(geojson) && Array.isArray(features);
  // An empty collection is an error, which the engine tells.
  if (!listed || features.length === 0) return null;
  return features.every((feature) => feature?.type === "Feature") ? packed(features) : null;
}

/** @param {any[]} list of geometries and Features */
function packed(list) {
  /** @type {number[]} */
  const shape = [];
  let count = 0;
  for (const one of list) {
    const counted = shapeOf(one, shape);
    if (counted < 0) return null;
    count += counted;
  }
  const numbers = new Float64Array(count);
  let end = 0;
  for (const one of list) {
    const { geometry, radiusKm } = partsOf(one);
    if (radiusKm !== undefined) numbers[end++] = radiusKm;
    end = write(geometry.coordinates, TYPES.get(geometry.type)?.depth ?? 0, numbers, end);
    if (end < 0) return null;
  }
  return { text: "", numbers, shape: Uint32Array.from(shape) };
}

/** What JSON would write differently, such as an object that says how, is left to JSON. @param {any} object */
const plain = (object) =>
  typeof object === "object" && object !== null && typeof object.toJSON !== "function";

/** @param {any} geojson */
function partsOf(geojson) {
  const feature = geojson?.type === "Feature";
  return {
    geometry: feature ? geojson.geometry : geojson,
    radiusKm: feature ? (geojson.properties?.radiusKm ?? undefined) : undefined,
  };
}

/**
 * Adds the shape of one geometry or Feature; returns how many numbers it has, -1 where it has to be text.
 * @param {any} geojson
 * @param {number[]} shape
 */
function shapeOf(geojson, shape) {
  const { geometry, radiusKm } = partsOf(geojson);
  const type = TYPES.get(geometry?.type);
  const wellFormed = plain(geojson) && plain(geometry) && plain(geojson.properties ?? {});
  if (!type || !wellFormed || !(radiusKm === undefined || Number.isFinite(radiusKm))) return -1;
  const hasRadius = radiusKm === undefined ? 0 : 1;
  shape.push(type.number, hasRadius);
  const count = lengths(geometry.coordinates, type.depth, shape);
  return count < 0 ? -1 : count + hasRadius;
}

/**
 * Adds the lengths of nested lists; returns how many numbers they hold, -1 for what is no list.
 * @param {any} list
 * @param {number} depth
 * @param {number[]} shape
 * @returns {number}
 */
function lengths(list, depth, shape) {
  if (!Array.isArray(list)) return -1;
  if (depth === 0) return 2;
  shape.push(list.length);
  if (depth === 1) return 2 * list.length;
  let count = 0;
  for (const part of list) {
    const counted = lengths(part, depth - 1, shape);
    if (counted < 0) return -1;
    count += counted;
  }
  return count;
}

/**
 * Writes the positions of nested lists; returns where the next number goes, -1 for what is no position.
 * @param {any} list
 * @param {number} depth
 * @param {Float64Array} numbers
 * @param {number} end
 * @returns {number}
 */
function write(list, depth, numbers, end) {
  if (depth === 0) return writePosition(list, numbers, end);
  for (let i = 0; i < list.length && end >= 0; i++) {
    end = depth === 1 ? writePosition(list[i], numbers, end) : write(list[i], depth - 1, numbers, end);
  }
  return end;
}

/** @param {any} position @param {Float64Array} numbers @param {number} end */
function writePosition(position, numbers, end) {
  if (!Array.isArray(position)) return -1;
  const lon = position[0];
  const lat = position[1];
  if (typeof lon !== "number" || typeof lat !== "number") return -1;
  numbers[end] = lon;
  numbers[end + 1] = lat;
  return end + 2;
}
