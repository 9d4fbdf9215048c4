// For tests that compare routes: what they do on the page, and what the package answers for the same routes.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { after, before } from "node:test";
import { open } from "geobit";
import {
  chooseTrips,
  formatCount,
  formatHours,
  formatKm,
  formatLimits,
  formatPerTrips,
  formatTrips,
} from "../../www/src/format.js";
import {
  describeDifference,
  describeDominated,
  describeShared,
  scopeOf,
  shortenNames,
} from "../../www/src/panels/routes/sentences.js";
import { settled } from "./driver.js";
import { root } from "./harness.js";

/** @typedef {import("./driver.js").LonLat} LonLat */
/** @typedef {import("playwright").Page} Page */
/** @typedef {import("geobit").Snapshot} Snapshot */

/** @type {LonLat[]} */
export const bySouth = [
  [-8.0, 12.64],
  [-7.913, 11.995],
  [-7.48, 11.42],
  [-5.67, 11.32],
];
/** @type {LonLat[]} */
export const byNorth = [
  [-8.0, 12.64],
  [-6.27, 13.43],
  [-5.67, 11.32],
];

/** The package in Node, and the demo data in it, for all tests of a file. @type {import("geobit").Geobit} */
let geobit;
/** @type {Snapshot} */
export let demo;

before(async () => {
  geobit = await open();
  demo = await snapshotOf(join(root, "www/dist-test/demo.parquet"));
});
after(() => geobit?.close());

/** @param {string} path */
export async function snapshotOf(path) {
  return geobit.load(new Uint8Array(await readFile(path)), { name: basename(path) });
}

/** @param {Page} page @param {string} name @param {LonLat[]} coordinates @param {number} [width] */
export async function addRoute(page, name, coordinates, width = 5) {
  const shape = { kind: "route", name, km: width, geometry: { type: "LineString", coordinates } };
  await page.evaluate((added) => /** @type {any} */ (window).geobitPage.addShape(added), shape);
  await settled(page);
}

/** Returns what the package answers for all routes on the page. @param {Snapshot} snapshot @param {Page} page @param {import("geobit").RoutesOptions} [options] */
export async function compared(snapshot, page, options = {}) {
  /** @type {any[]} */
  const shapes = await page.evaluate(() => /** @type {any} */ (window).geobitPage.shapes());
  const routes = shapes.filter(({ kind }) => kind === "route");
  const features = routes.map(({ geometry }) => ({
    type: /** @type {const} */ ("Feature"),
    properties: {},
    geometry,
  }));
  const each = routes.map((shape) => ({ corridorKm: shape.km }));
  const report = await snapshot.routes({ type: "FeatureCollection", features }, { ...options, each });
  return { report, names: shortenNames(routes.map(({ name }) => name)) };
}

export const comparison = (/** @type {Page} */ page) => page.locator("[data-compare=routes]");

/** Opens the tab of a result. On a phone the sheet has to be open for it. @param {Page} page @param {"Summary" | "Incidents" | "Compare"} name */
export async function openTab(page, name) {
  const handle = page.locator("[data-hook=sheet-handle][aria-expanded=false]");
  const tab = page.getByRole("tab", { name, exact: true });
  if ((await handle.isVisible()) && !(await tab.isVisible())) await handle.click();
  await tab.click();
}

/** Opens the comparison and waits for the answer. @param {Page} page @param {number} routes */
export async function compare(page, routes) {
  await openTab(page, "Compare");
  await comparison(page)
    .locator(".compared tbody")
    .nth(routes - 1)
    .waitFor({ timeout: 60_000 });
  await settled(page);
}

/** @param {Page} page @param {Awaited<ReturnType<typeof compared>>} expected */
export async function assertComparison(page, { report, names }) {
  const rows = comparison(page).locator(".compared tbody");
  assert.equal(await rows.count(), report.routes.length);
  const trips = chooseTrips(report.routes.map(({ encounter }) => encounter));
  const head = (await comparison(page).locator(".compared thead").textContent()) ?? "";
  assert.ok(head.includes(formatTrips(trips)), head);
  for (const [i, route] of report.routes.entries()) {
    const text = (await rows.nth(i).textContent()) ?? "";
    for (const words of [
      formatKm(route.lengthKm),
      `${formatCount(route.status.baseline.count)} in the 336 days before`,
      formatHours(route.hours),
      formatPerTrips(route.encounter.expected, trips),
      ...describeDominated(report.dominated, i, names),
    ])
      assert.ok(text.includes(words), `${words} is in ${text}`);
    assert.ok(!text.includes(formatLimits(route.encounter.interval, trips)), "its spread is under Method");
    assert.equal(
      text.includes("No better in either"),
      report.dominated.some((one) => one.route === i),
    );
  }
  const of = scopeOf(report);
  const lengths = report.routes.map(({ lengthKm }) => lengthKm);
  for (const pair of report.pairs) {
    const item = comparison(page).locator(`[data-pair="${pair.a} ${pair.b}"]`);
    assert.equal(await item.getAttribute("data-verdict"), pair.verdict);
    const text = (await item.textContent()) ?? "";
    assert.ok(text.includes(describeDifference(pair, names, of)), text);
    assert.ok(text.includes(describeShared(pair, names, lengths)), text);
  }
  const chart = (await comparison(page).locator(".scatter").getAttribute("aria-label")) ?? "";
  for (const { hours: time, encounter } of report.routes)
    assert.ok(chart.includes(`${formatHours(time)}, ${formatPerTrips(encounter.expected, trips)}`), chart);
  const all = (await comparison(page).textContent()) ?? "";
  assert.doesNotMatch(all, /\bbest route|safe|recommend|threat|predict/i);
}
