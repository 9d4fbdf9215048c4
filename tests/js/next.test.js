// What is expected next: the sentences, and what the page asks for at which moment.
import assert from "node:assert/strict";
import { test } from "node:test";
import { forecastOptions, intensityOf } from "../../www/src/asking.js";
import { createPageStore } from "../../www/src/page-state.js";
import { countHeld } from "../../www/src/panels/next.js";
import { readDataset } from "./data.js";
import { BURSTS, circle, testBoth } from "./support.js";

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

testBoth(
  "what is expected is told in words, in English and French, and where nothing is covered as well",
  async (geobit) => {
    const car = await geobit.load(await readDataset("ucdp_ged_car_v23_1.geojson"));
    const bangui = { type: /** @type {const} */ ("Point"), coordinates: [18.56, 4.37] };
    const asked = { radiusKm: 60, hindcast: true };
    const english = await car.geofence(bangui, asked);
    const [low, high] = english.next?.interval ?? [];
    assert.match(
      english.next?.words ?? "",
      new RegExp(`^${low} (to|or) ${high} recorded incidents? expected in the next 28 days`),
    );
    assert.match(
      english.hindcast?.words ?? "",
      /^(Over 60 past months such an interval held|Too few incidents)/,
    );
    const french = await car.geofence(bangui, { ...asked, lang: "fr" });
    assert.match(french.next?.words ?? "", /incidents? enregistrés? attendus? dans les 28 prochains jours/);
    assert.equal(french.next?.expected, english.next?.expected);
    const old = await car.geofence(bangui, { ...asked, today: "2026-11-30" });
    assert.match(old.next?.words ?? "", /expected in the 28 days after \d+ \w+ \d{4}, if/);

    const outside = { type: /** @type {const} */ ("Point"), coordinates: [-9.1, 38.7] };
    for (const lang of /** @type {const} */ (["en", "fr"])) {
      const { next, hindcast, coverage, afterMore } = await car.geofence(outside, { ...asked, lang });
      assert.equal(coverage.inside, "none");
      assert.deepEqual(
        [next?.inside, next?.words, hindcast?.words],
        ["none", coverage.words, coverage.words],
      );
      assert.equal(afterMore, null);
    }
  },
);

testBoth("a set of areas has a hindcast of all of them together", async (geobit) => {
  const car = await geobit.load(await readDataset("ucdp_ged_car_v23_1.geojson"));
  const at = (/** @type {number[]} */ coordinates) => ({
    ...{ type: /** @type {const} */ ("Feature"), properties: {} },
    geometry: { type: /** @type {const} */ ("Point"), coordinates },
  });
  const areas = {
    type: /** @type {const} */ ("FeatureCollection"),
    features: [at([18.56, 4.37]), at([20.65, 5.76]), at([22.1, 6.5])],
  };
  const reports = await car.geofences(areas, { radiusKm: 60, hindcast: true });
  const own = reports.map(({ hindcast }) => hindcast?.covered ?? Number.NaN);
  const together = reports[0].among?.hindcast;
  assert.ok(together);
  assert.deepEqual([together.dates, together.forecasts], [60, 180]);
  assert.ok(Math.abs(together.covered - own.reduce((sum, one) => sum + one / 3, 0)) < 1e-12);
  assert.deepEqual(reports[2].among?.hindcast, together);
  const [without] = await car.geofences(areas, { radiusKm: 60 });
  assert.equal(without.among?.hindcast, undefined);
});

testBoth("after the verdict of more it is told what followed such verdicts", async (geobit) => {
  const bursts = await geobit.load(BURSTS, { asOf: "2026-11-20" });
  const { afterMore, change } = await bursts.geofence(circle(0, 10, 25));
  assert.equal(change.verdict, "more");
  // Four bursts at each of four places have twelve months before them and four weeks after them.
  assert.deepEqual(
    [afterMore?.cases, afterMore?.ratio, afterMore?.nextRatio, afterMore?.stayedAbove],
    [16, 10, 1, 0],
  );
  const french = await bursts.geofence(circle(0, 10, 25), { lang: "fr" });
  assert.match(
    french.afterMore?.words ?? "",
    /^Dans 16 cas antérieurs de «.plus qu’avant.» .* 10 fois le nombre habituel/,
  );
});
