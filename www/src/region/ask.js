// What the tab Region asks the engine, by what is chosen in it and by the filters of the page.
import { asking } from "../asking.js";
import { filterOptions } from "../filters.js";
import { dateOfDay, dayOfDate } from "../format.js";
import { boxAround, distanceKm } from "../layers/outline.js";
import { activeShape } from "../page-state.js";
import { positions, questionFor } from "../shapes.js";

/** @typedef {import("../page-state.js").PageState} PageState */
/** @typedef {import("../basemap.js").Town} Town */
/** @typedef {import("./view.js").Place} Place */

/** Outer limits of the rings, km: those of the engine, which are named here because the legend says them. */
export const RINGS_KM = [50, 100, 200, 400, 800];
/** Days of which groups are those that differ, if not of all. */
const YEAR_DAYS = 365;
/** The longest name that the engine takes for a place. */
const LONGEST_NAME = 100;

/** Returns the active shape if it has an inside. @param {PageState} state */
export function activeArea(state) {
  const shape = activeShape(state);
  return shape && shape.kind !== "route" && questionFor(shape) ? shape : null;
}

/** Returns the middle of the box around a shape. @param {import("../shapes.js").Shape} shape @returns {Place} */
export function middleOf({ name, geometry }) {
  const [west, south, east, north] = boxAround(positions(geometry));
  const lon = (west + east) / 2;
  return { name, at: [lon > 180 ? lon - 360 : lon < -180 ? lon + 360 : lon, (south + north) / 2] };
}

/**
 * Returns the nearest of the largest towns that the data reach, or `null` if they reach none.
 * @param {readonly Town[]} towns @param {import("geobit").Summary["bbox"]} bbox @param {import("geobit").Position | null} middle
 * @returns {Place | null}
 */
export function largeTownNear(towns, bbox, middle) {
  if (!bbox || !middle) return null;
  const [west, south, east, north] = bbox;
  const isWithin = (/** @type {number} */ lon) =>
    west <= east ? lon >= west && lon <= east : lon >= west || lon <= east;
  const reached = towns.filter(([, lon, lat]) => isWithin(lon) && lat >= south && lat <= north);
  const rank = Math.min(...reached.map((town) => town[3]));
  /** @type {Place | null} */
  let nearest = null;
  let least = Number.POSITIVE_INFINITY;
  for (const [name, lon, lat, its] of reached) {
    const km = its === rank ? distanceKm([lon, lat], middle) : least;
    if (km < least) [nearest, least] = [{ name, at: [lon, lat] }, km];
  }
  return nearest;
}

/** Returns what distances are measured from; `null` is the mean centre. @param {PageState} state @param {Place | null} large the large town @returns {Place | null} */
export function referenceOf(state, large) {
  const { reference } = state.region;
  const shape = activeArea(state);
  if (reference === "centre") return null;
  if (reference === "site" && shape) return middleOf(shape);
  return typeof reference === "string" ? large : reference;
}

/** @param {PageState} state @returns {{ within?: import("geobit").Feature }} */
function within(state) {
  const shape = state.region.isWithin ? activeArea(state) : null;
  return shape ? { within: /** @type {any} */ (questionFor(shape)?.feature) } : {};
}

/** @param {PageState} state @param {Place | null} reference @returns {import("geobit").RegionOptions} */
export function regionOptions(state, reference) {
  const { asOf: _, ...range } = filterOptions(state.filters);
  return {
    .../** @type {object} */ (range),
    ...{ ...asking(), ...within(state), by: state.region.by, ringsKm: RINGS_KM },
    ...(reference && {
      reference: reference.at,
      referenceName: [...reference.name].slice(0, LONGEST_NAME).join(""),
    }),
  };
}

/** @param {PageState} state @param {import("geobit").Summary} summary @returns {import("geobit").ClustersOptions} */
export function clustersOptions(state, { asOf, from }) {
  const range = filterOptions(state.filters);
  const first = dateOfDay(dayOfDate(range.asOf ?? asOf) - YEAR_DAYS + 1);
  const isShort = state.region.since === "year" && first > (range.from ?? from);
  return {
    .../** @type {object} */ (range),
    ...(isShort && { from: first }),
    ...{ ...asking(), ...within(state), permutations: state.region.permutations },
  };
}
