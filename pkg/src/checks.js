import { GeobitError, messageOf } from "./error.js";
import { classNameOf } from "./platform.js";

/** Options are nested a few levels deep. More than this is an object that contains itself. */
const DEEPEST = 8;

/**
 * Returns a copy of options without undefined members. The engine checks names and values.
 * @param {unknown} options
 * @param {string[]} [functions] names of options that stay in this thread, and so may be anything
 * @returns {Record<string, any>}
 */
export function plainOptions(options, functions = []) {
  if (options === undefined) return {};
  if (classNameOf(options) !== "Object") {
    const message = `Options are an object such as { name: "…" }, not ${describe(options)}.`;
    throw new GeobitError("badOption", message);
  }
  const entries = definedEntries(/** @type {object} */ (options), []);
  return Object.fromEntries(
    entries.map(([name, value]) => [name, functions.includes(name) ? value : plainValue(value, [name])]),
  );
}

/**
 * Returns a copy of plain data without undefined members.
 * @param {unknown} value
 * @param {(string | number)[]} path of the value in the options
 * @returns {unknown}
 */
function plainValue(value, path) {
  if (typeof value === "function" || typeof value === "symbol") {
    const field = path.join(".");
    const message = `The option “${field}” is ${describe(value)}; options are plain data.`;
    throw new GeobitError("badOption", message, { field });
  }
  if (path.length > DEEPEST) {
    const message = `The option “${path[0]}” is nested too deeply; options are plain data.`;
    throw new GeobitError("badOption", message, { field: String(path[0]) });
  }
  if (typeof value === "bigint") {
    const field = path.join(".");
    const message = `The option “${field}” is a BigInt; give ${value} as a number.`;
    throw new GeobitError("badOption", message, { field });
  }
  const list = asList(value);
  if (list) return list.map((member, i) => plainValue(member, [...path, i]));
  if (classNameOf(value) !== "Object") return value;
  const entries = definedEntries(/** @type {object} */ (value), path);
  return Object.fromEntries(entries.map(([name, member]) => [name, plainValue(member, [...path, name])]));
}

/** Returns what an array, a typed array or a `Set` holds; `null` for anything else. @param {unknown} value @returns {unknown[] | null} */
const asList = (value) =>
  Array.isArray(value) || value instanceof Set || (ArrayBuffer.isView(value) && !(value instanceof DataView))
    ? Array.from(/** @type {any} */ (value))
    : null;

/** Returns the members that are not undefined. @param {object} object @param {(string | number)[]} path */
function definedEntries(object, path) {
  try {
    return Object.entries(object).filter(([, member]) => member !== undefined);
  } catch (error) {
    const message = `The options cannot be read: ${messageOf(error)}.`;
    const at = path.length > 0 ? { field: path.join(".") } : undefined;
    throw new GeobitError("badOption", message, at, error);
  }
}

/**
 * Refuses an object with a member whose name is not in a list.
 * @param {Record<string, unknown>} members
 * @param {string[]} names
 * @param {string} [word] what the members are called
 */
export function checkNames(members, names, word = "option") {
  for (const name of Object.keys(members)) {
    const message = `There is no ${word} “${name}”. The ${word}s are ${names.join(", ")}.`;
    requireOption(names.includes(name), name, message);
  }
}

/**
 * Refuses an option unless a condition holds.
 * @param {boolean} holds
 * @param {string} field name of the option
 * @param {string} message
 */
export function requireOption(holds, field, message) {
  if (!holds) throw new GeobitError("badOption", message, { field });
}

/**
 * Encodes GeoJSON for the engine: as numbers where `pack` can, otherwise as text.
 * @param {any} geojson
 * @param {string} example what would be accepted, for the message
 * @param {(geojson: any) => import("./pack.js").Packed | null} pack
 * @returns {import("./pack.js").Packed}
 */
export function encodeGeojson(geojson, example, pack) {
  const isObject = typeof geojson === "object" && geojson !== null;
  return (
    (isObject && pack(geojson)) || {
      text: geojsonText(geojson, example),
      numbers: new Float64Array(),
      structure: new Uint32Array(),
    }
  );
}

/**
 * Writes GeoJSON as text. JSON has no NaN: coordinates become null, which the engine refuses and names the vertex. A
 * radius of null would be taken for none, so it is checked here.
 * @param {any} geojson
 * @param {string} example what would be accepted, for the message
 */
export function geojsonText(geojson, example) {
  if (typeof geojson !== "object" || geojson === null || Array.isArray(geojson)) {
    const message = `Expected a GeoJSON object such as ${example}, got ${describe(geojson)}.`;
    throw new GeobitError("badGeometry", message);
  }
  for (const feature of Array.isArray(geojson.features) ? geojson.features : [geojson]) {
    const radius = feature?.properties?.radiusKm;
    if (typeof radius === "number" && !Number.isFinite(radius)) {
      const message = `The property radiusKm is ${radius}; a number of kilometres above 0 is accepted.`;
      throw new GeobitError("badGeometry", message, { field: "properties.radiusKm" });
    }
  }
  const text = stringify(geojson);
  if (typeof text !== "string") {
    const message = `Expected a GeoJSON object such as ${example}; this one has no JSON form.`;
    throw new GeobitError("badGeometry", message);
  }
  return text;
}

/** @param {object} value */
function stringify(value) {
  try {
    return JSON.stringify(value);
  } catch (error) {
    const reason = /** @type {Error} */ (error).message.split("\n")[0];
    const message = `This GeoJSON cannot be written as JSON: ${reason}.`;
    throw new GeobitError("badGeometry", message, undefined, error);
  }
}

/**
 * Checks row numbers, which are whole and below `count`, and returns them as a typed array.
 * @param {ArrayLike<number>} rows
 * @param {number} count number of rows in the snapshot
 */
export function rowNumbers(rows, count) {
  const length = /** @type {any} */ (rows)?.length;
  if (typeof rows !== "object" || !Number.isInteger(length) || length < 0) {
    const message = `Rows are an array of row numbers, such as report.rows, not ${describe(rows)}.`;
    throw new GeobitError("badOption", message, { field: "rows" });
  }
  const checked = new Uint32Array(length);
  for (let i = 0; i < length; i++) {
    const row = rows[i];
    if (!(Number.isInteger(row) && row >= 0 && row < count)) {
      const accepted =
        count > 0
          ? `row numbers are whole numbers from 0 to ${count - 1}`
          : "the snapshot has no incidents and so no rows";
      throw new GeobitError("badOption", `rows[${i}] is ${describe(row)}; ${accepted}.`, { field: "rows" });
    }
    checked[i] = row;
  }
  return checked;
}

/** Describes a value for a message. @param {unknown} value */
function describe(value) {
  if (typeof value === "string")
    return `the text ${JSON.stringify(value.length > 40 ? `${value.slice(0, 40)}…` : value)}`;
  if (Array.isArray(value)) return "an array";
  if (typeof value === "function") return "a function";
  if (typeof value === "object" && value !== null) return `an object of type ${classNameOf(value)}`;
  return String(value);
}
