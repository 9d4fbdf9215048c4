// Coverage, verdicts as sentences and long straight legs, as the package hands them over: in a worker and in this thread.
import assert from "node:assert/strict";
import { test } from "node:test";
import { localDay } from "../../www/src/asking.js";
import { readDataset } from "./data.js";
import { error, testBoth } from "./support.js";

/** @import { Feature, Geometry } from "../../pkg/geobit.d.ts" */

const CAR = "ucdp_ged_car_v23_1.geojson";
/** @type {Geometry} */
const BAMAKO_SIKASSO = {
  type: "LineString",
  coordinates: [
    [-8.0, 12.64],
    [-7.48, 11.42],
    [-5.67, 11.32],
  ],
};
/** @type {Geometry} */
const BANGUI_BAMBARI = {
  type: "LineString",
  coordinates: [
    [18.56, 4.37],
    [20.67, 5.77],
  ],
};
/** @type {Geometry} */
const BANGUI = { type: "Point", coordinates: [18.56, 4.37] };
/** @type {Geometry} */
const BAMAKO = { type: "Point", coordinates: [-8.0, 12.64] };
const site = { radiusKm: 25 };

/** @param {import("../../pkg/geobit.d.ts").Geobit} geobit */
const loadCar = async (geobit) => geobit.load(await readDataset(CAR));

testBoth("a route in Mali is refused in words by data on the Central African Republic", async (geobit) => {
  const car = await loadCar(geobit);
  const report = await car.route(BAMAKO_SIKASSO);
  const { coverage, status, encounter } = report;
  assert.equal(coverage.inside, "none");
  assert.equal(coverage.share, undefined);
  assert.match(
    coverage.words,
    /^The data do not cover this route: the nearest recorded incident is [12],\d{3} km away\. Nothing can be said about it\.$/,
  );
  assert.equal(status.verdictText, coverage.words);
  assert.ok(encounter.expected < 1e-9, "the number stays");
  const french = await car.route(BAMAKO_SIKASSO, { lang: "fr" });
  assert.match(
    french.coverage.words,
    /^Les données ne couvrent pas cet itinéraire\u00a0: .+ est à [12]\u202f\d{3} km\. On ne peut rien en dire\.$/,
  );
  const { routes } = await car.routes({
    type: "FeatureCollection",
    features: [BAMAKO_SIKASSO, BANGUI_BAMBARI].map(
      (geometry) => /** @type {Feature} */ ({ type: "Feature", properties: {}, geometry }),
    ),
  });
  assert.deepEqual(
    routes.map((route) => route.coverage.inside === "none"),
    [true, false],
  );
  const exposure = await car.route(BAMAKO_SIKASSO, { detail: "exposure" });
  assert.deepEqual(exposure.coverage, coverage);
  const collection = /** @type {any} */ (await car.routeGeojson(BAMAKO_SIKASSO));
  assert.deepEqual(collection.coverage, coverage);
  const { properties } = collection.features[0];
  assert.deepEqual(
    [properties.coverage, properties.verdictText, properties.legs],
    [coverage, coverage.words, report.legs],
  );
});

testBoth("long straight legs are told", async (geobit) => {
  const { legs } = await (await loadCar(geobit)).route(BANGUI_BAMBARI, { lang: "fr" });
  assert.ok(legs.longestKm > 270 && legs.straightShare === 1, `${legs.longestKm}`);
  assert.match(
    legs.note ?? "",
    /^Plus de 99\u00a0% de cet itinéraire est en lignes droites de plus de 10 km/,
  );
});

testBoth("areas have their coverage and a sentence, one by one and together", async (geobit) => {
  const car = await loadCar(geobit);
  const at = (/** @type {Geometry} */ geometry) =>
    /** @type {Feature} */ ({ type: "Feature", properties: {}, geometry });
  const options = { ...site, today: "2026-11-30", lang: /** @type {const} */ ("fr") };
  const alone = await car.geofence(BANGUI, options);
  const [bangui, bamako] = await car.geofences(
    { type: "FeatureCollection", features: [at(BANGUI), at(BAMAKO)] },
    options,
  );
  assert.deepEqual([bangui.coverage, bangui.verdictText], [alone.coverage, alone.verdictText]);
  assert.equal(bamako.verdictText, bamako.coverage.words);
  assert.match(
    bamako.coverage.words,
    /^Ces données sont anciennes\u00a0: .+ Les données ne couvrent pas ce lieu/,
  );
  const { coverage, verdictText } = alone;
  assert.deepEqual([coverage.inside, coverage.stale, coverage.asOf], ["all", true, car.summary.asOf]);
  assert.equal(coverage.ageDays, Math.round((Date.parse("2026-11-30") - Date.parse(coverage.asOf)) / 864e5));
  assert.match(verdictText, /entre le \d/, "old windows are named by their dates");
  assert.doesNotMatch(verdictText, /ces 28 jours/);
  const collection = /** @type {any} */ (await car.geofenceGeojson(BANGUI, options));
  assert.deepEqual(collection.coverage, coverage);
  assert.deepEqual(collection.features[0].properties.verdictText, verdictText);
  assert.equal(
    /** @type {any} */ (await car.geofence(BANGUI, { ...site, detail: "rows" })).coverage,
    undefined,
  );
});

testBoth("the age is told only to who says what day it is", async (geobit) => {
  const car = await loadCar(geobit);
  const { asOf } = car.summary;
  const coverageOn = async (/** @type {string | undefined} */ today) =>
    (await car.geofence(BANGUI, { ...site, ...(today && { today }) })).coverage;
  assert.deepEqual(
    [(await coverageOn(undefined)).ageDays, (await coverageOn(undefined)).stale],
    [null, false],
  );
  const before = await coverageOn("2000-01-01");
  assert.ok(before.ageDays !== null && before.ageDays < 0 && !before.stale);
  assert.match(
    before.words,
    /^These data end on .+ days after the day that was given as today\. The data cover/,
  );
  assert.equal((await coverageOn(asOf)).ageDays, 0);
  for (const wrong of [{ today: "yesterday" }, { lang: "de" }])
    await assert.rejects(
      car.geofence(BANGUI, { ...site, .../** @type {any} */ (wrong) }),
      error("badOption", /today|lang/, { field: Object.keys(wrong)[0] }),
    );
});

testBoth("sentences stay with the engine's numbers", async (geobit) => {
  const days = Array.from({ length: 12 }, (_, i) => `2026-0${1 + Math.floor(i / 3)}-${10 + (i % 3)}`);
  const csv = ["id,start,lon,lat", ...days.map((day, i) => `${i},${day},10,10`)].join("\n");
  const snapshot = await geobit.load(new Blob([csv]), { asOf: "2026-04-15" });
  const report = await snapshot.geofence({ type: "Point", coordinates: [10, 10] }, { radiusKm: 5 });
  assert.deepEqual([report.recent.count, report.baseline.count], [3, 9]);
  // Nine in the 68 days since the record began; in the whole baseline of 336 days they would be one a month.
  assert.equal(
    report.verdictText,
    "3, usually 4: could be chance. The record begins on 10 January 2026, so what is usual is that of 68 days.",
  );
});

test("the page asks with the day of its clock", () => {
  assert.equal(localDay(new Date(2026, 10, 30, 0, 30)), "2026-11-30");
  assert.equal(localDay(new Date(2026, 10, 30, 23, 30)), "2026-11-30");
});
