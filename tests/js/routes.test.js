import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { open } from "geobit";
import { error } from "./support.js";

/** @import { Geobit, RouteReport, Snapshot } from "../../pkg/geobit.d.ts" */

/** Thirty incidents on the road that comes from the north, one between the two roads from the east. */
const CSV = `id,start,lon,lat,kind\n${Array.from({ length: 30 }, (_, i) => `${i},2026-01-${String((i % 28) + 1).padStart(2, "0")},0,${0.1 + i * 0.012},${i % 5 ? "armedClash" : "blockade"}`).join("\n")}\nfar,2026-01-05,0.3,0.1,looting\n`;
const line = (/** @type {number[][]} */ ...coordinates) =>
  /** @type {const} */ ({ type: "Feature", properties: {}, geometry: { type: "LineString", coordinates } });
const NORTH = line([0, 0.5], [0, 0]);
const EAST = line([0.5, 0], [0, 0]);
const DETOUR = line([0.3, 0.3], [0.3, 0], [0, 0]);
const collection = (/** @type {any[]} */ ...features) =>
  /** @type {any} */ ({ type: "FeatureCollection", features });

/** @type {[Geobit, Snapshot][]} */
const engines = [];
before(async () => {
  for (const worker of [false, true]) {
    const geobit = await open({ worker });
    engines.push([geobit, await geobit.load(new Blob([CSV]), { name: "Roads" })]);
  }
});
after(() => {
  for (const [geobit] of engines) geobit.close();
});

/** @param {string} name @param {(snapshot: Snapshot) => Promise<void>} body */
function testBoth(name, body) {
  for (const number of [0, 1])
    test(`${name} (${number ? "worker" : "this thread"})`, () => body(engines[number][1]));
}

testBoth("each route is answered as it is alone, with what it is asked otherwise", async (snapshot) => {
  const each = [{}, { speedKmh: 20, stops: [{ km: 10, hours: 1 }] }];
  const { routes } = await snapshot.routes(collection(NORTH, EAST), { corridorKm: 8, each });
  assert.deepEqual(routes[0], await snapshot.route(NORTH, { corridorKm: 8 }));
  assert.deepEqual(routes[1], await snapshot.route(EAST, { corridorKm: 8, ...each[1] }));
});

testBoth("what differs, what is shared, what is dominated and what is independent", async (snapshot) => {
  // They end at one site and begin up to 78 km apart.
  const report = await snapshot.routes(collection(NORTH, EAST, DETOUR), { below: 1, siteKm: 80 });
  const [northEast, northDetour, eastDetour] = report.pairs;
  assert.deepEqual(
    report.pairs.map(({ a, b, verdict }) => [a, b, verdict]),
    [
      [0, 1, "more"],
      [0, 2, "more"],
      [1, 2, "noClearDifference"],
    ],
  );
  const expected = report.routes.map(({ encounter }) => encounter.expected);
  assert.ok(Math.abs(northEast.difference - (expected[0] - expected[1])) < 1e-6 * expected[0]);
  const [lower, upper] = northEast.interval ?? [0, 0];
  assert.ok(lower > 0 && upper > northEast.difference);
  const [p, q, unclear] = [northDetour.p, northDetour.q, eastDetour.p].map(Number);
  assert.ok(p > 0 && p < 0.05 && q >= p && unclear > 0.05);
  assert.equal(eastDetour.hours, report.routes[1].hours - report.routes[2].hours);
  // East and the detour share the 33 km from the corner to the site.
  const [{ fromKm, toKm }] = eastDetour.shared.b;
  assert.ok(Math.abs(toKm - fromKm - 33.9) < 0.1 && toKm === report.routes[2].lengthKm, `${fromKm} ${toKm}`);
  assert.equal(eastDetour.shared.a.length, 1);
  assert.deepEqual(report.method, { sharedKm: 0.5, siteKm: 80, rounds: 9999, seed: 1, below: 1 });
  for (const { route, by } of report.dominated) {
    assert.ok(report.routes[route].hours >= report.routes[by].hours && expected[route] >= expected[by]);
  }
});

testBoth("routes with different ends are different trips", async (snapshot) => {
  const report = await snapshot.routes(collection(NORTH, EAST, DETOUR), { below: 1 });
  for (const { verdict, interval, p, q } of report.pairs)
    assert.deepEqual([verdict, interval, p, q], ["differentEnds", null, null, null]);
  assert.deepEqual([report.dominated, report.independent], [[], { routes: [0, 1], surely: [0, 1] }]);
  assert.match(
    report.notes[1],
    /^3 pairs of routes are not compared, because their routes do not begin and end within 5 km/,
  );
});

testBoth("the seed decides, and nothing else does", async (snapshot) => {
  const ask = (/** @type {number} */ seed) =>
    snapshot.routes(collection(NORTH, EAST), { seed, rounds: 199, siteKm: 80 }).then(({ pairs }) => pairs[0]);
  assert.deepEqual(await ask(7), await ask(7));
  assert.notDeepEqual((await ask(7)).interval, (await ask(8)).interval);
});

testBoth("the same road twice does not differ; of one route there is no pair", async (snapshot) => {
  const { pairs, dominated } = await snapshot.routes(collection(NORTH, NORTH));
  assert.deepEqual([pairs[0].difference, pairs[0].interval, pairs[0].p, dominated], [0, [0, 0], 1, []]);
  const alone = await snapshot.routes(collection(NORTH));
  assert.deepEqual([alone.pairs, alone.independent, alone.method.below], [[], null, null]);
});

testBoth("what is wrong is told with its route and its option", async (snapshot) => {
  const ask = (/** @type {any} */ lines, /** @type {any} */ options) => snapshot.routes(lines, options);
  const two = collection(NORTH, EAST);
  const refused = [
    [two, { each: [{}, { speedKmh: 0 }] }, "badOption", /speedKmh is 0/, { row: 2, field: "speedKmh" }],
    [two, { each: [{}, { speed: 5 }] }, "badOption", /no such option/, { row: 2, field: "speed" }],
    [two, { each: [{}, {}, {}] }, "badOption", /one for each of the 2 routes/, { field: "each" }],
    [two, { each: 5 }, "badOption", /this is 5; a list is wanted/, { field: "each" }],
    [two, { each: [{}, "slow"] }, "badOption", /an object is wanted/, { row: 2 }],
    [
      two,
      { radiusKm: 5 },
      "badOption",
      /the options are each, .*sharedKm, .*corridorKm/,
      { field: "radiusKm" },
    ],
    [two, { sharedKm: 0 }, "badOption", /sharedKm is 0/, { field: "sharedKm" }],
    [two, { rounds: 98 }, "badOption", /rounds is 98/, { field: "rounds" }],
    [two, { below: -1 }, "badOption", /below is -1/, { field: "below" }],
    [two, { detail: "rows" }, "badOption", /compared in full/, { field: "detail" }],
    [two, { each: [{}, { detail: "rows" }] }, "badOption", /compared in full/, { row: 2, field: "detail" }],
    [two, { speedKmh: Number.NaN }, "badOption", /speedKmh is NaN/, { field: "speedKmh" }],
    [two, { each: [{}, { speedKmh: 0 }] }, "badOption", /speedKmh is 0/, { row: 2, field: "speedKmh" }],
    [collection(NORTH, line([0, 0])), {}, "badGeometry", /needs at least two/, { row: 2, vertex: 0 }],
    [
      collection(...Array.from({ length: 17 }, () => NORTH)),
      {},
      "tooLarge",
      /17 routes; up to 16/,
      undefined,
    ],
    [NORTH, {}, "badGeometry", /./, undefined],
    [null, {}, "badGeometry", /FeatureCollection/, undefined],
  ];
  for (const [lines, options, code, words, at] of /** @type {any[]} */ (refused)) {
    await assert.rejects(ask(lines, options), error(code, words, at));
  }
});

testBoth("stretches and the corridor's status say what is recorded where", async (snapshot) => {
  const { stretches, status, encounter, segments, timeline } = await snapshot.route(NORTH, {
    speeds: [{ fromKm: 30, kmh: 20 }],
    departure: "2026-02-01T06:00",
  });
  assert.deepEqual([...timeline.km].slice(0, 2), [0, 30]);
  assert.equal(timeline.hours[1], 0.75);
  const held = stretches.reduce((sum, { share }) => sum + share, 0);
  assert.ok(held >= 0.5 && stretches[0].expected > 0);
  const inIt = segments.filter(({ fromKm }) => fromKm >= stretches[0].fromKm && fromKm < stretches[0].toKm);
  assert.equal(
    stretches[0].count,
    inIt.reduce((sum, { count }) => sum + count, 0),
  );
  assert.ok(Math.abs(stretches[0].share - stretches[0].expected / encounter.expected) < 1e-9);
  assert.equal(status.recent.count + status.baseline.count, 30);
  // One spell of four weeks, and none before it.
  const unknown = { medianWeeks: null, longestWeeks: null, asLong: null };
  const spells = { presentWeeks: 4, past: 0, tooFew: true, ...unknown };
  assert.deepEqual(status.blockades, { recent: 6, baseline: 0, spells });
  assert.ok(status.laplace && status.laplace.z > 3 && status.activeWeeks === 4);
  assert.ok(status.repeated.every(({ days, count }) => days > 1 && count >= days));
});

testBoth("segments hold what the rows of the corridor say", async (snapshot) => {
  const { segments, stretches, rows, alongKm, method } = await snapshot.route(NORTH);
  const { day, kind, kindNames } = await snapshot.columns();
  const asOf = Date.parse(method.asOf) / 864e5;
  const inIt = (/** @type {{ fromKm: number, toKm: number }} */ { fromKm, toKm }) => {
    const its = [...rows].filter((_, index) => alongKm[index] >= fromKm && alongKm[index] < toKm);
    /** @type {Record<string, number>} */
    const kinds = {};
    for (const row of its) kinds[kindNames[kind[row]]] = (kinds[kindNames[kind[row]]] ?? 0) + 1;
    const daysSinceLast = its.length ? asOf - Math.max(...its.map((row) => day[row])) : null;
    return { count: its.length, kinds, daysSinceLast };
  };
  for (const part of [...segments, ...stretches]) {
    const { count, kinds, daysSinceLast } = part;
    assert.deepEqual({ count, kinds, daysSinceLast }, inIt(part));
  }
  assert.ok(segments.some(({ daysSinceLast }) => daysSinceLast === null));
  assert.equal(
    segments.reduce((sum, { count }) => sum + count, 0),
    rows.length,
  );
});

testBoth("odd roads have their numbers, and endless ones are refused", async (snapshot) => {
  const ask = async (/** @type {number[][]} */ coordinates) => {
    const road = { type: /** @type {const} */ ("LineString"), coordinates };
    const { lengthKm, encounter, segments } = await snapshot.route(road);
    assert.ok(Number.isFinite(encounter.expected) && segments.at(-1)?.toKm === lengthKm);
    return { lengthKm, ...encounter };
  };
  const near = (/** @type {number} */ one, /** @type {number} */ other) =>
    assert.ok(Math.abs(one - other) <= 1e-6 * Math.abs(other), `${one} ${other}`);
  const [once, again] = [
    await ask([
      [0, 0.5],
      [0, 0],
    ]),
    await ask([
      [0, 0.5],
      [0, 0],
      [0, 0.5],
    ]),
  ];
  near(again.lengthKm, 2 * once.lengthKm);
  near(again.expected, 2 * once.expected);
  const repeated = await ask([
    [0, 0.5],
    [0, 0.5],
    [0, 0.25],
    [0, 0.25],
    [0, 0],
    [0, 0],
  ]);
  near(repeated.lengthKm, once.lengthKm);
  near(repeated.expected, once.expected);
  assert.deepEqual(
    await ask([
      [179.5, -17],
      [-179.5, -16],
    ]),
    await ask([
      [179.5, -17],
      [180.5, -16],
    ]),
  );
  assert.ok(
    (
      await ask([
        [0, 0.5],
        [0, 0],
        [20, 1],
      ])
    ).lengthKm > 2_200,
  );
  assert.ok(
    (
      await ask([
        [0, 89.5],
        [180, 89.5],
      ])
    ).lengthKm < 180,
  );
  const winding = Array.from({ length: 100_000 }, (_, i) => [i * 1e-5, Math.sin(i) * 1e-3]);
  assert.ok((await ask(winding)).expected > 0);
  const endless = Array.from({ length: 100_000 }, (_, i) => [i % 2 ? -10 : 10, i * 1e-5]);
  await assert.rejects(ask(endless), error("tooLarge", /too long to measure/));
  const zigzag = Array.from({ length: 200 }, (_, i) => [i % 2 ? -10 : 10, i * 1e-3]);
  const beside = zigzag.map(([x, y]) => [x, y + 0.0045]);
  const { pairs } = await snapshot.routes(collection(line(...zigzag), line(...beside)), { segmentKm: 50 });
  assert.ok(pairs[0].shared.a.length > 0);
  assert.equal(
    (
      await ask([
        [0, 0.5],
        [0, 0],
      ])
    ).expected,
    once.expected,
  );
});
