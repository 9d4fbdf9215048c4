import { checkNames, requireOption } from "./checks.js";
import { GeobitError } from "./error.js";
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
/** Options of a load that say how a file is read. */
const FILE_OPTIONS = [
  "format",
  "mapping",
  "layout",
  "dateOrder",
  "decimal",
  "encoding",
  "utcOffset",
  "sheet",
];

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
export function checkedColumns(given, options) {
  // The engine refuses all but `sheet` as well, which it does not know; here it comes before the columns are copied.
  for (const option of FILE_OPTIONS) {
    const isGiven = options[option] !== undefined && !(option === "format" && options.format === "auto");
    const message = `${option} says how a file is read, and columns are none; leave the option out.`;
    requireOption(!isGiven, option, message);
  }
  checkNames(given, Object.keys(TYPES), "column");
  // Each member is read once: what a getter returns the next time may be something else.
  const { lon, lat, day, kind, kindNames, uncertaintyKm, source } = given;
  /** @type {Record<string, unknown>} */
  const members = { lon, lat, day, kind, kindNames, uncertaintyKm, source };
  for (const [name, type] of Object.entries(TYPES)) {
    const found = classNameOf(members[name]);
    const fits = found === type || (found === "Undefined" && !REQUIRED.includes(name));
    requireOption(fits, name, `The column ${name} is of type ${found}; the type ${type} is accepted.`);
    const isColumn = type === "Array" || members[name] === undefined || ArrayBuffer.isView(members[name]);
    requireOption(isColumn, name, `The column ${name} is no ${type}, though it says so.`);
  }
  const columns = { lon, lat, day, kind, kindNames: kindNames && checkedNames(kindNames), uncertaintyKm };
  checkAttached(columns);
  checkSize(sizeOf(columns));
  return columns;
}

/** Refuses columns whose bytes have been handed over since, for example to another thread. @param {ColumnSource} columns */
export function checkAttached(columns) {
  for (const [name, column] of Object.entries(columns)) {
    if (!ArrayBuffer.isView(column)) continue;
    try {
      new Uint8Array(column.buffer, 0, 0);
    } catch {
      const message = `The column ${name} has lost its bytes, which were handed over to another owner; pass a copy.`;
      throw new GeobitError("badOption", message, { field: name });
    }
  }
}

/** Returns a copy of the names of the kinds. @param {unknown[]} names */
function checkedNames(names) {
  const message = "kindNames has a member that is no text; a list of at most 256 texts is accepted.";
  requireOption(names.length <= 256, "kindNames", message);
  // A hole of the list is a member that is no text.
  const copy = Array.from(names);
  requireOption(
    copy.every((name) => typeof name === "string"),
    "kindNames",
    message,
  );
  return /** @type {string[]} */ (copy);
}

/** Returns the bytes in all columns. @param {ColumnSource} columns */
export const sizeOf = (columns) =>
  Object.values(columns).reduce(
    (sum, column) => sum + (ArrayBuffer.isView(column) ? column.byteLength : 0),
    0,
  );
