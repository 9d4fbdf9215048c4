// A file of map tiles: what it is, whether it can be drawn, and its tiles. It is read in the places that are needed, and never whole.
import { bytesToHeader, Compression, FileSource, PMTiles, TileType } from "pmtiles";
import { words } from "../words/index.js";

/** @typedef {"protomaps" | "openmaptiles"} Schema */
/**
 * @typedef {object} Archive
 * @property {File} file
 * @property {Schema} schema
 * @property {[west: number, south: number, east: number, north: number]} bounds
 * @property {number} minZoom @property {number} maxZoom
 * @property {ReadonlySet<string>} layers
 * @property {(z: number, x: number, y: number) => Promise<ArrayBuffer | null>} tile
 */

const HEADER_BYTES = 127;
const VERSION_AT = 7;
const MAGIC = "PMTiles";
/** What versions 1 and 2 begin with. */
const OLD_MAGIC = "PM";
/** The layers by which a schema is known, all of them. @type {Record<Schema, string[]>} */
const KNOWN_BY = { protomaps: ["roads", "places"], openmaptiles: ["transportation", "place"] };
/** What pmtiles itself unpacks. */
const READABLE = [Compression.None, Compression.Gzip];
/** The library keeps what it has read by the name of the source, and two files may have one name. */
let opened = 0;

class NumberedSource extends FileSource {
  key = `${++opened}`;
  getKey() {
    return this.key;
  }
}

/**
 * Opens a file, after it is clear that it can be drawn.
 * @param {File} file
 * @returns {Promise<Archive>}
 * @throws {Error} with a sentence that says what the file is, and what would be accepted
 */
export async function openArchive(file) {
  const { ground } = words;
  const header = await readHeader(file);
  const end = Math.max(
    header.rootDirectoryOffset + header.rootDirectoryLength,
    header.jsonMetadataOffset + header.jsonMetadataLength,
    header.leafDirectoryOffset + (header.leafDirectoryLength ?? 0),
    header.tileDataOffset + (header.tileDataLength ?? 0),
  );
  if (end > file.size) throw new Error(ground.cutOff(file.size, end));
  if (header.tileType !== TileType.Mvt)
    throw new Error(ground.notVector(TileType[header.tileType] ?? String(header.tileType)));
  for (const compression of [header.internalCompression, header.tileCompression])
    if (!READABLE.includes(compression))
      throw new Error(ground.compressed(Compression[compression] ?? String(compression)));
  const archive = new PMTiles(new NumberedSource(file));
  const layers = await layersOf(archive);
  const schema = schemaOf(layers);
  if (!schema) throw new Error(ground.otherSchema([...layers]));
  const { minLon, minLat, maxLon, maxLat, minZoom, maxZoom } = header;
  await archive
    .getZxy(minZoom, ...tileAt((minLon + maxLon) / 2, (minLat + maxLat) / 2, minZoom))
    .catch((error) => {
      throw new Error(ground.damaged, { cause: error });
    });
  return {
    ...{ file, schema, layers, minZoom, maxZoom },
    bounds: [minLon, minLat, maxLon, maxLat],
    async tile(z, x, y) {
      return (await archive.getZxy(z, x, y))?.data ?? null;
    },
  };
}

/** @param {File} file */
async function readHeader(file) {
  const { ground } = words;
  const bytes = await file.slice(0, HEADER_BYTES).arrayBuffer();
  const magic = new TextDecoder("latin1").decode(bytes.slice(0, MAGIC.length));
  if (magic !== MAGIC) throw new Error(magic.startsWith(OLD_MAGIC) ? ground.oldVersion : ground.noTiles);
  if (bytes.byteLength < HEADER_BYTES) throw new Error(ground.cutOff(file.size, HEADER_BYTES));
  if (new DataView(bytes).getUint8(VERSION_AT) !== 3) throw new Error(ground.oldVersion);
  return bytesToHeader(bytes);
}

/** Returns the names of the layers that the file says it has. @param {PMTiles} archive */
async function layersOf(archive) {
  /** @type {any} */
  const metadata = await archive.getMetadata().catch((error) => {
    throw new Error(words.ground.damaged, { cause: error });
  });
  const listed = Array.isArray(metadata?.vector_layers) ? metadata.vector_layers : [];
  return new Set(listed.map((/** @type {any} */ layer) => String(layer?.id)));
}

/** @param {ReadonlySet<string>} layers */
const schemaOf = (layers) =>
  /** @type {Schema[]} */ (Object.keys(KNOWN_BY)).find((schema) =>
    KNOWN_BY[schema].every((layer) => layers.has(layer)),
  );

/** Returns the tile that a place lies in. @param {number} lon @param {number} lat @param {number} z @returns {[x: number, y: number]} */
function tileAt(lon, lat, z) {
  const side = 2 ** z;
  const sin = Math.sin((Math.min(85, Math.max(-85, lat)) * Math.PI) / 180);
  const within = (/** @type {number} */ share) => Math.min(side - 1, Math.max(0, Math.floor(share * side)));
  return [within(lon / 360 + 0.5), within(0.5 - Math.log((1 + sin) / (1 - sin)) / (4 * Math.PI))];
}
