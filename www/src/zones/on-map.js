// Zones on the picture of a brief, where they are drawn unlike sites: their outlines, and the sentence that names them.
import { runsOfOneWidth } from "../layers/lines.js";
import { circleRing } from "../layers/outline.js";
import { plainText } from "../plain-text.js";
import { positions } from "../shapes.js";
import { roads as texts } from "../words/roads.js";
import { zonesOf } from "./index.js";

/** @typedef {import("./index.js").Zone} Zone */

/** Lines on either side of a route that bars roads are so many pixels apart, which is more than a route is wide. */
const GAP = 22;
/** The sentence names no more. */
const MOST_NAMED = 6;

/**
 * Returns the zones in force on a day as they are drawn: areas, lines with a `width` on the ground and a `gap` in pixels, and a place for
 * the `label` of each.
 * @param {readonly import("../shapes.js").Shape[]} shapes @param {string} today
 * @returns {import("../brief/picture.js").ZonesOnMap}
 */
export function zonesOnMap(shapes, today) {
  const { inForce } = zonesOf(shapes, today);
  return {
    features: inForce.flatMap((zone) => [...outlineOf(zone), labelOf(zone)]),
    describe(ids) {
      const labels = inForce.filter(({ id }) => ids.has(id)).map(nameOf);
      if (labels.length === 0) return "";
      return texts.zonesOnMap(labels.slice(0, MOST_NAMED), Math.max(0, labels.length - MOST_NAMED));
    },
  };
}

/** @param {Zone} zone */
const nameOf = ({ name, bar: { as } }) => texts.zone(plainText(name), [texts.bars[as]]);

/** @param {Zone} zone @returns {GeoJSON.Feature[]} */
function outlineOf({ id, kind, km, geometry }) {
  const properties = { id, width: 0, gap: 0 };
  if (kind === "corridor") return runsOfOneWidth(positions(geometry), km, properties);
  if (kind === "route") return [featureOf(geometry, { ...properties, gap: GAP })];
  const ring = geometry.type === "Point" ? circleRing(geometry.coordinates, km) : positions(geometry);
  return [featureOf({ type: "Polygon", coordinates: [ring] }, properties)];
}

/** @param {Zone} zone */
function labelOf(zone) {
  const corners = positions(zone.geometry);
  const coordinates = zone.geometry.type === "Polygon" ? middleOf(corners) : corners[corners.length >> 1];
  return featureOf({ type: "Point", coordinates }, { label: nameOf(zone) });
}

/** The mean of the corners of a ring. @param {GeoJSON.Position[]} ring @returns {GeoJSON.Position} */
function middleOf(ring) {
  const corners = ring.slice(1);
  const mean = (/** @type {0 | 1} */ axis) =>
    corners.reduce((sum, corner) => sum + corner[axis], 0) / corners.length;
  return [mean(0), mean(1)];
}

/** @param {GeoJSON.Geometry} geometry @param {GeoJSON.GeoJsonProperties} properties @returns {GeoJSON.Feature} */
const featureOf = (geometry, properties) => ({ type: "Feature", properties, geometry });
