// The bars of routes in a file of this page. The engine's reader keeps of a route its name, and of a site all properties.
import { barOf } from "../bars.js";
import { wrapLongitude } from "../brief/longitude.js";
import { heldPosition } from "./shapes-of.js";

/** @typedef {import("geobit").FoundRoute} FoundRoute */

/** Tells lines apart. The reader leaves some out, so that their number does not. @param {GeoJSON.Position[]} line */
const keyOf = (line) => line.map(([lon, lat]) => heldPosition([wrapLongitude(lon), lat]).join(" ")).join();

/**
 * Returns the routes with what the file says of them as bars, among their properties.
 * @param {Blob} file which the engine has read, so that it unpacks to no more than is read @param {readonly FoundRoute[]} routes
 * @returns {Promise<FoundRoute[]>}
 */
export async function withBars(file, routes) {
  const text = await textOf(file);
  const lines = text.includes('"bars"') ? linesOf(text) : [];
  /** What each line says, in the order of the file: two routes may run alike. @type {Map<string, object[]>} */
  const said = new Map();
  for (const { properties, geometry } of lines) {
    const key = keyOf(geometry.coordinates);
    said.set(key, [...(said.get(key) ?? []), barOf(properties) ? properties : {}]);
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

/** @param {string} text @returns {{ properties: any, geometry: GeoJSON.LineString }[]} */
function linesOf(text) {
  try {
    const { features } = JSON.parse(text);
    return features.filter((/** @type {any} */ one) => one?.geometry?.type === "LineString");
  } catch {
    return []; // A sequence of features, or a single one: not written by this page.
  }
}
