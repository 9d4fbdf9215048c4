// What is expected next, on the page: a sentence and a picture, once the record is fitted and while nothing is dragged.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, before, test } from "node:test";
import { open } from "geobit";
import { activeShape, drop, dropFile, lookAt, onScreen, openPage, settled, stat, unfold } from "./driver.js";
import { realData } from "./harness.js";
import { browser, server } from "./opened.js";

/** @typedef {import("playwright").Page} Page */

const nigeria = realData("ucdp_ged_nigeria_1990_2019_hdx.csv");
/** Names of statistics, which belong under *Method*. */
const STATISTICS = /log probability|half-life \d|nats|spread of the past record|\d\s% interval/i;

/** @type {import("geobit").Geobit} */
let geobit;
/** @type {import("geobit").Snapshot} */
let snapshot;

before(async () => {
  geobit = await open();
  snapshot = await geobit.load(await readFile(nigeria));
});
after(() => geobit?.close());

/** @param {Page} page @param {object} shape */
async function add(page, shape) {
  await page.evaluate((one) => /** @type {any} */ (window).geobitPage.addShape(one), shape);
  await settled(page);
}

const maiduguri = { type: /** @type {const} */ ("Point"), coordinates: [13.16, 11.83] };
const site = { kind: "circle", name: "Maiduguri", km: 25, geometry: maiduguri };
const road = {
  type: /** @type {const} */ ("LineString"),
  coordinates: [
    [13.16, 11.83],
    [12.5, 11.8],
    [11.96, 11.75],
  ],
};
const today = new Date().toISOString().slice(0, 10);

/**
 * Checks the sentences and the picture against the package's report.
 * @param {Page} page @param {import("geobit").GeofenceReport | import("geobit").RouteReport} report
 */
async function assertNext(page, { next, hindcast }) {
  assert.ok(next && hindcast);
  assert.equal(await stat(page, "next"), next.words);
  assert.equal(await stat(page, "hindcast"), hindcast.words);
  const picture = page.locator("svg.hindcast");
  assert.equal(await picture.getAttribute("role"), "img");
  const label = (await picture.getAttribute("aria-label")) ?? "";
  assert.match(label, /^What was expected at 60 past dates from \d+ \w+ \d{4} to \d+ \w+ \d{4}/);
  const drawn = await picture.locator("path[data-marks]").evaluateAll((paths) =>
    paths.map((path) => [
      /** @type {SVGElement} */ (path).dataset.marks,
      // Each mark moves twice: to its place, and from there to its edge.
      ((path.getAttribute("d") ?? "").match(/M/g) ?? []).length,
    ]),
  );
  const held = Math.round(hindcast.covered * hindcast.asOf.length);
  assert.deepEqual(Object.fromEntries(drawn), { held, missed: hindcast.asOf.length - held });
}

test("a site and a route say what is expected next and what such numbers were worth", async () => {
  const { page, faults, close } = await openPage(browser, server.origin);
  await dropFile(page, nigeria);
  await add(page, site);
  await assertNext(page, await snapshot.geofence(maiduguri, { radiusKm: 25, hindcast: true, today }));
  assert.equal(await page.locator("[data-hook=fitting]").isVisible(), false);
  const text = await page.locator("[data-hook=result-body]").innerText();
  assert.doesNotMatch(text, STATISTICS);
  assert.doesNotMatch(text, /\bsafe\b|predict/i);
  await unfold(page, "Method");
  assert.match(await page.locator("[data-hook=result-body]").innerText(), /log probability/);

  await add(page, { kind: "route", name: "Maiduguri–Damaturu", km: 5, geometry: road });
  const route = await snapshot.route(road, { corridorKm: 5, hindcast: true, today });
  await assertNext(page, route);
  assert.match(await page.locator(".provenance").innerText(), /Spread of the past record \(95 % interval\)/);
  assert.doesNotMatch(await page.locator(".encounter").innerText(), /interval/);

  await page.locator("[data-hook=movement] summary").click();
  await page.getByRole("button", { name: "Movement brief…" }).click();
  await page.locator('[data-hook=brief][data-brief="ready"]').waitFor({ timeout: 60_000 });
  assert.ok(route.hindcast);
  assert.equal(
    await page.locator('.sheet [data-brief="next"]').textContent(),
    `${route.next?.words} ${route.hindcast.words}`,
  );
  assert.deepEqual(faults, []);
  await close();
});

test("a drag is answered without a forecast, and its end by all there is to tell", async () => {
  const { page, faults, close } = await openPage(browser, server.origin);
  await dropFile(page, nigeria);
  await add(page, site);
  await lookAt(page, [12.5, 11.2, 13.8, 12.5]);
  const asked = () =>
    page.evaluate(() => {
      const { options, geofence } = /** @type {any} */ (window).geobitPage.answer();
      return [options.forecast, options.hindcast, geofence.method.intensity, geofence.hindcast !== undefined];
    });
  assert.deepEqual(await asked(), [undefined, true, "fitted", true]);
  const [from, to] = [await onScreen(page, [13.16, 11.83]), await onScreen(page, [13.3, 11.95])];
  await page.mouse.move(from.x, from.y, { steps: 3 });
  await page.mouse.down();
  await page.mouse.move(to.x, to.y, { steps: 10 });
  await settled(page);
  assert.notDeepEqual((await activeShape(page)).geometry, maiduguri, "it was dragged");
  assert.deepEqual(await asked(), [false, undefined, "fitted", false]);
  assert.equal(await stat(page, "next"), "…");
  assert.equal(await page.locator("svg.hindcast").count(), 0);
  await page.mouse.up();
  await settled(page);
  assert.deepEqual(await asked(), [undefined, true, "fitted", true]);
  const { geometry } = await activeShape(page);
  await assertNext(page, await snapshot.geofence(geometry, { radiusKm: 25, hindcast: true, today }));
  assert.deepEqual(faults, []);
  await close();
});

test("nothing of it is told where the data do not cover the place", async () => {
  const { page, faults, close } = await openPage(browser, server.origin);
  await dropFile(page, nigeria);
  await add(page, { ...site, name: "Lisbon", geometry: { type: "Point", coordinates: [-9.1, 38.7] } });
  assert.equal(await page.locator('[data-stat="coverage"]').getAttribute("data-inside"), "none");
  assert.equal(await page.locator(".next").count(), 0);
  assert.deepEqual(faults, []);
  await close();
});

test("after the verdict of more, what followed such verdicts is told", async () => {
  const { BURSTS } = await import("../js/support.js");
  const { page, faults, close } = await openPage(browser, server.origin);
  await drop(page, "bursts.csv", BURSTS);
  await page.locator("[data-hook=data-mark] strong", { hasText: "bursts.csv" }).waitFor();
  await add(page, { kind: "circle", name: "A", km: 25, geometry: { type: "Point", coordinates: [0, 10] } });
  const words = await stat(page, "after-more");
  assert.match(
    words,
    /^In \d+ earlier cases of “more than before” in these data there were 10 times as many as usual/,
  );
  assert.match(words, /in the four weeks after (about )?1 times? as many/);
  await add(page, { kind: "circle", name: "B", km: 25, geometry: { type: "Point", coordinates: [6.3, 10] } });
  assert.equal(
    await page.locator('[data-stat="after-more"]').count(),
    0,
    "nothing is told after another verdict",
  );
  assert.deepEqual(faults, []);
  await close();
});
