import { advanceAll } from "./batch.js";
import { geojsonFor, plainOptions, requireOption, rowNumbers } from "./checks.js";
import { checkedColumns, isColumns } from "./columns.js";
import { GeobitError } from "./error.js";
import { formulas } from "./formulas.js";
import { packAll, packOne } from "./pack.js";
import { Pending } from "./pending.js";
import { dispose, kindOf } from "./platform.js";
import { routesOptions } from "./routes.js";
import { toBlob } from "./source.js";
import { closed } from "./supervisor.js";
import { unpack, unpackAll } from "./transport.js";

/** @import { LoadOptions, Summary } from "../geobit.d.ts" */
/** @import { Source } from "./feed.js" */
/** @import { Watch } from "./source.js" */
/** @import { Supervisor } from "./supervisor.js" */

const WATCHING = ["onProgress", "signal"];
const LOAD_OPTIONS = ["format", "name", "asOf", "licence", "attribution", "mapping", "onProgress", "signal"];

/** An open engine. The members are described in `geobit.d.ts`. */
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
    const { onProgress, signal, ...rest } = watched(plainOptions(options, LOAD_OPTIONS));
    if (rest.format === "parquet") {
      throw new GeobitError(
        "unknownFormat",
        "Parquet is not read by this version; export the file as CSV or GeoJSON.",
      );
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
    const { kept, name } = await this.#keep(source, rest, watch);
    const { file, summary } = await this.#supervisor.load(kept, plainOptions({ name, ...rest }), watch);
    return new Snapshot(this.#supervisor, file, summary);
  }

  /**
   * What is kept of a source for as long as its snapshot is open, and the name it brings.
   * @param {unknown} source @param {Record<string, any>} options @param {Watch} watch
   * @returns {Promise<{ kept: Source, name?: string }>}
   */
  async #keep(source, options, watch) {
    if (isColumns(source)) return { kept: checkedColumns(source, options) };
    const { blob, name } = await this.#supervisor.whileOpen(toBlob(source, watch));
    return { kept: blob, name };
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

/** A loaded file. The members are described in `geobit.d.ts`. */
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
    const asked = () => [geojsonFor(area, "a Polygon", packOne), plainOptions(options)];
    return unpack(await this.#call("geofence", asked));
  }

  /** @param {any} areas @param {object} [options] */
  async geofences(areas, options) {
    const { onProgress, signal, ...rest } = watched(plainOptions(options, undefined, WATCHING));
    const asked = () => [geojsonFor(areas, "a FeatureCollection", packAll), rest];
    // Rows are found faster than they are asked for in parts.
    if (rest.detail === "rows" && !onProgress && !signal)
      return unpackAll(await this.#call("geofences", asked));
    const { batch, total } = await this.#call("beginBatch", asked);
    try {
      await advanceAll(total, (count) => this.#call("advanceBatch", () => [batch, count]), {
        onProgress,
        signal,
      });
      return unpackAll(await this.#call("finishBatch", () => [batch]));
    } catch (error) {
      this.#supervisor.call("dropBatch", [batch]).catch(() => {});
      throw error;
    }
  }

  /** @param {object} line @param {object} [options] */
  async route(line, options) {
    const asked = () => [geojsonFor(line, "a LineString", packOne), plainOptions(options)];
    return unpack(await this.#call("route", asked));
  }

  /** @param {any} lines @param {object} [options] */
  async routes(lines, options) {
    const asked = () => {
      const { shared, each, compare } = routesOptions(plainOptions(options), lines);
      return [geojsonFor(lines, "a FeatureCollection", packAll), shared, each, compare];
    };
    return unpack(await this.#call("routes", asked));
  }

  /** @param {ArrayLike<number>} rows */
  async incidents(rows) {
    return this.#call("incidents", () => [rowNumbers(rows, this.summary.count)]);
  }

  async columns() {
    return this.#call("columns", () => []);
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

  /** @param {string} method @param {() => unknown[]} args checked only if the snapshot is still open */
  #call(method, args) {
    if (this.#closed) throw closed();
    this.#supervisor.assertOpen();
    return this.#pending.guard(this.#supervisor.callOn(this.#file, method, args()));
  }
}

/**
 * Options with a listener and a signal, which stay in this thread.
 * @param {Record<string, any>} options
 */
function watched(options) {
  const { onProgress, signal } = options;
  requireOption(!onProgress || typeof onProgress === "function", "onProgress", "onProgress is a function.");
  requireOption(!signal || kindOf(signal) === "AbortSignal", "signal", "signal is an AbortSignal.");
  return options;
}
