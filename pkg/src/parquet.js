import { GeobitError, messageOf } from "./error.js";
import { packWriter } from "./libraries.js";

/**
 * What a pack holds, as the engine hands it over.
 * @typedef {object} PackContent
 * @property {[string, string][]} metadata
 * @property {PackColumn[]} columns
 * @typedef {object} PackColumn
 * @property {string} name
 * @property {"double" | "float" | "integer" | "day" | "text"} type
 * @property {Float64Array | Float32Array | Int32Array | Uint32Array} values
 * @property {number} missing the value that stands for none
 * @property {string[]} [texts]
 */

/** The number of rows of a row group, as docs/snapshot.md has it. */
const GROUP_ROWS = 2 ** 20;

/** @type {Record<PackColumn["type"], { type: "DOUBLE" | "FLOAT" | "INT32" | "BYTE_ARRAY", converted_type?: "DATE" | "UTF8" }>} */
const TYPES = {
  double: { type: "DOUBLE" },
  float: { type: "FLOAT" },
  integer: { type: "INT32" },
  day: { type: "INT32", converted_type: "DATE" },
  text: { type: "BYTE_ARRAY", converted_type: "UTF8" },
};

/**
 * Writes a pack that is yet to be sealed: a Parquet file as docs/snapshot.md describes it. The library is fetched when a pack is first saved.
 * @param {PackContent} content
 * @returns {Promise<Uint8Array>}
 * @throws {GeobitError} `engineFailed` where the library is missing
 */
export async function writePack({ metadata, columns }) {
  const { parquetWriteBuffer } = await packWriter().catch((error) => {
    const message = `Packs cannot be written here, because their writer is missing: ${messageOf(error)}.`;
    throw new GeobitError("engineFailed", message, undefined, error);
  });
  // The first two columns are the coordinates, which are one group in the file.
  const [x, y, ...others] = columns;
  const file = parquetWriteBuffer({
    columnData: [
      { name: "geometry", data: pointsOf(x, y), encoding: "BYTE_STREAM_SPLIT" },
      ...others.map((column) => ({ name: column.name, data: valuesOf(column) })),
    ],
    schema: [
      { name: "snapshot", num_children: others.length + 1 },
      { name: "geometry", num_children: 2, repetition_type: "OPTIONAL" },
      { name: "x", type: "DOUBLE", repetition_type: "REQUIRED" },
      { name: "y", type: "DOUBLE", repetition_type: "REQUIRED" },
      ...others.map(({ name, type }) => ({
        name,
        ...TYPES[type],
        repetition_type: /** @type {const} */ ("OPTIONAL"),
      })),
    ],
    rowGroupSize: GROUP_ROWS,
    kvMetadata: metadata.map(([key, value]) => ({ key, value })),
    createdBy: "geobit",
  });
  return new Uint8Array(file);
}

/** @param {PackColumn} x @param {PackColumn} y */
const pointsOf = (x, y) =>
  Array.from(x.values, (lon, row) => (Number.isNaN(lon) ? null : { x: lon, y: y.values[row] }));

/** @param {PackColumn} column */
function valuesOf({ type, values, missing, texts = [] }) {
  const isMissing = Number.isNaN(missing) ? Number.isNaN : (/** @type {number} */ value) => value === missing;
  return Array.from(values, (value) => {
    if (isMissing(value)) return null;
    return type === "text" ? texts[value] : value;
  });
}
