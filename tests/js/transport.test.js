import assert from "node:assert/strict";
import { test } from "node:test";
import { unpack, unpackAll } from "../../pkg/src/transport.js";

test("a report gets its typed arrays where their paths lead", () => {
  const text =
    '{"rows":[],"status":{"weekly":{"start":"2026-01-01","counts":[]}},"stretches":[{"q":1},{"q":2}]}';
  const paths = ["rows", "status.weekly.counts", "stretches.1.km"];
  const arrays = [Uint32Array.of(3, 1), Uint32Array.of(7), Float64Array.of(0.5)];
  const report = unpack({ text, paths, arrays });
  assert.deepEqual(report, {
    rows: arrays[0],
    status: { weekly: { start: "2026-01-01", counts: arrays[1] } },
    stretches: [{ q: 1 }, { q: 2, km: arrays[2] }],
  });
  assert.equal(report.rows, arrays[0], "the array itself and not a copy");
});

test("a report without long lists is its text", () => {
  assert.deepEqual(unpack({ text: '{"counts":{"certain":0},"among":null}', paths: [], arrays: [] }), {
    counts: { certain: 0 },
    among: null,
  });
});

test("many reports are put together one by one", () => {
  const packed = [1, 2].map((row) => ({
    text: `{"areaKm2":${row}}`,
    paths: ["rows"],
    arrays: [Uint32Array.of(row)],
  }));
  assert.deepEqual(unpackAll(packed), [
    { areaKm2: 1, rows: Uint32Array.of(1) },
    { areaKm2: 2, rows: Uint32Array.of(2) },
  ]);
  assert.deepEqual(unpackAll([]), []);
});

test("many reports whose lists are end to end get views of them", () => {
  const rows = Uint32Array.of(4, 5, 6);
  const share = Float32Array.of(1, 0.5, 1);
  const text = '[{"rows":[],"share":[],"areaKm2":1},{"areaKm2":2},{"areaKm2":3}]';
  const packed = { text, paths: ["rows", "share"], arrays: [rows, share], ends: Uint32Array.of(2, 2, 3) };
  const reports = unpackAll(packed);
  assert.deepEqual(reports, [
    { rows: Uint32Array.of(4, 5), share: Float32Array.of(1, 0.5), areaKm2: 1 },
    { rows: new Uint32Array(), share: new Float32Array(), areaKm2: 2 },
    { rows: Uint32Array.of(6), share: Float32Array.of(1), areaKm2: 3 },
  ]);
  assert.ok(
    reports.every((report) => report.rows.buffer === rows.buffer),
    "none of them is a copy",
  );
});
