// Sites and routes that another document brings: checked member by member, so that nothing is taken over that a person could not
// have drawn. Only own members that are known are read, and what is made of them is new.
import { plainText } from "../plain-text.js";

/** What may be brought at most. */
export const LIMITS = {
  sites: 500,
  routes: 50,
  /** Corners of one outline or line, and of all sites or routes together. */
  corners: 20_000,
  name: 120,
  /** @type {readonly [number, number]} */
  km: [0.1, 500],
};

/** @typedef {Omit<import("../shapes.js").Shape, "id">} NewShape */

/** Why something that was brought is refused, and where in it. */
export class Refused extends Error {
  /** @param {string} at @param {string} wanted */
  constructor(at, wanted) {
    super(`${at} is not accepted: ${wanted} is wanted.`);
    this.code = "badValue";
    this.at = at;
  }
}

/**
 * Returns the members of an object that has none but known ones.
 * @template {string} Name
 * @param {unknown} value @param {string} at @param {readonly Name[]} known
 * @returns {Partial<Record<Name, unknown>>}
 */
export function membersOf(value, at, known) {
  if (typeof value !== "object" || value === null || Array.isArray(value)) throw new Refused(at, "an object");
  const names = Reflect.ownKeys(value);
  const strange = names.find((name) => typeof name !== "string" || !known.some((one) => one === name));
  if (strange !== undefined || names.length > known.length)
    throw new Refused(at, `no other member than ${known.join(", ")}`);
  return /** @type {Partial<Record<Name, unknown>>} */ (
    Object.fromEntries(names.map((name) => [name, Reflect.get(value, name)]))
  );
}

/** @template T @param {unknown} value @param {string} at @param {number} most @param {(one: unknown, at: string) => T} read @returns {T[]} */
export function listOf(value, at, most, read) {
  if (!Array.isArray(value) || value.length > most) throw new Refused(at, `a list of at most ${most}`);
  return Array.from(value, (one, i) => read(one, `${at}[${i}]`));
}

/** @param {unknown} value @param {string} at @param {readonly [number, number]} limits */
export function numberIn(value, at, [least, most]) {
  if (typeof value !== "number" || !(value >= least && value <= most))
    throw new Refused(at, `a number from ${least} to ${most}`);
  return value;
}

/** @param {unknown} value @param {string} at @param {number} most letters */
export function textOf(value, at, most) {
  if (typeof value !== "string" || value.length > most)
    throw new Refused(at, `a text of at most ${most} letters`);
  return plainText(value);
}

/** Places are kept to a tenth of a millimetre: the map takes no more decimals, and numbers that were computed have more. */
const DECIMALS = 9;

/** @param {unknown} value @param {string} at @param {number} most */
const degreesIn = (value, at, most) => Number(numberIn(value, at, [-most, most]).toFixed(DECIMALS));

/** @param {unknown} value @param {string} at @returns {[number, number]} */
const readPlace = (value, at) => {
  if (!Array.isArray(value) || value.length !== 2) throw new Refused(at, "[longitude, latitude]");
  return [degreesIn(value[0], `${at}[0]`, 180), degreesIn(value[1], `${at}[1]`, 90)];
};

/** @param {unknown} value @param {string} at @param {number} least */
function readPlaces(value, at, least) {
  const places = listOf(value, at, LIMITS.corners, readPlace);
  if (places.length < least) throw new Refused(at, `a list of at least ${least} places`);
  return places;
}

/** @param {[number, number][]} ring @param {string} at */
function requireApart(ring, at) {
  const twice = ring.findIndex(([lon, lat], i) => i > 0 && lon === ring[i - 1][0] && lat === ring[i - 1][1]);
  if (twice > 0) throw new Refused(`${at}[${twice}]`, "another place than the one before");
}

/**
 * Reads a site: a circle around a place, or an area by its corners.
 * @param {unknown} value @param {string} at @returns {NewShape}
 */
export function readSite(value, at) {
  const { name, lon, lat, km = 25, corners } = membersOf(value, at, ["name", "lon", "lat", "km", "corners"]);
  const called = textOf(name, `${at}.name`, LIMITS.name);
  if (corners !== undefined) {
    if (lon !== undefined || lat !== undefined) throw new Refused(at, "either corners, or lon and lat");
    const ring = readPlaces(corners, `${at}.corners`, 3);
    requireApart(ring, `${at}.corners`);
    const [[x, y], last] = [ring[0], ring[ring.length - 1]];
    const closed = last[0] === x && last[1] === y ? ring : [...ring, ring[0]];
    return { kind: "polygon", name: called, km: 0, geometry: { type: "Polygon", coordinates: [closed] } };
  }
  const coordinates = [degreesIn(lon, `${at}.lon`, 180), degreesIn(lat, `${at}.lat`, 90)];
  return {
    ...{ kind: "circle", name: called, km: numberIn(km, `${at}.km`, LIMITS.km) },
    geometry: { type: "Point", coordinates },
  };
}

/** @param {unknown} value @param {string} at @returns {NewShape} */
export function readRoute(value, at) {
  const { name, line, km = 5 } = membersOf(value, at, ["name", "line", "km"]);
  return {
    ...{ kind: "route", name: textOf(name, `${at}.name`, LIMITS.name) },
    km: numberIn(km, `${at}.km`, LIMITS.km),
    geometry: { type: "LineString", coordinates: readPlaces(line, `${at}.line`, 2) },
  };
}

/** @param {unknown} value @param {string} [at] */
export const readSites = (value, at = "sites") => readShapes(value, at, LIMITS.sites, readSite);

/** @param {unknown} value @param {string} [at] */
export const readRoutes = (value, at = "routes") => readShapes(value, at, LIMITS.routes, readRoute);

/** @param {unknown} value @param {string} at @param {number} most @param {(one: unknown, at: string) => NewShape} readShape */
function readShapes(value, at, most, readShape) {
  let corners = 0;
  return listOf(value, at, most, (one, where) => {
    const shape = readShape(one, where);
    corners += positions(shape.geometry).length;
    if (corners > LIMITS.corners) throw new Refused(at, `at most ${LIMITS.corners} places in all`);
    return shape;
  });
}

/** @param {NewShape["geometry"]} geometry */
function positions(geometry) {
  if (geometry.type === "Point") return [geometry.coordinates];
  return geometry.type === "LineString" ? geometry.coordinates : geometry.coordinates[0];
}

/** Writes a shape as it can be brought again. @param {import("../shapes.js").Shape} shape */
export function writeShape({ id, kind, name, km, geometry }) {
  if (geometry.type === "Point") {
    const [lon, lat] = geometry.coordinates;
    return { id, name, lon, lat, km };
  }
  if (geometry.type === "Polygon") return { id, name, corners: geometry.coordinates[0] };
  return { id, name, line: geometry.coordinates, km, ...(kind === "corridor" && { area: true }) };
}
