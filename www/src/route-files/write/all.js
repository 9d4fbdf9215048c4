// Writes all sites and routes into one file. Circles and corridors, which other programs do not have, are their centres and lines, with
// their distances beside them.
import { barProperties } from "../../bars.js";
import { hexOf } from "../../colours.js";
import { positions } from "../../shapes.js";
import { workspace as texts } from "../../words/workspace.js";
import { toCsv } from "./csv.js";
import { toJson } from "./geojson.js";
import { createXml, formatDegrees } from "./xml.js";

/** @typedef {import("../../shapes.js").Shape} Shape */
/** @typedef {{ extension: string, type: string, write: (shapes: readonly Shape[]) => string }} Format */

/** @type {Record<string, Format>} */
export const allFormats = {
  geojson: { extension: "geojson", type: "application/geo+json", write: shapesToGeojson },
  kml: { extension: "kml", type: "application/vnd.google-earth.kml+xml", write: shapesToKml },
  gpx: { extension: "gpx", type: "application/gpx+xml", write: shapesToGpx },
  csv: { extension: "csv", type: "text/csv", write: shapesToCsv },
};

/** @param {readonly Shape[]} shapes */
export function shapesToGeojson(shapes) {
  const features = shapes.map(({ name, kind, colour = "blue", km, geometry, bar }) => ({
    type: "Feature",
    properties: {
      ...{ name, shape: kind, colour },
      ...(kind !== "polygon" && { radius_km: km }),
      ...barProperties(bar),
    },
    geometry,
  }));
  return `${toJson({ type: "FeatureCollection", features })}\n`;
}

/** @param {readonly Shape[]} shapes */
export function shapesToCsv(shapes) {
  return toCsv(
    ["name", "shape", "radius_km", "colour", "wkt"],
    shapes.map(({ name, kind, km, colour = "blue", geometry }) => [
      ...[name, kind, kind === "polygon" ? null : km, colour],
      wktOf(geometry),
    ]),
  );
}

/** @param {Shape["geometry"]} geometry */
function wktOf(geometry) {
  const corners = positions(geometry).map(([lon, lat]) => `${formatDegrees(lon)} ${formatDegrees(lat)}`);
  if (geometry.type === "Point") return `POINT (${corners[0]})`;
  const list = corners.join(", ");
  return geometry.type === "Polygon" ? `POLYGON ((${list}))` : `LINESTRING (${list})`;
}

/** Says what a program without circles and corridors cannot show. @param {Shape} shape */
function noteOf({ kind, km }) {
  if (kind === "polygon") return "";
  return kind === "circle" ? texts.circleNote(km) : texts.besideNote(km);
}

/** @param {readonly Shape[]} shapes */
export function shapesToKml(shapes) {
  const { root, append, text } = createXml("http://www.opengis.net/kml/2.2", "kml");
  const document = append(root, "Document");
  for (const shape of shapes) {
    const { name, colour, geometry } = shape;
    const placemark = append(document, "Placemark");
    append(placemark, "name", name);
    const note = noteOf(shape);
    if (note) append(placemark, "description", note);
    append(append(append(placemark, "Style"), "LineStyle"), "color", kmlColour(hexOf(colour)));
    const list = positions(geometry)
      .map((at) => at.map(formatDegrees).join(","))
      .join(" ");
    if (geometry.type === "Polygon") {
      const ring = append(append(append(placemark, "Polygon"), "outerBoundaryIs"), "LinearRing");
      append(ring, "coordinates", list);
    } else {
      const element = append(placemark, geometry.type);
      if (geometry.type === "LineString") append(element, "tessellate", "1");
      append(element, "coordinates", list);
    }
  }
  return text();
}

/** KML has opacity first, and blue before red. @param {string} hex */
const kmlColour = (hex) => `ff${hex.slice(5, 7)}${hex.slice(3, 5)}${hex.slice(1, 3)}`;

/** GPX has no areas: the outline of one is a track. Its points come before its tracks. @param {readonly Shape[]} shapes */
export function shapesToGpx(shapes) {
  const { root, append, text } = createXml("http://www.topografix.com/GPX/1/1", "gpx");
  root.setAttribute("version", "1.1");
  root.setAttribute("creator", "GeoBit");
  /** @param {Element} element @param {GeoJSON.Position} at */
  const setPlace = (element, [lon, lat]) => {
    element.setAttribute("lat", formatDegrees(lat));
    element.setAttribute("lon", formatDegrees(lon));
  };
  /** @param {Element} element @param {Shape} shape */
  const describe = (element, shape) => {
    append(element, "name", shape.name);
    const note = noteOf(shape);
    if (note) append(element, "desc", note);
  };
  for (const shape of shapes)
    if (shape.geometry.type === "Point") {
      const point = append(root, "wpt");
      setPlace(point, shape.geometry.coordinates);
      describe(point, shape);
    }
  for (const shape of shapes)
    if (shape.geometry.type !== "Point") {
      const track = append(root, "trk");
      describe(track, shape);
      const segment = append(track, "trkseg");
      for (const at of positions(shape.geometry)) setPlace(append(segment, "trkpt"), at);
    }
  return text();
}
