// A browser without WebGL: the map's place says so and takes shapes by typing, and everything else is as ever.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { activeShape, drop, stat, unfold } from "./driver.js";
import { launch, servePage, watchedPage } from "./harness.js";

/** @type {import("playwright").Browser} */
let browser;
/** @type {Awaited<ReturnType<typeof servePage>>} */
let server;

before(async () => {
  const without = ["--disable-gpu", "--disable-webgl", "--disable-3d-apis"];
  [browser, server] = await Promise.all([launch(without), servePage()]);
});
after(async () => {
  await browser?.close();
  await server?.close();
});

/** @param {import("playwright").BrowserContextOptions} [options] */
async function openWithoutMap(options) {
  const watched = await watchedPage(browser, options);
  await watched.page.goto(`${server.origin}/`);
  await watched.page.waitForSelector("html[data-ready][data-complete]", { timeout: 60_000 });
  return watched;
}

/** @param {import("playwright").Page} page */
const idle = (page) => page.evaluate(() => /** @type {any} */ (window).geobitPage.idle());

/** Errors of the browser itself, which tells that it has no WebGL. @param {string[]} faults */
const ownFaults = (faults) => faults.filter((fault) => !/WebGL/.test(fault));

test("without WebGL shapes are typed and answered, charts and the brief are there", async (t) => {
  const { page, faults, close } = await openWithoutMap({ viewport: { width: 1280, height: 800 } });
  const place = page.locator("[data-hook=map] .no-map");
  const form = place.locator("form");

  await t.test("the map's place says why, and no tool for a map is there", async () => {
    assert.match((await place.textContent()) ?? "", /WebGL 2/);
    assert.equal(await page.locator(".toolbar").isVisible(), false);
    assert.equal(await page.locator(".map-legend").isVisible(), false, "there are no marks to explain");
    assert.equal(await page.locator("[data-hook=banner]").isVisible(), false, "no error lies over it");
  });

  await t.test("a site by its centre and radius", async () => {
    await form.locator("textarea").fill("12.23, -8.72");
    await form.locator("input[type=number]").fill("30");
    await form.locator("button[type=submit]").click();
    await idle(page);
    const { kind, km, geometry } = await activeShape(page);
    assert.deepEqual([kind, km, geometry.coordinates], ["circle", 30, [-8.72, 12.23]]);
    const expected = await page.evaluate(async () => {
      const { store } = /** @type {any} */ (window).geobitPage;
      const site = { type: "Point", coordinates: [-8.72, 12.23] };
      return (await store.get().loaded.snapshot.geofence(site, { radiusKm: 30 })).counts.certain;
    });
    assert.ok(expected > 0);
    assert.equal((await stat(page, "certain")).trim(), String(expected));
    assert.ok(await page.locator("[data-hook=result-body] svg").first().isVisible(), "a chart");
  });

  await t.test("an area and a route by their corners; what is wrong is named by its line", async () => {
    await form.locator("select").selectOption("polygon");
    await form.locator("textarea").fill("12.4, -8.9\nnowhere\n12.1, -8.7");
    await form.locator("button[type=submit]").click();
    assert.match((await form.locator("[role=alert]").textContent()) ?? "", /Line 2/);
    await form.locator("textarea").fill("12.4, -8.9\n12.4, -8.5");
    await form.locator("button[type=submit]").click();
    assert.match((await form.locator("[role=alert]").textContent()) ?? "", /3 places or more/);
    await form.locator("textarea").fill("12.4, -8.9\n12.4, -8.5\n12.1, -8.7\n");
    await form.locator("button[type=submit]").click();
    await idle(page);
    assert.equal((await activeShape(page)).geometry.coordinates[0].length, 4);
    await form.locator("select").selectOption("route");
    await form.locator("textarea").fill("12.64, -8.00\n11.42, -6.83\n11.32, -5.67");
    await form.locator("button[type=submit]").click();
    await idle(page);
    const route = await activeShape(page);
    assert.deepEqual([route.kind, route.geometry.coordinates.length], ["route", 3]);
    assert.ok(
      (await page.evaluate(() => /** @type {any} */ (window).geobitPage.answer().route)) !== undefined,
    );
  });

  await t.test("undo, redo, removal and a file of a route", async () => {
    const shapes = () => page.evaluate(() => /** @type {any} */ (window).geobitPage.shapes().length);
    await page.getByRole("button", { name: "Undo", exact: true }).first().click();
    assert.equal(await shapes(), 2);
    await page.getByRole("button", { name: "Redo", exact: true }).first().click();
    assert.equal(await shapes(), 3);
    const line = {
      type: "LineString",
      coordinates: [
        [-8, 12.6],
        [-7, 12.4],
      ],
    };
    const feature = { type: "Feature", properties: { name: "Two towns" }, geometry: line };
    await drop(page, "road.geojson", new TextEncoder().encode(JSON.stringify(feature)));
    await page.waitForFunction(() => /** @type {any} */ (window).geobitPage.shapes().length === 4);
    await idle(page);
    assert.equal((await activeShape(page)).name, "Two towns");
  });

  await t.test("a place to try, and its movement brief, which says that there is no map", async () => {
    await place.getByRole("button", { name: "Bamako–Sikasso" }).click();
    await idle(page);
    await unfold(page, "Movement");
    await page.locator("[data-hook=movement] button", { hasText: "brief" }).first().click();
    const sheet = page.locator("[data-hook=brief]:not([hidden]) .sheet");
    await sheet.filter({ hasText: "The map could not be drawn." }).waitFor({ timeout: 30_000 });
    assert.equal(
      await sheet.locator(".brief-map").count(),
      0,
      "no picture of words, stretched over the paper",
    );
  });

  assert.deepEqual(ownFaults(faults), []);
  await close();
});

test("on a phone the form fits, and in French it is French", async () => {
  const viewport = { width: 390, height: 844 };
  const { page, faults, close } = await openWithoutMap({ viewport, locale: "fr-ML" });
  assert.match((await page.locator(".no-map h2").textContent()) ?? "", /Pas de carte/);
  const overflows = await page.evaluate(() =>
    [document.documentElement, ...document.querySelectorAll(".map, .no-map")].map(
      ({ scrollWidth, clientWidth }) => scrollWidth - clientWidth,
    ),
  );
  assert.deepEqual(overflows, [0, 0, 0]);
  assert.deepEqual(ownFaults(faults), []);
  await close();
});
