// Makes files of map tiles with invented roads, rivers, borders and places around the middle of Mali, in both schemas, and broken ones.
import { gzipSync } from "node:zlib";
import { GeoJSONVT } from "@maplibre/geojson-vt";
import { fromGeojsonVt } from "@maplibre/vt-pbf";
import { zxyToTileId } from "pmtiles";

/** @typedef {[lon: number, lat: number]} LonLat */
/** @typedef {"protomaps" | "openmaptiles"} Schema */
/** @typedef {{ layer: string, properties: object, geometry: GeoJSON.Geometry }} Entry */

export const BOUNDS = /** @type {const} */ ([-9, 11, -6, 13]);
/** Where the motorway runs: along a parallel, through the whole of it. */
export const MOTORWAY_LAT = 12;
const ZOOMS = { first: 0, last: 9 };

/** @param {LonLat[]} coordinates @returns {GeoJSON.LineString} */
const line = (...coordinates) => ({ type: "LineString", coordinates });
/** @param {LonLat} coordinates @returns {GeoJSON.Point} */
const point = (coordinates) => ({ type: "Point", coordinates });
/** @param {number} west @param {number} south @param {number} east @param {number} north @returns {GeoJSON.Polygon} */
const box = (west, south, east, north) => ({
  type: "Polygon",
  coordinates: [
    [
      [west, south],
      [east, south],
      [east, north],
      [west, north],
      [west, south],
    ],
  ],
});

/** What is drawn, and how each schema names it, if it has it. @type {{ geometry: GeoJSON.Geometry, protomaps?: [string, object], openmaptiles?: [string, object] }[]} */
const FEATURES = [
  { geometry: box(-9, 11, -6, 13), protomaps: ["earth", { kind: "earth" }] },
  {
    geometry: line([-9, MOTORWAY_LAT], [-6, MOTORWAY_LAT]),
    protomaps: ["roads", { kind: "highway", name: "Invented Highway", ref: "N99" }],
    openmaptiles: ["transportation", { class: "motorway" }],
  },
  {
    geometry: line([-9, MOTORWAY_LAT], [-6, MOTORWAY_LAT]),
    openmaptiles: ["transportation_name", { class: "motorway", name: "Invented Highway", ref: "N99" }],
  },
  {
    geometry: line([-8.5, 11], [-8, 12.4], [-7.6, 13]),
    protomaps: ["roads", { kind: "major_road", kind_detail: "primary" }],
    openmaptiles: ["transportation", { class: "primary" }],
  },
  {
    geometry: line([-7, 11], [-7, 13]),
    protomaps: ["roads", { kind: "minor_road" }],
    openmaptiles: ["transportation", { class: "minor" }],
  },
  {
    geometry: line([-9, 11.4], [-7.7, 11.7], [-6, 11.4]),
    protomaps: ["water", { kind: "river" }],
    openmaptiles: ["waterway", { class: "river" }],
  },
  {
    geometry: box(-6.9, 12.3, -6.5, 12.6),
    protomaps: ["water", { kind: "lake" }],
    openmaptiles: ["water", { class: "lake" }],
  },
  {
    geometry: line([-9, 12.7], [-6, 12.8]),
    protomaps: ["boundaries", { kind: "region" }],
    openmaptiles: ["boundary", { admin_level: 4 }],
  },
  {
    geometry: point([-7.5, MOTORWAY_LAT]),
    protomaps: ["places", { kind: "locality", name: "Inventedville", population_rank: 10 }],
    openmaptiles: ["place", { class: "city", name: "Inventedville", rank: 1 }],
  },
];

/** @param {Schema} schema @returns {Entry[]} */
const entriesOf = (schema) =>
  FEATURES.flatMap(({ geometry, [schema]: named }) =>
    named ? [{ geometry, layer: named[0], properties: named[1] }] : [],
  );

/** @typedef {{ id: number, bytes: Uint8Array }} Tile */

/** @param {Entry[]} entries @returns {Tile[]} */
function tilesOf(entries) {
  const names = [...new Set(entries.map(({ layer }) => layer))];
  const indices = names.map((name) => {
    const features = entries
      .filter(({ layer }) => layer === name)
      .map(({ properties, geometry }) => ({ type: /** @type {const} */ ("Feature"), properties, geometry }));
    const index = new GeoJSONVT(
      { type: "FeatureCollection", features },
      { maxZoom: ZOOMS.last, indexMaxZoom: ZOOMS.last, indexMaxPoints: 0 },
    );
    return { name, index };
  });
  /** @type {Tile[]} */
  const tiles = [];
  for (let z = ZOOMS.first; z <= ZOOMS.last; z++) {
    const [left, top] = tileAt(BOUNDS[0], BOUNDS[3], z);
    const [right, bottom] = tileAt(BOUNDS[2], BOUNDS[1], z);
    for (let x = left; x <= right; x++)
      for (let y = top; y <= bottom; y++) {
        const layers = indices.flatMap(({ name, index }) => {
          const tile = index.getTile(z, x, y);
          return tile ? [[name, tile]] : [];
        });
        if (layers.length > 0)
          tiles.push({
            id: zxyToTileId(z, x, y),
            bytes: fromGeojsonVt(Object.fromEntries(layers), { version: 2 }),
          });
      }
  }
  return tiles.sort((a, b) => a.id - b.id);
}

/** @param {number} lon @param {number} lat @param {number} z */
function tileAt(lon, lat, z) {
  const sin = Math.sin((lat * Math.PI) / 180);
  const y = 0.5 - Math.log((1 + sin) / (1 - sin)) / (4 * Math.PI);
  return [(lon / 360 + 0.5) * 2 ** z, y * 2 ** z].map(Math.floor);
}

/** @param {number} n @returns {number[]} */
const varint = (n) => (n < 128 ? [n] : [(n % 128) | 128, ...varint(Math.floor(n / 128))]);

/** @param {{ id: number, offset: number, length: number }[]} entries */
const directory = (entries) =>
  Uint8Array.from([
    ...varint(entries.length),
    ...entries.flatMap(({ id }, i) => varint(id - (entries[i - 1]?.id ?? 0))),
    ...entries.flatMap(() => varint(1)),
    ...entries.flatMap(({ length }) => varint(length)),
    ...entries.flatMap(({ offset }) => varint(offset + 1)),
  ]);

/**
 * Makes a file.
 * @param {{ schema?: Schema, layers?: string[], tileType?: number, compression?: number }} [how] `compression` is what the header says
 */
export function groundFile({ schema = "protomaps", layers, tileType = 1, compression = 2 } = {}) {
  const entries = entriesOf(schema);
  const pack = (/** @type {Uint8Array} */ bytes) => (compression === 2 ? gzipSync(bytes) : bytes);
  const tiles = tilesOf(entries).map(({ id, bytes }) => ({ id, bytes: pack(bytes) }));
  let offset = 0;
  const index = tiles.map(({ id, bytes }) => {
    const entry = { id, offset, length: bytes.length };
    offset += bytes.length;
    return entry;
  });
  const names = layers ?? [...new Set(entries.map(({ layer }) => layer))];
  const metadata = pack(
    new TextEncoder().encode(JSON.stringify({ vector_layers: names.map((id) => ({ id, fields: {} })) })),
  );
  const root = pack(directory(index));
  const header = Buffer.alloc(127);
  header.write("PMTiles", 0, "latin1");
  header.writeUInt8(3, 7);
  const at = { root: 127, metadata: 127 + root.length, tiles: 127 + root.length + metadata.length };
  const numbers = [at.root, root.length, at.metadata, metadata.length, at.tiles, 0, at.tiles, offset];
  for (const [i, number] of [...numbers, tiles.length, tiles.length, tiles.length].entries())
    header.writeBigUInt64LE(BigInt(number), 8 + 8 * i);
  for (const [i, byte] of [1, compression, compression, tileType, ZOOMS.first, ZOOMS.last].entries())
    header.writeUInt8(byte, 96 + i);
  for (const [i, degrees] of BOUNDS.entries()) header.writeInt32LE(Math.round(degrees * 1e7), 102 + 4 * i);
  return new Uint8Array(Buffer.concat([header, root, metadata, ...tiles.map(({ bytes }) => bytes)]));
}
