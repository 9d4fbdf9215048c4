// The matrix of an evacuation: which of its sites are near a road, and the fastest way from each to each.
import { roads as texts } from "../words/roads.js";
import { exposureOptions, hasExposure, roadOptions } from "./ask.js";
import { placeOfSite, roadAt, SNAP_KM } from "./places.js";
import { DESTINATIONS, having } from "./roles.js";

/** @typedef {import("../shapes.js").Shape} Shape */
/** @typedef {import("../page-state.js").PageState} PageState */
/** @typedef {{ site: Shape } & import("./places.js").Road} Placed a site, and how far the nearest road is */
/** `matrix` is `null` where no road is near to any. @typedef {{ from: Placed[], to: Placed[], matrix: import("geobit").Matrix | null }} Table */

/** The sites of the table: where people muster, and where they go. @param {PageState} state */
export const sitesOfTable = ({ drawn: { shapes } }) => ({
  from: having(shapes, "muster"),
  to: having(shapes, ...DESTINATIONS),
});

/** @param {readonly Shape[]} list @param {import("geobit").RoadNetwork} network @returns {Promise<Placed[]>} */
export const placed = (list, network) =>
  Promise.all(list.map(async (site) => ({ site, ...(await roadAt(network, placeOfSite(site).at)) })));

/** @param {Placed[]} list */
const placesOf = (list) => list.filter(({ isNear }) => isNear).map(({ site }) => placeOfSite(site).at);

/**
 * Asks for the table, with more closed than is.
 * @param {PageState} state @param {{ signal: AbortSignal, onProgress: (progress: { done: number, total: number }) => void }} follow
 * @param {readonly GeoJSON.Feature[]} [more] what else is closed
 * @returns {Promise<Table>}
 */
export async function askTable(state, follow, more = []) {
  if (!state.roads) throw new Error(texts.needBoth);
  const { network } = state.roads;
  const sites = sitesOfTable(state);
  const [from, to] = await Promise.all([placed(sites.from, network), placed(sites.to, network)]);
  const [starts, ends] = [placesOf(from), placesOf(to)];
  if (starts.length === 0 || ends.length === 0) return { from, to, matrix: null };
  const { closed, ...others } = roadOptions(state);
  const options = /** @type {import("geobit").MatrixOptions} */ ({
    ...{ ...others, snapKm: SNAP_KM, closed: { ...closed, features: [...closed.features, ...more] } },
    ...(hasExposure(state) && { ...exposureOptions(state), ...follow }),
  });
  return { from, to, matrix: await network.matrix(starts, ends, options) };
}

/** The table with its sites as they are drawn now: their names and places are asked about, and what else they are is not. @param {Table} table @param {readonly Shape[]} shapes @returns {Table} */
export function withSites(table, shapes) {
  const now = (/** @type {Placed} */ one) => ({
    ...one,
    site: shapes.find(({ id }) => id === one.site.id) ?? one.site,
  });
  return { ...table, from: table.from.map(now), to: table.to.map(now) };
}

/** Where the matrix has a pair; `null` for one of which it has nothing. @param {Table} table @param {Placed} start @param {Placed} end */
export function pairAt({ from, to, matrix }, start, end) {
  if (!matrix || !start.isNear || !end.isNear || start.site.id === end.site.id) return null;
  const nth = (/** @type {Placed[]} */ list, /** @type {Placed} */ one) =>
    list.filter(({ isNear }) => isNear).indexOf(one);
  return nth(from, start) * matrix.havens + nth(to, end);
}
