// Where a way begins and ends: a drawn site, or a town or coordinates as they are typed.
import { formatPlace } from "../format.js";
import { readCoordinates } from "../search/coordinates.js";
import { findTowns } from "../search/towns.js";

/** @typedef {import("../shapes.js").Shape} Shape */
/** @typedef {{ name: string, at: [lon: number, lat: number] }} Place */
/** What was chosen: a site by its id, or else a text, which may be of several places. @typedef {{ siteId: string, text: string, nth: number }} Choice */

/** @type {Choice} */
export const UNCHOSEN = { siteId: "", text: "", nth: 0 };

/** So many readings of a text are offered. */
const MOST_READINGS = 4;

/** @param {readonly Shape[]} shapes */
export const sitesOf = (shapes) => shapes.filter(({ kind }) => kind === "circle");

/** @param {Shape} site @returns {Place} */
export const placeOfSite = ({ name, geometry }) => ({
  name,
  at: /** @type {[number, number]} */ (geometry.coordinates),
});

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

/** @param {Choice} choice @param {readonly Shape[]} shapes @param {readonly import("../basemap.js").Town[]} towns @returns {Place | null} */
export function placeOf({ siteId, text, nth }, shapes, towns) {
  const site = sitesOf(shapes).find(({ id }) => id === siteId);
  return site ? placeOfSite(site) : (readingsOf(text, towns)[nth] ?? null);
}
