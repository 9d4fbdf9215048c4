// Chromium, driven as in the other tests.
import { launch } from "../browser/harness.js";
import { NotRun } from "./programs.js";

/** @param {{ proxyPort: number }} network @returns {Promise<import("./run.js").Driver>} */
export async function startChromium({ proxyPort }) {
  const browser = await launch([`--proxy-server=http://127.0.0.1:${proxyPort}`]).catch((error) => {
    throw new NotRun(`Chromium did not start: ${error.message.split("\n")[0]}`);
  });
  const page = await (await browser.newContext({ reducedMotion: "reduce" })).newPage();
  page.on("dialog", (dialog) => dialog.accept());
  return {
    version: `Chromium ${browser.version()}`,
    openDoors: [],
    open: (url) => page.goto(url, { waitUntil: "commit" }),
    run: async (code) =>
      JSON.parse(
        await page.evaluate(`(async () => JSON.stringify((await (async () => { ${code} })()) ?? null))()`),
      ),
    async type(selector, text) {
      await page.locator(selector).focus();
      await page.keyboard.type(text);
      await page.keyboard.press("Enter");
    },
    close: () => browser.close(),
  };
}
