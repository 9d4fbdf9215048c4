import { EngineGone, engineFailed, fromEngine, isRefusal, messageOf } from "./error.js";

/** @typedef {typeof import("../wasm/geobit_readers.js")} Bindings */

/** The bindings of the module that reads files, from the first file on. @type {Bindings | undefined} */
let bindings;
/** The size of the memory of an instance that has read nothing. */
let initialBytes = 0;

/**
 * The bindings keep one WebAssembly instance per thread. It is replaced when it has failed, and when nothing is read any more, as
 * only that gives its memory back. The number tells a user whether its instance is still there.
 */
let instanceNumber = 0;
/** How many use the current instance. */
let users = 0;

/** Returns the memory of the instance. It never fails: `initSync` returns an existing instance. */
const memoryOf = (/** @type {Bindings} */ { initSync }) => initSync(/** @type {any} */ (undefined)).memory;

function replaceInstance() {
  instanceNumber++;
  users = 0;
  bindings?.__wbg_reset_state();
}

/** Drops the instance, whoever uses it: those that it hands incidents over to have gone. */
export function dropReaders() {
  if (initialBytes > 0) replaceInstance();
}

/** Returns what the readers take in memory while something is read. */
export function readersMemory() {
  if (!bindings || users === 0) return { bytes: 0, reserved: 0 };
  return { bytes: bindings.bytesInUse(), reserved: memoryOf(bindings).buffer.byteLength };
}

/** One use of the readers: a file that is being read, or a question about one. */
export class Readers {
  #instance = instanceNumber;

  /** @param {WebAssembly.Module} module */
  static async start(module) {
    try {
      bindings ??= await import("../wasm/geobit_readers.js");
      await bindings.default({ module_or_path: module });
      initialBytes ||= memoryOf(bindings).buffer.byteLength;
    } catch (error) {
      throw engineFailed(`The readers of files could not be started: ${messageOf(error)}`, error);
    }
    users++;
    return new Readers();
  }

  /**
   * Calls the module. If it fails, nothing but this reading and others that are under way is lost.
   * @template T
   * @param {(bindings: Bindings) => T} work
   * @returns {T}
   * @throws {GeobitError} an `EngineGone` where another reading has made the readers fail, so that this one can begin again
   */
  use(work) {
    if (!bindings || this.#instance !== instanceNumber)
      throw new EngineGone("The readers of files were started anew.");
    try {
      return work(bindings);
    } catch (thrown) {
      // The memory can still be read after a trap.
      const missingBytes = bindings.takeFailedBytes();
      if (!isRefusal(thrown)) replaceInstance();
      throw fromEngine(thrown, missingBytes);
    }
  }

  /** Whether the instance is still there, so that what lives in it can be freed. */
  get alive() {
    return this.#instance === instanceNumber;
  }

  /** Ends this use. The memory of the last one is given back. */
  end() {
    if (!this.alive) return;
    this.#instance = -1;
    users--;
    if (users === 0 && bindings && memoryOf(bindings).buffer.byteLength > initialBytes) replaceInstance();
  }
}

/**
 * Asks the readers one question.
 * @template T
 * @param {WebAssembly.Module} module
 * @param {(bindings: Bindings) => T} work
 * @returns {Promise<T>}
 */
export async function askReaders(module, work) {
  const readers = await Readers.start(module);
  try {
    return readers.use(work);
  } finally {
    readers.end();
  }
}
