// Files of a route and of its segments: their contents, their types and their names.
import { waypointsToCsv } from "./write/csv.js";
import { toGeojson } from "./write/geojson.js";
import { toGpx } from "./write/gpx.js";
import { toKml } from "./write/kml.js";
import { toKmz } from "./write/kmz.js";
import { toPolyline } from "./write/polyline.js";

/** @typedef {{ name: string, coordinates: GeoJSON.Position[] }} NamedLine */
/** @typedef {{ ending: string, type: string, write: (line: NamedLine) => BlobPart }} Format */

/** @type {Record<string, Format>} */
export const lineFormats = {
  gpx: { ending: "gpx", type: "application/gpx+xml", write: toGpx },
  kml: { ending: "kml", type: "application/vnd.google-earth.kml+xml", write: toKml },
  kmz: { ending: "kmz", type: "application/vnd.google-earth.kmz", write: toKmz },
  geojson: { ending: "geojson", type: "application/geo+json", write: toGeojson },
  csv: { ending: "csv", type: "text/csv", write: waypointsToCsv },
  // As the services that give them call the two.
  polyline5: { ending: "polyline", type: "text/plain", write: (line) => toPolyline(line.coordinates, 5) },
  polyline6: { ending: "polyline6", type: "text/plain", write: (line) => toPolyline(line.coordinates, 6) },
};

/** A name that every system takes. @param {string} name of the route, which may come from a file @param {string} ending */
export function fileName(name, ending) {
  const plain = name
    .replaceAll(/[^\p{L}\p{N} ._-]+/gu, "-")
    .replaceAll(/^[ ._-]+|[ ._-]+$/g, "")
    .slice(0, 60);
  return `${plain || "route"}.${ending}`;
}

/** How long a browser may take to fetch what it saves from its own memory. */
const KEPT_MS = 60_000;

/** Hands a file to the browser to save. Nothing leaves it. @param {string} name @param {string} type @param {BlobPart} content */
export function save(name, type, content) {
  const url = URL.createObjectURL(new Blob([content], { type }));
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), KEPT_MS);
}
