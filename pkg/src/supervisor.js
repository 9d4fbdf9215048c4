import { Combination } from "./combination.js";
import { EngineGone, engineFailed, fromEngine, GeobitError } from "./error.js";
import { feed } from "./feed.js";
import { Pending } from "./pending.js";

/** @import { Source } from "./feed.js" */
/** @import { Watch } from "./source.js" */

/**
 * A place where an engine runs: this thread or a worker. `call` rejects with a `GeobitError`, which is an `EngineGone` if
 * the engine went before it answered. `alive` is false from then on.
 * @typedef {object} Host
 * @property {boolean} alive
 * @property {(method: string, args: unknown[], transfer?: Transferable[]) => Promise<any>} call
 * @property {() => void} stop
 */

/** @typedef {{ source: Source, options: object, suspected: number, failure?: GeobitError }} OpenFile */

/** How often an engine may go during a call until the call is taken for the reason. */
const MOST_TRIES = 2;

/** How long an engine may go on with one step of a load after the load was aborted, ms. */
const GRACE_MS = 3_000;

/**
 * Keeps an engine running. If the engine fails, the call that made it fail is rejected, a new engine is started, every open
 * file is loaded again from its source, and the calls that were not answered yet are asked again. All of them are questions,
 * which change nothing.
 */
export class Supervisor {
  #startHost;
  #readers;
  /** @type {Host | undefined} the host that answers calls now */
  #host;
  /** @type {Promise<Host> | undefined} resolves when the host has started and loaded every file */
  #starting;
  /** @type {Map<number, OpenFile>} */
  #files = new Map();
  /** Files and batches are numbered here, so that a number is never used again, in no later engine. */
  #lastNumber = 0;
  #calls = new Pending();
  #closed = false;

  /** @param {() => Promise<Host>} startHost @param {() => Promise<WebAssembly.Module>} readers returns the module that reads files */
  constructor(startHost, readers) {
    this.#startHost = startHost;
    this.#readers = readers;
  }

  /** Throws after `close()`. */
  assertOpen() {
    if (this.#closed) throw closed();
  }

  /** Returns a number for a file or a batch. */
  nextNumber() {
    return ++this.#lastNumber;
  }

  /**
   * Returns the same promise, rejected early if `close()` comes first. For work that needs no engine, such as a download.
   * @template T
   * @param {Promise<T>} promise
   */
  whileOpen(promise) {
    return this.#calls.guard(promise);
  }

  /**
   * @param {string} method
   * @param {unknown[]} args
   * @returns {Promise<any>}
   */
  call(method, args) {
    return this.#calls.guard(this.#ask((host) => host.call(method, args)));
  }

  /**
   * Calls a method on an open file.
   * @param {number} file
   * @param {string} method
   * @param {unknown[]} args
   * @param {number[]} others further files among the arguments, which must be open as well
   * @returns {Promise<any>}
   */
  callOn(file, method, args, others = []) {
    const answer = this.#ask((host) => {
      for (const needed of [file, ...others]) this.#openFile(needed);
      return host.call(method, [file, ...args]);
    });
    return this.#calls.guard(answer);
  }

  /** @param {number} file @returns {OpenFile} */
  #openFile(file) {
    const open = this.#files.get(file);
    if (!open) throw closed();
    if (open.failure)
      throw engineFailed(`This file could not be loaded again: ${open.failure.message}`, open.failure);
    return open;
  }

  /**
   * Combines open files into one, which stays when they are closed.
   * @param {number[]} files
   * @param {object} options
   */
  combine(files, options) {
    return this.#calls.guard(this.#derive("combine", files, options));
  }

  /**
   * Makes a file of those incidents of an open one that match. It stays when that one is closed.
   * @param {number} file
   * @param {object} matching
   */
  filter(file, matching) {
    return this.#calls.guard(this.#derive("filter", [file], matching));
  }

  /** @param {"combine" | "filter"} method @param {number[]} files @param {object} options */
  async #derive(method, files, options) {
    const parts = files.map((file) => {
      const { source, options } = this.#openFile(file);
      return { file, source, options };
    });
    const isLoaded = (/** @type {number} */ file) =>
      this.#files.get(file)?.failure === undefined && this.#files.has(file);
    const known = { isLoaded, nextNumber: () => this.nextNumber() };
    /** @type {Watch} */
    const watch = { progress: () => {}, check: () => this.assertOpen() };
    return this.#load(new Combination(parts, known, method), options, watch);
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
    const file = this.nextNumber();
    const summary = await this.#ask(async (host) => {
      let isBusy = false;
      /** @type {import("./feed.js").Call} */
      const call = async (...args) => {
        isBusy = true;
        return host.call(...args).finally(() => {
          isBusy = false;
        });
      };
      const loading = feed(call, file, source, options, () => this.#fetchReaders(watch), watch);
      const summary = await this.#endInTime(loading, watch, () => isBusy && this.#replace(host));
      // The engine may have gone after its last answer, and the next one does not know this file yet.
      if (host !== this.#host) throw new EngineGone("The engine was started anew.");
      this.#files.set(file, { source, options, suspected: 0 });
      return summary;
    });
    return { file, summary };
  }

  /**
   * Returns the same promise, rejected soon after the load is aborted even if the engine does not come to the end of a step. Such an
   * engine answers nobody, so it is replaced, as one that failed.
   * @template T
   * @param {Promise<T>} loading
   * @param {Watch} watch
   * @param {() => void} replace
   * @param {number} [graceMs]
   * @returns {Promise<T>}
   */
  #endInTime(loading, { signal, check }, replace, graceMs = GRACE_MS) {
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
        timer = setTimeout(end, graceMs);
      };
      signal.addEventListener("abort", begin, { once: true });
      loading.then(resolve, reject).finally(() => {
        signal.removeEventListener("abort", begin);
        clearTimeout(timer);
      });
    });
  }

  /**
   * Returns the module that reads files. An abort need not wait until it is there.
   * @param {Watch} watch
   */
  async #fetchReaders(watch) {
    const module = await this.#endInTime(this.#readers(), watch, () => {}, 0);
    watch.check();
    return module;
  }

  /**
   * Carries out one step of the readers, which an abort ends. They get their module as the last argument. The engine may go on with it for a moment; if it takes longer, it is replaced.
   * @param {string} method
   * @param {unknown[]} args
   * @param {Watch} watch
   * @returns {Promise<any>}
   */
  step(method, args, watch) {
    const answer = this.#ask(async (host) => {
      const readers = await this.#fetchReaders(watch);
      let isBusy = true;
      const running = host.call(method, [...args, readers]).finally(() => {
        isBusy = false;
      });
      return this.#endInTime(running, watch, () => isBusy && this.#replace(host));
    });
    return this.#calls.guard(answer);
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
  }

  /**
   * Asks the engine, and asks the next one if this one goes before it has answered. The call is sent at once if an engine is
   * running, so that a worker begins while this thread goes on.
   * @param {(host: Host) => Promise<any>} ask
   */
  async #ask(ask) {
    for (let suspected = 0; ; ) {
      this.assertOpen();
      this.#dropDeadHost();
      const host = this.#host ?? (await this.#running());
      try {
        return await ask(host);
      } catch (error) {
        if (!host.alive) this.#replace(host);
        if (!(error instanceof EngineGone)) throw error;
        if (error.isSuspect && ++suspected === MOST_TRIES) throw engineFailed(error.message, error);
      }
    }
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

  /** Starts another engine at once. @param {Host} host */
  #replace(host) {
    if (host !== this.#host) return;
    this.#drop(host);
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
        // Nothing is asked again of an engine that cannot be started.
        throw error instanceof EngineGone ? engineFailed(error.message, error) : fromEngine(error);
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
   * @returns {Promise<boolean>} false if the engine went meanwhile, so that the files need a new one
   */
  async #reload(host) {
    for (const [file, open] of this.#files) {
      if (open.failure) continue;
      try {
        await feed((...call) => host.call(...call), file, open.source, open.options, this.#readers);
      } catch (error) {
        const failure = /** @type {GeobitError} */ (error);
        const isReason = !(failure instanceof EngineGone) || ++open.suspected === MOST_TRIES;
        if (isReason) open.failure = failure;
      }
      if (!host.alive) return false;
    }
    return true;
  }
}

/** Returns the error of every call after `close()`. */
export const closed = () => new GeobitError("closed", "This is closed; open or load it again.");
