// Has Lighthouse look at the built page: accessibility, best practices and search. It prints the score of each and what costs points, and
// fails below 100: `cargo xtask lighthouse`. `npm ci && npm run lighthouse` in this folder does the same with the page as it is built; CHROME
// names a Chromium if Playwright has installed none. Lighthouse has a lock file of its own, as nothing else needs it.
import lighthouse from "lighthouse";
import { launch, PUBLIC, servePage } from "../../tests/browser/harness.js";

const PORT = 9471;
const CATEGORIES = ["accessibility", "best-practices", "seo"];

const [browser, server] = await Promise.all([launch([`--remote-debugging-port=${PORT}`]), servePage(PUBLIC)]);
let isPerfect = true;
for (const formFactor of /** @type {const} */ (["desktop", "mobile"])) {
  const isDesktop = formFactor === "desktop";
  const screen = isDesktop
    ? { mobile: false, width: 1350, height: 940, deviceScaleFactor: 1 }
    : { mobile: true, width: 412, height: 823, deviceScaleFactor: 1.75 };
  const result = await lighthouse(`${server.origin}/`, {
    ...{ port: PORT, onlyCategories: CATEGORIES, logLevel: "error", formFactor, screenEmulation: screen },
    throttlingMethod: "provided",
    maxWaitForLoad: 60_000,
  });
  if (!result) throw new Error("Lighthouse has no result");
  const { audits, categories } = result.lhr;
  for (const [name, { score, auditRefs }] of Object.entries(categories)) {
    console.log(`${formFactor}, ${name}: ${Math.round((score ?? 0) * 100)}`);
    isPerfect &&= score === 1;
    for (const { id, weight } of auditRefs) {
      const audit = audits[id];
      if (weight === 0 || audit.score === null || audit.score === 1) continue;
      console.log(`  ${id}: ${audit.title}`);
      for (const item of /** @type {any} */ (audit.details)?.items ?? [])
        console.log(`    ${JSON.stringify(item).slice(0, 300)}`);
    }
  }
}
await browser.close();
await server.close();
if (!isPerfect) process.exitCode = 1;
