// Times the package against its peers in headless Chromium and writes docs/performance.md and docs/bench.
//
//   cargo xtask bench -- [--sizes 10000,100000,1000000] [--rounds 9] [--native] [--no-page] [--no-duckdb]
//                       [--no-write]
//
// Each size has a page of its own, so that the first call timed is the first in its page. A shared machine is noisy: quote
// medians, and ratios of one run. The exit code is 1 when an answer was wrong.
import { fileURLToPath } from "node:url";
import { launch, root, serve } from "../../tests/browser/harness.js";
import { parseArguments } from "./arguments.js";
import { bundlePeers } from "./bundle.js";
import { measureDrag } from "./drag.js";
import { runNative } from "./native.js";
import { machine, versions } from "./results/machine.js";
import { tables } from "./results/tables.js";
import { setTargets } from "./results/targets.js";
import { write } from "./results/write.js";
import { wrongCells } from "./results/wrong.js";
import { measureStart } from "./start.js";

/** @import { Results } from "./types.d.ts" */

/** @type {ReturnType<typeof parseArguments>} */
let options;
try {
  options = parseArguments(process.argv.slice(2));
} catch (error) {
  console.error(/** @type {Error} */ (error).message);
  process.exit(2);
}

const server = await serve(
  {
    "/": fileURLToPath(new URL(".", import.meta.url)),
    "/pkg/": `${root}pkg`,
    "/built/": await bundlePeers(),
    "/duckdb/": `${root}benches/node_modules/@duckdb/duckdb-wasm/dist`,
  },
  // A page that is isolated from others has a clock of 5 µs, any other one of 100 µs.
  { "cross-origin-opener-policy": "same-origin", "cross-origin-embedder-policy": "require-corp" },
);
const browser = await launch();
/** @type {Results} */
const results = {
  date: new Date().toISOString().slice(0, 10),
  machine: machine(),
  browser: `Chromium ${browser.version()}`,
  versions: versions(),
  rounds: options.rounds,
  sizes: [],
  curves: [],
  native: [],
};
try {
  const most = Math.min(1_000_000, options.sizes[options.sizes.length - 1]);
  // The page comes first, so that a page that is not built fails the run at once.
  if (options.page) {
    console.error(`the page: dragging on ${most.toLocaleString("en")} incidents, and starting`);
    results.page = { drag: await measureDrag(browser, most), start: await measureStart() };
  }
  for (const count of options.sizes) {
    console.error(`${count.toLocaleString("en")} incidents`);
    // Where one round takes minutes, a few rounds are enough.
    const rounds = count > 2_000_000 ? Math.min(3, options.rounds) : options.rounds;
    const question = { count, rounds, duckdb: options.duckdb };
    const size = await inPage((page) =>
      page.evaluate((question) => /** @type {any} */ (window).measureSize(question), question),
    );
    const memory = await inPage((page) =>
      page.evaluate((count) => /** @type {any} */ (window).measureMemory(count), count),
    );
    results.sizes.push(setTargets({ ...size, memory }));
  }
  results.curves = await inPage((page) =>
    page.evaluate((most) => /** @type {any} */ (window).measureCurves(most), most),
  );
} finally {
  await browser.close();
  await server.close();
}

if (options.native) results.native = await runNative(results);

console.log(tables(results));
if (options.write) console.error(`\nWritten: ${(await write(results)).join(", ")}`);
const wrong = wrongCells(results);
if (wrong.length > 0) {
  console.error(`\nWrong answers:\n${wrong.join("\n")}`);
  process.exitCode = 1;
}

/** @template T @param {(page: import("playwright").Page) => Promise<T>} work */
async function inPage(work) {
  const page = await browser.newPage();
  /** @type {string[]} */
  const foreignRequests = [];
  page.on("request", (request) => {
    if (!/^(blob|data):/.test(request.url()) && !request.url().startsWith(server.origin))
      foreignRequests.push(request.url());
  });
  page.on("console", (message) => console.error(`  ${message.text()}`));
  await page.goto(`${server.origin}/bench.html`);
  await page.waitForFunction(() => "measureCurves" in window);
  const result = await work(page);
  await page.close();
  if (foreignRequests.length > 0)
    throw new Error(`The page asked other hosts: ${foreignRequests.join(", ")}`);
  return result;
}
