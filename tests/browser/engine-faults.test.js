// The engine under fault, in the page: its worker is killed in the middle of a call, the tab is frozen and goes on, two tabs work beside
// each other, and a file that does not fit is refused before it takes the tab with it.
import assert from "node:assert/strict";
import { test } from "node:test";
import { drop, openPage, settled, stat, tryPlace } from "./driver.js";
import { browser, server } from "./opened.js";

/** @typedef {import("playwright").Page} Page */

/** Keeps hold of the workers that a page starts, in `window.started`. @param {import("playwright").BrowserContext} context */
const holdWorkers = (context) =>
  context.addInitScript(() => {
    const { Worker } = window;
    /** @type {Worker[]} */
    const started = [];
    Object.assign(window, {
      started,
      Worker: class extends Worker {
        /** @param {[string | URL, WorkerOptions?]} args */
        constructor(...args) {
          super(...args);
          if (/\/worker-[\w-]+\.js$/.test(String(args[0]))) started.push(this);
        }
      },
    });
  });

/** @param {Page} page */
const nameOfFirstPlace = async (page) =>
  (await page.locator("[data-hook=places] button").first().textContent()) ?? "";

test("a worker that is killed in the middle of a call is replaced, and the call is answered", async () => {
  const context = await browser.newContext({ reducedMotion: "reduce", serviceWorkers: "block" });
  await holdWorkers(context);
  const page = await context.newPage();
  /** @type {string[]} */
  const faults = [];
  page.on("pageerror", (error) => faults.push(String(error)));
  await page.goto(`${server.origin}/`);
  await page.waitForSelector("html[data-ready][data-complete]", { timeout: 60_000 });
  await tryPlace(page, await nameOfFirstPlace(page));
  await settled(page);
  const before = await stat(page, "certain");
  for (const times of [1, 2]) {
    // The question is on its way when the worker ends.
    await page.evaluate((lon) => {
      const { started, geobitPage } = /** @type {any} */ (window);
      geobitPage.addShape({
        ...{ kind: "circle", name: "Site", km: 30 },
        geometry: { type: "Point", coordinates: [lon, 12.6] },
      });
      started.at(-1).terminate();
    }, -8 - times);
    await page.waitForFunction((count) => /** @type {any} */ (window).started.length > count, times);
    await settled(page);
    assert.match(await stat(page, "certain"), /\d/);
  }
  await page.locator(".shape-name").first().click();
  await settled(page);
  assert.equal(await stat(page, "certain"), before, "the answers are those of before");
  assert.deepEqual(faults, []);
  await context.close();
});

test("a tab that is frozen in the middle of a call goes on where it was", async () => {
  const { page, faults, close } = await openPage(browser, server.origin);
  const cdp = await page.context().newCDPSession(page);
  await page.evaluate(() => {
    /** @type {any} */ (window).geobitPage.addShape({
      ...{ kind: "circle", name: "Site", km: 30 },
      geometry: { type: "Point", coordinates: [-8, 12.6] },
    });
  });
  await cdp.send("Page.setWebLifecycleState", { state: "frozen" });
  await new Promise((resolve) => setTimeout(resolve, 2000));
  await cdp.send("Page.setWebLifecycleState", { state: "active" });
  await settled(page);
  assert.match(await stat(page, "certain"), /\d/);
  // Another tab in front hides this one, and gives it back.
  const other = await page.context().newPage();
  await other.bringToFront();
  await drop(page, "log.csv", new TextEncoder().encode("id,start,lat,lon\n1,2026-03-01,12.6,-8\n"));
  await page.locator("[data-hook=data-mark] strong", { hasText: "log.csv" }).waitFor({ state: "attached" });
  await page.bringToFront();
  await settled(page);
  assert.equal(await stat(page, "certain"), "1");
  assert.deepEqual(faults, []);
  await close();
});

test("two tabs have their own engines, data and shapes, and one goes on when the other is closed", async () => {
  const { page, faults, close } = await openPage(browser, server.origin);
  const other = await page.context().newPage();
  await other.goto(`${server.origin}/`);
  await other.waitForSelector("html[data-ready][data-complete]", { timeout: 60_000 });
  await drop(other, "log.csv", new TextEncoder().encode("id,start,lat,lon\n1,2026-03-01,12.6,-8\n"));
  await other.locator("[data-hook=data-mark] strong", { hasText: "log.csv" }).waitFor();
  await page.bringToFront();
  await tryPlace(page, await nameOfFirstPlace(page));
  await settled(page);
  assert.match((await page.locator("[data-hook=data-mark]").textContent()) ?? "", /Demo data/);
  assert.equal(await other.evaluate(() => /** @type {any} */ (window).geobitPage.shapes().length), 0);
  await other.close({ runBeforeUnload: false });
  await page.locator("[data-hook=km]").fill("40");
  await settled(page);
  assert.match(await stat(page, "certain"), /\d/);
  assert.deepEqual(faults, []);
  await close();
});

test("a file that does not fit is refused at once, with the figure, and takes nothing with it", async () => {
  const { page, faults, close } = await openPage(browser, server.origin);
  await tryPlace(page, await nameOfFirstPlace(page));
  await settled(page);
  const before = await stat(page, "certain");
  await page.evaluate(() => {
    // Parts of a blob that are the same blob are there once.
    const row = "1,2026-03-01,12.6,-8,armedClash\n";
    const part = new Blob([row.repeat(2 ** 21)]);
    const file = new File(["id,start,lat,lon,kind\n", ...Array(20).fill(part)], "huge.csv");
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(file);
    for (const type of ["dragover", "drop"])
      document.body.dispatchEvent(new DragEvent(type, { dataTransfer, bubbles: true, cancelable: true }));
  });
  const error = page.locator("[data-hook=banner].error [role=alert]");
  await error.filter({ hasText: "huge.csv" }).waitFor({ timeout: 60_000 });
  assert.match((await error.textContent()) ?? "", /The source has 1\.25 GiB; at most 1 GiB can be loaded\./);
  assert.equal(await stat(page, "certain"), before);
  await page.locator("[data-hook=km]").fill("40");
  await settled(page);
  assert.match(await stat(page, "certain"), /\d/);
  assert.deepEqual(faults, []);
  await close();
});
