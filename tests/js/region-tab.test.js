// The tab Region without a browser: what it asks the engine, the place it measures from, and the outlines it draws.
import assert from "node:assert/strict";
import { test } from "node:test";
import { dayOfDate } from "../../www/src/format.js";
import { circleRing, distanceKm, ellipseRing } from "../../www/src/layers/outline.js";
import { PERIOD_MARKS } from "../../www/src/layers/region.js";
import { reduce } from "../../www/src/page-state.js";
import {
  activeArea,
  clustersOptions,
  largeTownNear,
  middleOf,
  referenceOf,
  regionOptions,
} from "../../www/src/region/ask.js";
import { marked, periodName } from "../../www/src/region/periods.js";
import { FIRST_REGION } from "../../www/src/region/view.js";

/** @typedef {import("../../www/src/page-state.js").PageState} PageState */

/** As on the map of the page, which is made when the page is built. @type {import("../../www/src/basemap.js").Town[]} */
const towns = [
  ["Lagos", 3.395, 6.454, 1],
  ["Abuja", 7.495, 9.058, 1],
  ["N'Djamena", 15.044, 12.107, 1],
  ["Bamako", -7.975, 12.609, 1],
  ["Kano", 8.517, 12, 2],
  ["Maiduguri", 13.157, 11.847, 2],
  ["Damaturu", 11.961, 11.747, 3],
];
const filters = {
  ...{ firstDay: dayOfDate("2010-01-01"), lastDay: dayOfDate("2019-12-31") },
  ...{ fromDay: dayOfDate("2010-01-01"), toDay: dayOfDate("2019-12-31") },
  ...{ presentKinds: ["riot", "protest"], kinds: new Set(["riot", "protest"]) },
};
const camp = {
  ...{ id: "1", kind: "circle", name: "Camp", km: 25 },
  geometry: { type: "Point", coordinates: [7, 9] },
};
const road = {
  ...{ id: "2", kind: "route", name: "Road", km: 5 },
  geometry: {
    type: "LineString",
    coordinates: [
      [7, 9],
      [8, 9],
    ],
  },
};

/** @param {object} changes @returns {PageState} */
const stateWith = (changes) =>
  /** @type {any} */ ({ filters, region: FIRST_REGION, drawn: { shapes: [], activeId: null }, ...changes });
const drawn = (/** @type {any} */ shape) => ({ drawn: { shapes: [shape], activeId: shape.id } });
const summary = /** @type {any} */ ({ asOf: "2019-12-31", from: "2010-01-01" });

test("distances are measured from the nearest of the largest towns that the data reach", () => {
  const nigeria = /** @type {[number, number, number, number]} */ ([2.7, 4.2, 14.5, 13.7]);
  const found = largeTownNear(towns, nigeria, [10.9, 10.2]);
  assert.deepEqual([found?.name, found?.at], ["Abuja", [7.495, 9.058]]);
  assert.equal(
    largeTownNear(towns, [12, 11, 14, 13.4], [13.1, 11.8])?.name,
    "Maiduguri",
    "no capital is reached",
  );
  assert.equal(largeTownNear(towns, [-40, -40, -39, -39], [-39.5, -39.5]), null);
  assert.equal(largeTownNear(towns, nigeria, null), null, "no incident has a place");
  assert.equal(largeTownNear(towns, null, null), null);
  const far = [
    ["East", 179, 0, 1],
    ["West", -179, 0, 1],
    ["Middle", 0, 0, 1],
  ];
  assert.equal(largeTownNear(/** @type {any} */ (far), [178, -5, -178, 5], [-179.9, 0])?.name, "West");
});

test("a town that was chosen counts, the active site where it is asked for, and the mean centre", () => {
  const large = { name: "Abuja", at: /** @type {[number, number]} */ ([7.5, 9]) };
  const kano = { name: "Kano", at: /** @type {[number, number]} */ ([8.5, 12]) };
  const chosen = (/** @type {any} */ reference) => ({ region: { ...FIRST_REGION, reference } });
  assert.equal(referenceOf(stateWith({}), large), large);
  assert.equal(referenceOf(stateWith(chosen("centre")), large), null);
  assert.equal(referenceOf(stateWith(chosen(kano)), large), kano);
  assert.deepEqual(referenceOf(stateWith({ ...chosen("site"), ...drawn(camp) }), large), {
    name: "Camp",
    at: [7, 9],
  });
  assert.equal(referenceOf(stateWith(chosen("site")), large), large, "the site is gone");
  assert.equal(activeArea(stateWith(drawn(road))), null, "a route has no inside");
  const box = /** @type {any} */ ({
    name: "Across the antimeridian",
    geometry: {
      type: "Polygon",
      coordinates: [
        [
          [179, 0],
          [183, 0],
          [183, 2],
          [179, 0],
        ],
      ],
    },
  });
  assert.deepEqual(middleOf(box).at, [-179, 1]);
});

test("the region is asked by the filters of the page, and by the area only where that is wanted", () => {
  const { today, lang, ...plain } = regionOptions(stateWith({}), null);
  assert.match(String(today), /^\d{4}-\d\d-\d\d$/);
  assert.equal(lang, "en");
  assert.deepEqual(plain, { by: "year", ringsKm: [50, 100, 200, 400, 800] });
  const narrowed = {
    filters: {
      ...filters,
      fromDay: dayOfDate("2015-01-01"),
      toDay: dayOfDate("2016-06-30"),
      kinds: new Set(["riot"]),
    },
    ...drawn(camp),
  };
  const name = "é".repeat(150);
  const options = regionOptions(stateWith(narrowed), { name, at: [7, 9] });
  // The region has no day as of which it is told: that is an option of other questions.
  assert.ok(!("asOf" in options));
  assert.deepEqual([options.from, options.to, options.kinds], ["2015-01-01", "2016-06-30", ["riot"]]);
  assert.deepEqual([options.reference, options.referenceName], [[7, 9], "é".repeat(100)]);
  assert.equal(options.within, undefined);
  const within = regionOptions(
    stateWith({ ...narrowed, region: { ...FIRST_REGION, isWithin: true } }),
    null,
  ).within;
  assert.deepEqual(within, { type: "Feature", properties: { radiusKm: 25 }, geometry: camp.geometry });
});

test("groups are looked for among a year of days, or among all that are chosen", () => {
  assert.equal(clustersOptions(stateWith({}), summary).from, "2019-01-01");
  const all = stateWith({ region: { ...FIRST_REGION, since: "all", permutations: 99 } });
  assert.deepEqual(
    [clustersOptions(all, summary).from, clustersOptions(all, summary).permutations],
    [undefined, 99],
  );
  const short = { ...filters, fromDay: dayOfDate("2019-06-01"), toDay: dayOfDate("2019-09-30") };
  const { from, to, asOf } = clustersOptions(stateWith({ filters: short }), summary);
  assert.deepEqual([from, to, asOf], ["2019-06-01", "2019-09-30", "2019-09-30"]);
});

test("periods are named, and the last ones with an ellipse are marked, each in another way", () => {
  const period = (/** @type {string} */ from, ellipse = {}) =>
    /** @type {any} */ ({ from, mean: [0, 0], ellipse });
  assert.equal(periodName(period("2015-01-01"), "year"), "2015");
  assert.equal(periodName(period("2015-10-01"), "quarter"), "Q4 2015");
  assert.equal(periodName(period("2015-10-01"), "month"), "Oct 2015");
  const periods = [2010, 2011, 2012, 2013, 2014, 2015].map((year) => period(`${year}-01-01`));
  periods[4].ellipse = null;
  assert.deepEqual(
    [...marked(periods)].map(([{ from }, mark]) => [from.slice(0, 4), PERIOD_MARKS.indexOf(mark)]),
    [
      ["2015", 0],
      ["2013", 1],
      ["2012", 2],
      ["2011", 3],
    ],
  );
  assert.equal(new Set(PERIOD_MARKS.map(({ dash }) => String(dash))).size, PERIOD_MARKS.length);
  assert.equal(new Set(PERIOD_MARKS.map(({ colour }) => colour)).size, PERIOD_MARKS.length);
});

test("an ellipse is drawn with its axes and its direction, and a circle is one of equal axes", () => {
  const centre = [7, 9];
  const ring = ellipseRing(centre, { majorKm: 40, minorKm: 10, angle: 60 });
  assert.deepEqual(ring[0], ring.at(-1), "it is closed");
  const kms = ring.map((at) => distanceKm(centre, at));
  assert.ok(Math.abs(Math.max(...kms) - 40) < 0.3 && Math.abs(Math.min(...kms) - 10) < 0.1, String(kms));
  const [lon, lat] = ring[0];
  const bearing = (Math.atan2((lon - 7) * Math.cos((9 * Math.PI) / 180), lat - 9) * 180) / Math.PI;
  assert.ok(Math.abs(bearing - 60) < 0.5, String(bearing));
  const circle = ellipseRing(centre, { majorKm: 25, minorKm: 25, angle: 0 });
  for (const [i, at] of circleRing(centre, 25).entries())
    assert.ok(Math.hypot(at[0] - circle[i][0], at[1] - circle[i][1]) < 1e-9);
});

test("what is chosen for the region is in the store", () => {
  const before = stateWith({});
  const after = reduce(before, { type: "setRegion", region: { by: "month" } });
  assert.deepEqual(after.region, { ...FIRST_REGION, by: "month" });
});
