// What code in the package's worker can send away: nothing, by each door that Node has. `tests/browser/doors.test.js` tries a browser's.
import assert from "node:assert/strict";
import { createServer } from "node:http";
import { after, before, test } from "node:test";
import { BroadcastChannel, Worker } from "node:worker_threads";
import { open } from "geobit";
import { FEW, SQUARE } from "./support.js";

/** @type {import("node:http").Server} */
let server;
let address = "";
/** @type {string[]} */
const asked = [];

before(async () => {
  server = createServer(({ url = "" }, response) => {
    asked.push(url);
    response.end(FEW);
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve(undefined)));
  address = `http://127.0.0.1:${/** @type {import("node:net").AddressInfo} */ (server.address()).port}`;
});
after(() => {
  server.closeAllConnections();
  server.close();
});

/** Runs code inside a worker whose engine has loaded something. @param {string} planted */
async function plant(planted) {
  const worker = new Worker(new URL("./door-worker.js", import.meta.url));
  const geobit = await open({ worker });
  const snapshot = await geobit.load(FEW);
  /** @type {Promise<any>} */
  const told = new Promise((resolve) => {
    worker.on("message", (message) => message.told && resolve(message.told));
  });
  worker.postMessage({ planted });
  const result = await told;
  // The engine goes on.
  assert.equal((await snapshot.geofence(SQUARE)).counts.certain, 1);
  geobit.close();
  await worker.terminate();
  return result;
}

test("every door that a worker of Node has is closed once the engine has started", async () => {
  const { before, after } = await plant("0");
  assert.ok(before.includes("fetch") && before.includes("BroadcastChannel"), before.join());
  assert.deepEqual(after, []);
});

test("a leak that is planted at run time is caught", async () => {
  const caught = async (/** @type {string} */ code) =>
    assert.match((await plant(code)).error, /TypeError.* is not a (function|constructor)/);
  await caught(`fetch("${address}/canary")`);
  await caught(`globalThis.fetch("${address}/canary")`);
  const channel = new BroadcastChannel("canary");
  const heard = new Promise((resolve) => {
    channel.onmessage = resolve;
  });
  await caught(`new BroadcastChannel("canary").postMessage("12.64 -7.99")`);
  const waited = new Promise((resolve) => setTimeout(resolve, 200, "nothing"));
  assert.equal(await Promise.race([heard, waited]), "nothing");
  channel.close();
  assert.deepEqual(asked, []);
});

test("a door that is closed cannot be put back", async () => {
  const code = `
    Reflect.set(globalThis, "fetch", () => "sent");
    Reflect.defineProperty(globalThis, "fetch", { value: () => "sent" });
    Reflect.deleteProperty(globalThis, "fetch");
    String(globalThis.fetch)`;
  assert.equal((await plant(code)).value, "undefined");
});

test("a URL is fetched by the calling thread, which hands over the bytes", async () => {
  const geobit = await open({ worker: true });
  assert.equal(geobit.runsIn, "worker");
  assert.equal((await geobit.load(`${address}/incidents.csv`)).summary.count, 4);
  assert.deepEqual(asked, ["/incidents.csv"]);
  geobit.close();
});

test("an engine in this thread takes nothing from it", async () => {
  const geobit = await open({ worker: false });
  assert.equal(geobit.runsIn, "thisThread");
  assert.deepEqual(geobit.fallbacks, []);
  assert.equal(typeof fetch, "function");
  geobit.close();
});
