// Takes the picture of the page for the README. Run it after the page is built: `npm run screenshot -w www`, with the path of
// a Chromium in CHROME if Playwright has installed none.
import { openPage, settled } from "../../tests/browser/driver.js";
import { launch, servePage } from "../../tests/browser/harness.js";

const [browser, server] = await Promise.all([launch(), servePage()]);
const { page } = await openPage(browser, server.origin, { viewport: { width: 1280, height: 800 } });
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
await page.screenshot({ path: new URL("../screenshot.png", import.meta.url).pathname });
await browser.close();
await server.close();
