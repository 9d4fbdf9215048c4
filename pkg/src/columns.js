import { checkNames, requireOption } from "./checks.js";
import { classNameOf } from "./platform.js";
import { checkSize } from "./source.js";

/** @import { ColumnSource } from "../geobit.d.ts" */

/** The class of each column. `source` is accepted, because `Snapshot.columns()` returns it, and ignored. */
const TYPES = {
  lon: "Float64Array",
  lat: "Float64Array",
  day: "Int32Array",
  kind: "Uint8Array",
  kindNames: "Array",
  uncertaintyKm: "Float32Array",
  source: "Uint32Array",
};
const REQUIRED = ["lon", "lat", "day"];

/** Returns whether a source of `load()` is meant as columns. @param {unknown} source */
export const isColumns = (source) =>
  classNameOf(source) === "Object" &&
  Object.keys(TYPES).some((name) => name in /** @type {object} */ (source));

/**
 * Checks the classes of columns and returns the columns that the engine reads. The engine checks their lengths and
 * values.
 * @param {any} given
 * @param {Record<string, unknown>} options of the load
 * @returns {ColumnSource}
 */
export function checkedColumns(given, { format = "auto", mapping }) {
  requireOption(
    format === "auto",
    "format",
    "Columns are not a file and have no format; leave the option out.",
  );
  requireOption(
    mapping === undefined,
    "mapping",
    "Columns have fixed names and need no mapping; leave the option out.",
  );
  checkNames(given, Object.keys(TYPES), "column");
  for (const [name, type] of Object.entries(TYPES)) {
    const kind = classNameOf(given[name]);
    const fits = kind === type || (kind === "Undefined" && !REQUIRED.includes(name));
    requireOption(fits, name, `The column ${name} is of type ${kind}; the type ${type} is accepted.`);
  }
  const { lon, lat, day, kind, kindNames, uncertaintyKm } = given;
  const areTexts = !kindNames || kindNames.every((/** @type {unknown} */ name) => typeof name === "string");
  requireOption(
    areTexts,
    "kindNames",
    "kindNames has a member that is no text; a list of texts is accepted.",
  );
  const columns = { lon, lat, day, kind, kindNames, uncertaintyKm };
  checkSize(sizeOf(columns));
  return columns;
}

/** Returns the bytes in all columns. @param {ColumnSource} columns */
export const sizeOf = (columns) =>
  Object.values(columns).reduce(
    (sum, column) => sum + (ArrayBuffer.isView(column) ? column.byteLength : 0),
    0,
  );
