import { engineFailed, inWords } from "./error.js";
import { isNode, nodeModule } from "./platform.js";

/**
 * A worker, whichever platform it is of. `busy` tells Node whether the worker is a reason to keep the process running.
 * @typedef {object} Link
 * @property {(message: unknown, transfer: Transferable[]) => void} post
 * @property {(message: (data: any) => void, failure: (reason: string) => void) => void} listen
 * @property {(busy: boolean) => void} busy
 * @property {() => void} stop
 */

/** Workers of callers that failed: messages to them would never be answered. */
const failed = new WeakSet();

/**
 * @param {true | string | URL | Worker} worker the package's own, the address of one, or one that the caller made
 * @returns {Promise<Link>}
 */
export async function connect(worker) {
  try {
    if (worker !== true && typeof worker !== "string" && !(worker instanceof URL)) return borrow(worker);
    return isNode ? nodeLink(await startInNode(worker)) : browserLink(startInBrowser(worker));
  } catch (error) {
    throw engineFailed(`The worker could not be started: ${inWords(error)}`, error);
  }
}

/**
 * What the caller made is the caller's to end; it only gives back its memory.
 * @param {Worker} worker
 * @returns {Link}
 */
function borrow(worker) {
  if (failed.has(worker)) throw new Error("the one given to open() has failed. Open again with another.");
  const link = "on" in worker ? nodeLink(/** @type {any} */ (worker)) : browserLink(worker);
  return {
    ...link,
    listen: (message, failure) =>
      link.listen(message, (reason) => {
        failed.add(worker);
        failure(reason);
      }),
    stop: () => link.post({ method: "releaseAll", args: [] }, []),
  };
}

/** @param {true | string | URL} worker */
function startInBrowser(worker) {
  // Bundlers look for exactly this expression.
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
    listen(message, failure) {
      worker.addEventListener("message", ({ data }) => message(data));
      worker.addEventListener("messageerror", () => failure("a message could not be read"));
      worker.addEventListener("error", (event) => {
        event.preventDefault?.();
        failure(event.message || "its script could not be loaded");
      });
    },
    busy() {},
    stop: () => worker.terminate(),
  };
}

/** @param {import("node:worker_threads").Worker} worker @returns {Link} */
function nodeLink(worker) {
  worker.unref();
  return {
    post: (message, transfer) => worker.postMessage(message, /** @type {any} */ (transfer)),
    listen(message, failure) {
      worker.on("message", message);
      worker.on("messageerror", () => failure("a message could not be read"));
      worker.on("error", (error) => failure(inWords(error)));
      worker.on("exit", () => failure("it ended"));
    },
    busy: (busy) => (busy ? worker.ref() : worker.unref()),
    stop: () => void worker.terminate(),
  };
}
