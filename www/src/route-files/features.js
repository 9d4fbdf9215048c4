// Finds the lines among the features of a GeoJSON file.
import { files as texts } from "../words/files.js";
import { nameFrom } from "./lines.js";

/** @typedef {import("./lines.js").Line} Line */

/** How deep geometry collections may be nested: no map needs more, and a hostile file could nest a hundred thousand. */
const MAX_DEPTH = 16;

/** @param {any[]} features unchecked @returns {Line[]} */
export const linesOf = (features) =>
  features.flatMap((feature) => {
    const name = nameFrom(feature?.properties?.name);
    return flattenGeometry(feature?.geometry)
      .flatMap(positionsOf)
      .map((positions) => ({ name, positions }));
  });

/**
 * Returns the geometries in a geometry, which is itself unless it is a collection.
 * @param {any} geometry @param {number} [depth]
 * @returns {any[]}
 */
export function flattenGeometry(geometry, depth = 0) {
  if (geometry?.type !== "GeometryCollection") return [geometry];
  if (depth === MAX_DEPTH) throw new Error(texts.nestedTooDeep(MAX_DEPTH));
  return listOf(geometry.geometries).flatMap((inner) => flattenGeometry(inner, depth + 1));
}

/** @param {any} geometry not a collection @returns {unknown[][]} */
function positionsOf(geometry) {
  if (geometry?.type === "LineString") return [listOf(geometry.coordinates)];
  return geometry?.type === "MultiLineString" ? listOf(geometry.coordinates).map(listOf) : [];
}

/** @param {unknown} value @returns {any[]} */
export const listOf = (value) => (Array.isArray(value) ? value : []);
