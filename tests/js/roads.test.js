// Networks of roads in the package: in this thread and in a worker, from a pack and from an extract of OpenStreetMap.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { open } from "geobit";
import { error } from "./support.js";

/** @import { Geobit, RoadNetwork, Snapshot } from "../../pkg/geobit.d.ts" */

const fixture = (/** @type {string} */ name) =>
  new Uint8Array(readFileSync(new URL(`../fixtures/roads/${name}`, import.meta.url)));
const EXTRACT = fixture("small.osm.pbf");
const DEMO = fixture("demo.roads");
const BAMAKO = [-8, 12.65];
const SIKASSO = [-5.67, 11.32];

/** @param {string} name @param {(geobit: Geobit) => Promise<void>} body */
function testBoth(name, body) {
  for (const worker of [false, true]) {
    test(`${name} (${worker ? "worker" : "this thread"})`, async () => {
      const geobit = await open({ worker });
      try {
        await body(geobit);
      } finally {
        geobit.close();
      }
    });
  }
}

/** Twelve incidents beside the direct road of the extract. @param {Geobit} geobit */
const loadIncidents = (geobit) =>
  geobit.load({
    lon: Float64Array.from({ length: 12 }, (_, i) => 0.5 + i / 1000),
    lat: new Float64Array(12).fill(10.01),
    day: Int32Array.from({ length: 12 }, (_, i) => 20485 + i),
  });

/** @param {number} actual @param {number} expected @param {number} share */
const assertNear = (actual, expected, share) =>
  assert.ok(Math.abs(actual - expected) <= share * expected, `${actual} ${expected}`);

testBoth("a pack and an extract are loaded, and say what they hold", async (geobit) => {
  const demo = await geobit.roads(DEMO);
  assert.ok(demo.summary.schematic && demo.summary.edges > 80 && demo.summary.lengthKm > 5000);
  const progress = /** @type {string[]} */ ([]);
  const small = await geobit.roads(EXTRACT, {
    name: "Small",
    onProgress: ({ phase }) => progress.push(phase),
  });
  assert.deepEqual(
    [small.summary.name, small.summary.nodes, small.summary.edges, small.summary.licence],
    ["Small", 5, 4, "ODbL 1.0"],
  );
  assert.deepEqual([...new Set(progress)], ["read", "index"]);
  assertNear(small.summary.classes.trunk, 109.6, 0.002);
  const again = await geobit.roads(await small.toPack());
  assert.deepEqual(again.summary, { ...small.summary });
  const { features } = await small.lines();
  assert.deepEqual(features.map(({ properties }) => properties.kind).sort(), [
    "primary",
    "secondary",
    "track",
    "trunk",
  ]);
});

testBoth("places and lines are laid onto roads", async (geobit) => {
  const roads = await geobit.roads(EXTRACT);
  const snapped = await roads.snap([0.25, 10.01]);
  assert.ok(snapped && Math.abs(snapped.km - 1.106) < 0.01 && snapped.name === "RN 6");
  assert.equal(await roads.snap([0.25, 5]), null);
  const line = {
    type: "LineString",
    coordinates: [
      [0.002, 10.003],
      [0.5, 10.004],
      [0.998, 9.997],
      [1, 9.8],
    ],
  };
  const matched = await roads.match(line);
  assertNear(matched.offRoadKm, 22, 0.05);
  assert.deepEqual(
    matched.parts.map(({ onRoad }) => onRoad),
    [true, false],
  );
  await assert.rejects(
    roads.match({ type: "Point", coordinates: [0, 10] }),
    error("badGeometry", /LineString/),
  );
});

testBoth("ways weigh hours against exposure, and each is what a route along it says", async (geobit) => {
  const roads = await geobit.roads(EXTRACT);
  const snapshot = await loadIncidents(geobit);
  const fastest = await roads.paths([0, 10], [1, 10]);
  assert.equal(fastest.paths.length, 1);
  assert.equal(fastest.paths[0].expected, null);
  assertNear(fastest.paths[0].hours, 109.6 / 80, 0.01);
  const progress = /** @type {number[]} */ ([]);
  const found = await roads.paths([0, 10], [1, 10], {
    snapshot,
    encounterKm: 3,
    onProgress: ({ done }) => progress.push(done),
  });
  assert.deepEqual([found.paths.length, found.found, found.exact], [2, 2, true]);
  assert.deepEqual(progress, [0, 1]);
  const [direct, round] = found.paths;
  assert.ok(Number(direct.expected) > 10 * Number(round.expected));
  for (const { line, expected, speeds } of found.paths) {
    const report = await snapshot.route(line, { encounterKm: 3, speeds });
    assertNear(Number(report.encounter.expected), Number(expected), 2e-4);
  }
  // What was measured is known.
  await roads.paths([0, 10], [1, 10], { snapshot, encounterKm: 3, onProgress: () => assert.fail() });
});

testBoth("closed roads, areas to avoid and vias change the way", async (geobit) => {
  const roads = await geobit.roads(EXTRACT);
  const point = (/** @type {object} */ properties) => ({
    type: "FeatureCollection",
    features: [{ type: "Feature", properties, geometry: { type: "Point", coordinates: [0.5, 10] } }],
  });
  const lengthOf = async (/** @type {object} */ options) =>
    (await roads.paths([0, 10], [1, 10], options)).paths[0].lengthKm;
  const direct = await lengthOf({});
  assert.ok((await lengthOf({ closed: point({}) })) > 1.5 * direct);
  const closed = point({ validUntil: "2026-03-01" });
  assert.ok((await lengthOf({ closed, today: "2026-03-01" })) > 1.5 * direct);
  assert.equal(await lengthOf({ closed, today: "2026-03-02" }), direct);
  assert.ok((await lengthOf({ avoid: point({ radiusKm: 5 }) })) > 1.5 * direct);
  const both = await roads.paths([0.45, 10], [0.55, 10], { avoid: point({ radiusKm: 8 }) });
  assert.deepEqual(both.paths[0].through, [0]);
  assert.ok((await lengthOf({ via: [[0.5, 10.4]] })) > 1.5 * direct);
  assert.equal(await lengthOf({ closed: { type: "FeatureCollection", features: [] } }), direct);
  const island = await roads.paths([0, 10], [3.1, 10]);
  assert.deepEqual(island.paths, []);
  assert.match(island.words, /\.$/);
});

testBoth("a reach and a matrix tell how one gets out", async (geobit) => {
  const roads = await geobit.roads(EXTRACT);
  const snapshot = await loadIncidents(geobit);
  const reach = await roads.reach([0, 10], [0.5, 1]);
  assert.deepEqual(
    reach.features.map(({ properties }) => properties.hours),
    [0.5, 1],
  );
  assert.ok(reach.features[0].properties.roadKm < reach.features[1].properties.roadKm);
  const [haven, island] = [
    [1, 10],
    [3.1, 10],
  ];
  const matrix = await roads.matrix([[0, 10]], [haven, island], { snapshot });
  assert.ok(matrix.hours instanceof Float64Array && matrix.independent instanceof Uint8Array);
  assertNear(matrix.hours[0], 109.6 / 80, 0.01);
  assert.equal(matrix.hours[1], Number.POSITIVE_INFINITY);
  assert.deepEqual([...matrix.independent], [2, 0]);
  assert.ok(matrix.expected[0] > 0 && Number.isNaN(matrix.expected[1]));
  const { paths } = await roads.paths([0, 10], haven, { snapshot, wanted: "fastest" });
  assertNear(Number(paths[0].expected), matrix.expected[0], 1e-9);
});

test("what is asked wrongly is refused with the place", async () => {
  const geobit = await open();
  const roads = await geobit.roads(DEMO);
  const snapshot = await loadIncidents(geobit);
  const other = await open();
  const foreign = await loadIncidents(other);
  const any = (/** @type {unknown} */ value) => /** @type {any} */ (value);
  for (const [call, code, pattern, field] of /** @type {const} */ ([
    [() => roads.paths(any("Bamako"), SIKASSO), "badGeometry", /longitude and a latitude/, "from"],
    [() => roads.paths(BAMAKO, [0, 95]), "badGeometry", /^to: .*latitude/, "to"],
    [() => roads.paths(BAMAKO, [40, 10]), "badOption", /from the nearest road; a place within 10 km/, "to"],
    [() => roads.paths(BAMAKO, SIKASSO, { via: [[40, 10]] }), "badOption", /via\.0/, "via.0"],
    [() => roads.paths(BAMAKO, SIKASSO, { most: 0 }), "badOption", /1 to 100/, "most"],
    [() => roads.paths(BAMAKO, SIKASSO, { tolerance: -1 }), "badOption", /0 to 10/, "tolerance"],
    [
      () => roads.paths(BAMAKO, SIKASSO, { encounterKm: 3 }),
      "badOption",
      /without a snapshot/,
      "encounterKm",
    ],
    [
      () => roads.paths(BAMAKO, SIKASSO, { snapshot, encounterKm: -3 }),
      "badOption",
      /encounterKm/,
      "encounterKm",
    ],
    [() => roads.paths(BAMAKO, SIKASSO, { snapshot: foreign }), "badOption", /another engine/, "snapshot"],
    [
      () => roads.paths(BAMAKO, SIKASSO, { speeds: { classes: { trunk: 0 } } }),
      "badOption",
      /trunk/,
      "speeds.classes.trunk",
    ],
    [
      () => roads.paths(BAMAKO, SIKASSO, { avoid: { type: "Polygon", coordinates: [] } }),
      "badGeometry",
      /./,
      "avoid.coordinates",
    ],
    [() => roads.paths(BAMAKO, SIKASSO, { closed: any(5) }), "badGeometry", /GeoJSON/, undefined],
    [() => roads.paths(BAMAKO, SIKASSO, { today: "soon" }), "badOption", /YYYY-MM-DD/, "today"],
    [() => roads.reach(BAMAKO, 0), "badOption", /hours/, "hours.0"],
    [() => roads.reach(BAMAKO, any("two")), "badOption", /array/, "hours"],
    [() => roads.reach(BAMAKO, 1, any({ snapshot })), "badOption", /reach has no exposure/, "snapshot"],
    [() => roads.matrix([], [SIKASSO]), "badOption", /sites is empty/, "sites"],
    [() => roads.matrix([BAMAKO], [SIKASSO], { siteKm: 0 }), "badOption", /siteKm/, "siteKm"],
    [() => roads.snap(BAMAKO, { snapKm: 0 }), "badOption", /snapKm/, "snapKm"],
    [() => geobit.roads(DEMO, { name: "Mine" }), "badOption", /tells its own/, "name"],
  ])) {
    await assert.rejects(call(), error(code, pattern, field ? { field } : undefined), String(call));
  }
  for (const bytes of [
    new Uint8Array(),
    DEMO.slice(0, 500),
    EXTRACT.slice(0, -9),
    new TextEncoder().encode("id,lon"),
  ])
    await assert.rejects(geobit.roads(bytes), ({ code }) => code === "badRoads");
  const damaged = DEMO.slice();
  damaged[300] ^= 1;
  await assert.rejects(geobit.roads(damaged), error("badRoads", /./));
  // Nothing that was loaded is lost.
  assert.equal((await roads.paths(BAMAKO, SIKASSO, { snapshot })).paths.length > 0, true);
  other.close();
  geobit.close();
});

test("a network that is closed answers no more, and its memory is given back", async () => {
  const geobit = await open({ worker: false });
  const before = await geobit.memory();
  const roads = await geobit.roads(DEMO);
  assert.ok((await geobit.memory()).reserved > before.reserved);
  const pending = roads.paths(BAMAKO, SIKASSO);
  roads.close();
  await assert.rejects(pending, error("closed", /./));
  await assert.rejects(roads.snap(BAMAKO), error("closed", /./));
  await assert.doesNotReject(geobit.roads(DEMO));
  geobit.close();
});

test("the measuring of edges can be aborted, and a snapshot that is closed is refused", async () => {
  const geobit = await open();
  const roads = await geobit.roads(DEMO);
  const snapshot = await loadIncidents(geobit);
  const controller = new AbortController();
  controller.abort();
  await assert.rejects(
    roads.paths(BAMAKO, SIKASSO, { snapshot, signal: controller.signal }),
    error("aborted", /aborted/),
  );
  snapshot.close();
  await assert.rejects(roads.paths(BAMAKO, SIKASSO, { snapshot }), error("closed", /./));
  geobit.close();
});
