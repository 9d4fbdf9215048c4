import assert from "node:assert/strict";
import { bytes, circle, error, FEW, ROAD, SQUARE, testBoth } from "./support.js";

/** @import { Geobit, Snapshot } from "../../pkg/geobit.d.ts" */

/** Positions from text such as "0 0, 1 NaN". @param {string} text */
const positions = (text) => text.split(", ").map((position) => position.split(" ").map(Number));
/** @param {string} text */
const line = (text) => ({ type: "LineString", coordinates: text ? positions(text) : [] });
/** @param {string} text */
const ring = (text) => polygon(positions(text));
/** @param {unknown[]} rings */
const polygon = (...rings) => ({ type: "Polygon", coordinates: rings });
/** @param {unknown} geometry @param {object} [properties] */
const feature = (geometry, properties = {}) => ({ type: "Feature", geometry, properties });
/** @param {unknown[]} features */
const collection = (...features) => ({ type: "FeatureCollection", features });

const POINT = { type: "Point", coordinates: [0, 0] };

const MEGABYTE = new Blob([new Uint8Array(1024 ** 2)]);
const HTML = "<!doctype html><title>Sign in</title>";

/** @type {[string, Blob, string, RegExp][]} */
const FILES = [
  ["a 0-byte file", new File([], "empty.csv"), "unknownFormat", /empty/],
  ["white space", new File(["\n \n"], "blank.csv"), "unknownFormat", /empty/],
  [
    "HTML under a .csv name",
    new File([HTML], "events.csv", { type: "text/csv" }),
    "unknownFormat",
    /web page/,
  ],
  ["a zip", new File([bytes("PK\x03\x04........")], "events.csv"), "unknownFormat", /zip/],
  ["2 GB", new Blob(Array(2048).fill(MEGABYTE)), "tooLarge", /1 GiB/],
  [
    "bytes that are no text",
    new Blob([Uint8Array.from({ length: 2000 }, (_, i) => (i * 7919) % 251)]),
    "unknownFormat",
    /./,
  ],
  ["a header alone", new Blob(["id,start,lon,lat\n"]), "badCsv", /no incidents/],
  ["a header without what is needed", new Blob(["a,b\n1,2\n"]), "badCsv", /lon/],
  ["no usable row", new Blob(["id,start,lon,lat\n1,never,0,0\n"]), "badCsv", /row|line/i],
  ["broken JSON", new Blob(['{"type":"FeatureCollection","features":[']), "badGeojson", /./],
  ["JSON of another kind", new Blob(['{"hello":1}']), "badGeojson", /FeatureCollection/],
  ["an empty FeatureCollection", new Blob([JSON.stringify(collection())]), "badGeojson", /./],
];

testBoth("bad files are refused with their code, and what was loaded stays usable", async (geobit) => {
  const kept = await geobit.load(FEW);
  for (const [what, file, code, message] of FILES) {
    await assert.rejects(geobit.load(file), error(code, message), what);
    assert.equal((await kept.geofence(SQUARE)).counts.certain, 1, `after ${what}`);
  }
});

testBoth("bad rows are rejected by line and reason, and the rest is kept", async (geobit) => {
  const rows = [
    "id,start,lon,lat",
    "1,2024-01-01,1,2",
    "2,2024-01-01,1,95",
    '3,"a',
    'note",1,2',
    "4,2024-01-03,1,2",
    "4,2024-01-04,3,4",
  ];
  const { summary } = await geobit.load(bytes(rows.join("\n")));
  assert.deepEqual([summary.rows, summary.count, summary.rejected, summary.superseded], [5, 2, 2, 1]);
  assert.deepEqual(
    summary.rejections.map(({ row }) => row),
    [3, 4],
  );
  assert.match(summary.rejections[0].reason, /95/);
});

/** What is wrong, the geometry, what the message says, and where. @type {[string, unknown, RegExp, object?][]} */
const AREAS = [
  ["an unclosed ring", ring("0 0, 1 0, 1 1, 0 1"), /not closed/, { vertex: 3 }],
  ["a ring that crosses itself", ring("0 0, 1 1, 1 0, 0 1, 0 0"), /cross/, { vertex: 0 }],
  ["a ring of three positions", ring("0 0, 1 0, 0 0"), /at least four/],
  ["latitude 95", ring("0 0, 1 95, 1 1, 0 0"), /latitude 95/, { vertex: 1 }],
  ["NaN", ring("0 0, 1 1, 1 NaN, 0 0"), /Vertex 2/, { vertex: 2 }],
  ["infinity", ring("0 0, 1 1, 1 2, Infinity 0, 0 0"), /Vertex 3/, { vertex: 3 }],
  [
    "undefined",
    feature(
      polygon([
        [0, 0],
        [1, 1],
        [1, undefined],
        [0, 0],
      ]),
    ),
    /Vertex 2/,
    { vertex: 2 },
  ],
  [
    "a text as coordinate",
    polygon([
      [0, 0],
      ["1", 1],
      [1, 0],
      [0, 0],
    ]),
    /Vertex 1/,
    { vertex: 1 },
  ],
  ["typed arrays as coordinates", polygon([new Float64Array(2)]), /Vertex 0/, { vertex: 0 }],
  ["a point without a radius", POINT, /radius/, { field: "radiusKm" }],
  ["a NaN radius", circle(0, 0, Number.NaN), /NaN/, { field: "properties.radiusKm" }],
  ["a negative radius", circle(0, 0, -5), /-5/, { field: "properties.radiusKm" }],
  ["no geometry", feature(null), /no geometry/, { field: "geometry" }],
  ["another type", { type: "Hexagon", coordinates: [] }, /Hexagon/],
  ["a collection where one area is wanted", collection(circle(0, 0, 1)), /FeatureCollection/],
  ["an empty geometry", { type: "MultiPolygon", coordinates: [] }, /empty/],
  ["nothing", undefined, /got undefined/],
  ["text", JSON.stringify(SQUARE), /the text/],
];

/** @type {[string, unknown, RegExp, object?][]} */
const ROUTES = [
  ["one point", line("0 0"), /at least two/, { vertex: 0 }],
  ["repeated points only", line("1 2, 1 2, 1 2"), /same point/, { vertex: 1 }],
  ["an empty line", line(""), /at least two/],
  ["latitude 95", line("0 0, 1 95"), /latitude 95/, { vertex: 1 }],
  ["NaN", line("0 0, NaN 1"), /Vertex 1/, { vertex: 1 }],
  ["a polygon", SQUARE, /no line/],
];

/** What is wrong, an option, and what the message says; the place is the option, unless it is named. @type {[string, object, RegExp, string?][]} */
const AREA_OPTIONS = [
  ["an unknown name", { radius: 5 }, /radius/],
  ["a negative radius", { radiusKm: -5 }, /-5/],
  ["a radius that is NaN", { radiusKm: Number.NaN }, /NaN/],
  ["another type", { recentDays: "28" }, /recentDays/],
  ["a reversed range of dates", { from: "2024-02-01", to: "2024-01-01" }, /reversed/],
  ["a date that is none", { asOf: "2024-02-30" }, /2024-02-30/],
  ["a kind that is none", { kinds: ["riot", "war"] }, /"war"; one of armedClash/, "kinds.1"],
  ["no days", { recentDays: 0 }, /recentDays/],
  ["half a day", { baselineDays: 1.5 }, /baselineDays/],
  ["rings that descend", { ringsKm: [10, 5] }, /ascending/],
  ["a confidence beyond 1", { confidence: 1.5 }, /confidence/],
  ["a detail that is none", { detail: "some" }, /detail/],
  ["a function", { kinds: () => [] }, /function/],
];

/** @type {[string, object, RegExp, string?][]} */
const ROUTE_OPTIONS = [
  ["a corridor of no width", { corridorKm: 0 }, /corridorKm/],
  ["a speed of 0", { speedKmh: 0 }, /speedKmh/],
  ["a speed without end", { speedKmh: Number.POSITIVE_INFINITY }, /speedKmh/],
  ["a stop beyond the end", { stops: [{ km: 1e6, hours: 1 }] }, /0\.km is 1000000; this route/, "stops.0.km"],
  ["a stop that goes back in time", { stops: [{ km: 1, hours: -1 }] }, /hours is -1;/, "stops.0.hours"],
  ["a stop of no length of time", { stops: [{ km: 1 }] }, /it is missing/, "stops.0.hours"],
  [
    "a speed from beyond the end",
    { speeds: [{ fromKm: 99, kmh: 20 }] },
    /fromKm is 99; this route/,
    "speeds.0.fromKm",
  ],
  ["a stop as a speed", { speeds: [{ fromKm: 9, kmh: 0 }] }, /kmh is 0;/, "speeds.0.kmh"],
  [
    "speeds that go back",
    {
      speeds: [
        { fromKm: 9, kmh: 20 },
        { fromKm: 9, kmh: 30 },
      ],
    },
    /not beyond/,
    "speeds.1.fromKm",
  ],
  ["no recent days", { recentDays: 0 }, /recentDays/],
  ["segments of no length", { segmentKm: 0 }, /segmentKm/],
  ["a negative half-life", { halfLifeDays: -1 }, /halfLifeDays/],
  ["no bandwidth", { bandwidthKm: 0 }, /bandwidthKm/],
  ["an option of geofences", { ringsKm: [5] }, /ringsKm/],
  ["a reversed range of dates", { from: "2024-02-01", to: "2024-01-01" }, /reversed/],
];

testBoth("bad areas and options are refused with their code and place", async (geobit, t) => {
  const snapshot = await geobit.load(FEW);
  const fence = (/** @type {any} */ area, /** @type {any} */ options = undefined) =>
    snapshot.geofence(area, options);
  for (const [what, area, message, at] of AREAS) {
    await t.test(what, () => assert.rejects(fence(area), error("badGeometry", message, at)));
  }
  for (const [what, options, message, field = Object.keys(options)[0]] of AREA_OPTIONS) {
    await t.test(what, () => assert.rejects(fence(SQUARE, options), error("badOption", message, { field })));
  }
  await assert.rejects(fence(SQUARE, { kinds: [() => 1] }), error("badOption", /./));
  assert.equal((await snapshot.geofence(SQUARE)).counts.certain, 1);
});

testBoth("bad routes and options are refused with their code and place", async (geobit, t) => {
  const snapshot = await geobit.load(FEW);
  const check = (/** @type {any} */ route, /** @type {any} */ options = undefined) =>
    snapshot.route(route, options);
  for (const [what, route, message, at] of ROUTES) {
    await t.test(what, () => assert.rejects(check(route), error("badGeometry", message, at)));
  }
  for (const [what, options, message, field = Object.keys(options)[0]] of ROUTE_OPTIONS) {
    await t.test(what, () => assert.rejects(check(ROAD, options), error("badOption", message, { field })));
  }
  assert.equal((await snapshot.route(ROAD)).rows.length, 2);
});

testBoth("a bad area among several is named by its number", async (geobit) => {
  const snapshot = await geobit.load(FEW);
  const refused = (/** @type {any} */ areas) => snapshot.geofences(areas);
  await assert.rejects(refused(collection()), error("badGeometry", /empty/, { field: "features" }));
  await assert.rejects(refused(SQUARE), error("badGeometry", /FeatureCollection/));
  const bad = collection(circle(0, 0, 1), feature(ring("0 0, 1 95, 1 1, 0 0")));
  await assert.rejects(refused(bad), error("badGeometry", /95/, { row: 2, vertex: 1 }));
  const nan = collection(circle(0, 0, 1), feature(ring("0 0, 1 NaN, 1 1, 0 0")));
  await assert.rejects(refused(nan), error("badGeometry", /Vertex 1/, { row: 2, vertex: 1 }));
});

testBoth("bad load options are refused", async (geobit) => {
  const load = (/** @type {any} */ options) => geobit.load(FEW, options);
  await assert.rejects(
    load({ nmae: "x" }),
    error("badOption", /nmae: there is no such option/, { field: "nmae" }),
  );
  await assert.rejects(load({ format: "parquet" }), error("unknownFormat", /not a Parquet file/));
  await assert.rejects(load({ format: "xlsx" }), error("badOption", /xlsx/, { field: "format" }));
  await assert.rejects(load({ asOf: "yesterday" }), error("badOption", /yesterday/, { field: "asOf" }));
  await assert.rejects(load({ name: 5 }), error("badOption", /name/, { field: "name" }));
  await assert.rejects(load({ mapping: { wen: "date" } }), error("badOption", /wen/));
  await assert.rejects(load({ mapping: { start: "nowhere" } }), error("badOption", /nowhere/));
  await assert.rejects(load({ onProgress: 5 }), error("badOption", /function/, { field: "onProgress" }));
  await assert.rejects(load({ signal: {} }), error("badOption", /AbortSignal/, { field: "signal" }));
  await assert.rejects(load(null), error("badOption", /Options are an object/));
  await assert.rejects(
    geobit.load(/** @type {any} */ (42)),
    error("badOption", /ArrayBuffer/, { field: "source" }),
  );
});
