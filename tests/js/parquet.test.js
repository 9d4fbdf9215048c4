import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { error, FEW, testBoth } from "./support.js";

const read = (/** @type {string} */ name) => readFileSync(new URL(`../fixtures/${name}`, import.meta.url));
const MAPPING = { id: "event_id", start: "when", lat: "lat", lon: "lon", fatalities: "deaths" };

testBoth("Parquet files of others are read by a mapping", async (geobit) => {
  for (const name of ["none", "snappy", "gzip", "lz4"]) {
    const source = new File([read(`files/foreign_${name}.parquet`)], "events.parquet");
    const { summary } = await geobit.load(source, { mapping: MAPPING });
    assert.deepEqual([summary.rows, summary.fatalities.best, summary.format], [1500, 18642, "parquet"], name);
    assert.equal(summary.name, "events.parquet");
  }
  const zstd = geobit.load(read("files/foreign_zstd.parquet"), { mapping: MAPPING });
  await assert.rejects(zstd, error("badParquet", /ZSTD/));
  const inspection = await geobit.inspect(read("files/foreign_wkb.parquet"), { mapping: { start: "when" } });
  assert.deepEqual([inspection.format, inspection.kindOfFile, inspection.missing], ["parquet", "incidents", []]);
});

testBoth("a snapshot is saved as a pack and loaded again", async (geobit) => {
  const snapshot = await geobit.load(FEW, { name: "Four", licence: "CC0-1.0" });
  const pack = await snapshot.toParquet();
  assert.equal(new TextDecoder().decode(pack.slice(0, 4)), "PAR1");
  const again = await geobit.load(new File([/** @type {BufferSource} */ (pack)], "four.parquet"));
  assert.deepEqual(again.summary, snapshot.summary);
  const rows = [0, 1, 2, 3];
  assert.deepEqual(await again.incidents(rows), await snapshot.incidents(rows));

  const small = await snapshot.toParquet({ text: false });
  const without = await geobit.load(small);
  assert.deepEqual((await without.columns()).lon, (await snapshot.columns()).lon);
  assert.equal((await without.incidents([0]))[0].id, "row 1");

  const wrong = (/** @type {any} */ options) => snapshot.toParquet(options);
  await assert.rejects(wrong({ txt: true }), error("badOption", /txt/, { field: "txt" }));
  await assert.rejects(wrong({ text: 1 }), error("badOption", /true or false/, { field: "text" }));
});

testBoth("a real file goes through a pack without a loss", async (geobit) => {
  const source = read("data/ucdp_candidate_v26_0_7_mali_excerpt.csv.gz");
  const snapshot = await geobit.load(source, { name: "Mali" });
  const again = await geobit.load(await snapshot.toParquet());
  assert.deepEqual(again.summary, snapshot.summary);
  const rows = Array.from({ length: snapshot.summary.count }, (_, row) => row);
  assert.deepEqual(await again.incidents(rows), await snapshot.incidents(rows));
});
