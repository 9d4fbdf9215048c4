// Writes the segments of an answer, with their numbers as the engine gave them and the data that they are based on.
import { isCovered } from "../../panels/coverage.js";
import { words } from "../../words/index.js";
import { toCsv } from "./csv.js";
import { toJson } from "./geojson.js";

/** @typedef {import("geobit").RouteReport} RouteReport */
/**
 * @typedef {object} Segments
 * @property {string} name of the route
 * @property {RouteReport} report
 * @property {import("geobit").Summary} summary
 */

/**
 * Keeps the segments of a route's GeoJSON, each with the name of the route.
 * @param {string} name of the route
 * @param {import("geobit").FeatureCollection} collection of the engine
 */
export function segmentsToGeojson(name, collection) {
  const features = collection.features
    .filter(({ properties }) => properties?.part === "segment")
    .map((feature) => ({ ...feature, properties: { route: name, ...feature.properties } }));
  return `${toJson({ ...collection, name, features })}\n`;
}

/** @param {Segments} segments */
export function segmentsToCsv({ name, report, summary }) {
  const kinds = [...new Set(report.segments.flatMap((segment) => Object.keys(segment.kinds)))].sort();
  const fields = [
    ...["route", "from_km", "to_km", "exposure_integral", "encounter_expected", "count", "possible"],
    ...[
      "days_since_last",
      ...kinds.map((kind) => `count_${kind}`),
      "data",
      "data_as_of",
      "coverage",
      "advisory",
    ],
  ];
  // Where the data do not cover the route, its numbers say nothing.
  const number = (/** @type {number | null} */ value) => (isCovered(report) ? value : null);
  const rows = report.segments.map((segment) => [
    ...[name, segment.fromKm, segment.toKm, number(segment.integral), number(segment.expected)],
    ...[number(segment.count), number(segment.possible), number(segment.daysSinceLast)],
    ...kinds.map((kind) => number(segment.kinds[kind] ?? 0)),
    ...[summary.name, report.method.asOf, report.coverage.words, words.provenance.advisory],
  ]);
  return toCsv(fields, rows);
}
