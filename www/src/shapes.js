// The shapes a user has made, and the question each of them asks the engine.
import { movementOptions } from "./brief/movement.js";

/** @typedef {"circle" | "polygon" | "corridor" | "route"} ShapeKind */
/**
 * @typedef {object} Shape
 * @property {string} id
 * @property {ShapeKind} kind
 * @property {string} name
 * @property {number} km radius of a circle, distance on either side of a corridor or route; unused by a polygon
 * @property {GeoJSON.Point | GeoJSON.Polygon | GeoJSON.LineString} geometry
 * @property {boolean} [long] whether it has too many corners for a handle on each
 * @property {import("./brief/movement.js").Movement} [movement] of a route, once something is planned
 */

/** @type {Record<ShapeKind, { label: string, km: number, kmLabel: string, draw: string }>} */
export const shapeKinds = {
  circle: {
    label: "Circle",
    km: 25,
    kmLabel: "Radius, km",
    draw: "Click the centre, then click where the edge shall be.",
  },
  polygon: {
    label: "Polygon",
    km: 0,
    kmLabel: "",
    draw: "Click each corner; click the last one again to close the area.",
  },
  corridor: {
    label: "Corridor",
    km: 10,
    kmLabel: "Distance on either side, km",
    draw: "Click along the line; click the last point again to end it.",
  },
  route: {
    label: "Route",
    km: 5,
    kmLabel: "Corridor on either side, km",
    draw: "Click along the road; click the destination again to end it.",
  },
};

/** The smallest and largest distance the page offers to type in, km. */
export const KM_LIMITS = { min: 0.1, max: 500 };

/**
 * @typedef {{ method: "geofence" | "route", feature: GeoJSON.Feature, options: Record<string, unknown> }} Question
 */

/**
 * What to ask the engine about a shape, or nothing while too little of it is drawn to ask about.
 * @param {Shape} shape
 * @returns {Question | null}
 */
export function question({ kind, geometry, km, movement }) {
  if (!hasDistinct(positions(geometry), { Point: 1, LineString: 2, Polygon: 3 }[geometry.type])) return null;
  const feature = /** @type {GeoJSON.Feature} */ ({ type: "Feature", properties: {}, geometry });
  if (kind === "route")
    return { method: "route", feature, options: { corridorKm: km, ...movementOptions(movement) } };
  if (kind !== "polygon") feature.properties = { radiusKm: km };
  return { method: "geofence", feature, options: {} };
}

/** @param {Shape["geometry"]} geometry @returns {GeoJSON.Position[]} */
export function positions(geometry) {
  if (geometry.type === "Point") return [geometry.coordinates];
  return geometry.type === "LineString" ? geometry.coordinates : geometry.coordinates[0];
}

/**
 * Drawing tools start a line with its first point twice, a hair apart. Looks no further than it must: a track has 100,000.
 * @param {GeoJSON.Position[]} list @param {number} needed
 */
function hasDistinct(list, needed) {
  const seen = new Set();
  return list.some(([lon, lat]) => seen.add(`${lon.toFixed(6)},${lat.toFixed(6)}`).size >= needed);
}
