// The regional picture, groups of incidents and paths by two costs: in this thread and in a worker.
import assert from "node:assert/strict";
import { test } from "node:test";
import { open } from "geobit";
import { circle, error } from "./support.js";

/** @import { Geobit } from "../../pkg/geobit.d.ts" */

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

/** Incidents at 60 places over a year, and six of the last days at one of them. @param {Geobit} geobit */
function load(geobit) {
  const places = [
    ...Array.from({ length: 600 }, (_, i) => [(i * 7) % 60, (i * 13) % 365]),
    ...Array.from({ length: 6 }, (_, i) => [3, 360 + (i % 5)]),
  ];
  return geobit.load({
    lon: Float64Array.from(places, ([place]) => -8 + (place % 10) * 0.3),
    lat: Float64Array.from(places, ([place]) => 12 + Math.floor(place / 10) * 0.3),
    day: Int32Array.from(places, ([, day]) => 19723 + day),
  });
}

testBoth("a region has periods, rings and a sentence", async (geobit) => {
  const snapshot = await load(geobit);
  const found = await snapshot.region({
    by: "quarter",
    reference: [-8, 12],
    referenceName: "Bamako",
    ringsKm: [100, 200],
  });
  assert.deepEqual(
    found.periods.map(({ from, partial }) => [from, partial]),
    [
      ["2024-01-01", false],
      ["2024-04-01", false],
      ["2024-07-01", false],
      ["2024-10-01", true],
    ],
  );
  for (const { n, rings, beyond } of found.periods) {
    assert.ok(rings instanceof Uint32Array && rings.length === 2);
    assert.equal(rings[0] + rings[1] + beyond, n);
  }
  assert.match(
    found.words,
    /^Half of the recorded incidents of quarter 3 of 2024 lay within \d+ km of Bamako/,
  );
  const near = await snapshot.region({ within: circle(-8, 12, 10), lang: "fr" });
  assert.equal(near.periods[0].n, 10);
  assert.match(near.words, /^Aucune période/);
  await assert.rejects(
    snapshot.region({ within: /** @type {any} */ ({ type: "Point", coordinates: [0, 0] }) }),
    error("badGeometry", /radius/i),
  );
  await assert.rejects(snapshot.region({ reference: [7] }), error("badOption", /two are wanted/));
});

testBoth("groups are found in steps, with progress, and can be aborted", async (geobit) => {
  const snapshot = await load(geobit);
  /** @type {number[]} */
  const steps = [];
  const found = await snapshot.clusters({
    maxKm: 50,
    onProgress: ({ phase, done, total }) => {
      assert.deepEqual([phase, total], ["clusters", 120]);
      steps.push(done);
    },
  });
  assert.ok(steps.length > 2 && steps.at(-1) === 120, String(steps));
  const [first] = found.clusters;
  assert.ok(first.count >= 6 && first.p <= 0.05 && first.recurrenceDays === 1 / first.p);
  assert.ok(first.rows instanceof Uint32Array && first.rows.length === first.count);
  assert.deepEqual([found.permutations, found.seed, found.incidents, found.places], [999, 1, 606, 60]);
  const { day } = await snapshot.columns();
  const last = day.reduce((a, b) => Math.max(a, b));
  for (const row of first.rows) assert.ok(day[row] > last - first.days);
  assert.deepEqual(await snapshot.clusters({ maxKm: 50 }), found);

  const controller = new AbortController();
  const aborted = snapshot.clusters({
    permutations: 9999,
    signal: controller.signal,
    onProgress: () => controller.abort(),
  });
  await assert.rejects(aborted, error("aborted", /aborted/));
  const inside = await snapshot.clusters({ within: circle(-8, 12, 40), permutations: 19 });
  assert.ok(inside.places < 60 && inside.places > 0);
});

testBoth("too many places are refused with the figures", async (geobit) => {
  const count = 5001;
  const snapshot = await geobit.load({
    lon: Float64Array.from({ length: count }, (_, i) => (i % 100) / 10),
    lat: Float64Array.from({ length: count }, (_, i) => Math.floor(i / 100) / 10),
    day: new Int32Array(count).fill(20_000),
  });
  await assert.rejects(snapshot.clusters(), error("tooLarge", /5001 different places; at most 5000/));
});

testBoth("paths that no other beats, with their edges", async (geobit) => {
  const graph = {
    nodes: 3,
    from: Uint32Array.of(0, 0, 1),
    to: Uint32Array.of(1, 2, 2),
    costs: /** @type {[Float64Array, Float64Array]} */ ([Float64Array.of(1, 3, 1), Float64Array.of(5, 2, 5)]),
  };
  const found = await geobit.pareto(graph, 0, 2);
  assert.deepEqual(found.costs, [
    [2, 10],
    [3, 2],
  ]);
  assert.deepEqual(
    found.edges.map((path) => [...path]),
    [[0, 2], [1]],
  );
  assert.deepEqual(await geobit.pareto(graph, 2, 0), { costs: [], edges: [] });
  assert.equal((await geobit.pareto(graph, 0, 2, { tolerance: 10 })).costs.length, 1);
  /** @type {[any, number, number, any, string][]} */
  const refused = [
    [{ ...graph, from: [0, 0, 3] }, 0, 2, {}, "from.2"],
    [{ ...graph, to: [1, 2, -1] }, 0, 2, {}, "to.2"],
    [
      {
        ...graph,
        costs: [
          [1, 1, 1],
          [1, Number.NaN, 1],
        ],
      },
      0,
      2,
      {},
      "costs.1.1",
    ],
    [
      {
        ...graph,
        costs: [
          [1, -1, 1],
          [1, 1, 1],
        ],
      },
      0,
      2,
      {},
      "costs.0.1",
    ],
    [{ ...graph, costs: [[1, 1, 1]] }, 0, 2, {}, "costs"],
    [
      {
        ...graph,
        costs: [
          [1, 1, 1],
          ["1", 1, 1],
        ],
      },
      0,
      2,
      {},
      "costs.1.0",
    ],
    [{ ...graph, nodes: 1.5 }, 0, 2, {}, "nodes"],
    [null, 0, 2, {}, "graph"],
    [graph, 3, 2, {}, "source"],
    [graph, 0, -1, {}, "target"],
    [graph, 0, 2, { tolerance: -1 }, "tolerance"],
    [graph, 0, 2, { tolerant: 1 }, "tolerant"],
  ];
  for (const [given, source, target, options, field] of refused)
    await assert.rejects(
      geobit.pareto(given, source, target, options),
      (/** @type {any} */ thrown) => thrown.code === "badOption" && thrown.at.field === field,
      field,
    );
});
