// How the bench judges answers: a wrong one must not win, and one within the stated tolerance must not count as wrong.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { parseArguments } from "../../benches/browser/arguments.js";
import * as correctness from "../../benches/browser/correctness.js";
import { distanceKm } from "../../benches/browser/geodesy.js";
import * as reference from "../../benches/browser/reference.js";
import { summary } from "../../benches/browser/results/summary.js";
import { documents, FORMATS, RESULTS, SLOW_LINE } from "../../benches/browser/results/write.js";
import { csv } from "../../benches/browser/synthetic-csv.js";
import { percentiles, quartiles, ratio } from "../../benches/browser/timing.js";
import { incidents, road, sites, withWeights } from "../../benches/browser/workload.js";

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
