import {
  bytesInUse,
  Combiner,
  checkLoadOptions,
  Digest,
  deltasBetween,
  EngineBatch,
  EngineChanges,
  EngineFitting,
  EngineScan,
  formula,
  loadColumns,
  PackLoader,
  readCatalog,
  sealPack,
  takeFailedBytes,
  version,
} from "../wasm/geobit.js";
import { EdgeExposures } from "./edge-exposures.js";
import { BatchGone, EngineGone, fromEngine, isRefusal } from "./error.js";
import { currentInstance, instantiate, memoryBytes, replaceInstance } from "./instance.js";
import { PackFiles } from "./pack-files.js";
import { writePack } from "./parquet.js";
import { askReaders, dropReaders, readersMemory } from "./readers.js";
import { Reading } from "./reading.js";
import { countNetworks, dropRoads, roadsMemory, startRoads, takeRoadsFailedBytes } from "./road-bindings.js";
import { readSheets } from "./spreadsheet.js";

/** @import { EngineSnapshot } from "../wasm/geobit.js" */
/** @import { EngineRoads } from "../wasm/geobit_roads.js" */
/** @import { ColumnSource } from "../geobit.d.ts" */
/** @import { Packed } from "./pack.js" */
/** @import { Bars, Exposures, Places } from "./road-questions.js" */
/** @import { Sheet } from "./sheets.js" */

/**
 * Calls the WebAssembly modules: the core, and the readers and the roads for what needs them, which then gets their module. Loaders,
 * snapshots, networks and batches are known by numbers, so that every call and every answer is plain data, which can come from another
 * thread as well. A file keeps its number from `begin`, `load` or `loadRoads` to `release`.
 */
export class Engine {
  #instance;
  /** @type {Map<number, PackLoader | Reading>} */
  #loaders = new Map();
  /** @type {Map<number, EngineSnapshot>} */
  #snapshots = new Map();
  /** @type {Map<number, EngineRoads>} */
  #networks = new Map();
  /** @type {Map<number, EngineBatch | EngineChanges | EngineFitting | EngineScan | EdgeExposures>} */
  #batches = new Map();
  #packFiles = new PackFiles();

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
   * Answers one call. Throws a `GeobitError`. The engine is not `alive` any more if it was ended by the call.
   * @param {string} method
   * @param {unknown[]} args
   * @returns {unknown}
   */
  answer(method, args) {
    if (!this.alive) throw new EngineGone("The engine was started anew.");
    try {
      return /** @type {any} */ (this)[method](...args);
    } catch (thrown) {
      throw this.#failure(thrown);
    }
  }

  /** Returns the error for what a module has thrown, after which the engine has gone unless it was a refusal. @param {unknown} thrown */
  #failure(thrown) {
    // The memory of a module can still be read after a trap.
    const missingBytes = takeFailedBytes() || takeRoadsFailedBytes();
    if (!isRefusal(thrown)) {
      replaceInstance(this.#instance);
      dropReaders();
      dropRoads();
    }
    return fromEngine(thrown, missingBytes);
  }

  /**
   * Does what needs the module for roads.
   * @template T
   * @param {WebAssembly.Module} module @param {(bindings: import("./road-bindings.js").Bindings) => T} work @returns {Promise<T>}
   */
  async #withRoads(module, work) {
    const bindings = await startRoads(module);
    if (!this.alive) throw new EngineGone("The engine was started anew.");
    try {
      return work(bindings);
    } catch (thrown) {
      throw this.#failure(thrown);
    }
  }

  version() {
    return version();
  }

  /** Tells whether a policy holds in this thread: one that lets text become code closes nothing. Nothing is requested for that. */
  hasPolicy() {
    try {
      return typeof new Function("") !== "function";
    } catch {
      return true;
    }
  }

  memory() {
    const parts = [{ bytes: bytesInUse(), reserved: memoryBytes() }, readersMemory(), roadsMemory()];
    const sum = (/** @type {"bytes" | "reserved"} */ name) =>
      parts.reduce((all, part) => all + part[name], 0);
    return { bytes: sum("bytes"), reserved: sum("reserved") };
  }

  /** @param {object} options */
  checkLoadOptions(options) {
    checkLoadOptions(options);
  }

  /** Checks what depends on layouts as well. @param {object} options @param {WebAssembly.Module} readers */
  async checkReadOptions(options, readers) {
    await askReaders(readers, ({ checkReadOptions }) => checkReadOptions(options));
  }

  /**
   * @param {Uint8Array} bytes the first of a file @param {boolean} isComplete @param {object} options @param {WebAssembly.Module} readers
   * @returns {Promise<string>}
   */
  async inspect(bytes, isComplete, options, readers) {
    return askReaders(readers, ({ inspectFile }) => inspectFile(bytes, isComplete, options));
  }

  /**
   * Returns the sheets of a workbook; `null` for any other file.
   * @param {Uint8Array} bytes of an archive @param {WebAssembly.Module} readers
   * @returns {Promise<Sheet[] | null>}
   */
  async readSheets(bytes, readers) {
    const isWorkbook = await askReaders(readers, ({ isSpreadsheet }) => isSpreadsheet(bytes));
    try {
      return isWorkbook ? await readSheets(bytes) : null;
    } catch (thrown) {
      throw fromEngine(thrown, 0);
    }
  }

  /** @param {object} options @param {WebAssembly.Module} readers */
  async checkRoutesOptions(options, readers) {
    await askReaders(readers, ({ checkRoutesOptions }) => checkRoutesOptions(options));
  }

  /** @param {Uint8Array} bytes of a file @param {object} options @param {WebAssembly.Module} readers @returns {Promise<string>} */
  async readRoutes(bytes, options, readers) {
    return askReaders(readers, ({ readRoutes }) => readRoutes(bytes, options));
  }

  /**
   * Begins to read a file, or to load a pack, which needs no readers.
   * @param {number} file @param {object} options @param {number} size of the file in bytes @param {WebAssembly.Module} [readers]
   * @returns {Promise<void> | undefined}
   */
  begin(file, options, size, readers) {
    const loader = readers ? new Reading(options) : new PackLoader(options, size);
    this.#loaders.set(file, loader);
    return loader instanceof Reading && readers ? loader.begin(readers, size) : undefined;
  }

  /**
   * Begins to load a pack that is read in ranges, so that it is never in memory as a whole. Returns whether that can be done here:
   * in a worker of a browser.
   * @param {number} file @param {object} options @param {Blob} pack @returns {boolean}
   */
  beginRanges(file, options, pack) {
    if (!("FileReaderSync" in globalThis)) return false;
    this.#loaders.set(file, PackLoader.ofBlob(options, pack));
    return true;
  }

  /** @param {number} file of a pack @param {Uint8Array} bytes of a delta */
  addDelta(file, bytes) {
    const loader = this.#loader(file);
    if (loader instanceof PackLoader) loader.addDelta(bytes);
  }

  /** @param {Uint8Array} bytes @param {string} signature @param {string[]} keys @returns {string} */
  readCatalog(bytes, signature, keys) {
    return readCatalog(bytes, signature, keys);
  }

  /** @param {string} catalog @param {string} base @param {string} result @returns {string} */
  deltasBetween(catalog, base, result) {
    return deltasBetween(catalog, base, result);
  }

  /** @param {"list" | "append" | "close" | "read" | "remove"} method @param {any[]} args */
  packFiles(method, ...args) {
    return /** @type {any} */ (this.#packFiles)[method](...args);
  }

  /** Returns the SHA-256 of a file of a pack. @param {string} name @returns {Promise<string>} */
  async digestPackFile(name) {
    const digest = new Digest();
    await this.#packFiles.eachPiece(name, (piece) => digest.update(piece));
    return digest.finish();
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

  /** @param {number} file @param {number[]} parts files that are loaded @param {object} options */
  combine(file, parts, options) {
    const combiner = new Combiner();
    for (const part of parts) combiner.add(this.#snapshot(part));
    const snapshot = combiner.finish(options);
    this.#snapshots.set(file, snapshot);
    return snapshot.summary();
  }

  /** @param {number} file @param {number[]} whole the file that is filtered, alone @param {object} matching */
  filter(file, [whole], matching) {
    const snapshot = this.#snapshot(whole).filtered(matching);
    this.#snapshots.set(file, snapshot);
    return snapshot.summary();
  }

  /** @param {number} file @param {number} most @returns {string} */
  frequentActors(file, most) {
    return this.#snapshot(file).frequentActors(most);
  }

  /** @param {number} file */
  release(file) {
    this.#loaders.get(file)?.free();
    this.#snapshots.get(file)?.free();
    this.#networks.get(file)?.free();
    this.#loaders.delete(file);
    this.#snapshots.delete(file);
    if (this.#networks.delete(file)) countNetworks(-1);
  }

  releaseAll() {
    const files = [...this.#loaders.keys(), ...this.#snapshots.keys(), ...this.#networks.keys()];
    for (const file of files) this.release(file);
    for (const batch of [...this.#batches.keys()]) this.dropBatch(batch);
  }

  /** @param {number} file @param {Packed} area @param {object} options */
  geofence(file, { text, numbers, structure }, options) {
    return this.#snapshot(file).geofence(text, numbers, structure, options);
  }

  /** @param {number} file @param {Packed} areas @param {object} options */
  geofences(file, { text, numbers, structure }, options) {
    return this.#snapshot(file).geofences(text, numbers, structure, options);
  }

  /** @param {number} _file @param {number} batch @param {Packed} areas @param {object} options @returns {number} how many areas there are */
  beginBatch(_file, batch, { text, numbers, structure }, options) {
    const begun = new EngineBatch(text, numbers, structure, options);
    this.#batches.set(batch, begun);
    return begun.total;
  }

  /** @param {number} file @param {number} batch @returns {number} how many steps there are */
  beginFit(file, batch) {
    const begun = new EngineFitting(this.#snapshot(file));
    this.#batches.set(batch, begun);
    return begun.total;
  }

  /**
   * @param {number} file @param {number} batch @param {number} older file @param {Packed} watch shapes, or nothing
   * @param {object} options @returns {number} how many steps there are
   */
  beginChanges(file, batch, older, { text, numbers, structure }, options) {
    const snapshots = /** @type {const} */ ([this.#snapshot(file), this.#snapshot(older)]);
    const begun = new EngineChanges(...snapshots, text, numbers, structure, options);
    this.#batches.set(batch, begun);
    return begun.total;
  }

  /**
   * @param {number} file @param {number} batch @param {Packed} within an area, or nothing @param {object} options
   * @returns {number} how many steps there are
   */
  beginScan(file, batch, { text, numbers, structure }, options) {
    const begun = new EngineScan(this.#snapshot(file), text, numbers, structure, options);
    this.#batches.set(batch, begun);
    return begun.total;
  }

  /** @param {number} file @param {number} batch @param {number} count @returns {number} how many areas or steps are done */
  advanceBatch(file, batch, count) {
    return this.#batch(batch).advance(this.#snapshot(file), count);
  }

  /** @param {number} file @param {number} batch */
  finishBatch(file, batch) {
    const finished = this.#batch(batch);
    this.#batches.delete(batch);
    if (finished instanceof EngineBatch || finished instanceof EdgeExposures) return finished.finish();
    if (finished instanceof EngineFitting) return finished.free();
    return finished.finish(this.#snapshot(file));
  }

  /** @param {number} batch */
  dropBatch(batch) {
    this.#batches.get(batch)?.free();
    this.#batches.delete(batch);
  }

  /** @param {number} file @param {Packed} line @param {object} options */
  route(file, { text, numbers, structure }, options) {
    return this.#snapshot(file).route(text, numbers, structure, options);
  }

  /** @param {number} file @param {Packed} area @param {object} options @returns {string} */
  geofenceGeojson(file, { text, numbers, structure }, options) {
    return this.#snapshot(file).geofenceGeojson(text, numbers, structure, options);
  }

  /** @param {number} file @param {Packed} line @param {object} options @returns {string} */
  routeGeojson(file, { text, numbers, structure }, options) {
    return this.#snapshot(file).routeGeojson(text, numbers, structure, options);
  }

  /** @param {number} file @param {Packed} lines @param {object} options */
  routes(file, { text, numbers, structure }, options) {
    return this.#snapshot(file).routes(text, numbers, structure, options);
  }

  /** @param {number} file @param {number} other file @param {object} options @returns {string} */
  duplicates(file, other, options) {
    return this.#snapshot(file).duplicates(this.#snapshot(other), options);
  }

  /** @param {number} file @param {Packed} shapes of rules @param {object[]} rules without them @param {object} options */
  alerts(file, { text, numbers, structure }, rules, options) {
    return this.#snapshot(file).alerts(text, numbers, structure, rules, options);
  }

  /** @param {number} file @param {Packed} within an area, or nothing @param {object} options */
  region(file, { text, numbers, structure }, options) {
    return this.#snapshot(file).region(text, numbers, structure, options);
  }

  /** @param {number} file @param {Uint32Array} rows */
  incidents(file, rows) {
    return this.#snapshot(file).incidents(rows);
  }

  /** @param {number} file */
  columns(file) {
    return this.#snapshot(file).columns();
  }

  /** Returns the bytes of a pack. @param {number} file @param {boolean} hasText @returns {Promise<Uint8Array>} */
  async pack(file, hasText) {
    try {
      return sealPack(await writePack(this.#snapshot(file).packContent(hasText)));
    } catch (thrown) {
      throw fromEngine(thrown, 0);
    }
  }

  /**
   * @param {number} file @param {Uint8Array} bytes of a pack of roads or of an extract @param {object} options @param {WebAssembly.Module} module
   * @returns {Promise<string>} what the network holds
   */
  async loadRoads(file, bytes, options, module) {
    return this.#withRoads(module, ({ EngineRoads }) => {
      const network = new EngineRoads(bytes, options);
      this.#networks.set(file, network);
      countNetworks(1);
      return network.summary();
    });
  }

  /** @param {number} file of roads @param {[number, number]} at @param {object} options @returns {string} */
  snapToRoad(file, [lon, lat], options) {
    return this.#network(file).snap(lon, lat, options);
  }

  /** @param {number} file of roads @param {Float64Array} line @param {object} options @returns {string} */
  matchToRoads(file, line, options) {
    return this.#network(file).matched(line, options);
  }

  /** @param {number} file of roads */
  mapLines(file) {
    return this.#network(file).mapLines();
  }

  /** @param {number} file of roads @returns {Uint8Array} */
  packRoads(file) {
    return this.#network(file).pack();
  }

  /**
   * @param {number} file @param {number} batch @param {number} roads file of roads @param {number} edges how many it has
   * @param {object} driving @param {object} options of a route @returns {number} how many steps there are
   */
  beginExposures(file, batch, roads, edges, driving, options) {
    // Options that are refused are so before the first step.
    this.#snapshot(file).expectedAlong(new Float64Array(), new Uint32Array(), new Float64Array(), options);
    const begun = new EdgeExposures(this.#network(roads), edges, driving, options);
    this.#batches.set(batch, begun);
    return begun.total;
  }

  /** @param {number} file of roads @param {Places} places @param {Bars} bars @param {Exposures | null} exposures @param {object} options @returns {string} */
  paths(file, { numbers, names }, bars, exposures, options) {
    const pieces = this.#measurePieces(file, { numbers, names }, exposures);
    return this.#network(file).paths(numbers, names, bars, exposures?.edges, pieces, options);
  }

  /** @param {number} file of roads @param {[number, number]} from @param {Float64Array} hours @param {Bars} bars @param {object} options @returns {string} */
  reach(file, [lon, lat], hours, bars, options) {
    return this.#network(file).reach(lon, lat, hours, bars, options);
  }

  /**
   * @param {number} file of roads @param {Places} places @param {number} sites how many of them are sites @param {Bars} bars
   * @param {Exposures | null} exposures @param {object} options
   */
  matrix(file, { numbers, names }, sites, bars, exposures, options) {
    const pieces = this.#measurePieces(file, { numbers, names }, exposures);
    return this.#network(file).matrix(numbers, names, sites, bars, exposures?.edges, pieces, options);
  }

  /** Measures the pieces of the edges that places cut. @param {number} file of roads @param {Places} places @param {Exposures | null} exposures */
  #measurePieces(file, { numbers, names }, exposures) {
    if (!exposures) return undefined;
    const { hours, ends, coordinates } = this.#network(file).pieceLines(numbers, names, exposures.driving);
    return this.#snapshot(exposures.file).expectedAlong(hours, ends, coordinates, exposures.options);
  }

  /**
   * @param {import("./network.js").Network} network @param {Uint32Array} ends source and target @param {number} tolerance
   * @param {WebAssembly.Module} module @returns {Promise<{ costs: Float64Array, edges: Uint32Array[] }>}
   */
  async pareto({ nodes, from, to, costs: [first, second] }, ends, tolerance, module) {
    return this.#withRoads(module, ({ pareto }) => pareto(nodes, from, to, first, second, ends, tolerance));
  }

  /** @param {string} name @param {object} args */
  formula(name, args) {
    return formula(name, args);
  }

  /** @param {number} batch */
  #batch(batch) {
    const found = this.#batches.get(batch);
    if (!found) throw new BatchGone();
    return found;
  }

  /** @param {number} file */
  #loader(file) {
    return requireFile(this.#loaders.get(file));
  }

  /** @param {number} file */
  #network(file) {
    return requireFile(this.#networks.get(file));
  }

  /** @param {number} file */
  #snapshot(file) {
    return requireFile(this.#snapshots.get(file));
  }
}

/**
 * @template T
 * @param {T | undefined} file
 * @returns {T}
 */
function requireFile(file) {
  if (file === undefined) throw new Error("this file was never begun, or has been released");
  return file;
}
