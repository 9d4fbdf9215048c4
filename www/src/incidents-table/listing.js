// The incidents of an answer, each with its place in it: inside for certain or possibly, and where along a route.

/** @typedef {import("geobit").Columns} Columns */
/**
 * @typedef {object} Listing the members of one incident stand at the same place of all lists
 * @property {ArrayLike<number>} rows of the snapshot
 * @property {ArrayLike<number> | null} share of an area that each lies in; `null` along a route
 * @property {ArrayLike<number> | null} alongKm `null` in an area
 * @property {ArrayLike<number> | null} distanceKm from the route; `null` in an area
 * @property {Uint8Array} certain 1 for those that are certainly inside
 */

/**
 * @param {{ geofence?: import("geobit").GeofenceReport, route?: import("geobit").RouteReport }} answer
 * @param {Pick<Columns, "uncertaintyKm">} columns
 * @returns {Listing}
 */
export function listingOf({ geofence, route }, { uncertaintyKm }) {
  if (geofence) {
    const { rows, share } = geofence;
    return { rows, share, alongKm: null, distanceKm: null, certain: Uint8Array.from(share, isWhole) };
  }
  if (!route) return { rows: [], share: null, alongKm: null, distanceKm: null, certain: new Uint8Array() };
  const { rows, alongKm, distanceKm, method } = route;
  const corridorKm = Number(method.corridorKm);
  const certain = Uint8Array.from(rows, (row, at) =>
    isWithin(distanceKm[at], uncertaintyKm[row], corridorKm) ? 1 : 0,
  );
  return { rows, share: null, alongKm, distanceKm, certain };
}

/** The engine gives a share of 1 to what is certainly inside, and to nothing else. @param {number} share */
const isWhole = (share) => (share === 1 ? 1 : 0);

/**
 * Tells whether an incident is certainly in a corridor: its whole circle of uncertainty is. What cannot be located has none.
 * @param {number} distanceKm @param {number | null} uncertaintyKm @param {number} corridorKm
 */
export const isWithin = (distanceKm, uncertaintyKm, corridorKm) =>
  uncertaintyKm !== null && distanceKm + uncertaintyKm <= corridorKm;
