// Bad files and bad shapes: the page says what is wrong, and what was there before stays usable.
import assert from "node:assert/strict";
import { test } from "node:test";
import { activeShape, drag, draw, drop, lookAt, openPage, settled, stat, tryPlace } from "./driver.js";
import { browser, server } from "./opened.js";

const bytes = (/** @type {string} */ text) => new TextEncoder().encode(text);

const BAD_FILES = /** @type {[string, Uint8Array, RegExp][]} */ ([
  ["page.csv", bytes("<!DOCTYPE html>\n<html><body>Not found</body></html>\n"), /html|web page/i],
  ["empty.csv", new Uint8Array(0), /empty|0 bytes|no bytes/i],
  ["archive.csv", Uint8Array.from([0x50, 0x4b, 3, 4, 20, 0, 0, 0, 8, 0, 1, 2, 3, 4]), /zip/i],
  ["empty.geojson", bytes('{"type":"FeatureCollection","features":[]}'), /feature|incident/i],
  ["no-usable-row.csv", bytes("id,start,lon,lat\n1,yesterday,-8,12\n2,2026-01-01,-8,95\n"), /row/i],
]);

test("a bad file is explained, and what was loaded and drawn before is still answered", async (t) => {
  const { page, requests, faults, close } = await openPage(browser, server.origin);
  await tryPlace(page, "Morila mine");
  await settled(page);
  const before = await stat(page, "expected");
  const requestsOfStart = requests.length;

  for (const [name, content, words] of BAD_FILES) {
    await t.test(name, async () => {
      await drop(page, name, content);
      const banner = page.locator("[data-hook=banner].error");
      await banner.filter({ hasText: name }).waitFor({ timeout: 30_000 });
      assert.match((await banner.textContent()) ?? "", words);
      assert.match(
        (await page.locator("[data-hook=data-mark]").textContent()) ?? "",
        /Demo data: synthetic, not real events/,
      );

      // The data that were loaded before answer a new question.
      await page.getByLabel("Radius, km").fill("60");
      await settled(page);
      assert.notEqual(await stat(page, "expected"), before);
      await page.getByLabel("Radius, km").fill("25");
      await settled(page);
      assert.equal(await stat(page, "expected"), before);
      await banner.getByRole("button", { name: "Dismiss" }).click();
    });
  }
  assert.deepEqual(requests.slice(requestsOfStart), []);
  assert.deepEqual(faults, []);
  await close();
});

test("a load that is cancelled leaves the loaded data, and no message", async () => {
  const { page, faults, close } = await openPage(browser, server.origin);
  // The button is pressed as soon as it appears, before the first part of the file is read.
  await page.evaluate(() => {
    const banner = /** @type {HTMLElement} */ (document.querySelector("[data-hook=banner]"));
    new MutationObserver((_, observer) => {
      const cancel = [...banner.querySelectorAll("button")].find((button) => button.textContent === "Cancel");
      if (!cancel) return;
      observer.disconnect();
      cancel.click();
      banner.dataset.pressed = "true";
    }).observe(banner, { childList: true });
  });
  const rows = "\n1,2026-01-01,-8.7,12.2,riot".repeat(100_000);
  await drop(page, "unwanted.csv", bytes(`id,start,lon,lat,kind${rows}\n`));
  await page.locator("[data-hook=banner][data-pressed][hidden]").waitFor({ state: "attached" });
  assert.match((await page.locator("[data-hook=data-mark]").textContent()) ?? "", /Demo data/);
  await tryPlace(page, "Morila mine");
  await settled(page);
  assert.match(await stat(page, "certain"), /^[\d,]+$/);
  assert.deepEqual(faults, []);
  await close();
});

test("an area that crosses itself is explained, shows no number of the last answer, and is answered once it is repaired", async () => {
  const { page, faults, close } = await openPage(browser, server.origin);
  // So that no corner is under the buttons for drawing.
  await lookAt(page, [-10, 11, -5, 15.5]);
  await draw(page, "Polygon", [
    [-9, 12],
    [-7, 13.5],
    [-7, 12],
    [-9, 13.5],
  ]);
  const problem = page.locator("[data-hook=problem]");
  await problem.waitFor();
  assert.match((await problem.textContent()) ?? "", /cross/i);
  const bow = await activeShape(page);
  assert.equal(bow.geometry.coordinates[0].length, 5, "the shape is kept as it was drawn");
  assert.equal(await page.locator("[data-stat=certain]").isVisible(), false);
  const answer = () => page.evaluate(() => /** @type {any} */ (window).geobitPage.answer());
  assert.equal(await answer(), null, "finding C: nothing on the map stands for the shape as it is now");
  await drag(page, bow.geometry.coordinates[0][2], [-7.1, 11.9]);
  assert.equal(await page.locator("[data-stat=certain]").isVisible(), false);

  await drag(page, bow.geometry.coordinates[0][1], [-6.2, 11.6]);
  assert.equal(await problem.isVisible(), false);
  assert.equal(await page.locator("[data-stat=certain]").isVisible(), true);
  assert.ok((await answer()).geofence);
  assert.deepEqual(faults, []);
  await close();
});

test("finding C: shapes that no engine could answer are explained while they are drawn, and the page stands", async (t) => {
  const { page, faults, close } = await openPage(browser, server.origin);
  const problem = page.locator("[data-hook=problem]");
  const polygon = (/** @type {number[][]} */ ring) => ({ type: "Polygon", coordinates: [ring] });
  const ring = [
    [-9, 12],
    [-7, 12],
    [-7, 13],
    [-9, 13],
    [-9, 12],
  ];
  for (const [what, geometry] of /** @type {[string, object][]} */ ([
    ["a spike", polygon([...ring.slice(0, 3), [-7, 14], [-7, 13], ...ring.slice(3)])],
    ["an area of no size", polygon([ring[0], ring[1], [-6, 12], ring[0]])],
    ["a figure of eight", polygon([ring[0], ring[2], ring[1], ring[3], ring[0]])],
    [
      "an area round the Earth",
      polygon([
        [-180, -85],
        [180, -85],
        [180, 85],
        [-180, 85],
        [-180, -85],
      ]),
    ],
    ["a corner twice", polygon([ring[0], ring[0], ...ring.slice(1)])],
  ])) {
    await t.test(what, async () => {
      await page.evaluate((shape) => /** @type {any} */ (window).geobitPage.addShape(shape), {
        ...{ kind: "polygon", name: what, km: 0, geometry },
      });
      await settled(page);
      const isAnswered = await page.evaluate(() => Boolean(/** @type {any} */ (window).geobitPage.answer()));
      // Either there is an answer, or a sentence of more than one word and no number that looks like one.
      assert.equal(await problem.isVisible(), !isAnswered);
      if (isAnswered) return;
      assert.match((await problem.textContent()) ?? "", /\w+ \w+.*\./);
      assert.equal(await page.locator("[data-stat=certain]").isVisible(), false);
    });
  }
  await tryPlace(page, "Morila mine");
  await settled(page);
  assert.match(await stat(page, "certain"), /^[\d,]+$/);
  assert.deepEqual(faults, []);
  await close();
});
