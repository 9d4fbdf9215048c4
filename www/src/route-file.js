// Routes from the field's files: tracks and routes of GPX, lines of KML. The file is hostile until it is read: XML without
// document types, so nothing in it can grow or fetch, and coordinates that are looked at one by one.
import { gpx, kml } from "@tmcw/togeojson";

/** @typedef {{ name: string, geometry: GeoJSON.LineString }} FoundRoute */

const LARGEST_BYTES = 32 * 1024 ** 2;
const MOST_CORNERS = 100_000;
/** More lines than a person compares; the others are told. */
const MOST_ROUTES = 10;
const READERS =
  /** @type {Record<string, (document: any) => GeoJSON.FeatureCollection<GeoJSON.Geometry | null>>} */ ({
    gpx,
    kml,
  });

/** By the name alone: what is in it is another matter. @param {File} file */
export const isRouteFile = (file) => /\.(gpx|kml)$/i.test(file.name);

/**
 * The lines of a file, at most ten, and how many there are.
 * @param {File} file
 * @returns {Promise<{ routes: FoundRoute[], lines: number }>} throws an `Error` with a sentence
 */
export async function readRoutes(file) {
  if (file.size > LARGEST_BYTES)
    throw new Error("It is larger than 32 MB; a route has some hundred kilobytes.");
  const found = linesOf(parse(await file.text()));
  if (found.length === 0)
    throw new Error("It has no track, route or line, only points or nothing; export the road as a track.");
  return { routes: found.slice(0, MOST_ROUTES).map(checked), lines: found.length };
}

/** @param {string} text @returns {GeoJSON.FeatureCollection<GeoJSON.Geometry | null>} */
function parse(text) {
  if (/<!DOCTYPE/i.test(text))
    throw new Error(
      "It declares a document type, which neither GPX nor KML has; export it anew without one.",
    );
  const document = new DOMParser().parseFromString(text, "application/xml");
  const problem = document.querySelector("parsererror");
  if (problem) throw new Error(`It is not well-formed XML. ${firstLine(problem.textContent ?? "")}`);
  const root = document.documentElement.localName.toLowerCase();
  const reader = READERS[root];
  if (!reader) throw new Error(`It is neither GPX nor KML: its outermost element is <${root.slice(0, 40)}>.`);
  return reader(document);
}

/** What the parser says, without the page of error around it. @param {string} words */
const firstLine = (words) => (/error on line[^\n]*/.exec(words)?.[0] ?? "").slice(0, 200);

/** @param {GeoJSON.FeatureCollection<GeoJSON.Geometry | null>} collection */
function linesOf({ features }) {
  /** @type {{ name: string, positions: GeoJSON.Position[] }[]} */
  const lines = [];
  for (const { geometry, properties } of features) {
    const name = String(properties?.name ?? "")
      .trim()
      .slice(0, 60);
    for (const positions of partsOf(geometry)) lines.push({ name, positions });
  }
  return lines;
}

/** @param {GeoJSON.Geometry | null} geometry @returns {GeoJSON.Position[][]} */
function partsOf(geometry) {
  if (geometry?.type === "LineString") return [geometry.coordinates];
  if (geometry?.type === "MultiLineString") return geometry.coordinates;
  return geometry?.type === "GeometryCollection" ? geometry.geometries.flatMap(partsOf) : [];
}

/** @param {{ name: string, positions: GeoJSON.Position[] }} line @param {number} index @returns {FoundRoute} */
function checked({ name, positions }, index) {
  const title = name || `Line ${index + 1}`;
  if (positions.length > MOST_CORNERS)
    throw new Error(`${title} has ${positions.length} points; up to ${MOST_CORNERS} are taken.`);
  const coordinates = positions.map(([lon, lat], number) => {
    if (!(Math.abs(lon) <= 180 && Math.abs(lat) <= 90))
      throw new Error(
        `Point ${number + 1} of ${title} is at longitude ${lon}, latitude ${lat}: no place on earth.`,
      );
    return [lon, lat].map(nineDigits);
  });
  if (new Set(coordinates.map(String)).size < 2)
    throw new Error(`${title} has one place only; a route needs two.`);
  return { name: title, geometry: { type: "LineString", coordinates } };
}

/** A tenth of a millimetre: the drawing tools hold no more. @param {number} degrees */
const nineDigits = (degrees) => Math.round(degrees * 1e9) / 1e9;
