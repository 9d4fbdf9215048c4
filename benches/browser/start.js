// Times the way from the navigation to the first answer, on the built page with the demo data. The page starts without a
// shape, so the first answer is for an example place, pressed as soon as it can be. Cold is the first visit in a new browser:
// nothing is in the HTTP cache and no code is compiled. Warm are the visits after it.
import { join } from "node:path";
import { launch, root, serve } from "../../tests/browser/harness.js";
import { isAnswered, report, watch } from "./first-answer.js";
import { percentiles } from "./timing.js";

/** @import { BrowserContext } from "playwright" */
/** @import { Start, Visit } from "./types.d.ts" */

/** The number of first visits, and of visits after each of them. */
const [COLD, WARM] = [5, 4];
const cached = { "cache-control": "max-age=3600" };

/** @returns {Promise<Start>} */
export async function measureStart() {
  const server = await serve({ "/": join(root, "www/dist") }, cached);
  /** @type {Visit[]} */
  const cold = [];
  /** @type {Visit[]} */
  const warm = [];
  try {
    for (let run = 0; run < COLD; run++) {
      const browser = await launch();
      const context = await browser.newContext({
        reducedMotion: "reduce",
        viewport: { width: 1280, height: 800 },
      });
      await context.addInitScript(watch);
      cold.push(await visit(context, server.origin));
      for (let again = 0; again < WARM; again++) warm.push(await visit(context, server.origin));
      await browser.close();
    }
  } finally {
    await server.close();
  }
  return { cold: summary(cold), warm: summary(warm) };
}

/** @param {BrowserContext} context @param {string} origin @returns {Promise<Visit>} */
async function visit(context, origin) {
  const page = await context.newPage();
  await page.goto(origin);
  await page.waitForFunction(isAnswered, null, { timeout: 60_000 });
  const { pressed, answer } = await page.evaluate(report);
  await page.close();
  return { pressed, answer };
}

/** @param {Visit[]} visits */
function summary(visits) {
  const of = (/** @type {keyof Visit} */ name) => percentiles(visits.map((visit) => visit[name]));
  return { pressed: of("pressed"), answer: of("answer") };
}
