// The movement brief, end to end: planned in the panel, shown, printed on one page, and saved. Its numbers are the package's.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import {
  chooseTrips,
  formatCount,
  formatExpectedInTrips,
  formatHours,
  formatKm,
  formatNumber,
  formatPercent,
} from "../../www/src/format.js";
import { csv } from "../js/support.js";
import { drop, openPage, settled, stat, tryPlace } from "./driver.js";
import { requestsAfter } from "./harness.js";
import { browser, server } from "./opened.js";

/** @typedef {import("playwright").Page} Page */

/** @param {Page} page @param {string} name */
const field = (page, name) => page.locator(`[data-hook=movement] [name="${name}"]`);

/** Adds a route to try, and sets its departure. @param {Page} page @param {{ date: string, time: string, offset: string }} departure */
async function plan(page, departure) {
  await tryPlace(page, "Bamako–Sikasso");
  await settled(page);
  await page.locator("[data-hook=movement] summary").click();
  await field(page, "date").fill(departure.date);
  await field(page, "time").fill(departure.time);
  await field(page, "offset").selectOption(departure.offset);
  await settled(page);
}

/** @param {Page} page */
async function openBrief(page) {
  await page.getByRole("button", { name: "Movement brief…" }).click();
  await page.locator('[data-hook=brief][data-brief="ready"]').waitFor({ timeout: 60_000 });
}

/** @param {Page} page @returns {Promise<any>} */
const answer = (page) => page.evaluate(() => /** @type {any} */ (window).geobitPage.answer());

/** Reads a table of the brief. @param {Page} page @param {string} name @returns {Promise<string[][]>} */
const written = (page, name) =>
  page
    .locator(`table[data-brief="${name}"] tbody tr`)
    .evaluateAll((rows) =>
      rows.map((row) => [...row.querySelectorAll("td")].map((cell) => cell.textContent ?? "")),
    );

/** Returns the pages of a PDF and the size of their paper, points. @param {Uint8Array} pdf */
function pagesOf(pdf) {
  const text = Buffer.from(pdf).toString("latin1");
  const boxes = [...text.matchAll(/\/MediaBox\s*\[([^\]]+)\]/g)].map(([, box]) =>
    box.trim().split(/\s+/).map(Number),
  );
  return { pages: [...text.matchAll(/\/Type\s*\/Page(?![a-z])/gi)].length, boxes };
}

/** Checks that a brief takes no page more than it has parts that begin one. @param {Page} page @param {number} pages */
async function assertPages(page, pages) {
  const second = await page.locator(".brief-second").count();
  const continued = await page.locator(".brief-continued").count();
  assert.equal(pages, 1 + second + continued);
}

/** @param {Page} page */
const print = (page) => page.pdf({ preferCSSPageSize: true, printBackground: true });

/** @param {Page} page @param {string} name the button's @returns {Promise<{ name: string, text: string }>} */
async function saved(page, name) {
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name, exact: true }).click(),
  ]);
  return { name: download.suggestedFilename(), text: await readFile(await download.path(), "utf8") };
}

/** Parses rows that have no line breaks within cells. @param {string} text @returns {Record<string, string>[]} */
function parseCsv(text) {
  const [head, ...rows] = text
    .replace(/^\uFEFF/, "")
    .trim()
    .split("\r\n")
    .map((line) =>
      [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^",]*))/g)].map(
        ([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain,
      ),
    );
  return rows.map((row) => Object.fromEntries(head.map((name, i) => [name, row[i]])));
}

test("a movement is planned, briefed, printed on A4 and saved, with the package's numbers", async (t) => {
  const { page, requests, faults, close } = await openPage(browser, server.origin);
  const requestsOfStart = requests.length;
  const camera = () =>
    page.evaluate(() => {
      const { map } = /** @type {any} */ (window).geobitPage;
      return [map.getCenter().lng, map.getCenter().lat, map.getZoom(), map.getCanvas().clientWidth];
    });
  await plan(page, { date: "2026-11-24", time: "13:00", offset: "60" });
  await page.getByRole("button", { name: "+ A stop" }).click();
  await field(page, "km").fill("100");
  await field(page, "hours").fill("1.5");
  await field(page, "speedKmh").fill("50");
  await settled(page);
  await page.waitForFunction(() =>
    document.querySelector('[data-stat="daylight"]')?.textContent?.startsWith("Arrives"),
  );

  await t.test("the plan is part of the question", async () => {
    const { options, route } = await answer(page);
    assert.equal(options.departure, "2026-11-24T12:00");
    assert.equal(options.speedKmh, 50);
    assert.deepEqual(options.stops, [{ km: 100, hours: 1.5 }]);
    assert.ok(Math.abs(route.hours - route.lengthKm / 50 - 1.5) < 1e-9);
    // 351 km at 50 km/h and the stop, from 13:00: after sunset at Sikasso, which is 18:56 in UTC+1.
    assert.match(
      await stat(page, "daylight"),
      /^Arrives 21:3\d UTC\+1, in the dark, 2 h 3\d min after sunset \(18:5\d\)\.$/,
    );
  });

  const before = await camera();
  await openBrief(page);
  const { route } = await answer(page);
  const sheet = page.locator(".sheet");
  const text = (await sheet.textContent()) ?? "";

  await t.test("its numbers are those of the package's report", async () => {
    assert.ok(text.includes(`${formatKm(route.lengthKm)}, ${formatHours(route.hours)}`));
    const { expected } = route.encounter;
    const trips = chooseTrips([route.encounter]);
    const encounter = (await sheet.locator('[data-brief="encounter"]').textContent()) ?? "";
    assert.ok(encounter.startsWith(formatExpectedInTrips(expected, trips)));
    assert.doesNotMatch(encounter, /interval/);
    const card = await written(page, "card");
    assert.deepEqual([card[0][0], card.at(-1)?.[0]], ["Bamako", "Sikasso"]);
    assert.equal(card.at(-1)?.[1], formatNumber(route.lengthKm));
    const stop = card.find(([, , , , , arrives, leaves]) => arrives && leaves);
    assert.equal(stop?.[1], "100");
    const worst = await written(page, "stretches");
    assert.equal(worst.length, 2 * Math.min(5, route.stretches.length), "two rows each");
    const [first] = route.stretches;
    assert.equal(worst[0][1], `${formatNumber(first.fromKm)}–${formatNumber(first.toKm)}`);
    assert.equal(worst[0][2], formatPercent(first.share));
    assert.ok(
      worst[1][1].includes(`${first.recent.count} in 28 days, ${first.baseline.count} in 336 before`),
    );
    for (const what of ["Data as of 22 Nov 2026", "Demo data: synthetic", "CC0-1.0", "UTC+1"])
      assert.ok(text.includes(what), what);
    assert.match(text, /Driven in the dark: km [\d.]+–351 \((18:5\d|19:0\d)–21:3\d\)/);
    assert.equal(text.match(/The data tell days and not hours/g)?.length, 1);
    assert.match(text, /Derived from recorded incidents; not a risk advisory\./);
    assert.doesNotMatch(text, /\bsafe|threat level|predict/i);
    for (const asked of [
      "Journey manager",
      "Vehicles",
      "Drivers",
      "Contacts",
      "Sender",
      "Destination",
      "Overdue action",
    ])
      assert.ok(text.includes(asked), asked);
    for (const asked of ["No-go and turn-back points", "Havens", "Medical", "Approved by"])
      assert.ok(text.includes(asked), asked);
  });

  await t.test(
    "the incidents are those of the last 28 days, and those without room follow on other pages",
    async () => {
      const rows = await written(page, "incidents");
      const more = (await written(page, "continued")).length;
      assert.equal(Number(/and (\d+) more on the pages/.exec(text)?.[1] ?? 0), more);
      const from = Date.parse("2026-10-26");
      for (const [date] of rows) assert.ok(Date.parse(`${date} 2026 UTC`) >= from, date);
      const { features } = JSON.parse((await saved(page, "GeoJSON")).text);
      const incidents = features.filter(
        (/** @type {any} */ { properties }) => properties.part === "incident",
      );
      assert.equal(incidents.length, rows.length + more);
      const listed = (await sheet.locator('[data-brief="recent"]').textContent()) ?? "";
      const certain = incidents.filter(
        (/** @type {any} */ { properties }) => properties.certain === 1,
      ).length;
      assert.ok(listed.startsWith(`${formatCount(certain)} certainly within 5 km`), listed);
      assert.equal(certain, route.status.recent.count);
      assert.ok(text.includes("Data as of 22 Nov 2026, 2 days before departure"));
    },
  );

  await t.test("the picture shows the route, and the map is restored", async () => {
    const colours = await sheet.locator("img").evaluate(async (/** @type {any} */ image) => {
      await image.decode();
      const canvas = document.createElement("canvas");
      canvas.width = image.naturalWidth;
      canvas.height = image.naturalHeight;
      const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
      context.drawImage(image, 0, 0);
      const { data } = context.getImageData(0, 0, canvas.width, canvas.height);
      const seen = new Set();
      for (let i = 0; i < data.length; i += 4) seen.add((data[i] << 16) | (data[i + 1] << 8) | data[i + 2]);
      return { land: seen.has(0xf6f4ee), darkest: seen.has(0x43136b), count: seen.size };
    });
    assert.ok(colours.land && colours.darkest && colours.count > 50, JSON.stringify(colours));
    assert.deepEqual((await camera()).map(round), before.map(round));
  });

  await t.test("it prints as pages of A4, without the page around it", async () => {
    const { pages, boxes } = pagesOf(await print(page));
    await assertPages(page, pages);
    assert.ok(pages <= 2);
    for (const [left, bottom, right, top] of boxes) {
      assert.ok(Math.abs(right - left - 595.3) < 1 && Math.abs(top - bottom - 841.9) < 1, boxes.join());
    }
    await page.emulateMedia({ media: "print" });
    for (const selector of ["header", ".layout", ".brief-bar"])
      assert.equal(await page.locator(selector).first().isVisible(), false, selector);
    for (const selector of [".sheet img", ".brief-form", '[data-brief="card"]', ".sheet footer"])
      assert.equal(await page.locator(selector).first().isVisible(), true, selector);
    await page.emulateMedia({ media: null });
  });

  await t.test("GeoJSON and CSV say the same", async () => {
    const geojson = await saved(page, "GeoJSON");
    const csv = await saved(page, "CSV");
    assert.equal(geojson.name, "Movement brief Bamako-Sikasso.geojson");
    assert.equal(csv.name, "Movement brief Bamako-Sikasso.csv");
    const { type, features, metadata } = JSON.parse(geojson.text);
    assert.equal(type, "FeatureCollection");
    assert.equal(metadata.asOf, "2026-11-22");
    assert.equal(metadata.method.speedKmh, 50);
    assert.ok(metadata.texts.some((/** @type {any} */ { text }) => /not a risk advisory/.test(text)));
    const rows = parseCsv(csv.text);
    for (const part of ["route", "place", "leg", "stretch", "incident", "driven in the dark"]) {
      const inGeoJson = features.filter((/** @type {any} */ { properties }) => properties.part === part);
      const inCsv = rows.filter((row) => row.part === part);
      assert.ok(inGeoJson.length > 0, part);
      assert.equal(inCsv.length, inGeoJson.length, part);
      for (const [i, { properties }] of inGeoJson.entries())
        for (const name of ["fromKm", "toKm", "arrives", "leaves", "name"])
          assert.equal(inCsv[i][name], properties[name]?.toString() ?? "", `${part} ${name}`);
    }
    for (const { properties } of features)
      for (const name of Object.keys(properties)) assert.ok(name in rows[0], `${name} is a column`);
    const whole = rows.find((row) => row.part === "route");
    assert.equal(Number(whole?.expected), route.encounter.expected);
    assert.match(whole?.arrives ?? "", /^2026-11-24T21:3\d\+01:00$/);
    assert.equal(rows.filter(({ part, name }) => part === "method" && name === "asOf").length, 1);
  });

  await page.keyboard.press("Escape");
  assert.equal(await page.locator("[data-hook=brief]").isVisible(), false);
  await settled(page);
  assert.deepEqual(requestsAfter(requests, requestsOfStart), [], "no request is made");
  assert.deepEqual(faults, []);
  await close();
});

/** @param {number} n */
const round = (n) => Math.round(n * 1e6) / 1e6;

/** @param {Page} page @returns {Promise<any>} what was filled in of the active route */
const filledIn = (page) => page.evaluate(() => /** @type {any} */ (window).geobitPage.active().plan);

test("fields are typed into, check-ins become overdue until they are ticked, and both stay with the route", async () => {
  const { page, faults, close } = await openPage(browser, server.origin);
  const yesterday = new Date(Date.now() - 30 * 3_600_000).toISOString();
  await plan(page, { date: yesterday.slice(0, 10), time: yesterday.slice(11, 16), offset: "0" });
  await openBrief(page);
  const boxes = page.locator("[data-check-in]");
  const count = await boxes.count();
  assert.equal(count, (await written(page, "card")).length, "one for each place of the route card");
  const overdue = page.locator('li[data-overdue="true"]');
  assert.equal(await overdue.count(), count, "all of it was yesterday");
  const said = page.locator('[data-brief="overdue"]');
  assert.equal(await said.textContent(), `${count} check-ins overdue.`);
  await boxes.first().check();
  assert.equal(await overdue.count(), count - 1);
  assert.equal(await said.textContent(), `${count - 1} check-ins overdue.`);
  const markup = "<img src=x onerror=alert(1)> +223 1";
  await page.locator('[data-field="sender"]').fill(markup);
  await page.locator('[data-field="medical"]').fill("Kit in vehicle 2\nHospital Sikasso");
  await page.locator('[data-field="havens"]').focus();
  const { fields, done } = await filledIn(page);
  assert.deepEqual(fields, { sender: markup, medical: "Kit in vehicle 2\nHospital Sikasso" });
  assert.equal(done.length, 1);

  const text = await saved(page, "Text");
  assert.equal(text.name, "Movement brief Bamako-Sikasso.txt");
  for (const words of [
    markup,
    "- Medical:\n  Kit in vehicle 2\n  Hospital Sikasso",
    "- [x] ",
    "- [ ] ",
    "not a risk advisory",
  ])
    assert.ok(text.text.includes(words), words);
  const { features } = JSON.parse((await saved(page, "GeoJSON")).text);
  const incidents = features.filter((/** @type {any} */ one) => one.properties.part === "incident");
  const [, section] = text.text.split(/Recorded along it.*\n/);
  assert.equal(section.split("\n\n")[0].split("\n").length, incidents.length, "all of them are in the text");
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name: "Picture", exact: true }).click(),
  ]);
  assert.equal(download.suggestedFilename(), "Movement brief Bamako-Sikasso.png");
  const png = await readFile(await download.path());
  assert.deepEqual([png.readUInt32BE(16), png.readUInt32BE(20)], [1080, 1350]);

  // It is there again, and a step back takes it away.
  await page.keyboard.press("Escape");
  await openBrief(page);
  assert.equal(await page.locator('[data-field="sender"]').inputValue(), markup);
  assert.equal(await boxes.first().isChecked(), true);
  await page.keyboard.press("Escape");
  await page.locator("[data-hook=undo]").click();
  assert.equal(await filledIn(page), undefined);
  assert.deepEqual(faults, []);
  await close();
});

test("all incidents of the period are printed, on as many pages of A4 as they take", async () => {
  const { page, faults, close } = await openPage(browser, server.origin);
  const rows = Array.from({ length: 240 }, (_, i) => ({
    ...{
      id: `i${i}`,
      start: `2026-11-${String(1 + (i % 20)).padStart(2, "0")}`,
      lat: 12.5,
      uncertainty_km: 0,
    },
    ...{ lon: -8 + i / 200, kind: "riot", place: `Place ${i}`, headline: `What happened at ${i}` },
  }));
  await drop(page, "many.csv", Buffer.from(csv([...rows, { ...rows[0], id: "first", start: "2025-01-01" }])));
  await page.locator("[data-hook=data-mark] strong", { hasText: "many.csv" }).waitFor({ timeout: 60_000 });
  await settled(page);
  await page.evaluate((shape) => /** @type {any} */ (window).geobitPage.addShape(shape), {
    ...{ kind: "route", name: "Road", km: 5 },
    geometry: {
      type: "LineString",
      coordinates: [
        [-8.1, 12.5],
        [-6.7, 12.5],
      ],
    },
  });
  await settled(page);
  await openBrief(page);
  const first = await written(page, "incidents");
  const others = await written(page, "continued");
  assert.equal(first.length + others.length, 240);
  const places = [...first, ...others].map((row) => row[4]);
  assert.equal(new Set(places).size, 240, "each of them once");
  assert.match(others[0][6], /^What happened at \d+$/);
  const { pages, boxes } = pagesOf(await print(page));
  // A page holds some 60 lines: the first page, and those that follow.
  assert.ok(
    pages >= 1 + Math.ceil(others.length / 75) && pages <= 2 + Math.ceil(others.length / 35),
    `${pages}`,
  );
  for (const [left, , right] of boxes) assert.ok(Math.abs(right - left - 595.3) < 1, boxes.join());
  assert.deepEqual(faults, []);
  await close();
});

test("the panel says when there is no departure, and when something typed is not usable", async () => {
  const { page, faults, close } = await openPage(browser, server.origin);
  await tryPlace(page, "Bamako–Sikasso");
  await settled(page);
  await page.locator("[data-hook=movement] summary").click();
  const daylight = page.locator('[data-stat="daylight"]');
  await daylight.filter({ hasText: "Without a date of departure" }).waitFor();
  const problem = page.locator("[data-hook=movement] .problem");
  for (const [name, text, words] of /** @type {[string, string, RegExp][]} */ ([
    ["speedKmh", "0", /speed is 0\.1 to 300 km\/h; 0 is typed/],
    ["speedKmh", "", /nothing usable is typed/],
    ["speedKmh", "-5", /-5 is typed/],
    ["speedKmh", "9999", /9999 is typed/],
  ])) {
    await field(page, name).fill(text);
    assert.match((await problem.textContent()) ?? "", words);
    await settled(page);
    assert.equal((await answer(page)).options.speedKmh, undefined, "what was usable before counts");
  }
  await field(page, "speedKmh").fill("60");
  assert.equal(await problem.isVisible(), false);
  await settled(page);
  assert.equal((await answer(page)).options.speedKmh, 60);

  await page.getByRole("button", { name: "+ A stop" }).click();
  await field(page, "km").fill("20");
  assert.match((await problem.textContent()) ?? "", /A stop lasts more than 0 hours/);
  await field(page, "hours").fill("2");
  await settled(page);
  assert.deepEqual((await answer(page)).options.stops, [{ km: 20, hours: 2 }]);
  // For a stop beyond the destination the engine has its own sentence.
  await field(page, "km").fill("2000");
  await settled(page);
  assert.match(
    (await page.locator("[data-hook=problem]").textContent()) ?? "",
    /is 2000; this route runs from km 0 to/,
  );
  await page.locator("[data-hook=movement] .stops").getByRole("button", { name: "Remove" }).click();
  await settled(page);
  assert.equal(await page.locator("[data-hook=problem]").isVisible(), false);

  // A stop can be added at a town.
  await page.getByRole("button", { name: "Stop at Bougouni" }).click();
  await settled(page);
  const [{ km: at, hours: long }] = (await answer(page)).options.stops;
  assert.ok(Math.abs(at - 152) < 5 && long === 0.5);

  // A higher speed from a town on makes the trip shorter; until it is typed, nothing changes.
  const hoursBefore = (await answer(page)).route.hours;
  await page.getByRole("button", { name: "Another speed from Bougouni on" }).click();
  await page.keyboard.type("100");
  await settled(page);
  const { options, route } = await answer(page);
  assert.ok(Math.abs(options.speeds[0].fromKm - 152) < 5 && options.speeds[0].kmh === 100);
  const saved = (route.lengthKm - options.speeds[0].fromKm) * (1 / 60 - 1 / 100);
  assert.ok(Math.abs(hoursBefore - saved - route.hours) < 1e-9);

  await openBrief(page);
  const text = (await page.locator(".sheet").textContent()) ?? "";
  assert.match(text, /No departure set/);
  assert.match(text, /The data tell days and not hours/);
  await assertPages(page, pagesOf(await print(page)).pages);
  assert.deepEqual(faults, []);
  await close();
});

test("a plan belongs to its route, and panel and brief fit a phone", async () => {
  const { page, faults, close } = await openPage(browser, server.origin, {
    viewport: { width: 360, height: 740 },
    hasTouch: true,
    isMobile: true,
  });
  await plan(page, { date: "2026-11-24", time: "06:00", offset: "0" });
  await page.evaluate((shape) => /** @type {any} */ (window).geobitPage.addShape(shape), {
    ...{ kind: "route", name: "=1+1 <b>", km: 5 },
    geometry: {
      type: "LineString",
      coordinates: [
        [-8, 12.64],
        [-6.3, 12.2],
        [-5.67, 11.32],
      ],
    },
  });
  await tryPlace(page, "Bamako–Sikasso");
  await settled(page);
  await page.getByRole("button", { name: "+ Another speed from a km on" }).click();
  await page.getByRole("button", { name: "+ A stop" }).click();
  assert.ok((await page.evaluate(() => document.documentElement.scrollWidth)) <= 360);
  await tryPlace(page, "Bamako–Kayes");
  await settled(page);
  assert.equal(await field(page, "date").inputValue(), "");
  await tryPlace(page, "Bamako–Sikasso");
  await settled(page);
  assert.equal(await field(page, "date").inputValue(), "2026-11-24");

  await openBrief(page);
  const alternatives = await written(page, "alternatives");
  assert.deepEqual(
    alternatives.filter((_, i) => i % 2 === 0).map(([name]) => name),
    ["Bamako–Sikasso", "=1+1 <b>", "Bamako–Kayes"],
  );
  assert.ok((await page.evaluate(() => document.documentElement.scrollWidth)) <= 360);
  const desk = page.locator(".brief-desk");
  const [wide, seen] = await desk.evaluate((element) => [element.scrollWidth, element.clientWidth]);
  assert.ok(wide <= seen, "the sheet is as wide as the screen");
  await assertPages(page, pagesOf(await print(page)).pages);
  assert.match(alternatives[3][0], /clear/, "a verdict on the difference");
  const { text } = await saved(page, "CSV");
  const rows = parseCsv(text).filter(({ part }) => part === "alternative");
  assert.deepEqual(
    rows.map(({ name }) => name),
    ["Bamako–Sikasso", "'=1+1 <b>", "Bamako–Kayes"],
  );
  assert.match(rows[2].text, /run along this route\.$|^None of it runs/m, "its road along this one");
  await page.getByRole("button", { name: "Close", exact: true }).tap();

  // It is closed while it is made, and opened again: with one map, pictures are taken one after the other.
  await page.getByRole("button", { name: "Movement brief…" }).click();
  await page.keyboard.press("Escape");
  await openBrief(page);
  assert.equal(await page.locator(".sheet img").count(), 1);
  await page.keyboard.press("Escape");

  // Another route cannot be answered: the brief of this one is there, with the sentence about the other.
  await page.getByRole("button", { name: "=1+1 <b>" }).first().click();
  await settled(page);
  await page.getByRole("button", { name: "+ A stop" }).click();
  await field(page, "km").fill("5000");
  await field(page, "hours").fill("1");
  await settled(page);
  await tryPlace(page, "Bamako–Sikasso");
  await settled(page);
  await openBrief(page);
  assert.match(
    (await page.locator(".sheet").textContent()) ?? "",
    /They could not be compared\. =1\+1 <b>: .*5000; this route runs from/,
  );
  assert.deepEqual(faults, []);
  await close();
});
