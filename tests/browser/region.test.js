// The tab Region: what the package answers in Node on the same data, on the page and on its map, without a shape and without a request;
// groups that are looked for on request, with progress and an end.
import assert from "node:assert/strict";
import { test } from "node:test";
import { localDay } from "../../www/src/asking.js";
import {
  dayOfDate,
  formatCount,
  formatExpected,
  formatKm,
  formatP,
  formatPercent,
  formatPlace,
} from "../../www/src/format.js";
import { RINGS_KM } from "../../www/src/region/ask.js";
import { csv } from "../js/support.js";
import { demo, snapshotOf } from "./comparison.js";
import { drop, dropFile, openPage, settled } from "./driver.js";
import { realData } from "./harness.js";
import { browser, server } from "./opened.js";

/** @typedef {import("playwright").Page} Page */
/** @typedef {import("geobit").Snapshot} Snapshot */

const nigeria = realData("ucdp_ged_nigeria_1990_2019_hdx.csv");
const ABUJA = { reference: /** @type {[number, number]} */ ([7.495, 9.058]), referenceName: "Abuja" };

const panel = (/** @type {Page} */ page) => page.locator("[data-hook=region-tab]");
const words = (/** @type {Page} */ page) => page.locator("[data-region=words]");
const groups = (/** @type {Page} */ page) => page.locator("[data-group]");
const said = (/** @type {Page} */ page, /** @type {string} */ sentence) =>
  words(page).filter({ hasText: sentence }).waitFor();
const asking = () => ({ today: localDay(new Date()), ringsKm: RINGS_KM });

/** @param {Page} page @param {object} change */
async function update(page, change) {
  await page.evaluate((one) => /** @type {any} */ (window).geobitPage.store.update(one), change);
}

/** @param {Page} page @param {string} from @param {string} to */
const chooseDays = (page, from, to) =>
  update(page, { type: "chooseDays", fromDay: dayOfDate(from), toDay: dayOfDate(to) });

/** Returns what of the region is on the map. @param {Page} page @returns {Promise<{ lines: any[], labels: string[] }>} */
const onMap = (page) =>
  page.evaluate(async () => {
    const { features } = await /** @type {any} */ (window).geobitPage.map.getSource("region").getData();
    return {
      lines: features.filter((/** @type {any} */ one) => one.geometry.type === "LineString"),
      labels: features.flatMap((/** @type {any} */ one) => one.properties.label ?? []),
    };
  });

/**
 * Holds the numbers of the tab against those of the package.
 * @param {Page} page @param {Snapshot} snapshot @param {import("geobit").RegionOptions} options
 */
async function assertRegion(page, snapshot, options) {
  const found = await snapshot.region({ ...asking(), ...options });
  await said(page, found.words);
  const rows = panel(page).locator(".region-table tbody tr");
  const latest = found.periods.toReversed();
  for (const [i, { from, n, distanceKm, within100Km }] of latest.slice(0, 6).entries()) {
    const row = rows.nth(i);
    assert.equal(await row.locator("[data-period]").getAttribute("data-period"), from);
    const cells = await row.locator("td").allTextContents();
    assert.equal(cells[0], formatCount(n));
    if (!distanceKm || !within100Km) {
      assert.equal(cells[1], "–");
      continue;
    }
    assert.equal(cells[1], formatKm(distanceKm.q50));
    assert.equal(cells[2], `${formatKm(distanceKm.q25)} – ${formatKm(distanceKm.q75)}`);
    assert.ok(cells[3].startsWith(formatPercent(within100Km.share)), cells[3]);
  }
  const last = latest[0];
  const picture = (await panel(page).locator("svg[role=img]").first().getAttribute("aria-label")) ?? "";
  const [near] = last.rings;
  assert.ok(picture.includes(`up to 50 km ${formatCount(near)},`), picture);
  assert.ok(picture.endsWith(`beyond 800 km ${formatCount(last.beyond)}.`), picture);
  await panel(page).locator("summary", { hasText: "Method" }).click();
  if (found.test) {
    const told = await panel(page).locator("[data-region=test]").textContent();
    assert.ok(told?.includes(formatP(found.test.p)), told ?? "");
    assert.ok(told?.includes(found.test.exact ? "exact" : "normal approximation"), told ?? "");
  }
  await panel(page).locator("summary", { hasText: "Method" }).click();
  const { lines, labels } = await onMap(page);
  const drawn = latest.filter(({ ellipse }) => ellipse).slice(0, 4);
  assert.equal(lines.length, drawn.length);
  assert.equal(labels.length, drawn.length);
  for (const [i, { properties }] of lines.entries()) assert.equal(properties.style, i);
  return found;
}

test("the region needs no shape: its sentence, rings, distances and ellipses are those of the package", async () => {
  const { page, requests, faults, close } = await openPage(browser, server.origin);
  const before = requests.length;
  await page.getByRole("button", { name: "Where the incidents lie" }).click();
  assert.equal(await page.getByRole("tab", { name: "Region" }).getAttribute("aria-selected"), "true");
  assert.ok(
    await page.getByRole("tab", { name: "Region" }).evaluate((tab) => tab === document.activeElement),
  );
  assert.equal(
    await page.getByRole("tab", { name: "Compare" }).isVisible(),
    false,
    "there is nothing to compare",
  );
  const start = {
    reference: /** @type {[number, number]} */ ([-1.534, 12.366]),
    referenceName: "Ouagadougou",
  };
  const towns = await page.evaluate(async () => (await fetch("basemap/towns.json")).json());
  requests.splice(before, requests.length - before);
  const at = (/** @type {string} */ name) =>
    /** @type {[number, number]} */ (towns.find((/** @type {any[]} */ town) => town[0] === name).slice(1, 3));
  Object.assign(start, { reference: at("Ouagadougou") });
  await assertRegion(page, demo, { by: "year", ...start });

  await page.locator("[data-region=by]").selectOption("quarter");
  await assertRegion(page, demo, { by: "quarter", ...start });
  await page.locator("[data-region=by]").selectOption("year");

  // Another town, by its name, with the keyboard.
  await page.locator("[data-region=reference]").selectOption("other");
  await page.locator("[data-region=town]").fill("bamak");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  const bamako = { reference: at("Bamako"), referenceName: "Bamako" };
  await assertRegion(page, demo, { by: "year", ...bamako });
  assert.equal(await page.locator("[data-region=reference]").inputValue(), "town");

  // What was typed did not count before a link was pressed: it does as soon as it is certain, with Enter, and when the field is left.
  const typed = page.locator("[data-region=town]");
  const retype = async (/** @type {string} */ text) => {
    await page.locator("[data-region=reference]").selectOption("other");
    await typed.fill(text);
  };
  await retype("Niamey");
  await said(page, "Niamey");
  assert.ok(await typed.isVisible(), "more may be typed");
  await retype("kid");
  await typed.press("Enter");
  await assertRegion(page, demo, { by: "year", reference: at("Kidal"), referenceName: "Kidal" });
  assert.equal(await typed.count(), 0);
  await retype("12.5, -1.5");
  await page.locator("[data-region=by]").focus();
  await said(page, formatPlace(-1.5, 12.5));
  await typed.waitFor({ state: "detached" });
  assert.equal(await page.locator("[data-region=reference]").inputValue(), "town");
  await retype("ba");
  await panel(page).getByRole("button", { name: "Bamako", exact: true }).click();
  await assertRegion(page, demo, { by: "year", ...bamako });
  await page.locator("[data-region=reference]").selectOption("centre");
  await assertRegion(page, demo, { by: "year" });

  // By the filters of the page; and with none of the kinds, no number is left.
  await chooseDays(page, "2024-03-01", "2025-12-31");
  await update(page, { type: "chooseKinds", kinds: ["abduction", "looting"] });
  await assertRegion(page, demo, {
    ...{ by: "year", from: "2024-03-01", to: "2025-12-31", kinds: ["abduction", "looting"] },
  });
  await update(page, { type: "chooseKinds", kinds: [] });
  await said(page, "No kind of incident is chosen");
  assert.equal(await panel(page).locator("svg[role=img], .region-table").count(), 0);
  assert.deepEqual(await onMap(page), { lines: [], labels: [] });
  await update(page, { type: "chooseKinds", kinds: ["riot", "protest"] });
  await said(page, "Half of");
  assert.ok((await onMap(page)).lines.length > 0);

  // The map is left as it was, and so is the page.
  await page.getByRole("tab", { name: "Region" }).press("ArrowLeft");
  assert.equal(await page.locator("[data-hook=results]").isVisible(), false);
  assert.ok(
    await page.locator("[data-hook=region-entry] button").evaluate((one) => one === document.activeElement),
  );
  assert.deepEqual(await onMap(page), { lines: [], labels: [] });
  assert.deepEqual(requests.slice(before), [], "no request is made for it");
  assert.deepEqual(faults, []);
  await close();
});

test("a real file: the region by year, within a site, and from its middle", async () => {
  const real = await snapshotOf(nigeria);
  const { page, faults, close } = await openPage(browser, server.origin);
  await dropFile(page, nigeria);
  await page.locator("[data-hook=region-entry] button").click();
  await assertRegion(page, real, { by: "year", ...ABUJA });
  await panel(page).locator("summary", { hasText: "24 earlier periods" }).click();
  assert.equal(await panel(page).locator("[data-period='1990-01-01']").count(), 1);
  assert.match((await panel(page).locator("[data-period='1990-01-01']").textContent()) ?? "", /in part/);

  const name = "<b>Camp</b>";
  const geometry = { type: "Point", coordinates: [13.15, 11.85] };
  await page.evaluate((shape) => /** @type {any} */ (window).geobitPage.addShape(shape), {
    ...{ kind: "circle", name, km: 120, geometry },
  });
  await settled(page);
  assert.equal(await page.getByRole("tab", { name: "Compare" }).isVisible(), true);
  await page.locator("[data-region=within]").check();
  await page.locator("[data-region=reference]").selectOption("site");
  const within = /** @type {any} */ ({ type: "Feature", properties: { radiusKm: 120 }, geometry });
  await assertRegion(page, real, {
    ...{ by: "year", reference: [13.15, 11.85], referenceName: name, within },
  });
  assert.equal(await panel(page).locator("b").count(), 0, "a name stays text");

  // The site is moved, and then gone: nothing of it stays.
  await page.evaluate(() =>
    /** @type {any} */ (window).geobitPage.removeShape(/** @type {any} */ (window).geobitPage.active().id),
  );
  await assertRegion(page, real, { by: "year", ...ABUJA });
  assert.equal(await page.locator("[data-region=within]").count(), 0);
  assert.deepEqual(faults, []);
  await close();
});

test("groups are looked for on request, as the package finds them; a click shows one with its incidents", async () => {
  const real = await snapshotOf(nigeria);
  const { page, requests, faults, close } = await openPage(browser, server.origin);
  await dropFile(page, nigeria);
  await chooseDays(page, "2013-01-01", "2014-12-31");
  await page.locator("[data-hook=region-entry] button").click();
  await said(page, "Half of");
  assert.equal(await groups(page).count(), 0, "nothing is looked for by itself");
  const before = requests.length;
  await page.evaluate(() => {
    const counted = /** @type {any} */ (window);
    const source = counted.geobitPage.map.getSource("region");
    const { setData } = source;
    counted.drawn = 0;
    source.setData = (/** @type {unknown[]} */ ...args) => {
      counted.drawn += 1;
      return setData.apply(source, args);
    };
  });
  await page.locator("[data-region=look]").click();
  await groups(page).first().waitFor({ timeout: 60_000 });
  // Once it was drawn anew at each step, for which the engine waited: a second became minutes.
  const drawn = await page.evaluate(() => /** @type {any} */ (window).drawn);
  assert.ok(drawn <= 2, `the map is drawn anew at the beginning and at the end, not ${drawn} times`);
  const found = await real.clusters({
    ...{ from: "2014-01-01", to: "2014-12-31", asOf: "2014-12-31", today: localDay(new Date()) },
  });
  assert.equal(found.clusters.length, 8, "as docs/model.md says");
  assert.equal(await page.locator("[data-region=groups]").textContent(), found.words);
  for (const [i, { radiusKm, count, expected, p }] of found.clusters.entries()) {
    const text = (await groups(page).nth(i).textContent()) ?? "";
    for (const part of [
      radiusKm > 0 ? `within ${formatKm(radiusKm)}, ` : "at one place, ",
      `${count} recorded, ${formatExpected(expected)} expected`,
      `${formatP(p)}; looked at daily, by chance once in `,
    ])
      assert.ok(text.includes(part), `${part} is in ${text}`);
    assert.equal(text.includes("Not unusual: chance alone often makes such a group"), p >= 0.05, text);
  }
  await panel(page).filter({ hasText: "999 permutations, seed 1." }).waitFor();
  assert.ok(!/prediction/i.test((await panel(page).textContent()) ?? ""));

  const [first] = found.clusters;
  await groups(page).first().getByRole("button").first().click();
  await groups(page)
    .first()
    .locator(".region-incidents li")
    .nth(first.count - 1)
    .waitFor();
  assert.equal(await groups(page).first().locator(".region-incidents li").count(), first.count);
  const { lines } = await onMap(page);
  const circles = lines.filter(({ properties }) => properties.style >= 4);
  assert.deepEqual(
    circles.map(({ properties }) => properties.chosen),
    [true, ...Array(7).fill(false)],
  );
  assert.deepEqual(
    circles.map(({ properties }) => properties.style === 4),
    found.clusters.map(({ p }) => p < 0.05),
    "those that chance often makes are fainter",
  );
  await settled(page);
  const isSeen = await page.evaluate(
    (centre) => /** @type {any} */ (window).geobitPage.map.getBounds().contains(centre),
    [...first.centre],
  );
  assert.ok(isSeen);
  await groups(page).first().locator(".region-incidents button").first().click();
  await page.locator("[data-hook=record]:not([hidden])").waitFor();
  assert.deepEqual(requests.slice(before), [], "no request is made for it");

  // Another choice takes them away, and so does another filter.
  await page.locator("[data-region=permutations]").selectOption("99");
  assert.equal(await groups(page).count(), 0);
  assert.equal((await onMap(page)).lines.filter(({ properties }) => properties.style === 4).length, 0);
  assert.deepEqual(faults, []);
  await close();
});

test("the search for groups tells its progress, is cancelled, and ends with the data that it was about", async () => {
  const { page, faults, close } = await openPage(browser, server.origin);
  await page.locator("[data-hook=region-entry] button").click();
  await said(page, "Half of");
  await page.locator("[data-region=permutations]").selectOption("9999");
  const running = page.locator("[data-region=running]");
  await page.locator("[data-region=look]").click();
  await running.filter({ hasText: /Step \d/ }).waitFor({ timeout: 60_000 });
  assert.ok(
    await running.locator("progress").evaluate((bar) => /** @type {HTMLProgressElement} */ (bar).max > 1),
  );
  // The page answers meanwhile.
  await page.locator("[data-region=by]").selectOption("quarter");
  await said(page, "quarter");
  assert.equal(await running.count(), 1, "and it goes on");
  await page.locator("[data-region=cancel]").click();
  await page.locator("[data-region=groups]", { hasText: "Cancelled." }).waitFor();
  assert.equal(await running.count(), 0);
  assert.equal(await groups(page).count(), 0);

  // What is too much is refused in words, with what to do.
  await page.locator("[data-region=since]").selectOption("all");
  await page.locator("[data-region=look]").click();
  await page.locator("[data-region=groups]", { hasText: "at most 5000 are scanned at once" }).waitFor();
  await page.locator("[data-region=since]").selectOption("year");
  assert.equal(await page.locator("[data-region=groups]").textContent(), "", "that was about something else");

  // A file in the middle: nothing of the old data is left, nor comes later.
  await page.locator("[data-region=look]").click();
  await running.filter({ hasText: /Step \d/ }).waitFor({ timeout: 60_000 });
  const rows = ["2024-05-01", "2024-05-02"].map((start, id) => ({ id, start, lon: 7, lat: 9, kind: "riot" }));
  await drop(page, "few.csv", Buffer.from(csv(rows)));
  await page.locator("[data-hook=data-mark] strong", { hasText: "few.csv" }).waitFor();
  await said(page, "No period asked about is covered to its end");
  assert.equal(await running.count(), 0);
  await page.waitForTimeout(500);
  assert.equal(await groups(page).count(), 0);
  assert.equal(await page.locator("[data-region=groups]").textContent(), "");
  await page.locator("[data-region=look]").click();
  await page.locator("[data-region=groups]", { hasText: /no place has two recorded incidents/ }).waitFor();
  await panel(page).filter({ hasText: "2 incidents at 1 place looked at" }).waitFor();

  // Without a place there is nothing to say, and no number of before.
  const nowhere = rows.map(({ id, start }) => ({
    id,
    start,
    lon: "",
    lat: "",
    kind: "riot",
    place: "Abuja",
  }));
  await drop(page, "nowhere.csv", Buffer.from(csv(nowhere)));
  await page.locator("[data-hook=data-mark] strong", { hasText: "nowhere.csv" }).waitFor();
  await said(page, "No recorded incidents count");
  assert.equal(await panel(page).locator("svg[role=img], .region-table").count(), 0);
  assert.deepEqual(await onMap(page), { lines: [], labels: [] });
  assert.deepEqual(faults, []);
  await close();
});

test("the tab speaks French, and its name Arabic; a phone has it in its sheet", async () => {
  const { page, faults, close } = await openPage(browser, server.origin, {
    ...{ locale: "fr-ML", viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true },
  });
  await page.locator("[data-hook=region-entry] button").click();
  await said(page, "la moitié des incidents enregistrés");
  await panel(page).filter({ hasText: "Distances par période" }).waitFor();
  const isWide = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
  assert.equal(isWide, false);
  await page.goto(`${server.origin}/?lang=ar`);
  await page.waitForSelector("html[data-complete]");
  assert.equal(await page.locator("[data-tab=region]").textContent(), "الإقليم");
  assert.deepEqual(faults, []);
  await close();
});
