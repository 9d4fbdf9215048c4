import { requireOption } from "./checks.js";
import { kindOf } from "./platform.js";
import { limit } from "./source.js";

/** @import { ColumnSource } from "../geobit.d.ts" */

/** What a column is; `source`, which `Snapshot.columns()` gives as well, says nothing here. */
const TYPES = {
  lon: "Float64Array",
  lat: "Float64Array",
  day: "Int32Array",
  kind: "Uint8Array",
  kindNames: "Array",
  uncertaintyKm: "Float32Array",
  source: "Uint32Array",
};
const NEEDED = ["lon", "lat", "day"];

/** Whether a source of `load()` is meant as columns. @param {unknown} source */
export const isColumns = (source) =>
  kindOf(source) === "Object" && Object.keys(TYPES).some((name) => name in /** @type {object} */ (source));

/**
 * Columns of the right types, to be kept. Lengths and values are the engine's to check.
 * @param {any} given
 * @param {Record<string, unknown>} options of the load
 * @returns {ColumnSource}
 */
export function checkedColumns(given, { format = "auto", mapping }) {
  requireOption(format === "auto", "format", "Columns are no file: they have no format to be told.");
  requireOption(mapping === undefined, "mapping", "Columns have their own names: there is nothing to map.");
  const names = Object.keys(TYPES);
  for (const name of Object.keys(given)) {
    requireOption(
      names.includes(name),
      name,
      `There is no column “${name}”. Known are: ${names.join(", ")}.`,
    );
  }
  for (const [name, type] of Object.entries(TYPES)) {
    const kind = kindOf(given[name]);
    const fits = kind === type || (kind === "Undefined" && !NEEDED.includes(name));
    requireOption(fits, name, `The column ${name} is of type ${kind}; it is of type ${type}.`);
  }
  const { lon, lat, day, kind, kindNames, uncertaintyKm } = given;
  const texts = !kindNames || kindNames.every((/** @type {unknown} */ name) => typeof name === "string");
  requireOption(texts, "kindNames", "kindNames is a list of texts.");
  const columns = { lon, lat, day, kind, kindNames, uncertaintyKm };
  limit(sizeOf(columns));
  return columns;
}

/** Bytes in all columns. @param {ColumnSource} columns */
export const sizeOf = (columns) =>
  Object.values(columns).reduce(
    (sum, column) => sum + (ArrayBuffer.isView(column) ? column.byteLength : 0),
    0,
  );
