// The shapes a user has made, and the question each of them asks the engine.
import { movementOptions } from "./brief/movement.js";
import { words } from "./words/index.js";

/** @typedef {"circle" | "polygon" | "corridor" | "route"} ShapeKind */
/**
 * @typedef {object} Shape
 * @property {string} id
 * @property {ShapeKind} kind
 * @property {string} name
 * @property {number} km radius of a circle, distance on either side of a corridor or route; unused by a polygon
 * @property {GeoJSON.Point | GeoJSON.Polygon | GeoJSON.LineString} geometry
 * @property {import("./colours.js").Colour} [colour] blue if it has none
 * @property {boolean} [long] whether it has too many corners for a handle on each
 * @property {import("./brief/movement.js").Movement} [movement] what is planned for a route, once something is
 * @property {import("./bars.js").Bar} [bar] whether it bars roads
 * @property {import("./bars.js").Evacuation} [evacuation] what a site is in an evacuation
 * @property {import("./brief/plan.js").Plan} [plan] what was typed into the brief of a route, and which check-ins were made
 */

/** `km`: the distance that a new shape starts with. @type {Record<ShapeKind, { label: string, km: number, kmLabel: string, howTo: string, byTouch: string }>} */
export const shapeKinds = {
  circle: { km: 25, ...words.tools.circle },
  polygon: { km: 0, ...words.tools.polygon },
  corridor: { km: 10, ...words.tools.corridor },
  route: { km: 5, ...words.tools.route },
};

/** The smallest and the largest distance that can be typed in, km. */
export const KM_LIMITS = { min: 0.1, max: 500 };

/**
 * @typedef {{ method: "geofence" | "route", feature: GeoJSON.Feature, options: Record<string, unknown> }} Question
 */

/**
 * Returns what to ask the engine about a shape, or `null` while too little of it is drawn.
 * @param {Shape} shape
 * @returns {Question | null}
 */
export function questionFor({ kind, geometry, km, movement }) {
  if (!hasDistinct(positions(geometry), { Point: 1, LineString: 2, Polygon: 3 }[geometry.type])) return null;
  const feature = /** @type {GeoJSON.Feature} */ ({ type: "Feature", properties: {}, geometry });
  if (kind === "route")
    return { method: "route", feature, options: { corridorKm: km, ...movementOptions(movement) } };
  if (kind !== "polygon") feature.properties = { radiusKm: km };
  return { method: "geofence", feature, options: {} };
}

/** Returns the corners of a shape, of an area the first one again at the end. @param {Shape["geometry"]} geometry @returns {GeoJSON.Position[]} */
export function positions(geometry) {
  if (geometry.type === "Point") return [geometry.coordinates];
  return geometry.type === "LineString" ? geometry.coordinates : geometry.coordinates[0];
}

/**
 * Tells whether enough positions differ: Terra Draw starts a line with its first point twice, a hair apart. Looks no further
 * than it must, as a track has 100,000 positions.
 * @param {GeoJSON.Position[]} list @param {number} needed
 */
function hasDistinct(list, needed) {
  const seen = new Set();
  return list.some(([lon, lat]) => seen.add(`${lon.toFixed(6)},${lat.toFixed(6)}`).size >= needed);
}

/**
 * Returns the shape that is the same as another but for its name and its colour, if there is one.
 * @param {Omit<Shape, "id">} shape @param {readonly Shape[]} shapes
 */
export const sameAs = ({ kind, km, geometry }, shapes) =>
  shapes.find(
    (other) =>
      other.kind === kind &&
      other.km === km &&
      JSON.stringify(other.geometry.coordinates) === JSON.stringify(geometry.coordinates),
  );
