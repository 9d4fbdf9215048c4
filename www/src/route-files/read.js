// Reads routes from files of all formats. The extension says which reader looks at a file; its content decides whether it holds
// routes, as the extensions of GeoJSON and CSV are those of incidents too.
import { files as texts } from "../words/files.js";
import { checkedRoute, MAX_BYTES, nameOfFile } from "./lines.js";
import { linesOfGeojson } from "./read/geojson.js";
import { extractKml } from "./read/kmz.js";
import { decodePolyline } from "./read/polyline.js";
import { readWaypoints } from "./read/waypoints.js";
import { decodeXml, linesOfXml } from "./read/xml.js";

/** @typedef {import("./lines.js").Line} Line */
/** @typedef {{ lines: Line[], note?: string }} Content of a file; the note says what of it was not read */
/**
 * @typedef {object} Found
 * @property {import("./lines.js").FoundRoute[]} routes at most ten
 * @property {number} lines how many there are
 * @property {string} [note] says in a sentence what else of the file was not read
 */

/** Nobody compares more lines; the page says how many were left out. */
const MAX_ROUTES = 10;

/** By extension. @type {Record<string, (file: File) => Promise<Content | null>>} */
const READERS = {
  // @ts-expect-error An extension such as "constructor" must not find a member that every object has.
  __proto__: null,
  gpx: readXml,
  kml: readXml,
  kmz: readKmz,
  polyline: async (file) => ({ lines: [{ name: "", positions: decodePolyline(await textOf(file), 5) }] }),
  polyline6: async (file) => ({ lines: [{ name: "", positions: decodePolyline(await textOf(file), 6) }] }),
  csv: async (file) => contentOf(await readWaypoints(file)),
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
  const content = (await READERS[extensionOf(file.name)]?.(file)) ?? null;
  if (!content) return null;
  const { lines, note } = content;
  if (lines.length === 0) throw new Error(texts.noLine);
  // A single line without a name is named after its file; of several, those without a name get a number.
  if (lines.length === 1) lines[0].name ||= nameOfFile(file.name);
  const routes = lines.slice(0, MAX_ROUTES).map(checkedRoute);
  return { routes, lines: lines.length, note };
}

/** @param {string} name of a file */
const extensionOf = (name) => (name.includes(".") ? name.slice(name.lastIndexOf(".") + 1).toLowerCase() : "");

/** @param {File} file @returns {Promise<Content>} */
async function readXml(file) {
  return { lines: linesOfXml(decodeXml(await bytesOf(file))) };
}

/** @param {File} file @returns {Promise<Content>} */
async function readKmz(file) {
  const { bytes, name, others } = await extractKml(await bytesOf(file));
  const lines = linesOfXml(decodeXml(bytes));
  if (others.length === 0) return { lines };
  return { lines, note: texts.otherKmls(name, others.length, others.slice(0, LISTED)) };
}
const LISTED = 3;

/** Leaves larger files to the reader of incidents. @param {File} file */
async function readGeojson(file) {
  return file.size > MAX_BYTES ? null : contentOf(linesOfGeojson(await file.text()));
}

/** @param {Line[] | null} lines @returns {Content | null} */
const contentOf = (lines) => lines && { lines };

/** @param {File} file */
function withinLimit(file) {
  if (file.size > MAX_BYTES) throw new Error(texts.tooLarge);
  return file;
}

/** @param {File} file */
const textOf = (file) => withinLimit(file).text();

/** @param {File} file */
const bytesOf = async (file) => new Uint8Array(await withinLimit(file).arrayBuffer());
