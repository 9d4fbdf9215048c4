import { messageOf } from "./error.js";
import { watchLock } from "./lock.js";
import { isNode, nodeModule } from "./platform.js";

/**
 * A connection to a worker of either platform. While it is busy, a Node process does not end.
 * @typedef {object} Link
 * @property {(message: unknown, transfer: Transferable[]) => void} post
 * @property {(onMessage: (data: any) => void, onFailure: (reason: string) => void) => void} listen
 * @property {(busy: boolean) => void} setBusy
 * @property {() => void} stop
 */

/** Callers' workers that failed. They would never answer another message. */
const failed = new WeakSet();

/** Returns whether the caller has given a worker, and not the address of a script. @param {unknown} worker @returns {worker is Worker} */
export const isWorker = (worker) => typeof (/** @type {any} */ (worker)?.postMessage) === "function";

/**
 * Connects to a worker that the caller created. Only the caller ends it and decides whether the process waits for it;
 * stopping the link just frees the engine's memory.
 * @param {Worker} worker
 * @returns {Link}
 */
export function borrow(worker) {
  if (failed.has(worker))
    throw new Error("the worker given to open() has failed; call open() with another one");
  const link = "on" in worker ? nodeLink(/** @type {any} */ (worker)) : browserLink(worker);
  return {
    ...link,
    listen: (onMessage, onFailure) =>
      link.listen(onMessage, (reason) => {
        failed.add(worker);
        onFailure(reason);
      }),
    setBusy() {},
    stop: () => link.post({ method: "releaseAll", args: [] }, []),
  };
}

/** In a frame without an origin, Chromium starts no module from a blob. @param {URL | string} script @returns {WorkerType} */
const typeOf = (script) =>
  globalThis.origin === "null" && String(script).startsWith("blob:") ? "classic" : "module";

/** Starts a script of this origin. @param {URL | string} script @returns {Promise<Link>} */
export async function startScript(script) {
  if (!isNode) return browserLink(new Worker(script, { type: typeOf(script) }));
  const { Worker: NodeWorker } = await nodeModule("worker_threads");
  return nodeLink(new NodeWorker(script));
}

/**
 * Starts a script of another origin, which a browser does not start as a worker, by a script of this origin that imports it. That one is
 * no module, since Chromium starts no module from a blob in a frame without an origin. The error of an import is thrown later, so that
 * the worker fails with it.
 * @param {URL} script @returns {Link}
 */
export function startByBlob(script) {
  const code = `import(${JSON.stringify(script.href)}).catch((error) => setTimeout(() => { throw error; }));`;
  const address = URL.createObjectURL(new Blob([code], { type: "text/javascript" }));
  const link = browserLink(new Worker(address));
  const forget = () => URL.revokeObjectURL(address);
  return {
    ...link,
    listen: (onMessage, onFailure) =>
      link.listen(
        (data) => {
          forget();
          onMessage(data);
        },
        (reason) => {
          forget();
          onFailure(reason);
        },
      ),
  };
}

/** @param {Worker} worker @returns {Link} */
function browserLink(worker) {
  return {
    post: (message, transfer) => worker.postMessage(message, transfer),
    listen(onMessage, onFailure) {
      worker.addEventListener("message", ({ data }) =>
        data?.lock ? watchLock(data.lock, () => onFailure("it ended")) : onMessage(data),
      );
      worker.addEventListener("messageerror", () => onFailure("a message could not be read"));
      worker.addEventListener("error", (event) => {
        event.preventDefault?.();
        onFailure(event.message || "its script could not be loaded");
      });
    },
    setBusy() {},
    stop: () => worker.terminate(),
  };
}

/** @param {import("node:worker_threads").Worker} worker @returns {Link} */
function nodeLink(worker) {
  return {
    post: (message, transfer) => worker.postMessage(message, /** @type {any} */ (transfer)),
    listen(onMessage, onFailure) {
      worker.on("message", onMessage);
      worker.on("messageerror", () => onFailure("a message could not be read"));
      worker.on("error", (error) => onFailure(messageOf(error)));
      worker.on("exit", () => onFailure("it ended"));
    },
    setBusy: (busy) => (busy ? worker.ref() : worker.unref()),
    stop: () => void worker.terminate(),
  };
}
