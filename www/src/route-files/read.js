// Reads routes from files of all formats. The extension says which reader looks at a file; its content decides whether it holds
// routes, as the extensions of GeoJSON and CSV are those of incidents too. All readers come with the page: fetching one when a
// file is opened would tell the page's host that it was.
import { words } from "../words/index.js";
import { checkedRoute, MAX_BYTES, nameOfFile } from "./lines.js";
import { linesOfGeojson } from "./read/geojson.js";
import { extractKml } from "./read/kmz.js";
import { decodePolyline } from "./read/polyline.js";
import { readWaypoints } from "./read/waypoints.js";
import { linesOfXml } from "./read/xml.js";

/** @typedef {import("./lines.js").Line} Line */
/** @typedef {{ routes: import("./lines.js").FoundRoute[], lines: number }} Found at most ten routes, and how many lines there are */

/** Nobody compares more lines; the page says how many were left out. */
const MAX_ROUTES = 10;

/** By extension. @type {Record<string, (file: File) => Promise<Line[] | null>>} */
const READERS = {
  // @ts-expect-error An extension such as "constructor" must not find a member that every object has.
  __proto__: null,
  gpx: async (file) => linesOfXml(await textOf(file)),
  kml: async (file) => linesOfXml(await textOf(file)),
  kmz: async (file) => linesOfXml(extractKml(new Uint8Array(await withinLimit(file).arrayBuffer()))),
  polyline: async (file) => [{ name: "", positions: decodePolyline(await textOf(file), 5) }],
  polyline6: async (file) => [{ name: "", positions: decodePolyline(await textOf(file), 6) }],
  csv: readWaypoints,
  geojson: readGeojson,
  json: readGeojson,
};

/**
 * Returns the routes of a file, or `null` if the reader of incidents should read it.
 * @param {File} file
 * @returns {Promise<Found | null>}
 * @throws {Error} with a sentence that says what is wrong
 */
export async function readRoutes(file) {
  const extension = /\.([^.]+)$/.exec(file.name)?.[1].toLowerCase() ?? "";
  const lines = (await READERS[extension]?.(file)) ?? null;
  if (!lines) return null;
  if (lines.length === 0) throw new Error(words.files.noLine);
  // A single line without a name is named after its file; of several, those without a name get a number.
  if (lines.length === 1) lines[0].name ||= nameOfFile(file.name);
  const routes = lines.slice(0, MAX_ROUTES).map(checkedRoute);
  return { routes, lines: lines.length };
}

/** Leaves larger files to the reader of incidents. @param {File} file */
async function readGeojson(file) {
  return file.size > MAX_BYTES ? null : linesOfGeojson(await file.text());
}

/** @param {File} file */
function withinLimit(file) {
  if (file.size > MAX_BYTES) throw new Error(words.files.tooLarge);
  return file;
}

/** @param {File} file */
const textOf = (file) => withinLimit(file).text();
