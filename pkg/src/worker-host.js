import { engineFailed, fromEngine, GeobitError, messageOf } from "./error.js";
import { connect } from "./worker-link.js";

/** @import { Host } from "./supervisor.js" */
/** @import { Link } from "./worker-link.js" */

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
  /** @type {GeobitError | undefined} */
  #failure;
  #onReady = () => {};

  /**
   * @param {true | string | URL | Worker} worker
   * @param {Promise<WebAssembly.Module>} module
   */
  static async start(worker, module) {
    const host = new WorkerHost(await connect(worker));
    try {
      await host.#start(await module);
    } catch (error) {
      host.stop();
      throw error;
    }
    return host;
  }

  /** @param {Link} link */
  constructor(link) {
    this.#link = link;
    link.listen(
      ({ ready, id, result, error }) => (ready ? this.#onReady() : this.#settle(id, result, error)),
      (reason) => this.#fail(engineFailed(`The worker failed: ${reason}`)),
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
    return this.#failure === undefined;
  }

  /**
   * @param {string} method
   * @param {unknown[]} args
   * @param {Transferable[]} [transfer]
   * @returns {Promise<any>}
   */
  call(method, args, transfer = []) {
    return new Promise((resolve, reject) => {
      if (this.#failure) return reject(this.#failure);
      const id = ++lastId;
      try {
        this.#link.post({ id, method, args }, transfer);
      } catch (error) {
        return reject(
          new GeobitError("badOption", `A value cannot be passed on: ${messageOf(error)}`, undefined, error),
        );
      }
      this.#waiting.set(id, { resolve, reject });
      this.#link.setBusy(true);
    });
  }

  stop() {
    this.#fail(engineFailed("The worker was stopped."));
    this.#link.stop();
  }

  /** @param {number} id @param {unknown} result @param {unknown} error */
  #settle(id, result, error) {
    const call = this.#waiting.get(id);
    if (!call) return; // This answers another host of the same worker.
    this.#waiting.delete(id);
    if (this.#waiting.size === 0) this.#link.setBusy(false);
    if (error) call.reject(fromEngine(error));
    else call.resolve(result);
  }

  /** @param {GeobitError} failure */
  #fail(failure) {
    this.#failure ??= failure;
    for (const { reject } of this.#waiting.values()) reject(this.#failure);
    this.#waiting.clear();
    this.#link.setBusy(false);
  }
}
