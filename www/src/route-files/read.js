// Routes from the field's files. The ending says how to look at a file; what is in it decides. Two endings, of GeoJSON and
// CSV, are those of incidents too. All readers come with the page: one that is fetched when a file is opened would tell the
// page's host that it was.
import { checkedRoute, LARGEST_BYTES, stem, TOO_LARGE } from "./lines.js";
import { linesOfGeojson } from "./read/geojson.js";
import { kmlOf } from "./read/kmz.js";
import { decodePolyline } from "./read/polyline.js";
import { readWaypoints } from "./read/waypoints.js";
import { linesOfXml } from "./read/xml.js";

/** @typedef {import("./lines.js").Line} Line */
/** @typedef {{ routes: import("./lines.js").FoundRoute[], lines: number }} Found at most ten, and how many there are */

/** More lines than a person compares; the others are told. */
const MOST_ROUTES = 10;

/** By ending. @type {Record<string, (file: File) => Promise<Line[] | null>>} */
const READERS = {
  // @ts-expect-error An ending that every object has must be none of ours.
  __proto__: null,
  gpx: async (file) => linesOfXml(await textOf(file)),
  kml: async (file) => linesOfXml(await textOf(file)),
  kmz: async (file) => linesOfXml(kmlOf(new Uint8Array(await limited(file).arrayBuffer()))),
  polyline: async (file) => [{ name: "", positions: decodePolyline(await textOf(file), 5) }],
  polyline6: async (file) => [{ name: "", positions: decodePolyline(await textOf(file), 6) }],
  csv: readWaypoints,
  geojson: readGeojson,
  json: readGeojson,
};

/**
 * The lines of a file; nothing for one that the reader of incidents shall take.
 * @param {File} file
 * @returns {Promise<Found | null>} throws an `Error` with a sentence
 */
export async function readRoutes(file) {
  const ending = /\.([^.]+)$/.exec(file.name)?.[1].toLowerCase() ?? "";
  const lines = (await READERS[ending]?.(file)) ?? null;
  if (!lines) return null;
  if (lines.length === 0)
    throw new Error("It has no track, route or line, only points or nothing; export the road as a track.");
  // One line is what the file is called after; of several, each says its name or gets a number.
  if (lines.length === 1) lines[0].name ||= stem(file.name);
  const routes = lines.slice(0, MOST_ROUTES).map(checkedRoute);
  return { routes, lines: lines.length };
}

/** Larger ones can only be of incidents. @param {File} file */
async function readGeojson(file) {
  return file.size > LARGEST_BYTES ? null : linesOfGeojson(await file.text());
}

/** @param {File} file */
function limited(file) {
  if (file.size > LARGEST_BYTES) throw new Error(TOO_LARGE);
  return file;
}

/** @param {File} file */
const textOf = (file) => limited(file).text();
