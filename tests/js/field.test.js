// Small files from the field that once went wrong, through the package: `incidents.json` says what is right. The same table is
// checked in Rust, by tests/field.rs.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, test } from "node:test";
import { open } from "geobit";

const fixtures = new URL("../fixtures/", import.meta.url);
const bytesOf = async (/** @type {string} */ path) => new Uint8Array(await readFile(new URL(path, fixtures)));
const { cases } = JSON.parse(await readFile(new URL("field/incidents.json", fixtures), "utf8"));
const TODAY = "2026-11-30";
const engine = await open();
const inWorker = await open({ worker: true });
after(() => {
  engine.close();
  inWorker.close();
});

/** @param {any} summary */
function assertNoRowVanished({ rows, located, notLocatable, superseded, rejected }) {
  assert.equal(located + notLocatable + superseded + rejected, rows);
}

for (const expected of cases) {
  test(`${expected.file} is read as is right`, async () => {
    const bytes = await bytesOf(`field/${expected.file}`);
    const loading = engine.load(bytes, { today: TODAY });
    if (expected.refused) {
      await assert.rejects(loading, (/** @type {any} */ error) => {
        assert.equal(error.code, expected.refused);
        assert.ok(error.message.includes(expected.message), error.message);
        if (expected.field) assert.equal(error.at.field, expected.field);
        return true;
      });
    } else {
      const { summary } = await loading;
      assertNoRowVanished(summary);
      for (const member of /** @type {const} */ ([
        "layout",
        "rows",
        "located",
        "notLocatable",
        "superseded",
        "rejected",
        "asOf",
        "from",
      ]))
        if (member in expected) assert.deepEqual(summary[member], expected[member], member);
      if (expected.warning) {
        const warning = summary.warnings.find(({ reason }) => reason.includes(expected.warning));
        assert.ok(warning, JSON.stringify(summary.warnings));
        if (expected.warnedRows) assert.equal(warning.count, expected.warnedRows);
        if (expected.warnedAt) assert.deepEqual(warning.rows, expected.warnedAt);
      }
    }
    const inspection = await engine.inspect(bytes, { today: TODAY });
    if (expected.refused !== "badGeojson")
      assert.equal(inspection.kindOfFile, expected.kindOfFile ?? "incidents");
    if (expected.separator) assert.equal(inspection.separator, expected.separator);
  });
}

test("an inspection shows the columns, the guess and what is doubtful", async () => {
  const inspection = await engine.inspect(
    new Blob(["quand;ou;lat;lon\n03/04/2026;Bla;12,9;-5,7\n05/06/2026;San;13,3;-4,9\n"]),
  );
  assert.deepEqual(inspection.columns[0], { name: "quand", samples: ["03/04/2026", "05/06/2026"] });
  assert.deepEqual(inspection.mapping, { lon: "lon", lat: "lat" });
  assert.deepEqual(
    [inspection.missing, inspection.kindOfFile, inspection.separator],
    [["start"], "sites", ";"],
  );
  const dated = await engine.inspect(
    new Blob(["date,lat,lon,type\n03/04/2026,12.9,-5.7,riot\n05/06/2026,13.3,-4.9,riot\n"]),
  );
  assert.deepEqual([dated.kindOfFile, dated.dateOrder, dated.missing], ["incidents", "ambiguous", []]);
  assert.ok(
    dated.doubts.some((doubt) => doubt.includes("dateOrder")),
    JSON.stringify(dated.doubts),
  );
  const unknown = await engine.inspect(new Uint8Array([0x7f, 0x45, 0x4c, 0x46, 0, 0]));
  assert.deepEqual([unknown.kindOfFile, unknown.format], ["unknown", "unknown"]);
});

test("files are read out of gzip, and in UTF-16", async () => {
  const table = "id,start,lon,lat,kind,place\n1,2026-01-02,-8,12.6,armedClash,Ségou\n";
  const utf16 = Buffer.from(`\ufeff${table}`, "utf16le");
  const { gzipSync } = await import("node:zlib");
  for (const bytes of [gzipSync(table), utf16, gzipSync(utf16)]) {
    const snapshot = await engine.load(new Uint8Array(bytes));
    assert.equal((await snapshot.incidents([0]))[0].place, "Ségou");
  }
});

for (const geobit of [engine, inWorker]) {
  const where = geobit === engine ? "in this thread" : "in a worker";
  test(`a sheet of a workbook is read like the same table as text, ${where}`, async () => {
    const { summary } = await geobit.load(await bytesOf("spreadsheets/incidents-fr.xlsx"), { today: TODAY });
    assertNoRowVanished(summary);
    assert.deepEqual([summary.rows, summary.located, summary.asOf], [4, 4, "2026-02-25"]);
    assert.deepEqual(summary.kinds, { armedClash: 1, abduction: 1, explosion: 1, looting: 1 });
    const inspection = await geobit.inspect(await bytesOf("spreadsheets/incidents-fr.xlsx"));
    assert.deepEqual([inspection.kindOfFile, inspection.dateOrder], ["incidents", "dmy"]);
  });
}

test("of several sheets one is asked for", async () => {
  const bytes = await bytesOf("spreadsheets/two-years.xlsx");
  const at = { field: "sheet", sheets: ["2026", "2025"] };
  await assert.rejects(engine.load(bytes), { code: "badOption", at });
  for (const [sheet, asOf] of /** @type {[string | number, string][]} */ ([
    ["2026", "2025-05-06"],
    [2, "2026-05-06"],
  ]))
    assert.equal((await engine.load(bytes, { sheet })).summary.asOf, asOf);
  await assert.rejects(engine.load(bytes, { sheet: "2024" }), { code: "badOption", at });
});

test("a damaged workbook is refused", async () => {
  const bytes = await bytesOf("spreadsheets/camps.xlsx");
  bytes[Math.floor(bytes.length / 2)] ^= 0xff;
  await assert.rejects(engine.load(bytes), (/** @type {any} */ error) => error.code === "unknownFormat");
});
