// The first layer of a result: what its strip says, and which incidents it counts and points at.
import assert from "node:assert/strict";
import { test } from "node:test";
import { lastRows, mostFrequent, outcomeOf } from "../../www/src/panels/answer.js";

/** @param {string} inside @param {string} verdict */
const outcome = (inside, verdict) =>
  outcomeOf(/** @type {any} */ ({ coverage: { inside } }), /** @type {any} */ ({ verdict }));

test("the strip says the engine's verdict, but none outside the data", () => {
  for (const verdict of ["more", "fewer", "noClearChange", "tooFew"]) {
    assert.equal(outcome("all", verdict), verdict);
    assert.equal(outcome("part", verdict), verdict);
    assert.equal(outcome("none", verdict), "outside");
  }
});

const report = /** @type {any} */ ({
  rows: Uint32Array.of(0, 1, 2, 3, 4),
  share: Float32Array.of(0.5, 1, 0.2, 0.9, 1),
  recency: { last: "1970-01-20" },
});
const days = Int32Array.of(9, 10, 10, 19, 19);

test("the most frequent kind is that of the recent window, or none", () => {
  /** @type {import("geobit").GeofenceReport["byKind"]} */
  const byKind = [
    { kind: "armedClash", recent: 1, baseline: 90 },
    { kind: "looting", recent: 3, baseline: 0 },
    { kind: "riot", recent: 3, baseline: 0 },
  ];
  assert.equal(mostFrequent({ byKind })?.kind, "looting");
  assert.equal(mostFrequent({ byKind: byKind.map((one) => ({ ...one, recent: 0 })) }), null);
  assert.equal(mostFrequent({ byKind: [] }), null);
});

test("the last incidents are those of the engine's day that are counted for certain", () => {
  assert.deepEqual(
    lastRows(report, (i) => report.share[i] === 1, days),
    [4],
  );
  assert.deepEqual(
    lastRows(report, () => true, days),
    [3, 4],
  );
  assert.deepEqual(
    lastRows({ ...report, recency: { last: null } }, () => true, days),
    [],
  );
});
