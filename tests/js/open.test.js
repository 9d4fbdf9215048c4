import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { Worker } from "node:worker_threads";
import { open } from "geobit";
import { error, FEW } from "./support.js";

/** @import { OpenOptions } from "../../pkg/geobit.d.ts" */

const WASM = new URL(import.meta.resolve("geobit/geobit_bg.wasm"));
const WORKER = new URL(import.meta.resolve("geobit/worker"));

/** @param {OpenOptions} options */
async function works(options) {
  const geobit = await open(options);
  assert.equal((await geobit.load(FEW)).summary.count, 4);
  geobit.close();
}

test("the WebAssembly may be a URL, a path, bytes, a response or a module", async () => {
  const code = await readFile(WASM);
  const typed = () => new Response(code, { headers: { "content-type": "application/wasm" } });
  const module = await WebAssembly.compile(code);
  for (const worker of [false, true]) {
    for (const wasm of [WASM, WASM.href, fileURLToPath(WASM), code, typed(), new Response(code), module]) {
      await works({ wasm, worker });
    }
  }
});

test("the WebAssembly may come from a server, whatever media type it sends", async () => {
  const code = await readFile(WASM);
  const server = createServer(({ url }, response) => {
    if (url === "/missing") return response.writeHead(404).end();
    return response.setHeader("content-type", url === "/typed" ? "application/wasm" : "text/plain").end(code);
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve(undefined)));
  try {
    const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());
    await works({ wasm: `http://127.0.0.1:${port}/typed`, worker: true });
    await works({ wasm: new URL(`http://127.0.0.1:${port}/untyped`), worker: true });
    const missing = open({ wasm: `http://127.0.0.1:${port}/missing`, worker: true });
    await assert.rejects(missing, error("engineFailed", /could not be loaded.*404/));
  } finally {
    server.closeAllConnections();
    server.close();
  }
});

test("a browser without SIMD is refused with a sentence that says so", async (t) => {
  t.mock.method(WebAssembly, "validate", () => false);
  for (const worker of [false, true]) {
    await assert.rejects(open({ worker }), error("engineFailed", /too old.*SIMD.*Safari 16\.4/));
  }
});

test("the worker may be a URL, a path or a worker", async () => {
  await works({ worker: WORKER });
  await works({ worker: WORKER.href });
  await works({ worker: fileURLToPath(WORKER) });
});

test("a worker of the caller serves one engine after another and outlives them", async () => {
  const worker = new Worker(WORKER);
  await works({ worker: /** @type {any} */ (worker) });
  await works({ worker: /** @type {any} */ (worker) });
  assert.ok(worker.threadId > 0, "it still runs");
  await worker.terminate();
});

test("a worker that begins to listen late is still started", async () => {
  const worker = new Worker(WORKER);
  let listens = false;
  worker.once("message", () => {
    listens = true;
  });
  // Browsers drop messages that come before a worker listens; Node keeps them.
  const late = {
    on: worker.on.bind(worker),
    postMessage: (/** @type {unknown} */ message) => listens && worker.postMessage(message),
  };
  await works({ worker: /** @type {any} */ (late) });
  await worker.terminate();
});

test("unknown and unusable options are refused", async () => {
  const refused = (/** @type {any} */ options) => open(options);
  await assert.rejects(
    refused({ workers: true }),
    error("badOption", /no option “workers”/, { field: "workers" }),
  );
  await assert.rejects(
    refused({ worker: 5 }),
    error("badOption", /worker is true, false/, { field: "worker" }),
  );
  await assert.rejects(refused({ wasm: 5 }), error("badOption", /wasm is a URL/, { field: "wasm" }));
  await assert.rejects(refused(5), error("badOption", /Options are an object/));
});

test("a failure to start is reported", async () => {
  const nowhere = new URL("./nowhere.js", import.meta.url);
  await assert.rejects(open({ worker: nowhere }), error("engineFailed", /nowhere\.js/));
  await assert.rejects(open({ wasm: nowhere, worker: true }), error("engineFailed", /could not be loaded/));
  await assert.rejects(
    open({ wasm: new Uint8Array(8), worker: true }),
    error("engineFailed", /could not be loaded/),
  );
  const empty = new WebAssembly.Module(Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0));
  await assert.rejects(open({ wasm: empty, worker: true }), error("engineFailed", /stopped/));
});
