// Where the engine runs: in a worker, in one that imports its script from another origin, or in the page's thread, and how that is told.
import assert from "node:assert/strict";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { launch, root, serve, watchedPage } from "./harness.js";

/** @type {import("playwright").Browser} */
let browser;
/** @type {Awaited<ReturnType<typeof serve>>[]} */
const servers = [];

/** @param {Record<string, string>} folders @param {Record<string, string>} [headers] */
async function served(folders, headers) {
  const server = await serve(folders, headers);
  servers.push(server);
  return server.origin;
}

const pages = { "/": join(root, "tests/browser") };
const own = { ...pages, "/pkg/": join(root, "pkg") };
/** The script of the worker was forgotten when the others were copied. */
const withoutWorker = { ...own, "/pkg/worker.js": join(root, "nowhere") };
const CORS = { "access-control-allow-origin": "*" };

before(async () => {
  browser = await launch();
});
after(async () => {
  await browser?.close();
  for (const server of servers) await server.close();
});

/** @typedef {{ runsIn?: string, fallbacks?: string[], count?: number, error?: string }} Opened */

/**
 * Opens an engine in a page, and loads an incident. It stays open, as `geobit` with its `snapshot`.
 * @param {string} origin of the page @param {string} [packageAt] where the package is @param {string} [options]
 */
async function opened(origin, packageAt = "", options = "undefined") {
  const watched = await watchedPage(browser);
  /** @type {string[]} */
  const warnings = [];
  watched.page.on("console", (message) => {
    if (message.type() === "warning") warnings.push(message.text());
  });
  const start = () =>
    watched.page.evaluate(`import("${packageAt}/pkg/src/index.js")
      .then(async ({ open }) => {
        globalThis.geobit = await open(${options});
        const columns = { lon: Float64Array.of(-8), lat: Float64Array.of(12.6), day: Int32Array.of(20000) };
        globalThis.snapshot = await geobit.load(columns);
        return { runsIn: geobit.runsIn, fallbacks: geobit.fallbacks, count: snapshot.summary.count };
      })
      .catch((error) => ({ error: error.code + ": " + error.message }))`);
  await watched.page.goto(`${origin}/blank.html`);
  return { ...watched, warnings, answer: /** @type {Opened} */ (await start()) };
}

test("on its own origin it runs in a worker, and nothing is told", async () => {
  const { answer, warnings, faults, close } = await opened(await served(own));
  assert.deepEqual(answer, { runsIn: "worker", fallbacks: [], count: 1 });
  assert.deepEqual([...warnings, ...faults], []);
  await close();
});

test("where the script of the worker is missing, or none is allowed, it runs in this thread and says why", async () => {
  const refused = { "content-security-policy": "worker-src 'none'" };
  for (const origin of [await served(withoutWorker), await served(own, refused)]) {
    const { answer, warnings, close } = await opened(origin);
    assert.deepEqual([answer.runsIn, answer.count, answer.fallbacks?.length], ["thisThread", 1, 1]);
    assert.match(String(answer.fallbacks), /worker\.js could not be started: .*runs in this thread instead/);
    assert.deepEqual(warnings, [`geobit: ${answer.fallbacks}`]);
    await close();
  }
});

test("a browser without workers is no reason to fail", async () => {
  const { page, close } = await watchedPage(browser);
  await page.addInitScript("delete globalThis.Worker");
  await page.goto(`${await served(own)}/blank.html`);
  const runsIn = await page.evaluate(
    `import("/pkg/src/index.js").then(async ({ open }) => (await open()).runsIn)`,
  );
  assert.equal(runsIn, "thisThread");
  await close();
});

test("from another origin it is imported, and again after it failed", async () => {
  const [origin, host] = [await served(pages), await served(own, CORS)];
  const { page, answer, warnings, close } = await opened(origin, host);
  assert.deepEqual(answer, { runsIn: "blobWorker", fallbacks: [], count: 1 });
  const [first] = page.workers();
  assert.match(first.url(), /^blob:/);
  const [second] = await Promise.all([
    page.waitForEvent("worker"),
    // What is thrown in it ends the worker for its caller.
    first.evaluate("setTimeout(() => { throw new Error('on purpose'); }); 0"),
    page.evaluate(`new Promise((resolve) => { setTimeout(resolve, 200); })
      .then(() => snapshot.incidents([0])).then(([{ id }]) => { globalThis.id = id; })`),
  ]);
  assert.match(second.url(), /^blob:/);
  assert.equal(await page.evaluate("globalThis.id"), "row 1");
  assert.deepEqual(warnings, []);
  await close();
});

test("a script that the caller names runs in a worker or not at all", async () => {
  const [origin, host] = [await served(own), await served(own)];
  for (const script of [`${host}/pkg/worker.js`, "/nowhere.js"]) {
    const { answer, warnings, close } = await opened(origin, "", JSON.stringify({ worker: script }));
    assert.match(String(answer.error), /^engineFailed: The worker http.*\.js could not be started: /);
    assert.ok(answer.error?.includes(script), answer.error);
    assert.deepEqual(warnings, []);
    await close();
  }
});

test("WebAssembly that is missing is the same everywhere, and no reason to change the place", async () => {
  const { answer, warnings, close } = await opened(
    await served({ ...own, "/pkg/wasm/": join(root, "nowhere") }),
  );
  assert.match(String(answer.error), /^engineFailed: .*404 .*geobit_bg\.wasm.* option wasm\.$/);
  assert.deepEqual(warnings, []);
  await close();
});

test("a policy that forbids WebAssembly is named", async () => {
  const { answer, close } = await opened(
    await served(own, { "content-security-policy": "script-src 'self' 'unsafe-inline'" }),
  );
  assert.match(
    String(answer.error),
    /^engineFailed: .*The policy has to allow "script-src 'wasm-unsafe-eval'"\.$/,
  );
  await close();
});
