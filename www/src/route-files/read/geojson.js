// Lines of GeoJSON. The same endings are those of files of incidents, which are points with a date, so a file is looked at
// before it is taken for a route.
import { linesOf, listOf, parts } from "../features.js";
import { saysDate } from "./dates.js";

/**
 * @param {string} text
 * @returns {import("../lines.js").Line[] | null} nothing for what is not of lines: the reader of incidents says what it is
 */
export function linesOfGeojson(text) {
  // Most files have none, and are not worth parsing a second time.
  if (!/"(Multi)?LineString"/.test(text)) return null;
  const features = featuresOf(parsed(text));
  if (features.some(isIncident)) return null;
  const lines = linesOf(features);
  return lines.length > 0 ? lines : null;
}

/** @param {string} text */
function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null; // the reader of incidents says where
  }
}

/** @param {any} root @returns {any[]} */
function featuresOf(root) {
  if (root?.type === "FeatureCollection") return listOf(root.features);
  return root?.type === "Feature" ? [root] : [{ geometry: root, properties: null }];
}

/** @param {any} feature */
const isIncident = (feature) =>
  parts(feature?.geometry).some((geometry) => geometry?.type === "Point") &&
  Object.keys(feature.properties ?? {}).some(saysDate);
