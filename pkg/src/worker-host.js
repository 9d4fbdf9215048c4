import { EngineGone, fromMessage, GeobitError, isOutOfMemory, messageOf } from "./error.js";
/** @import { Host } from "./supervisor.js" */
/** @import { Link } from "./worker-link.js" */

/** The script of a worker could not be run: nothing was heard of it before it failed. */
export class NotRun extends Error {}

/** Ids are unique in this thread, so that a late answer to a stopped host is never mistaken for one to its successor. */
let lastId = 0;

/**
 * Runs the engine in a worker.
 * @implements {Host}
 */
export class WorkerHost {
  #link;
  /** @type {Map<number, { resolve: (result: any) => void, reject: (error: GeobitError) => void }>} */
  #waiting = new Map();
  /** Why the engine has gone; empty while it is there. */
  #gone = "";
  /** Whether the worker has sent anything. */
  #isHeard = false;
  #onReady = () => {};

  /**
   * @param {Link} link
   * @param {Promise<WebAssembly.Module>} module
   * @throws {NotRun}
   */
  static async start(link, module) {
    const host = new WorkerHost(link);
    try {
      await host.#start(await module);
    } catch (error) {
      host.stop();
      throw error instanceof EngineGone && !host.#isHeard ? new NotRun(host.#gone, { cause: error }) : error;
    }
    return host;
  }

  /** @param {Link} link */
  constructor(link) {
    this.#link = link;
    link.listen(
      (message) => {
        this.#isHeard = true;
        return message.ready ? this.#onReady() : this.#settle(message);
      },
      // Calls are answered in order, so the worker was busy with the one that waits longest.
      (reason) => this.#end(`The worker failed: ${reason}.`, true),
    );
  }

  /**
   * Sends the compiled module to the worker. A worker that is already listening receives it at once. One whose script is
   * still loading may miss it (bundlers split workers into several files), so it is sent again when the worker is ready.
   * @param {WebAssembly.Module} module
   * @returns {Promise<void>}
   */
  #start(module) {
    return new Promise((resolve, reject) => {
      this.#onReady = () => this.call("start", [module]).then(resolve, reject);
      this.#onReady();
    });
  }

  get alive() {
    return this.#gone === "";
  }

  /**
   * @param {string} method
   * @param {unknown[]} args
   * @param {Transferable[]} [transfer]
   * @returns {Promise<any>}
   */
  call(method, args, transfer = []) {
    return new Promise((resolve, reject) => {
      if (this.#gone) return reject(new EngineGone(this.#gone));
      const id = ++lastId;
      try {
        this.#link.post({ id, method, args }, transfer);
      } catch (error) {
        const code = isOutOfMemory(error) ? "tooLarge" : "badOption";
        const message = `A value cannot be passed on to the worker: ${messageOf(error)}.`;
        return reject(new GeobitError(code, message, undefined, error));
      }
      this.#waiting.set(id, { resolve, reject });
      this.#link.setBusy(true);
    });
  }

  stop() {
    this.#end("The worker was stopped.", false);
    this.#link.stop();
  }

  /** @param {{ id: number, result?: unknown, error?: any, ended?: boolean }} answer `ended` says that the engine has gone */
  #settle({ id, result, error, ended }) {
    const call = this.#waiting.get(id);
    if (!call) return; // This answers another host of the same worker.
    this.#waiting.delete(id);
    if (this.#waiting.size === 0) this.#link.setBusy(false);
    if (error) call.reject(fromMessage(error));
    else call.resolve(result);
    if (ended) this.#end("The engine was started anew.", false);
  }

  /** @param {string} reason @param {boolean} suspectFirst whether the call that waits longest may be the reason */
  #end(reason, suspectFirst) {
    this.#gone ||= reason;
    let isSuspect = suspectFirst;
    for (const { reject } of this.#waiting.values()) {
      reject(new EngineGone(reason, isSuspect));
      isSuspect = false;
    }
    this.#waiting.clear();
    this.#link.setBusy(false);
  }
}
