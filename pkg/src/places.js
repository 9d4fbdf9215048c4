import { engineFailed, GeobitError, messageOf } from "./error.js";
import { ownWorker } from "./own-worker.js";
import { isNode, resolveUrl } from "./platform.js";
import { WorkerHost } from "./worker-host.js";
import { borrow, isWorker, startByBlob, startScript } from "./worker-link.js";

/** @import { Host } from "./supervisor.js" */

/** @typedef {"worker" | "blobWorker" | "thisThread"} PlaceName */
/** @typedef {{ name: PlaceName, called: string, start: () => Promise<Host> }} Place */

/** Where the engine runs: the first of several places in which it can be started. It stays there when it is started anew. */
export class Places {
  #places;
  /** Why it does not run in the places before. @type {string[]} */
  fallbacks = [];

  /** @param {Place[]} places */
  constructor(places) {
    this.#places = places;
  }

  /** Where the engine runs, or is to be started next. */
  get runsIn() {
    return this.#places[0].name;
  }

  /** @returns {Promise<Host>} */
  async start() {
    for (;;) {
      const [place, ...others] = this.#places;
      try {
        const host = await place.start();
        this.#places = [place];
        return host;
      } catch (error) {
        // A failure of the engine would be the same everywhere.
        if (error instanceof GeobitError) throw error;
        const reason = `${place.called} could not be started: ${messageOf(error)}`;
        if (others.length === 0) throw engineFailed(reason, error);
        this.#places = others;
        this.#tell(`${reason} The engine runs ${IN_WORDS[others[0].name]} instead.`);
      }
    }
  }

  /** @param {string} reason */
  #tell(reason) {
    this.fallbacks.push(reason);
    console.warn(`geobit: ${reason}`);
  }
}

const IN_WORDS = {
  worker: "in a worker",
  blobWorker: "in a worker that imports the script",
  thisThread: "in this thread",
};

/**
 * Returns the places for what `open()` was given.
 * @param {boolean | string | URL | Worker} worker
 * @param {Promise<WebAssembly.Module>} module
 */
export async function placesFor(worker, module) {
  if (worker === false) return new Places([thisThread(module)]);
  if (isWorker(worker)) {
    const start = async () => WorkerHost.start(borrow(worker), module);
    return new Places([{ name: "worker", called: "The worker", start }]);
  }
  const isOwn = worker === true;
  const script = await addressOf(isOwn ? ownWorker().href : String(worker));
  // A script that the caller names is no other than that, wherever it runs.
  return new Places([...placesOf(script, module), ...(isOwn && !isNode ? [thisThread(module)] : [])]);
}

/**
 * Returns the address of a script; in Node, what is a path stays one. Some bundlers make `new URL()` return what has no origin.
 * @param {string} script @returns {Promise<URL | string>}
 */
const addressOf = async (script) => (isNode && !script.startsWith("file:") ? script : resolveUrl(script));

/** A browser starts workers of the page's own origin only. @param {URL | string} script @param {Promise<WebAssembly.Module>} module @returns {Place[]} */
function placesOf(script, module) {
  const called = `The worker ${shortened(String(script))}`;
  const run = (/** @type {import("./worker-link.js").Link} */ link) => WorkerHost.start(link, module);
  return isForeign(script)
    ? [{ name: "blobWorker", called, start: async () => run(startByBlob(script)) }]
    : [{ name: "worker", called, start: async () => run(await startScript(script)) }];
}

/** @param {URL | string} script @returns {script is URL} */
const isForeign = (script) =>
  !isNode && script instanceof URL && script.origin !== globalThis.origin && script.origin !== "null";

/** A script may be given as a whole. @param {string} address */
const shortened = (address) => (address.length > 200 ? `${address.slice(0, 200)}…` : address);

/**
 * The engine in this thread. Its module is imported here and not above, so that a page whose engine runs in a worker does not load the
 * bindings of the engine twice.
 * @param {Promise<WebAssembly.Module>} module
 * @returns {Place}
 */
const thisThread = (module) => ({
  name: "thisThread",
  called: "The engine",
  async start() {
    const { LocalHost } = await import("./local-host.js");
    return LocalHost.start(await module);
  },
});
