// Incidents entered by hand as a table that the engine reads like any other, and back.
import { toCsv, withoutMarks } from "../route-files/write/csv.js";
import { fromRecord } from "./incident.js";

/** @typedef {import("./incident.js").OwnIncident} OwnIncident */
/** @typedef {{ summary: import("geobit").Summary, records: import("geobit").Incident[] }} Read */

const COLUMNS = ["id", "start", "lat", "lon", "uncertainty_km", "kind", "deaths", "note"];
/** By which spreadsheets recognise UTF-8. */
const BYTE_ORDER_MARK = "\uFEFF";

/** @param {readonly OwnIncident[]} list */
export const toTable = (list) =>
  BYTE_ORDER_MARK +
  toCsv(
    COLUMNS,
    list.map(({ id, start, lat, lon, uncertaintyKm, kind, deaths, note }) => [
      ...[id, start, lat, lon, uncertaintyKm, kind, deaths, note],
    ]),
  );

/** Returns the incidents of a table, as far as they can be located, and how many of its rows were left out. @param {Read} table @returns {{ incidents: OwnIncident[], leftOut: number }} */
export function fromTable({ summary, records }) {
  const located = records.filter(({ uncertaintyKm }) => uncertaintyKm !== null);
  const incidents = located.map(fromRecord).map(({ id, note, ...incident }) => ({
    ...incident,
    ...{ id: withoutMarks(id), note: withoutMarks(note) },
  }));
  return { incidents, leftOut: summary.rows - summary.superseded - incidents.length };
}
