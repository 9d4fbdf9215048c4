// What code in the engine's worker can send away in a browser: nothing, by each door. Each leak is planted twice: in a worker of nobody,
// where it must be seen, and in one that runs the engine. No policy helps: it is what a static host without headers gives.
import assert from "node:assert/strict";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { DOORS, NAVIGATOR_DOORS } from "../../pkg/src/doors.js";
import { launch, root, serve, watchedPage } from "./harness.js";

/** @typedef {import("playwright").Page} Page */
/** @typedef {import("playwright").Worker} Worker */

const LONGEST_MS = 30_000;
/** @type {import("playwright").Browser} */
let browser;
/** @type {Awaited<ReturnType<typeof serve>>} */
let server;
/** What the host was asked for, of what leaks ask for: each has an address of its own, so that a late request is no other's. @type {Set<string>} */
const seen = new Set();
/** Who waits for an address. @type {Map<string, () => void>} */
const waiting = new Map();

before(async () => {
  const folders = {
    "/": join(root, "tests/browser"),
    "/pkg/": join(root, "pkg"),
    "/www/": join(root, "www/dist-test"),
  };
  /** @param {string} path */
  function tell(path) {
    if (!path.startsWith("/canary")) return;
    seen.add(path);
    waiting.get(path)?.();
  }
  [browser, server] = await Promise.all([launch(), serve(folders, {}, tell)]);
});
after(async () => {
  await browser?.close();
  await server?.close();
});

/** Resolves when the host is asked for an address, or when nobody has asked for a long time. @param {string} path */
const asked = (path) =>
  new Promise((resolve) => {
    const limit = setTimeout(resolve, LONGEST_MS);
    const end = () => {
      clearTimeout(limit);
      resolve(undefined);
    };
    waiting.set(path, end);
    if (seen.has(path)) end();
  });

/** Code for each door that sends the canary to a host; `$` stands for its address. */
const SENT = {
  fetch: "fetch('$')",
  "WorkerGlobalScope.prototype.fetch":
    "Object.getPrototypeOf(Object.getPrototypeOf(self)).fetch.call(self, '$')",
  XMLHttpRequest: "const request = new XMLHttpRequest(); request.open('GET', '$'); request.send()",
  WebSocket: "new WebSocket('$'.replace('http', 'ws'))",
  WebSocketStream: "new WebSocketStream('$'.replace('http', 'ws')).opened.catch(() => {})",
  EventSource: "new EventSource('$')",
  importScripts:
    "try { importScripts('$') } catch (error) { if (error.name !== 'NetworkError') throw error }",
  Worker: "new Worker('$')",
  FontFace: "new FontFace('canary', 'url($)').load().catch(() => {})",
  caches: "caches.open('canary').then((cache) => cache.add('$')).catch(() => {})",
  storageBuckets:
    "navigator.storageBuckets.open('canary').then((bucket) => bucket.caches.open('canary')).then((cache) => cache.add('$')).catch(() => {})",
};

/** Code for each door that tells other pages of this origin, or leaves something behind; and code that returns whether it did. */
const KEPT = {
  BroadcastChannel: {
    leak: "new BroadcastChannel('canary').postMessage('12.64 -7.99')",
    isSeen: "globalThis.heard === true",
  },
  locks: {
    leak: "const lock = navigator.locks.request('canary', () => new Promise(() => {}))",
    isSeen: "navigator.locks.query().then(({ held }) => held.some(({ name }) => name === 'canary'))",
  },
  indexedDB: {
    leak: "new Promise((resolve) => { indexedDB.open('canary').onsuccess = () => resolve() })",
    isSeen: "indexedDB.databases().then((list) => list.some(({ name }) => name === 'canary'))",
  },
};

/** Opens a page that hears what workers tell it. */
async function openBlank() {
  const { page, close } = await watchedPage(browser);
  await page.goto(`${server.origin}/blank.html`);
  await page.evaluate(`new BroadcastChannel("canary").onmessage = () => { globalThis.heard = true; }`);
  return { page, close };
}

/** Starts a worker in a page: one of its own, and none that a leak starts. @param {Page} page @param {string} start code that starts it */
async function startWorker(page, start) {
  const isOurs = (/** @type {Worker} */ one) => /^blob:|\/pkg\/worker\.js$/.test(one.url());
  const [worker] = await Promise.all([page.waitForEvent("worker", isOurs), page.evaluate(start)]);
  return worker;
}

/** Starts a page with a worker in it. @param {string} start code that starts the worker */
async function pageWith(start) {
  const { page, close } = await openBlank();
  return { page, worker: await startWorker(page, start), close };
}

const NOBODY = `globalThis.kept = new Worker(URL.createObjectURL(new Blob(["0"], { type: "text/javascript" }))); 0`;
/** The engine has loaded something when it is attacked. */
const ENGINE = `import("/pkg/src/index.js").then(async ({ open }) => {
  globalThis.geobit = await open();
  const columns = { lon: Float64Array.of(-7.99), lat: Float64Array.of(12.64), day: Int32Array.of(20000) };
  globalThis.snapshot = await geobit.load(columns);
})`;

/** Runs code in a worker, and returns the error that it threw. @param {Worker} worker @param {string} code */
const plant = async (worker, code) =>
  worker.evaluate(`(async () => { ${code.replace(/^(?!const|try)/, "return ")} })().then(() => "", String)`);

test("each leak that is planted in the engine's worker is caught, and none where nobody closed the doors", async () => {
  const [control, { worker, close }] = [await openBlank(), await pageWith(ENGINE)];
  for (const [door, code] of Object.entries(SENT)) {
    const [open, closed] = ["open", "closed"].map((kind) => `/canary/${kind}/${encodeURIComponent(door)}`);
    const leakTo = (/** @type {string} */ path) => code.replaceAll("$", server.origin + path);
    // A leak may leave its worker busy, so each has its own.
    assert.equal(await plant(await startWorker(control.page, NOBODY), leakTo(open)), "", door);
    await asked(decodeURIComponent(open));
    assert.ok(seen.has(decodeURIComponent(open)), `${door} is a door, where it is not closed`);
    assert.match(String(await plant(worker, leakTo(closed))), /TypeError|ReferenceError/, door);
  }
  await control.page.waitForTimeout(100);
  assert.deepEqual(
    [...seen].filter((path) => path.startsWith("/canary/closed/")),
    [],
  );
  await Promise.all([control.close(), close()]);
});

test("nothing is told to other pages, and nothing is left behind", async () => {
  const [control, { page, worker, close }] = [await openBlank(), await pageWith(ENGINE)];
  for (const [door, { leak, isSeen }] of Object.entries(KEPT)) {
    // A worker from a blob has the origin of its page.
    assert.equal(await plant(await startWorker(control.page, NOBODY), leak), "", door);
    await control.page.waitForFunction(isSeen);
    assert.match(String(await plant(worker, leak)), /TypeError/, door);
  }
  await page.waitForTimeout(300);
  for (const [door, { isSeen }] of Object.entries(KEPT))
    assert.equal(await page.evaluate(isSeen), false, door);
  await Promise.all([control.close(), close()]);
});

/** @param {Worker} worker */
const openIn = (worker) =>
  worker.evaluate(
    ([doors, ofNavigator]) => [
      ...doors.filter((name) => /** @type {any} */ (globalThis)[name] !== undefined),
      ...ofNavigator.filter((name) => /** @type {any} */ (navigator)[name] !== undefined),
    ],
    [DOORS, NAVIGATOR_DOORS],
  );

test("every door is closed for good, and the engine goes on", async () => {
  const control = await pageWith(NOBODY);
  const doors = await openIn(control.worker);
  assert.ok(doors.length > 15, doors.join());
  await control.close();
  const { page, worker, close } = await pageWith(ENGINE);
  assert.deepEqual(await openIn(worker), []);
  await worker.evaluate((names) => {
    for (const name of names) {
      Reflect.deleteProperty(globalThis, name);
      Reflect.set(globalThis, name, () => {});
      Reflect.defineProperty(globalThis, name, { value: () => {} });
    }
  }, doors);
  assert.deepEqual(await openIn(worker), []);
  const count =
    await page.evaluate(`snapshot.geofence({ type: "Point", coordinates: [-8, 12.6] }, { radiusKm: 50 })
    .then(({ counts }) => counts.certain)`);
  assert.equal(count, 1);
  await close();
});

test("the page's own worker has its doors closed as well", async () => {
  const { page, close } = await watchedPage(browser);
  await page.goto(`${server.origin}/www/index.html`);
  await page.waitForSelector("html[data-ready]", { timeout: 60_000 });
  const worker = page.workers().find((one) => /\/assets\/worker-[\w-]+\.js$/.test(one.url()));
  assert.ok(worker, "the engine's worker");
  assert.deepEqual(await openIn(worker), []);
  await close();
});

test("import() stays open without a policy, as docs/architecture.md says", async () => {
  const { worker, close } = await pageWith(ENGINE);
  await plant(worker, `import("${server.origin}/canary/import").catch(() => {})`);
  assert.ok(seen.has("/canary/import"));
  await close();
});
