import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { parquetMetadata, parquetReadObjects } from "hyparquet";
import { readVectors } from "./data.js";
import { error, FEW, testBoth } from "./support.js";

const read = (/** @type {string} */ name) => readFileSync(new URL(`../fixtures/${name}`, import.meta.url));

testBoth("Parquet of others is read with a mapping, and without one says what is missing", async (geobit) => {
  const [{ in: given, out }] = (await readVectors("parquet_expectations")).cases;
  for (const codec of ["none", "snappy", "gzip", "lz4"]) {
    const file = read(`files/foreign_${codec}.parquet`);
    await assert.rejects(geobit.load(file), error("badParquet", /no column for start.*"when"/));
    const inspection = await geobit.inspect(file);
    assert.deepEqual([inspection.format, inspection.columns?.length], ["parquet", 7]);
    const { summary } = await geobit.load(file, { mapping: given.mapping });
    const { rows, format, fatalities, from } = summary;
    assert.deepEqual([rows, format, fatalities.best, from], [out.rows, "parquet", out.deaths, out.from]);
  }
  await assert.rejects(
    geobit.load(read("files/foreign_none.parquet").subarray(0, 900)),
    error("badParquet", /cut/),
  );
});

testBoth("a pack is loaded again as what was saved", async (geobit) => {
  const source = read("data/ucdp_candidate_v26_0_7_mali_excerpt.csv.gz");
  const snapshot = await geobit.load(source, { name: "Mali" });
  const again = await geobit.load(await snapshot.toParquet());
  /** @param {import("geobit").Summary} summary */
  const told = ({ name, asOf, count, located, kinds, fatalities, coverage, rows, rejected }) => {
    return { name, asOf, count, located, kinds, fatalities, coverage, rows, rejected };
  };
  assert.deepEqual(told(again.summary), told(snapshot.summary));
  /** @type {import("geobit").Geometry} */
  const site = { type: "Point", coordinates: [-4.2, 14.5] };
  const [one, other] = await Promise.all(
    [snapshot, again].map((from) => from.geofence(site, { radiusKm: 50 })),
  );
  assert.deepEqual([other.counts, other.rows, other.share], [one.counts, one.rows, one.share]);
});

testBoth("a saved pack with an altered bit is refused", async (geobit) => {
  const snapshot = await geobit.load(read("data/ucdp_candidate_v26_0_7_mali_excerpt.csv.gz"));
  const pack = Buffer.from(await snapshot.toParquet());
  for (let number = 0; number < 40; number += 1) {
    const altered = Buffer.from(pack);
    altered[Math.floor((pack.length * (number + 0.5)) / 40)] ^= 1 << (number % 8);
    await assert.rejects(geobit.load(altered), error("badParquet", /./), `${number}`);
  }
});

testBoth("a snapshot is saved as a pack that other programs read", async (geobit) => {
  const source = read("data/ucdp_candidate_v26_0_7_mali_excerpt.csv.gz");
  const snapshot = await geobit.load(source, { name: "Mali" });
  const rows = Array.from({ length: snapshot.summary.count }, (_, row) => row);
  const incidents = await snapshot.incidents(rows);
  const pack = await snapshot.toParquet();
  const file = /** @type {ArrayBuffer} */ (pack.buffer).slice(pack.byteOffset, pack.byteOffset + pack.length);
  const records = await parquetReadObjects({ file });
  assert.equal(records.length, incidents.length);
  incidents.forEach((incident, row) => {
    const { geometry, start, end, kind, uncertainty_km, id, place, deaths_best } = records[row];
    const degrees = (/** @type {number} */ written) => Math.round(written * 1e7) / 1e7;
    assert.deepEqual(
      [geometry && degrees(geometry.x), geometry && degrees(geometry.y), uncertainty_km],
      [incident.lon, incident.lat, incident.uncertaintyKm],
    );
    const day = (/** @type {Date} */ date) => date.toISOString().slice(0, 10);
    assert.deepEqual([day(start), day(end ?? start)], [incident.start, incident.end]);
    assert.deepEqual(
      [kind, id, place ?? "", deaths_best],
      [incident.kind, incident.id, incident.place, incident.fatalities.best],
    );
  });
  const pairs = parquetMetadata(file).key_value_metadata ?? [];
  const text = (/** @type {string} */ key) =>
    JSON.parse(pairs.find((pair) => pair.key === key)?.value ?? "null");
  assert.deepEqual([text("geobit").version, text("geobit").name], [1, "Mali"]);
  assert.equal(text("geobit").count, snapshot.summary.count);
  assert.equal(text("geo").columns.geometry.encoding, "point");
});

testBoth("a pack without text has what questions compute with", async (geobit) => {
  const snapshot = await geobit.load(FEW, { name: "Four" });
  const pack = await snapshot.toParquet({ text: false });
  const file = /** @type {ArrayBuffer} */ (pack.buffer).slice(pack.byteOffset, pack.byteOffset + pack.length);
  const [first] = await parquetReadObjects({ file });
  assert.deepEqual(Object.keys(first).includes("id"), false);
  assert.equal(first.kind, (await snapshot.incidents([0]))[0].kind);

  const wrong = (/** @type {any} */ options) => snapshot.toParquet(options);
  await assert.rejects(wrong({ txt: true }), error("badOption", /txt/, { field: "txt" }));
  await assert.rejects(wrong({ text: 1 }), error("badOption", /true or false/, { field: "text" }));
});
