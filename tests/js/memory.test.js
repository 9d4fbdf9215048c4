// Finding K: memory that is missing is told as `tooLarge`, with figures, and disturbs nothing else. The engine's memory is
// limited here to a few megabytes, so that no test needs gigabytes.
import assert from "node:assert/strict";
import { test } from "node:test";
import { open } from "geobit";
import { limitedModule } from "./limited-module.js";
import { circle, csv, error, FEW, SQUARE } from "./support.js";

/** @import { Geobit } from "../../pkg/geobit.d.ts" */

const LIMIT_MB = 24;
const wasm = await limitedModule("geobit", LIMIT_MB);
const readersWasm = await limitedModule("geobit_readers", LIMIT_MB);
const tooLarge = error(
  "tooLarge",
  /^This (GeoJSON )?file needs another [\d.]+ MB of memory at once, of which about [\d.]+ MB can be had\. Cut .*/,
);

/** A thread keeps the first module it got, so all engines of this file are limited. @param {string} name @param {(geobit: Geobit) => Promise<void>} body */
function testLimited(name, body) {
  for (const worker of [false, true]) {
    test(`${name} (${worker ? "worker" : "this thread"})`, async () => {
      const geobit = await open({ worker, wasm, readersWasm });
      try {
        await body(geobit);
      } finally {
        geobit.close();
      }
    });
  }
}

/** Rows with text of their own. @param {number} count @param {number} textLength @param {number} [ids] @returns {Blob} */
const rows = (count, textLength, ids = count) =>
  new Blob(
    Array.from({ length: Math.ceil(count / 1000) }, (_, part) => {
      const lines = Array.from({ length: Math.min(1000, count - 1000 * part) }, (_, i) => ({
        id: `id ${(1000 * part + i) % ids}`,
        start: "2024-01-01",
        lon: (i % 360) - 180,
        lat: (i % 170) - 85,
        uncertainty_km: 0,
        headline: `${part}-${i}`.padEnd(textLength, "x"),
      }));
      const text = csv(lines);
      return part === 0 ? text : text.slice(text.indexOf("\n") + 1);
    }),
  );

testLimited("finding K: a CSV file that does not fit is refused with figures", async (geobit) => {
  const kept = await geobit.load(FEW);
  // What a snapshot is found to be as a whole is found out once, and stays.
  await kept.geofence(SQUARE);
  const { bytes } = await geobit.memory();
  for (const file of [rows(2000, 20_000), rows(400_000, 1)]) {
    const question = kept.geofence(SQUARE);
    await assert.rejects(geobit.load(file), tooLarge);
    assert.equal((await question).counts.certain, 1);
    const after = await geobit.memory();
    assert.ok(after.bytes <= bytes + 4096, `all of it is freed: ${bytes} before, ${after.bytes} after`);
    assert.ok(after.reserved <= LIMIT_MB * 1024 ** 2);
  }
  assert.equal((await geobit.load(rows(20_000, 50))).summary.count, 20_000);
});

testLimited("finding K: GeoJSON of numbers, texts or lists takes the memory of its text", async (geobit) => {
  const { bytes } = await geobit.memory();
  const ones = "1,".repeat(2_000_000);
  const feature = (/** @type {string} */ coordinates, /** @type {string} */ more = "") =>
    `{"type":"Feature","geometry":{"type":"Point","coordinates":[${coordinates}]},"properties":{"start":"2024-01-01"${more}}}`;
  const collection = (/** @type {string} */ features) =>
    new Blob([`{"type":"FeatureCollection","features":[${features}]}`]);
  await assert.rejects(geobit.load(collection(`${ones}1`)), error("badGeojson", /None of the 2000001 rows/));
  assert.equal((await geobit.load(collection(`${ones}${feature("1,2")}`))).summary.rejected, 2_000_000);
  assert.equal((await geobit.load(collection(feature(`${ones}1`)))).summary.count, 1);
  assert.equal((await geobit.load(collection(feature("1,2", `,"x":[${ones}1]`)))).summary.count, 1);
  const members = Array.from({ length: 10_000 }, (_, i) => `,"m${i}":1`).join("");
  await assert.rejects(
    geobit.load(collection(feature("1,2", members))),
    error("badGeojson", /10,000 properties/),
  );
  await assert.rejects(geobit.load(collection(`${ones.repeat(6)}1`)), tooLarge);
  await assert.rejects(geobit.load(new Blob(["[", ones, "1]"])), error("badGeojson", /not GeoJSON/));
  assert.ok((await geobit.memory()).bytes >= bytes);
});

testLimited("finding K: superseded rows do not keep their text", async (geobit) => {
  // 5 MB of text, of which 100 rows with 5 kB each are left.
  const before = (await geobit.memory()).bytes;
  const snapshot = await geobit.load(rows(1000, 5000, 100));
  assert.deepEqual([snapshot.summary.count, snapshot.summary.superseded], [100, 900]);
  const { bytes } = await geobit.memory();
  assert.ok(bytes - before < 100 * 5000 + 100_000, `${bytes - before} bytes for 100 incidents`);
});

testLimited(
  "memory that is missing in the middle of a question is told as such, and the rest goes on",
  async (geobit) => {
    const few = await geobit.load(FEW);
    const snapshot = await geobit.load(rows(60_000, 60));
    const features = Array.from({ length: 3000 }, (_, i) => circle(i / 100, 0, 2000));
    const areas = /** @type {any} */ ({ type: "FeatureCollection", features });
    const question = snapshot.geofences(areas, { detail: "rows" });
    const other = few.geofence(SQUARE);
    await assert.rejects(
      question,
      error("tooLarge", /There is no memory for [\d.]+ MB that this call needs/),
    );
    assert.equal((await other).counts.certain, 1);
    assert.ok((await snapshot.geofence(features[0])).areaKm2 > 0);
    await assert.rejects(
      snapshot.incidents(Array.from({ length: 60_000 }, (_, i) => i)),
      error("tooLarge", /list of records/),
    );
    assert.equal((await few.geofence(SQUARE)).counts.certain, 1);
  },
);

testLimited("columns that do not fit are refused", async (geobit) => {
  const count = 1_200_000;
  const columns = { lon: new Float64Array(count), lat: new Float64Array(count), day: new Int32Array(count) };
  await assert.rejects(geobit.load(columns), error("tooLarge", /^This snapshot needs another [\d.]+ MB/));
  assert.equal((await geobit.load(FEW)).summary.count, 4);
});
