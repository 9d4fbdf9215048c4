// The reference vectors through the built package in a real browser, its engine in a worker.
import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { VECTOR_FILES } from "../js/vectors.js";
import { dataRoot, launch, root, serve, watchedPage } from "./harness.js";

const skip =
  existsSync(join(dataRoot, "vectors")) && existsSync(join(dataRoot, "data"))
    ? false
    : "skipped: no real data";
if (skip) console.log(skip);

/** @type {import("playwright").Browser} */
let browser;
/** @type {Awaited<ReturnType<typeof serve>>} */
let server;

before(async () => {
  const folders = {
    "/": join(root, "tests/browser"),
    "/pkg/": join(root, "pkg"),
    "/tests/js/": join(root, "tests/js"),
    "/shared/vectors/": join(dataRoot, "vectors"),
    "/shared/data/": join(dataRoot, "data"),
  };
  [browser, server] = await Promise.all([launch(), serve(folders)]);
});
after(async () => {
  await browser?.close();
  await server?.close();
});

test("reference vectors in Chromium, in a worker", { skip }, async (t) => {
  const { page, faults, close } = await watchedPage(browser);
  await page.goto(`${server.origin}/blank.html`);
  for (const file of VECTOR_FILES) {
    await t.test(file, async () => {
      const { cases, checks, failures } = await page.evaluate(checkOne, file);
      assert.deepEqual(failures, []);
      assert.ok(cases > 0 && checks >= cases, `${checks} checks of ${cases} cases`);
      t.diagnostic(`${file}: ${cases} cases, ${checks} checks`);
    });
  }
  assert.equal(page.workers().length, 1, "the engine runs in a worker");
  assert.deepEqual(faults, []);
  await close();
});

/**
 * Runs in the page. The engine is opened once, and kept for the files to come.
 * @param {string} file
 * @returns {Promise<{ cases: number, checks: number, failures: unknown[] }>}
 */
async function checkOne(file) {
  const load = (/** @type {string} */ path) => import(/* @vite-ignore */ path);
  const { open } = await load("/pkg/src/index.js");
  const { checkVectors } = await load("/tests/js/vectors.js");
  const kept = /** @type {any} */ (window);
  kept.geobit ??= await open();
  const get = async (/** @type {string} */ path) => {
    const response = await fetch(`/shared/${path}`);
    if (!response.ok) throw new Error(`${path}: ${response.status}`);
    return response;
  };
  const surroundings = {
    readJson: async (/** @type {string} */ path) => (await get(path)).json(),
    readBytes: async (/** @type {string} */ path) => new Uint8Array(await (await get(path)).arrayBuffer()),
  };
  const { [file]: tally } = await checkVectors(kept.geobit, surroundings, [file]);
  const { cases, checks, failures } = tally;
  return { cases, checks, failures: failures.slice(0, 20) };
}
