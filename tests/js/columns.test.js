import assert from "node:assert/strict";
import { test } from "node:test";
import { open } from "geobit";
import { csv, error, FEW, idsOf, many, SQUARE, testBoth } from "./support.js";

/** @import { ColumnSource, Columns } from "../../pkg/geobit.d.ts" */

const nan = Number.NaN;

/** Four incidents: at the centre of the square, uncertain beside it, not locatable, without coordinates. */
const four = () => ({
  lon: Float64Array.of(-8, -8, -7.9, nan),
  lat: Float64Array.of(12, 12.1, 12, nan),
  day: Int32Array.of(19844, 19863, 19853, 19360),
  kind: Uint8Array.of(0, 4, 2, 6),
  uncertaintyKm: Float32Array.of(0, 25, nan, 0),
});

/** Rows of all layers, in no order. @param {number} count */
function scattered(count) {
  const next = (/** @type {number} */ i, /** @type {number} */ step) => ((i * step) % 7919) / 7919;
  const rows = Array.from({ length: count }, (_, i) => i);
  return {
    lon: Float64Array.from(rows, (i) => (i % 11 === 5 ? nan : next(i, 4567) * 360 - 180)),
    lat: Float64Array.from(rows, (i) => (i % 11 === 5 ? nan : next(i, 1234) * 180 - 90)),
    day: Int32Array.from(rows, (i) => 19000 + (i % 800)),
    kind: Uint8Array.from(rows, (i) => i % 9),
    uncertaintyKm: Float32Array.from(rows, (i) => [0, 0, 25, nan, 150, 0.3][i % 6]),
  };
}

testBoth("columns become a snapshot that knows what it holds", async (geobit) => {
  const snapshot = await geobit.load(four(), { name: "Four", asOf: "2024-06-01", licence: "CC0-1.0" });
  const { summary } = snapshot;
  assert.equal(summary.format, "columns");
  assert.deepEqual([summary.name, summary.asOf, summary.licence], ["Four", "2024-06-01", "CC0-1.0"]);
  assert.deepEqual([summary.rows, summary.count, summary.located, summary.notLocatable], [4, 4, 2, 2]);
  assert.deepEqual([summary.rejected, summary.superseded, summary.warnings], [0, 0, []]);
  assert.deepEqual(summary.bbox, [-8, 12, -8, 12.1]);
  assert.deepEqual([summary.from, summary.to], ["2023-01-03", "2024-05-20"]);
  assert.deepEqual(summary.kinds, { armedClash: 1, abduction: 1, blockade: 1, riot: 1 });
  assert.deepEqual(summary.fatalities, { low: null, best: null, high: null });
  assert.equal(await idsOf(snapshot, (await snapshot.geofence(SQUARE)).rows), "row 1 row 2");
  const all = await snapshot.incidents([0, 1, 2, 3]);
  assert.deepEqual(
    all.map(({ id, uncertaintyKm }) => `${id}: ${uncertaintyKm}`),
    ["row 1: 0", "row 2: 25", "row 3: null", "row 4: null"],
  );
  assert.deepEqual(all[1], {
    row: 1,
    id: "row 2",
    start: "2024-05-20",
    end: "2024-05-20",
    timePrecision: null,
    lon: -8,
    lat: 12.1,
    uncertaintyKm: 25,
    kind: "blockade",
    type: "",
    subtype: "",
    actors: [],
    fatalities: { low: null, best: null, high: null },
    country: "",
    admin1: "",
    place: "",
    source: "",
    headline: "",
    origin: 0,
  });
  assert.deepEqual([all[3].lon, all[3].lat, all[3].kind], [null, null, "riot"]);
});

testBoth("what columns() gives is taken as it is, and keeps its rows", async (geobit) => {
  const given = scattered(3000);
  const first = await geobit.load(given);
  const columns = await first.columns();
  assert.notDeepEqual(columns.lon, given.lon, "the index has an order of its own");
  for (const name of /** @type {const} */ (["lon", "lat", "day", "kind"])) {
    assert.deepEqual(
      Array.from(columns[name]),
      Array.from(columns.source, (i) => given[name][i]),
    );
  }
  const ids = (await first.incidents(columns.source.map((_, row) => row))).map(({ id }) => id);
  assert.deepEqual(
    ids,
    Array.from(columns.source, (number) => `row ${number + 1}`),
  );

  const second = await geobit.load(columns);
  const again = await second.columns();
  assert.deepEqual(again, { ...columns, source: columns.source.map((_, row) => row) });
  assert.deepEqual({ ...second.summary }, { ...first.summary });
  const circle = { type: /** @type {const} */ ("Point"), coordinates: [10, 10] };
  const ask = { radiusKm: 2000 };
  assert.deepEqual((await second.geofence(circle, ask)).rows, (await first.geofence(circle, ask)).rows);

  // A part of it is in order as well, and so are its rows.
  const part = Object.fromEntries(
    Object.entries(columns).map(([name, column]) => [
      name,
      name === "kindNames" ? column : column.slice(100, 900),
    ]),
  );
  assert.deepEqual(
    (await (await geobit.load(/** @type {any} */ (part))).columns()).lon,
    columns.lon.slice(100, 900),
  );
});

testBoth("a file gives columns with the place of each row in it", async (geobit) => {
  const start = "2024-01-01";
  const rows = ["a", "b", "a", "c"].map((id, i) => ({
    id,
    start,
    lon: [50, 2, -60, 3][i],
    lat: 9,
    kind: "riot",
  }));
  const snapshot = await geobit.load(new Blob([csv(rows)]));
  assert.equal(snapshot.summary.superseded, 1);
  const { lon, source } = await snapshot.columns();
  // Of the two a the second is kept: b, a and c are the first, second and third.
  assert.deepEqual(
    Array.from(lon, (degrees) => [2, -60, 3].indexOf(degrees)),
    Array.from(source),
  );
  const columns = await (await geobit.load(await snapshot.columns())).columns();
  assert.deepEqual(columns.lon, lon);
});

testBoth("columns may be left out, and kinds may have an order of their own", async (geobit) => {
  const { lon, lat, day } = four();
  const bare = await geobit.load({ lon, lat, day });
  assert.deepEqual(bare.summary.kinds, { other: 4 });
  assert.deepEqual([bare.summary.located, bare.summary.warnings[0].count], [3, 4]);
  const kindNames = /** @type {const} */ (["riot", "protest"]);
  const own = await geobit.load({
    lon,
    lat,
    day,
    kind: Uint8Array.of(0, 1, 1, 1),
    kindNames: [...kindNames],
  });
  assert.deepEqual(own.summary.kinds, { riot: 1, protest: 3 });
  const one = await geobit.load({ lon: lon.slice(0, 1), lat: lat.slice(0, 1), day: day.slice(0, 1) });
  assert.deepEqual(one.summary.bbox, [-8, 12, -8, 12]);
  const nowhere = await geobit.load({ lon: lon.slice(3), lat: lat.slice(3), day: day.slice(3) });
  assert.deepEqual(
    [nowhere.summary.bbox, nowhere.summary.located, nowhere.summary.notLocatable],
    [null, 0, 1],
  );
  assert.deepEqual((await nowhere.geofence(SQUARE)).counts, { certain: 0, possible: 0, expected: 0 });
});

/** What is wrong, what is given instead, what the message says, and where. @type {[string, object, RegExp, object][]} */
const REFUSED = [
  ["no longitude", { lon: undefined }, /lon is of type Undefined.*Float64Array/, { field: "lon" }],
  ["an array", { lat: [1, 2, 3, 4] }, /lat is of type Array/, { field: "lat" }],
  ["numbers of another type", { day: new Float64Array(4) }, /day .* Int32Array/, { field: "day" }],
  ["kinds as words", { kind: ["riot"] }, /kind is/, { field: "kind" }],
  ["a column too many", { actor: [] }, /no column “actor”/, { field: "actor" }],
  ["a source that is none", { source: [1] }, /source/, { field: "source" }],
  [
    "a column that is shorter",
    { lat: new Float64Array(3) },
    /lat has 3 values and lon has 4/,
    { field: "lat" },
  ],
  ["kinds that are longer", { kind: new Uint8Array(5) }, /kind has 5/, { field: "kind" }],
  ["short radii", { uncertaintyKm: new Float32Array() }, /uncertaintyKm has 0/, { field: "uncertaintyKm" }],
  ["longitude 181", { lon: Float64Array.of(0, 0, 181, 0) }, /lon is 181 in row 3/, { row: 3, field: "lon" }],
  ["latitude 91", { lat: Float64Array.of(0, -91, 0, 0) }, /lat is -91 in row 2/, { row: 2, field: "lat" }],
  ["infinity", { lon: Float64Array.of(-Infinity, 0, 0, 0) }, /inf in row 1/, { row: 1, field: "lon" }],
  ["half a place", { lon: Float64Array.of(0, nan, 0, nan) }, /lon is NaN in row 2/, { row: 2, field: "lon" }],
  [
    "the other half",
    { lat: Float64Array.of(0, 0, nan, nan) },
    /lat is NaN in row 3/,
    { row: 3, field: "lat" },
  ],
  ["a day that none can write", { day: Int32Array.of(0, 0, 0, 2 ** 30) }, /9999/, { row: 4, field: "day" }],
  [
    "a negative radius",
    { uncertaintyKm: Float32Array.of(0, 0, -1, 0) },
    /-1/,
    { row: 3, field: "uncertaintyKm" },
  ],
  [
    "a huge radius",
    { uncertaintyKm: Float32Array.of(1e6, 0, 0, 0) },
    /20037/,
    { row: 1, field: "uncertaintyKm" },
  ],
  ["an unknown kind", { kind: Uint8Array.of(0, 9, 0, 0) }, /kind is 9/, { row: 2, field: "kind" }],
  ["kinds beyond their names", { kindNames: ["riot"] }, /kind is 4/, { row: 2, field: "kind" }],
  ["a name that is no kind", { kindNames: ["war"] }, /kindNames\[0\] is "war"/, { field: "kindNames" }],
  ["names that are no texts", { kindNames: [1] }, /texts/, { field: "kindNames" }],
];

testBoth("columns that cannot be used are refused with their row and name", async (geobit, t) => {
  const kept = await geobit.load(FEW);
  for (const [what, instead, message, at] of REFUSED) {
    const load = geobit.load(/** @type {any} */ ({ ...four(), ...instead }));
    await t.test(what, () => assert.rejects(load, error("badOption", message, at)));
  }
  const none = { lon: new Float64Array(), lat: new Float64Array(), day: new Int32Array() };
  await assert.rejects(geobit.load(none), error("badOption", /no incidents/, { field: "lon" }));
  // Far in, behind rows that are looked at together.
  const far = scattered(5000);
  far.lat[4321] = 90.5;
  await assert.rejects(geobit.load(far), error("badOption", /lat is 90.5/, { row: 4322, field: "lat" }));
  // What only a file can have would have no effect.
  const ofFiles = {
    format: "csv",
    mapping: { lon: "x" },
    layout: "generic",
    dateOrder: "dmy",
    decimal: ",",
    encoding: "utf-8",
    utcOffset: "+01:00",
    sheet: 1,
  };
  for (const [field, value] of Object.entries(ofFiles)) {
    const load = geobit.load(four(), /** @type {any} */ ({ [field]: value }));
    await assert.rejects(
      load,
      error("badOption", /says how a file is read, and columns are none/, { field }),
    );
  }
  assert.equal((await geobit.load(four(), { format: "auto", today: "2000-01-01" })).summary.count, 4);
  await assert.rejects(
    geobit.load(/** @type {any} */ ({})),
    error("badOption", /ArrayBuffer.*columns/, { field: "source" }),
  );
  await assert.rejects(geobit.load(four(), { asOf: "x" }), error("badOption", /asOf/, { field: "asOf" }));
  assert.equal((await kept.geofence(SQUARE)).counts.certain, 1);
});

testBoth("loading columns tells its progress and can be aborted", async (geobit) => {
  /** @type {unknown[]} */
  const progress = [];
  await geobit.load(four(), { onProgress: ({ phase, done, total }) => progress.push([phase, done, total]) });
  const size = 4 * 25;
  assert.deepEqual(progress, [
    ["read", 0, size],
    ["index", size, size],
  ]);
  const aborted = error("aborted", /aborted/);
  await assert.rejects(geobit.load(four(), { signal: AbortSignal.abort() }), aborted);
  for (const at of ["read", "index"]) {
    const controller = new AbortController();
    const { signal } = controller;
    const onProgress = (/** @type {{ phase: string }} */ { phase }) => phase === at && controller.abort();
    const load = geobit.load(four(), { signal, onProgress });
    if (at === "read") await assert.rejects(load, aborted);
    else assert.equal((await load).summary.count, 4, "it was done already");
  }
});

test("memory is given back: a thousand loads and closes leave none taken", async () => {
  const geobit = await open({ worker: false });
  const columns = scattered(500);
  const large = many(20_000);
  /** @type {(() => Promise<unknown>)[]} */
  const loads = [
    async () => (await geobit.load(FEW)).close(),
    async () => (await geobit.load(columns)).close(),
    () => assert.rejects(geobit.load(new Blob(["id,start,lon,lat\n1,never,0,0\n"]))),
    () => assert.rejects(geobit.load({ ...columns, lat: new Float64Array(500).fill(91) })),
    () => {
      const controller = new AbortController();
      const onProgress = (/** @type {{ done: number }} */ { done }) => void (done > 0 && controller.abort());
      return assert.rejects(geobit.load(FEW, { signal: controller.signal, onProgress }));
    },
  ];
  const round = async () => {
    for (const load of loads) await load();
  };
  const abortedInTheMiddle = () => {
    const controller = new AbortController();
    const onProgress = (/** @type {{ done: number }} */ { done }) => void (done > 0 && controller.abort());
    return assert.rejects(geobit.load(large, { signal: controller.signal, onProgress }));
  };
  for (let warmUp = 0; warmUp < 3; warmUp++) await round();
  await abortedInTheMiddle();
  const before = await geobit.memory();
  for (let i = 0; i < 200; i++) await round();
  for (let i = 0; i < 5; i++) await abortedInTheMiddle();
  assert.deepEqual(await geobit.memory(), before);
  assert.ok(before.bytes < 1e6 && before.reserved >= before.bytes && before.reserved % 65536 === 0);
  geobit.close();
});

testBoth("an incident without text takes at most 48 bytes", async (geobit) => {
  const idle = (await geobit.memory()).bytes;
  const count = 100_000;
  const snapshot = await geobit.load(scattered(count));
  const columns = (await geobit.memory()).bytes - idle;
  assert.ok(columns / count <= 48, `${columns / count}`);
  snapshot.close();
  const lines = Array.from({ length: count }, (_, i) => `2024-01-${10 + (i % 20)},${i % 180},${i % 90},riot`);
  await geobit.load(new Blob([`start,lon,lat,kind\n${lines.join("\n")}`]));
  const file = (await geobit.memory()).bytes - idle;
  assert.ok(file / count <= 48, `${file / count}`);
});
