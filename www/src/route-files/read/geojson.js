// Reads lines from GeoJSON. Files of incidents, which are points with a date, have the same extensions, so the content decides.
import { flattenGeometry, linesOf, listOf } from "../features.js";
import { namesDate } from "./dates.js";

/**
 * @param {string} text
 * @returns {import("../lines.js").Line[] | null} `null` if the reader of incidents should read the file, or say what is wrong
 */
export function linesOfGeojson(text) {
  // Most files have no lines, and are not worth parsing twice.
  if (!/"(Multi)?LineString"/.test(text)) return null;
  const features = featuresOf(parse(text));
  if (features.some(isIncident)) return null;
  const lines = linesOf(features);
  return lines.length > 0 ? lines : null;
}

/** @param {string} text */
function parse(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null; // The reader of incidents says where it is wrong
  }
}

/** @param {any} root @returns {any[]} */
function featuresOf(root) {
  if (root?.type === "FeatureCollection") return listOf(root.features);
  return root?.type === "Feature" ? [root] : [{ geometry: root, properties: null }];
}

/** @param {any} feature */
const isIncident = (feature) =>
  flattenGeometry(feature?.geometry).some((geometry) => geometry?.type === "Point") &&
  Object.keys(feature.properties ?? {}).some(namesDate);
