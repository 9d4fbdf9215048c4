// Takes the pictures of the page for the README. Run it after the page is built: `npm run screenshot -w www`, with the path of
// a Chromium in CHROME if Playwright has installed none. Names of pictures take only these: `npm run screenshot -w www duplicates`.
import { drop, openPage, settled } from "../../tests/browser/driver.js";
import { launch, servePage } from "../../tests/browser/harness.js";

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
/** @param {string} name */
const pathOf = (name) => new URL(`../${name}.png`, import.meta.url).pathname;

/** How each picture is taken. @type {Record<string, (page: Page, path: string) => Promise<unknown>>} */
const pictures = {
  async screenshot(page, path) {
    await page.getByRole("button", { name: "Mine near Naréna" }).click();
    await settled(page);
    await page.locator("[data-hook=try] summary").click();
    await page.getByRole("button", { name: "Bamako–Sikasso" }).click();
    await page.locator("[data-hook=try] summary").click();
    await settled(page);
    // The picture shows the answer, not the list of shapes above it.
    await page.locator("[data-hook=results]").evaluate((results) => results.scrollIntoView());
    await page.mouse.move(640, 500);
    // Labels and marks appear when the map is idle.
    await page.evaluate(async () => {
      const { map } = /** @type {any} */ (window).geobitPage;
      if (!map.loaded()) await map.once("idle");
    });
    await page.screenshot({ path });
  },

  async duplicates(page, path) {
    const [[first, ours], [second, theirs]] = Object.entries(LOGS);
    await drop(page, first, new TextEncoder().encode(ours));
    await page.locator("[data-hook=data-mark] strong", { hasText: first }).waitFor();
    const choosing = page.waitForEvent("filechooser");
    await page.getByRole("button", { name: "Add another log…" }).click();
    await (await choosing).setFiles({ name: second, mimeType: "text/csv", buffer: Buffer.from(theirs) });
    await page.locator('[data-undecided="2"]').click();
    const dialog = page.locator("[data-dialog=duplicates]");
    await dialog.getByRole("button", { name: "Accept: one event" }).first().click();
    await settled(page);
    await dialog.screenshot({ path });
  },
};

const [browser, server] = await Promise.all([launch(), servePage()]);
const wanted = process.argv.slice(2);
for (const name of wanted.length > 0 ? wanted : Object.keys(pictures)) {
  const { page, close } = await openPage(browser, server.origin, { viewport: { width: 1280, height: 800 } });
  await pictures[name](page, pathOf(name));
  await close();
}
await browser.close();
await server.close();
