// What is new: an older version to compare with, what touches a drawn shape first, what is acknowledged and ignored, marks on the map,
// rules that fire, and the daily brief.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { servePacks } from "../js/pack-server.js";
import { csv } from "../js/support.js";
import { drop, openPage, openPart, settled } from "./driver.js";
import { builtPage, launch, requestsAfter, watchedPage } from "./harness.js";

/** @typedef {import("playwright").Page} Page */

const folder = (/** @type {string} */ name) =>
  fileURLToPath(new URL(`../fixtures/packs/${name}`, import.meta.url));

/** @type {import("playwright").Browser} */
let browser;
/** @type {Awaited<ReturnType<typeof servePacks>>} */
let server;
/** @type {string} */
let dist;

before(async () => {
  const [page, opened] = await Promise.all([builtPage(), launch()]);
  browser = opened;
  dist = page.dist;
  server = await servePacks({ "/": dist, "/packs/": folder("before") }, page.headers);
});
after(async () => {
  await browser?.close();
  await server?.close();
});

/** @typedef {[id: string, start: string, lon: number, deaths: number, headline?: string]} Row */
/** @param {Row[]} rows */
const fileOf = (rows) =>
  Buffer.from(
    csv(
      rows.map(([id, start, lon, fatalities_best, headline = ""]) => ({
        ...{ id, start, lon, lat: 12, kind: "riot", uncertainty_km: 0.5 },
        ...{ fatalities_best, headline, place: id },
      })),
    ),
  );

/** @type {Row[]} */
const COMMON = Array.from({ length: 60 }, (_, n) => [
  `kept${n}`,
  new Date(Date.UTC(2024, 0, 1 + 2 * n)).toISOString().slice(0, 10),
  -8 + (n % 10) / 50,
  0,
]);
const OLDER = fileOf([
  ...COMMON,
  ["moved", "2024-05-02", -8.01, 2, "<b>two</b>"],
  ["gone", "2024-04-20", -6, 1],
]);
const NEWER = fileOf([
  ...COMMON,
  ["moved", "2024-05-02", -8.02, 5, "<b>two</b>"],
  ["late", "2024-03-09", -6.5, 0],
  ["near", "2024-05-11", -8, 3],
  ["near2", "2024-05-13", -8.05, 0],
  ["new", "2024-05-19", -6.2, 0],
]);

const news = (/** @type {Page} */ page) => page.locator("[data-hook=news]");
const entries = (/** @type {Page} */ page, /** @type {string} */ list) =>
  page.locator(`[data-news=${list}] .news-entry`);
const idsIn = (/** @type {Page} */ page, /** @type {string} */ list) =>
  entries(page, list).evaluateAll((items) =>
    items.map((item) => `${item.getAttribute("data-what")} ${item.getAttribute("data-id")}`),
  );
const marked = (/** @type {Page} */ page) =>
  page.evaluate(async () => {
    const { map } = /** @type {any} */ (window).geobitPage;
    const { features } = await map.getSource("news-marks").getData();
    return features.map((/** @type {any} */ { properties }) => properties.what).sort();
  });

/** @param {Page} page */
async function openNewer(page) {
  await drop(page, "newer.csv", NEWER);
  await page.locator("[data-hook=data-mark] strong", { hasText: "newer.csv" }).waitFor();
  await settled(page);
}

/** @param {Page} page @param {string} at */
async function addCircle(page, at) {
  await openPart(page, "try");
  await page.getByLabel("Circle at latitude, longitude").fill(at);
  await page.keyboard.press("Enter");
  await settled(page);
}

/** @param {Page} page */
async function compareWithOlder(page) {
  if (!(await news(page).evaluate((details) => /** @type {HTMLDetailsElement} */ (details).open)))
    await news(page).locator("summary").first().click();
  await page
    .locator("[data-news=file]")
    .setInputFiles({ name: "older.csv", mimeType: "text/csv", buffer: OLDER });
  await page.locator("[data-news=words]").waitFor();
  await settled(page);
}

test("an older file is compared: what changed, the drawn site first, acknowledged, ignored, kept", async () => {
  const { page, requests, faults, close } = await openPage(browser, server.origin);
  const before = requests.length;
  await openNewer(page);
  await addCircle(page, "12, -8");
  await compareWithOlder(page);
  assert.deepEqual(await idsIn(page, "near"), ["added near2", "added near", "changed moved"]);
  assert.deepEqual(await idsIn(page, "rest"), ["added new", "withdrawn gone", "old late"]);
  assert.match(
    (await page.locator("[data-news=words]").textContent()) ?? "",
    /4 incidents added, 1 of them from before; 1 changed, 1 withdrawn/,
  );
  assert.match((await page.locator("[data-news=watched]").textContent()) ?? "", /: 2 added and 1 changed/);
  const moved = page.locator('.news-entry[data-id="moved"]');
  assert.match((await moved.textContent()) ?? "", /Longitude-8\.01000° → -8\.02000°.*Deaths2 → 5/);
  assert.deepEqual(await marked(page), ["added", "added", "added", "added", "changed"]);
  assert.match((await page.locator("[data-hook=news-legend]").textContent()) ?? "", /New.*Changed/);

  // A click shows the record, also of what was withdrawn.
  await page.locator('.news-entry[data-id="gone"] .near').click();
  const record = page.locator("[data-hook=record]");
  await record.getByText("Withdrawn: this is the record of the older version.").waitFor();
  assert.match((await record.textContent()) ?? "", /gone/);
  await moved.locator(".near").click();
  await record.getByText("<b>two</b>").waitFor();

  await page.getByRole("button", { name: /^Acknowledge: .*11 May/ }).click();
  await page.locator('.news-entry[data-id="late"] [data-note=ignored]').click();
  assert.deepEqual(await idsIn(page, "near"), ["added near2", "changed moved"]);
  assert.deepEqual(await idsIn(page, "rest"), ["added new", "withdrawn gone"]);
  assert.deepEqual(await marked(page), ["added", "added", "changed"]);
  assert.match((await news(page).locator("summary").first().textContent()) ?? "", /\(4\)/);
  assert.deepEqual(
    requestsAfter(requests, before).filter((url) => !url.includes("/assets/")),
    [],
  );

  await page.reload();
  await page.waitForSelector("html[data-ready]");
  await settled(page);
  await openNewer(page);
  await compareWithOlder(page);
  // Without a drawn shape nothing comes first.
  assert.deepEqual(await idsIn(page, "rest"), [
    "added new",
    "added near2",
    "changed moved",
    "withdrawn gone",
  ]);
  await page.getByText("Acknowledged (1)").click();
  await entries(page, "done").first().waitFor();
  assert.deepEqual(await idsIn(page, "done"), ["added near"]);
  await page.locator("[data-news=show-ignored]").click();
  await entries(page, "ignored").first().waitFor();
  assert.deepEqual(await idsIn(page, "ignored"), ["old late"]);
  await page.locator("[data-news=ignored] [data-note=none]").click();
  assert.equal((await idsIn(page, "rest")).length, 5);
  const kept = await page.evaluate(() => localStorage.getItem("geobit:news"));
  assert.match(kept ?? "", /added 2024-05-11 near/);
  assert.doesNotMatch(kept ?? "", /late|-8|12\.0/);

  await page.locator("[data-news=acknowledge-all]").click();
  await page.getByText("5 entries acknowledged.").waitFor();
  assert.deepEqual(await marked(page), []);
  assert.ok(await page.locator("[data-hook=news-legend]").isHidden());
  await news(page).getByRole("button", { name: "Undo" }).click();
  assert.equal((await idsIn(page, "rest")).length, 5);
  assert.deepEqual(faults, []);
  await close();
});

test("what cannot be compared is said, and what is shown stays", async () => {
  const { page, faults, close } = await openPage(browser, server.origin);
  await openNewer(page);
  await news(page).locator("summary").first().click();
  await page
    .locator("[data-news=file]")
    .setInputFiles({ name: "letter.csv", mimeType: "text/csv", buffer: Buffer.from("a,b\n1,2\n") });
  assert.match(
    (await page.locator("[data-news=problem]").textContent()) ?? "",
    /^letter\.csv could not be compared\. /,
  );
  await compareWithOlder(page);
  assert.equal(await page.locator("[data-news=problem]").count(), 0);
  // Another file takes its place, and the news of the one before go.
  await drop(page, "other.csv", OLDER);
  await page.locator("[data-hook=data-mark] strong", { hasText: "other.csv" }).waitFor();
  await settled(page);
  assert.equal(await page.locator("[data-news=words]").count(), 0);
  assert.deepEqual(await marked(page), []);
  assert.deepEqual(faults, []);
  await close();
});

test("without a connection, what is not there yet is said to be so", async () => {
  const { page, close } = await watchedPage(browser);
  await page.route(/on-demand/, (route) => route.abort());
  await page.goto(`${server.origin}/`);
  await page.waitForSelector("html[data-complete]", { timeout: 60_000 });
  await news(page).locator("summary").first().click();
  await page.getByText("This part of the page could not be fetched.").waitFor();
  await close();
});

test("a pack that is brought up to date tells what is new", async () => {
  server.move({ "/": dist, "/packs/": folder("before") });
  const { page, faults, close } = await openPage(browser, server.origin);
  const packs = page.locator("[data-hook=packs]");
  await packs.locator("summary").click();
  await packs.getByRole("button", { name: /List data packs/ }).click();
  await packs.locator("[data-pack-action=download]").click();
  await packs.locator("[data-pack-action=open]").click();
  await page.waitForFunction(() => /** @type {any} */ (window).geobitPage.summary().count === 300);
  server.move({ "/": dist, "/packs/": folder("after") });
  await packs.getByRole("button", { name: /Check for updates/ }).click();
  await packs.locator("[data-pack-action=update]").click();
  await page.locator("[data-news=words]").waitFor();
  await settled(page);
  assert.equal(await page.evaluate(() => /** @type {any} */ (window).geobitPage.summary().count), 290);
  assert.match(
    (await page.locator("[data-news=words]").textContent()) ?? "",
    /20 incidents added.* 25 changed, 30 withdrawn/,
  );
  assert.match((await page.locator("[data-news=capped]").textContent()) ?? "", /First 20 of 75 shown\./);
  await page.locator("[data-news=capped] button").click();
  assert.equal(await entries(page, "rest").count(), 75);
  assert.deepEqual(faults, []);
  await close();
});

test("a rule fires, is told in words, follows the shape, and comes back when its deletion is undone", async () => {
  const { page, faults, close } = await openPage(browser, server.origin);
  await openNewer(page);
  const rules = page.locator("[data-hook=rules]");
  await rules.locator("summary").first().click();
  await rules.getByText("Draw a site or a route first.").waitFor();
  await addCircle(page, "12, -8");
  await rules.locator("[data-rule=when]").selectOption("atLeast");
  await rules.locator("[data-rule=atLeast]").fill("0");
  await rules.getByRole("button", { name: "Add the rule" }).click();
  await rules.getByText("The number of incidents has to be a whole number from 1 to 10,000.").waitFor();
  await rules.locator("[data-rule=atLeast]").fill("2");
  await rules.locator("[data-rule=inDays]").fill("14");
  await rules.getByRole("button", { name: "Add the rule" }).click();
  const rule = rules.locator(".rule");
  await rules.locator('.rule[data-fired="true"]').waitFor();
  const text = (await rule.textContent()) ?? "";
  assert.match(text, /at least 2 incidents in 14 days/);
  assert.match(text, /Fired, since 3 Jan 2024\./);
  assert.match(text, /False alarms a year, by chance: about [\d.]+\./);
  assert.match((await rules.locator("[data-rule=words]").textContent()) ?? "", /14 days.*it says little/s);
  assert.match((await rules.locator("summary").first().textContent()) ?? "", /\(1, 1 fired\)/);
  await rule.getByRole("button", { name: /^Show 2 incidents/ }).click();
  await page.locator("[data-hook=record]").getByText("near").first().waitFor();

  // A radius of its own, in which nothing is.
  await rules.locator("[data-rule=radiusKm]").fill("0.01");
  await rules.getByRole("button", { name: "Add the rule" }).click();
  await rules.locator('.rule[data-fired="false"]').waitFor();
  // Another radius of the shape is followed.
  await page.getByLabel("Radius, km").fill("0.5");
  await page.waitForFunction(() => document.querySelectorAll('.rule[data-fired="true"]').length === 0);

  await rule
    .first()
    .getByRole("button", { name: /^Delete/ })
    .click();
  assert.equal(await rule.count(), 1);
  await rules.getByRole("button", { name: "Undo" }).click();
  assert.equal(await rule.count(), 2);
  assert.match((await rule.first().textContent()) ?? "", /in 14 days/);
  assert.deepEqual(faults, []);
  await close();
});

test("a daily brief is one page, a text for a messenger, and a picture", async () => {
  const { page, requests, faults, close } = await openPage(browser, server.origin, {
    permissions: ["clipboard-read", "clipboard-write"],
  });
  await openNewer(page);
  await addCircle(page, "12, -8");
  const before = requests.length;
  const camera = () =>
    page.evaluate(() => {
      const { map } = /** @type {any} */ (window).geobitPage;
      return [map.getZoom(), ...map.getCenter().toArray(), map.getPixelRatio()];
    });
  const place = await camera();
  await page.getByRole("button", { name: "Daily brief" }).click();
  const brief = page.locator("[data-hook=brief]");
  await page.locator('[data-brief="daily"]').waitFor();
  assert.match((await brief.locator("h1").textContent()) ?? "", /^Daily brief: 12, -8$/);
  assert.deepEqual(await camera(), place, "the map is as it was");
  await brief.getByLabel("The first day on which an incident is new").fill("2024-05-10");
  await brief.getByText("New since 10 May 2024: 2 recorded incidents").waitFor();
  assert.deepEqual(await brief.locator("[data-brief=fresh] li").allTextContents(), [
    "13 May 2024: Riot, near2",
    "11 May 2024: Riot, near, 3 deaths",
  ]);
  assert.ok(
    await brief.locator(".site-map img").evaluate((image) => /** @type {any} */ (image).naturalWidth > 1000),
  );

  await brief.getByRole("button", { name: "Copy as text" }).click();
  await brief.getByText(/^Copied, [\d,]+ characters\.$/).waitFor();
  const text = await page.evaluate(() => navigator.clipboard.readText());
  assert.ok(text.length < 1500);
  assert.match(text, /New since 10 May 2024: 2 recorded incidents\n- 13 May 2024: Riot, near2/);
  assert.match(text, /Derived from recorded incidents; not a risk advisory\.\nLeft out here: /);
  assert.doesNotMatch(text, /\bsafe|predict/i);

  const saving = page.waitForEvent("download");
  await brief.getByRole("button", { name: "Save a picture" }).click();
  const saved = await saving;
  assert.match(saved.suggestedFilename(), /^Daily brief.*\.png$/i);
  const png = await readFile((await saved.path()) ?? "");
  assert.equal(png.subarray(1, 4).toString(), "PNG");
  assert.deepEqual([png.readUInt32BE(16), png.readUInt32BE(20)], [1080, 1350]);
  assert.ok(png.length > 30_000, "it is not empty");

  // One page of paper, also where there is more to tell.
  await brief.getByLabel("The first day on which an incident is new").fill("2024-03-01");
  await brief.locator("[data-brief=fresh] li", { hasText: "more" }).waitFor();
  const pdf = await page.pdf({ preferCSSPageSize: true });
  assert.equal(pdf.toString("latin1").match(/\/Type\s*\/Page\b(?!s)/g)?.length, 1);
  await page.keyboard.press("Escape");
  assert.ok(await brief.isHidden());
  const kept = await page.evaluate(() => Object.keys(localStorage));
  assert.deepEqual(kept, ["geobit:last-look"], "the first card keeps nothing of who draws");
  assert.deepEqual(
    requestsAfter(requests, before).filter((url) => !/\/assets\/|^data:/.test(url)),
    [],
  );
  assert.deepEqual(faults, []);
  await close();
});
