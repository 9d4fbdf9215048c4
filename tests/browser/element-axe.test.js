// `<geobit-map>` in a page that is accessible itself, looked at by axe: alone, twice, with an answer and with everything opened.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { findings } from "./axe.js";
import { builtElement, serveEmbedded, servePartner } from "./embedding.js";
import { launch, watchedPage } from "./harness.js";

/** @typedef {import("playwright").Page} Page */

/** @type {import("playwright").Browser} */
let browser;
/** @type {Awaited<ReturnType<typeof serveEmbedded>>} */
let host;
/** @type {Awaited<ReturnType<typeof servePartner>>} */
let partner;
let script = "";

before(async () => {
  [browser, host, partner] = await Promise.all([launch(), serveEmbedded(), servePartner()]);
  script = `<script type="module" src="${host.origin}/${(await builtElement()).file}"></script>`;
});
after(async () => {
  await browser?.close();
  await Promise.all([host?.close(), partner?.close()]);
});

/**
 * Opens a partner's page with elements, in French where it says so.
 * @param {string} elements @param {string} [lang] @param {import("playwright").Browser} [inBrowser]
 */
async function openWith(elements, lang = "en", inBrowser = browser) {
  const { page, faults, close } = await watchedPage(inBrowser, { viewport: { width: 1280, height: 1500 } });
  await partner.open(page, `<main><h1>A partner</h1>${elements}</main>`, {
    head: `${script}<script>document.documentElement.lang = "${lang}"</script>`,
  });
  await idle(page);
  return { page, faults, close };
}

/** @param {Page} page */
const idle = (page) =>
  page.evaluate(async () => {
    for (const element of /** @type {any} */ (document.querySelectorAll("geobit-map"))) {
      await element.ready;
      await element.idle();
    }
  });

/** Gives each element the same site, and a route where it is wanted. @param {Page} page @param {{ route?: boolean }} [what] */
async function answer(page, { route = false } = {}) {
  await page.evaluate((withRoute) => {
    for (const element of /** @type {any} */ (document.querySelectorAll("geobit-map"))) {
      element.addSite({ name: "Camp", lon: -8, lat: 12.6, km: 10 });
      const line = [
        [-8, 12.64],
        [-6.83, 11.42],
      ];
      if (withRoute) element.addRoute({ name: "Road", line });
    }
  }, route);
  await idle(page);
}

/** Opens all that can be opened, and what that brings. @param {Page} page */
async function openAll(page) {
  for (let round = 0; round < 3; round++) {
    await page.evaluate(() => {
      /** @type {HTMLDetailsElement} */ for (const details of document.querySelectorAll("geobit-map details"))
        details.setAttribute("open", "");
    });
    await idle(page);
    await page.waitForTimeout(300);
  }
}

/** The names of the landmarks that are the elements. @param {Page} page */
const names = (page) =>
  page
    .locator("geobit-map [role=region]")
    .evaluateAll((regions) => regions.map((region) => region.getAttribute("aria-label")));

const ONE = `<geobit-map snapshot="./incidents.csv"></geobit-map>`;

test("axe finds nothing: one element, with an answer, with everything opened", async () => {
  const { page, faults, close } = await openWith(ONE);
  const found = { start: await findings(page), answer: [""], all: [""] };
  await answer(page);
  found.answer = await findings(page);
  await answer(page, { route: true });
  await openAll(page);
  found.all = await findings(page);
  assert.deepEqual(found, { start: [], answer: [], all: [] });
  assert.deepEqual(await names(page), ["Map of recorded incidents"]);
  assert.deepEqual(faults, []);
  await close();
});

test("axe finds nothing: two elements, whose landmarks have names of their own", async () => {
  const { page, faults, close } = await openWith(ONE + ONE);
  await answer(page);
  const found = { answer: await findings(page), all: [""] };
  await openAll(page);
  found.all = await findings(page);
  assert.deepEqual(found, { answer: [], all: [] });
  assert.deepEqual(await names(page), ["Map of recorded incidents", "Map of recorded incidents 2"]);
  // The number of one that is removed is free for the next.
  await page.evaluate(() => {
    document.querySelector("geobit-map")?.remove();
    document.querySelector("main")?.append(document.createElement("geobit-map"));
  });
  await idle(page);
  assert.deepEqual((await names(page)).toSorted(), [
    "Map of recorded incidents",
    "Map of recorded incidents 2",
  ]);
  assert.deepEqual(faults, []);
  await close();
});

test("axe finds nothing: three elements in French, which the page names or makes landmarks of its own", async () => {
  const named = ONE.replace(" ", ` aria-label="Camps du nord" `);
  const own = `<section aria-label="Routes"><h2>Routes</h2>${ONE.replace(" ", ` role="group" `)}</section>`;
  const { page, faults, close } = await openWith(ONE + named + own, "fr");
  await answer(page);
  assert.deepEqual(await findings(page), []);
  assert.deepEqual(await names(page), ["Carte des incidents enregistrés", "Camps du nord"]);
  assert.deepEqual(faults, []);
  await close();
});

test("axe finds nothing: two elements without WebGL", async () => {
  const without = await launch(["--disable-gpu", "--disable-3d-apis"]);
  const { page } = await openWith(ONE + ONE, "en", without);
  await page.locator(".no-map").first().waitFor();
  assert.deepEqual(await findings(page), []);
  await without.close();
});
