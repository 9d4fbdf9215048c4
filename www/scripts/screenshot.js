// Takes the pictures of the page that README.md and docs/walk-through.md show, as WebP in docs/pictures. Run it after the page is
// built: `npm run screenshot -w www`, with the path of a Chromium in CHROME if Playwright has installed none. Names of pictures take only
// these: `npm run screenshot -w www duplicates`. Each is to be looked at before it is committed.
import { mkdirSync, writeFileSync } from "node:fs";
import { addData, drop, lookAt, openPage, openPart, settled } from "../../tests/browser/driver.js";
import { launch, servePage, watchedPage } from "../../tests/browser/harness.js";

const FOLDER = new URL("../../docs/pictures/", import.meta.url);
const QUALITY = 82;
/** Around a part of the page, pixels. */
const EDGE = 12;
const DESK = { viewport: { width: 1440, height: 900 } };
const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };

/** Two logs, made up. */
const LOGS = {
  "our log.csv": `id,start,lat,lon,kind,deaths,place,note
1,2026-03-01,12.742,-8.074,armedClash,3,Kati,Shots at the checkpoint
2,2026-03-04,12.965,-6.935,abduction,,Fana,Two drivers taken on the N6
3,2026-03-09,11.320,-5.670,explosion,5,Sikasso,`,
  "partner export.csv": `id,start,lat,lon,kind,deaths,place,note
B-17,2026-03-02,12.748,-8.069,armedClash,4,Kati town,"Fighting, early morning"
B-19,2026-03-04,12.967,-6.940,abduction,,"Fana, Koulikoro",Crew of a fuel truck
B-23,2026-03-20,13.450,-6.260,riot,,Segou,`,
};

/** @typedef {import("playwright").Page} Page */
/** @typedef {import("playwright").BrowserContextOptions} ContextOptions */
/**
 * @typedef {object} Picture
 * @property {ContextOptions} options
 * @property {(page: Page) => Promise<import("playwright").Locator | void>} prepare returns the part of the page that is shown, if not all
 * @property {string[]} [switches] of the browser
 */

/** Adds a place to try, whatever it is called in the language of the page. @param {Page} page @param {number} number */
async function tryPlace(page, number) {
  await openPart(page, "try");
  await page.locator("[data-hook=places] button").nth(number).click();
}

/** Adds a site and a route, and waits until all of them is drawn. @param {Page} page */
async function showRoute(page) {
  await tryPlace(page, 0);
  await settled(page);
  await tryPlace(page, 2);
  await settled(page);
  await untilLabelled(page);
}

/** Labels and marks appear when the map is idle. @param {Page} page */
async function untilLabelled(page) {
  await page.mouse.move(420, 28);
  await page.evaluate(async () => {
    const { map } = /** @type {any} */ (window).geobitPage;
    if (!map.loaded()) await map.once("idle");
  });
}

const roadsTab = (/** @type {Page} */ page) => page.locator("[data-hook=roads-tab]");

/** Opens the demo's roads in the tab Roads. @param {Page} page */
async function useDemoRoads(page) {
  await addData(page, "Roads…");
  await roadsTab(page).getByRole("button", { name: "Use the demo’s roads" }).click();
  await roadsTab(page).locator("[data-roads=loaded]").waitFor();
  await settled(page);
}

/** @param {Page} page @param {string} name @param {[lon: number, lat: number]} coordinates @param {number} km */
async function addSite(page, name, coordinates, km) {
  const shape = { kind: "circle", name, km, geometry: { type: "Point", coordinates } };
  await page.evaluate((added) => /** @type {any} */ (window).geobitPage.addShape(added), shape);
  await settled(page);
}

/** @type {Record<string, Picture>} */
const pictures = {
  page: { options: DESK, prepare: showRoute },
  dark: { options: { ...DESK, colorScheme: "dark" }, prepare: showRoute },
  french: { options: { ...DESK, locale: "fr" }, prepare: showRoute },

  "first-visit": { options: DESK, prepare: untilLabelled },

  phone: {
    options: PHONE,
    async prepare(page) {
      await tryPlace(page, 0);
      await settled(page);
      await untilLabelled(page);
    },
  },

  incidents: {
    options: DESK,
    async prepare(page) {
      await tryPlace(page, 0);
      await settled(page);
      await page.getByRole("tab", { name: "Incidents" }).click();
      await settled(page);
      await page.locator(".incident-table tbody tr").nth(2).click();
      await untilLabelled(page);
    },
  },

  /** The ways from Bamako to Sikasso, with the choice between hours and exposure. */
  roads: {
    options: DESK,
    async prepare(page) {
      await useDemoRoads(page);
      await roadsTab(page).locator("[data-way=from]").fill("12.65, -8");
      await roadsTab(page).locator("[data-way=to]").fill("11.32, -5.67");
      await roadsTab(page).getByRole("button", { name: "Find ways" }).click();
      await page.locator("[data-way-number]").first().waitFor({ timeout: 60_000 });
      await settled(page);
      await lookAt(page, [-9, 10.5, -4.5, 14]);
      await roadsTab(page).getByRole("listbox").scrollIntoViewIfNeeded();
      await untilLabelled(page);
    },
  },

  /** Two mines, what they can reach by road, and what changes if a stretch closes. */
  evacuation: {
    options: DESK,
    async prepare(page) {
      await useDemoRoads(page);
      await addSite(page, "North mine", [-8.0, 12.65], 5);
      await addSite(page, "South mine", [-7.48, 11.42], 5);
      await addSite(page, "Sikasso strip", [-5.67, 11.32], 5);
      await addSite(page, "Ségou clinic", [-6.26, 13.44], 5);
      for (const role of [
        "North mine: Muster point",
        "South mine: Muster point",
        "Sikasso strip: Airstrip",
        "Ségou clinic: Medical",
      ])
        await roadsTab(page).getByRole("checkbox", { name: role }).check();
      await roadsTab(page).locator("[data-evacuation=table]").click();
      await page.locator("[data-pair]").first().waitFor({ timeout: 60_000 });
      await settled(page);
      await page.locator("table.evacuation").scrollIntoViewIfNeeded();
      await lookAt(page, [-9, 10.5, -4.5, 14]);
      await untilLabelled(page);
    },
  },

  region: {
    options: DESK,
    async prepare(page) {
      await page.locator("[data-hook=region-entry] button").click();
      await page.locator("[data-region=words]").waitFor();
      await settled(page);
      await page.locator("[data-region=look]").click();
      await page.locator("[data-group]").first().waitFor({ timeout: 60_000 });
      await settled(page);
      await page.locator("[data-region=words]").scrollIntoViewIfNeeded();
      await untilLabelled(page);
    },
  },

  /** The movement brief as a printer without colours gives it. */
  print: {
    options: { viewport: { width: 1000, height: 1300 } },
    async prepare(page) {
      await tryPlace(page, 2);
      await settled(page);
      await page.getByRole("button", { name: "Print", exact: true }).click();
      await page.locator(".movement-sheet img").first().waitFor();
      await page.emulateMedia({ media: "print" });
      await page.evaluate(() => {
        document.documentElement.style.filter = "grayscale(1)";
      });
      return page.locator(".movement-sheet").first();
    },
  },

  offline: {
    options: { ...DESK, serviceWorkers: "allow" },
    async prepare(page) {
      await page.waitForSelector("html[data-offline=ready]", { timeout: 60_000 });
      await page.context().setOffline(true);
      await page.reload();
      await page.waitForSelector("html[data-ready][data-complete]", { timeout: 60_000 });
      await tryPlace(page, 1);
      await settled(page);
      await lookAt(page, [-7.6, 11.2, -6, 12.2]);
      await page.getByRole("button", { name: "Help", exact: true }).click();
      await page.locator("[data-dialog=help]").waitFor();
    },
  },

  "no-webgl": {
    options: DESK,
    switches: ["--disable-gpu", "--disable-webgl", "--disable-3d-apis"],
    async prepare(page) {
      await tryPlace(page, 1);
      await page.evaluate(() => /** @type {any} */ (window).geobitPage.idle());
    },
  },

  duplicates: {
    options: { viewport: { width: 1280, height: 800 } },
    async prepare(page) {
      const [[first, ours], [second, theirs]] = Object.entries(LOGS);
      await drop(page, first, new TextEncoder().encode(ours));
      await page.locator("[data-hook=data-mark] strong", { hasText: first }).waitFor();
      const choosing = page.waitForEvent("filechooser");
      await addData(page, "Add another log…");
      await (await choosing).setFiles({ name: second, mimeType: "text/csv", buffer: Buffer.from(theirs) });
      await page.locator('[data-undecided="2"]').click();
      const dialog = page.locator("[data-dialog=duplicates]");
      await dialog.getByRole("button", { name: "Accept: one event" }).first().click();
      await settled(page);
      return dialog;
    },
  },
};

/** Chromium writes WebP itself, which Playwright does not ask it for. @param {Page} page @param {import("playwright").Locator | void} part */
async function capture(page, part) {
  const box = grown(await part?.boundingBox());
  const session = await page.context().newCDPSession(page);
  const { data } = await session.send("Page.captureScreenshot", {
    ...{ format: "webp", quality: QUALITY, captureBeyondViewport: Boolean(box) },
    ...(box && { clip: { ...box, scale: 1 } }),
  });
  return Buffer.from(data, "base64");
}

/** What hangs out at the sides, such as the marks of a list, belongs to it. @param {{ x: number, y: number, width: number, height: number } | null | undefined} box */
const grown = (box) =>
  box && { x: box.x - EDGE, y: box.y - EDGE, width: box.width + 2 * EDGE, height: box.height + 2 * EDGE };

const server = await servePage();
mkdirSync(FOLDER, { recursive: true });
const wanted = process.argv.slice(2);
for (const name of wanted.length > 0 ? wanted : Object.keys(pictures)) {
  const { options, switches, prepare } = pictures[name];
  const browser = await launch(switches);
  const { page } = switches
    ? await watchedPage(browser, options)
    : await openPage(browser, server.origin, options);
  if (switches) {
    // Without a map there is nothing to settle.
    await page.goto(`${server.origin}/`);
    await page.waitForSelector("html[data-ready][data-complete]", { timeout: 60_000 });
  }
  const part = await prepare(page);
  const bytes = await capture(page, part);
  writeFileSync(new URL(`${name}.webp`, FOLDER), bytes);
  console.log(`docs/pictures/${name}.webp ${Math.round(bytes.length / 1000)} kB`);
  await browser.close();
}
await server.close();
