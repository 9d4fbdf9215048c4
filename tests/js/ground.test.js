// A file of map tiles: which can be drawn, and what is said of all others.
import assert from "node:assert/strict";
import { test } from "node:test";
import { openArchive } from "../../www/src/ground/archive.js";
import { isGroundFile } from "../../www/src/ground/begin.js";
import { groundLayers } from "../../www/src/ground/style.js";
import { BOUNDS, groundFile } from "./ground-file.js";

/** @param {Uint8Array} bytes */
const fileOf = (bytes, name = "mali.pmtiles") => new File([/** @type {BlobPart} */ (bytes)], name);
/** @param {Uint8Array} bytes @param {RegExp} reason */
const refuses = (bytes, reason) => assert.rejects(openArchive(fileOf(bytes)), reason);

test("files of both schemas are opened, and their tiles are read from the file", async () => {
  for (const schema of /** @type {const} */ (["protomaps", "openmaptiles"]))
    for (const compression of [1, 2]) {
      const archive = await openArchive(fileOf(groundFile({ schema, compression })));
      assert.equal(archive.schema, schema);
      assert.deepEqual(archive.bounds, [...BOUNDS]);
      assert.deepEqual([archive.minZoom, archive.maxZoom], [0, 9]);
      assert.ok(((await archive.tile(0, 0, 0))?.byteLength ?? 0) > 50);
      assert.equal(await archive.tile(9, 0, 0), null, "there is none");
      assert.equal(await archive.tile(12, 0, 0), null);
      const { under, over, names } = groundLayers(schema, archive.layers);
      assert.ok(under.length >= 1 && over.length > 10 && names.length === 5);
      for (const layer of [...under, ...over, ...names])
        assert.ok("source-layer" in layer && archive.layers.has(String(layer["source-layer"])), layer.id);
    }
});

test("two files of one name are two files", async () => {
  const [one, other] = await Promise.all([
    openArchive(fileOf(groundFile({ schema: "protomaps" }))),
    openArchive(fileOf(groundFile({ schema: "openmaptiles" }))),
  ]);
  assert.notDeepEqual(await one.tile(7, 61, 59), await other.tile(7, 61, 59));
});

test("what cannot be drawn is refused with what it is and what is accepted", async () => {
  const whole = groundFile();
  await refuses(
    whole.slice(0, whole.length - 100),
    /It is cut off: it has .* of the .* Copy or download it again/,
  );
  await refuses(whole.slice(0, 90), /It is cut off/);
  await refuses(
    new TextEncoder().encode("id,start,lon,lat\n"),
    /does not begin as a PMTiles file does\. Accepted is/,
  );
  await refuses(new Uint8Array(0), /does not begin as a PMTiles file does/);
  await refuses(groundFile({ tileType: 2 }), /of the type Png and not vector tiles \(MVT\)\. Accepted is/);
  await refuses(groundFile({ tileType: 77 }), /of the type 77/);
  await refuses(
    groundFile({ compression: 3 }),
    /compressed with Brotli, which cannot be read here; gzip or no compression can/,
  );
  await refuses(groundFile({ compression: 4 }), /compressed with Zstd/);
  await refuses(
    groundFile({ layers: ["streets", "poi"] }),
    /Its layers are streets and poi, which is another schema/,
  );
  await refuses(groundFile({ layers: [] }), /does not say which layers it has/);
  const old = whole.slice();
  old[7] = 2;
  await refuses(old, /of another version/);
  await refuses(Uint8Array.from([0x50, 0x4d, 2, 0, ...new Array(200).fill(0)]), /of another version/);
  for (const [from, to] of [
    [127, 160],
    [whole.length - 60, whole.length],
  ]) {
    const damaged = groundFile();
    damaged.fill(0, from, to);
    const opened = await openArchive(fileOf(damaged)).catch((error) => error);
    // A tile in the middle is looked at when it is drawn.
    if (from === 127) assert.match(opened.message, /damaged/);
    else
      await assert.rejects(
        Promise.all(
          Array.from({ length: 25 }, (_, i) => opened.tile(9, 243 + (i % 5), 236 + Math.floor(i / 5))),
        ),
      );
  }
});

test("a map file is known by its content, and by an ending that claims it", async () => {
  assert.equal(await isGroundFile(fileOf(groundFile(), "renamed.bin")), true);
  assert.equal(await isGroundFile(fileOf(new Uint8Array(3), "WRONG.PMTILES")), true);
  assert.equal(await isGroundFile(fileOf(new TextEncoder().encode("PM"), "a.csv")), false);
  assert.equal(await isGroundFile(fileOf(new Uint8Array(0), "a.csv")), false);
});
