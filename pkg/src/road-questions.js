import { describe, geojsonText, requireOption, shortArray, splitOptions } from "./checks.js";
import { GeobitError } from "./error.js";

/** Places one after the other, and what each is called where it is refused. @typedef {{ numbers: Float64Array, names: string[] }} Places */
/** What bars the way, as texts. @typedef {{ closed?: string, avoid?: string, today?: string }} Bars */
/**
 * What each edge adds to the exposure, and how the rest is measured.
 * @typedef {{ edges: Float64Array, file: number, options: object, driving: object }} Exposures
 */

/** The options of each question about ways that belong to the roads. Others belong to the exposure. */
const OWN = {
  paths: ["wanted", "most", "tolerance", "speeds", "snapKm", "lang"],
  matrix: ["siteKm", "sharedKm", "independent", "speeds", "snapKm", "lang"],
  reach: ["widthKm", "speeds", "snapKm", "lang"],
};
/** What the exposure needs to know as well. */
const SHARED = ["lang", "today"];
/** What stays in this thread, or is GeoJSON. */
const NOT_PLAIN = ["snapshot", "avoid", "closed", "via"];

/**
 * Separates the options of a question about ways.
 * @param {keyof typeof OWN} question @param {unknown} given
 */
export function readOptions(question, given) {
  const { onProgress, signal, engineOptions } = splitOptions(given, NOT_PLAIN);
  const { snapshot, avoid, closed, via, today, ...rest } = engineOptions;
  const own = Object.entries(rest).filter(([name]) => OWN[question].includes(name));
  const others = Object.entries(rest).filter(([name]) => !OWN[question].includes(name));
  const hasSnapshot = snapshot !== undefined && snapshot !== null;
  if (!hasSnapshot) refuseOthers(question, others);
  if (via !== undefined)
    requireOption(question === "paths", "via", "via belongs to paths, which lead through places.");
  if (hasSnapshot)
    requireOption(
      question !== "reach",
      "snapshot",
      "snapshot belongs to paths and to a matrix; a reach has no exposure.",
    );
  const shared = SHARED.filter((name) => engineOptions[name] !== undefined);
  return {
    options: Object.fromEntries(own),
    exposure: hasSnapshot
      ? {
          snapshot,
          options: Object.fromEntries([...others, ...shared.map((name) => [name, engineOptions[name]])]),
          driving: Object.fromEntries(own.filter(([name]) => ["speeds", "snapKm"].includes(name))),
        }
      : null,
    bars: readBars({ avoid, closed, today }),
    via: via ?? [],
    listeners: { onProgress, signal },
  };
}

/** @param {keyof typeof OWN} question @param {[string, unknown][]} others */
function refuseOthers(question, [other]) {
  if (!other) return;
  const names = [...OWN[question], "avoid", "closed", "today", "signal", "onProgress"].join(", ");
  const message = `${other[0]}: without a snapshot there is no such option; there are ${names}. With one, those of a route as well.`;
  throw new GeobitError("badOption", message, { field: other[0] });
}

/** @param {{ avoid: any, closed: any, today: any }} given @returns {Bars} */
function readBars({ avoid, closed, today }) {
  /** @type {Bars} */
  const bars = {};
  if (hasFeatures(closed)) bars.closed = geojsonText(closed, "a FeatureCollection");
  if (hasFeatures(avoid)) bars.avoid = geojsonText(avoid, "a FeatureCollection");
  if (today !== undefined) bars.today = today;
  return bars;
}

/** Nothing, and a collection without features, bar nothing. @param {any} given */
const hasFeatures = (given) =>
  given !== undefined &&
  given !== null &&
  !(given.type === "FeatureCollection" && Array.isArray(given.features) && given.features.length === 0);

/** Reads places. @param {[name: string, at: any][]} named @returns {Places} */
export function readPlaces(named) {
  const numbers = new Float64Array(2 * named.length);
  named.forEach(([name, at], i) => {
    numbers.set(readPlace(at, name), 2 * i);
  });
  return { numbers, names: named.map(([name]) => name) };
}

/** @param {any} list @param {string} name @returns {[string, any][]} */
export const listPlaces = (list, name) =>
  shortArray(list, name, "[[-8, 12.6]]").map((at, i) => [`${name}.${i}`, at]);

/** @param {any} at @param {string} name @returns {[number, number]} */
export function readPlace(at, name) {
  const list = Array.isArray(at) || ArrayBuffer.isView(at) ? /** @type {any} */ (at) : [];
  const isPlace = list.length >= 2 && typeof list[0] === "number" && typeof list[1] === "number";
  if (!isPlace) {
    const message = `${name} is ${describe(at)}; a longitude and a latitude such as [-8, 12.6] are wanted.`;
    throw new GeobitError("badGeometry", message, { field: name });
  }
  return [list[0], list[1]];
}

/** @param {any} hours @returns {Float64Array} */
export function readHours(hours) {
  const list = shortArray(typeof hours === "number" ? [hours] : hours, "hours", "[1, 2]");
  return Float64Array.from(list, (value, i) => {
    requireOption(
      typeof value === "number",
      `hours.${i}`,
      `hours.${i} is ${describe(value)}; a number is wanted.`,
    );
    return /** @type {number} */ (value);
  });
}

/** Reads the line of a GeoJSON LineString or of a Feature with one. @param {any} line @returns {Float64Array} */
export function readLine(line) {
  const geometry = line?.type === "Feature" ? line.geometry : line;
  const places = geometry?.type === "LineString" ? geometry.coordinates : undefined;
  if (!Array.isArray(places)) {
    const message = `Expected a GeoJSON LineString, or a Feature with one, got ${describe(line)}.`;
    throw new GeobitError("badGeometry", message);
  }
  const numbers = new Float64Array(2 * places.length);
  places.forEach((at, vertex) => {
    const isPlace = Array.isArray(at) && typeof at[0] === "number" && typeof at[1] === "number";
    const message = `This position is ${describe(at)}; a longitude and a latitude are wanted.`;
    if (!isPlace) throw new GeobitError("badGeometry", message, { vertex });
    numbers.set([at[0], at[1]], 2 * vertex);
  });
  return numbers;
}
