// The bars of routes in a GeoJSON file, and what else this page wrote of them: the engine's reader keeps of a route its name, and of a
// site all properties.
import { barOf } from "../bars.js";
import { wrapLongitude } from "../brief/longitude.js";
import { heldPosition, isOurs } from "./shapes-of.js";

/** @typedef {import("geobit").FoundRoute} FoundRoute */

/** Tells lines apart. The reader leaves some out, so that their number does not, and places at 0, 0. @param {GeoJSON.Position[]} line */
const keyOf = (line) =>
  line
    .filter(([lon, lat]) => lon !== 0 || lat !== 0)
    .map(([lon, lat]) => heldPosition([wrapLongitude(lon), lat]).join(" "))
    .join();

/**
 * Returns the routes with what the file says of them as bars, among their properties.
 * @param {Blob} file which the engine has read, so that it unpacks to no more than is read @param {readonly FoundRoute[]} routes
 * @returns {Promise<FoundRoute[]>}
 */
export async function withBars(file, routes) {
  const text = await textOf(file);
  const features = /"(?:bars|shape)"/.test(text) ? featuresOf(text) : [];
  /** What each line says, in the order of the file: two routes may run alike. @type {Map<string, object[]>} */
  const said = new Map();
  for (const { properties, geometry } of features)
    for (const key of new Set(linesIn(geometry).map(keyOf))) {
      const isSaid = barOf(properties) || isOurs(properties);
      said.set(key, [...(said.get(key) ?? []), isSaid ? properties : {}]);
    }
  return routes.map((route) => {
    const more = said.size > 0 ? said.get(keyOf(route.geometry.coordinates))?.shift() : undefined;
    return more ? { ...route, properties: { ...more, ...route.properties } } : route;
  });
}

/** @param {Blob} file with or without the compression of gzip */
async function textOf(file) {
  const [first, second] = new Uint8Array(await file.slice(0, 2).arrayBuffer());
  const isGzip = first === 0x1f && second === 0x8b;
  const content = isGzip ? file.stream().pipeThrough(new DecompressionStream("gzip")) : file;
  return new Response(content).text();
}

/** Begins each text of a sequence (RFC 8142), in which a text may have several lines. */
const RECORD = "\u001E";

/** Returns the features of a collection, of a sequence, or the single one. @param {string} text @returns {{ properties: any, geometry: any }[]} */
function featuresOf(text) {
  const whole = parsed(text);
  const documents = whole ? [whole] : text.split(text.includes(RECORD) ? RECORD : "\n").map(parsed);
  return documents.flatMap((one) => (Array.isArray(one?.features) ? one.features : [one])).filter(Boolean);
}

/** @param {string} text @returns {any} */
function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/**
 * Returns the lines of a geometry. The reader makes one of several that touch, and several of others: all that it could make is here.
 * @param {any} geometry @returns {GeoJSON.Position[][]}
 */
function linesIn(geometry) {
  const { type, coordinates, geometries } = geometry ?? {};
  if (Array.isArray(geometries)) return geometries.flatMap(linesIn);
  const lines = type === "LineString" ? [coordinates] : type === "MultiLineString" ? coordinates : [];
  const isList = (/** @type {unknown} */ one) => Array.isArray(one) && one.every(Array.isArray);
  return isList(lines) && lines.every(isList) ? [lines.flat(), ...lines] : [];
}
