// What a report says about change: equal to the formulas it names, defined for every input, and never NaN.
import assert from "node:assert/strict";
import { bytes, circle, csv, error, SQUARE, testBoth } from "./support.js";

/** @import { GeofenceReport } from "../../pkg/geobit.d.ts" */

const DAY = 864e5;
const AS_OF = Date.parse("2026-11-20T00:00:00Z");

/** @param {number[]} ages in days before 2026-11-20 @param {(i: number) => object} [more] */
const file = (ages, more = () => ({})) =>
  bytes(
    csv(
      ages.map((age, i) => {
        const start = new Date(AS_OF - age * DAY).toISOString().slice(0, 10);
        return {
          ...{ id: i, start, end: start, lon: -8, lat: 12, uncertainty_km: 0, kind: "riot" },
          ...more(i),
        };
      }),
    ),
  );

/** Every number of a report is finite. @param {unknown} value @param {string} path */
function allFinite(value, path = "report") {
  if (typeof value === "number") return assert.ok(Number.isFinite(value), `${path} is ${value}`);
  if (ArrayBuffer.isView(value))
    return assert.ok(Array.from(/** @type {any} */ (value)).every(Number.isFinite), path);
  for (const [name, member] of Object.entries(value ?? {})) {
    if (typeof member === "number" || typeof member === "object") allFinite(member, `${path}.${name}`);
  }
}

/** About one a week for a year, and many of late. */
const RISING = [
  ...Array.from({ length: 48 }, (_, i) => 29 + 7 * i),
  ...Array.from({ length: 14 }, (_, i) => 2 * i),
];

testBoth("a report is what its formulas say of its counts", async (geobit) => {
  const { formulas } = geobit;
  const possible = (/** @type {number} */ i) => (i % 5 === 0 ? { uncertainty_km: 25 } : {});
  const snapshot = await geobit.load(file(RISING, possible));
  const report = await snapshot.geofence(circle(-8, 12, 10), { confidence: 0.9 });
  const { recent, baseline, change, trend, weekly } = report;
  for (const window of [recent, baseline]) {
    const observed = { count: window.count, exposure: window.days, confidence: 0.9 };
    const { lower, upper } = await formulas.poissonRate(observed);
    assert.deepEqual(window.interval, [lower, upper]);
    assert.ok(lower < window.perDay && window.perDay < upper);
  }
  const counts = {
    k1: recent.count,
    T1: recent.days,
    k0: baseline.count,
    T0: baseline.days,
    confidence: 0.9,
  };
  const { ratio, lower, upper, p } = await formulas.rateRatio(counts);
  assert.deepEqual([change.ratio, ...change.interval, change.p], [ratio, lower, upper, p]);
  assert.equal(change.verdict, "more");
  const { lower: least, upper: most, draws } = report.changeWithPossible;
  assert.ok(least.ratio && change.ratio && most.ratio);
  assert.ok(least.ratio < change.ratio && change.ratio < most.ratio && least.verdict === "more");
  assert.ok(draws.rounds === 999 && draws.more > 990 && draws.fewer === 0, JSON.stringify(draws));
  assert.ok(
    report.shrunkRatio && report.shrunkRatio > 1 && change.ratio && report.shrunkRatio < change.ratio,
  );
  const { z, p: trendP, slope } = await formulas.mannKendall(weekly.counts);
  assert.deepEqual([trend.z, trend.p, trend.perWeek], [z, trendP, slope]);
  assert.deepEqual([trend.weeks, trend.settled.weeks], [52, 50]);
  const settled = await formulas.mannKendall(weekly.counts.subarray(0, 50));
  assert.deepEqual(
    [trend.settled.z, trend.settled.p, trend.settled.perWeek],
    [settled.z, settled.p, settled.slope],
  );
  assert.ok(report.alarm?.ringing && report.alarm.level >= report.alarm.threshold);
  assert.ok(report.alarm.byChanceYears >= 5 && report.alarm.byChanceYears < 20);
  assert.equal(report.recency.daysSinceLast, 0);
  assert.ok(report.dispersion && !report.dispersion.overdispersed && change.widened === null);
  assert.equal(report.repeat, null);
  allFinite(report);
});

testBoth("whatever the windows and the data, every number is defined", async (geobit) => {
  // One incident elsewhere and later: records of the windows are complete.
  const ages = [...Array.from({ length: 300 }, (_, i) => 29 + (i % 330)), -40];
  const quiet = file(ages, (i) => (i === 300 ? { lat: 40 } : {}));
  /** @type {[string, Uint8Array, object, string][]} */
  const cases = [
    ["an area without incidents", file([1, 2], () => ({ lat: 40 })), {}, "tooFew"],
    ["a snapshot of one day", file(Array(40).fill(0)), {}, "tooFew"],
    ["none in the recent window", quiet, { asOf: "2026-11-20" }, "fewer"],
    [
      "none in the baseline",
      file([...Array(9).fill(3), 800], (i) => (i === 9 ? { lat: 40 } : {})),
      {},
      "more",
    ],
    ["all since a few days", file(Array(9).fill(3)), {}, "tooFew"],
    ["windows before the data", file(RISING), { asOf: "1990-01-01" }, "tooFew"],
    ["windows after the data", file(RISING), { asOf: "2200-01-01" }, "tooFew"],
    ["windows of one day", file(RISING), { recentDays: 1, baselineDays: 1 }, "tooFew"],
    ["windows of fifty years", file(RISING), { recentDays: 18_200, baselineDays: 18_200 }, "tooFew"],
    ["no place at all", file([1, 2, 3], () => ({ lon: "", lat: "" })), {}, "tooFew"],
    ["no missing date is counted", file([1, 400, 800]), { from: "2024-01-01", to: "2024-01-03" }, "tooFew"],
    ["nearly sure", file(RISING), { confidence: 0.999999999 }, "noClearChange"],
    ["hardly sure", file(RISING), { confidence: 0.01 }, "more"],
  ];
  for (const [what, bytesOf, options, verdict] of cases) {
    const snapshot = await geobit.load(bytesOf);
    const report = await snapshot.geofence(SQUARE, { ...options, repeat: true });
    allFinite(report, what);
    assert.equal(report.change.verdict, verdict, what);
    snapshot.close();
  }
});

testBoth("fewer is not said of the days whose records are incomplete", async (geobit) => {
  // One a day until 15 days ago, none since.
  const snapshot = await geobit.load(file(Array.from({ length: 345 }, (_, i) => 15 + i)), {
    asOf: "2026-11-20",
  });
  const now = await snapshot.geofence(SQUARE);
  assert.ok(now.change.p < 0.05 && (now.change.ratio ?? 1) < 1);
  assert.equal(now.change.verdict, "noClearChange");
  assert.ok(now.notes.some((note) => note.includes("incomplete")));
  const complete = await geobit.load(file(Array.from({ length: 345 }, (_, i) => 15 + i)), {
    asOf: "2026-12-30",
  });
  const then = await complete.geofence(SQUARE, { asOf: "2026-11-20" });
  assert.equal(then.change.verdict, "fewer");
});

testBoth("areas asked together know their place among one another", async (geobit) => {
  const ages = [...Array(30).fill(3), ...Array(5).fill(40), ...Array(3).fill(5)];
  const snapshot = await geobit.load(file(ages, (i) => ({ lon: i < 30 ? 0 : i < 35 ? 2 : 4 })));
  const features = [0, 2, 4, 6, 8, 10].map((lon) => circle(lon, 12, 25));
  /** @type {number[]} */
  const progress = [];
  const onProgress = (/** @type {{ done: number, total: number }} */ { done, total }) => {
    assert.equal(total, 6);
    progress.push(done);
  };
  const reports = await snapshot.geofences({ type: "FeatureCollection", features }, { onProgress });
  assert.deepEqual([progress[0], progress.at(-1)], [0, 6]);
  const places = reports.map(({ among }) => among);
  const q = await geobit.formulas.benjaminiHochberg(
    reports.map(({ change }) => (change.widened ?? change).p),
  );
  assert.deepEqual(
    places.map((place) => place?.q),
    q,
  );
  const counts = reports.map(({ recent }) => recent.count);
  const { rates } = await geobit.formulas.peerRates(counts, Array(6).fill(28));
  places.forEach((place, i) => {
    assert.ok(place && Math.abs(place.shrunk.perDay - rates[i]) < 1e-12);
    assert.ok(
      place.shrunk.interval[0] <= place.shrunk.perDay && place.shrunk.perDay <= place.shrunk.interval[1],
    );
  });
  assert.deepEqual(places[0]?.rank, [1, 1]);
  assert.deepEqual(places[5]?.rank, places[4]?.rank);
  allFinite(reports);
  assert.equal((await snapshot.geofence(features[0])).among, undefined);
});

testBoth(
  "many areas: others are answered meanwhile, an abort is heard, and a bad one is named",
  async (geobit) => {
    const snapshot = await geobit.load(file(RISING));
    const features = Array.from({ length: 10_000 }, (_, i) => circle((i % 360) - 180, (i % 120) - 60, 25));
    const areas = { type: /** @type {const} */ ("FeatureCollection"), features };
    const abort = new AbortController();
    let done = 0;
    const answer = snapshot.geofences(areas, {
      signal: abort.signal,
      onProgress: (progress) => {
        done = progress.done;
        if (done > 0) abort.abort();
      },
    });
    await assert.rejects(answer, error("aborted", /aborted/));
    assert.ok(done > 0 && done < 10_000);

    const all = snapshot.geofences(areas);
    const between = await Promise.race([all.then(() => "all"), snapshot.geofence(SQUARE).then(() => "one")]);
    assert.equal(between, "one");
    const reports = await all;
    assert.equal(reports.length, 10_000);
    assert.deepEqual(reports[0].among?.areas, 10_000);

    const bad = { ...areas, features: features.with(700, circle(0, 0, -1)) };
    await assert.rejects(
      snapshot.geofences(bad),
      error("badGeometry", /./, { row: 701, field: "properties.radiusKm" }),
    );
    await assert.rejects(snapshot.geofences({ ...areas, features: [] }), error("badGeometry", /./));
    const wrong = /** @type {any} */ ({ onProgress: 5 });
    await assert.rejects(
      snapshot.geofences(areas, wrong),
      error("badOption", /function/, { field: "onProgress" }),
    );
  },
);

testBoth("near repeats: the same seed, the same answer", async (geobit) => {
  // Ten places, each with three incidents within a week, the weeks far apart.
  const clustered = file(
    Array.from({ length: 30 }, (_, i) => 10 + 20 * Math.floor(i / 3) + (i % 3)),
    (i) => ({ lon: -8 + Math.floor(i / 3) / 5 }),
  );
  const snapshot = await geobit.load(clustered);
  const area = circle(-7, 12, 400);
  const ask = async (/** @type {any} */ repeat) => (await snapshot.geofence(area, { repeat })).repeat;
  const found = await ask({ km: 1, days: 7, permutations: 199, seed: 5 });
  assert.deepEqual(
    [found?.incidents, found?.closeInSpace, found?.observed, found?.permutations, found?.seed],
    [30, 30, 30, 199, 5],
  );
  assert.ok(found?.p && found.p <= 0.01 && found.expected < 5);
  assert.deepEqual(await ask({ km: 1, days: 7, permutations: 199, seed: 5 }), found);
  assert.equal((await ask(true))?.km, 5);
  assert.equal(await ask(false), null);
  const single = await geobit.load(file([3], () => ({ lon: -7 })));
  const untested = (await single.geofence(area, { repeat: true })).repeat;
  assert.deepEqual([found.untested, untested?.p, untested?.untested], [null, null, "tooFew"]);
  for (const [repeat, field] of [
    [{ km: 0 }, "repeat.km"],
    [{ days: 1.5 }, "repeat.days"],
    [{ permutations: 3 }, "repeat.permutations"],
    [{ seed: -1 }, "repeat.seed"],
    [{ minutes: 3 }, "repeat.minutes"],
    ["yes", "repeat"],
  ])
    await assert.rejects(ask(repeat), error("badOption", /./, { field: /** @type {string} */ (field) }));
});

testBoth("formulas refuse what they cannot take", async ({ formulas }) => {
  const refused = (/** @type {Promise<unknown>} */ answer, /** @type {string} */ field) =>
    assert.rejects(answer, error("badOption", /./, { field }));
  await refused(formulas.poissonRate({ count: -1, exposure: 1 }), "count");
  await refused(formulas.poissonRate({ count: 1, exposure: 1, confidence: 1 }), "confidence");
  await refused(formulas.rateRatio({ k1: 1, T1: 0, k0: 1, T0: 1 }), "T1");
  await refused(formulas.benjaminiHochberg([0.5, 1.5]), "p.1");
  await refused(formulas.mannKendall(/** @type {any} */ ("12")), "series");
  await refused(formulas.weightedSum([1, 2], [1]), "counts");
  await refused(formulas.mannWhitney([1], [Number.NaN]), "y.0");
  const nothing = { ratio: null, lower: null, upper: null, pGreater: null, pLess: null, p: null };
  assert.deepEqual(await formulas.rateRatio({ k1: 0, T1: 1, k0: 0, T0: 1 }), nothing);
  assert.deepEqual(await formulas.benjaminiHochberg([]), []);
  assert.equal((await formulas.mannKendall([])).p, null);
  assert.equal((await formulas.mannWhitney([], [1])).p, null);
});

testBoth(
  "the interval of a route encloses its expectation, and a quiet record has an upper limit",
  async (geobit) => {
    const snapshot = await geobit.load(file(RISING));
    const road = {
      type: /** @type {const} */ ("LineString"),
      coordinates: [
        [-8.5, 12],
        [-7.5, 12],
      ],
    };
    const { encounter } = await snapshot.route(road);
    const [low, high] = encounter.interval;
    assert.ok(0 < low && low < encounter.expected && encounter.expected < high);
    const surer = await snapshot.route(road, { confidence: 0.999 });
    assert.ok(surer.encounter.interval[0] < low && surer.encounter.interval[1] > high);

    const far = {
      ...road,
      coordinates: [
        [30, 40],
        [31, 40],
      ],
    };
    const quiet = (await snapshot.route(far)).encounter;
    // One incident on a long straight stretch: (ln 2/H)/(√(2π) h) · πR²/(24 v); the limit is its χ²(0.975; 2)/2 times that.
    const largest = (Math.LN2 / 30 / (Math.sqrt(2 * Math.PI) * 5)) * (Math.PI / (24 * 40));
    const limit = -Math.log(0.025) * largest;
    assert.deepEqual([quiet.expected, quiet.interval[0]], [0, 0]);
    assert.ok(Math.abs(quiet.interval[1] / limit - 1) < 1e-9, `${quiet.interval[1]} ${limit}`);
    const stopped = await snapshot.route(far, { stops: [{ km: 10, hours: 10 }] });
    const stop = (Math.LN2 / 30 / (2 * Math.PI * 25)) * ((Math.PI * 10) / 24);
    assert.ok(Math.abs(stopped.encounter.interval[1] / (-Math.log(0.025) * stop) - 1) < 1e-9);
  },
);
