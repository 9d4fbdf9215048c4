// The reference vectors through the built package in a real browser, its engine in a worker.
import assert from "node:assert/strict";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { fixtures } from "../js/data.js";
import { VECTOR_FILES } from "../js/vectors.js";
import { launch, root, serve, watchedPage } from "./harness.js";

/** @type {import("playwright").Browser} */
let browser;
/** @type {Awaited<ReturnType<typeof serve>>} */
let server;

before(async () => {
  const folders = {
    "/": join(root, "tests/browser"),
    "/pkg/": join(root, "pkg"),
    "/tests/js/": join(root, "tests/js"),
    "/fixtures/": fixtures,
  };
  [browser, server] = await Promise.all([launch(), serve(folders)]);
});
after(async () => {
  await browser?.close();
  await server?.close();
});

test("reference vectors in Chromium, in a worker", async (t) => {
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
    const response = await fetch(`/fixtures/${path}`);
    if (!response.ok) throw new Error(`${path}: ${response.status}`);
    return response;
  };
  const readVectors = async (/** @type {string} */ name) => (await get(`vectors/${name}.json`)).json();
  const readDataset = async (/** @type {string} */ name) => {
    const { body } = await get(`data/${name}.gz`);
    if (!body) throw new Error(`${name} is empty`);
    const bytes = await new Response(body.pipeThrough(new DecompressionStream("gzip"))).arrayBuffer();
    return new Uint8Array(bytes);
  };
  const { [file]: tally } = await checkVectors(kept.geobit, { readVectors, readDataset }, [file]);
  const { cases, checks, failures } = tally;
  return { cases, checks, failures: failures.slice(0, 20) };
}
