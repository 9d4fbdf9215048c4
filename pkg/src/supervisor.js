import { engineFailed, fromEngine, GeobitError } from "./error.js";
import { feed } from "./feed.js";
import { Pending } from "./pending.js";

/** @import { Source } from "./feed.js" */
/** @import { Watch } from "./source.js" */

/**
 * A place where an engine runs: this thread or a worker. `call` rejects with a `GeobitError`. After one with the code
 * `engineFailed` the host cannot be used any more.
 * @typedef {object} Host
 * @property {boolean} alive
 * @property {(method: string, args: unknown[], transfer?: Transferable[]) => Promise<any>} call
 * @property {() => void} stop
 */

/** @typedef {{ source: Source, options: object, failure?: GeobitError }} OpenFile */

/** How long an engine may go on with one step of a load after the load was aborted, ms. */
const GRACE_MS = 3_000;

/**
 * Keeps an engine running. If the engine fails, all pending calls are rejected, a new engine is started, and every open
 * file is loaded again from its source before the next call is answered.
 */
export class Supervisor {
  #startHost;
  /** @type {Host | undefined} the host that answers calls now */
  #host;
  /** @type {Promise<Host> | undefined} resolves when the host has started and loaded every file */
  #starting;
  /** @type {Map<number, OpenFile>} */
  #files = new Map();
  #lastFile = 0;
  #calls = new Pending();
  #otherWork = new Pending();
  #closed = false;

  /** @param {() => Promise<Host>} startHost */
  constructor(startHost) {
    this.#startHost = startHost;
  }

  /** Throws after `close()`. */
  assertOpen() {
    if (this.#closed) throw closed();
  }

  /**
   * Returns the same promise, rejected early if `close()` comes first. For work that needs no engine, such as a download.
   * @template T
   * @param {Promise<T>} promise
   */
  whileOpen(promise) {
    return this.#otherWork.guard(promise);
  }

  /**
   * @param {string} method
   * @param {unknown[]} args
   * @returns {Promise<any>}
   */
  call(method, args) {
    return this.#calls.guard(this.#withHost((host) => this.#ask(host, method, args)));
  }

  /**
   * Calls a method on an open file.
   * @param {string} method
   * @param {number} file
   * @param {unknown[]} args
   * @returns {Promise<any>}
   */
  callOn(file, method, args) {
    const answer = this.#withHost((host) => {
      const open = this.#files.get(file);
      if (!open) throw closed();
      if (open.failure)
        throw engineFailed(`This file could not be loaded again: ${open.failure.message}`, open.failure);
      return this.#ask(host, method, [file, ...args]);
    });
    return this.#calls.guard(answer);
  }

  /**
   * Loads a file or columns, and keeps the source until the snapshot is closed.
   * @param {Source} source
   * @param {object} options
   * @param {Watch} watch
   */
  load(source, options, watch) {
    return this.#calls.guard(this.#load(source, options, watch));
  }

  /** @param {Source} source @param {object} options @param {Watch} watch */
  async #load(source, options, watch) {
    const host = await this.#running();
    const file = ++this.#lastFile;
    let isBusy = false;
    /** @type {import("./feed.js").Call} */
    const call = async (...args) => {
      isBusy = true;
      return this.#ask(host, ...args).finally(() => {
        isBusy = false;
      });
    };
    const loading = feed(call, file, source, options, watch);
    const summary = await this.#endInTime(loading, watch, () => isBusy && this.#fail(host, unresponsive()));
    this.#files.set(file, { source, options });
    return { file, summary };
  }

  /**
   * Returns the same promise, rejected soon after the load is aborted even if the engine does not come to the end of a step. Such an
   * engine answers nobody, so it is replaced, as one that failed.
   * @template T
   * @param {Promise<T>} loading
   * @param {Watch} watch
   * @param {() => void} replace
   * @returns {Promise<T>}
   */
  #endInTime(loading, { signal, check }, replace) {
    if (!signal) return loading;
    return new Promise((resolve, reject) => {
      /** @type {ReturnType<typeof setTimeout> | undefined} */
      let timer;
      const end = () => {
        try {
          check();
        } catch (error) {
          reject(error);
          // Later, so that this call is told of its abort and only the others of the failure.
          timer = setTimeout(replace);
        }
      };
      const begin = () => {
        timer = setTimeout(end, GRACE_MS);
      };
      signal.addEventListener("abort", begin, { once: true });
      loading.then(resolve, reject).finally(() => {
        signal.removeEventListener("abort", begin);
        clearTimeout(timer);
      });
    });
  }

  /** @param {number} file */
  release(file) {
    if (!this.#files.delete(file) || this.#closed) return;
    this.call("release", [file]).catch(() => {});
  }

  close() {
    if (this.#closed) return;
    this.#closed = true;
    this.#files.clear();
    this.#host?.stop();
    this.#host = undefined;
    this.#calls.rejectAll(closed);
    this.#otherWork.rejectAll(closed);
  }

  /**
   * Sends the call at once if an engine is running, so that a worker begins while this thread goes on.
   * @param {(host: Host) => Promise<any>} ask
   */
  async #withHost(ask) {
    this.assertOpen();
    this.#dropDeadHost();
    return ask(this.#host ?? (await this.#running()));
  }

  /** Drops a host that died between calls: its worker ended, or another engine of this thread failed. */
  #dropDeadHost() {
    if (this.#host && !this.#host.alive) this.#drop(this.#host);
  }

  /** @returns {Promise<Host>} */
  #running() {
    if (this.#closed) return Promise.reject(closed());
    this.#dropDeadHost();
    if (!this.#starting) {
      this.#starting = this.#start();
      // The next call tries again.
      this.#starting.catch(() => {
        this.#starting = undefined;
      });
    }
    return this.#starting;
  }

  /**
   * @param {Host} host
   * @param {string} method
   * @param {unknown[]} args
   * @param {Transferable[]} [transfer]
   */
  async #ask(host, method, args, transfer) {
    this.assertOpen();
    if (host !== this.#host) throw engineFailed("The engine failed meanwhile and was restarted; ask again.");
    try {
      return await host.call(method, args, transfer);
    } catch (error) {
      if (/** @type {GeobitError} */ (error).code === "engineFailed")
        this.#fail(host, /** @type {Error} */ (error));
      throw error;
    }
  }

  /** @param {Host} host @param {Error} cause */
  #fail(host, cause) {
    if (host !== this.#host) return;
    this.#drop(host);
    this.#calls.rejectAll(() => engineFailed(`${cause.message} It is restarting; ask again.`, cause));
    this.#running().catch(() => {});
  }

  /** @param {Host} host */
  #drop(host) {
    host.stop();
    this.#host = undefined;
    this.#starting = undefined;
  }

  /** @returns {Promise<Host>} */
  async #start() {
    for (;;) {
      const host = await this.#startHost().catch((error) => {
        throw fromEngine(error);
      });
      const reloaded = await this.#reload(host);
      if (this.#closed) {
        host.stop();
        throw closed();
      }
      if (reloaded) {
        this.#host = host;
        return host;
      }
      host.stop();
    }
  }

  /**
   * Loads every open file again. A file that fails is skipped from then on, and calls on its snapshot report the failure.
   * @param {Host} host
   * @returns {Promise<boolean>} false if a file made the engine fail, so that the other files need a new one
   */
  async #reload(host) {
    for (const [file, open] of this.#files) {
      if (open.failure) continue;
      try {
        await feed((...call) => host.call(...call), file, open.source, open.options);
      } catch (error) {
        open.failure = /** @type {GeobitError} */ (error);
        if (open.failure.code === "engineFailed") return false;
      }
    }
    return true;
  }
}

/** Returns the error of the calls that waited for an engine which did not come back. */
const unresponsive = () => engineFailed("A load was aborted, and the engine did not end it.");

/** Returns the error of every call after `close()`. */
export const closed = () => new GeobitError("closed", "This is closed; open or load it again.");
