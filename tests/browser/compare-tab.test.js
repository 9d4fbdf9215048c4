// The tab Compare: areas side by side with the package's numbers, what is new to be acknowledged there, and the rules beside it.
// Routes side by side are tested in compare.test.js.
import assert from "node:assert/strict";
import { test } from "node:test";
import { formatCount, formatInterval, formatNumber } from "../../www/src/format.js";
import { csv } from "../js/support.js";
import { demo, openTab } from "./comparison.js";
import { drop, openPage, settled } from "./driver.js";
import { browser, server } from "./opened.js";

/** @typedef {import("playwright").Page} Page */

/** @param {Page} page @param {string} name @param {[number, number]} coordinates @param {number} [km] */
async function addCircle(page, name, coordinates, km = 30) {
  const shape = { kind: "circle", name, km, geometry: { type: "Point", coordinates } };
  await page.evaluate((added) => /** @type {any} */ (window).geobitPage.addShape(added), shape);
  await settled(page);
}

const sites = (/** @type {Page} */ page) => page.locator(".sites-table tbody tr");
const panel = (/** @type {Page} */ page) => page.locator("[data-hook=compare-tab]");

/** Guards against a bug: the table stayed, with a zero for every area. */
test("where no kind is chosen, no area has a number", async () => {
  const { page, faults, close } = await openPage(browser, server.origin);
  await addCircle(page, "First", [-8, 12.64]);
  await addCircle(page, "Second", [-6.27, 13.43]);
  await openTab(page, "Compare");
  await sites(page).nth(1).waitFor();
  const chosen = page.locator("[data-hook=kinds] input:checked");
  while ((await chosen.count()) > 0) await chosen.first().uncheck();
  await panel(page).filter({ hasText: "No kind of incident is chosen" }).waitFor();
  await settled(page);
  assert.equal(await sites(page).count(), 0);
  assert.deepEqual(faults, []);
  await close();
});

test("areas stand side by side with their counts, verdict, trend and rank, and follow what changes", async () => {
  const { page, requests, faults, close } = await openPage(browser, server.origin);
  await addCircle(page, "First", [-8, 12.64]);
  await openTab(page, "Compare");
  await panel(page).filter({ hasText: "Draw a second area" }).waitFor();
  await panel(page).filter({ hasText: "Draw a second route" }).waitFor();
  const before = requests.length;
  const markup = "<img src=x onerror=alert(1)>";
  await addCircle(page, markup, [-6.27, 13.43]);
  await addCircle(page, "Ocean", [-30, 0]);
  await sites(page).nth(2).waitFor();
  assert.equal(await panel(page).locator("img").count(), 0, "a name stays text");

  const shapes = await page.evaluate(() => /** @type {any} */ (window).geobitPage.shapes());
  const features = shapes.map((/** @type {any} */ { geometry, km }) => ({
    ...{ type: "Feature", properties: { radiusKm: km }, geometry },
  }));
  const reports = await demo.geofences({ type: "FeatureCollection", features });
  for (const [i, { recent, baseline, among, coverage }] of reports.entries()) {
    const row = page.locator(`[data-site="${shapes[i].id}"]`);
    const text = (await row.textContent()) ?? "";
    assert.ok(text.includes(shapes[i].name), text);
    if (coverage.inside === "none") {
      assert.ok(text.includes("not covered by the data"), text);
      assert.equal(await row.locator("[data-stat]").count(), 0, "no number stands for what is not known");
      continue;
    }
    assert.ok(among);
    assert.equal(await row.locator("[data-stat=site-recent]").textContent(), formatCount(recent.count));
    for (const words of [
      `${formatCount(baseline.count)} in the 336 days before`,
      formatNumber(among.shrunk.perDay),
      formatInterval(among.shrunk.interval),
    ])
      assert.ok(text.includes(words), `${words} is in ${text}`);
    const [best, worst] = among.rank;
    assert.equal(
      await row.locator("[data-stat=site-rank]").textContent(),
      best === worst ? String(best) : `${best} to ${worst}`,
    );
    assert.equal(await row.locator(".spark").count(), 1);
  }
  assert.match((await sites(page).nth(2).textContent()) ?? "", /Ocean/, "what has no rate comes last");

  // In the dark the small charts have no light ground, and their bars still stand out.
  const chart = sites(page).first().locator(".spark");
  await page.evaluate(() => document.documentElement.setAttribute("data-theme", "dark"));
  const [ground, bar] = await Promise.all([
    chart.evaluate((svg) => getComputedStyle(svg).backgroundColor),
    chart
      .locator("path")
      .last()
      .evaluate((path) => getComputedStyle(path).stroke),
  ]);
  assert.deepEqual([ground, bar], ["rgba(0, 0, 0, 0)", "rgb(185, 220, 242)"]);
  await page.evaluate(() => document.documentElement.setAttribute("data-theme", "light"));

  // A click shows the area.
  await page.getByRole("button", { name: "First", exact: true }).last().click();
  await settled(page);
  assert.equal(await page.evaluate(() => /** @type {any} */ (window).geobitPage.active().name), "First");
  assert.equal(await page.locator('[role=tab][aria-selected="true"]').innerText(), "Compare");

  // Without a button: a change takes the old numbers away and brings the next ones.
  await page.getByRole("button", { name: "Remove Ocean" }).click();
  await page.waitForFunction(() => document.querySelectorAll(".sites-table tbody tr").length === 2);
  assert.deepEqual(requests.slice(before), [], "no request is made for it");
  assert.deepEqual(faults, []);
  await close();
});

/** @param {[id: string, start: string, lon: number][]} rows */
const fileOf = (rows) =>
  Buffer.from(
    csv(
      rows.map(([id, start, lon]) => ({
        id,
        start,
        lon,
        lat: 12,
        kind: "riot",
        uncertainty_km: 0.5,
        place: id,
      })),
    ),
  );
/** @type {[string, string, number][]} */
const common = Array.from({ length: 60 }, (_, n) => [
  `kept${n}`,
  new Date(Date.UTC(2024, 0, 1 + 2 * n)).toISOString().slice(0, 10),
  -8 + (n % 10) / 50,
]);
const older = fileOf(common);
const newer = fileOf([
  ...common,
  ["near", "2024-05-11", -8],
  ["near2", "2024-05-13", -8.05],
  ["far", "2024-05-19", -6.2],
]);

test("what is new at the sites is acknowledged and ignored here, with undo, and the rules stand beside it", async () => {
  const { page, faults, close } = await openPage(browser, server.origin);
  await drop(page, "newer.csv", newer);
  await page.locator("[data-hook=data-mark] strong", { hasText: "newer.csv" }).waitFor();
  await settled(page);
  await addCircle(page, "Camp", [-8, 12], 25);
  await openTab(page, "Compare");
  const triage = page.locator(".triage");
  await page.locator("[data-triage=open-news]").click();
  await page
    .locator("[data-news=file]")
    .setInputFiles({ name: "older.csv", mimeType: "text/csv", buffer: older });
  const entries = triage.locator(".news-entry");
  await entries.nth(1).waitFor();
  const open = page.locator("[data-triage=open]");
  assert.equal(await open.textContent(), "2 entries at your sites and routes to look at. 1 elsewhere.");
  assert.deepEqual(await entries.evaluateAll((items) => items.map((item) => item.getAttribute("data-id"))), [
    "near2",
    "near",
  ]);
  await entries.first().locator("[data-note=done]").click();
  await triage.filter({ hasText: "1 entry acknowledged." }).waitFor();
  assert.equal(await entries.count(), 1);
  assert.equal(await page.locator("[data-news=near] .news-entry").count(), 1, "as in the whole list");
  await triage.getByRole("button", { name: "Undo" }).click();
  await entries.nth(1).waitFor();
  await entries.last().locator("[data-note=ignored]").click();
  await triage.filter({ hasText: "1 entry ignored." }).waitFor();
  assert.deepEqual(
    await page.evaluate(() => [.../** @type {any} */ (window).geobitPage.store.get().noted.values()]),
    ["ignored"],
  );

  // A rule, set twice by a second click, is one rule.
  await page.locator("[data-triage=open-rules]").click();
  const form = page.locator("[data-hook=rules] form");
  await form.locator("[type=submit]").click();
  await form.locator("[type=submit]").click();
  await triage.locator(".rule").first().waitFor();
  await settled(page);
  assert.equal(await triage.locator(".rule").count(), 1);
  assert.match((await triage.locator(".rule-name").textContent()) ?? "", /Camp/);
  assert.deepEqual(faults, []);
  await close();
});

test("a second click on a place to try is not a second shape", async () => {
  const { page, faults, close } = await openPage(browser, server.origin);
  /** Opens the list of places, which closes when something is drawn, and clicks one. @param {number} n */
  async function click(n) {
    await page.locator("[data-hook=try]").evaluate((details) => details.setAttribute("open", ""));
    await page.locator("[data-hook=places] button").nth(n).click();
  }
  const place = page.locator("[data-hook=places] button").first();
  const shapes = () => page.evaluate(() => /** @type {any} */ (window).geobitPage.shapes().length);
  for (const n of [0, 0, 1, 0]) await click(n);
  assert.equal(await shapes(), 2);
  assert.equal(
    await page.evaluate(() => /** @type {any} */ (window).geobitPage.active().name),
    await place.textContent(),
    "it is the active one again",
  );
  for (let i = 0; i < 2; i++) {
    await page.locator("[data-hook=try]").evaluate((details) => details.setAttribute("open", ""));
    await page.locator("[data-hook=coordinates]").fill("12.5, -8");
    await page.keyboard.press("Enter");
  }
  assert.equal(await shapes(), 3);
  assert.deepEqual(faults, []);
  await close();
});
