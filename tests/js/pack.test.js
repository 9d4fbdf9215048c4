import assert from "node:assert/strict";
import { test } from "node:test";
import { packAll, packOne } from "../../pkg/src/pack.js";
import { circle, idsOf, SQUARE, testBoth } from "./support.js";

/** @param {unknown} geometry @param {object | null} [properties] */
const feature = (geometry, properties = {}) => ({ type: "Feature", geometry, properties });
/** @param {unknown[]} features */
const collection = (...features) => ({ type: "FeatureCollection", features });
/** @param {import("../../pkg/src/pack.js").Packed | null} packed */
const parts = (packed) => packed && [[...packed.structure], [...packed.numbers]];

test("plain geometries are numbers", () => {
  assert.deepEqual(parts(packOne({ type: "Point", coordinates: [1, 2, 300] })), [
    [1, 0],
    [1, 2],
  ]);
  assert.deepEqual(parts(packOne(circle(1, 2, 25))), [
    [1, 1],
    [25, 1, 2],
  ]);
  const line = [
    [1, 2],
    [3, Number.NaN],
  ];
  assert.deepEqual(parts(packOne({ type: "LineString", coordinates: line })), [
    [3, 0, 2],
    [1, 2, 3, Number.NaN],
  ]);
  assert.deepEqual(parts(packOne(feature({ type: "MultiPolygon", coordinates: [[line], [line, line]] }))), [
    [6, 0, 2, 1, 2, 2, 2, 2],
    [1, 2, 3, Number.NaN, 1, 2, 3, Number.NaN, 1, 2, 3, Number.NaN],
  ]);
  assert.deepEqual(
    parts(packAll(collection(circle(1, 2, 25), feature(SQUARE, null))))?.[0],
    [1, 1, 5, 0, 1, 5],
  );
});

test("what JSON would write in another way, or the engine refuses, stays text", () => {
  const point = { type: "Point", coordinates: [1, 2] };
  for (const odd of [
    null,
    {},
    feature(null),
    { type: "Hexagon", coordinates: [] },
    { type: "Point", coordinates: ["1", 2] },
    { type: "Point", coordinates: [1] },
    { type: "Point" },
    { type: "LineString", coordinates: [[1, 2], null] },
    { type: "Polygon", coordinates: [[1, 2]] },
    { type: "Polygon", coordinates: [new Float64Array(2)] },
    { type: "GeometryCollection", geometries: [point] },
    feature(point, { radiusKm: "25" }),
    feature(point, { radiusKm: Number.NaN }),
    { ...point, toJSON: () => point },
    feature({ ...point, toJSON: () => point }),
  ]) {
    assert.equal(packOne(odd), null, JSON.stringify(odd));
  }
  assert.equal(packAll(collection()), null);
  assert.equal(packAll(collection(point)), null);
  assert.equal(packAll(point), null);
});

testBoth("a geometry as numbers and as text is answered alike", async (geobit) => {
  const rows = Array.from(
    { length: 500 },
    (_, i) => `${i},2026-01-01,${-9 + (i % 25) / 10},${11 + i / 300},${i % 3 ? 0 : 25}`,
  );
  const snapshot = await geobit.load(new Blob([`id,start,lon,lat,uncertainty_km\n${rows.join("\n")}\n`]));
  const square = {
    type: /** @type {const} */ ("Polygon"),
    coordinates: [
      [
        [-8.55, 11.2],
        [-7.3, 11.3],
        [-7.4, 12.4],
        [-8.5, 12.3],
        [-8.55, 11.2],
      ],
    ],
  };
  for (const detail of /** @type {const} */ (["rows", "full"])) {
    const text = { type: "GeometryCollection", geometries: [square] };
    const one = await snapshot.geofence(square, { detail });
    const other = await snapshot.geofence(/** @type {any} */ (text), { detail });
    assert.ok(one.counts.certain > 10 && one.counts.possible > 10);
    assert.deepEqual(one, other);
  }
});

testBoth("the rows of many areas are those of each", async (geobit) => {
  const rows = Array.from(
    { length: 900 },
    (_, i) => `${i},2026-01-01,${-9 + (i % 30) / 10},${11 + i / 500},${i % 2 ? 0 : 10}`,
  );
  const snapshot = await geobit.load(new Blob([`id,start,lon,lat,uncertainty_km\n${rows.join("\n")}\n`]));
  const areas = [circle(-8, 12, 30), circle(5, 50, 10), circle(-7.5, 11.7, 45), feature(square(-8.2, 11.4))];
  for (const uncertainty of [true, false]) {
    const options = { uncertainty, detail: /** @type {const} */ ("rows") };
    const reports = await snapshot.geofences(/** @type {any} */ (collection(...areas)), options);
    assert.equal(reports.length, areas.length);
    for (const [number, report] of reports.entries()) {
      const alone = await snapshot.geofence(/** @type {any} */ (areas[number]), options);
      assert.deepEqual(report, alone);
      const { counts } = await snapshot.geofence(/** @type {any} */ (areas[number]), { uncertainty });
      assert.deepEqual(report.counts, counts);
      assert.equal(report.share.length, report.rows.length);
    }
    assert.equal(reports[1].rows.length, 0);
    assert.ok((await idsOf(snapshot, reports[0].rows)).length > 0);
  }
  const bad = collection(circle(0, 0, 1), circle(0, 95, 1));
  await assert.rejects(snapshot.geofences(/** @type {any} */ (bad), { detail: "rows" }), {
    code: "badGeometry",
    at: { row: 2, vertex: 0 },
  });
  await assert.rejects(snapshot.geofence(circle(0, 95, 1), { detail: "rows" }), { at: { vertex: 0 } });
});

/** @param {number} west @param {number} south */
function square(west, south) {
  const [east, north] = [west + 0.7, south + 0.5];
  const ring = [
    [west, south],
    [east, south],
    [east, north],
    [west, north],
    [west, south],
  ];
  return { type: "Polygon", coordinates: [ring] };
}
