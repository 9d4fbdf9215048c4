import { GeobitError } from "./error.js";
import { kindOf } from "./platform.js";

/**
 * Options without the undefined ones; names not in `allowed` are refused. Without `allowed` the engine checks the names.
 * @param {unknown} options
 * @param {string[]} [allowed]
 * @param {string[]} [kept] names of those that stay in this thread, and so may be functions
 * @returns {Record<string, any>}
 */
export function plainOptions(options, allowed, kept = []) {
  if (options === undefined) return {};
  if (kindOf(options) !== "Object") {
    throw new GeobitError(
      "badOption",
      `Options are an object such as { name: "…" }, not ${describe(options)}.`,
    );
  }
  const given = Object.entries(/** @type {object} */ (options)).filter(([, value]) => value !== undefined);
  for (const [name, value] of given) {
    if (allowed && !allowed.includes(name)) {
      const message = `There is no option “${name}”. Known here: ${allowed.join(", ")}.`;
      throw new GeobitError("badOption", message, { field: name });
    }
    if (!allowed && !kept.includes(name) && (typeof value === "function" || typeof value === "symbol")) {
      const message = `The option “${name}” is ${describe(value)}; options are plain data.`;
      throw new GeobitError("badOption", message, { field: name });
    }
  }
  return Object.fromEntries(given);
}

/**
 * Refuses an option that is not of the form asked.
 * @param {boolean} holds
 * @param {string} field
 * @param {string} sentence
 */
export function requireOption(holds, field, sentence) {
  if (!holds) throw new GeobitError("badOption", sentence, { field });
}

/**
 * GeoJSON for the engine.
 * @param {any} geojson
 * @param {string} example what would be accepted, for the message
 * @param {(geojson: any) => import("./pack.js").Packed | null} pack
 * @returns {import("./pack.js").Packed}
 */
export function geojsonFor(geojson, example, pack) {
  const object = typeof geojson === "object" && geojson !== null;
  return (
    (object && pack(geojson)) || {
      text: geojsonText(geojson, example),
      numbers: new Float64Array(),
      shape: new Uint32Array(),
    }
  );
}

/**
 * GeoJSON as text. JSON has no NaN: coordinates turn to null, which the engine refuses with the vertex;
 * a radius would vanish in silence, so it is checked here.
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
      const message = `The property radiusKm is ${radius}; it is a number of kilometres above 0.`;
      throw new GeobitError("badGeometry", message, { field: "properties.radiusKm" });
    }
  }
  const text = stringify(geojson);
  if (typeof text !== "string") {
    throw new GeobitError(
      "badGeometry",
      `Expected a GeoJSON object such as ${example}; this one has no JSON form.`,
    );
  }
  return text;
}

/** @param {object} value */
function stringify(value) {
  try {
    return JSON.stringify(value);
  } catch (error) {
    const reason = /** @type {Error} */ (error).message.split("\n")[0];
    throw new GeobitError(
      "badGeometry",
      `This GeoJSON cannot be written as JSON: ${reason}.`,
      undefined,
      error,
    );
  }
}

/**
 * Row numbers for the engine: whole numbers below `count`.
 * @param {ArrayLike<number>} rows
 * @param {number} count
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
      const range =
        count > 0 ? `whole numbers from 0 to ${count - 1}` : "none here: the snapshot has no incidents";
      const message = `rows[${i}] is ${describe(row)}; row numbers are ${range}.`;
      throw new GeobitError("badOption", message, { field: "rows" });
    }
    checked[i] = row;
  }
  return checked;
}

/**
 * Numbers of a formula: finite, and within a range where one is given for their name.
 * @param {Record<string, unknown>} numbers
 * @param {Record<string, [least: number, most: number]>} [ranges]
 */
export function numbersWithin(numbers, ranges = {}) {
  for (const [name, value] of Object.entries(numbers)) {
    const finite = typeof value === "number" && Number.isFinite(value);
    requireOption(finite, name, `${name} is ${describe(value)}; it is a finite number.`);
    const [least, most] = ranges[name] ?? [-Infinity, Infinity];
    const within = finite && value >= least && value <= most;
    requireOption(within, name, `${name} is ${value}; it lies between ${least} and ${most}.`);
  }
  return /** @type {number[]} */ (Object.values(numbers));
}

/** @param {unknown} value */
function describe(value) {
  if (typeof value === "string")
    return `the text ${JSON.stringify(value.length > 40 ? `${value.slice(0, 40)}…` : value)}`;
  if (Array.isArray(value)) return "an array";
  if (typeof value === "function") return "a function";
  if (typeof value === "object" && value !== null) return `an object of type ${kindOf(value)}`;
  return String(value);
}
