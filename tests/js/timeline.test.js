// The slider of days: incidents by week and by kind, the bars, and a range that is dragged as a whole.
import assert from "node:assert/strict";
import { test } from "node:test";
import { barsPath, countKinds, countWeeks, shifted } from "../../www/src/histogram.js";

const columns = {
  day: Int32Array.of(99, 100, 106, 107, 113, 114, 115),
  kind: Uint8Array.of(0, 0, 1, 0, 1, 1, 0),
  kindNames: /** @type {import("geobit").Kind[]} */ (["armedClash", "riot"]),
};

test("weeks are counted from the first day on, of all kinds and of the chosen ones", () => {
  const { all, wanted } = countWeeks(columns, 100, 114, new Set(["riot"]));
  assert.deepEqual([...all], [2, 2, 1], "what lies outside the days is in no week");
  assert.deepEqual([...wanted], [1, 1, 1]);
  assert.deepEqual([...countWeeks(columns, 100, 100, new Set()).all], [1]);
});

test("kinds are counted on the chosen days, both ends included", () => {
  assert.deepEqual(countKinds(columns, 100, 114), { armedClash: 2, riot: 3 });
  assert.deepEqual(countKinds(columns, 106, 106), { armedClash: 0, riot: 1 });
});

test("bars are as high as their share of the highest", () => {
  assert.equal(barsPath(Uint32Array.of(4, 0, 1), 4), "M0 1v-1.0000h1V1zM2 1v-0.2500h1V1z");
});

test("a range that is dragged keeps its length and stays within the data", () => {
  const range = { fromDay: 20, toDay: 30, firstDay: 10, lastDay: 50 };
  assert.deepEqual(shifted(range, 5), [25, 35]);
  assert.deepEqual(shifted(range, -50), [10, 20]);
  assert.deepEqual(shifted(range, 50), [40, 50]);
});
