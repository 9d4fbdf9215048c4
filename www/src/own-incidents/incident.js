// An incident that was entered by hand.
import { kinds } from "../kinds.js";

/**
 * @typedef {object} OwnIncident
 * @property {string} id
 * @property {string} start its day, `YYYY-MM-DD`
 * @property {number} lon
 * @property {number} lat
 * @property {number} uncertaintyKm how exactly the place is known
 * @property {string} kind one of our kinds
 * @property {number | null} deaths `null` where they are not stated
 * @property {string} note
 */

const ID_BYTES = 8;

/** Returns an id that no other incident has, on this machine or on another. */
export const newId = () =>
  `own-${[...crypto.getRandomValues(new Uint8Array(ID_BYTES))].map((byte) => byte.toString(16).padStart(2, "0")).join("")}`;

/** Returns the day of a time where the reader is. @param {Date} time */
export function isoDay(time) {
  const [month, day] = [time.getMonth() + 1, time.getDate()].map((n) => String(n).padStart(2, "0"));
  return `${time.getFullYear()}-${month}-${day}`;
}

/** Returns what makes an incident this one, so without its note. @param {OwnIncident} incident */
export const contentOf = ({ id, start, lon, lat, kind, deaths }) =>
  JSON.stringify([id, start, lon, lat, kind, deaths]);

/**
 * Returns the list with an incident added, or in the place of the one with its id.
 * @param {readonly OwnIncident[]} list @param {OwnIncident} incident
 */
export const withIncident = (list, incident) =>
  list.some(({ id }) => id === incident.id)
    ? list.map((one) => (one.id === incident.id ? incident : one))
    : [...list, incident];

/** Returns incidents as features with our names of fields. @param {readonly OwnIncident[]} list @returns {GeoJSON.FeatureCollection} */
export const toFeatures = (list) => ({
  type: "FeatureCollection",
  features: list.map(({ id, start, lon, lat, uncertaintyKm, kind, deaths, note }) => ({
    type: "Feature",
    geometry: { type: "Point", coordinates: [lon, lat] },
    properties: { id, start, uncertainty_km: uncertaintyKm, kind, fatalities_best: deaths, headline: note },
  })),
});

/** The engine keeps a radius in 32 bits, of which so many digits mean something. */
const RADIUS_DIGITS = 7;

/** Returns a located record of the engine as an incident. @param {import("geobit").Incident} record @returns {OwnIncident} */
export const fromRecord = ({ id, start, lon, lat, uncertaintyKm, kind, fatalities, headline }) => ({
  ...{ id, start, lon: Number(lon), lat: Number(lat) },
  uncertaintyKm: Number(Number(uncertaintyKm).toPrecision(RADIUS_DIGITS)),
  ...{ kind, deaths: fatalities.best, note: headline },
});

/** Takes nothing over but what this page writes: other programs of the same address write here too. @param {any} kept @returns {OwnIncident | null} */
export function checkedIncident(kept) {
  if (typeof kept !== "object" || kept === null) return null;
  const { id, start, lon, lat, uncertaintyKm, kind, deaths, note } = kept;
  const isNumber = [lon, lat, uncertaintyKm, deaths ?? 0].every(Number.isFinite);
  const isText = [id, start, note].every((text) => typeof text === "string");
  const isKind = kinds.some(({ name }) => name === kind);
  return isNumber && isText && isKind && id !== ""
    ? { id, start, lon, lat, uncertaintyKm, kind, deaths: deaths ?? null, note }
    : null;
}
