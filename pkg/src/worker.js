import { closeDoors } from "./doors.js";
import { Engine } from "./engine.js";
import { fromEngine, toMessage } from "./error.js";
import { holdLock } from "./lock.js";
import { nodeModule } from "./platform.js";
import { noteLoaded, noteStarted } from "./spreadsheet.js";

/**
 * Runs the engine in a module worker of a browser or of Node. A message `{ id, method, args }` is answered in order by
 * `{ id, result }` or `{ id, error, ended }`, where `ended` says that the engine cannot be used any more. The method `start` takes a compiled module and creates the engine, or replaces it.
 * The worker sends `{ ready: true }` once, when it has begun to listen. By then it has given up all that it could send something away by.
 * In a browser it sends `{ lock }` as well: the name of the lock that it holds while it runs.
 */

/**
 * How both kinds of worker talk to the thread that created them.
 * @typedef {{ postMessage(message: unknown, transfer?: Transferable[]): void, onmessage: ((event: MessageEvent) => void) | null }} Port
 */

/** The calls that end a load. */
const ENDS_OF_LOADS = ["finish", "load"];

const isBrowser = "WorkerGlobalScope" in globalThis;
if (isBrowser) serve(/** @type {any} */ (globalThis));
else nodeModule("worker_threads").then(({ parentPort }) => serve(parentPort));

/** @param {Port} port */
function serve(port) {
  // Before the doors are closed, of which locks are one.
  if (isBrowser) holdLock((lock) => port.postMessage({ lock }));
  const open = closeDoors();
  if (open.length > 0) throw new Error(`${open.join(", ")} cannot be taken from this worker`);
  /** @type {Promise<Engine>} */
  let engine = Promise.reject(new Error("not started"));
  engine.catch(() => {});
  port.onmessage = async ({ data: { id, method, args } }) => {
    try {
      if (method === "start") engine = Engine.start(args[0]);
      const running = await engine;
      const result = method === "start" ? undefined : await running.answer(method, args);
      port.postMessage({ id, result }, collectBuffers(result));
      if (method === "start") noteStarted();
      if (ENDS_OF_LOADS.includes(method)) noteLoaded();
    } catch (error) {
      const ended = await engine.then(({ alive }) => !alive).catch(() => true);
      port.postMessage({ id, error: toMessage(fromEngine(error)), ended });
    }
  };
  port.postMessage({ ready: true });
}

/**
 * Collects the buffers of the typed arrays in a result, which are transferred instead of copied. Several arrays may share
 * one buffer.
 * @param {unknown} value
 */
function collectBuffers(value) {
  /** @type {Set<ArrayBuffer>} */
  const buffers = new Set();
  addBuffers(value, buffers);
  return [...buffers];
}

/** @param {unknown} value @param {Set<ArrayBuffer>} buffers */
function addBuffers(value, buffers) {
  if (ArrayBuffer.isView(value)) buffers.add(/** @type {ArrayBuffer} */ (value.buffer));
  else if (typeof value === "object" && value !== null) {
    for (const member of Object.values(value)) addBuffers(member, buffers);
  }
}
