import assert from "node:assert/strict";
import { bytes, circle, error, FEW, ROAD, SQUARE, testBoth } from "./support.js";

/** @import { Geobit, Snapshot } from "../../pkg/geobit.d.ts" */

/** @param {number[][]} coordinates */
const line = (coordinates) => ({ type: "LineString", coordinates });
/** @param {number[][][]} coordinates */
const polygon = (...coordinates) => ({ type: "Polygon", coordinates });
/** @param {unknown} geometry @param {object} [properties] */
const feature = (geometry, properties = {}) => ({ type: "Feature", geometry, properties });
/** @param {unknown[]} features */
const collection = (...features) => ({ type: "FeatureCollection", features });

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
  ["a header alone", new Blob(["id,start,lon,lat\n"]), "badCsv", /no (usable )?row|no data/i],
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

/** @type {[string, unknown, object | undefined, string, RegExp, object?][]} */
const AREAS = [
  [
    "an unclosed ring",
    polygon([
      [0, 0],
      [1, 0],
      [1, 1],
      [0, 1],
    ]),
    undefined,
    "badGeometry",
    /not closed/,
    { vertex: 3 },
  ],
  [
    "a ring that crosses itself",
    polygon([
      [0, 0],
      [1, 1],
      [1, 0],
      [0, 1],
      [0, 0],
    ]),
    undefined,
    "badGeometry",
    /cross/,
  ],
  [
    "a ring of three positions",
    polygon([
      [0, 0],
      [1, 0],
      [0, 0],
    ]),
    undefined,
    "badGeometry",
    /at least four/,
  ],
  [
    "latitude 95",
    polygon([
      [0, 0],
      [1, 95],
      [1, 1],
      [0, 0],
    ]),
    undefined,
    "badGeometry",
    /latitude 95/,
    { vertex: 1 },
  ],
  [
    "NaN",
    polygon([
      [0, 0],
      [1, 1],
      [1, Number.NaN],
      [0, 0],
    ]),
    undefined,
    "badGeometry",
    /Vertex 2/,
    { vertex: 2 },
  ],
  [
    "infinity",
    polygon([
      [0, 0],
      [1, 1],
      [1, 2],
      [Number.POSITIVE_INFINITY, 0],
      [0, 0],
    ]),
    undefined,
    "badGeometry",
    /Vertex 3/,
    { vertex: 3 },
  ],
  [
    "a hole in a coordinate",
    feature(polygon([[0, 0], [1, 1], /** @type {any} */ ([1, undefined]), [0, 0]])),
    undefined,
    "badGeometry",
    /Vertex 2/,
    { vertex: 2 },
  ],
  [
    "a text as coordinate",
    polygon([[0, 0], /** @type {any} */ (["1", 1]), [1, 0], [0, 0]]),
    undefined,
    "badGeometry",
    /Vertex 1/,
    { vertex: 1 },
  ],
  [
    "typed arrays as coordinates",
    polygon(/** @type {any} */ ([new Float64Array(2)])),
    undefined,
    "badGeometry",
    /./,
  ],
  [
    "a point without a radius",
    { type: "Point", coordinates: [0, 0] },
    undefined,
    "badGeometry",
    /radius/,
    { field: "radiusKm" },
  ],
  [
    "a negative radius",
    { type: "Point", coordinates: [0, 0] },
    { radiusKm: -5 },
    "badOption",
    /-5/,
    { field: "radiusKm" },
  ],
  [
    "a radius that is NaN",
    { type: "Point", coordinates: [0, 0] },
    { radiusKm: Number.NaN },
    "badOption",
    /radiusKm/,
    { field: "radiusKm" },
  ],
  [
    "a NaN radius in the properties",
    circle(0, 0, Number.NaN),
    undefined,
    "badGeometry",
    /NaN/,
    { field: "properties.radiusKm" },
  ],
  ["no geometry", feature(null), undefined, "badGeometry", /no geometry/, { field: "geometry" }],
  ["another type", { type: "Hexagon", coordinates: [] }, undefined, "badGeometry", /Hexagon/],
  [
    "a collection where one area is wanted",
    collection(circle(0, 0, 1)),
    undefined,
    "badGeometry",
    /FeatureCollection/,
  ],
  ["an empty geometry", { type: "MultiPolygon", coordinates: [] }, undefined, "badGeometry", /empty/],
  ["nothing", undefined, undefined, "badGeometry", /got undefined/],
  ["text", JSON.stringify(SQUARE), undefined, "badGeometry", /the text/],
  ["an option that is not known", SQUARE, { radius: 5 }, "badOption", /radius/, { field: "radius" }],
  [
    "an option of another type",
    SQUARE,
    { recentDays: "28" },
    "badOption",
    /recentDays/,
    { field: "recentDays" },
  ],
  [
    "a reversed range of dates",
    SQUARE,
    { from: "2024-02-01", to: "2024-01-01" },
    "badOption",
    /reversed/,
    { field: "from" },
  ],
  ["a date that is none", SQUARE, { asOf: "2024-02-30" }, "badOption", /2024-02-30/, { field: "asOf" }],
  ["a kind that is none", SQUARE, { kinds: ["war"] }, "badOption", /war/, { field: "kinds" }],
  ["no days", SQUARE, { recentDays: 0 }, "badOption", /recentDays/, { field: "recentDays" }],
  ["half a day", SQUARE, { baselineDays: 1.5 }, "badOption", /baselineDays/, { field: "baselineDays" }],
  ["rings that descend", SQUARE, { ringsKm: [10, 5] }, "badOption", /ascending/, { field: "ringsKm" }],
  ["a confidence beyond 1", SQUARE, { confidence: 1.5 }, "badOption", /confidence/, { field: "confidence" }],
  ["a detail that is none", SQUARE, { detail: "some" }, "badOption", /detail/, { field: "detail" }],
  ["a function as option", SQUARE, { kinds: () => [] }, "badOption", /function/, { field: "kinds" }],
  ["a function in an option", SQUARE, { kinds: [() => 1] }, "badOption", /./],
];

/** @type {[string, unknown, object | undefined, string, RegExp, object?][]} */
const ROUTES = [
  ["one point", line([[0, 0]]), undefined, "badGeometry", /at least two/, { vertex: 0 }],
  [
    "repeated points only",
    line([
      [1, 2],
      [1, 2],
      [1, 2],
    ]),
    undefined,
    "badGeometry",
    /same point/,
    { vertex: 1 },
  ],
  ["an empty line", line([]), undefined, "badGeometry", /at least two/],
  [
    "latitude 95",
    line([
      [0, 0],
      [1, 95],
    ]),
    undefined,
    "badGeometry",
    /latitude 95/,
    { vertex: 1 },
  ],
  [
    "NaN",
    line([
      [0, 0],
      [Number.NaN, 1],
    ]),
    undefined,
    "badGeometry",
    /Vertex 1/,
    { vertex: 1 },
  ],
  ["a polygon", SQUARE, undefined, "badGeometry", /no line/],
  ["a corridor of no width", ROAD, { corridorKm: 0 }, "badOption", /corridorKm/, { field: "corridorKm" }],
  ["a speed of 0", ROAD, { speedKmh: 0 }, "badOption", /speedKmh/, { field: "speedKmh" }],
  [
    "a speed without end",
    ROAD,
    { speedKmh: Number.POSITIVE_INFINITY },
    "badOption",
    /speedKmh/,
    { field: "speedKmh" },
  ],
  [
    "a stop beyond the end",
    ROAD,
    { stops: [{ km: 1e6, hours: 1 }] },
    "badOption",
    /stop/,
    { field: "stops" },
  ],
  [
    "a stop that goes back in time",
    ROAD,
    { stops: [{ km: 1, hours: -1 }] },
    "badOption",
    /stop|hours/,
    { field: "stops" },
  ],
  ["segments of no length", ROAD, { segmentKm: 0 }, "badOption", /segmentKm/, { field: "segmentKm" }],
  [
    "a negative half-life",
    ROAD,
    { halfLifeDays: -1 },
    "badOption",
    /halfLifeDays/,
    { field: "halfLifeDays" },
  ],
  ["no bandwidth", ROAD, { bandwidthKm: 0 }, "badOption", /bandwidthKm/, { field: "bandwidthKm" }],
  ["an option of geofences", ROAD, { ringsKm: [5] }, "badOption", /ringsKm/, { field: "ringsKm" }],
  [
    "a reversed range of dates",
    ROAD,
    { from: "2024-02-01", to: "2024-01-01" },
    "badOption",
    /reversed/,
    { field: "from" },
  ],
];

testBoth("bad areas are refused with their code and place", async (geobit, t) => {
  const snapshot = await geobit.load(FEW);
  for (const [what, area, options, code, message, at] of AREAS) {
    await t.test(what, async () => {
      await assert.rejects(snapshot.geofence(/** @type {any} */ (area), options), error(code, message, at));
    });
  }
  assert.equal((await snapshot.geofence(SQUARE)).counts.certain, 1);
});

testBoth("bad routes are refused with their code and place", async (geobit, t) => {
  const snapshot = await geobit.load(FEW);
  for (const [what, route, options, code, message, at] of ROUTES) {
    await t.test(what, async () => {
      await assert.rejects(snapshot.route(/** @type {any} */ (route), options), error(code, message, at));
    });
  }
  assert.equal((await snapshot.route(ROAD)).rows.length, 2);
});

testBoth("a bad area among several is named by its number", async (geobit) => {
  const snapshot = await geobit.load(FEW);
  const refused = (/** @type {any} */ areas) => snapshot.geofences(areas);
  await assert.rejects(refused(collection()), error("badGeometry", /empty/, { field: "features" }));
  await assert.rejects(refused(SQUARE), error("badGeometry", /FeatureCollection/));
  const bad = collection(
    circle(0, 0, 1),
    feature(
      polygon([
        [0, 0],
        [1, 95],
        [1, 1],
        [0, 0],
      ]),
    ),
  );
  await assert.rejects(refused(bad), error("badGeometry", /95/, { row: 2, vertex: 1 }));
  const nan = collection(
    circle(0, 0, 1),
    feature(
      polygon([
        [0, 0],
        [1, Number.NaN],
        [1, 1],
        [0, 0],
      ]),
    ),
  );
  await assert.rejects(refused(nan), error("badGeometry", /Vertex 1/, { row: 2, vertex: 1 }));
});

testBoth("bad load options are refused", async (geobit) => {
  const load = (/** @type {any} */ options) => geobit.load(FEW, options);
  await assert.rejects(load({ nmae: "x" }), error("badOption", /no option “nmae”/, { field: "nmae" }));
  await assert.rejects(load({ format: "parquet" }), error("unknownFormat", /Parquet/));
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
