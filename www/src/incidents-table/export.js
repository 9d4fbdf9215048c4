// The incidents that the table shows as files for other programs: CSV and GeoJSON, with the records as the provider gave them.

import { toCsv } from "../route-files/write/csv.js";
import { toJson } from "../route-files/write/geojson.js";
import { words } from "../words/index.js";

/** @typedef {import("geobit").Incident} Incident */
/** @typedef {import("./listing.js").Listing} Listing */
/** @typedef {{ record: Incident, at: number }} Listed `at`: its place in the listing */
/**
 * @typedef {object} ListFile
 * @property {string} name of the area or route
 * @property {Listing} listing
 * @property {readonly Listed[]} listed in their order
 * @property {import("geobit").Summary} summary
 * @property {string} coverage the engine's sentence
 */

/** What an incident is to the area or route. @param {Listing} listing @param {number} at */
function placeIn({ share, alongKm, distanceKm, certain }, at) {
  return {
    inside: certain[at] === 1 ? "certain" : "possible",
    ...(share && { share: share[at] }),
    ...(alongKm && distanceKm && { distanceKm: distanceKm[at], alongKm: alongKm[at] }),
  };
}

/** @param {ListFile} file */
export function listToCsv({ listing, listed, summary, coverage }) {
  const isRoute = listing.alongKm !== null;
  const fields = [
    ...["id", "start", "end", "kind", "type", "subtype", "inside"],
    ...(isRoute ? ["along_km", "distance_km"] : ["share"]),
    ...["lon", "lat", "uncertainty_km", "deaths", "deaths_low", "deaths_high"],
    ...["place", "admin1", "country", "actor1", "actor2", "source", "headline", "origin"],
    ...["data", "data_as_of", "coverage", "advisory"],
  ];
  const data = listed.map(({ record, at }) => {
    const { inside, share, alongKm, distanceKm } = placeIn(listing, at);
    const { low, best, high } = record.fatalities;
    return [
      ...[record.id, record.start, record.end, record.kind, record.type, record.subtype, inside],
      ...(isRoute ? [alongKm ?? null, distanceKm ?? null] : [share ?? null]),
      ...[record.lon, record.lat, record.uncertaintyKm, best, low, high],
      ...[record.place, record.admin1, record.country, record.actors[0] ?? "", record.actors[1] ?? ""],
      ...[record.source, record.headline, originOf(summary, record)],
      ...[summary.name, summary.asOf, coverage, words.provenance.advisory],
    ];
  });
  return toCsv(fields, data);
}

/** Names where a record comes from, if there is a choice. @param {import("geobit").Summary} summary @param {Incident} record */
export const originOf = ({ origins = [] }, { origin }) => (origins.length > 1 ? origins[origin].name : "");

/** @param {ListFile} file */
export function listToGeojson({ name, listing, listed, summary, coverage }) {
  const features = listed.map(({ record: { row: _, lon, lat, origin, ...record }, at }) => ({
    type: "Feature",
    properties: {
      part: "incident",
      ...record,
      ...placeIn(listing, at),
      ...((summary.origins?.length ?? 0) > 1 && { origin }),
    },
    geometry: lon === null || lat === null ? null : { type: "Point", coordinates: [lon, lat] },
  }));
  // The members by which the engine's own GeoJSON tells where it is from.
  const { asOf, licence, attribution, origins = [], filters = [] } = summary;
  const provenance = {
    ...{ data: summary.name, dataAsOf: asOf, licence, attribution },
    ...(origins.length > 1 && { origins }),
    ...(filters.length > 0 && { filters }),
  };
  const collection = { type: "FeatureCollection", name, ...provenance, coverage };
  return `${toJson({ ...collection, advisory: words.provenance.advisory, features })}\n`;
}
