// The nearest of some sites by road, from each of some places.
import { formatHours, formatKm } from "../format.js";
import { roads as texts } from "../words/roads.js";
import { placed } from "./matrix.js";
import { describeNoRoad, offRoadKm, placeOfSite, roadAt, SNAP_KM } from "./places.js";

/** @typedef {import("../shapes.js").Shape} Shape */
/** @typedef {{ name: string, at: [number, number] }} Place */
/** @typedef {{ haven: import("./matrix.js").Placed, hours: number, km: number }} Nearest */

/** A matrix has at most 10,000 pairs. */
const MOST_PAIRS = 10_000;

/**
 * @param {import("geobit").RoadNetwork} network @param {object} options what bars the way
 * @param {readonly Place[]} places each near a road @param {readonly Shape[]} sites
 * @returns {Promise<(Nearest | null)[]>} `null` for a place from which there is no way to any
 */
export async function nearestSites(network, options, places, sites) {
  const near = (await placed(sites, network)).filter(({ isNear }) => isNear);
  /** @type {(Nearest | null)[]} */
  const nearest = places.map(() => null);
  const most = Math.floor(MOST_PAIRS / Math.max(1, places.length));
  for (let first = 0; places.length > 0 && first < near.length; first += most) {
    const some = near.slice(first, first + most);
    const matrix = await network.matrix(
      places.map(({ at }) => at),
      some.map(({ site }) => placeOfSite(site).at),
      { ...options, snapKm: SNAP_KM, independent: false },
    );
    for (let pair = 0; pair < matrix.hours.length; pair++) {
      const [place, haven] = [Math.floor(pair / matrix.havens), some[pair % matrix.havens]];
      const hours = matrix.hours[pair];
      if (hours < (nearest[place]?.hours ?? Number.POSITIVE_INFINITY))
        nearest[place] = { haven, hours, km: matrix.km[pair] };
    }
  }
  return nearest;
}

/**
 * Says for each place which site is nearest, a line each.
 * @param {import("geobit").RoadNetwork} network @param {object} options @param {readonly Place[]} places @param {readonly Shape[]} sites
 * @returns {Promise<string[]>}
 */
export async function describeNearest(network, options, places, sites) {
  const roads = await Promise.all(places.map(({ at }) => roadAt(network, at)));
  const near = places.filter((_, i) => roads[i].isNear);
  const found = await nearestSites(network, options, near, sites);
  return places.map((place, i) => {
    const { name } = place;
    if (!roads[i].isNear) return texts.noRoad(name, describeNoRoad(roads[i]));
    const nearest = found[near.indexOf(place)];
    if (!nearest) return texts.nearestNone(name);
    const { haven, hours, km } = nearest;
    const { site } = haven;
    // Where some are havens, that another is an airstrip alone helps to choose.
    const named = isAirstripAlone(site) ? texts.zone(site.name, [texts.roles.airstrip]) : site.name;
    return withStretches(texts.nearest(name, named, formatHours(hours), formatKm(km)), [
      [name, roads[i]],
      [site.name, haven],
    ]);
  });
}

/** Adds to a line how far off the road its places are. @param {string} line @param {[name: string, road: import("./places.js").Road][]} places */
export function withStretches(line, places) {
  const off = places.flatMap(([name, road]) => {
    const km = offRoadKm(road);
    return km ? [/** @type {[string, string]} */ ([name, km])] : [];
  });
  return off.length > 0 ? texts.withStretch(line, texts.offRoads(off)) : line;
}

/** @param {Shape} site */
const isAirstripAlone = ({ evacuation }) =>
  Boolean(evacuation?.airstrip) && !evacuation?.haven && !evacuation?.medical;
