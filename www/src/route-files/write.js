// The formats that a route can be saved in, and the saving of files.
import { saveByLink } from "../save-link.js";
import { waypointsToCsv } from "./write/csv.js";
import { toGeojson } from "./write/geojson.js";
import { toGpx } from "./write/gpx.js";
import { toKml } from "./write/kml.js";
import { toKmz } from "./write/kmz.js";
import { toPolyline } from "./write/polyline.js";

/** @typedef {{ name: string, coordinates: GeoJSON.Position[] }} NamedLine */
/** @typedef {{ extension: string, type: string, write: (line: NamedLine) => BlobPart }} Format */

/** @type {Record<string, Format>} */
export const lineFormats = {
  gpx: { extension: "gpx", type: "application/gpx+xml", write: toGpx },
  kml: { extension: "kml", type: "application/vnd.google-earth.kml+xml", write: toKml },
  kmz: { extension: "kmz", type: "application/vnd.google-earth.kmz", write: toKmz },
  geojson: { extension: "geojson", type: "application/geo+json", write: toGeojson },
  csv: { extension: "csv", type: "text/csv", write: waypointsToCsv },
  // The extensions by which routing services tell the two apart.
  polyline5: { extension: "polyline", type: "text/plain", write: (line) => toPolyline(line.coordinates, 5) },
  polyline6: { extension: "polyline6", type: "text/plain", write: (line) => toPolyline(line.coordinates, 6) },
};

/** How long a browser may take to fetch what it saves from its own memory. */
const FETCH_MS = 60_000;

/** Hands a file to the browser to save. Nothing leaves it. @param {string} name @param {string} type @param {BlobPart} content */
export function save(name, type, content) {
  const url = saveByLink(name, new Blob([content], { type }));
  setTimeout(() => URL.revokeObjectURL(url), FETCH_MS);
}
