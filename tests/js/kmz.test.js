// Archives: what is read of them, and that everything wrong with one is noticed and said with the name of the file in it.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { strToU8, Zip, ZipDeflate, ZipPassThrough, zipSync } from "fflate";
import { extractKml } from "../../www/src/route-files/read/kmz.js";
import { alarmed, archive, changed, lied, shared } from "./archives.js";
import { fixtures } from "./data.js";

/** @param {Uint8Array} bytes */
async function read(bytes) {
  const { bytes: kml, ...rest } = await extractKml(/** @type {Uint8Array<ArrayBuffer>} */ (bytes));
  return { text: new TextDecoder().decode(kml), ...rest };
}

/** @param {...(Uint8Array | number[])} parts */
const joined = (...parts) => Uint8Array.from(parts.flatMap((part) => [...part]));

const small = () => zipSync({ "doc.kml": strToU8("<kml>".repeat(5000)) });

test("finding J: an archive whose checksum is wrong is refused with the name of the file in it", async () => {
  const kmz = new Uint8Array(readFileSync(`${fixtures}/breaking/kmz-crc.kmz`));
  await assert.rejects(
    read(kmz),
    /^Error: doc\.kml in it is damaged: its checksum is not that of its content/,
  );
});

test("a KMZ is read from its doc.kml, or else from its first KML, and the others are named", async () => {
  assert.deepEqual(await read(archive({ "a.kml": "first", "doc.kml": "main", "files/x.png": "…" })), {
    ...{ text: "main", name: "doc.kml", others: ["a.kml"] },
  });
  assert.deepEqual(await read(archive({ "__MACOSX/._a.kml": "shadow", "b.KML": "é", "a.kml": "" })), {
    ...{ text: "é", name: "b.KML", others: ["a.kml"] },
  });
  await assert.rejects(
    read(archive({ "photo.png": "", "inner.kmz": "" })),
    /no \.kml file in the archive.*photo\.png, inner\.kmz/,
  );
  await assert.rejects(read(archive({})), /holds nothing/);
});

test("finding J: an archive that says two things about a file is refused, whatever it is", async () => {
  const kmz = small();
  for (const [field, value, words] of /** @type {const} */ ([
    ["name", 0x7878, /says two things about it/],
    ["method", 0, /says two things about it/],
    ["checksum", 7, /says two things about it/],
    ["packedSize", 7, /says two things about it/],
    ["size", 7, /says two things about it/],
    ["flags", 1, /says two things about it/],
  ]))
    await assert.rejects(read(changed(kmz, "own", field, value)), words, `own ${field}`);
  for (const [field, value, words] of /** @type {const} */ ([
    ["method", 12, /compressed in a way that is not read/],
    ["flags", 1, /locked with a password/],
    ["checksum", 7, /checksum is not that of its content/],
    ["size", 100, /has not the size that the archive states/],
    ["size", 10_000_000, /damaged/],
    ["packedSize", 10_000_000, /damaged/],
    ["packedSize", 20, /damaged/],
  ]))
    await assert.rejects(
      read(changed(changed(kmz, "own", field, value), "directory", field, value)),
      words,
      `both ${field} ${value}`,
    );
});

test("finding J: files that share bytes or have one name are refused", async () => {
  const pair = zipSync({ "doc.kml": strToU8("aaaa"), "dod.kml": strToU8("bbbb") }, { level: 0 });
  await assert.rejects(read(shared(pair)), /shares its bytes with another file/);
  const twice = Uint8Array.from(
    Buffer.from(pair).toString("latin1").replaceAll("dod.kml", "DOC.kml"),
    (letter) => letter.charCodeAt(0),
  );
  await assert.rejects(read(twice), /holds doc\.kml more than once/);
});

test("finding J: the last directory decides, whatever stands before or after the archive", async () => {
  assert.equal((await read(joined(new Array(99).fill(7), small()))).name, "doc.kml");
  assert.equal((await read(joined(small(), new Array(99).fill(7)))).name, "doc.kml");
  assert.equal(
    (await read(joined(archive({ "doc.kml": "one" }), archive({ "doc.kml": "two" })))).text,
    "two",
  );
});

test("an archive that is no archive, cut short, crossed or too large when unpacked is refused in bounded memory", async () => {
  await assert.rejects(read(strToU8("<kml/>")), /not a zip archive/);
  const kmz = small();
  for (let length = 0; length < kmz.length; length++)
    await assert.rejects(read(kmz.slice(0, length)), /not a zip archive|damaged/, `${length} bytes`);
  for (let at = 0; at < kmz.length; at += 3) {
    const crossed = kmz.slice();
    crossed[at] ^= 0x10;
    // A letter of the name, a date or a comment may differ; the content may not.
    const text = await read(crossed).then(
      (kml) => kml.text,
      () => "",
    );
    assert.ok(text === "" || text === "<kml>".repeat(5000), `byte ${at}`);
  }

  const bomb = alarmed();
  assert.ok(bomb.length < 100_000, `${bomb.length}`);
  await assert.rejects(read(bomb), /doc\.kml in it is larger than 32 MiB/);
  const before = process.memoryUsage().arrayBuffers;
  await assert.rejects(read(lied(bomb)), /has not the size that the archive states/);
  const grown = (process.memoryUsage().arrayBuffers - before) / 1024 ** 2;
  assert.ok(grown < 16, `${grown} MB`);

  const crowd = Object.fromEntries(Array.from({ length: 1001 }, (_, i) => [`${i}.kml`, ""]));
  await assert.rejects(read(archive(crowd)), /more than 1000 files/);
});

test("a KMZ written as a stream, with the sizes after the content, is read completely", async () => {
  const long = Array.from({ length: 60_000 }, (_, i) => `${Math.sin(i)},${Math.cos(i)}`).join(" ");
  for (const Way of [ZipDeflate, ZipPassThrough]) {
    /** @type {Uint8Array[]} */
    const pieces = [];
    const zip = new Zip((_, piece) => pieces.push(piece));
    for (const [name, text] of [
      ["files/a.png", "picture".repeat(9999)],
      ["doc.kml", long],
      ["z.kml", "other"],
    ]) {
      const file = new Way(name);
      zip.add(file);
      file.push(strToU8(text), true);
    }
    zip.end();
    assert.equal((await read(joined(...pieces))).text, long);
  }
});
