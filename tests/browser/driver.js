// Uses the page as a person does: draws with the mouse, drops files, reads what is written beside the map.
import { readFile } from "node:fs/promises";
import { basename } from "node:path";
import { watchedPage } from "./harness.js";

/** @typedef {import("playwright").Page} Page */
/** @typedef {[lon: number, lat: number]} LonLat */

/**
 * Opens the page and waits until the demo data are loaded, and everything that it asks for afterwards is there.
 *
 * @param {import("playwright").Browser} browser
 * @param {string} origin
 * @param {import("playwright").BrowserContextOptions} [options]
 */
export async function openPage(browser, origin, options) {
  const watched = await watchedPage(browser, options);
  // What the page says of itself is waited for, under one limit, and not that every file of it is there.
  await watched.page.goto(`${origin}/`, { waitUntil: "commit" });
  await watched.page
    .waitForSelector("html[data-ready][data-complete]", { timeout: 60_000 })
    .catch((error) => {
      throw new Error(`The page did not start: ${watched.faults.join("; ") || error}`);
    });
  await noneOutstanding(watched);
  await settled(watched.page);
  return watched;
}

/** What the engine's worker asks for when the first data are loaded. */
const READER = /\/later\/universal-[\w-]+\.js$/;

/** @param {{ page: Page, requests: string[] }} watched */
async function noneOutstanding({ page, requests }) {
  while (!requests.some((url) => READER.test(url))) await page.waitForTimeout(50);
  let seen = 0;
  while (seen < requests.length) {
    seen = requests.length;
    await page.waitForTimeout(200);
  }
}

/**
 * Waits until the map stands still and has the size of its frame, which it follows with a delay, and no answer is outstanding.
 * @param {Page} page
 */
export async function settled(page) {
  await page.waitForFunction(() => {
    const { map } = /** @type {any} */ (window).geobitPage;
    const [canvas, frame] = [map.getCanvas(), map.getContainer()];
    const fits = canvas.clientWidth === frame.clientWidth && canvas.clientHeight === frame.clientHeight;
    return fits && !map.isMoving();
  });
  await page.evaluate(() => /** @type {any} */ (window).geobitPage.idle());
}

/** @param {Page} page @param {[west: number, south: number, east: number, north: number]} box */
export async function lookAt(page, box) {
  await page.evaluate((bounds) => {
    /** @type {any} */ (window).geobitPage.map.fitBounds(bounds, { animate: false, padding: 60 });
  }, box);
  await settled(page);
}

/** Returns where a place is on the screen. @param {Page} page @param {LonLat} at */
export async function onScreen(page, at) {
  return page.evaluate(([lon, lat]) => {
    const { map } = /** @type {any} */ (window).geobitPage;
    const { left, top } = map.getCanvas().getBoundingClientRect();
    const { x, y } = map.project([lon, lat]);
    return { x: left + x, y: top + y };
  }, at);
}

/** @param {Page} page @param {LonLat} at */
export async function clickMap(page, at) {
  const { x, y } = await onScreen(page, at);
  await page.mouse.move(x, y, { steps: 4 });
  await page.mouse.down();
  await page.mouse.up();
  // A second click sooner than this is a double click to a browser.
  await page.waitForTimeout(350);
}

/** @param {Page} page @param {LonLat} at */
export async function moveOver(page, at) {
  const { x, y } = await onScreen(page, at);
  await page.mouse.move(x, y, { steps: 4 });
}

/** The tool that draws each shape. A corridor is a route of which another question is asked. */
const TOOLS = { Polygon: "Area", Area: "Area", Corridor: "Route", Route: "Route" };

/**
 * Draws with a tool: clicks each place, and the last one again to finish.
 * @param {Page} page @param {keyof typeof TOOLS} shape @param {LonLat[]} places
 */
export async function draw(page, shape, places) {
  await page.getByRole("button", { name: TOOLS[shape], exact: true }).click();
  for (const place of places) await clickMap(page, place);
  await clickMap(page, places[places.length - 1]);
  await settled(page);
  if (shape !== "Corridor") return;
  await page.locator("[data-shape=question]").selectOption("corridor");
  await settled(page);
}

/** Opens a part of the panel that is folded, wherever it is in the panel. @param {Page} page @param {string} hook of its details */
export async function openPart(page, hook) {
  const details = page.locator(`[data-hook=${hook}]`);
  if ((await details.getAttribute("open")) === null) await details.locator("summary").first().click();
}

/** Chooses an entry of the menu of data. @param {Page} page @param {string} name */
export async function addData(page, name) {
  await page.locator("[data-hook=add-data] summary").click();
  await page.getByRole("button", { name, exact: true }).click();
}

/** Adds a place to try. @param {Page} page @param {string} name */
export async function tryPlace(page, name) {
  await openPart(page, "try");
  await page.locator("[data-hook=places]").getByRole("button", { name, exact: true }).click();
}

/** Drags from one place on the map to another. @param {Page} page @param {LonLat} from @param {LonLat} to */
export async function drag(page, from, to) {
  const start = await onScreen(page, from);
  const end = await onScreen(page, to);
  await page.mouse.move(start.x, start.y, { steps: 3 });
  await page.mouse.down();
  await page.mouse.move(end.x, end.y, { steps: 12 });
  await page.mouse.up();
  await settled(page);
}

/** Drops a file on the page. @param {Page} page @param {string} name @param {Uint8Array} content */
export async function drop(page, name, content) {
  const text = Buffer.from(content).toString("base64");
  await page.evaluate(
    ([fileName, base64]) => {
      const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
      const dataTransfer = new DataTransfer();
      dataTransfer.items.add(new File([bytes], fileName));
      for (const type of ["dragover", "drop"])
        document.body.dispatchEvent(new DragEvent(type, { dataTransfer, bubbles: true, cancelable: true }));
    },
    [name, text],
  );
}

/** Drops a file and waits until it is the one that is loaded. @param {Page} page @param {string} path */
export async function dropFile(page, path) {
  await drop(page, basename(path), await readFile(path));
  await page
    .locator("[data-hook=data-mark] strong", { hasText: basename(path) })
    .waitFor({ timeout: 60_000 });
  await settled(page);
}

/** Returns the text of a number. @param {Page} page @param {string} name */
export const stat = async (page, name) => (await page.locator(`[data-stat="${name}"]`).textContent()) ?? "";

/** Opens the details with a title, if there are any and they are not open yet. @param {Page} page @param {string} title */
export async function unfold(page, title) {
  const closed = page.locator("details:not([open]) > summary", { hasText: title });
  if ((await closed.count()) === 0) return;
  await closed.click();
  await page.locator("details[open]", { hasText: title }).locator("summary + *").waitFor();
}

/** Returns the shape whose results are shown. @param {Page} page @returns {Promise<any>} */
export const activeShape = (page) => page.evaluate(() => /** @type {any} */ (window).geobitPage.active());
