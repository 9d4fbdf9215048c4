import { Engine } from "./engine.js";
import { fromEngine, toMessage } from "./error.js";
import { nodeModule } from "./platform.js";

/**
 * The engine in a module worker, of a browser or of Node. A message `{ id, method, args }` is answered by
 * `{ id, result }` or `{ id, error }`, in order; `start` with a compiled module makes the engine, or makes it anew.
 * `{ ready: true }` tells once that messages are heard from now on.
 */

/**
 * What both kinds of worker offer to talk to the thread that made them.
 * @typedef {{ postMessage(message: unknown, transfer?: Transferable[]): void, onmessage: ((event: MessageEvent) => void) | null }} Port
 */

const inBrowser = "WorkerGlobalScope" in globalThis;
if (inBrowser) serve(/** @type {any} */ (globalThis));
else nodeModule("worker_threads").then(({ parentPort }) => serve(parentPort));

/** @param {Port} port */
function serve(port) {
  /** @type {Promise<Engine>} */
  let engine = Promise.reject(new Error("not started"));
  engine.catch(() => {});
  port.onmessage = async ({ data: { id, method, args } }) => {
    try {
      if (method === "start") engine = Engine.start(args[0]);
      const running = await engine;
      const result = method === "start" ? undefined : running.answer(method, args);
      port.postMessage({ id, result }, buffersOf(result));
    } catch (error) {
      port.postMessage({ id, error: toMessage(fromEngine(error)) });
    }
  };
  port.postMessage({ ready: true });
}

/**
 * The buffers of the typed arrays in a report: they are handed over, not copied. Reports of one call may share some.
 * @param {unknown} value
 */
function buffersOf(value) {
  /** @type {Set<ArrayBuffer>} */
  const found = new Set();
  collectBuffers(value, found);
  return [...found];
}

/** @param {unknown} value @param {Set<ArrayBuffer>} found */
function collectBuffers(value, found) {
  if (ArrayBuffer.isView(value)) found.add(/** @type {ArrayBuffer} */ (value.buffer));
  else if (typeof value === "object" && value !== null) {
    for (const member of Object.values(value)) collectBuffers(member, found);
  }
}
