// Packs the package and uses it as partners do: `node tests/packaging/run.js [NAME…]` runs all cases, or those that are named. A case that
// cannot be run here, because its tools cannot be installed, is reported as not run, and does not count as passed.
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { launch } from "../browser/harness.js";
import * as bundlers from "./bundlers.js";
import { areTheTypesWrong, publint } from "./checks.js";
import { expected, installTools, makeFolder, pack, work } from "./prepare.js";
import * as unbundled from "./unbundled.js";

/** @typedef {import("./bundlers.js").Place} Place */
/**
 * @typedef {object} Case
 * @property {(place: Place, tarball: string) => Promise<any>} run returns the program's answer, or nothing where there is none
 * @property {"worker" | "blobWorker" | "thisThread"} [runsIn] where the engine must have run
 * @property {boolean} [needsTools] whether it needs what the lock file names
 * @property {boolean} [needsBrowser]
 */

/** @type {Record<string, Case>} */
const CASES = {
  publint: { run: (_, tarball) => publint(tarball), needsTools: true },
  types: { run: (_, tarball) => areTheTypesWrong(tarball), needsTools: true },
  "node-thread": { run: unbundled.nodeThread, runsIn: "thisThread" },
  "node-worker": { run: unbundled.nodeWorker, runsIn: "worker" },
  "import-map": { run: unbundled.importMap, runsIn: "worker", needsBrowser: true },
  cdn: { run: unbundled.cdn, runsIn: "blobWorker", needsBrowser: true },
  "cdn-strict": { run: unbundled.cdnStrict, runsIn: "thisThread", needsBrowser: true },
  sandbox: { run: unbundled.sandbox, runsIn: "blobWorker", needsBrowser: true },
  "vite-build": { run: bundlers.viteBuild, runsIn: "worker", needsTools: true, needsBrowser: true },
  "vite-dev": { run: bundlers.viteDev, runsIn: "worker", needsTools: true, needsBrowser: true },
  webpack: { run: bundlers.webpack5, runsIn: "worker", needsTools: true, needsBrowser: true },
  rollup: { run: bundlers.rollup, runsIn: "worker", needsTools: true, needsBrowser: true },
  esbuild: { run: bundlers.esbuild, runsIn: "worker", needsTools: true, needsBrowser: true },
  "esbuild-unset": { run: bundlers.esbuildUnset, needsTools: true, needsBrowser: true },
  parcel: { run: bundlers.parcel, runsIn: "worker", needsTools: true, needsBrowser: true },
  "next-turbopack": { run: bundlers.nextTurbopack, runsIn: "worker", needsTools: true, needsBrowser: true },
  "next-webpack": { run: bundlers.nextWebpack, runsIn: "worker", needsTools: true, needsBrowser: true },
};

/** Fails unless an answer is the right one. @param {any} answer @param {any} right */
function check(answer, right) {
  const { told = [], ...given } = answer;
  if (given.error) throw new Error([given.error, ...told].join("\n"));
  for (const [name, value] of Object.entries(right))
    if (given[name] !== value)
      throw new Error([`${name} is ${given[name]}, not ${value}`, ...given.fallbacks, ...told].join("\n"));
  // A worker that did not start is told of. In Node, an engine runs in this thread unless it is asked otherwise.
  const isInPage = "told" in answer;
  const hasReason = given.fallbacks.length > 0;
  if (hasReason !== (isInPage && right.runsIn === "thisThread")) throw new Error(`${given.fallbacks}`);
}

const names = process.argv.slice(2);
const unknown = names.filter((name) => !(name in CASES));
if (unknown.length > 0) {
  console.error(`There is no case ${unknown.join(", ")}; there are ${Object.keys(CASES).join(", ")}.`);
  process.exit(2);
}

const begun = Date.now();
const firstLine = (/** @type {any} */ error) => String(error.message ?? error).split("\n")[0];
const tarball = await pack();
const right = await expected();
const toolsMissing = await installTools().then(() => "", firstLine);
/** @type {import("playwright").Browser | undefined} */
let browser;
let browserMissing = "";
try {
  browser = await launch();
} catch (error) {
  browserMissing = `no browser: ${firstLine(error)}`;
}

/** Returns what the package did in one case, or why it cannot be tried. @param {string} name @param {Case} tried */
async function outcomeOf(name, { run, runsIn, needsTools, needsBrowser }) {
  const missing = (needsTools && toolsMissing) || (needsBrowser && browserMissing);
  if (missing) return { outcome: "not run", words: missing };
  try {
    const folder = await makeFolder(name, tarball);
    const answer = await run({ folder, browser: /** @type {any} */ (browser) }, tarball);
    if (answer) check(answer, { ...right, runsIn });
    return { outcome: "passed", words: answer ? `in ${runsIn}` : "" };
  } catch (error) {
    return { outcome: "failed", words: String(/** @type {any} */ (error).message ?? error) };
  } finally {
    await rm(join(work, name), { recursive: true, force: true });
  }
}

/** @type {Record<string, number>} */
const counts = { passed: 0, failed: 0, "not run": 0 };
for (const [name, tried] of Object.entries(CASES)) {
  if (names.length > 0 && !names.includes(name)) continue;
  const start = Date.now();
  const { outcome, words } = await outcomeOf(name, tried);
  counts[outcome] += 1;
  const seconds = ((Date.now() - start) / 1000).toFixed(1).padStart(6);
  console.log(`${name.padEnd(16)} ${outcome.padEnd(8)} ${seconds} s  ${words}`);
}
await browser?.close();
await rm(work, { recursive: true, force: true });

const seconds = ((Date.now() - begun) / 1000).toFixed(0);
console.log(
  `${counts.passed} passed, ${counts.failed} failed, ${counts["not run"]} not run, in ${seconds} s`,
);
process.exit(counts.failed > 0 ? 1 : 0);
