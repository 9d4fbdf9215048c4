// How the bench judges answers: a wrong one must not win, and one within the stated tolerance must not count as wrong.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { open } from "geobit";
import { parseArguments } from "../../benches/browser/arguments.js";
import * as correctness from "../../benches/browser/correctness.js";
import { distanceKm } from "../../benches/browser/geodesy.js";
import * as reference from "../../benches/browser/reference.js";
import { summary } from "../../benches/browser/results/summary.js";
import { documents, FORMATS, RESULTS, SLOW_LINE } from "../../benches/browser/results/write.js";
import { csv } from "../../benches/browser/synthetic-csv.js";
import { percentiles, quartiles, ratio } from "../../benches/browser/timing.js";
import { incidents, road, sites, withWeights } from "../../benches/browser/workload.js";
import { disagreements } from "../../benches/roads/agreement.js";
import { graphFile } from "../../benches/roads/fast-paths.js";
import { graphOf, SPEEDS } from "../../benches/roads/graph.js";
import { ngraphPeers } from "../../benches/roads/ngraph.js";
import { readColumns } from "../../benches/roads/pack-columns.js";
import { drawPairs } from "../../benches/roads/pairs.js";

/** @import { Graph } from "../../benches/roads/graph.js" */

test("a row too many or too few is reported", () => {
  assert.equal(correctness.sameRows([3, 1], [1, 3]), undefined);
  assert.match(correctness.sameRows([1, 2], [1, 3]) ?? "", /1 incidents too many, 1 missing, of 2/);
});

test("only near a limit may an incident be in or out", () => {
  const distances = new Map([
    [1, 5],
    [2, 10.005],
    [3, 9.995],
    [4, 10.5],
  ]);
  const metric = { share: 0.001, why: "" };
  assert.equal(correctness.within([1, 2, 3], distances, 10, metric), undefined);
  assert.equal(correctness.within([1], distances, 10, metric), undefined);
  assert.match(correctness.within([2, 3], distances, 10, metric) ?? "", /1 missing/);
  assert.match(correctness.within([1, 4], distances, 10, metric) ?? "", /1 incidents too many/);
  assert.match(correctness.within([1, 99], distances, 10, metric) ?? "", /1 incidents too many/);
  assert.match(correctness.within([1, 1], distances, 10, metric) ?? "", /given twice/);
});

test("a value is right to a share of it, and NaN is not", () => {
  assert.equal(correctness.value(1.0005, 1, 1e-3), undefined);
  assert.match(correctness.value(1.005, 1, 1e-3) ?? "", /off by/);
  assert.match(correctness.value(Number.NaN, 1, 1e-3) ?? "", /NaN/);
});

test("a wrong distance or position in the corridor is reported", () => {
  const data = incidents(3000);
  const line = road(0, 200);
  const found = reference.corridor(data, line, 10);
  const rows = [...found.near.keys()].filter((row) => (found.near.get(row)?.distanceKm ?? 99) <= 10);
  const feet = rows.map((row) => found.near.get(row) ?? { distanceKm: 0, alongKm: 0 });
  const answer = {
    rows,
    distanceKm: feet.map((foot) => foot.distanceKm),
    alongKm: feet.map((foot) => foot.alongKm),
  };
  const check = (/** @type {typeof answer} */ one) =>
    correctness.corridor(one, one.rows, found, 10, { share: 1e-5, why: "" }, data, distanceKm);
  assert.ok(rows.length > 0);
  assert.equal(check(answer), undefined);
  assert.match(check({ ...answer, distanceKm: answer.distanceKm.map((km) => km + 0.01) }) ?? "", /distances/);
  assert.match(check({ ...answer, alongKm: answer.alongKm.map((km) => km + 5) }) ?? "", /positions off/);
});

test("the quadrature holds a whole kernel's line density on a long straight leg", () => {
  const data = withWeights({ ...incidents(1), lon: Float64Array.of(0), lat: Float64Array.of(0) });
  const line = Array.from({ length: 401 }, (_, i) => [0, -1 + i / 200]);
  const { whole, cut } = reference.exposure(data, line, 5, 15);
  const expected = data.weights[0] / (Math.sqrt(2 * Math.PI) * 5);
  assert.ok(Math.abs(whole / expected - 1) < 1e-6, `${whole} ${expected}`);
  assert.ok(cut < whole && cut > 0.99 * whole);
});

test("sites are found by distance", () => {
  const data = incidents(2000);
  const places = sites(data, 3);
  for (const [site, near] of reference.sites(data, places, 25).entries()) {
    const [x, y] = places[site];
    const plain = Array.from(data.lon, (lon, row) => distanceKm(x, y, lon, data.lat[row]));
    assert.equal(near.size, plain.filter((km) => km <= 26.25).length);
  }
});

test("quartiles and ratios", () => {
  assert.deepEqual(quartiles([4, 1, 3, 2, 5]), [2, 3, 4]);
  assert.deepEqual(ratio([2, 4, 6], [1, 2, 2]), { low: 2, ratio: 2, high: 2.5 });
});

test("percentiles are values that were measured", () => {
  const numbers = Array.from({ length: 60 }, (_, i) => 60 - i);
  assert.deepEqual(percentiles(numbers), { n: 60, p50: 30, p95: 57, most: 60 });
  assert.deepEqual(percentiles([7]), { n: 1, p50: 7, p95: 7, most: 7 });
});

test("the file that the page opens has a line for each incident", () => {
  const lines = [...csv(incidents(10_001))].join("").trimEnd().split("\n");
  assert.equal(lines.length, 10_002);
  assert.match(lines[10_001], /^10000,20\d\d-\d\d-\d\d,-?[\d.]+,[\d.]+,(0|25),[a-zA-Z]+$/);
});

test("the command line refuses what it does not know and says what it takes", () => {
  assert.deepEqual([parseArguments([]).page, parseArguments(["--no-page"]).page], [true, false]);
  const { sizes, rounds, write } = parseArguments(["--sizes", "100000,10000", "--rounds=3", "--no-write"]);
  assert.deepEqual([sizes, rounds, write], [[10_000, 100_000], 3, false]);
  assert.throws(() => parseArguments(["--sizes", "10"]), /whole numbers from 1000, not 10/);
  assert.throws(
    () => parseArguments(["--rows", "5"]),
    /--rows is not an option; expected: cargo xtask bench/,
  );
});

const file = (/** @type {string} */ path) => readFile(new URL(`../../${path}`, import.meta.url), "utf8");

test("the documents are made from the results and not edited by hand", async () => {
  const made = await documents(JSON.parse(await file(RESULTS)));
  assert.deepEqual(Object.keys(made), [
    "docs/performance.md",
    "docs/bench/tables.md",
    "docs/bench/chart.svg",
  ]);
  for (const [path, text] of Object.entries(made)) {
    assert.equal(await file(path), text, `${path}: run node benches/browser/results/render.js`);
  }
});

test("a template that lacks a placeholder or has an unknown one is refused", async () => {
  const results = JSON.parse(await file(RESULTS));
  const [slowLine, formats] = [JSON.parse(await file(SLOW_LINE)), JSON.parse(await file(FORMATS))];
  const template = await file("benches/performance-template.md");
  const make = (/** @type {string} */ text) => summary(results, slowLine, formats, text);
  assert.throws(() => make(template.replace("{{table}}", "")), /lacks a placeholder: table/);
  assert.throws(() => make(`${template}{{tabel}}`), /placeholder without a text: tabel/);
});

/** Loads roads of the fixtures, and the graph that peers are given. @param {string} name */
async function loadRoads(name) {
  const geobit = await open({ worker: false });
  const bytes = new Uint8Array(await readFile(new URL(`../fixtures/roads/${name}`, import.meta.url)));
  const roads = await geobit.roads(bytes);
  const pack = /** @type {Uint8Array<ArrayBuffer>} */ (await roads.toPack());
  const columns = await readColumns(pack);
  return { geobit, roads, columns, graph: graphOf(columns) };
}

/** The hours from a node to all others, by going over all links until nothing changes. @param {Graph} graph @param {number} start */
function plainHours({ lon, from, to, hours }, start) {
  const reached = new Float64Array(lon.length).fill(Number.POSITIVE_INFINITY);
  reached[start] = 0;
  for (let changed = true; changed; ) {
    changed = false;
    from.forEach((node, link) => {
      const then = reached[node] + hours[link];
      if (!(then < reached[to[link]])) return;
      reached[to[link]] = then;
      changed = true;
    });
  }
  return reached;
}

test("peers are given the roads of the network, with the hours that GeoBit tells", async () => {
  // In the extract a road leads one way from node 4 to node 3, and nodes 1 and 2 are an island.
  for (const [name, oneWays, someNodes] of /** @type {[string, number, [number, number][]][]} */ ([
    [
      "small.osm.pbf",
      1,
      [
        [0, 4],
        [0, 3],
        [1, 2],
        [2, 1],
      ],
    ],
    ["demo.roads", 0, []],
  ])) {
    const { geobit, roads, columns, graph } = await loadRoads(name);
    assert.deepEqual([columns.edges, columns.lon.length], [roads.summary.edges, roads.summary.nodes]);
    assert.equal(graph.from.length, 2 * roads.summary.edges - oneWays);
    assert.equal(graph.oneWay.filter(Boolean).length, 2 * oneWays);
    const pairs = someNodes.length > 0 ? someNodes : drawPairs(graph, 40, 1);
    const own = { name: "GeoBit", hours: /** @type {number[]} */ ([]) };
    for (const pair of pairs) {
      const [start, end] = pair.map((node) => [graph.lon[node], graph.lat[node]]);
      own.hours.push((await roads.paths(start, end, { wanted: "fastest", speeds: SPEEDS })).paths[0].hours);
    }
    const plain = { name, hours: pairs.map(([from, to]) => plainHours(graph, from)[to]) };
    assert.deepEqual(disagreements([plain, own]), []);
    geobit.close();
  }
});

test("pairs are the same each time, and keep off one-way roads and other islands", async () => {
  const { geobit, graph } = await loadRoads("demo.roads");
  geobit.close();
  const pairs = drawPairs(graph, 300, 1);
  assert.deepEqual(drawPairs(graph, 300, 1), pairs);
  assert.notDeepEqual(drawPairs(graph, 300, 2), pairs);
  assert.ok(pairs.length === 300 && pairs.every(([from, to]) => from !== to));
  const drawn = new Set(pairs.flat());
  const [oneWay] = drawn;
  graph.oneWay[oneWay] = 1;
  const kept = graph.from.map((node, link) => Number(node !== pairs[1][0] && graph.to[link] !== pairs[1][0]));
  const without = (/** @type {Uint32Array | Float64Array} */ list) => list.filter((_, link) => kept[link]);
  const island = { ...graph, from: without(graph.from), to: without(graph.to), hours: without(graph.hours) };
  const others = new Set(drawPairs(/** @type {Graph} */ (island), 300, 1).flat());
  assert.ok(others.size > 20 && !others.has(oneWay) && !others.has(pairs[1][0]));
});

test("the bound that ngraph.path searches with never exceeds the hours", async () => {
  const { geobit, graph } = await loadRoads("demo.roads");
  geobit.close();
  const links = /** @type {[number, number, number][]} */ ([]);
  const network = {
    addNode() {},
    addLink: (/** @type {[number, number, number]} */ ...link) => links.push(link),
    beginUpdate() {},
    endUpdate() {},
  };
  let [checked, tightest] = [0, 0];
  /** @type {typeof import("../../benches/roads/libraries.js").aStar} */
  const search = (_, { heuristic }) => ({
    find(from, to) {
      const [a, b] = [from, to].map((id) => ({ id, data: id }));
      const share = heuristic(a, b) / plainHours(graph, from)[to];
      assert.ok(share <= 1 + 1e-12, `${share}`);
      [checked, tightest] = [checked + 1, Math.max(tightest, share)];
      return [b, a];
    },
  });
  const [peer] = ngraphPeers(graph, { createGraph: () => network, aStar: search, nba: search });
  for (let node = 1; node < graph.lon.length; node++) assert.deepEqual(peer.find(0, node), [0, node]);
  assert.ok(checked > 50 && tightest > 0.5, `${checked} ${tightest}`);
  const [from, to, hours] = links[0];
  assert.equal(peer.hoursOf([from, to]), hours);
  assert.equal(peer.hoursOf([]), Number.POSITIVE_INFINITY);
});

test("the program with fast_paths is given nanoseconds, and of parallel roads the fastest", () => {
  const graph = {
    ...{ lon: Float64Array.of(0, 1), lat: Float64Array.of(0, 0), oneWay: new Uint8Array(2) },
    ...{ from: Uint32Array.of(0, 0, 1), to: Uint32Array.of(1, 1, 0), hours: Float64Array.of(2, 1, 0) },
  };
  const numbers = new BigUint64Array(graphFile(graph, [[1, 0]]).buffer);
  // Three counts, then each link with its weight, then the pair. A link of no hours weighs something.
  assert.deepEqual([...numbers].map(Number), [2, 2, 1, 0, 1, 3.6e12, 1, 0, 1, 1, 0]);
});

test("ways of other hours, and ways where there is none, are reported", () => {
  const by = (/** @type {string} */ name, /** @type {number[]} */ ...hours) => ({ name, hours });
  const none = Number.POSITIVE_INFINITY;
  assert.deepEqual(disagreements([by("a", 2, none), by("b", 2.000001, none)]), []);
  assert.deepEqual(disagreements([by("a", 2, none), by("b", 2.00001, 3), by("c", Number.NaN, none)]), [
    "pair 0: 2 hours by a, 2.00001 by b",
    "pair 1: Infinity hours by a, 3 by b",
    "pair 0: 2 hours by a, NaN by c",
  ]);
});
