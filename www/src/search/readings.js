// What a typed place may mean: coordinates in any usual form, or bundled towns.
import { formatPlace } from "../format.js";
import { folded } from "../plain-text.js";
import { readCoordinates } from "./coordinates.js";
import { findTowns } from "./towns.js";

/** @typedef {{ name: string, at: [lon: number, lat: number] }} Place */

/** So many readings of a text are offered. */
const MOST_READINGS = 4;

/** Lists what a text may mean. @param {string} text @param {readonly import("../basemap.js").Town[]} towns @returns {Place[]} */
export function readingsOf(text, towns) {
  const coordinates = readCoordinates(text).map(({ lon, lat }) => ({
    name: formatPlace(lon, lat),
    at: /** @type {[number, number]} */ ([lon, lat]),
  }));
  const found = findTowns(towns, text).map(([name, lon, lat]) => ({
    name,
    at: /** @type {[number, number]} */ ([lon, lat]),
  }));
  return [...coordinates, ...found].slice(0, MOST_READINGS);
}

/** Returns the one place that a text means while it is typed; `null` where it is still open. @param {string} text @param {readonly Place[]} readings */
export function certainReading(text, readings) {
  const [first, ...others] = readings;
  const isMeant = first && (others.length === 0 || folded(first.name) === folded(text.trim()));
  return isMeant ? first : null;
}
