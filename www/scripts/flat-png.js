// Writes a PNG file anew, pixel by pixel the same, without the filters of its lines: a flat drawing is smaller without them.
import { crc32, deflateSync, inflateSync } from "node:zlib";

const SIGNATURE = 8;
/** Bytes of a pixel by the type of its colour, with 8 bits a sample: red, green, blue, and with alpha. @type {Record<number, number>} */
const PIXEL_BYTES = { 2: 3, 6: 4 };

/** @param {Buffer} png @returns {{ type: string, data: Buffer }[]} */
function chunksOf(png) {
  const chunks = [];
  for (let at = SIGNATURE; at < png.length; ) {
    const end = at + 8 + png.readUInt32BE(at);
    chunks.push({ type: png.toString("latin1", at + 4, at + 8), data: png.subarray(at + 8, end) });
    at = end + 4;
  }
  return chunks;
}

/** The guess of the filter of that number, from the bytes to the left, above, and above that. @type {((left: number, up: number, corner: number) => number)[]} */
const GUESSES = [
  () => 0,
  (left) => left,
  (_, up) => up,
  (left, up) => (left + up) >> 1,
  (left, up, corner) => {
    const guess = left + up - corner;
    const [toLeft, toUp, toCorner] = [left, up, corner].map((one) => Math.abs(guess - one));
    if (toLeft <= toUp && toLeft <= toCorner) return left;
    return toUp <= toCorner ? up : corner;
  },
];

/** Takes the filters away, in place; each line begins with the number of its own. @param {Buffer} lines @param {number} length of a line @param {number} step bytes of a pixel */
function takeFiltersAway(lines, length, step) {
  for (let start = 0; start < lines.length; start += length) {
    const guess = GUESSES[lines[start]];
    const [above, first] = [start - length, start + 1];
    for (let i = first; i < start + length; i++) {
      const [hasLeft, hasUp] = [i - step >= first, above >= 0];
      const left = hasLeft ? lines[i - step] : 0;
      const up = hasUp ? lines[i - length] : 0;
      lines[i] += guess(left, up, hasLeft && hasUp ? lines[i - length - step] : 0);
    }
    lines[start] = 0;
  }
}

/** @param {string} type @param {Buffer} data */
function chunk(type, data) {
  const body = Buffer.concat([Buffer.from(type, "latin1"), data]);
  const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  check.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, check]);
}

/** @param {Buffer} png of 8 bits a sample, not interlaced @returns {Buffer} */
export function flatPng(png) {
  const chunks = chunksOf(png);
  const header = chunks[0].data;
  const step = PIXEL_BYTES[header[9]];
  if (header[8] !== 8 || !step || header[12] !== 0) throw new Error("This form of PNG is not known here");
  const lines = inflateSync(
    Buffer.concat(chunks.filter(({ type }) => type === "IDAT").map(({ data }) => data)),
  );
  takeFiltersAway(lines, 1 + step * header.readUInt32BE(0), step);
  return Buffer.concat([
    png.subarray(0, SIGNATURE),
    chunk("IHDR", header),
    chunk("IDAT", deflateSync(lines, { level: 9, memLevel: 9 })),
    chunk("IEND", Buffer.alloc(0)),
  ]);
}
