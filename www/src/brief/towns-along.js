// Towns along a route. Which they are, and where on the route, the package answers: the towns of the map are a snapshot to it,
// loaded once. Which of them are named is a matter of room on the page.
import { place } from "../format.js";
import { ownLongitude } from "./longitude.js";

/** @typedef {import("../basemap.js").Town} Town */
/** @typedef {{ name: string, lon: number, lat: number, rank: number, km: number, offKm: number }} TownAlong */
/** @typedef {{ name: string, lon: number, lat: number, km: number }} Waypoint */

/** Towns are looked for on either side of the route, km; said on the page. */
export const TOWN_KM = 5;
/** Between start and destination; more are not read. */
const MOST_BETWEEN = 10;
/** A halt this near a town is a halt in it, km along. */
const HALT_IN_TOWN_KM = 3;

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
   * In the order of the way.
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
 * The places a movement is told by: start and destination, its halts, and the most important towns, evenly spread.
 *
 * @param {TownAlong[]} towns
 * @param {{ lengthKm: number, stops: { km: number }[], where: (km: number) => GeoJSON.Position }} route
 * @returns {Waypoint[]}
 */
export function waypoints(towns, { lengthKm, stops, where }) {
  const near = Math.min(TOWN_KM, lengthKm / 4);
  const start = endpoint(
    towns.filter(({ km }) => km <= near),
    0,
    where(0),
  );
  const end = endpoint(
    towns.filter(({ km }) => km >= lengthKm - near),
    lengthKm,
    where(lengthKm),
  );
  const apart = lengthKm / (MOST_BETWEEN + 2);
  /** @type {Waypoint[]} */
  const chosen = [start, end];
  const important = towns
    .filter(({ km }) => km > near && km < lengthKm - near)
    .sort((a, b) => a.rank - b.rank || a.offKm - b.offKm);
  for (const { name, lon, lat, km } of important) {
    if (chosen.length === MOST_BETWEEN + 2) break;
    if (chosen.every((other) => Math.abs(other.km - km) >= apart)) chosen.push({ name, lon, lat, km });
  }
  for (const stop of stops) {
    const town = chosen.find(({ km }) => Math.abs(km - stop.km) <= HALT_IN_TOWN_KM);
    if (town && town !== start && town !== end) town.km = stop.km;
    else if (!town) chosen.push(haltAt(stop.km, where(stop.km)));
  }
  return chosen.sort((a, b) => a.km - b.km);
}

/** @param {number} km @param {GeoJSON.Position} at @returns {Waypoint} */
const haltAt = (km, [lon, lat]) => ({ name: "Halt", lon: ownLongitude(lon), lat, km });

/** The most important town at an end of the route, else its coordinates. @param {TownAlong[]} towns @param {number} km @param {GeoJSON.Position} at @returns {Waypoint} */
function endpoint(towns, km, [lon, lat]) {
  const [town] = towns.sort((a, b) => a.rank - b.rank || a.offKm - b.offKm);
  return { name: town?.name ?? place(ownLongitude(lon), lat), lon: ownLongitude(lon), lat, km };
}
