// The tab Incidents: every incident of an answer is listed, sorted, filtered, shown on the map, and saved.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { open } from "geobit";
import Papa from "papaparse";
import { clickMap, drop, openPage, settled } from "./driver.js";
import { root } from "./harness.js";
import { browser, server } from "./opened.js";

/** @typedef {import("playwright").Page} Page */

/** @type {import("geobit").Geobit} */
let geobit;
/** @type {import("geobit").Snapshot} */
let demo;
before(async () => {
  geobit = await open();
  demo = await geobit.load(new Uint8Array(await readFile(join(root, "www/dist-test/demo.parquet"))));
});
after(() => geobit?.close());

const office = /** @type {const} */ ({
  ...{ kind: "circle", name: "Office", km: 60 },
  geometry: { type: "Point", coordinates: [-7.9, 12.6] },
});
const road = /** @type {const} */ ({
  ...{ kind: "route", name: "Road", km: 5 },
  geometry: {
    type: "LineString",
    coordinates: [
      [-8, 12.64],
      [-7.48, 11.42],
      [-5.67, 11.32],
    ],
  },
});

/** @param {Page} page @param {object} shape */
async function add(page, shape) {
  await page.evaluate((added) => /** @type {any} */ (window).geobitPage.addShape(added), shape);
  await settled(page);
}

const tab = (/** @type {Page} */ page, /** @type {string} */ name) => page.getByRole("tab", { name });
const lines = (/** @type {Page} */ page) => page.locator(".incident-table tbody tr[data-index]");
const status = (/** @type {Page} */ page) => page.locator("[data-stat=listed]");
/** Waits for what the list says of itself. @param {Page} page @param {RegExp} words */
const says = (page, words) => status(page).filter({ hasText: words }).waitFor();
/** @param {Page} page @param {number} row @param {number} column */
const cell = (page, row, column) => lines(page).nth(row).locator("td").nth(column).innerText();
/** @param {Page} page @returns {Promise<number | null>} */
const selected = (page) =>
  page.evaluate(() => /** @type {any} */ (window).geobitPage.store.get().list.selected);
/** @param {Page} page @returns {Promise<{ lng: number, lat: number }>} */
const centre = (page) => page.evaluate(() => /** @type {any} */ (window).geobitPage.map.getCenter());
/** @param {Page} page @param {string} format */
async function saved(page, format) {
  const waiting = page.waitForEvent("download");
  await page.locator(`[data-save-list=${format}]`).click();
  const download = await waiting;
  return { name: download.suggestedFilename(), text: await readFile(await download.path(), "utf8") };
}

test("the tabs are reached and changed by the keyboard, and the focus stays", async () => {
  const { page, faults, close } = await openPage(browser, server.origin);
  await add(page, office);
  await tab(page, "Summary").focus();
  const chosen = () => page.locator('[role=tab][aria-selected="true"]').innerText();
  const focused = () => page.evaluate(() => document.activeElement?.textContent);
  for (const [key, name] of [
    ["ArrowRight", "Incidents"],
    ["ArrowRight", "Compare"],
    ["ArrowRight", "Region"],
    ["ArrowRight", "Roads"],
    ["ArrowRight", "Summary"],
    ["ArrowLeft", "Roads"],
    ["Home", "Summary"],
    ["End", "Roads"],
  ]) {
    await page.keyboard.press(key);
    assert.equal(await chosen(), name);
    assert.equal(await focused(), name);
    assert.equal(await page.locator("[role=tabpanel]:visible").count(), 1);
  }
  for (const panel of await page.locator("[role=tabpanel]").all()) {
    const label = await panel.getAttribute("aria-labelledby");
    assert.equal(
      await page.locator(`#${label}`).getAttribute("aria-controls"),
      await panel.getAttribute("id"),
    );
  }
  assert.deepEqual(faults, []);
  await close();
});

test("a number of the summary lists what it counts, which is what the package counts", async () => {
  const { page, requests, faults, close } = await openPage(browser, server.origin);
  await add(page, office);
  const { geometry, km } = office;
  const report = await demo.geofence(/** @type {any} */ (geometry), { radiusKm: km });
  const { certain, possible } = report.counts;
  assert.ok(certain > 20 && possible > 5, "the demo data are meant to have both");
  const before = requests.length;

  await page.locator("[data-stat=certain] button").click();
  await says(page, new RegExp(`^${certain} incidents of ${certain + possible} recorded: ${certain} certain`));
  assert.equal(await page.evaluate(() => document.activeElement?.textContent), "Incidents", "keys go on");
  assert.deepEqual(
    await page
      .locator(".incident-table tbody tr[data-index]")
      .evaluateAll((rows) => [
        ...new Set(rows.map((row) => /** @type {HTMLElement} */ (row).dataset.certain)),
      ]),
    ["true"],
  );
  await tab(page, "Summary").click();
  await page.locator("[data-stat=possible] button").click();
  await says(page, new RegExp(`^${possible} incidents of .*${possible} possible`));
  assert.match(await cell(page, 0, 3), /^possible, \d/);
  await tab(page, "Summary").click();
  await page.locator("[data-stat=recent] button").click();
  await says(page, new RegExp(`^${report.recent.count} incidents? of`));
  assert.match((await page.locator("[data-list=period]").textContent()) ?? "", /^Only \d/);
  await page.locator("[data-list=clear]").click();
  await says(page, new RegExp(`^${certain + possible} recorded incidents: ${certain} certain`));
  assert.deepEqual(requests.slice(before), [], "no request is made for it");
  assert.deepEqual(faults, []);
  await close();
});

test("incidents are sorted by a click on a head, and filtered by kind, deaths and words", async () => {
  const { page, faults, close } = await openPage(browser, server.origin);
  await add(page, office);
  await tab(page, "Incidents").click();
  await lines(page).first().waitFor();
  const table = page.locator(".incident-table");
  const report = await demo.geofence(/** @type {any} */ (office.geometry), { radiusKm: office.km });
  const records = await demo.incidents(report.rows);
  assert.equal(Number(await table.getAttribute("aria-rowcount")), records.length + 1);
  const sort = (/** @type {string} */ by) => page.locator(`[data-sort=${by}]`);
  const order = (/** @type {string} */ by) => sort(by).locator("..").getAttribute("aria-sort");
  assert.equal(await order("day"), "descending");
  await sort("day").click();
  await page.locator('th[aria-sort="ascending"]').waitFor();
  assert.equal(await order("day"), "ascending");

  // What the records say is fetched before they are sorted by it.
  await sort("deaths").click();
  await page.locator('th[aria-sort="descending"] [data-sort=deaths]').waitFor();
  const most = Math.max(...records.map(({ fatalities }) => fatalities.best ?? 0));
  assert.equal(await cell(page, 0, 2), String(most));

  const deadly = records.filter(({ fatalities }) => (fatalities.best ?? 0) > 0).length;
  await page.locator("[data-list=deadly]").check();
  await says(page, new RegExp(`^${deadly} incidents of`));
  await page.locator("[data-list=deadly]").uncheck();
  const kind = records[0].kind;
  await page.locator("[data-list=kind]").selectOption(kind);
  await says(page, new RegExp(`^${records.filter((one) => one.kind === kind).length} incidents? of`));
  await page.locator("[data-list=clear]").click();
  const [word] = records[0].actors[0].split(" ");
  await page.locator("[data-list=text]").fill(word.toUpperCase());
  await says(page, / incidents? of /);
  assert.ok((await lines(page).count()) > 0);
  assert.ok((await lines(page).first().innerText()).toLowerCase().includes(word.toLowerCase()));
  await page.locator("[data-list=text]").fill("no such word");
  await says(page, /None of them is like this/);
  assert.equal(await table.isVisible(), false);
  assert.equal(
    await page.evaluate(() => document.activeElement?.getAttribute("data-list")),
    "text",
    "typing goes on",
  );
  assert.deepEqual(faults, []);
  await close();
});

test("a row is shown on the map, and a point on the map selects its row", async () => {
  const { page, faults, close } = await openPage(browser, server.origin);
  await add(page, office);
  await tab(page, "Incidents").click();
  await lines(page).first().waitFor();
  const report = await demo.geofence(/** @type {any} */ (office.geometry), { radiusKm: office.km });
  const { day, lon, lat } = await demo.columns();
  const byDay = [...report.rows].sort((a, b) => day[b] - day[a] || a - b);
  const isAt = async (/** @type {number} */ row) => {
    const { lng, lat: north } = await centre(page);
    return Math.abs(lng - lon[row]) < 1e-3 && Math.abs(north - lat[row]) < 1e-3;
  };

  await lines(page).nth(2).click();
  await settled(page);
  assert.equal(await selected(page), byDay[2]);
  assert.ok(await isAt(byDay[2]), "a click flies there");
  assert.equal(await lines(page).nth(2).getAttribute("aria-selected"), "true");
  assert.equal(await page.locator("[data-hook=record]").isVisible(), false);
  await lines(page).nth(2).click();
  await page.locator("[data-hook=record]").waitFor();
  await page.keyboard.press("Escape");

  // The keyboard alone.
  await page.locator(".incident-table").focus();
  await page.keyboard.press("ArrowDown");
  assert.equal(await selected(page), byDay[3]);
  const active = () =>
    page.evaluate(() => {
      const id = document.activeElement?.getAttribute("aria-activedescendant");
      return id ? document.getElementById(id)?.getAttribute("aria-rowindex") : null;
    });
  assert.equal(await active(), "5", "a screen reader is told the row");
  await page.keyboard.press("End");
  assert.equal(await selected(page), byDay.at(-1));
  assert.equal(await active(), String(byDay.length + 1), "which is scrolled to");
  await page.waitForFunction(
    ([x, y]) => {
      const { lng, lat: north } = /** @type {any} */ (window).geobitPage.map.getCenter();
      return Math.abs(lng - x) < 1e-3 && Math.abs(north - y) < 1e-3;
    },
    [lon[byDay[byDay.length - 1]], lat[byDay[byDay.length - 1]]],
  );
  await page.keyboard.press("Enter");
  await page.locator("[data-hook=record]").waitFor();
  await page.locator("[data-hook=record]").press("Escape");

  // A click on the map.
  await page.keyboard.press("Home");
  // Where a key rests, the map flies a moment later.
  await page.waitForTimeout(400);
  await settled(page);
  const last = byDay[byDay.length - 1];
  await page.evaluate(
    ([x, y]) => {
      /** @type {any} */ (window).geobitPage.map.jumpTo({ center: [x, y], zoom: 13 });
    },
    [lon[last], lat[last]],
  );
  await settled(page);
  await clickMap(page, [lon[last], lat[last]]);
  const row = Number(await selected(page));
  assert.deepEqual([lon[row], lat[row]], [lon[last], lat[last]]);
  await page.locator('.incident-table tr[aria-selected="true"]').waitFor();
  assert.ok(await page.locator('.incident-table tr[aria-selected="true"]').isVisible());
  assert.deepEqual(faults, []);
  await close();
});

test("what is listed is saved as CSV and GeoJSON, after the page has said what they tell", async () => {
  const { page, faults, close } = await openPage(browser, server.origin);
  await add(page, road);
  await tab(page, "Incidents").click();
  await lines(page).first().waitFor();
  const report = await demo.route(/** @type {any} */ (road.geometry), { corridorKm: road.km });
  const text = (await page.locator("[data-hook=incidents-tab]").textContent()) ?? "";
  assert.ok(text.includes(`the places and texts of ${report.rows.length} incidents`), text);
  assert.ok(text.includes("one can tell which place was asked about"), text);
  await page.locator("[data-sort=along]").click();
  await page.locator('th[aria-sort="ascending"] [data-sort=along]').waitFor();
  const csv = await saved(page, "csv");
  assert.equal(csv.name, "Incidents Road.csv");
  const { data } = Papa.parse(csv.text.trimEnd(), { header: true });
  const rows = /** @type {Record<string, string>[]} */ (data);
  const along = rows.map((row) => Number(row.along_km));
  assert.deepEqual(
    along,
    [...report.alongKm].sort((a, b) => a - b),
    "in the order of the table",
  );
  const geojson = JSON.parse((await saved(page, "geojson")).text);
  assert.equal(geojson.features.length, report.rows.length);
  const certain = geojson.features.filter(
    (/** @type {any} */ { properties }) => properties.inside === "certain",
  ).length;
  assert.equal(
    certain,
    report.segments.reduce((sum, { count }) => sum + count, 0),
    "as the engine counts",
  );
  assert.deepEqual(faults, []);
  await close();
});

test("a hundred thousand rows are scrolled through, a screen of them at a time", async () => {
  const { page, faults, close } = await openPage(browser, server.origin);
  const table = ["id,date,latitude,longitude,place"];
  for (let i = 0; i < 100_000; i++)
    table.push(
      `r${i},20${String(10 + (i % 15))}-0${1 + (i % 9)}-1${i % 10},${12 + (i % 997) / 5000},${-8 + (i % 991) / 5000},Place ${i}`,
    );
  await drop(page, "many.csv", Buffer.from(table.join("\n")));
  await page.locator("[data-hook=data-mark] strong", { hasText: "many.csv" }).waitFor({ timeout: 60_000 });
  await settled(page);
  // The map looks elsewhere: drawing them all in software takes longer than listing them.
  await page.evaluate(() => /** @type {any} */ (window).geobitPage.map.jumpTo({ center: [60, 60], zoom: 8 }));
  await add(page, { ...office, geometry: { type: "Point", coordinates: [-7.9, 12.1] } });
  await tab(page, "Incidents").click();
  await says(page, /^100,000 recorded incidents/);
  assert.equal(await page.locator(".incident-table").getAttribute("aria-rowcount"), "100001");
  assert.ok((await lines(page).count()) < 100, "only what is on the screen is made");
  await page.locator(".incident-scroll").evaluate((box) => {
    box.scrollTop = box.scrollHeight / 2;
  });
  await page.waitForFunction(() => {
    const row = document.querySelector(".incident-table tbody tr[data-index]");
    return Number(/** @type {HTMLElement} */ (row)?.dataset.index) > 40_000;
  });
  await lines(page).first().filter({ hasText: "Place " }).waitFor();
  await page.locator(".incident-table").focus();
  await page.keyboard.press("End");
  await page.locator('tr[data-index="99999"]').waitFor();

  // The records of all are read to put them in order.
  await page.locator("[data-sort=place]").click();
  await page.locator('th[aria-sort="ascending"] [data-sort=place]').waitFor();
  await page.locator(".incident-scroll").evaluate((box) => {
    box.scrollTop = 0;
  });
  await lines(page)
    .first()
    .locator("td", { hasText: /^Place 0$/ })
    .waitFor();
  assert.deepEqual(faults, []);
  await close();
});
