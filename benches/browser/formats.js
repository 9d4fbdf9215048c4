// Times how long files of several formats take until they can be used: node benches/browser/formats.js [--count N] [--no-write]
//
// All in one page and one run, in turns. Writes docs/bench/formats.json and docs/performance.md.
import { writeFile } from "node:fs/promises";
import { loadavg } from "node:os";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { open } from "geobit";
import { launch, root, serve } from "../../tests/browser/harness.js";
import { bundlePeers } from "./bundle.js";
import { formatsSection } from "./results/formats.js";
import { machine } from "./results/machine.js";
import { writeFormats } from "./results/write.js";
import { csv } from "./synthetic-csv.js";
import { incidents } from "./workload.js";

/** @import { Formats } from "./types.d.ts" */

const ROUNDS = 3;
const { values } = parseArgs({
  options: { count: { type: "string", default: "1000000" }, "no-write": { type: "boolean", default: false } },
});

const count = Number(values.count);
const built = await bundlePeers();
await writePack(`${built}/pack.parquet`);
const server = await serve(
  {
    "/": fileURLToPath(new URL(".", import.meta.url)),
    "/pkg/": `${root}pkg`,
    "/built/": built,
  },
  { "cross-origin-opener-policy": "same-origin", "cross-origin-embedder-policy": "require-corp" },
);
const browser = await launch();
try {
  const page = await browser.newPage();
  page.setDefaultTimeout(0);
  page.on("console", (message) => console.error(`  ${message.text()}`));
  await page.goto(`${server.origin}/formats.html`);
  await page.waitForFunction(() => "measureFormats" in window);
  const rows = await page.evaluate((options) => /** @type {any} */ (window).measureFormats(options), {
    count,
    rounds: ROUNDS,
  });
  const wrong = rows.filter((/** @type {any} */ row) => row.found !== rows[0].found);
  if (wrong.length > 0) throw new Error(`They do not find the same incidents: ${JSON.stringify(rows)}`);
  /** @type {Formats} */
  const formats = {
    date: new Date().toISOString().slice(0, 10),
    machine: machine(),
    browser: `Chromium ${browser.version()}`,
    load: Number(loadavg()[0].toFixed(1)),
    count,
    rows,
  };
  console.log(formatsSection(formats));
  if (!values["no-write"]) console.error(`\nWritten: ${(await writeFormats(formats)).join(", ")}`);
} finally {
  await browser.close();
  await server.close();
}

/** Writes the incidents as a pack without text, as the package does. @param {string} path */
async function writePack(path) {
  const engine = await open();
  const snapshot = await engine.load(new Blob([...csv(incidents(count))]));
  await writeFile(path, await snapshot.toParquet({ text: false }));
  engine.close();
}
