// The lines among features, which GeoJSON files hold and what GPX and KML are turned into.
import { nameFrom } from "./lines.js";

/** @typedef {import("./lines.js").Line} Line */

/** Collections within collections; no map needs more, and a hostile file could hold a hundred thousand. */
const DEEPEST = 16;

/** @param {any[]} features of any value @returns {Line[]} */
export const linesOf = (features) =>
  features.flatMap((feature) => {
    const name = nameFrom(feature?.properties?.name);
    return parts(feature?.geometry)
      .flatMap(positionsOf)
      .map((positions) => ({ name, positions }));
  });

/**
 * The geometries in a geometry, which is itself unless it is a collection.
 * @param {any} geometry @param {number} [depth]
 * @returns {any[]}
 */
export function parts(geometry, depth = 0) {
  if (geometry?.type !== "GeometryCollection") return [geometry];
  if (depth === DEEPEST) throw new Error(`Its geometry collections are nested more than ${DEEPEST} deep.`);
  return listOf(geometry.geometries).flatMap((inner) => parts(inner, depth + 1));
}

/** @param {any} geometry no collection @returns {unknown[][]} */
function positionsOf(geometry) {
  if (geometry?.type === "LineString") return [listOf(geometry.coordinates)];
  return geometry?.type === "MultiLineString" ? listOf(geometry.coordinates).map(listOf) : [];
}

/** @param {unknown} value @returns {any[]} */
export const listOf = (value) => (Array.isArray(value) ? value : []);
