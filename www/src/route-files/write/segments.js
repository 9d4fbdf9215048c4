// Writes the segments of an answer, with their numbers as the engine gave them and the data that they are based on.
import { alongLine } from "../../layers/outline.js";
import { words } from "../../words/index.js";
import { toCsv } from "./csv.js";

/** @typedef {import("geobit").RouteReport} RouteReport */
/**
 * @typedef {object} Segments
 * @property {string} name of the route
 * @property {GeoJSON.Position[]} coordinates of the route that the engine was asked about
 * @property {RouteReport} report
 * @property {import("geobit").Summary} summary
 */

/** @param {Segments} segments */
export function segmentsToGeojson({ name, coordinates, report, summary }) {
  const cut = alongLine(coordinates, report.lengthKm);
  const features = report.segments.map((segment) => ({
    type: "Feature",
    properties: { route: name, ...segment },
    geometry: { type: "LineString", coordinates: cut(segment.fromKm, segment.toKm).map(toGlobe) },
  }));
  const { name: data, licence, attribution } = summary;
  const { method, notes } = report;
  return `${JSON.stringify({ type: "FeatureCollection", name, data, licence, attribution, method, notes, features })}\n`;
}

/** @param {Segments} segments */
export function segmentsToCsv({ name, report, summary }) {
  const kinds = [...new Set(report.segments.flatMap((segment) => Object.keys(segment.kinds)))].sort();
  const fields = [
    ...["route", "from_km", "to_km", "exposure_integral", "encounter_expected", "count", "possible"],
    ...["days_since_last", ...kinds.map((kind) => `count_${kind}`), "data", "data_as_of", "advisory"],
  ];
  const rows = report.segments.map((segment) => [
    ...[
      name,
      segment.fromKm,
      segment.toKm,
      segment.integral,
      segment.expected,
      segment.count,
      segment.possible,
    ],
    segment.daysSinceLast,
    ...kinds.map((kind) => segment.kinds[kind] ?? 0),
    ...[summary.name, report.method.asOf, words.provenance.advisory],
  ]);
  return toCsv(fields, rows);
}

/** Wraps the longitude, as a cut on a leg over the antimeridian may lie beyond it, and rounds to a tenth of a millimetre. @param {GeoJSON.Position} at */
function toGlobe([lon, lat]) {
  const wrapped = Math.abs(lon) > 180 ? lon - Math.sign(lon) * 360 : lon;
  return [wrapped, lat].map((degrees) => Math.round(degrees * 1e9) / 1e9);
}
