// The page in French, by the browser's locale and by choice, and the trial of right-to-left. In French nothing is left in English.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { en } from "../../www/src/words/en.js";
import { fr } from "../../www/src/words/fr.js";
import { entriesOf } from "../js/word-entries.js";
import { openPart, settled, stat } from "./driver.js";
import { realData, watchedPage } from "./harness.js";
import { browser, server } from "./opened.js";

/** @typedef {import("playwright").Page} Page */

/** @param {import("playwright").BrowserContextOptions} options @param {string} [search] of the address */
async function openIn(options, search = "") {
  const watched = await watchedPage(browser, options);
  await watched.page.goto(`${server.origin}/${search}`);
  await started(watched.page);
  return watched;
}

/** @param {Page} page */
async function started(page) {
  await page.waitForSelector("html[data-ready][data-complete]", { timeout: 60_000 });
  await settled(page);
}

/** English entries that say something, without those that are the same in French. */
const ENGLISH = entriesOf(en)
  .filter(({ value, path }) => typeof value === "string" && !path.startsWith("engine."))
  .map(({ value }) => String(value))
  .filter((text) => /\p{L}{3}/u.test(text) && !text.includes("{"));
const FRENCH = new Set(entriesOf(fr).flatMap(({ texts }) => texts.map((text) => text.trim())));

/** All that is written on the page, opened or not, and what screen readers are told, line by line. @param {Page} page @returns {Promise<string[]>} */
const texts = (page) =>
  page.evaluate(() => {
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const found = [];
    for (let node = walker.nextNode(); node; node = walker.nextNode())
      if (!node.parentElement?.closest("noscript, script, option[lang]")) found.push(node.textContent ?? "");
    for (const name of ["aria-label", "placeholder", "title"])
      for (const element of document.querySelectorAll(`[${name}]`))
        found.push(element.getAttribute(name) ?? "");
    return found.map((text) => text.trim()).filter(Boolean);
  });

/** English words that no French text of this page has. */
const WORDS = /\b(the|of|with|and|days|incidents? (in|of)|recorded|week of|is|are|was|no|from)\b/i;

/** @param {Page} page */
async function assertNoEnglish(page) {
  const written = await texts(page);
  assert.ok(written.length > 100);
  const english = new Set(ENGLISH.map((text) => text.trim()));
  assert.deepEqual(
    written.filter((text) => (english.has(text) && !FRENCH.has(text)) || WORDS.test(text)),
    [],
  );
}

/** @param {Page} page @param {number} number of the place to try */
async function tryPlace(page, number) {
  await openPart(page, "try");
  await page.locator("[data-hook=places] button").nth(number).click();
  await settled(page);
}

/** @param {Page} page @param {string} scope */
const unfoldAll = (page, scope) =>
  page.evaluate((selector) => {
    for (const details of document.querySelectorAll(`${selector} details`))
      details.toggleAttribute("open", true);
    return new Promise((resolve) => setTimeout(resolve, 100));
  }, scope);

test("a browser in French gets a French page: its verdicts, its numbers, its brief, and no English", async () => {
  const { page, faults, requests, close } = await openIn({ locale: "fr-ML", acceptDownloads: true });
  assert.equal(await page.locator("html").getAttribute("lang"), "fr");
  assert.equal(await page.title(), fr.markup.title);
  assert.ok(requests.some((url) => /\/fr-[\w-]+\.js$/.test(url)));
  assert.ok(!requests.some((url) => /\/(en|ar)-[\w-]+\.js$/.test(url)), "no other language is loaded");
  assert.match(
    await page.locator("[data-hook=data-mark]").innerText(),
    /12\u202f000 incidents · données au 22 nov\. 2026/,
  );

  await tryPlace(page, 0);
  assert.match(await stat(page, "verdict"), /incidents? .*(sur ces|en) \d+ jours/);
  assert.match(await stat(page, "expected"), /^\d+,\d$/, "a decimal comma");
  await unfoldAll(page, "[data-hook=results]");
  await assertNoEnglish(page);

  await tryPlace(page, 2);
  await page.locator("[data-hook=movement] summary").first().click();
  await unfoldAll(page, "main");
  await assertNoEnglish(page);
  await page.getByRole("button", { name: fr.movement.openBrief }).click();
  await page.locator('[data-hook=brief][data-brief="ready"]').waitFor({ timeout: 60_000 });
  const paper = (await page.locator(".sheet").textContent()) ?? "";
  assert.match(paper, /^Fiche de mouvement\u202f: Bamako–Sikasso/);
  assert.match(paper, /incidents enregistrés attendus à moins de 1 km du convoi/);
  await assertNoEnglish(page);

  // Of a file for other programs, the names of columns stay.
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name: "CSV", exact: true }).last().click(),
  ]);
  const csv = await readFile(await download.path(), "utf8");
  assert.match(download.suggestedFilename(), /^Fiche de mouvement/);
  assert.match(csv, /^\uFEFFpart,name,fromKm,toKm/);
  assert.ok(csv.includes(fr.provenance.advisory) && !csv.includes(en.provenance.advisory));
  assert.deepEqual(faults, []);
  await close();
});

test("what is new, rules and the daily brief are French as well", async () => {
  const { page, faults, close } = await openIn({ locale: "fr" });
  await tryPlace(page, 0);
  for (const hook of ["news", "rules"]) await page.locator(`[data-hook=${hook}] > summary`).click();
  await page.getByRole("button", { name: fr.rules.add }).click();
  await page
    .locator("[data-hook=rules]")
    .getByText(/Fausses alarmes par an/)
    .waitFor({ timeout: 60_000 });
  await page.getByRole("button", { name: fr.markup.siteBrief }).click();
  await page
    .locator("h1", { hasText: "Fiche du jour\u202f: Mine près de Naréna" })
    .waitFor({ timeout: 60_000 });
  await assertNoEnglish(page);
  assert.deepEqual(faults, []);
  await close();
});

test("the language is chosen in a menu, is kept, and takes along what is drawn and entered", async () => {
  const { page, faults, close } = await openIn({ locale: "en-GB" });
  assert.equal(await page.locator("html").getAttribute("lang"), "en");
  await tryPlace(page, 0);
  await tryPlace(page, 2);
  await page.evaluate(() => {
    const { store, active } = /** @type {any} */ (window).geobitPage;
    store.update({
      ...{ type: "setShapeMovement", id: active().id, step: "movement" },
      movement: {
        ...active().movement,
        date: "2026-11-30",
        time: "06:00",
        offset: 0,
        speed: "40",
        speeds: [],
        stops: [],
      },
    });
    store.update({
      type: "setRules",
      rules: [
        {
          ...{ id: "rule-1", shapeId: active().id, when: "any", kinds: [] },
          ...{ minFatalities: 0, radiusKm: null, radii: {} },
        },
      ],
    });
    store.update({
      type: "setOwn",
      own: [
        {
          ...{ id: "own-1", start: "2026-11-01", lon: -8, lat: 12.6, uncertaintyKm: 1 },
          ...{ kind: "riot", deaths: null, note: "" },
        },
      ],
    });
  });
  await settled(page);
  const drawn = () =>
    page.evaluate(() => {
      const { shapes, active, store } = /** @type {any} */ (window).geobitPage;
      const { own, rules } = store.get();
      return { shapes: shapes(), active: active(), own, rules };
    });
  const before = await drawn();
  assert.deepEqual([before.shapes.length, before.own.length], [2, 1]);

  const inFrench = page.waitForSelector("html[lang=fr][data-ready][data-complete]", { timeout: 60_000 });
  await page.locator("[data-hook=language]").selectOption("fr");
  await inFrench;
  await settled(page);
  const after = await drawn();
  const withoutIds = (/** @type {any[]} */ shapes) => shapes.map(({ id, ...shape }) => shape);
  assert.deepEqual(withoutIds(after.shapes), withoutIds(before.shapes));
  assert.deepEqual([after.active.name, after.own], [before.active.name, before.own]);
  assert.deepEqual(after.rules, [{ ...before.rules[0], shapeId: after.active.id }]);
  assert.equal(await page.locator("[data-hook=language]").inputValue(), "fr");
  assert.equal(new URL(page.url()).search, "", "the address names no language");
  assert.equal(await page.evaluate(() => sessionStorage.length), 0, "nothing of it is kept");

  await page.goto(server.origin);
  await started(page);
  assert.equal(await page.locator("html").getAttribute("lang"), "fr", "the choice is kept");
  assert.equal((await drawn()).shapes.length, 0);
  await page.goto(`${server.origin}/?lang=en`);
  await started(page);
  assert.equal(await page.locator("html").getAttribute("lang"), "en", "the address comes first");
  assert.deepEqual(faults, []);
  await close();
});

test("a file that is open would be closed: the page asks first, and stays if so told", async () => {
  const { page, faults, close } = await openIn({ locale: "fr" });
  await page.locator("input[type=file]").first().setInputFiles(realData("ucdp_ged_car_v23_1.geojson"));
  await page
    .locator("[data-hook=data-mark] strong", { hasText: "ucdp_ged_car" })
    .waitFor({ timeout: 60_000 });
  await settled(page);
  await tryPlace(page, 0);
  await page.locator("[data-hook=language]").selectOption("en");
  const dialog = page.locator('[data-dialog="restart"]');
  assert.match(await dialog.innerText(), /ucdp_ged_car_v23_1\.geojson est fermé/);
  await page.keyboard.press("Escape");
  assert.equal(await dialog.count(), 0);
  assert.equal(await page.locator("[data-hook=language]").inputValue(), "fr");
  assert.equal(await page.evaluate(() => sessionStorage.length), 0);
  await page.locator("[data-hook=language]").selectOption("en");
  const inEnglish = page.waitForSelector("html[lang=en][data-ready][data-complete]", { timeout: 60_000 });
  await dialog.getByRole("button", { name: fr.language.change }).click();
  await inEnglish;
  await settled(page);
  assert.equal(await page.evaluate(() => /** @type {any} */ (window).geobitPage.shapes().length), 1);
  assert.deepEqual(faults, []);
  await close();
});

for (const viewport of [
  { width: 1280, height: 900 },
  { width: 390, height: 844 },
])
  test(`nothing overflows in French or from right to left at ${viewport.width}`, async () => {
    for (const [search, direction] of [
      ["?lang=fr", "ltr"],
      ["?lang=ar", "rtl"],
    ]) {
      const { page, faults, close } = await openIn({ viewport }, search);
      assert.equal(await page.locator("html").getAttribute("dir"), direction);
      const sideways = () =>
        page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      for (const number of [0, 2]) {
        await tryPlace(page, number);
        await unfoldAll(page, "main");
        assert.equal(await sideways(), 0, search);
        const cut = await page
          .locator("main button, header button, .toolbar button, .presets button, header select")
          .evaluateAll((buttons) =>
            buttons
              .filter((button) => button.scrollWidth > button.clientWidth + 1)
              .map((button) => button.textContent),
          );
        assert.deepEqual(cut, [], search);
      }
      assert.deepEqual(faults, []);
      await close();
    }
  });

test("from right to left, the panel is on the left, the map keeps its direction, and English says that it is", async () => {
  const { page, faults, close } = await openIn({ viewport: { width: 1280, height: 900 } }, "?lang=ar");
  await tryPlace(page, 0);
  const [panel, map] = await Promise.all(
    ["main", "[data-hook=map]"].map((selector) => page.locator(selector).boundingBox()),
  );
  assert.ok(panel && map && panel.x < map.x);
  const directionOf = (/** @type {string} */ selector) =>
    page
      .locator(selector)
      .first()
      .evaluate((element) => getComputedStyle(element).direction);
  assert.deepEqual(
    await Promise.all(["main", ".toolbar", ".map-frame", ".slider", "svg.chart"].map(directionOf)),
    [...["rtl", "rtl", "ltr", "ltr", "ltr"]],
  );
  assert.equal(await page.locator('[data-words="marksLegend"]').getAttribute("lang"), "en");
  assert.equal(await page.locator('[data-words="openFile"]').getAttribute("lang"), null);
  assert.equal(await page.locator("[data-hook=result-body]").getAttribute("lang"), "en");
  assert.deepEqual(faults, []);
  await close();
});
