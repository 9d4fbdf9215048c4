// The outlines of shapes as Terra Draw has them.
import { CENTRE, LONG } from "./draw-modes.js";
import { positions } from "./shapes.js";

/** @typedef {import("./shapes.js").Shape} Shape */
/** @typedef {import("./shapes.js").ShapeKind} ShapeKind */
/** @typedef {import("terra-draw").GeoJSONStoreFeatures} StoreFeature */

/**
 * Outlines with more corners have a single handle, under the pointer: there is no room for a handle on each, and every handle
 * would be drawn again in every step of a drag.
 */
const MAX_HANDLES = 50;

/** @param {Shape["geometry"]} geometry */
export const isLongOutline = (geometry) => positions(geometry).length > MAX_HANDLES;

/** @param {ShapeKind} kind @param {boolean} [long] */
export const modeOf = (kind, long) => (kind === "circle" ? CENTRE : long ? kind + LONG : kind);

/** Terra Draw holds six decimal digits. @param {number} degrees */
export const sixDigits = (degrees) => Math.round(degrees * 1e6) / 1e6;

/**
 * Returns the geometry of a feature as a shape has it, and the radius of a circle that is being drawn.
 * @param {StoreFeature} feature
 * @returns {{ geometry: Shape["geometry"], km?: number }}
 */
export function outlineOf({ geometry, properties }) {
  if (properties.mode !== "circle") return { geometry: /** @type {Shape["geometry"]} */ (geometry) };
  const [ring] = /** @type {GeoJSON.Polygon} */ (geometry).coordinates;
  return {
    geometry: { type: "Point", coordinates: centreOf(ring) },
    km: Math.max(0.1, Math.round(Number(properties.radiusKilometers) * 10) / 10),
  };
}

/** Terra Draw's ring starts due north of the centre and passes due south of it half-way. @param {GeoJSON.Position[]} ring */
function centreOf(ring) {
  const [north, south] = [ring[0], ring[(ring.length - 1) / 2]];
  return [north[0], (north[1] + south[1]) / 2].map(sixDigits);
}
