import { engineFailed, fromEngine, GeobitError } from "./error.js";
import { feed } from "./feed.js";
import { Pending } from "./pending.js";

/** @import { Source } from "./feed.js" */
/** @import { Watch } from "./source.js" */

/**
 * Where an engine runs. `call` rejects with a `GeobitError`; with the code `engineFailed` this host is of no more use.
 * @typedef {object} Host
 * @property {boolean} alive
 * @property {(method: string, args: unknown[], transfer?: Transferable[]) => Promise<any>} call
 * @property {() => void} stop
 */

/** @typedef {{ source: Source, options: object, failure?: GeobitError }} OpenFile */

/**
 * Keeps an engine running. If it fails, what is pending is refused, a fresh one is started, and every open file is loaded
 * again from its kept bytes before the next call is answered.
 */
export class Supervisor {
  #startHost;
  /** @type {Host | undefined} the host that answers now */
  #host;
  /** @type {Promise<Host> | undefined} settles when the host is there with every file loaded */
  #starting;
  /** @type {Map<number, OpenFile>} */
  #files = new Map();
  #lastFile = 0;
  #pending = new Pending();
  #outside = new Pending();
  #closed = false;

  /** @param {() => Promise<Host>} startHost */
  constructor(startHost) {
    this.#startHost = startHost;
  }

  /** Throws once `close()` was called. */
  assertOpen() {
    if (this.#closed) throw closed();
  }

  /**
   * The same promise, refused early if `close()` comes first: for work that needs no engine, such as a download.
   * @template T
   * @param {Promise<T>} promise
   */
  whileOpen(promise) {
    return this.#outside.guard(promise);
  }

  /**
   * @param {string} method
   * @param {unknown[]} args
   * @returns {Promise<any>}
   */
  call(method, args) {
    return this.#pending.guard(this.#withHost((host) => this.#ask(host, method, args)));
  }

  /**
   * A call on an open file.
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
    return this.#pending.guard(answer);
  }

  /**
   * Loads a file or columns and keeps them for as long as the snapshot is open.
   * @param {Source} source
   * @param {object} options
   * @param {Watch} watch
   */
  load(source, options, watch) {
    return this.#pending.guard(this.#load(source, options, watch));
  }

  /** @param {Source} source @param {object} options @param {Watch} watch */
  async #load(source, options, watch) {
    const host = await this.#running();
    const file = ++this.#lastFile;
    const summary = await feed((...call) => this.#ask(host, ...call), file, source, options, watch);
    this.#files.set(file, { source, options });
    return { file, summary };
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
    this.#pending.refuseAll(closed);
    this.#outside.refuseAll(closed);
  }

  /**
   * Asks at once if an engine runs: a worker begins while this thread goes on with what it is doing.
   * @param {(host: Host) => Promise<any>} ask
   */
  async #withHost(ask) {
    this.assertOpen();
    this.#dropDead();
    return ask(this.#host ?? (await this.#running()));
  }

  /** A host may die between calls: its worker ended, or another engine of this thread trapped. */
  #dropDead() {
    if (this.#host && !this.#host.alive) this.#drop(this.#host);
  }

  /** @returns {Promise<Host>} */
  #running() {
    if (this.#closed) return Promise.reject(closed());
    this.#dropDead();
    if (!this.#starting) {
      this.#starting = this.#start();
      // A start that failed is tried again by the next call.
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
    if (host !== this.#host) throw engineFailed("The engine failed meanwhile and was started anew.");
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
    this.#pending.refuseAll(() => engineFailed(`${cause.message} It is started anew; ask again.`, cause));
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
      const whole = await this.#reload(host);
      if (this.#closed) {
        host.stop();
        throw closed();
      }
      if (whole) {
        this.#host = host;
        return host;
      }
      host.stop();
    }
  }

  /**
   * Loads every open file again. A file that fails is set aside, and its snapshot says so from then on.
   * @param {Host} host
   * @returns {Promise<boolean>} false if the engine failed over a file, and the others need another one
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

/** What every call gets after `close()`. */
export const closed = () => new GeobitError("closed", "This is closed; open or load it again.");
