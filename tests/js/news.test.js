// What changed and what rules say, in this thread and in workers, also after the engine was restarted.
import assert from "node:assert/strict";
import { test } from "node:test";
import { open } from "geobit";
import { circle, csv, error, testBoth } from "./support.js";
import { TRAPPING_RADIUS } from "./traps.js";

/** @import { Geobit, Rule, Snapshot } from "../../pkg/geobit.d.ts" */

const trappingWorker = new URL("./trapping-worker.js", import.meta.url);
const POINT = { type: /** @type {const} */ ("Point"), coordinates: [-8, 12] };

/** @param {string} name @param {(geobit: Geobit) => Promise<void>} body */
const testWithTraps = (name, body) => testBoth(name, body, { worker: trappingWorker });

/** @param {Geobit} geobit @param {[string, string, number, string?][]} incidents id, day, longitude and kind @param {string} asOf */
const load = (geobit, incidents, asOf) =>
  geobit.load(
    new Blob([
      csv(
        incidents.map(([id, start, lon, kind = "riot"]) => ({
          id,
          start,
          lon,
          lat: 12,
          kind,
          uncertainty_km: 0,
        })),
      ),
    ]),
    { asOf },
  );

/** An older snapshot and a newer one. @param {Geobit} geobit */
const loadBoth = async (geobit) => ({
  older: await load(
    geobit,
    [
      ["a", "2024-05-01", -8],
      ["b", "2024-05-02", -8],
      ["c", "2024-05-03", -8.5],
    ],
    "2024-05-10",
  ),
  newer: await load(
    geobit,
    [
      ["a", "2024-05-01", -8],
      ["b", "2024-05-02", -8, "protest"],
      ["d", "2024-05-09", -8],
      ["e", "2024-05-20", -8],
    ],
    "2024-05-20",
  ),
});

/** @param {Snapshot} snapshot @param {ArrayLike<number>} rows */
const ids = async (snapshot, rows) => (await snapshot.incidents(rows)).map(({ id }) => id).sort();

/** @param {Snapshot} newer @param {Snapshot} older */
async function checkChanges(newer, older) {
  const watch = {
    type: /** @type {const} */ ("FeatureCollection"),
    features: [circle(-8, 12, 10), circle(-8.5, 12, 10)],
  };
  const found = await newer.changes(older, { watch });
  assert.deepEqual(await ids(newer, found.added), ["d", "e"]);
  assert.deepEqual(await ids(newer, found.newlyRecordedOld), ["d"]);
  assert.deepEqual(await ids(older, found.withdrawn), ["c"]);
  assert.deepEqual([found.unchanged, found.outside.length, found.changed.length], [1, 0, 1]);
  const [{ row, older: old, fields }] = found.changed;
  assert.deepEqual([await ids(newer, [row]), await ids(older, [old]), fields], [["b"], ["b"], ["kind"]]);
  assert.deepEqual(found.lagDays, { n: 2, q25: 2.75, q50: 5.5, q75: 8.25, q90: 9.9 });
  assert.ok(found.added instanceof Uint32Array && found.watched[0].added instanceof Uint32Array);
  const [here, there] = found.watched;
  assert.deepEqual([here.added.length, [...here.changed], here.withdrawn.length], [2, [row], 0]);
  assert.deepEqual(
    [there.added.length, there.changed.length, [...there.withdrawn]],
    [0, 0, [...found.withdrawn]],
  );
  assert.match(
    found.words,
    /^Since the data of 10 May 2024: 2 incidents added, 1 of them from before; 1 changed, 1 withdrawn/,
  );
}

testWithTraps("changes between two snapshots, with shapes to watch", async (geobit) => {
  const { older, newer } = await loadBoth(geobit);
  await checkChanges(newer, older);
  const itself = await newer.changes(newer, {
    watch: { type: "FeatureCollection", features: [] },
    lang: "fr",
  });
  assert.deepEqual([itself.unchanged, itself.added.length, itself.lagDays, itself.watched], [4, 0, null, []]);
  assert.match(itself.words, /^Depuis les données du 20 mai 2024/);
});

testWithTraps("changes show progress and can be aborted", async (geobit) => {
  const many = (/** @type {number} */ from) =>
    load(
      geobit,
      Array.from({ length: 6000 }, (_, n) => [`i${from + n}`, "2024-05-01", -8]),
      "2024-05-10",
    );
  const [older, newer] = [await many(0), await many(100)];
  /** @type {import("../../pkg/geobit.d.ts").ChangesOptions[]} */
  const seen = [];
  const found = await newer.changes(older, {
    onProgress: (progress) => seen.push(/** @type {any} */ (progress)),
  });
  assert.deepEqual([found.added.length, found.withdrawn.length, found.unchanged], [100, 100, 5900]);
  const last = /** @type {any} */ (seen.at(-1));
  assert.deepEqual([last.phase, last.done], ["changes", last.total]);
  const controller = new AbortController();
  const aborted = newer.changes(older, { signal: controller.signal, onProgress: () => controller.abort() });
  await assert.rejects(aborted, error("aborted", /aborted/));
  const thrown = newer.changes(older, {
    onProgress() {
      throw new Error("no");
    },
  });
  await assert.rejects(thrown, error("badOption", /onProgress threw an error: no/, { field: "onProgress" }));
});

testWithTraps("what cannot be compared is refused", async (geobit) => {
  const { older, newer } = await loadBoth(geobit);
  const columns = await geobit.load(
    { lon: Float64Array.of(0), lat: Float64Array.of(0), day: Int32Array.of(20000) },
    { name: "Columns" },
  );
  await assert.rejects(
    newer.changes(columns),
    error("badOption", /^The older snapshot, "Columns", has no ids/, { field: "older" }),
  );
  const silent = await geobit.load(await older.toParquet({ text: false }));
  await assert.rejects(
    newer.changes(silent),
    error("badOption", /has no ids, as a pack without text/, { field: "older" }),
  );
  await assert.rejects(
    newer.changes(/** @type {any} */ ({})),
    error("badOption", /a loaded snapshot is wanted/, { field: "older" }),
  );
  const watch = /** @type {any} */ ({
    type: "FeatureCollection",
    features: [circle(0, 0, 1), { type: "Feature", properties: {}, geometry: POINT }],
  });
  await assert.rejects(newer.changes(older, { watch }), {
    code: "badGeometry",
    at: { row: 2, field: "radiusKm" },
  });
  await assert.rejects(newer.changes(older, /** @type {any} */ ({ watched: 1 })), {
    code: "badOption",
    at: { field: "watched" },
  });
  older.close();
  await assert.rejects(newer.changes(older), error("closed", /closed/));
  // A pack with its text is compared as its file is.
  const { older: again } = await loadBoth(geobit);
  const packed = await geobit.load(await again.toParquet());
  await checkChanges(newer, packed);
});

test("a comparison goes on in another engine", async () => {
  const geobit = await open({ worker: trappingWorker });
  const { older, newer } = await loadBoth(geobit);
  await assert.rejects(
    newer.geofence(POINT, { radiusKm: TRAPPING_RADIUS }),
    error("engineFailed", /^The engine stopped/),
  );
  await checkChanges(newer, older);
  geobit.close();
});

/** Incidents by their ages in days before 2024-12-31, at one place. @param {Geobit} geobit @param {number[]} ages @param {string} [kind] */
const atPlace = (geobit, ages, kind) =>
  load(
    geobit,
    ages.map((age, n) => [
      `i${n}`,
      new Date(Date.UTC(2024, 11, 31 - age)).toISOString().slice(0, 10),
      -8,
      kind,
    ]),
    "2024-12-31",
  );

testWithTraps("rules fire, with their rows and false alarms", async (geobit) => {
  const weekly = Array.from({ length: 48 }, (_, week) => 28 + 7 * week);
  const snapshot = await atPlace(geobit, [0, 3, 40, 364, ...weekly]);
  const shape = circle(-8, 12, 10);
  /** @type {Rule[]} */
  const rules = [
    { shape, when: "any", name: "New" },
    { shape, when: { atLeast: 2, inDays: 7 } },
    { shape, when: { atLeast: 3, inDays: 7 } },
    { shape, when: "more" },
    { shape, when: "alarm" },
    { shape, when: "any", kinds: ["protest"] },
    { shape, when: "any", since: "2024-12-30" },
    { shape, when: "any", today: "2024-12-29" },
    { shape: /** @type {any} */ (POINT), when: "any", radiusKm: { riot: 5, protest: 50 } },
    { shape: circle(-7.9, 12, 1), when: "any", radiusKm: 20 },
    { shape, when: "any", minFatalities: 1 },
  ];
  const found = await snapshot.alerts(rules);
  assert.deepEqual(
    found.map(({ rule }) => rule),
    rules.map((_, number) => number),
  );
  assert.deepEqual(
    found.map(({ fired }) => fired),
    [true, true, false, false, false, false, true, true, true, true, false],
  );
  assert.deepEqual(found.map(({ rows }) => rows.length).slice(0, 3), [2, 2, 2]);
  assert.deepEqual([found[0].since, found[1].since, found[2].since], ["2024-12-28", "2024-12-31", null]);
  // Up to 29 December: the incidents of three and of 28 days ago.
  assert.deepEqual([found[6].rows.length, found[7].rows.length], [1, 2]);
  assert.ok(
    found[0].rows instanceof Uint32Array && found[0].share instanceof Float32Array && found[0].share[0] === 1,
  );
  // 49 incidents in 336 days: the days on which one begins after a day without, by Poisson.
  const quiet = Math.exp(-49 / 336);
  assert.ok(Math.abs(/** @type {number} */ (found[0].falseAlarmsPerYear) - 365 * quiet * (1 - quiet)) < 1e-9);
  for (const { falseAlarmsPerYear, words } of found.slice(0, 5))
    assert.ok(/** @type {number} */ (falseAlarmsPerYear) >= 0 && /by chance/i.test(words), words);
  assert.deepEqual([found[5].falseAlarmsPerYear, found[10].falseAlarmsPerYear], [null, null]);
  const [french] = await snapshot.alerts([rules[0]], {
    lang: "fr",
    since: "2024-12-31",
    today: "2025-06-01",
  });
  assert.match(french.words, /^Ces données sont anciennes.*Nouveau depuis le 31 décembre 2024/s);
  assert.deepEqual(await snapshot.alerts([]), []);
});

testWithTraps("hostile rules are refused with their number and field", async (geobit) => {
  const snapshot = await atPlace(geobit, [0]);
  const good = { shape: circle(-8, 12, 10), when: "any" };
  /** @type {[any, string, object][]} */
  const cases = [
    [{ ...good, when: "some" }, "badOption", { row: 2, field: "when" }],
    [{ ...good, when: { atLeast: 0, inDays: 1 } }, "badOption", { row: 2, field: "when.atLeast" }],
    [{ ...good, when: { atLeast: 1, inDays: 365 } }, "badOption", { row: 2, field: "when.inDays" }],
    [{ ...good, radiusKm: { riot: -1 } }, "badOption", { row: 2, field: "radiusKm.riot" }],
    [{ ...good, kinds: ["war"] }, "badOption", { row: 2, field: "kinds.0" }],
    [{ ...good, more: 1 }, "badOption", { row: 2, field: "more" }],
    [{ when: "any" }, "badGeometry", { row: 2, field: "shape" }],
    [{ ...good, shape: "here" }, "badGeometry", { row: 2, field: "shape" }],
    [{ ...good, shape: POINT }, "badGeometry", { row: 2, field: "shape.radiusKm" }],
    [null, "badOption", { row: 2, field: "rules" }],
    ["any", "badOption", { row: 2, field: "rules" }],
  ];
  for (const [rule, code, at] of cases) {
    const asked = snapshot.alerts(/** @type {any} */ ([good, rule]));
    await assert.rejects(asked, { name: "GeobitError", code, at }, JSON.stringify(rule));
  }
  const bow = {
    type: "Polygon",
    coordinates: [
      [
        [0, 0],
        [1, 1],
        [1, 0],
        [0, 1],
        [0, 0],
      ],
    ],
  };
  const crossed = snapshot.alerts(/** @type {any} */ ([good, { ...good, shape: bow }]));
  await assert.rejects(
    crossed,
    (/** @type {any} */ found) => found.code === "badGeometry" && found.at.row === 2,
  );
  await assert.rejects(
    snapshot.alerts(/** @type {any} */ ("any")),
    error("badOption", /an array of rules/, { field: "rules" }),
  );
  const many = Array(10_000).fill(good);
  await assert.rejects(
    snapshot.alerts(many),
    error("badOption", /10000 entries; at most 5000/, { field: "rules" }),
  );
  const endless = Array(1_000_000).fill(good);
  await assert.rejects(
    snapshot.alerts(endless),
    error("badOption", /more than any question takes/, { field: "rules" }),
  );
  assert.equal((await snapshot.alerts(/** @type {any} */ (Array(5000).fill(good)))).length, 5000);
});
