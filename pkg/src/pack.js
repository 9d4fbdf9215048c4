/**
 * GeoJSON in the form that the engine reads. Coordinates that are plain numbers are passed as `numbers`, which takes a
 * tenth of the time of text. Everything else is passed as `text`, so that one reader, the engine's, finds what is wrong
 * with it. `structure` says what the numbers are; `src/geometry/packed.rs` describes it. It is empty where there is
 * text.
 * @typedef {{ text: string, numbers: Float64Array, structure: Uint32Array }} Packed
 */

import { GeobitError } from "./error.js";

/** No shape at all. @type {Packed} */
export const NOTHING = { text: "", numbers: new Float64Array(), structure: new Uint32Array() };

/** How many coordinates, lists of coordinates and shapes can be asked about at once. */
const MOST_NUMBERS = 8_000_000;

/** The numbers of the types in `src/geometry/packed.rs`, and how deep their positions are nested in lists. */
const TYPES = new Map([
  ["Point", { number: 1, depth: 0 }],
  ["MultiPoint", { number: 2, depth: 1 }],
  ["LineString", { number: 3, depth: 1 }],
  ["MultiLineString", { number: 4, depth: 2 }],
  ["Polygon", { number: 5, depth: 2 }],
  ["MultiPolygon", { number: 6, depth: 3 }],
]);

/**
 * Packs a geometry or a Feature as numbers. Returns `null` if it has to be passed as text.
 * @param {any} geojson
 * @returns {Packed | null}
 */
export function packOne(geojson) {
  return packList([geojson]);
}

/**
 * Packs a FeatureCollection as numbers. Returns `null` if it has to be passed as text.
 * @param {any} geojson
 * @returns {Packed | null}
 */
export function packAll(geojson) {
  const { type, features } = geojson;
  const isCollection = type === "FeatureCollection" && isPlain(geojson) && Array.isArray(features);
  // The engine refuses an empty collection.
  if (!isCollection || features.length === 0) return null;
  checkCount(features.length);
  // A list with holes is no list of features, which `every` would not notice.
  for (const feature of features) if (feature?.type !== "Feature") return null;
  return packList(features);
}

/** @param {any[]} list of geometries and Features @returns {Packed | null} */
function packList(list) {
  /** @type {number[]} */
  const structure = [];
  let total = 0;
  for (const geojson of list) {
    const count = addStructure(geojson, structure);
    if (count < 0) return null;
    total += count;
    checkCount(total);
  }
  const numbers = new Float64Array(total);
  let end = 0;
  for (const geojson of list) {
    const { geometry, radiusKm } = partsOf(geojson);
    if (radiusKm !== undefined) numbers[end++] = radiusKm;
    end = writePositions(geometry.coordinates, TYPES.get(geometry.type)?.depth ?? 0, numbers, end);
    if (end < 0) return null;
  }
  // A list that changes while it is read has no shape.
  if (end !== total) return null;
  return { text: "", numbers, structure: Uint32Array.from(structure) };
}

/** Refuses more numbers than the engine should be asked about at once. @param {number} count */
function checkCount(count) {
  if (count <= MOST_NUMBERS) return;
  const message = `This GeoJSON holds ${count} coordinates or features and perhaps more; at most ${MOST_NUMBERS} are accepted at once. Simplify it, or ask for less at once.`;
  throw new GeobitError("tooLarge", message);
}

/** Returns whether JSON writes the members of an object as they are. @param {any} object */
const isPlain = (object) =>
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
 * Adds the structure of a geometry or Feature. Returns how many numbers it has, or -1 if it has to be passed as text.
 * @param {any} geojson
 * @param {number[]} structure
 */
function addStructure(geojson, structure) {
  const { geometry, radiusKm } = partsOf(geojson);
  const type = TYPES.get(geometry?.type);
  const isWellFormed = isPlain(geojson) && isPlain(geometry) && isPlain(geojson.properties ?? {});
  if (!type || !isWellFormed || !(radiusKm === undefined || Number.isFinite(radiusKm))) return -1;
  const radiusCount = radiusKm === undefined ? 0 : 1;
  structure.push(type.number, radiusCount);
  const count = addLengths(geometry.coordinates, type.depth, structure);
  return count < 0 ? -1 : count + radiusCount;
}

/**
 * Adds the lengths of nested lists. Returns how many numbers they hold, or -1 if one of them is no list.
 * @param {any} list
 * @param {number} depth
 * @param {number[]} structure
 * @returns {number}
 */
function addLengths(list, depth, structure) {
  if (!Array.isArray(list)) return -1;
  if (depth === 0) return 2;
  structure.push(list.length);
  checkCount(Math.max(list.length, structure.length));
  if (depth === 1) return 2 * list.length;
  let total = 0;
  for (const part of list) {
    const count = addLengths(part, depth - 1, structure);
    if (count < 0) return -1;
    total += count;
    checkCount(total);
  }
  return total;
}

/**
 * Writes the positions of nested lists. Returns where the next number goes, or -1 if one of them is no position.
 * @param {any} list
 * @param {number} depth
 * @param {Float64Array} numbers
 * @param {number} end
 * @returns {number}
 */
function writePositions(list, depth, numbers, end) {
  if (depth === 0) return writePosition(list, numbers, end);
  for (let i = 0; i < list.length && end >= 0; i++) {
    end =
      depth === 1 ? writePosition(list[i], numbers, end) : writePositions(list[i], depth - 1, numbers, end);
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
