// Suspected duplicates and combined snapshots, in this thread and in workers, also after the engine was restarted.
import assert from "node:assert/strict";
import { test } from "node:test";
import { open } from "geobit";
import { circle, csv, error, FEW, ROAD, SQUARE, testBoth } from "./support.js";
import { TRAPPING_RADIUS } from "./traps.js";

/** @import { Geobit, Snapshot } from "../../pkg/geobit.d.ts" */

const trappingWorker = new URL("./trapping-worker.js", import.meta.url);
const POINT = { type: /** @type {const} */ ("Point"), coordinates: [-8, 12] };

/** A log that repeats two of the four incidents of `FEW`, a little off, and has one of its own that cannot be located. */
const OWN = new Blob([
  csv([
    { id: "a", start: "2024-05-02", lon: -8.005, lat: 12, kind: "armedClash", fatalities_best: 3 },
    { id: "2", start: "2024-05-10", lon: -7.9, lat: 12.002, kind: "" },
    { id: "3", start: "2024-05-25", kind: "riot", headline: "Somewhere" },
  ]),
]);

/** @param {string} name @param {(geobit: Geobit) => Promise<void>} body */
const testWithTraps = (name, body) => testBoth(name, body, { worker: trappingWorker });

/** Loads both logs. @param {Geobit} geobit */
const loadBoth = async (geobit) => ({
  few: await geobit.load(FEW, { name: "Public", asOf: "2024-06-01", licence: "CC0" }),
  own: await geobit.load(OWN, { name: "Own" }),
});

/** Makes the engine fail, so that another one is started. @param {Snapshot} snapshot */
const trap = (snapshot) =>
  assert.rejects(
    snapshot.geofence(POINT, { radiusKm: TRAPPING_RADIUS }),
    error("engineFailed", /^The engine stopped/),
  );

/** The ids of all incidents of each origin, in the order of the sources. @param {Snapshot} snapshot */
async function idsByOrigin(snapshot) {
  const rows = Array.from({ length: snapshot.summary.count }, (_, row) => row);
  const { source } = await snapshot.columns();
  const incidents = await snapshot.incidents(rows.sort((a, b) => source[a] - source[b]));
  return snapshot.summary.origins.map((_, number) =>
    incidents.filter(({ origin }) => origin === number).map(({ id }) => id),
  );
}

testWithTraps("duplicates are found, and combined as one incident each", async (geobit) => {
  const { few, own } = await loadBoth(geobit);
  const { pairs, leftOut, method, notes } = await few.duplicates(own);
  const ids = await Promise.all(
    pairs.map(async ({ a, b }) => [(await few.incidents([a]))[0].id, (await own.incidents([b]))[0].id]),
  );
  assert.deepEqual(ids, [
    ["b", "2"],
    ["a", "a"],
  ]);
  assert.ok(Math.abs(pairs[0].score - (1 - pairs[0].km / 4)) < 1e-9, "only one of them states its deaths");
  assert.deepEqual([pairs[0].days, pairs[1].days, leftOut], [0, 1, { a: 0, b: 1 }]);
  assert.deepEqual(
    [method.withinKm, method.withinDays, method.sameKind, method.snapshots],
    [2, 1, true, ["Public", "Own"]],
  );
  assert.ok(notes.some((note) => note.includes("0 incidents of the first snapshot and 1 of the second")));

  const same = pairs.map(({ a, b }) => /** @type {[number, number, number, number]} */ ([0, a, 1, b]));
  const combined = await geobit.combine([few, own], { same });
  const { summary } = combined;
  assert.deepEqual(await idsByOrigin(combined), [["a", "b", "c", "d"], ["3"]]);
  assert.deepEqual(
    [summary.rows, summary.located, summary.notLocatable, summary.rejected, summary.superseded],
    [7, 4, 1, 0, 2],
  );
  assert.deepEqual(
    [summary.name, summary.format, summary.asOf, summary.licence],
    ["Public + Own", "combined", "2024-05-25", "Public: CC0; Own: not stated"],
  );
  assert.deepEqual(
    summary.origins.map(({ name, count, asOf, format }) => [name, count, asOf, format]),
    [
      ["Public", 4, "2024-06-01", "csv"],
      ["Own", 1, "2024-05-25", "csv"],
    ],
  );
  assert.ok(summary.warnings.every(({ origin }) => origin === 1));
  // Without the pairs, an id that both have stands for two incidents.
  const all = await geobit.combine([own, few], { names: ["Ours", "Theirs"] });
  assert.deepEqual(await idsByOrigin(all), [
    ["a", "2", "3"],
    ["a", "b", "c", "d"],
  ]);
  assert.equal(all.summary.name, "Ours + Theirs");
});

testWithTraps("reports on combined snapshots count by origin, and others do not", async (geobit) => {
  const { few, own } = await loadBoth(geobit);
  const both = await geobit.combine([few, own]);
  const area = circle(-8, 12, 30);
  const { byOrigin, counts, recent, baseline } = await both.geofence(area);
  assert.deepEqual(byOrigin, [3, 2]);
  assert.equal(counts.certain + counts.possible, 5);
  assert.deepEqual(
    [recent.byOrigin, baseline.byOrigin],
    [
      [2, 2],
      [0, 0],
    ],
  );
  const areas = /** @type {any} */ ({ type: "FeatureCollection", features: [area, circle(50, 50, 1)] });
  for (const detail of /** @type {const} */ (["rows", "full"])) {
    const reports = await both.geofences(areas, { detail });
    assert.deepEqual(
      reports.map((report) => report.byOrigin),
      [
        [3, 2],
        [0, 0],
      ],
    );
  }
  const route = await both.route(ROAD);
  assert.equal(
    route.byOrigin?.reduce((sum, count) => sum + count),
    route.rows.length,
  );
  for (const { count, byOrigin } of [...route.segments, ...route.stretches])
    assert.equal(
      byOrigin?.reduce((sum, one) => sum + one),
      count,
    );
  const { features } = await both.geofenceGeojson(area);
  const incidents = features.filter(({ properties }) => properties?.part === "incident");
  assert.deepEqual(incidents.map(({ properties }) => properties?.origin).sort(), [0, 0, 0, 1, 1]);
  assert.deepEqual(features[0].properties?.byOrigin, [3, 2]);

  const alone = await few.geofence(area);
  assert.ok(!("byOrigin" in alone) && !("byOrigin" in alone.recent));
  assert.deepEqual(few.summary.origins.length, 1);
  assert.equal((await few.incidents([0]))[0].origin, 0);
});

testWithTraps("a combined snapshot outlives its parts and the engine", async (geobit) => {
  const { few, own } = await loadBoth(geobit);
  const columns = await geobit.load({
    lon: Float64Array.of(-8),
    lat: Float64Array.of(12),
    day: Int32Array.of(19_850),
  });
  const both = await geobit.combine([few, own]);
  const all = await geobit.combine([both, columns], { same: [[0, 0, 1, 0]] });
  const before = [await both.geofence(SQUARE), await all.geofence(SQUARE), await all.route(ROAD)];
  const again = async () => [await both.geofence(SQUARE), await all.geofence(SQUARE), await all.route(ROAD)];

  await trap(few);
  assert.deepEqual(await again(), before, "with all parts open");
  few.close();
  both.close();
  assert.deepEqual(await all.geofence(SQUARE), before[1], "with parts closed");
  await trap(own);
  assert.deepEqual(await all.geofence(SQUARE), before[1], "made again of closed parts");
  own.close();
  columns.close();
  // A route leaves its exposure with the snapshot.
  await all.route(ROAD);
  const { bytes } = await geobit.memory();
  await trap(all);
  assert.deepEqual(await all.route(ROAD), before[2]);
  // The parts are there only while it is made.
  assert.ok((await geobit.memory()).bytes < 1.5 * bytes);
  await assert.rejects(both.geofence(SQUARE), error("closed", /closed/));
});

testWithTraps("combining and asking go on although the engine fails meanwhile", async (geobit) => {
  const { few, own } = await loadBoth(geobit);
  const trapped = trap(few);
  const combining = geobit.combine([few, own]);
  const asking = few.duplicates(own);
  await trapped;
  assert.equal((await combining).summary.count, 7);
  assert.equal((await asking).pairs.length, 2);
  // A part may be closed while it is combined.
  const late = geobit.combine([few, own]);
  few.close();
  assert.equal((await (await late).geofence(SQUARE)).byOrigin?.length, 2);
});

testWithTraps("what cannot be combined or compared is refused, and disturbs nothing", async (geobit) => {
  const { few, own } = await loadBoth(geobit);
  const closed = await geobit.load(FEW);
  closed.close();
  const elsewhere = await open();
  const foreign = await elsewhere.load(FEW);
  /** @param {any} snapshots @param {any} options @param {RegExp} words @param {object} at */
  const refused = (snapshots, options, words, at) =>
    assert.rejects(geobit.combine(snapshots, options), (/** @type {any} */ thrown) => {
      assert.match(thrown.message, words);
      assert.deepEqual([thrown.name, thrown.code, thrown.at], ["GeobitError", "badOption", at]);
      return true;
    });
  const inSnapshots = { field: "snapshots" };
  for (const [snapshots, words] of /** @type {[unknown, RegExp][]} */ ([
    [undefined, /is an array such as \[one, other\], not undefined/],
    [few, /not an object of type Object/],
    [[], /There are 0 snapshots; 2 to 16/],
    [[few], /There are 1 snapshots/],
    [[few, own, few], /snapshots\[2\] is the same snapshot as snapshots\[0\]/],
    [[few, foreign], /snapshots\[1\] is a snapshot of another engine/],
    [[few, FEW], /snapshots\[1\] is an object of type Uint8Array/],
    [[few, null], /snapshots\[1\] is null/],
    [new Array(2 ** 31), /2147483648 entries/],
  ]))
    await refused(snapshots, {}, words, inSnapshots);
  const pair = (/** @type {any[]} */ ...same) => ({ same });
  const both = [few, own];
  await refused(both, pair([0, 0, 0, 1]), /two incidents of the snapshot 0/, { field: "same", row: 1 });
  await refused(both, pair([0, 0, 1, 0], [0, 4, 1, 0]), /has the rows 0 to 3/, { field: "same", row: 2 });
  await refused(both, pair([0, 0, 1, 0], [0, 0, 1, 0]), /same\[1\] is the same as same\[0\]/, {
    field: "same",
    row: 2,
  });
  await refused(both, pair([0, 0, 1]), /this has 3 numbers; four are wanted/, { field: "same.0" });
  await refused(both, { names: ["One"] }, /1 entries for 2 snapshots/, { field: "names" });
  await refused(both, { name: "Both" }, /no such option/, { field: "name" });
  await assert.rejects(geobit.combine([few, closed]), error("closed", /closed/));

  for (const [other, words] of /** @type {[any, RegExp][]} */ ([
    [undefined, /other is undefined; a loaded snapshot is wanted/],
    [{}, /other is an object/],
    [foreign, /of another engine/],
  ]))
    await assert.rejects(few.duplicates(other), error("badOption", words));
  await assert.rejects(few.duplicates(closed), error("closed", /closed/));
  await assert.rejects(few.duplicates(own, { withinKm: 101 }), error("badOption", /from 0 to 100/));
  elsewhere.close();

  assert.equal((await few.geofence(SQUARE)).counts.certain, 1);
  assert.equal((await geobit.combine(both)).summary.count, 7);
});

test("only the combination that cannot be made again reports it", async () => {
  const geobit = await open({ worker: trappingWorker });
  const kept = await geobit.load(FEW);
  const file = new Blob([FEW]);
  const lost = await geobit.load(file);
  const both = await geobit.combine([kept, lost]);
  lost.close();
  file.slice = () => {
    throw new DOMException("gone", "NotReadableError");
  };
  await trap(kept);
  await assert.rejects(both.columns(), error("engineFailed", /could not be loaded again: .*gone/));
  assert.equal((await kept.geofence(SQUARE)).counts.certain, 1);
  geobit.close();
});

testWithTraps("closing a combined snapshot frees it", async (geobit) => {
  const { few, own } = await loadBoth(geobit);
  (await geobit.combine([few, own])).close();
  const { bytes } = await geobit.memory();
  for (let round = 0; round < 20; round++) (await geobit.combine([few, own])).close();
  assert.ok((await geobit.memory()).bytes <= 1.1 * bytes);
});
