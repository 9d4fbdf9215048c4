import { advanceAll } from "./batch.js";
import { encodeGeojson, plainOptions, requireOption, rowNumbers } from "./checks.js";
import { checkedColumns, isColumns } from "./columns.js";
import { GeobitError } from "./error.js";
import { formulas } from "./formulas.js";
import { packAll, packOne } from "./pack.js";
import { Pending } from "./pending.js";
import { classNameOf, dispose } from "./platform.js";
import { isRemote, toBlob } from "./source.js";
import { closed } from "./supervisor.js";
import { unpack, unpackAll } from "./transport.js";

/** @import { LoadOptions, Summary } from "../geobit.d.ts" */
/** @import { Source } from "./feed.js" */
/** @import { Watch } from "./source.js" */
/** @import { Supervisor } from "./supervisor.js" */

/** A running engine. Its members are described in `geobit.d.ts`. */
export class Geobit {
  #supervisor;

  /** @param {Supervisor} supervisor @param {string} version */
  constructor(supervisor, version) {
    this.#supervisor = supervisor;
    this.version = version;
    this.formulas = formulas(supervisor);
  }

  /**
   * @param {unknown} source
   * @param {LoadOptions} [options]
   */
  async load(source, options) {
    this.#supervisor.assertOpen();
    const { onProgress, signal, engineOptions } = splitOptions(options);
    if (engineOptions.format === "parquet") {
      const message = "Parquet is not read by this version; export the file as CSV or GeoJSON.";
      throw new GeobitError("unknownFormat", message);
    }
    /** @type {Watch} */
    const watch = {
      progress: (phase, done, total) => onProgress?.({ phase, done, total }),
      check: () => {
        this.#supervisor.assertOpen();
        if (signal?.aborted)
          throw new GeobitError("aborted", "The load was aborted.", undefined, signal.reason);
      },
      signal,
    };
    // Nothing is downloaded for options that the engine refuses.
    if (isRemote(source)) await this.#supervisor.call("checkLoadOptions", [engineOptions]);
    const { content, name } = await this.#read(source, engineOptions, watch);
    const { file, summary } = await this.#supervisor.load(content, { name, ...engineOptions }, watch);
    return new Snapshot(this.#supervisor, file, summary);
  }

  /**
   * Returns the content of a source, which is kept until its snapshot is closed, and the name of its file.
   * @param {unknown} source @param {Record<string, any>} options @param {Watch} watch
   * @returns {Promise<{ content: Source, name?: string }>}
   */
  async #read(source, options, watch) {
    if (isColumns(source)) return { content: checkedColumns(source, options) };
    const { blob, name } = await this.#supervisor.whileOpen(toBlob(source, watch));
    return { content: blob, name };
  }

  /** @returns {Promise<{ bytes: number, reserved: number }>} */
  async memory() {
    return this.#supervisor.call("memory", []);
  }

  close() {
    this.#supervisor.close();
  }

  [dispose]() {
    this.close();
  }
}

/** A loaded file. Its members are described in `geobit.d.ts`. */
export class Snapshot {
  #supervisor;
  #file;
  #pending = new Pending();
  #closed = false;

  /** @param {Supervisor} supervisor @param {number} file @param {Summary} summary */
  constructor(supervisor, file, summary) {
    this.#supervisor = supervisor;
    this.#file = file;
    this.summary = summary;
  }

  /** @param {object} area @param {object} [options] */
  async geofence(area, options) {
    this.#assertOpen();
    const packed = encodeGeojson(area, "a Polygon", packOne);
    return unpack(await this.#call("geofence", packed, plainOptions(options)));
  }

  /** @param {any} areas @param {object} [options] */
  async geofences(areas, options) {
    this.#assertOpen();
    const { onProgress, signal, engineOptions } = splitOptions(options);
    const packed = encodeGeojson(areas, "a FeatureCollection", packAll);
    // Finding the rows of all areas takes less time than calls in parts.
    if (engineOptions.detail === "rows" && !onProgress && !signal)
      return unpackAll(await this.#call("geofences", packed, engineOptions));
    const { batch, total } = await this.#call("beginBatch", packed, engineOptions);
    const advance = (/** @type {number} */ count) => this.#call("advanceBatch", batch, count);
    try {
      await advanceAll(total, advance, { onProgress, signal });
      return unpackAll(await this.#call("finishBatch", batch));
    } catch (error) {
      this.#supervisor.call("dropBatch", [batch]).catch(() => {});
      throw error;
    }
  }

  /** @param {object} line @param {object} [options] */
  async route(line, options) {
    this.#assertOpen();
    const packed = encodeGeojson(line, "a LineString", packOne);
    return unpack(await this.#call("route", packed, plainOptions(options)));
  }

  /** @param {object} area @param {object} [options] */
  async geofenceGeojson(area, options) {
    this.#assertOpen();
    const packed = encodeGeojson(area, "a Polygon", packOne);
    return JSON.parse(await this.#call("geofenceGeojson", packed, plainOptions(options)));
  }

  /** @param {object} line @param {object} [options] */
  async routeGeojson(line, options) {
    this.#assertOpen();
    const packed = encodeGeojson(line, "a LineString", packOne);
    return JSON.parse(await this.#call("routeGeojson", packed, plainOptions(options)));
  }

  /** @param {any} lines @param {object} [options] */
  async routes(lines, options) {
    this.#assertOpen();
    const packed = encodeGeojson(lines, "a FeatureCollection", packAll);
    return unpack(await this.#call("routes", packed, plainOptions(options)));
  }

  /** @param {ArrayLike<number>} rows */
  async incidents(rows) {
    this.#assertOpen();
    return this.#call("incidents", rowNumbers(rows, this.summary.count));
  }

  async columns() {
    return this.#call("columns");
  }

  close() {
    if (this.#closed) return;
    this.#closed = true;
    this.#pending.rejectAll(closed);
    this.#supervisor.release(this.#file);
  }

  [dispose]() {
    this.close();
  }

  #assertOpen() {
    if (this.#closed) throw closed();
    this.#supervisor.assertOpen();
  }

  /**
   * Calls a method of the engine on this snapshot.
   * @param {string} method @param {unknown[]} args
   * @returns {Promise<any>}
   */
  #call(method, ...args) {
    this.#assertOpen();
    return this.#pending.guard(this.#supervisor.callOn(this.#file, method, args));
  }
}

/**
 * Separates the listener and the signal, which stay in this thread, from the options that the engine reads.
 * @param {unknown} options
 */
function splitOptions(options) {
  const { onProgress, signal, ...engineOptions } = plainOptions(options, ["onProgress", "signal"]);
  requireOption(!onProgress || typeof onProgress === "function", "onProgress", "onProgress is a function.");
  requireOption(!signal || classNameOf(signal) === "AbortSignal", "signal", "signal is an AbortSignal.");
  return { onProgress, signal, engineOptions };
}
