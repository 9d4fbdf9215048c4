// Reads files of routes in a worker, one at a time. A reading that is ended takes its worker with it.
import { files as texts } from "../words/files.js";

/** @typedef {import("./worker.js").Reply} Reply */
/** @typedef {{ postMessage(message: Reply, transfer: Transferable[]): void }} WorkerPort */

/**
 * Both are started with the page: starting one when a file is opened, or when its reading is ended, would tell the page's host so.
 * Only who ends several readings makes the page ask for the worker's script again.
 */
const STARTED_WITH_THE_PAGE = 2;

export function createRouteReader() {
  /** @type {Worker[]} */
  const workers = [];
  const remove = (/** @type {Worker} */ worker) => {
    worker.terminate();
    if (workers.includes(worker)) workers.splice(workers.indexOf(worker), 1);
  };
  function start() {
    const worker = new Worker(new URL("./worker.js", import.meta.url), { type: "module" });
    worker.addEventListener("error", () => remove(worker));
    workers.push(worker);
    return worker;
  }
  for (let i = 0; i < STARTED_WITH_THE_PAGE; i++) start();

  return {
    /**
     * Returns the routes of a file, or `null` if the reader of incidents should read it.
     * @param {File} file @param {AbortSignal} signal ends the reading; its reason is what is thrown then
     * @returns {Promise<import("./read.js").Found | null>}
     * @throws {Error} with a sentence that says what is wrong
     */
    async read(file, signal) {
      signal.throwIfAborted();
      const worker = workers[0] ?? start();
      const reply = await ask(worker, file, signal).catch((error) => {
        remove(worker);
        throw error;
      });
      if ("problem" in reply) throw new Error(reply.problem);
      return reply.found && unpack(reply.found);
    },

    close: () => [...workers].forEach(remove),
  };
}

/** @param {Worker} worker @param {File} file @param {AbortSignal} signal @returns {Promise<Reply>} */
function ask(worker, file, signal) {
  const answered = new AbortController();
  const until = { signal: answered.signal };
  return new Promise((/** @type {(reply: Reply) => void} */ resolve, reject) => {
    worker.addEventListener("message", ({ data }) => resolve(data), until);
    // The worker has ended itself, as of a lack of memory, or could not be started.
    for (const event of ["error", "messageerror"])
      worker.addEventListener(event, () => reject(new Error(texts.unreadable)), until);
    signal.addEventListener("abort", () => reject(signal.reason), until);
    worker.postMessage(file);
  }).finally(() => answered.abort());
}

/** @param {import("./worker.js").PackedFound} found @returns {import("./read.js").Found} */
const unpack = ({ routes, ...rest }) => ({
  ...rest,
  routes: routes.map(({ name, numbers }) => {
    const coordinates = Array.from({ length: numbers.length / 2 }, (_, i) => [
      numbers[2 * i],
      numbers[2 * i + 1],
    ]);
    return { name, geometry: { type: "LineString", coordinates } };
  }),
});
