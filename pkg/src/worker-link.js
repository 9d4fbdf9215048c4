import { engineFailed, messageOf } from "./error.js";
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

/**
 * @param {true | string | URL | Worker} worker `true` for the package's own worker, the address of a script, or a
 *   worker that the caller created
 * @returns {Promise<Link>}
 */
export async function connect(worker) {
  try {
    if (worker !== true && typeof worker !== "string" && !(worker instanceof URL)) return borrow(worker);
    return isNode ? nodeLink(await startInNode(worker)) : browserLink(startInBrowser(worker));
  } catch (error) {
    throw engineFailed(`The worker could not be started: ${messageOf(error)}`, error);
  }
}

/**
 * Connects to a worker that the caller created. Only the caller ends it and decides whether the process waits for it;
 * stopping the link just frees the engine's memory.
 * @param {Worker} worker
 * @returns {Link}
 */
function borrow(worker) {
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

/** @param {true | string | URL} worker */
function startInBrowser(worker) {
  // Bundlers recognise exactly this expression.
  if (worker === true) return new Worker(new URL("./worker.js", import.meta.url), { type: "module" });
  return new Worker(worker, { type: "module" });
}

/** @param {true | string | URL} worker */
async function startInNode(worker) {
  const { Worker } = await nodeModule("worker_threads");
  const here = import.meta.url;
  if (worker === true) return new Worker(new URL("./worker.js", here));
  return new Worker(String(worker).startsWith("file:") ? new URL(worker) : worker);
}

/** @param {Worker} worker @returns {Link} */
function browserLink(worker) {
  return {
    post: (message, transfer) => worker.postMessage(message, transfer),
    listen(onMessage, onFailure) {
      worker.addEventListener("message", ({ data }) => onMessage(data));
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
