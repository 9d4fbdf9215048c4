// Expectations are written for a number of trips that makes them readable, the same for all that stand beside each other.
import assert from "node:assert/strict";
import { test } from "node:test";
import {
  chooseTrips,
  formatExpectedInTrips,
  formatLimits,
  formatPerTrips,
  formatTrips,
} from "../../www/src/format.js";

/** @param {number} expected @param {number} [low] @param {number} [high] @returns {import("../../www/src/format.js").Encounter} */
const encounter = (expected, low = 0, high = 2 * expected) => ({ expected, interval: [low, high] });

/** @param {import("../../www/src/format.js").Encounter} one */
function words(one) {
  const trips = chooseTrips([one]);
  return `${formatExpectedInTrips(one.expected, trips)} (${formatLimits(one.interval, trips)})`;
}

test("an expectation and its interval are written for the same number of trips", () => {
  assert.equal(words(encounter(4.01e-5, 1.9e-5, 8.78e-5)), "4.01 in 100,000 trips (1.9 to 8.78)");
  assert.equal(words(encounter(0.013, 0.002, 0.3)), "1.3 in 100 trips (0.2 to 30)");
  assert.equal(words(encounter(0.00999, 0.001, 0.02)), "9.99 in 1,000 trips (1 to 20)");
  assert.equal(words(encounter(1.25, 0.4, 3)), "1.25 in one trip (0.4 to 3)");
  assert.equal(words(encounter(3e-8, 0, 2e-6)), "0.03 in a million trips (0 to 2)");
});

test("nothing, and next to nothing, are written in words", () => {
  assert.equal(words(encounter(0, 0, 3.7e-5)), "none in 100,000 trips (0 to 3.7)");
  assert.equal(words(encounter(0, 0, 0)), "none in a million trips (0 to 0)");
  assert.equal(words(encounter(1e-12, 0, 1e-10)), "under 0.001 in a million trips (0 to under 0.001)");
});

test("rows of one table share the number of trips, that of the highest expectation", () => {
  const trips = chooseTrips([encounter(3e-6), encounter(4e-4), encounter(0)]);
  assert.equal(formatTrips(trips), "in 10,000 trips");
  assert.deepEqual(
    [3e-6, 4e-4, 0].map((expected) => formatPerTrips(expected, trips)),
    ["0.03", "4", "0"],
  );
});
