// The peers that are bundled for the page, as their npm packages publish them.
export * as duckdb from "@duckdb/duckdb-wasm";
export {
  booleanPointInPolygon,
  buffer,
  distance,
  nearestPointOnLine,
  pointsWithinPolygon,
} from "@turf/turf";
export * as arrow from "apache-arrow";
export { default as CheapRuler } from "cheap-ruler";
export { default as Flatbush } from "flatbush";
export { deserialize as featuresOf, serialize as writeFlatGeobuf } from "flatgeobuf/lib/mjs/geojson.js";
export { around } from "geokdbush";
export { parquetRead } from "hyparquet";
export { default as KDBush } from "kdbush";
export { parse as parseCsv } from "papaparse";
