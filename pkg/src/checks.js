import { GeobitError, isOutOfMemory, messageOf } from "./error.js";
import { classNameOf } from "./platform.js";

/** Options are nested a few levels deep. More than this is an object that contains itself. */
const DEEPEST = 8;
/** How many values the options of one call may hold, in all lists and objects together. */
const MOST_VALUES = 2_000_000;
/** How many characters the texts in the options of one call may have together. */
const MOST_CHARACTERS = 16 * 1024 ** 2;
/** How many rows can be asked for at once. */
const MOST_ROWS = 1_000_000;
/** The most members of an array that is an argument by itself. */
const MOST_MEMBERS = 1000;
/** How many values a shape that has to be written as text may hold. */
const MOST_TEXT_VALUES = 8_000_000;

/**
 * Carries out a call of the caller, and makes sure that whatever it throws is a `GeobitError`.
 * @template T
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function guard(work) {
  try {
    return await work();
  } catch (error) {
    if (error instanceof GeobitError) throw error;
    const code = isOutOfMemory(error) ? "tooLarge" : "badOption";
    throw new GeobitError(code, `This call cannot be carried out: ${messageOf(error)}.`, undefined, error);
  }
}

/**
 * Calls a listener of the caller. What it throws becomes the cause of a `GeobitError`.
 * @template P
 * @param {((progress: P) => void) | undefined} onProgress
 * @param {P} progress
 */
export function report(onProgress, progress) {
  try {
    onProgress?.(progress);
  } catch (error) {
    const message = `onProgress threw an error: ${messageOf(error)}.`;
    throw new GeobitError("badOption", message, { field: "onProgress" }, error);
  }
}

/** The path of a value in the options. @typedef {(string | number)[]} Path */

/** Reads the options of one call, which may be anything. */
class OptionReader {
  #values = 0;
  #characters = 0;
  #listOf;

  /** @param {(value: any) => Iterable<unknown> | ArrayLike<unknown> | null} listOf says what is read as a list */
  constructor(listOf) {
    this.#listOf = listOf;
  }

  /** Returns a copy of plain data without undefined members. @param {unknown} value @param {Path} path @returns {unknown} */
  read(value, path) {
    this.#count(path, 1, typeof value === "string" ? value.length : 0);
    if (path.length > DEEPEST)
      throw refusal(path.slice(0, 1), "is nested too deeply; options are plain data");
    if (typeof value === "bigint") throw refusal(path, `is a BigInt; give ${value} as a number`);
    const isObject = typeof value === "object" && value !== null;
    if (!isObject && typeof value !== "function" && typeof value !== "symbol") return value;
    const list = isObject && this.#listOf(value);
    if (list) return this.#readList(list, path);
    if (classNameOf(value) === "Object") {
      const entries = definedEntries(/** @type {object} */ (value), path);
      return Object.fromEntries(entries.map(([name, member]) => [name, this.read(member, [...path, name])]));
    }
    throw refusal(path, `is ${describe(value)}; options are plain data`);
  }

  /** @param {any} list @param {Path} path */
  #readList(list, path) {
    /** @type {unknown[]} */
    const members = [];
    const add = (/** @type {unknown} */ member) => {
      if (typeof member === "number") {
        this.#count(path, 1, 0);
        members.push(member);
      } else members.push(this.read(member, [...path, members.length]));
    };
    if (typeof list[Symbol.iterator] === "function" && !Array.isArray(list)) {
      for (const member of list) add(member);
    } else {
      const { length } = list;
      // What is too long is refused before anything is read.
      this.#count(path, length, 0);
      this.#values -= length;
      for (let i = 0; i < length; i++) add(list[i]);
    }
    return members;
  }

  /** @param {Path} path @param {number} values @param {number} characters */
  #count(path, values, characters) {
    this.#values += values;
    this.#characters += characters;
    if (this.#values > MOST_VALUES)
      throw refusal(path, `has too many values; options hold ${MOST_VALUES} at most`);
    if (this.#characters > MOST_CHARACTERS)
      throw refusal(path, `is too long; the texts of all options have ${MOST_CHARACTERS} characters at most`);
  }
}

/** @param {Path} path @param {string} what @param {unknown} [cause] */
function refusal(path, what, cause) {
  const field = path.map(String).join(".");
  return new GeobitError("badOption", `The option “${shorten(field)}” ${what}.`, { field }, cause);
}

/**
 * Returns a copy of options without undefined members. The engine checks names and values.
 * @param {unknown} options
 * @param {string[]} [functions] names of options that stay in this thread, and so may be anything
 * @param {(value: any) => any} [listOf] says what is read as a list; arrays, typed arrays and sets are
 * @returns {Record<string, any>}
 */
export function plainOptions(options, functions = [], listOf = asList) {
  if (options === undefined) return {};
  if (classNameOf(options) !== "Object") {
    const message = `Options are an object such as { name: "…" }, not ${describe(options)}.`;
    throw new GeobitError("badOption", message);
  }
  const reader = new OptionReader(listOf);
  const entries = definedEntries(/** @type {object} */ (options), []);
  const copy = entries.map(([name, value]) => {
    if (functions.includes(name)) return [name, value];
    return [name, attempt([name], () => reader.read(value, [name]))];
  });
  return Object.fromEntries(copy);
}

/** Returns what a value of the options gives. An error of its own, such as a getter's, becomes a `GeobitError`. @template T @param {Path} path @param {() => T} read @returns {T} */
function attempt(path, read) {
  try {
    return read();
  } catch (error) {
    if (error instanceof GeobitError) throw error;
    throw refusal(path, `cannot be read: ${messageOf(error)}`, error);
  }
}

/** Returns an array, a typed array or a `Set` as it is; `null` for anything else. @param {any} value */
const asList = (value) =>
  Array.isArray(value) || value instanceof Set || (ArrayBuffer.isView(value) && !(value instanceof DataView))
    ? value
    : null;

/** Returns anything that can be read as a list: also iterables, and objects with a length. @param {any} value */
export const asAnyList = (value) =>
  asList(value) ??
  (typeof value[Symbol.iterator] === "function" || Number.isInteger(value.length) ? value : null);

/** Returns the members that are not undefined. @param {object} object @param {Path} path */
function definedEntries(object, path) {
  try {
    return Object.entries(object).filter(([, member]) => member !== undefined);
  } catch (error) {
    if (path.length > 0) throw refusal(path, `cannot be read: ${messageOf(error)}`, error);
    const message = `The options cannot be read: ${messageOf(error)}.`;
    throw new GeobitError("badOption", message, undefined, error);
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
    const message = `There is no ${word} “${shorten(name)}”. The ${word}s are ${names.join(", ")}.`;
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
  try {
    const isObject = typeof geojson === "object" && geojson !== null;
    return (
      (isObject && pack(geojson)) || {
        text: geojsonText(geojson, example),
        numbers: new Float64Array(),
        structure: new Uint32Array(),
      }
    );
  } catch (error) {
    if (error instanceof GeobitError) throw error;
    const message = `This GeoJSON cannot be read: ${messageOf(error)}.`;
    throw new GeobitError("badGeometry", message, undefined, error);
  }
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
  const text = stringify(geojson);
  if (typeof text !== "string") {
    const message = `Expected a GeoJSON object such as ${example}; this one has no JSON form.`;
    throw new GeobitError("badGeometry", message);
  }
  for (const feature of Array.isArray(geojson.features) ? geojson.features : [geojson]) {
    const radius = feature?.properties?.radiusKm;
    if (typeof radius === "number" && !Number.isFinite(radius)) {
      const message = `The property radiusKm is ${radius}; a number of kilometres above 0 is accepted.`;
      throw new GeobitError("badGeometry", message, { field: "properties.radiusKm" });
    }
  }
  return text;
}

/** @param {object} value */
function stringify(value) {
  let values = 0;
  const count = (/** @type {string} */ _name, /** @type {unknown} */ member) => {
    if (++values > MOST_TEXT_VALUES) {
      const message = `This GeoJSON holds more than ${MOST_TEXT_VALUES} values; simplify it, or ask for less at once.`;
      throw new GeobitError("tooLarge", message);
    }
    return member;
  };
  try {
    return JSON.stringify(value, count);
  } catch (error) {
    if (error instanceof GeobitError) throw error;
    const reason = messageOf(error).split("\n")[0];
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
  try {
    return readRows(rows, count);
  } catch (error) {
    if (error instanceof GeobitError) throw error;
    throw refusedRows(`The rows cannot be read: ${messageOf(error)}.`, error);
  }
}

/** @param {ArrayLike<number>} rows @param {number} count */
function readRows(rows, count) {
  const length = /** @type {any} */ (rows)?.length;
  if (typeof rows !== "object" || !Number.isInteger(length) || length < 0)
    throw refusedRows(`Rows are an array of row numbers, such as report.rows, not ${describe(rows)}.`);
  if (length > MOST_ROWS)
    throw refusedRows(`There are ${length} rows; at most ${MOST_ROWS} can be asked for at once.`);
  const checked = new Uint32Array(length);
  for (let i = 0; i < length; i++) {
    const row = rows[i];
    if (!(Number.isInteger(row) && row >= 0 && row < count)) {
      const accepted =
        count > 0
          ? `row numbers are whole numbers from 0 to ${count - 1}`
          : "the snapshot has no incidents and so no rows";
      throw refusedRows(`rows[${i}] is ${describe(row)}; ${accepted}.`);
    }
    checked[i] = row;
  }
  return checked;
}

/**
 * Returns the members of an array that is given as an argument. The engine says how many it takes; what is longer than any
 * such list is refused here.
 * @param {unknown} value @param {string} field name of the argument @param {string} example
 * @returns {unknown[]}
 */
export function shortArray(value, field, example) {
  if (!Array.isArray(value)) {
    const message = `${field} is an array such as ${example}, not ${describe(value)}.`;
    throw new GeobitError("badOption", message, { field });
  }
  const message = `${field} has ${value.length} entries, which is more than any question takes.`;
  requireOption(value.length <= MOST_MEMBERS, field, message);
  return Array.from(value);
}

/** @param {string} message @param {unknown} [cause] */
const refusedRows = (message, cause) => new GeobitError("badOption", message, { field: "rows" }, cause);

/** Describes a value for a message. @param {unknown} value */
export function describe(value) {
  if (typeof value === "string") return `the text ${JSON.stringify(shorten(value))}`;
  if (typeof value === "function") return "a function";
  if (typeof value !== "object" || value === null) return String(value);
  const name = classNameOf(value);
  return name === "Array" ? "an array" : `an object of type ${shorten(name)}`;
}

/** Returns the first 40 characters of a text. @param {string} text */
export const shorten = (text) => (text.length > 40 ? `${text.slice(0, 40)}…` : text);

/**
 * Separates the listener and the signal, which stay in this thread, from the options that the engine reads.
 * @param {unknown} options
 * @param {string[]} [others] names of further options that are not plain data
 */
export function splitOptions(options, others = []) {
  const { onProgress, signal, ...engineOptions } = plainOptions(options, ["onProgress", "signal", ...others]);
  requireOption(!onProgress || typeof onProgress === "function", "onProgress", "onProgress is a function.");
  requireOption(!signal || classNameOf(signal) === "AbortSignal", "signal", "signal is an AbortSignal.");
  return { onProgress, signal, engineOptions };
}
