// Every state of the page that a test can reach, looked at by axe: no violation of WCAG 2.2 A and AA or of its best practices.
import assert from "node:assert/strict";
import { after, before, beforeEach, test } from "node:test";
import { findings } from "./axe.js";
import { drop, openPage, settled, unfold } from "./driver.js";
import { launch, servePage, watchedPage } from "./harness.js";

/** @typedef {import("playwright").Page} Page */

/** @type {import("playwright").Browser} */
let browser;
/** @type {Awaited<ReturnType<typeof servePage>>} */
let server;

before(async () => {
  [browser, server] = await Promise.all([launch(), servePage()]);
});
after(async () => {
  await browser?.close();
  await server?.close();
});

/** What was found so far, each with the state that it was found in. @type {string[]} */
let found = [];
/** All states are looked at before a test fails. */
beforeEach(() => {
  found = [];
});

/** @param {Page} page @param {string} state */
async function look(page, state) {
  await page.waitForTimeout(200);
  for (const finding of await findings(page)) found.push(`${state}: ${finding}`);
}

/** @param {Page} page @param {"circle" | "route"} kind */
async function add(page, kind) {
  await page.evaluate((wanted) => {
    const geometry =
      wanted === "circle"
        ? { type: "Point", coordinates: [-8.72, 12.23] }
        : {
            type: "LineString",
            coordinates: [
              [-8, 12.64],
              [-6.83, 11.42],
              [-5.67, 11.32],
            ],
          };
    /** @type {any} */ (window).geobitPage.addShape({ kind: wanted, name: `A ${wanted}`, km: 25, geometry });
  }, kind);
  await settled(page);
}

/** Opens all that can be opened below an element, and what that brings. @param {Page} page @param {string} selector */
async function openAll(page, selector) {
  for (let round = 0; round < 3; round++)
    await page.locator(selector).evaluate((element) => {
      for (const details of element.querySelectorAll("details")) details.open = true;
    });
  await settled(page);
}

/**
 * Presses a control wherever it is: on a phone some are in a menu or below the edge of the sheet.
 * @param {Page} page @param {string} selector
 */
const press = (page, selector) =>
  page
    .locator(selector)
    .first()
    .evaluate((control) => /** @type {HTMLElement} */ (control).click());

/** @param {Page} page */
async function walk(page) {
  await look(page, "start, with the card of a first visit");
  await press(page, "[data-hook=more-tools]");
  await look(page, "the menu of a phone");
  await press(page, "[data-hook=help]");
  await page.locator("[data-dialog=help]").waitFor();
  await page.locator("[data-dialog=help]").evaluate((dialog) => {
    for (const details of dialog.querySelectorAll("details")) details.open = true;
  });
  await look(page, "help");
  await page.keyboard.press("Escape");
  await press(page, ".welcome-close");
  await look(page, "start");
  await press(page, "[data-hook=region-entry] button");
  await page.locator(".region-table").first().waitFor();
  await look(page, "the region, without a shape");
  await press(page, "[data-tab=summary]");
  await add(page, "circle");
  await look(page, "a site is answered");
  // On a phone the panel is a sheet, which is drawn up here.
  await page.evaluate(() =>
    /** @type {any} */ (window).geobitPage.store.update({ type: "setSheet", sheet: "full" }),
  );
  await openAll(page, "main");
  await look(page, "all parts of the panel, with a site");
  await press(page, "main [data-term]");
  await look(page, "a definition");
  await page.keyboard.press("Escape");
  await press(page, "[data-hook=site-brief] button");
  await page.locator("[data-hook=brief]:not([hidden])").waitFor();
  await look(page, "the daily brief");
  await page.keyboard.press("Escape");
  await add(page, "route");
  await openAll(page, "main");
  await look(page, "all parts of the panel, with a route");
}

for (const { name, options } of [
  { name: "wide", options: { viewport: { width: 1280, height: 800 } } },
  { name: "a phone", options: { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true } },
  {
    name: "dark",
    options: { viewport: { width: 1280, height: 800 }, colorScheme: /** @type {const} */ ("dark") },
  },
  { name: "French", options: { viewport: { width: 1280, height: 800 }, locale: "fr-ML" } },
])
  test(`axe finds nothing: ${name}`, async () => {
    const { page, close } = await openPage(browser, server.origin, options);
    await walk(page);
    assert.deepEqual(found, []);
    await close();
  });

test("axe finds nothing: tabs of an answer, the movement brief, dialogs of files", async () => {
  const { page, close } = await openPage(browser, server.origin, { viewport: { width: 1280, height: 800 } });
  await add(page, "route");
  for (const tab of await page.getByRole("tab").all()) {
    await tab.click();
    await settled(page);
    await look(page, `tab ${await tab.textContent()}`);
  }
  await page.getByRole("tab", { name: "Region", exact: true }).click();
  await page.locator("[data-region=permutations]").selectOption("9999");
  await page.locator("[data-region=reference]").selectOption("other");
  await page.locator("[data-region=town]").fill("bam");
  await page.locator("[data-region=look]").click();
  await page.locator("[data-region=running]").waitFor();
  await look(page, "groups are looked for");
  await page.locator("[data-region=permutations]").selectOption("99");
  await page.locator("[data-region=look]").click();
  await page.locator("[data-group]").first().waitFor({ timeout: 60_000 });
  await page.locator("[data-group] button").first().click();
  await page.locator(".region-incidents button").first().waitFor();
  await openAll(page, "[data-hook=region-tab]");
  await look(page, "a group of the region, and all that opens beside it");
  await unfold(page, "Movement");
  await page.locator("[data-hook=movement] button", { hasText: "brief" }).first().click();
  await page.locator("[data-hook=brief]:not([hidden]) .brief-map img").waitFor({ timeout: 30_000 });
  await look(page, "the movement brief");
  await page.keyboard.press("Escape");
  await drop(page, "open.csv", new TextEncoder().encode("id,start,lon,lat,kind\n1,03/04/2026,-8,12,riot\n"));
  await page.locator("[data-dialog=columns]").waitFor();
  await look(page, "which column is which");
  await page.keyboard.press("Escape");
  await drop(page, "broken.csv", new TextEncoder().encode("nothing\n"));
  await page.locator(".banner.error").waitFor();
  await look(page, "an error");
  assert.deepEqual(found, []);
  await close();
});

for (const colorScheme of /** @type {const} */ (["light", "dark"]))
  test(`axe finds nothing: roads, ${colorScheme}`, async () => {
    const viewport = { width: 1280, height: 800 };
    const { page, close } = await openPage(browser, server.origin, { viewport, colorScheme });
    await press(page, "[data-hook=add-roads]");
    await page.locator("[data-roads=demo]").waitFor();
    await look(page, "no roads");
    await press(page, "[data-roads=demo]");
    await page.locator("[data-way=find]").waitFor();
    await add(page, "circle");
    await page.locator("[data-way=from]").fill("Bam");
    await look(page, "a town with several readings");
    await page.locator("[data-way=to]").fill("Sikasso");
    await press(page, "[data-way=find]");
    await page.locator("[data-way-number]").first().waitFor({ timeout: 60_000 });
    await page.locator("[data-bar=as]").selectOption("closed");
    await page.locator("[data-bar=until]").fill("2020-01-01");
    await page.locator("[data-role=muster]").check();
    await page.locator("[data-role=haven]").check();
    await press(page, "[data-evacuation=table]");
    await page.locator("table.evacuation").waitFor({ timeout: 60_000 });
    await press(page, "[data-reach=show]");
    await page.locator("[data-reach=answer]").waitFor();
    await settled(page);
    await look(page, "ways, what is barred, evacuation and reach");
    await page.evaluate(() =>
      /** @type {any} */ (window).geobitPage.addShape({
        ...{ kind: "circle", name: "A zone", km: 10 },
        geometry: { type: "Point", coordinates: [-6.83, 11.42] },
        bar: { as: "no-go", source: "", reliability: "", until: "" },
      }),
    );
    await add(page, "route");
    await page.locator("[data-lay=route]").waitFor();
    await look(page, "a route to be laid onto roads");
    await page.locator("[data-evacuation=closure]").selectOption({ label: "A route" });
    await page.locator("[data-evacuation=sentences] p").waitFor({ timeout: 60_000 });
    await press(page, "[data-hook=rules] > summary");
    await page.locator("[data-rules=zones]").waitFor();
    await look(page, "what if a road closes, and a zone among the rules");
    await press(page, '[data-tab="summary"]');
    await settled(page);
    await press(page, "[data-hook=movement] button:has-text('brief')");
    await page.locator("[data-brief=fill]:enabled").waitFor({ timeout: 60_000 });
    await press(page, "[data-brief=fill]");
    await page.locator("[data-brief=fill-said] button").waitFor({ timeout: 60_000 });
    await look(page, "a brief with zones, filled from the roads");
    assert.deepEqual(found, []);
    await close();
  });

test("axe finds nothing: without WebGL", async () => {
  const without = await launch(["--disable-gpu", "--disable-webgl", "--disable-3d-apis"]);
  const { page } = await watchedPage(without, { viewport: { width: 1280, height: 800 } });
  await page.goto(`${server.origin}/`);
  await page.waitForSelector("html[data-ready][data-complete]", { timeout: 60_000 });
  await look(page, "start");
  await page.locator(".no-map textarea").fill("12.23, -8.72");
  await page.locator(".no-map button[type=submit]").click();
  await page.evaluate(() => /** @type {any} */ (window).geobitPage.idle());
  await look(page, "a site is answered");
  assert.deepEqual(found, []);
  await without.close();
});
