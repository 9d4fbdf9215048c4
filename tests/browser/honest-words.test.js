// What the data do not cover is said in words and never in numbers, on the page and in the brief; old data say so first.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { openPage, settled, stat, unfold } from "./driver.js";
import { realData, watchedPage } from "./harness.js";
import { browser, server } from "./opened.js";

/** @typedef {import("playwright").Page} Page */

const car = realData("ucdp_ged_car_v23_1.geojson");
const MALIAN_ROAD = [
  [-8.0, 12.64],
  [-7.48, 11.42],
  [-5.67, 11.32],
];
const CAR_ROAD = [
  [18.56, 4.37],
  [20.67, 5.77],
];
/** Names of statistics, which belong under *Method*, and words that are never said. */
const STATISTICS = /\bp [<=]|\bq \d|\bz [−\d]|shrunk|dominated|95\s% interval of the ratio|times the rate/i;
const NEVER = /\bsafe\b|predict|threat level/i;

/** @param {Page} page @param {string} path */
async function load(page, path) {
  await page.locator("input[type=file]").first().setInputFiles(path);
  await page
    .locator("[data-hook=data-mark] strong", { hasText: "ucdp_ged_car" })
    .waitFor({ timeout: 60_000 });
  await settled(page);
}

/** @param {Page} page @param {object} shape */
async function add(page, shape) {
  await page.evaluate((one) => /** @type {any} */ (window).geobitPage.addShape(one), shape);
  await settled(page);
}

/** @param {string} name @param {number[][]} coordinates */
const route = (name, coordinates) => ({
  ...{ kind: "route", name, km: 5 },
  geometry: { type: "LineString", coordinates },
});

/** @param {Page} page */
const results = async (page) => (await page.locator("[data-hook=result-body]").innerText()).trim();

/** Number of coloured parts of a route on the map. @param {Page} page @returns {Promise<number>} */
const coloured = (page) =>
  page.evaluate(async () => {
    const { map } = /** @type {any} */ (window).geobitPage;
    const { features } = await map.getSource("answer").getData();
    return features.length;
  });

/** @param {Page} page @param {string} button @returns {Promise<string>} */
async function saved(page, button) {
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name: button, exact: true }).click(),
  ]);
  return readFile(await download.path(), "utf8");
}

test("a route in Mali is refused in words on data of the Central African Republic, and so is its brief", async () => {
  const { page, faults, close } = await openPage(browser, server.origin);
  await load(page, car);
  await add(page, route("Bamako–Sikasso", MALIAN_ROAD));
  const words = await stat(page, "coverage");
  assert.match(
    words,
    /^These data are old: they end on \d+ \w+ \d{4}, [\d,]+ days before today\. The data do not cover this route/,
  );
  assert.match(
    words,
    /the nearest recorded incident is [12],\d{3} km away\. Nothing can be said about it\.$/,
  );
  const text = await results(page);
  assert.ok(text.startsWith(words), "the words come first");
  for (const name of ["corridor", "encounter", "mean", "peak", "verdict", "silence"])
    assert.equal(await page.locator(`[data-stat="${name}"]`).count(), 0, name);
  assert.doesNotMatch(text, /100,000|no recorded incidents|none in/i);
  assert.equal(await coloured(page), 0, "no colour");
  assert.ok((await stat(page, "length")).includes("km"), "the length of the route is known");

  await page.locator("[data-hook=movement] summary").click();
  await page.getByRole("button", { name: "Movement brief…" }).click();
  await page.locator('[data-hook=brief][data-brief="ready"]').waitFor({ timeout: 60_000 });
  const sheet = page.locator(".sheet");
  assert.equal(await sheet.locator('[data-brief="coverage"]').textContent(), words);
  for (const name of ["encounter", "recent", "stretches", "incidents"])
    assert.equal(await sheet.locator(`[data-brief="${name}"]`).count(), 0, name);
  const paper = (await sheet.textContent()) ?? "";
  assert.doesNotMatch(paper, /100,000|no recorded incidents|none in/i);
  const { metadata, features } = JSON.parse(await saved(page, "GeoJSON"));
  assert.equal(metadata.coverage.inside, "none");
  assert.deepEqual(metadata.texts[0], { name: "coverage", text: words });
  const [own] = features;
  assert.deepEqual([own.properties.part, "expected" in own.properties], ["route", false]);
  assert.ok(!features.some((/** @type {any} */ one) => one.properties.part === "stretch"));
  assert.ok((await saved(page, "CSV")).includes(words));
  assert.deepEqual(faults, []);
  await close();
});

test("the engine's sentences are French on a page in French", async () => {
  const watched = await watchedPage(browser);
  const { page } = watched;
  await page.goto(`${server.origin}/?lang=fr`);
  await page.waitForSelector("html[data-complete]", { timeout: 60_000 });
  await settled(page);
  await load(page, car);
  await add(page, route("Bamako–Sikasso", MALIAN_ROAD));
  const words = await stat(page, "coverage");
  assert.match(words, /^Ces données sont anciennes\s: .+ Les données ne couvrent pas cet itinéraire\s: /);
  assert.match(words, /On ne peut rien en dire\.$/);
  assert.equal(await page.locator('[data-stat="coverage"]').getAttribute("lang"), "fr");
  await page.locator("[data-hook=movement] summary").first().click();
  await page.getByRole("button", { name: "Fiche de mouvement…" }).click();
  await page.locator('[data-hook=brief][data-brief="ready"]').waitFor({ timeout: 60_000 });
  assert.equal(await page.locator('.sheet [data-brief="coverage"]').textContent(), words);
  await page.getByRole("button", { name: "Fermer", exact: true }).click();
  await add(page, {
    kind: "circle",
    name: "Bangui",
    km: 25,
    geometry: { type: "Point", coordinates: CAR_ROAD[0] },
  });
  assert.match(await stat(page, "verdict"), /entre le \d+(er)? .*(et le|au) \d+|jusqu’au \d+/);
  assert.deepEqual(watched.faults, []);
  await watched.close();
});

test("old data say so first, name windows by their dates, and keep the names of statistics under Method", async () => {
  const { page, faults, close } = await openPage(browser, server.origin);
  await load(page, car);
  for (const shape of [
    { kind: "circle", name: "Bangui", km: 60, geometry: { type: "Point", coordinates: CAR_ROAD[0] } },
    route("Bangui–Bambari", CAR_ROAD),
  ]) {
    await add(page, shape);
    const text = await results(page);
    assert.match(text, /^These data are old: they end on /);
    assert.doesNotMatch(text, /these 28 days|last 28 days/i);
    assert.doesNotMatch(text, STATISTICS);
    assert.doesNotMatch(text, NEVER);
    assert.match(await stat(page, "verdict"), /between \d+ \w+|up to \d+ \w+/);
  }
  await unfold(page, "Method");
  assert.match(await results(page), /in the 28 days from/, "the statistics are under Method");
  assert.match(await stat(page, "legs"), /^(About|More than) .* straight lines of over 10 km/);
  assert.deepEqual(faults, []);
  await close();
});
