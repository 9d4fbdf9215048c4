// Times first visits of the built page over a slow line: node benches/browser/slow-line.js ORIGIN [--no-write]
//
// `cargo xtask throttle` calls this with the address of its own server. The browser holds back what arrives, by the Chrome DevTools
// protocol, for the page and its workers together. Each visit is in a new profile: nothing is in a cache.
import { loadavg } from "node:os";
import { launch } from "../../tests/browser/harness.js";
import { isAnswered, report, watch } from "./first-answer.js";
import { machine } from "./results/machine.js";
import { slowLineSection } from "./results/slow-line.js";
import { writeSlowLine } from "./results/write.js";

/** @import { Browser, BrowserContext, Request } from "playwright" */
/** @import { SlowFile, SlowLine, SlowVisit } from "./types.d.ts" */

const LINE = { bitsPerSecond: 1_500_000, latencyMs: 300 };
const VISITS = 5;
/** Within this time, the page asks for what it did not need at first. */
const REST_MS = 30_000;

const [origin, ...options] = process.argv.slice(2);
if (!origin || options.some((option) => option !== "--no-write")) {
  console.error("expected: node benches/browser/slow-line.js ORIGIN [--no-write]");
  process.exit(2);
}

const browser = await launch();
/** @type {SlowLine} */
const slowLine = {
  date: new Date().toISOString().slice(0, 10),
  machine: machine(),
  browser: `Chromium ${browser.version()}`,
  line: LINE,
  load: 0,
  visits: [],
};
try {
  for (let visit = 0; visit < VISITS; visit++) slowLine.visits.push(await visitOnce(browser));
  // The load is that of the last minute, in which the visits were made.
  slowLine.load = Number(loadavg()[0].toFixed(1));
} finally {
  await browser.close();
}
console.log(slowLineSection(slowLine));
if (!options.includes("--no-write"))
  console.error(`\nWritten: ${(await writeSlowLine(slowLine)).join(", ")}`);

/** @param {Browser} browser @returns {Promise<SlowVisit>} */
async function visitOnce(browser) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  await context.addInitScript(watch);
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  await session.send("Network.enable");
  await session.send("Network.emulateNetworkConditions", {
    offline: false,
    latency: LINE.latencyMs,
    downloadThroughput: LINE.bitsPerSecond / 8,
    uploadThroughput: LINE.bitsPerSecond / 8,
  });
  const files = collectFiles(context);
  await page.goto(origin, { waitUntil: "commit" });
  await page.waitForFunction(isAnswered, null, { timeout: 120_000 });
  const times = await page.evaluate(report);
  await page.waitForLoadState("networkidle", { timeout: REST_MS });
  const from = await page.evaluate(() => performance.timeOrigin);
  const arrived = (await Promise.all(files)).map((file) => ({
    ...file,
    asked: Math.round(file.asked - from),
    arrived: Math.round(file.arrived - from),
  }));
  await context.close();
  return { ...times, files: withoutCached(arrived) };
}

/**
 * Returns the files in the order in which they were asked for. What a worker asks for again is in the browser's cache already, where the
 * server says that it may be kept, and crosses the line once.
 * @param {(SlowFile & { isKept: boolean })[]} files @returns {SlowFile[]}
 */
function withoutCached(files) {
  const seen = new Set();
  return files
    .sort((a, b) => a.asked - b.asked || a.arrived - b.arrived)
    .filter(({ path, isKept }) => !(isKept && seen.has(path)) && seen.add(path))
    .map(({ isKept, ...file }) => file);
}

/** @param {BrowserContext} context @returns {ReturnType<typeof fileOf>[]} filled while files arrive */
function collectFiles(context) {
  /** @type {ReturnType<typeof fileOf>[]} */
  const files = [];
  context.on("requestfinished", (request) => files.push(fileOf(request)));
  return files;
}

/** The times are those of this machine's clock, ms. @param {Request} request @returns {Promise<SlowFile & { isKept: boolean }>} */
async function fileOf(request) {
  const now = Date.now();
  const response = await request.response();
  const headers = (await response?.allHeaders()) ?? {};
  const { startTime, responseEnd } = request.timing();
  return {
    path: new URL(request.url()).pathname.slice(1) || "index.html",
    encoding: headers["content-encoding"] ?? "",
    bytes: Number(headers["content-length"] ?? 0),
    isKept: (headers["cache-control"] ?? "").includes("immutable"),
    asked: startTime,
    // The browser tells only when a worker's script has arrived, not when it began to.
    arrived: responseEnd > 0 ? startTime + responseEnd : now,
  };
}
