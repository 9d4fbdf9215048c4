import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { parquetMetadata, parquetReadObjects } from "hyparquet";
import { error, FEW, testBoth } from "./support.js";

const read = (/** @type {string} */ name) => readFileSync(new URL(`../fixtures/${name}`, import.meta.url));

testBoth("Parquet is refused in words", async (geobit) => {
  const file = read("files/foreign_none.parquet");
  await assert.rejects(geobit.load(file), error("unknownFormat", /Parquet file.*export it as CSV/));
  const inspection = await geobit.inspect(file);
  assert.deepEqual([inspection.format, inspection.kindOfFile], ["unknown", "unknown"]);
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
