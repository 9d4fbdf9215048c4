// Where a way begins and ends: a drawn site, or a town or coordinates as they are typed.
import { formatCount, formatTenths } from "../format.js";
import { readingsOf } from "../search/readings.js";
import { roads as texts } from "../words/roads.js";
import { units } from "../words/units.js";

/** @typedef {import("../shapes.js").Shape} Shape */
/** @typedef {import("../search/readings.js").Place} Place */
/** What was chosen: a site by its id, or else a text, which may be of several places. @typedef {{ siteId: string, text: string, nth: number }} Choice */

/** @type {Choice} */
export const UNCHOSEN = { siteId: "", text: "", nth: 0 };

/** @param {readonly Shape[]} shapes */
export const sitesOf = (shapes) => shapes.filter(({ kind }) => kind === "circle");

/** @param {Shape} site @returns {Place} */
export const placeOfSite = ({ name, geometry }) => ({
  name,
  at: /** @type {[number, number]} */ (geometry.coordinates),
});

/** How far from a road a place may be, km. */
export const SNAP_KM = 10;
/** So far away the nearest road is looked for, km, to say where it is. */
const FARTHEST_KM = 500;
/** From this distance on, the stretch to the road is told, km, as the engine has it for ways. */
const OFF_ROAD_KM = 0.5;

/** How far the nearest road is; `null` where none is found. @typedef {{ isNear: boolean, km: number | null }} Road */

/** Tells how far the nearest road is from a place, and whether it is near enough. @param {Pick<import("geobit").RoadNetwork, "snap">} network @param {[number, number]} at @returns {Promise<Road>} */
export async function roadAt(network, at) {
  const near = await network.snap(at, { snapKm: SNAP_KM });
  if (near) return { isNear: true, km: near.km };
  const far = await network.snap(at, { snapKm: FARTHEST_KM });
  return { isNear: false, km: far?.km ?? null };
}

/** Writes how far off the road a place is where that is to be told. @param {Road} road */
export const offRoadKm = ({ isNear, km }) =>
  isNear && km !== null && km >= OFF_ROAD_KM ? formatRoadKm(km) : "";

/** Writes a distance from a road, which is rarely known to 10 m. @param {number} km */
export const formatRoadKm = (km) => units.km(km < 10 ? formatTenths(km) : formatCount(km));

/** Says why a place is on no way: how far the nearest road is, and how far it may be. @param {Road} road */
export const describeNoRoad = ({ km }) =>
  texts.noRoadWithin(formatRoadKm(SNAP_KM), km === null ? "" : formatRoadKm(km));

/** Whether the site that was chosen is not drawn any more. @param {Choice} choice @param {readonly Shape[]} shapes */
export const isGone = ({ siteId }, shapes) =>
  siteId !== "" && !sitesOf(shapes).some(({ id }) => id === siteId);

/**
 * Nothing takes the place of a site that is gone: it would answer another question than was asked.
 * @param {Choice} choice @param {readonly Shape[]} shapes @param {readonly import("../basemap.js").Town[]} towns @returns {Place | null}
 */
export function placeOf({ siteId, text, nth }, shapes, towns) {
  const site = sitesOf(shapes).find(({ id }) => id === siteId);
  if (siteId !== "") return site ? placeOfSite(site) : null;
  return readingsOf(text, towns)[nth] ?? null;
}
