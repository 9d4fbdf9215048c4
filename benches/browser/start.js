// From the navigation to the first answer, in headless Chromium on the built page with the demo data:
// `node benches/browser/start.js [runs]`, after `cargo xtask build` and `npm run build -w www`. The page starts without a
// shape, so the first answer is that to a place to try, pressed as soon as it can be. The HTTP cache is warm but for the
// first run. Prints JSON.
import { join } from "node:path";
import { launch, root, serve } from "../../tests/browser/harness.js";

const runs = Number(process.argv[2] ?? 7);
if (!Number.isInteger(runs) || runs < 1) {
  console.error(`The number of runs is ${process.argv[2]}; a whole number from 1 is wanted.`);
  process.exit(2);
}

const cached = { "cache-control": "max-age=3600" };
const [browser, server] = await Promise.all([launch(), serve({ "/": join(root, "www/dist") }, cached)]);
try {
  const context = await browser.newContext({
    reducedMotion: "reduce",
    viewport: { width: 1280, height: 800 },
  });
  await context.addInitScript(watch);
  const measured = [];
  for (let run = 0; run <= runs; run++) {
    const page = await context.newPage();
    await page.goto(server.origin);
    await page.waitForFunction(() => "answer" in /** @type {any} */ (window).geobitStart, null, {
      timeout: 60_000,
    });
    measured.push(await page.evaluate(report));
    await page.close();
  }
  const [cold, ...warm] = measured;
  const answers = warm.map(({ answer }) => answer).sort((a, b) => a - b);
  const middle = warm.find(({ answer }) => answer === answers[answers.length >> 1]);
  const warmAnswerMs = { median: answers[answers.length >> 1], fastest: answers[0], slowest: answers.at(-1) };
  console.log(
    JSON.stringify(
      { chromium: browser.version(), runs, coldAnswerMs: cold.answer, warmAnswerMs, middle },
      null,
      1,
    ),
  );
} finally {
  await browser.close();
  await server.close();
}

/** Runs in the page, before any script of it: presses the first place to try, and waits for a number. */
function watch() {
  /** @type {Record<string, number>} */
  const times = {};
  /** @type {any} */ (window).geobitStart = times;
  const note = (/** @type {string} */ name) => {
    times[name] ??= Math.round(performance.now());
  };
  const observer = new MutationObserver(() => {
    /** @type {HTMLButtonElement | null} */
    const place = document.querySelector("#places button");
    if (place && !place.disabled && !times.pressed) {
      note("pressed");
      place.click();
    }
    if (document.documentElement.dataset.ready) note("ready");
    if (!document.querySelector("[data-stat]")) return;
    // As soon as it can be seen.
    requestAnimationFrame(() => note("answer"));
    if (times.ready) observer.disconnect();
  });
  observer.observe(document, { subtree: true, childList: true, attributes: true });
}

/** Runs in the page: its times in milliseconds since the navigation, and when it asked for what. */
function report() {
  const requests = /** @type {PerformanceResourceTiming[]} */ (performance.getEntriesByType("resource"))
    .map(({ name, startTime, responseEnd }) => ({
      file: new URL(name).pathname,
      from: Math.round(startTime),
      to: Math.round(responseEnd),
    }))
    .sort((a, b) => a.from - b.from);
  return { .../** @type {any} */ (window).geobitStart, requests };
}
