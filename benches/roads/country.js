// A country that does not exist, as an extract of OpenStreetMap: 1,100 by 1,100 km of crooked roads between neighbours, every tenth of a
// higher class. With 500 nodes on a side it has half a million edges.
import { deflateSync } from "node:zlib";
import { randomNumbers } from "./random.js";

/** Inner places of each road. */
const INNER = 4;
/** Numbers in one block of the file. */
const NODES_OF_BLOCK = 8000;
const WAYS_OF_BLOCK = 4000;
/** Units of a place in the format: 100 nanodegrees. */
const UNITS = 1e7;

/** Writes a message of protocol buffers. */
class Message {
  /** @type {number[]} */
  bytes = [];

  /** @param {number} value from 0 on */
  varint(value) {
    let rest = value;
    while (rest >= 128) {
      this.bytes.push((rest % 128) + 128);
      rest = Math.floor(rest / 128);
    }
    this.bytes.push(rest);
    return this;
  }

  /** @param {number} field @param {number} value */
  number(field, value) {
    return this.varint(field * 8).varint(value);
  }

  /** @param {number} field @param {ArrayLike<number>} content */
  content(field, content) {
    this.varint(field * 8 + 2).varint(content.length);
    for (let i = 0; i < content.length; i++) this.bytes.push(content[i]);
    return this;
  }

  /** @param {number} field @param {number[]} values that may be negative, as differences */
  deltas(field, values) {
    const packed = new Message();
    let before = 0;
    for (const value of values) {
      const step = value - before;
      packed.varint(step < 0 ? -2 * step - 1 : 2 * step);
      before = value;
    }
    return this.content(field, packed.bytes);
  }

  /** @param {number} field @param {number[]} values */
  list(field, values) {
    const packed = new Message();
    for (const value of values) packed.varint(value);
    return this.content(field, packed.bytes);
  }
}

const utf8 = (/** @type {string} */ text) => new TextEncoder().encode(text);

/** @param {"OSMHeader" | "OSMData"} type @param {Message} block */
function blob(type, block) {
  const raw = Uint8Array.from(block.bytes);
  const body = new Message().number(2, raw.length).content(3, deflateSync(raw));
  const head = new Message().content(1, utf8(type)).number(3, body.bytes.length);
  const size = new Uint8Array(4);
  new DataView(size.buffer).setUint32(0, head.bytes.length);
  return Buffer.concat([size, Uint8Array.from(head.bytes), Uint8Array.from(body.bytes)]);
}

/** @param {string[]} texts @param {Message} group */
function data(texts, group) {
  const table = new Message();
  for (const text of ["", ...texts]) table.content(1, utf8(text));
  return blob("OSMData", new Message().content(1, table.bytes).content(2, group.bytes));
}

const CLASSES = ["trunk", "secondary", "tertiary", "track"];
/** @param {number} line of the grid */
const classOf = (line) => (line % 50 === 0 ? 0 : line % 10 === 0 ? 1 : line % 5 === 0 ? 2 : 3);

/** @param {number} side nodes on a side @returns {Uint8Array} the file */
export function countryExtract(side) {
  const random = randomNumbers(26);
  const step = Math.round((10 / side) * UNITS);
  const shift = (/** @type {number} */ most) => Math.round((2 * random() - 1) * most);
  /** @type {[number, number][]} */
  const places = [];
  for (let row = 0; row < side; row++)
    for (let column = 0; column < side; column++)
      places.push([column * step + shift(0.3 * step), 5 * UNITS + row * step + shift(0.3 * step)]);
  /** @type {{ refs: number[], line: number }[]} */
  const ways = [];
  for (let node = 0; node < side * side; node++) {
    const [column, row] = [node % side, Math.floor(node / side)];
    const next = [
      ...(column + 1 < side ? [[node + 1, row]] : []),
      ...(row + 1 < side ? [[node + side, column]] : []),
    ];
    for (const [to, line] of next) {
      const refs = [node + 1];
      for (let inner = 1; inner <= INNER; inner++) {
        const at = (/** @type {0 | 1} */ axis) =>
          Math.round(places[node][axis] + ((places[to][axis] - places[node][axis]) * inner) / (INNER + 1)) +
          shift(0.045 * step);
        places.push([at(0), at(1)]);
        refs.push(places.length);
      }
      ways.push({ refs: [...refs, to + 1], line });
    }
  }
  const header = new Message().content(4, utf8("OsmSchema-V0.6")).content(4, utf8("DenseNodes"));
  const blobs = [blob("OSMHeader", header)];
  for (let first = 0; first < places.length; first += NODES_OF_BLOCK) {
    const some = places.slice(first, first + NODES_OF_BLOCK);
    const dense = new Message()
      .deltas(
        1,
        some.map((_, i) => first + i + 1),
      )
      .deltas(
        8,
        some.map(([, lat]) => lat),
      )
      .deltas(
        9,
        some.map(([lon]) => lon),
      );
    blobs.push(data([], new Message().content(2, dense.bytes)));
  }
  for (let first = 0; first < ways.length; first += WAYS_OF_BLOCK) {
    const group = new Message();
    ways.slice(first, first + WAYS_OF_BLOCK).forEach(({ refs, line }, i) => {
      const isTrack = classOf(line) === 3;
      const way = new Message()
        .number(1, first + i + 1)
        .list(2, [1, 6])
        .list(3, [2 + classOf(line), isTrack ? 7 : 8])
        .deltas(8, refs);
      group.content(3, way.bytes);
    });
    blobs.push(data(["highway", ...CLASSES, "surface", "earth", "asphalt"], group));
  }
  return Buffer.concat(blobs);
}
