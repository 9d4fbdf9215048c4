// The icons are written without filters, which loses nothing: a picture with each of the five filters comes out pixel by pixel the same.
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { crc32, deflateSync, inflateSync } from "node:zlib";
import { flatPng } from "../../www/scripts/flat-png.js";
import { root } from "../browser/harness.js";

const SIZE = 10;
const STEP = 4;

/** @param {number} x byte of a line @param {number} y */
const byteAt = (x, y) => (x < 0 || y < 0 ? 0 : (x * 37 + y * 91 + ((x * y) % 13) * 17) % 256);

/** Filters a line as the specification of PNG has it. @param {number} y */
function filtered(y) {
  const filter = y % 5;
  return [
    filter,
    ...Array.from({ length: SIZE * STEP }, (_, x) => {
      const [left, up, corner] = [byteAt(x - STEP, y), byteAt(x, y - 1), byteAt(x - STEP, y - 1)];
      const estimate = left + up - corner;
      const nearest = [left, up, corner].toSorted(
        (a, b) => Math.abs(estimate - a) - Math.abs(estimate - b),
      )[0];
      const guess = [0, left, up, Math.floor((left + up) / 2), nearest][filter];
      return (byteAt(x, y) - guess + 512) % 256;
    }),
  ];
}

/** @param {string} type @param {Buffer} data */
function chunk(type, data) {
  const head = Buffer.alloc(8);
  head.writeUInt32BE(data.length);
  head.write(type, 4, "latin1");
  const check = Buffer.alloc(4);
  check.writeUInt32BE(crc32(data, crc32(Buffer.from(type))));
  return Buffer.concat([head, data, check]);
}

const signature = Buffer.from("89504e470d0a1a0a", "hex");
const header = Buffer.from([0, 0, 0, SIZE, 0, 0, 0, SIZE, 8, 6, 0, 0, 0]);

test("a picture without filters has the same pixels, and right checksums", () => {
  const lines = Array.from({ length: SIZE }, (_, y) => filtered(y));
  const data = deflateSync(Buffer.from(lines.flat()));
  const halves = [data.subarray(0, 20), data.subarray(20)];
  const png = Buffer.concat([
    ...[signature, chunk("IHDR", header), chunk("tEXt", Buffer.from("a\0b"))],
    ...[...halves.map((half) => chunk("IDAT", half)), chunk("IEND", Buffer.alloc(0))],
  ]);
  const flat = flatPng(png);
  const at = signature.length + 25;
  const length = flat.readUInt32BE(at);
  const pixels = inflateSync(flat.subarray(at + 8, at + 8 + length));
  const expected = Array.from({ length: SIZE }, (_, y) => [
    0,
    ...Array.from({ length: SIZE * STEP }, (__, x) => byteAt(x, y)),
  ]);
  assert.deepEqual([...pixels], expected.flat());
  const whole = Buffer.concat([
    ...[signature, chunk("IHDR", header)],
    ...[chunk("IDAT", flat.subarray(at + 8, at + 8 + length)), chunk("IEND", Buffer.alloc(0))],
  ]);
  assert.ok(flat.equals(whole));
  assert.throws(() => flatPng(png.fill(3, 25, 26)), /not known/);
});

test("the icons of the page are written so", () => {
  const folder = `${root}www/public/icons`;
  for (const name of readdirSync(folder)) {
    const png = readFileSync(`${folder}/${name}`);
    const [width, isOpaque] = [png.readUInt32BE(16), png[25] === 2];
    const at = signature.length + 25;
    const lines = inflateSync(png.subarray(at + 8, at + 8 + png.readUInt32BE(at)));
    const length = 1 + width * (isOpaque ? 3 : 4);
    for (let start = 0; start < lines.length; start += length) assert.equal(lines[start], 0, name);
  }
});
