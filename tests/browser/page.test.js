// The main job, end to end: draw on the map, read the numbers, and compare them with the package's own answer, which here runs in
// Node on the same file with the geometry that the page says was drawn.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { after, before, test } from "node:test";
import { open } from "geobit";
import { localDay } from "../../www/src/asking.js";
import {
  chooseTrips,
  formatCount,
  formatExpected,
  formatExpectedInTrips,
  formatHours,
  formatKm,
  formatLimits,
  formatNumber,
} from "../../www/src/format.js";
import {
  activeShape,
  clickMap,
  drag,
  draw,
  drop,
  dropFile,
  lookAt,
  moveOver,
  onScreen,
  openPage,
  settled,
  stat,
  tryPlace,
  unfold,
} from "./driver.js";
import { realData, root } from "./harness.js";
import { browser, server } from "./opened.js";

/** @typedef {import("./driver.js").LonLat} LonLat */
/** @typedef {import("playwright").Page} Page */

/** @type {import("geobit").Geobit} */
let geobit;

before(async () => {
  geobit = await open();
});
after(() => geobit?.close());

const demo = {
  path: join(root, "www/dist-test/demo.parquet"),
  name: "Demo data: synthetic, not real events",
};
const nigeria = realData("ucdp_ged_nigeria_1990_2019_hdx.csv");
const mali = realData("ucdp_candidate_v26_0_7_mali_excerpt.csv");

/** @type {LonLat[]} around Bamako and Ségou */
const malianArea = [
  [-9.2, 12.1],
  [-7.6, 11.4],
  [-5.8, 12.4],
  [-6.3, 13.9],
  [-8.4, 13.7],
];
/** @type {LonLat[]} */
const malianRoute = [
  [-8.0, 12.64],
  [-7.48, 11.42],
  [-5.67, 11.32],
];

/** Returns the shape as GeoJSON, made here and not by the page. @param {any} shape @returns {any} */
const featureOf = ({ kind, geometry, km: radiusKm }) => ({
  type: "Feature",
  properties: kind === "circle" || kind === "corridor" ? { radiusKm } : {},
  geometry,
});

/** @param {string} path @param {string} [name] */
async function snapshotOf(path, name = basename(path)) {
  return geobit.load(new Uint8Array(await readFile(path)), { name });
}

/**
 * @param {Page} page @param {import("geobit").Snapshot} snapshot
 * @param {import("geobit").GeofenceOptions} [options] what the page's filters ask for
 */
async function assertGeofence(page, snapshot, options = {}) {
  const today = localDay(new Date());
  const report = await snapshot.geofence(featureOf(await activeShape(page)), { ...options, today });
  assert.equal(await stat(page, "certain"), formatCount(report.counts.certain));
  assert.equal(await stat(page, "possible"), formatCount(report.counts.possible));
  assert.equal(await stat(page, "expected"), formatExpected(report.counts.expected));
  for (const window of /** @type {const} */ (["recent", "baseline"])) {
    const cell = page.locator(`[data-stat="${window}"]`);
    if (report[window].to < snapshot.summary.from)
      assert.equal(await cell.count(), 0, "no count of days before the record");
    else assert.equal(Number(await cell.getAttribute("data-count")), report[window].count);
  }
  const verdict = page.locator('[data-stat="verdict"]');
  assert.equal(await verdict.getAttribute("data-verdict"), report.change.verdict);
  assert.equal(await verdict.textContent(), report.verdictText);
  assert.equal(await stat(page, "coverage"), report.coverage.words);
  await unfold(page, "Method");
  if (report.change.ratio !== null)
    assert.equal(await stat(page, "ratio"), `${formatNumber(report.change.ratio)} times`);
  await unfold(page, "More of the nearest");
  const nearest = page.locator(".near .near-when");
  assert.equal(await nearest.count(), report.nearest.length);
  return report;
}

/** @param {Page} page @param {import("geobit").Snapshot} snapshot */
async function assertRoute(page, snapshot) {
  const shape = await activeShape(page);
  const today = localDay(new Date());
  const report = await snapshot.route(featureOf(shape), { corridorKm: shape.km, today });
  assert.equal(await stat(page, "coverage"), report.coverage.words);
  assert.equal(await stat(page, "length"), formatKm(report.lengthKm));
  assert.equal(await stat(page, "hours"), formatHours(report.hours));
  if (report.coverage.inside === "none") {
    assert.equal(await page.locator('[data-stat="corridor"]').count(), 0, "no number is told");
    return report;
  }
  assert.equal(await stat(page, "corridor"), formatCount(report.rows.length));
  assert.equal(await stat(page, "mean"), formatNumber(report.exposure.mean * 1000));
  assert.equal(await stat(page, "peak"), formatNumber(report.exposure.peak.value * 1000));
  const { expected, interval } = report.encounter;
  const trips = chooseTrips([report.encounter]);
  assert.equal(await stat(page, "encounter"), formatExpectedInTrips(expected, trips));
  assert.equal(await stat(page, "encounter-interval"), formatLimits(interval, trips));
  return report;
}

test("a polygon and a route drawn by mouse give the package's numbers, on the demo data and on dropped files", async (t) => {
  const { page, requests, faults, close } = await openPage(browser, server.origin);
  assert.equal(await page.locator("[data-hook=data-mark] strong").textContent(), demo.name);
  const requestsOfStart = requests.length;

  await t.test("demo data", async () => {
    const snapshot = await snapshotOf(demo.path, demo.name);
    await lookAt(page, [-10, 11, -5, 14.5]);
    await draw(page, "Polygon", malianArea);
    const { counts } = await assertGeofence(page, snapshot);
    assert.ok(counts.certain > 0, "the area is meant to hold incidents");
    await draw(page, "Route", malianRoute);
    const { rows } = await assertRoute(page, snapshot);
    assert.ok(rows.length > 0, "the route is meant to pass incidents");
    assert.equal(
      await page.locator("[data-hook=record]").isVisible(),
      false,
      "the click that ends a route only ends it",
    );
    assert.equal((await page.evaluate(() => /** @type {any} */ (window).geobitPage.shapes())).length, 2);
  });

  for (const [file, box, area, route] of /** @type {const} */ ([
    [
      nigeria,
      [2.5, 4, 15, 14],
      [
        [10.5, 10],
        [14.5, 10],
        [14.5, 13],
        [10.5, 13],
      ],
      [
        [7.44, 9.06],
        [8.89, 9.9],
        [13.15, 11.84],
      ],
    ],
    [
      mali,
      [-12, 10.5, 4.5, 20],
      [
        [-6, 12],
        [3, 12],
        [3, 19],
        [-6, 19],
      ],
      [
        [-4.2, 14.5],
        [-2, 15.3],
        [0, 16.3],
      ],
    ],
  ])) {
    await t.test(basename(file), async () => {
      const snapshot = await snapshotOf(file);
      await dropFile(page, file);
      const mark = page.locator("[data-hook=data-mark]");
      assert.doesNotMatch((await mark.textContent()) ?? "", /Demo data/);
      assert.match(
        (await mark.textContent()) ?? "",
        new RegExp(`${formatCount(snapshot.summary.count)} incidents`),
      );
      // The shapes drawn before are still there and are answered from the new file.
      await assertRoute(page, snapshot);
      await lookAt(page, [...box]);
      await draw(
        page,
        "Polygon",
        area.map(([lon, lat]) => [lon, lat]),
      );
      const { counts } = await assertGeofence(page, snapshot);
      assert.ok(counts.certain + counts.possible > 0);
      await draw(
        page,
        "Route",
        route.map(([lon, lat]) => [lon, lat]),
      );
      await assertRoute(page, snapshot);
      snapshot.close();
    });
  }

  assert.deepEqual(
    requests.filter((url) => !url.startsWith(`${server.origin}/`)),
    [],
    "no request leaves the page's origin",
  );
  assert.deepEqual(requests.slice(requestsOfStart), [], "no request is made after drawing began");
  assert.deepEqual(faults, []);
  await close();
});

test("results follow a shape while it is drawn, dragged, narrowed and removed", async () => {
  const { page, faults, close } = await openPage(browser, server.origin);
  const snapshot = await snapshotOf(demo.path, demo.name);
  await lookAt(page, [-10, 11, -5, 14.5]);

  // While it is half drawn, two corners and the pointer make a triangle, which is answered already.
  await page.getByRole("button", { name: "Area", exact: true }).click();
  await clickMap(page, malianArea[0]);
  await clickMap(page, malianArea[1]);
  await moveOver(page, malianArea[2]);
  await settled(page);
  const triangle = await assertGeofence(page, snapshot);
  await clickMap(page, malianArea[2]);
  await clickMap(page, malianArea[3]);
  await clickMap(page, malianArea[3]);
  await settled(page);
  const whole4 = await assertGeofence(page, snapshot);
  assert.notEqual(triangle.areaKm2, whole4.areaKm2);

  // A corner is dragged elsewhere.
  const [corner] = (await activeShape(page)).geometry.coordinates[0];
  await drag(page, corner, [-9.6, 13.4]);
  const dragged = await assertGeofence(page, snapshot);
  assert.notEqual(dragged.areaKm2, whole4.areaKm2);

  // A drag also ends if it ends over the toolbar.
  const [, , , other] = (await activeShape(page)).geometry.coordinates[0];
  const from = await onScreen(page, other);
  const toolbar = await page.getByRole("toolbar").boundingBox();
  assert.ok(toolbar);
  await page.mouse.move(from.x, from.y, { steps: 3 });
  await page.mouse.down();
  await page.mouse.move(toolbar.x + toolbar.width - 10, toolbar.y + 15, { steps: 8 });
  await page.mouse.up();
  await settled(page);
  const left = await activeShape(page);
  assert.notDeepEqual(left.geometry.coordinates[0][3], other);
  await page.mouse.move(from.x, from.y, { steps: 5 });
  await settled(page);
  assert.deepEqual((await activeShape(page)).geometry, left.geometry);
  await assertGeofence(page, snapshot);

  // A corridor is made wider, and deleted with the key.
  await draw(page, "Corridor", malianRoute);
  const thin = await assertGeofence(page, snapshot);
  await page.getByLabel("Distance on either side, km").fill("30");
  await settled(page);
  const broad = await assertGeofence(page, snapshot);
  assert.ok(broad.areaKm2 > 2.5 * thin.areaKm2);
  await page.locator("canvas.maplibregl-canvas").focus();
  await page.keyboard.press("Delete");
  await settled(page);
  assert.equal((await activeShape(page)).kind, "polygon");

  // A circle is drawn with the mouse, and gets another radius by keyboard.
  await page.getByRole("button", { name: "Site", exact: true }).click();
  await clickMap(page, [-8, 12.6]);
  await clickMap(page, [-7.6, 12.6]);
  await settled(page);
  const circle = await activeShape(page);
  assert.equal(circle.geometry.type, "Point");
  assert.ok(Math.abs(circle.km - 43.4) < 1, `0.4° of longitude here are 43.4 km, not ${circle.km}`);
  await assertGeofence(page, snapshot);
  await page.getByLabel("Radius, km").fill("80");
  await settled(page);
  const wide = await assertGeofence(page, snapshot);
  assert.equal((await activeShape(page)).km, 80);
  assert.ok(wide.areaKm2 > 20_000);

  // The filters of the map, by time and kind, are the options of the results.
  const { asOf } = snapshot.summary;
  await page.getByLabel("Last day, as a date").fill("2025-06-30");
  await page.getByLabel("First day, as a date").fill("2024-07-01");
  await page.getByLabel("Last day, as a date").press("Tab");
  await page.locator('[data-hook=kinds] input[value="protest"]').uncheck();
  await settled(page);
  const kinds = /** @type {import("geobit").Kind[]} */ (
    Object.entries(snapshot.summary.kinds)
      .filter(([kind, count]) => count > 0 && kind !== "protest")
      .map(([kind]) => kind)
  );
  const narrow = await assertGeofence(page, snapshot, {
    ...{ from: "2024-07-01", to: "2025-06-30", asOf: "2025-06-30", kinds },
  });
  assert.ok(asOf > "2025-06-30" && narrow.rows.length < wide.rows.length);

  await page.getByRole("button", { name: "Remove Site 1" }).click();
  await settled(page);
  assert.equal((await activeShape(page)).kind, "polygon");
  await page.getByRole("button", { name: "Remove Area 1" }).click();
  await settled(page);
  assert.equal(await page.locator("[data-hook=results]").isVisible(), false);
  assert.deepEqual(faults, []);
  await close();
});

test("the record of an incident is shown as text", async () => {
  const { page, faults, close } = await openPage(browser, server.origin);
  await tryPlace(page, "Mine near Naréna");
  await settled(page);
  await page.locator(".near").first().click();
  const record = page.locator("[data-hook=record]");
  await record.waitFor();
  assert.match((await record.textContent()) ?? "", /synthetic/);
  await record.getByRole("button", { name: "Close the record" }).click();
  assert.equal(await record.isVisible(), false);

  const header = "id,start,lon,lat,kind,place,source,headline\n";
  const row = '1,2026-01-01,-8.72,12.23,abduction,here,me,"<img src=x onerror=alert(1)><b>bold</b>"\n';
  await drop(page, "markup.csv", new TextEncoder().encode(header + row));
  await page.locator("[data-hook=data-mark] strong", { hasText: "markup.csv" }).waitFor();
  await settled(page);
  await page.locator(".near").first().click();
  await record.waitFor();
  assert.match((await record.textContent()) ?? "", /<img src=x onerror=alert\(1\)><b>bold<\/b>/);
  assert.equal(await record.locator("img, b").count(), 0);
  assert.deepEqual(faults, []);
  await close();
});

test("buttons ask what takes longer, and every number has its definition one click away", async () => {
  const { page, requests, faults, close } = await openPage(browser, server.origin);
  const snapshot = await snapshotOf(demo.path, demo.name);
  for (const [name, coordinates] of /** @type {const} */ ([
    ["First", [-8, 12.64]],
    ["Second", [-6.27, 13.43]],
  ]))
    await page.evaluate((shape) => /** @type {any} */ (window).geobitPage.addShape(shape), {
      kind: "circle",
      name,
      km: 30,
      geometry: { type: "Point", coordinates },
    });
  await settled(page);
  const requestsBefore = requests.length;

  await page.getByRole("button", { name: "Look for near repeats" }).click();
  const repeats = page.locator('[data-request="Near repeats"] p');
  await repeats.filter({ hasText: "chance would make" }).waitFor();
  const { repeat } = await snapshot.geofence(featureOf(await activeShape(page)), { repeat: true });
  assert.ok(repeat);
  assert.match((await repeats.textContent()) ?? "", new RegExp(`: ${formatCount(repeat.observed)}, where`));

  await page.getByRole("tab", { name: "Compare" }).click();
  const rows = page.locator(".sites-table tbody tr");
  await rows.first().waitFor();
  const shapes = await page.evaluate(() => /** @type {any} */ (window).geobitPage.shapes());
  const reports = await snapshot.geofences({ type: "FeatureCollection", features: shapes.map(featureOf) });
  const [best] = reports
    .map((report, i) => ({ name: shapes[i].name, perDay: report.among?.shrunk.perDay ?? 0 }))
    .sort((a, b) => b.perDay - a.perDay);
  const first = (await rows.first().textContent()) ?? "";
  assert.ok(first.startsWith(best.name) && first.includes(formatNumber(best.perDay)), first);
  assert.deepEqual(requests.slice(requestsBefore), [], "no request is made for them");
  await assertDefinitions(page, ".sites-table");
  await page.getByRole("tab", { name: "Summary" }).click();
  await assertDefinitions(page);
  await page.evaluate((shape) => /** @type {any} */ (window).geobitPage.addShape(shape), {
    kind: "route",
    name: "Road",
    km: 5,
    geometry: { type: "LineString", coordinates: malianRoute },
  });
  await settled(page);
  await assertDefinitions(page);
  assert.deepEqual(faults, []);
  await close();
});

test("focus and open details stay from one answer to the next, and what belongs to one answer goes with it", async () => {
  const { page, faults, close } = await openPage(browser, server.origin);
  await page.evaluate((shape) => /** @type {any} */ (window).geobitPage.addShape(shape), {
    ...{ kind: "circle", name: "Bamako", km: 30 },
    geometry: { type: "Point", coordinates: [-8, 12.64] },
  });
  await settled(page);
  /** Types a radius as a person would, but without taking the focus. @param {number} km @param {string} [pressed] a button before */
  const radius = async (km, pressed) => {
    await page.evaluate(
      ([value, label]) => {
        const buttons = [...document.querySelectorAll("button")];
        if (label) buttons.find(({ textContent }) => textContent === label)?.click();
        const input = /** @type {HTMLInputElement} */ (document.querySelector("[data-hook=km]"));
        input.value = value;
        input.dispatchEvent(new Event("input", { bubbles: true }));
      },
      [String(km), pressed ?? ""],
    );
    await settled(page);
  };

  const details = page.locator("[data-hook=result-body] details", {
    has: page.locator("summary", { hasText: /^Method$/ }),
  });
  await details.locator("summary").click();
  await details.locator("dd", { hasText: "WGS84" }).first().waitFor();
  const parameters = await details.locator("dt").allTextContents();
  assert.ok(parameters.length > 10 && parameters.every((name) => /^[A-Z]/.test(name)), `${parameters}`);
  const focused = page.locator(':focus[data-term="expected"]');
  await page.locator('[data-hook=result-body] [data-term="expected"]').focus();
  const before = await stat(page, "expected");
  await radius(60);
  assert.notEqual(await stat(page, "expected"), before);
  assert.equal(await focused.count(), 1, "the word that had the focus has it");
  assert.equal(await details.getAttribute("open"), "");
  await details.locator("dd", { hasText: "WGS84" }).first().waitFor();

  const button = page.getByRole("button", { name: "Look for near repeats" });
  const repeats = page.locator('[data-request="Near repeats"] p');
  await button.click();
  await repeats.filter({ hasText: "chance would make" }).waitFor();
  await radius(50);
  assert.equal(await repeats.count(), 0, "an answer is of the area that was asked about");
  await radius(40, "Look for near repeats");
  await button.waitFor();
  await page.waitForTimeout(500);
  assert.deepEqual([await repeats.count(), await button.count()], [0, 1], "also where it comes late");
  assert.deepEqual(faults, []);
  await close();
});

/** Checks that every term shows its definition on a click, completely on the screen. @param {Page} page */
async function assertDefinitions(page, within = "[data-hook=result-body]") {
  const definition = page.locator(".definition");
  const terms = await page.locator(`${within} .term`).all();
  assert.ok(terms.length > 3);
  for (const term of terms) {
    await term.click();
    assert.ok(((await definition.textContent()) ?? "").length > 60, (await term.textContent()) ?? "");
    const box = await definition.boundingBox();
    assert.ok(box && box.x >= 0 && box.y >= 0 && box.x + box.width <= 1280, "all of it is visible");
    await page.keyboard.press("Escape");
    assert.equal(await definition.isVisible(), false);
  }
}

test("no frame is spent on what is not visible", async () => {
  const { page, faults, close } = await openPage(browser, server.origin);
  const drawn = () =>
    page.evaluate(() => {
      const { map } = /** @type {any} */ (window).geobitPage;
      const layers = map
        .getLayersOrder()
        .filter((/** @type {string} */ id) => map.getLayer(id).visibility !== "none");
      return { programs: Object.keys(map.painter.programCache.programs), layers };
    });
  await page.waitForFunction(() => /** @type {any} */ (window).geobitPage.map.loaded());
  const { programs } = await drawn();
  assert.ok(programs.length > 3 && !programs.some((name) => name.startsWith("sky")), `${programs}`);

  const tools = async () =>
    (await drawn()).layers.filter((/** @type {string} */ id) => /^td-(line|poly)/.test(id));
  assert.deepEqual(await tools(), []);
  await page.getByRole("button", { name: "Route", exact: true }).click();
  assert.deepEqual(
    await tools(),
    ["td-polygon", "td-polygon-outline", "td-linestring"],
    "whatever will be drawn",
  );
  await page.keyboard.press("Escape");
  await lookAt(page, [-10, 11, -5, 14.5]);
  await draw(page, "Polygon", malianArea.slice(0, 3));
  assert.deepEqual(await tools(), ["td-polygon", "td-polygon-outline"]);
  await page.getByRole("button", { name: /^Remove/ }).click();
  await settled(page);
  assert.deepEqual(await tools(), []);
  assert.deepEqual(faults, []);
  await close();
});

test("what is drawn, dragged, typed or removed in one go is one step of the history", async () => {
  const { page, faults, close } = await openPage(browser, server.origin);
  await lookAt(page, [-10, 11, -5, 14.5]);
  /** Counts the steps that can be undone, and brings everything back. */
  const steps = () =>
    page.evaluate(() => {
      const { store } = /** @type {any} */ (window).geobitPage;
      let count = 0;
      while (store.undo()) count++;
      while (store.redo());
      return count;
    });
  assert.equal(await steps(), 0);
  await draw(page, "Polygon", malianArea.slice(0, 3));
  assert.equal(await steps(), 1);
  const [, corner] = (await activeShape(page)).geometry.coordinates[0];
  await drag(page, corner, [-7.2, 11.2]);
  assert.equal(await steps(), 2);
  await page.getByRole("button", { name: "Site", exact: true }).click();
  await clickMap(page, [-8, 12.6]);
  await clickMap(page, [-7.6, 12.6]);
  await settled(page);
  assert.equal(await steps(), 3);
  await page.getByRole("button", { name: "Area 1", exact: true }).click();
  await page.getByLabel("Last day, as a date").fill("2025-06-30");
  await settled(page);
  assert.equal(await steps(), 3, "to select a shape and to filter are no steps");
  await page.getByRole("button", { name: "Site 1", exact: true }).click();
  await page.getByLabel("Radius, km").pressSequentially("05");
  await page.getByRole("button", { name: "Remove Site 1" }).click();
  await settled(page);
  assert.equal(await steps(), 5);
  assert.deepEqual(faults, []);
  await close();
});
