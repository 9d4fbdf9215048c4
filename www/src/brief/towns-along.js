// Towns along a route. The package finds them, and where they are on the route: for it the towns of the map are a snapshot, which
// is loaded once. This module chooses those that there is room to name.
import { formatPlace } from "../format.js";
import { words } from "../words/index.js";
import { wrapLongitude } from "./longitude.js";

/** @typedef {import("../basemap.js").Town} Town */
/** @typedef {{ name: string, lon: number, lat: number, rank: number, km: number, offKm: number }} TownAlong */
/** @typedef {{ name: string, lon: number, lat: number, km: number }} Waypoint */

/** How far on either side of the route towns are looked for, km; the page says so. */
export const TOWN_KM = 5;
/** How many towns are named between start and destination. */
const MAX_BETWEEN = 10;
/** A stop this near to a town, along the route, is a stop in it, km. */
const STOP_IN_TOWN_KM = 3;

/**
 * @param {(columns: import("geobit").ColumnSource) => Promise<import("geobit").Snapshot>} load
 * @param {Town[]} towns
 */
export function createTownsAlong(load, towns) {
  /** @type {Promise<{ snapshot: import("geobit").Snapshot, source: Uint32Array }> | null} */
  let loading = null;

  async function loaded() {
    const snapshot = await load({
      lon: Float64Array.from(towns, ([, lon]) => lon),
      lat: Float64Array.from(towns, ([, , lat]) => lat),
      day: new Int32Array(towns.length),
    });
    const { source } = await snapshot.columns();
    return { snapshot, source };
  }

  /**
   * Lists the towns in the order of the route.
   * @param {import("geobit").Feature} route
   * @returns {Promise<TownAlong[]>}
   */
  return async (route) => {
    loading ??= loaded();
    const { snapshot, source } = await loading;
    const { rows, alongKm, distanceKm } = await snapshot.route(route, {
      corridorKm: TOWN_KM,
      detail: "rows",
    });
    const found = Array.from(rows, (row, i) => {
      const [name, lon, lat, rank] = towns[source[row]];
      return { name, lon, lat, rank, km: alongKm[i], offKm: distanceKm[i] };
    });
    return found.sort((a, b) => a.km - b.km);
  };
}

/**
 * Chooses the places that a schedule names: start and destination, the stops, and the most important towns, evenly spread.
 *
 * @param {TownAlong[]} towns
 * @param {{ lengthKm: number, stops: { km: number }[], placeAt: (km: number) => GeoJSON.Position }} route
 * @returns {Waypoint[]}
 */
export function chooseWaypoints(towns, { lengthKm, stops, placeAt }) {
  const near = Math.min(TOWN_KM, lengthKm / 4);
  const start = endpoint(
    towns.filter(({ km }) => km <= near),
    0,
    placeAt(0),
  );
  const end = endpoint(
    towns.filter(({ km }) => km >= lengthKm - near),
    lengthKm,
    placeAt(lengthKm),
  );
  const apart = lengthKm / (MAX_BETWEEN + 2);
  /** @type {Waypoint[]} */
  const chosen = [start, end];
  const important = towns
    .filter(({ km }) => km > near && km < lengthKm - near)
    .sort((a, b) => a.rank - b.rank || a.offKm - b.offKm);
  for (const { name, lon, lat, km } of important) {
    if (chosen.length === MAX_BETWEEN + 2) break;
    if (chosen.every((other) => Math.abs(other.km - km) >= apart)) chosen.push({ name, lon, lat, km });
  }
  for (const stop of stops) {
    const town = chosen.find(({ km }) => Math.abs(km - stop.km) <= STOP_IN_TOWN_KM);
    if (town && town !== start && town !== end) town.km = stop.km;
    else if (!town) chosen.push(stopAt(stop.km, placeAt(stop.km)));
  }
  return chosen.sort((a, b) => a.km - b.km);
}

/** @param {number} km @param {GeoJSON.Position} at @returns {Waypoint} */
const stopAt = (km, [lon, lat]) => ({ name: words.brief.stop, lon: wrapLongitude(lon), lat, km });

/** Names an end of the route by its most important town, or else by its coordinates. @param {TownAlong[]} towns @param {number} km @param {GeoJSON.Position} at @returns {Waypoint} */
function endpoint(towns, km, [lon, lat]) {
  const [town] = towns.sort((a, b) => a.rank - b.rank || a.offKm - b.offKm);
  return { name: town?.name ?? formatPlace(wrapLongitude(lon), lat), lon: wrapLongitude(lon), lat, km };
}
