// What is expected next: the sentences, and what the page asks for at which moment.
import assert from "node:assert/strict";
import { test } from "node:test";
import { forecastOptions, intensityOf } from "../../www/src/asking.js";
import { createPageStore } from "../../www/src/page-state.js";
import { countHeld, describeHindcast, describeNext } from "../../www/src/panels/next-sentences.js";
import { readDataset } from "./data.js";
import { testBoth } from "./support.js";

/** @typedef {import("geobit").Forecast} Forecast */
/** @typedef {import("geobit").Hindcast} Hindcast */

/** @param {Forecast["interval"]} interval @param {boolean} [stale] */
const said = (interval, stale = false) =>
  describeNext({
    next: { days: 28, expected: 1, interval, level: 0.8, model: "fitted" },
    coverage: { inside: "all", asOf: "2019-12-31", ageDays: 0, stale, words: "" },
  });

test("the interval is told in plain words", () => {
  assert.equal(
    said([2, 9]),
    "2 to 9 recorded incidents expected in the next 28 days, if the record goes on as it did.",
  );
  assert.match(said([0, 1]), /^0 or 1 recorded incidents expected/);
  assert.match(said([2, 3]), /^2 or 3 recorded incidents/);
  assert.match(said([1, 1]), /^1 recorded incident expected/);
  assert.match(said([1200, 3400]), /^1,200 to 3,400 recorded/);
});

test("of old data the days are named, and nothing is said where nothing can be", () => {
  assert.match(said([2, 9], true), /expected in the 28 days after 31 Dec 2019, if/);
  assert.equal(describeNext({ ...empty, next: null }), "");
  assert.equal(describeNext({ ...empty, next: undefined }), "");
});
const empty = {
  coverage: { inside: /** @type {const} */ ("all"), asOf: "", ageDays: 0, stale: false, words: "" },
};

/** @param {number} dates @param {number} held @param {Hindcast["verdict"]} verdict @returns {Hindcast} */
const past = (dates, held, verdict) => ({
  asOf: Array.from({ length: dates }, () => "2019-01-01"),
  ...{ expected: new Float64Array(dates), lower: new Float64Array(dates), upper: new Float64Array(dates) },
  observed: new Uint32Array(dates),
  covered: dates === 0 ? 0 : held / dates,
  score: { ours: 0, last28Days: 0, twelveMonths: 0, uniform: 0 },
  verdict,
});

test("what such intervals were worth is told by the verdict", () => {
  assert.equal(
    describeHindcast(past(48, 39, "better")),
    "Over 48 past months such an interval held 39 times; better than the 12-month average here.",
  );
  assert.equal(
    describeHindcast(past(60, 1, "noBetterThanTwelveMonths")),
    "Over 60 past months such an interval held once; no better than the 12-month average here, so that average is shown.",
  );
  for (const dates of [0, 3])
    assert.equal(
      describeHindcast(past(dates, 0, "tooFew")),
      "The record here is too short to say how good such numbers were.",
    );
  for (let dates = 1; dates <= 60; dates++)
    for (let held = 0; held <= dates; held++) assert.equal(countHeld(past(dates, held, "better")), held);
});

test("the fixed intensity is asked for until the record is fitted, and no forecast in a drag", () => {
  const store = createPageStore();
  const asked = (/** @type {boolean} */ isQuick) => forecastOptions(store.get(), isQuick);
  assert.deepEqual(
    [asked(false), asked(true)],
    [{ intensity: "fixed" }, { intensity: "fixed", forecast: false }],
  );
  store.update({ type: "setFit", fit: "fitted" });
  assert.deepEqual([asked(false), asked(true)], [{ hindcast: true }, { forecast: false }]);
  assert.deepEqual(intensityOf(store.get()), {});
  store.update({ type: "setFit", fit: "failed" });
  assert.deepEqual(asked(false), { intensity: "fixed", hindcast: true });
  const loaded = /** @type {any} */ ({ sources: [] });
  store.update({ type: "setLoaded", loaded });
  assert.equal(store.get().fit, "running", "other data are not fitted yet");
});

testBoth("the count of intervals that held is that of the report's lists", async (geobit) => {
  const car = await geobit.load(await readDataset("ucdp_ged_car_v23_1.geojson"));
  const bangui = { type: /** @type {const} */ ("Point"), coordinates: [18.56, 4.37] };
  const { hindcast } = await car.geofence(bangui, { radiusKm: 60, hindcast: true });
  assert.ok(hindcast && hindcast.asOf.length > 0);
  const held = hindcast.asOf.filter(
    (_, i) => hindcast.observed[i] >= hindcast.lower[i] && hindcast.observed[i] <= hindcast.upper[i],
  );
  assert.equal(countHeld(hindcast), held.length);
});
