import {
  bytesInUse,
  discOverlap,
  EngineBatch,
  geodesic,
  kernelLine,
  Loader,
  loadColumns,
  statistic,
  version,
} from "../wasm/geobit.js";
import { engineFailed, fromEngine, GeobitError } from "./error.js";
import { currentInstance, instantiate, memoryBytes, replaceInstance } from "./instance.js";

/** @import { EngineSnapshot } from "../wasm/geobit.js" */
/** @import { ColumnSource } from "../geobit.d.ts" */
/** @import { Packed } from "./pack.js" */

/**
 * Drives the WebAssembly: holds loaders and snapshots by number and answers calls that are plain data, so that a message
 * from another thread and a call in this one are the same thing. A file keeps its number from `begin` or `load` to
 * `release`.
 */
export class Engine {
  #instance;
  /** @type {Map<number, Loader>} */
  #loaders = new Map();
  /** @type {Map<number, EngineSnapshot>} */
  #snapshots = new Map();
  /** @type {Map<number, EngineBatch>} */
  #batches = new Map();
  #lastBatch = 0;

  /** @param {WebAssembly.Module} module */
  static async start(module) {
    return new Engine(await instantiate(module));
  }

  /** @param {number} instance */
  constructor(instance) {
    this.#instance = instance;
  }

  /** False once the instance this engine lives in has been replaced. */
  get alive() {
    return this.#instance === currentInstance();
  }

  /**
   * Answers one call; throws a `GeobitError`, with the code `engineFailed` when the engine is gone.
   * @param {string} method
   * @param {unknown[]} args
   * @returns {unknown}
   */
  answer(method, args) {
    if (!this.alive) throw engineFailed("The engine was started anew.");
    try {
      return /** @type {any} */ (this)[method](...args);
    } catch (thrown) {
      const error = fromEngine(thrown);
      if (error.code === "engineFailed") replaceInstance(this.#instance);
      throw error;
    }
  }

  version() {
    return version();
  }

  memory() {
    return { bytes: bytesInUse(), reserved: memoryBytes() };
  }

  /** @param {number} file @param {object} options */
  begin(file, options) {
    this.#loaders.set(file, new Loader(options));
  }

  /** @param {number} file @param {Uint8Array} chunk */
  push(file, chunk) {
    this.#loader(file).push(chunk);
  }

  /** @param {number} file */
  finish(file) {
    const loader = this.#loader(file);
    this.#loaders.delete(file);
    const snapshot = loader.finish();
    this.#snapshots.set(file, snapshot);
    return snapshot.summary();
  }

  /** @param {number} file @param {ColumnSource} columns @param {object} options */
  load(file, { lon, lat, day, kind, kindNames, uncertaintyKm }, options) {
    const snapshot = loadColumns(lon, lat, day, kind, kindNames, uncertaintyKm, options);
    this.#snapshots.set(file, snapshot);
    return snapshot.summary();
  }

  /** @param {number} file */
  release(file) {
    this.#loaders.get(file)?.free();
    this.#snapshots.get(file)?.free();
    this.#loaders.delete(file);
    this.#snapshots.delete(file);
  }

  releaseAll() {
    for (const file of [...this.#loaders.keys(), ...this.#snapshots.keys()]) this.release(file);
    for (const batch of [...this.#batches.keys()]) this.dropBatch(batch);
  }

  /** @param {number} file @param {Packed} area @param {object} options */
  geofence(file, { text, numbers, shape }, options) {
    return this.#snapshot(file).geofence(text, numbers, shape, options);
  }

  /** @param {number} file @param {Packed} areas @param {object} options */
  geofences(file, { text, numbers, shape }, options) {
    return this.#snapshot(file).geofences(text, numbers, shape, options);
  }

  /** @param {number} _file @param {Packed} areas @param {object} options */
  beginBatch(_file, { text, numbers, shape }, options) {
    const batch = new EngineBatch(text, numbers, shape, options);
    this.#batches.set(++this.#lastBatch, batch);
    return { batch: this.#lastBatch, total: batch.total };
  }

  /** @param {number} file @param {number} batch @param {number} count @returns {number} how many areas are answered */
  advanceBatch(file, batch, count) {
    return this.#batch(batch).advance(this.#snapshot(file), count);
  }

  /** @param {number} _file @param {number} batch */
  finishBatch(_file, batch) {
    const finished = this.#batch(batch);
    this.#batches.delete(batch);
    return finished.finish();
  }

  /** @param {number} batch */
  dropBatch(batch) {
    this.#batches.get(batch)?.free();
    this.#batches.delete(batch);
  }

  /** @param {number} file @param {Packed} line @param {object} options */
  route(file, { text, numbers, shape }, options) {
    return this.#snapshot(file).route(text, numbers, shape, options);
  }

  /** @param {number} file @param {Packed} lines @param {object} options @param {object[]} each @param {object} compare */
  routes(file, { text, numbers, shape }, options, each, compare) {
    return this.#snapshot(file).routes(text, numbers, shape, options, each, compare);
  }

  /** @param {number} file @param {Uint32Array} rows */
  incidents(file, rows) {
    return this.#snapshot(file).incidents(rows);
  }

  /** @param {number} file */
  columns(file) {
    return this.#snapshot(file).columns();
  }

  /** @param {number} lon1 @param {number} lat1 @param {number} lon2 @param {number} lat2 */
  geodesic(lon1, lat1, lon2, lat2) {
    const [distanceKm, azimuth1, azimuth2] = geodesic(lon1, lat1, lon2, lat2);
    return { distanceKm, azimuth1, azimuth2 };
  }

  /** @param {number} R @param {number} r @param {number} d */
  discOverlap(R, r, d) {
    return discOverlap(R, r, d);
  }

  /** @param {number} ax @param {number} ay @param {number} bx @param {number} by @param {number} px @param {number} py @param {number} sigma */
  kernelLine(ax, ay, bx, by, px, py, sigma) {
    return kernelLine(ax, ay, bx, by, px, py, sigma);
  }

  /** @param {string} name @param {Float64Array} numbers @param {Float64Array} others */
  statistic(name, numbers, others) {
    return statistic(name, numbers, others);
  }

  /** @param {number} batch */
  #batch(batch) {
    const found = this.#batches.get(batch);
    if (!found)
      throw new GeobitError("aborted", "The engine was started anew during this question; ask again.");
    return found;
  }

  /** @param {number} file */
  #loader(file) {
    return known(this.#loaders.get(file));
  }

  /** @param {number} file */
  #snapshot(file) {
    return known(this.#snapshots.get(file));
  }
}

/**
 * @template T
 * @param {T | undefined} value
 * @returns {T}
 */
function known(value) {
  if (value === undefined) throw new Error("a file that was never begun, or is released already");
  return value;
}
