// Own zones without a browser: which shapes touch them, by geometry and by sampling, and what is said of them.
import assert from "node:assert/strict";
import { test } from "node:test";
import { circleRing, distanceKm } from "../../www/src/layers/outline.js";
import { zoneOutlines } from "../../www/src/layers/zones.js";
import { newBar } from "../../www/src/zones/in-force.js";
import { describeZonesAlong, tellTouches, tellTouchesOf, zonesAt } from "../../www/src/zones/index.js";
import { zonesOnMap } from "../../www/src/zones/on-map.js";
import { touches } from "../../www/src/zones/touch.js";

/** @typedef {import("../../www/src/shapes.js").Shape} Shape */
/** @typedef {GeoJSON.Position} Position */

let lastId = 0;
/** @param {Shape["kind"]} kind @param {Position[]} corners @param {number} km @param {Partial<Shape>} [more] @returns {Shape} */
const shape = (kind, corners, km, more) => {
  const geometry = /** @type {Shape["geometry"]} */ (
    {
      circle: { type: "Point", coordinates: corners[0] },
      polygon: { type: "Polygon", coordinates: [[...corners, corners[0]]] },
      corridor: { type: "LineString", coordinates: corners },
      route: { type: "LineString", coordinates: corners },
    }[kind]
  );
  lastId += 1;
  return { id: `shape-${lastId}`, kind, name: `${kind} ${lastId}`, km, geometry, ...more };
};
const SQUARE = /** @type {Position[]} */ ([
  [0, 0],
  [1, 0],
  [1, 1],
  [0, 1],
]);

test("zones looked like any shape on the map: those in force have an outline of their own, as long as they are", () => {
  const bar = newBar("no-go");
  const area = shape("polygon", SQUARE, 0, { bar });
  const road = shape("route", SQUARE.slice(0, 2), 5, { bar: { ...bar, as: "closed", until: "2026-03-01" } });
  const town = shape("circle", [[0.5, 0.5]], 10, { bar: newBar("avoid") });
  const shapes = [area, road, town, shape("circle", [[0.5, 0.5]], 10)];
  const on = (/** @type {string} */ today) => {
    const { barred, restricted } = zoneOutlines(shapes, today);
    return [barred, restricted].map((list) => list.map(({ properties }) => properties?.name));
  };
  assert.deepEqual(on("2026-03-01"), [[area.name, road.name], [town.name]]);
  assert.deepEqual(on("2026-03-02"), [[area.name], [town.name]]);
  const { barred, restricted } = zoneOutlines(shapes, "2026-03-01");
  assert.deepEqual(barred[0].geometry.coordinates, [...SQUARE, SQUARE[0]]);
  assert.deepEqual(barred[1].geometry.coordinates, SQUARE.slice(0, 2));
  assert.deepEqual(restricted[0].geometry.coordinates, circleRing([0.5, 0.5], 10));
});

test("a route touches a zone by its line, whatever its corridor, and a site by all of its area", () => {
  const route = shape(
    "route",
    [
      [-1, 0.5],
      [2, 0.5],
    ],
    50,
  );
  const beside = shape("circle", [[0.5, 0.6]], 10);
  for (const [one, zone, expected, why] of /** @type {[Shape, Shape, boolean, string][]} */ ([
    [route, shape("polygon", SQUARE, 0), true, "it crosses the area"],
    [
      shape(
        "route",
        SQUARE.map(([x, y]) => [0.4 + x / 10, 0.4 + y / 10]),
        5,
      ),
      shape("polygon", SQUARE, 0),
      true,
      "it lies within",
    ],
    [
      route,
      shape(
        "polygon",
        SQUARE.map(([x, y]) => [x, y + 0.6]),
        0,
      ),
      false,
      "11 km beside it, within its corridor",
    ],
    [route, beside, false, "the circle is 11.1 km away and reaches 10"],
    [route, { ...beside, km: 12 }, true, "it reaches 12"],
    [
      { ...beside, km: 6 },
      { ...beside, km: 6, geometry: { type: "Point", coordinates: [0.5, 0.7] } },
      true,
      "two circles of 6 km, 11 km apart",
    ],
    [
      { ...beside, km: 5 },
      { ...beside, km: 5, geometry: { type: "Point", coordinates: [0.5, 0.7] } },
      false,
      "two of 5 km",
    ],
    [shape("circle", [[0.5, 0.5]], 1), shape("polygon", SQUARE, 0), true, "a site within the area"],
    [shape("polygon", SQUARE, 0), shape("circle", [[0.5, 0.5]], 1), true, "a zone within a site"],
    [
      shape("polygon", SQUARE, 0),
      shape(
        "route",
        [
          [0.4, 0.4],
          [0.6, 0.6],
        ],
        5,
      ),
      true,
      "a road within a site",
    ],
    [
      route,
      shape(
        "route",
        [
          [0, 0.5004],
          [1, 0.5004],
        ],
        5,
      ),
      true,
      "44 m beside a road that is closed",
    ],
    [
      route,
      shape(
        "route",
        [
          [0, 0.5006],
          [1, 0.5006],
        ],
        5,
      ),
      false,
      "66 m beside it",
    ],
    [
      route,
      shape(
        "corridor",
        [
          [0, 0.6],
          [1, 0.6],
        ],
        12,
      ),
      true,
      "a corridor of 12 km",
    ],
    [
      shape(
        "route",
        [
          [179.5, 0],
          [-179.5, 0],
        ],
        5,
      ),
      shape("circle", [[-179.9, 0.01]], 2),
      true,
      "over the antimeridian",
    ],
    [
      shape(
        "route",
        [
          [-179.5, 0],
          [179.5, 0],
        ],
        5,
      ),
      shape(
        "polygon",
        [
          [179.8, -1],
          [-179.8, -1],
          [-179.8, 1],
          [179.8, 1],
        ],
        0,
      ),
      true,
      "an area over it",
    ],
    [
      shape(
        "route",
        [
          [179.5, 0],
          [-179.5, 0],
        ],
        5,
      ),
      shape("circle", [[0, 0]], 50),
      false,
      "it does not go around the Earth",
    ],
  ]))
    assert.equal(touches(one, zone), expected, why);
});

test("a track of 100,000 corners is compared with a road as long, wherever they touch", () => {
  /** @param {number} lat @param {number} last */
  const track = (lat, last) =>
    Array.from({ length: 100_000 }, (_, i) => [i / 20_000, lat + (i === 99_999 ? last : 0)]);
  const route = shape("route", track(10, 0), 5);
  assert.equal(touches(route, shape("route", track(10.01, 0), 5)), false);
  assert.equal(touches(route, shape("route", track(10.01, -0.0099), 5)), true, "at its very end");
});

test("circles touch random lines exactly where a place of the line is within their radius", () => {
  let seed = 7;
  const random = () => {
    seed = (seed * 16_807) % 2_147_483_647;
    return seed / 2_147_483_647;
  };
  let touched = 0;
  for (let round = 0; round < 300; round++) {
    const lat = 60 * random();
    const place = () => [2 * random(), lat + 2 * random()];
    const line = [place(), place(), place()];
    const centre = place();
    let least = Number.POSITIVE_INFINITY;
    for (const leg of [0, 1])
      for (let i = 0; i <= 2000; i++)
        least = Math.min(
          least,
          distanceKm(
            centre,
            [0, 1].map((axis) => line[leg][axis] + (i / 2000) * (line[leg + 1][axis] - line[leg][axis])),
          ),
        );
    const km = 60 * random() + 0.1;
    // What is this near to the edge is decided by the curvature of the Earth within a leg.
    if (Math.abs(least - km) < 0.02 * km) continue;
    const found = touches(shape("route", line, 5), shape("circle", [centre], km));
    assert.equal(found, least < km, `round ${round}: ${least} km, ${km} km`);
    touched += Number(found);
  }
  assert.ok(touched > 50 && touched < 250, `${touched}`);
});

test("an area as fine as a circle touches what the circle touches", () => {
  const ring = circleRing([1, 10], 20).slice(0, -1);
  const route = (/** @type {number} */ lat) =>
    shape(
      "route",
      [
        [0, lat],
        [2, lat],
      ],
      5,
    );
  for (const [lat, expected] of /** @type {const} */ ([
    [10.17, true],
    [10.19, false],
  ]))
    for (const zone of [shape("polygon", ring, 0), shape("circle", [[1, 10]], 20)])
      assert.equal(touches(route(lat), zone), expected, `${zone.kind} ${lat}`);
});

const ROUTE = shape(
  "route",
  [
    [0, 0.5],
    [1, 0.5],
  ],
  5,
  { name: "R" },
);
const NO_GO = shape("polygon", SQUARE, 0, {
  name: "Z",
  bar: { as: "no-go", source: "Radio", reliability: "confirmed", until: "2026-03-01" },
});
const AWAY = shape("circle", [[20, 20]], 5, { name: "Away", bar: newBar("closed") });

test("a brief names each zone in force with kind, source, reliability and last day, and what is over", () => {
  const restricted = shape("circle", [[0.5, 0.5]], 5, { name: "Y", bar: newBar("avoid") });
  const shapes = [ROUTE, NO_GO, restricted, AWAY];
  assert.deepEqual(describeZonesAlong(ROUTE, shapes, "2026-03-01"), [
    "Own zones in force that it passes through: Z (no-go; source: Radio; reliability: confirmed; until 1 Mar 2026), Y (restricted; no source named; reliability: not said; no last day named).",
  ]);
  assert.deepEqual(describeZonesAlong(ROUTE, [ROUTE, NO_GO, AWAY], "2026-03-02"), [
    "It does not pass through the one own zone in force.",
    "Expired, and no longer counted: Z (no-go; until 1 Mar 2026).",
  ]);
  assert.deepEqual(describeZonesAlong(ROUTE, [ROUTE], "2026-03-02"), [], "nothing where there is no zone");
  assert.deepEqual(
    zonesAt(ROUTE, shapes, "2026-03-01").map(({ name }) => name),
    ["Z", "Y"],
  );
});

test("the brief of a route that is itself a zone had no word of that", () => {
  const closed = { ...ROUTE, bar: { ...newBar("closed"), until: "2026-03-01" } };
  const itself =
    "The route is itself an own zone in force: R (closed; no source named; reliability: not said; until 1 Mar 2026).";
  assert.deepEqual(describeZonesAlong(closed, [closed], "2026-03-01"), [itself]);
  assert.deepEqual(describeZonesAlong(closed, [closed, AWAY], "2026-03-01"), [
    itself,
    "It does not pass through the one other own zone in force.",
  ]);
  assert.deepEqual(describeZonesAlong(closed, [closed], "2026-03-02"), [
    "Expired, and no longer counted: R (closed; until 1 Mar 2026).",
  ]);
});

test("rules tell which routes and sites touch zones in force, as long as they are", () => {
  const camp = shape("circle", [[1.05, 0.5]], 10, { name: "Camp" });
  const far = shape("circle", [[40, 40]], 10);
  const told = tellTouches([ROUTE, NO_GO, camp, far, AWAY], "2026-03-01");
  assert.deepEqual(told.sentences, [
    "R passes through Z (no-go; until 1 Mar 2026).",
    "Camp touches Z (no-go; until 1 Mar 2026).",
  ]);
  assert.equal(told.count, "2 zones touched");
  assert.deepEqual(tellTouchesOf(camp, [ROUTE, NO_GO, camp, AWAY], "2026-03-01"), [told.sentences[1]]);
  assert.deepEqual(tellTouchesOf(camp, [ROUTE, NO_GO, camp, AWAY], "2026-03-02"), []);
  const zones = Array.from({ length: 5 }, (_, i) => ({ ...NO_GO, id: `shape-9${i}` }));
  assert.equal(tellTouchesOf(camp, zones, "2026-03-01").at(-1), "And 2 more.");
  assert.deepEqual(tellTouches([ROUTE, NO_GO, camp], "2026-03-02").sentences, []);
  const many = Array.from({ length: 60 }, () => ({ ...ROUTE, id: `shape-${++lastId}` }));
  const { sentences, more } = tellTouches([...many, NO_GO], "2026-03-01");
  assert.deepEqual([sentences.length, more], [50, "And 10 more."]);
});

test("every kind of zone in force is drawn on the map of a brief, with its name", () => {
  const line = SQUARE.slice(0, 2);
  const today = "2026-03-01";
  const zones = [
    shape("circle", [[0.5, 0.5]], 10, { name: "C", bar: newBar("no-go") }),
    shape("polygon", SQUARE, 0, { name: "P\u202E", bar: newBar("avoid") }),
    shape("corridor", line, 10, { name: "L", bar: newBar("closed") }),
    shape("route", line, 5, { name: "R", bar: newBar("closed") }),
  ];
  const others = [
    shape("polygon", SQUARE, 0),
    shape("polygon", SQUARE, 0, { bar: { ...newBar("no-go"), until: "2026-02-28" } }),
    shape("polygon", SQUARE.slice(0, 1), 0, { bar: newBar("no-go") }),
  ];
  const { features, describe } = zonesOnMap([...others, ...zones], today);
  const drawn = features.filter(({ properties }) => properties?.id);
  assert.deepEqual(
    drawn.map(({ geometry, properties }) => [geometry.type, properties?.id]),
    [
      ...[["Polygon", zones[0].id]],
      ...[["Polygon", zones[1].id]],
      ...[["LineString", zones[2].id]],
      ...[["LineString", zones[3].id]],
    ],
  );
  const [circle, polygon, corridor, road] = drawn;
  assert.deepEqual(polygon.geometry, zones[1].geometry);
  const [corner] = /** @type {GeoJSON.Polygon} */ (circle.geometry).coordinates[0];
  assert.ok(Math.abs(distanceKm(corner, [0.5, 0.5]) - 10) < 0.1);
  assert.deepEqual(
    [circle, polygon, road].map(({ properties }) => properties?.width),
    [0, 0, 0],
  );
  assert.ok(corridor.properties?.width > 0, "as wide as it is");
  assert.equal(corridor.properties?.gap, 0);
  assert.ok(road.properties?.gap > 0, "beside the road");
  const labels = features.filter(({ properties }) => properties?.label);
  assert.deepEqual(
    labels.map(({ geometry, properties }) => [geometry.type, properties?.label]),
    ["C (no-go)", "P (restricted)", "L (closed)", "R (closed)"].map((label) => ["Point", label]),
  );
  const { coordinates } = /** @type {GeoJSON.Point} */ (labels[1].geometry);
  assert.deepEqual(coordinates, [0.5, 0.5]);

  assert.equal(describe(new Set()), "");
  assert.equal(
    describe(new Set([zones[3].id, zones[0].id])),
    "Dotted, own zones in force: C (no-go), R (closed).",
  );
  const many = Array.from({ length: 9 }, (_, n) =>
    shape("polygon", SQUARE, 0, { name: `Z${n}`, bar: newBar("closed") }),
  );
  assert.match(
    zonesOnMap(many, today).describe(new Set(many.map(({ id }) => id))),
    /: Z0 \(closed\), .* Z5 \(closed\) and 3 more\.$/,
  );
});
