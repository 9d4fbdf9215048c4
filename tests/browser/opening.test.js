// Files as people have them, dropped on the page: what is clear is opened, what is not is asked about, and nothing is wrong in silence.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { fixtures } from "../js/data.js";
import { drop, openPage, settled } from "./driver.js";
import { browser, server } from "./opened.js";

/** @typedef {import("playwright").Page} Page */

const bytes = (/** @type {string} */ text) => new TextEncoder().encode(text);
const dialogOf = (/** @type {Page} */ page, /** @type {string} */ name) =>
  page.locator(`[data-dialog=${name}]`);
const summaryOf = (/** @type {Page} */ page) =>
  page.evaluate(() => /** @type {any} */ (window).geobitPage.summary());
/** @returns {Promise<any[]>} */
const shapesOf = (/** @type {Page} */ page) =>
  page.evaluate(() => /** @type {any} */ (window).geobitPage.shapes());
const text = async (/** @type {import("playwright").Locator} */ locator) =>
  (await locator.textContent()) ?? "";

/** @param {Page} page @param {string} name */
async function dropField(page, name) {
  await drop(page, name, await readFile(`${fixtures}/field/${name}`));
  await settled(page);
}

/** @param {Page} page @param {string} name */
async function loaded(page, name) {
  await page.locator("[data-hook=data-mark] strong", { hasText: name }).waitFor();
  await settled(page);
  return summaryOf(page);
}

test("incidents from the field: a mistyped year, a form, Portuguese words, no place, a stray quote", async (t) => {
  const { page, requests, faults, close } = await openPage(browser, server.origin);
  const before = requests.length;
  const panel = page.locator("[data-hook=snapshot]");
  await t.test("04a: the row with the year 2206 is left out and named, and moves no window", async () => {
    await dropField(page, "04a-year-2206-typo.csv");
    const summary = await loaded(page, "04a-year-2206-typo.csv");
    assert.deepEqual([summary.located, summary.rejected, summary.asOf], [20, 1, "2026-03-20"]);
    assert.match(await text(page.locator("[data-hook=data-mark]")), /data as of 20 Mar 2026.*1 row left out/);
    await panel.locator("summary", { hasText: "1 rejected row" }).click();
    assert.match(await text(panel.locator("table.listing tbody tr")), /^22.*2206-03-05/);
  });
  await t.test("05b: the day of the incident and not that of the form", async () => {
    await dropField(page, "05b-kobo-export.csv");
    const summary = await loaded(page, "05b-kobo-export.csv");
    assert.deepEqual([summary.layout, summary.asOf], ["kobo", "2026-01-30"]);
    assert.match(await text(panel), /CSV: a survey form \(KoboToolbox, ODK\)/);
  });
  await t.test("06a: incidents, and no route", async () => {
    await dropField(page, "06a-eventos-portugues.csv");
    const summary = await loaded(page, "06a-eventos-portugues.csv");
    assert.deepEqual([summary.located, summary.kinds], [4, { armedClash: 3, abduction: 1 }]);
    assert.deepEqual(await shapesOf(page), []);
  });
  await t.test("13: incidents at 0°, 0° are told with their rows", async () => {
    await dropField(page, "13-null-island.csv");
    const summary = await loaded(page, "13-null-island.csv");
    assert.deepEqual([summary.located, summary.notLocatable], [1, 3]);
    const [warning] = summary.warnings.filter((/** @type {any} */ { reason }) => reason.includes("0°, 0°"));
    const [a, b, c] = warning.rows;
    const odd = panel.locator(".oddities li", { hasText: "0°, 0°" });
    assert.match(await text(odd), new RegExp(`in 3 rows: ${a}, ${b} and ${c}$`));
  });
  await t.test("17: no row vanishes in a quote that is never closed", async () => {
    await dropField(page, "17-stray-quote-in-notes.csv");
    const summary = await loaded(page, "17-stray-quote-in-notes.csv");
    assert.deepEqual([summary.rows, summary.located], [7, 7]);
    assert.match(await text(panel.locator(".oddities li", { hasText: "never closed" })), /in row 3$/);
  });
  await t.test("totals of weeks are told to be no incidents at places", async () => {
    await drop(page, "totals.csv", await readFile(`${fixtures}/files/acled_aggregated.csv`));
    const summary = await loaded(page, "totals.csv");
    assert.deepEqual([summary.layout, summary.located], ["acled-totals", 0]);
    await page
      .locator("[data-hook=banner].note", { hasText: "a total of several events in a region" })
      .waitFor();
  });
  await t.test("23b: a reference system with the latitude first is told", async () => {
    await dropField(page, "23b-crs-epsg4326-latitude-first.geojson");
    await loaded(page, "23b-crs-epsg4326-latitude-first.geojson");
    await page.locator("[data-hook=banner].note", { hasText: "EPSG/0/4326" }).waitFor();
    await page.locator(".oddities li", { hasText: "EPSG/0/4326" }).waitFor();
  });
  assert.deepEqual(requests.slice(before), []);
  assert.deepEqual(faults, []);
  await close();
});

test("routes from the field: a GPS track in CSV, shaping points, links inside an archive", async (t) => {
  const { page, requests, faults, close } = await openPage(browser, server.origin);
  const before = requests.length;
  for (const [name, vertices, km] of /** @type {const} */ ([
    ["07a-gps-track-with-timestamp.csv", 30, "47.5"],
    ["34-basecamp-shaping-points.gpx", 6, "277"],
    ["37-linked-inside.kmz", 5, "148"],
    ["63-track.gpx.gz", 5, "148"],
  ]))
    await t.test(name, async () => {
      const count = (await shapesOf(page)).length;
      await dropField(page, name);
      const shapes = await shapesOf(page);
      assert.equal(shapes.length, count + 1);
      assert.equal(shapes[count].geometry.coordinates.length, vertices);
      await settled(page);
      assert.equal(await text(page.locator('[data-stat="length"]')), `${km} km`);
    });
  assert.match(await text(page.locator("[data-hook=data-mark]")), /Demo data/);
  assert.deepEqual(requests.slice(before), []);
  assert.deepEqual(faults, []);
  await close();
});

test("35: of a plan and its track the track is ticked, and both can be added; Escape adds nothing", async () => {
  const { page, faults, close } = await openPage(browser, server.origin);
  await dropField(page, "35-osmand-rte-and-trk.gpx");
  const dialog = dialogOf(page, "found");
  await dialog.waitFor();
  const boxes = dialog.getByRole("checkbox");
  assert.deepEqual(await boxes.evaluateAll((all) => all.map((box) => /** @type {any} */ (box).checked)), [
    true,
    false,
  ]);
  assert.match(await text(dialog), /planned route/);
  assert.match(
    await text(dialog.locator("li", { has: page.getByRole("checkbox") }).first()),
    /track · 148 km · 5 points/,
  );
  await page.keyboard.press("Escape");
  await dialog.waitFor({ state: "detached" });
  assert.deepEqual(await shapesOf(page), []);

  await dropField(page, "35-osmand-rte-and-trk.gpx");
  await dialog.getByRole("button", { name: "All of the routes" }).click();
  await dialog.getByRole("button", { name: "Add 2 to the map" }).click();
  await dialog.waitFor({ state: "detached" });
  assert.deepEqual(
    (await shapesOf(page)).map(({ kind, geometry }) => [kind, geometry.coordinates.length]),
    [
      ["route", 5],
      ["route", 2],
    ],
  );
  assert.deepEqual(faults, []);
  await close();
});

test("40: both readings of a polyline are shown, and one is chosen", async () => {
  const { page, faults, close } = await openPage(browser, server.origin);
  await dropField(page, "40-six-digits-near-the-equator.polyline");
  const dialog = dialogOf(page, "readings");
  await dialog.waitFor();
  assert.equal(await dialog.locator("svg.sketch").count(), 2);
  assert.match(await text(dialog), /6 decimal digits/);
  assert.match(await text(dialog.locator('[data-digits="6"]')), /218 km.*5\.345° N, 4\.008° W/s);
  await dialog.getByRole("button", { name: "Use 6 digits" }).click();
  await settled(page);
  const [{ geometry, kind }] = await shapesOf(page);
  assert.equal(kind, "route");
  assert.deepEqual(geometry.coordinates[0], [-4.008, 5.345]);
  assert.deepEqual(faults, []);
  await close();
});

test("fifty routes are listed to choose from, and two files' questions come one after the other", async () => {
  const { page, faults, close } = await openPage(browser, server.origin);
  const track = (/** @type {number} */ i) =>
    `<trk><name>Road ${i} &lt;b&gt;</name><trkseg><trkpt lat="12" lon="${-8 + i / 50}"/><trkpt lat="11" lon="-7"/></trkseg></trk>`;
  const gpx = `<gpx>${Array.from({ length: 50 }, (_, i) => track(i)).join("")}</gpx>`;
  await drop(page, "fifty.gpx", bytes(gpx));
  await drop(page, "camps.csv", bytes("name,lat,lon\nSector A,12.64,-8.5\nSector F,11.42,-7.48\n"));
  const dialog = dialogOf(page, "found");
  await dialog.filter({ hasText: "fifty.gpx" }).waitFor();
  assert.equal(await dialog.count(), 1);
  assert.equal(await dialog.getByRole("checkbox").count(), 50);
  await dialog.getByRole("button", { name: /^Add/ }).click();
  assert.match(await text(dialog.getByRole("alert")), /Tick what is to be added/);
  await dialog.getByLabel("Road 7 <b>").check();
  await dialog.getByLabel("Road 49 <b>").check();
  await dialog.getByRole("button", { name: "Add 2 to the map" }).click();

  await dialog.filter({ hasText: "camps.csv" }).waitFor();
  assert.match(await text(dialog), /Places to watch/);
  const radius = dialog.getByLabel("Radius around points, km");
  assert.equal(await radius.inputValue(), "5");
  await radius.fill("0");
  await dialog.getByRole("button", { name: "Add 2 to the map" }).click();
  assert.equal(await dialog.count(), 1, "no such radius");
  await radius.fill("12");
  await dialog.getByRole("button", { name: "Add 2 to the map" }).click();
  await dialog.waitFor({ state: "detached" });
  await settled(page);
  assert.deepEqual(
    (await shapesOf(page)).map(({ kind, name, km }) => [kind, name, km]),
    [
      ["route", "Road 7 <b>", 5],
      ["route", "Road 49 <b>", 5],
      ["circle", "Sector A", 12],
      ["circle", "Sector F", 12],
    ],
  );
  await page.locator("[data-hook=result-title]", { hasText: "Sector F" }).waitFor();

  // The same rows are a route, if the reader says so.
  await drop(page, "camps.csv", bytes("name,lat,lon\nSector A,12.64,-8.5\nSector F,11.42,-7.48\n"));
  await dialog.getByRole("button", { name: "One route, in this order" }).click();
  await page.locator("[data-hook=result-title]", { hasText: "camps" }).waitFor();
  const last = (await shapesOf(page)).at(-1);
  assert.deepEqual([last.kind, last.geometry.coordinates.length], ["route", 2]);
  assert.deepEqual(faults, []);
  await close();
});

const UNKNOWN = "quand;est;nord;quoi\n03/04/2026;-8,5;12,2;Riot\n05/06/2026;-8,4;12,1;Riot\n";

test("an unknown header is asked about, with the day or the month first, and is remembered if that is ticked", async () => {
  const { page, requests, faults, close } = await openPage(browser, server.origin);
  const before = requests.length;
  await drop(page, "unknown.csv", bytes(UNKNOWN));
  await settled(page);
  const dialog = dialogOf(page, "columns");
  await dialog.waitFor();
  assert.match(await text(dialog), /No column was recognised for .*day/);
  assert.doesNotMatch(await text(dialog), /mapping|dateOrder/);
  const select = (/** @type {string} */ field) => dialog.locator(`select[data-field="${field}"]`);
  assert.ok(
    await select("start").evaluate((element) => element === document.activeElement),
    "the first that is missing",
  );
  await dialog.getByRole("button", { name: "Read the file" }).click();
  assert.match(await text(dialog.getByRole("alert")), /Choose the columns/);
  assert.equal(await select("lon").getAttribute("aria-invalid"), "true");

  await dialog.getByLabel("Day", { exact: true }).selectOption("quand");
  await dialog.getByLabel("Longitude", { exact: true }).selectOption("est");
  await dialog.getByLabel("Latitude", { exact: true }).selectOption("nord");
  await dialog.getByLabel("Kind of incident").selectOption("quoi");
  const dayFirst = dialog.getByLabel("the day comes first");
  await dayFirst.waitFor();
  await dialog.locator(".orders", { hasText: "03/04/2026 → 3 April 2026" }).waitFor();
  await dialog.locator(".orders", { hasText: "03/04/2026 → 4 March 2026" }).waitFor();
  await dialog.getByRole("button", { name: "Read the file" }).click();
  await dialog.getByRole("alert").filter({ hasText: "day or the month comes first" }).waitFor();
  await dayFirst.check();
  await dialog.locator(".dates-read", { hasText: "05/06/2026 → 5 June 2026" }).waitFor();
  await dialog.getByLabel("Remember for files with these columns").check();
  await dialog.getByRole("button", { name: "Read the file" }).click();
  const summary = await loaded(page, "unknown.csv");
  assert.deepEqual([summary.located, summary.from, summary.to], [2, "2026-04-03", "2026-06-05"]);
  assert.deepEqual(summary.kinds, { riot: 2 });
  assert.equal(await dialog.count(), 0);

  await drop(page, "another.csv", bytes(UNKNOWN.replace("03/04/2026", "01/02/2026")));
  assert.equal((await loaded(page, "another.csv")).from, "2026-02-01", "it is not asked about again");
  const panel = page.locator("[data-hook=snapshot]");
  await panel.getByRole("button", { name: "Forget them" }).click();
  assert.equal(await panel.getByRole("button", { name: "Forget them" }).count(), 0);
  await drop(page, "third.csv", bytes(UNKNOWN));
  await dialog.waitFor();
  await page.keyboard.press("Escape");
  await dialog.waitFor({ state: "detached" });
  assert.equal((await summaryOf(page)).name, "another.csv", "what was loaded stays");
  assert.deepEqual(requests.slice(before), []);
  assert.deepEqual(faults, []);
  await close();
});

test("dates that leave the order open are asked about, and nothing is kept that was not ticked", async () => {
  const { page, faults, close } = await openPage(browser, server.origin);
  await drop(page, "open.csv", bytes("id,start,lon,lat,kind\n1,03/04/2026,-8,12,riot\n"));
  const dialog = dialogOf(page, "columns");
  await dialog.waitFor();
  assert.match(await text(dialog), /whether the day or the month comes first/);
  await dialog.getByLabel("the month comes first").check();
  await dialog.getByRole("button", { name: "Read the file" }).click();
  assert.equal((await loaded(page, "open.csv")).from, "2026-03-04");
  assert.equal(await page.evaluate(() => localStorage.length), 0);

  // The summary opens the same question again.
  await page.getByRole("button", { name: "Change how its columns are read…" }).click();
  assert.ok(await dialog.getByLabel("the month comes first").isChecked());
  await dialog.getByLabel("the day comes first").check();
  await dialog.getByRole("button", { name: "Read the file" }).click();
  await page.waitForFunction(() => /** @type {any} */ (window).geobitPage.summary().from === "2026-04-03");
  assert.deepEqual(faults, []);
  await close();
});

test("a choice with which the file cannot be read leaves the dialog, with what is wrong", async () => {
  const { page, faults, close } = await openPage(browser, server.origin);
  await drop(page, "wrong.csv", bytes("quand,est,nord,quoi\n2026-01-02,-8,12,Riot\n"));
  const dialog = dialogOf(page, "columns");
  await dialog.getByLabel("Day", { exact: true }).selectOption("quoi");
  await dialog.getByLabel("Longitude", { exact: true }).selectOption("est");
  await dialog.getByLabel("Latitude", { exact: true }).selectOption("nord");
  await dialog.locator(".dates-read", { hasText: "Riot → cannot be read as a date" }).waitFor();
  await dialog.getByRole("button", { name: "Read the file" }).click();
  await dialog.getByRole("alert").filter({ hasText: "could not be read like this" }).waitFor();
  assert.ok(await dialog.isVisible());
  assert.equal(await dialog.getByLabel("Day", { exact: true }).inputValue(), "quoi");
  assert.match(await text(page.locator("[data-hook=data-mark]")), /Demo data/);
  await dialog.getByLabel("Day", { exact: true }).selectOption("quand");
  await dialog.getByRole("button", { name: "Read the file" }).click();
  assert.equal((await loaded(page, "wrong.csv")).from, "2026-01-02");
  assert.deepEqual(faults, []);
  await close();
});

test("of a workbook with several sheets one is chosen, and a sheet of sites is offered", async () => {
  const { page, requests, faults, close } = await openPage(browser, server.origin);
  const before = requests.length;
  const workbook = (/** @type {string} */ name) => readFile(`${fixtures}/spreadsheets/${name}`);
  await drop(page, "two-years.xlsx", await workbook("two-years.xlsx"));
  const dialog = dialogOf(page, "sheet");
  await dialog.getByRole("button", { name: "2025", exact: true }).click();
  const summary = await loaded(page, "two-years.xlsx, 2025");
  assert.ok(summary.located > 0);
  await drop(page, "camps.xlsx", await workbook("camps.xlsx"));
  await dialogOf(page, "found").filter({ hasText: "Places to watch" }).waitFor();
  await page.keyboard.press("Escape");
  assert.deepEqual(requests.slice(before), []);
  assert.deepEqual(faults, []);
  await close();
});

test("of several files that are dropped at once one is opened, and what happened to the others is said", async () => {
  const { page, faults, close } = await openPage(browser, server.origin);
  /** @param {[name: string, text: string][]} files */
  const dropAll = (files) =>
    page.evaluate((all) => {
      const dataTransfer = new DataTransfer();
      for (const [name, text] of all) dataTransfer.items.add(new File([text], name));
      document.body.dispatchEvent(new DragEvent("drop", { dataTransfer, bubbles: true, cancelable: true }));
    }, files);
  const log = "id,start,lon,lat,kind\n1,2026-01-01,-8,12,riot\n";
  await dropAll(Array.from({ length: 32 }, (_, i) => [`log ${i}.csv`, log]));
  const banner = page.locator("[data-hook=banner]");
  await banner.filter({ hasText: "One file is opened at a time." }).waitFor();
  assert.match(
    (await banner.textContent()) ?? "",
    /log 1\.csv, log 2\.csv, log 3\.csv and 28 others were not opened\. Open them one after the other; .*“Add another log…”/,
  );
  assert.match((await page.locator("[data-hook=data-mark]").textContent()) ?? "", /log 0\.csv/);

  // Where the first one is refused, that is said as well.
  await dropAll([
    ["notes.csv", ""],
    ["other.csv", log],
  ]);
  await banner.filter({ hasText: "other.csv was not opened." }).waitFor();
  assert.match((await banner.textContent()) ?? "", /notes\.csv could not be opened\./);
  assert.deepEqual(faults, []);
  await close();
});
