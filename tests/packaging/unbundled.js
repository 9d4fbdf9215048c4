// The package without a bundler: in Node, by an import map, and from a host of another origin.
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { serve } from "../browser/harness.js";
import { answerIn, answerOf } from "./browser.js";
import { copyFiles, run } from "./prepare.js";

/** @typedef {import("./bundlers.js").Place} Place */

/** @param {string} thread */
const node =
  (thread) =>
  async (/** @type {Place} */ { folder }) =>
    JSON.parse(await run(process.execPath, ["node.js", thread], folder));
export const nodeThread = node("thread");
export const nodeWorker = node("worker");

/** Adds an import map to the page. @param {string} folder @param {string} address of the package */
async function mapTo(folder, address) {
  const html = await readFile(join(folder, "index.html"), "utf8");
  const map = JSON.stringify({ imports: { geobit: `${address}/src/index.js` } });
  await writeFile(
    join(folder, "index.html"),
    html.replace("<script", `<script type="importmap">${map}</script>\n<script`),
  );
  await copyFiles(folder);
}

/** @param {Place} place */
export async function importMap({ folder, browser }) {
  await mapTo(folder, "/node_modules/geobit");
  return answerIn(browser, folder);
}

/**
 * Serves the package from a host of another origin.
 * @param {Place} place @param {string | undefined} workers the sources of workers that the page's policy allows
 */
async function fromElsewhere({ folder, browser }, workers) {
  const host = await serve(
    { "/geobit/": join(folder, "node_modules/geobit") },
    { "access-control-allow-origin": "*" },
  );
  try {
    await mapTo(folder, `${host.origin}/geobit`);
    const policy = `script-src 'self' 'unsafe-inline' 'wasm-unsafe-eval' ${host.origin}; worker-src ${workers}`;
    return await answerIn(browser, folder, workers ? { "content-security-policy": policy } : {});
  } finally {
    await host.close();
  }
}

/** @param {Place} place */
export const cdn = (place) => fromElsewhere(place, undefined);
/** The page's policy allows no `blob:` workers. @param {Place} place */
export const cdnStrict = (place) => fromElsewhere(place, "'self'");

/** The page has no origin of its own, as a frame with `sandbox="allow-scripts"` has none. @param {Place} place */
export async function sandbox({ folder, browser }) {
  await mapTo(folder, "/node_modules/geobit");
  const server = await serve(
    { "/": folder },
    {
      "access-control-allow-origin": "*",
      "content-security-policy": "sandbox allow-scripts",
    },
  );
  try {
    return await answerOf(browser, `${server.origin}/`);
  } finally {
    await server.close();
  }
}
