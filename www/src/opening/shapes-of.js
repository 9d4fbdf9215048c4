// What was found in a file as shapes of the page.
import { barOf } from "../bars.js";
import { isColour } from "../colours.js";
import { lengthKm } from "../layers/outline.js";
import { plainText } from "../plain-text.js";
import { KM_LIMITS, shapeKinds } from "../shapes.js";

/** @typedef {import("../shapes.js").Shape} Shape */
/** @typedef {import("geobit").FoundRoute} FoundRoute */
/** @typedef {import("geobit").Feature} Feature */

/** Around a point of a file, km, unless the reader says otherwise. */
export const SITE_KM = 5;

/** Tells whether this page wrote the properties of a line: a route, or an area along it. @param {any} properties */
export const isOurs = (properties) => ["route", "corridor"].includes(properties?.shape);

/** Returns the route that a line is. One that this page wrote is what it was: an area along a line that is closed is no road that is. @param {FoundRoute} route @returns {Omit<Shape, "id">} */
export function shapeOfRoute({ geometry, properties }) {
  const bar = barOf(properties);
  /** @type {any} */
  const { shape, colour } = properties;
  const kind = isOurs(properties) ? /** @type {"route" | "corridor"} */ (shape) : "route";
  return {
    ...{ kind, name: plainText(properties.name) },
    km: (isOurs(properties) ? radiusOf(properties) : null) ?? shapeKinds[kind].km,
    ...(isColour(colour) && { colour }),
    ...(bar && { bar }),
    geometry: { type: "LineString", coordinates: geometry.coordinates.map(heldPosition) },
  };
}

/** Returns the route that one of two readings of a polyline is: the other one is gone, and with it the need of a number. @param {FoundRoute[]} readings @param {FoundRoute} chosen */
export function shapeOfReading(readings, chosen) {
  const names = readings.map(({ properties }) => properties.name);
  const stem = names[0].slice(0, -2);
  const areNumbered = names.every((name, i) => name === `${stem} ${i + 1}`);
  const shape = shapeOfRoute(chosen);
  return areNumbered ? { ...shape, name: plainText(stem) } : shape;
}

/** Returns the parts of a site. Each of several areas, points or lines is one of its own, with a number. @param {Feature} site @returns {Feature[]} */
export function partsOf(site) {
  const { geometry, properties } = site;
  if (!geometry.type.startsWith("Multi")) return [site];
  const name = nameOf(properties);
  const type = /** @type {any} */ (geometry.type.slice("Multi".length));
  return /** @type {any} */ (geometry).coordinates.map(
    (/** @type {any} */ coordinates, /** @type {number} */ i) => ({
      ...{ ...site, geometry: { type, coordinates } },
      properties: { ...properties, name: name && `${name} ${i + 1}` },
    }),
  );
}

/** Returns the area to watch that one part is. Of an area with holes only the outline is kept. @param {Feature} site @param {number} km around a point @returns {Omit<Shape, "id">} */
export function shapeOfSite({ geometry, properties }, km) {
  const name = nameOf(properties);
  const bar = barOf(properties);
  const more = {
    ...(isColour(properties?.colour) && { colour: properties.colour }),
    ...(bar && { bar }),
  };
  switch (geometry.type) {
    case "Point":
      return {
        ...{ kind: "circle", name, km: radiusOf(properties) ?? km, ...more },
        geometry: { type: "Point", coordinates: heldPosition(geometry.coordinates) },
      };
    case "Polygon": {
      const [outline] = geometry.coordinates;
      return {
        ...{ kind: "polygon", name, km: 0, ...more },
        geometry: { type: "Polygon", coordinates: [outline.map(heldPosition)] },
      };
    }
    case "LineString":
      return {
        ...{ kind: "corridor", name, km, ...more },
        geometry: { type: "LineString", coordinates: geometry.coordinates.map(heldPosition) },
      };
    default:
      throw new Error(`${geometry.type} is no site`);
  }
}

/** Returns the radius that a file of this page says, or `null`. @param {Feature["properties"]} properties */
function radiusOf(properties) {
  const km = properties?.radius_km;
  return typeof km === "number" && km >= KM_LIMITS.min && km <= KM_LIMITS.max ? km : null;
}

/** @param {Feature["properties"]} properties */
const nameOf = (properties) => plainText(String(properties?.name ?? ""));

/** Returns whether an area has holes, which a shape of the page cannot have. @param {Feature} site */
export const hasHoles = (site) =>
  partsOf(site).some(({ geometry }) => geometry.type === "Polygon" && geometry.coordinates.length > 1);

/** @param {FoundRoute} route */
export const kmOf = ({ geometry }) => lengthKm(geometry.coordinates);

/** Rounds to a tenth of a millimetre: Terra Draw holds no more digits. @param {GeoJSON.Position} position */
export const heldPosition = ([lon, lat]) => [lon, lat].map((degrees) => Math.round(degrees * 1e9) / 1e9);
