import { askInParts } from "./batch.js";
import {
  checkNames,
  describe,
  encodeGeojson,
  guard,
  plainOptions,
  report,
  requireOption,
  rowNumbers,
  shortArray,
  splitOptions,
} from "./checks.js";
import { checkedColumns, isColumns } from "./columns.js";
import { GeobitError } from "./error.js";
import { formulas } from "./formulas.js";
import { fileOf, keepHandle } from "./handles.js";
import { KeptPacks } from "./kept-packs.js";
import { NOTHING, packAll, packOne } from "./pack.js";
import { Packs } from "./packs.js";
import { Pending } from "./pending.js";
import { classNameOf, dispose } from "./platform.js";
import { RoadFile } from "./road-file.js";
import { splitRules } from "./rules.js";
import { chooseSheet } from "./sheets.js";
import { bytesOf, firstBytesOf, isRemote, isZip, saysWhatColumnsMean, toBlob } from "./source.js";
import { closed } from "./supervisor.js";
import { unpack, unpackAll } from "./transport.js";
import { Updated } from "./updated.js";

/** @import { Inspection, LoadOptions, RouteFile, RoutesFileOptions, Summary } from "../geobit.d.ts" */
/** @import { Source } from "./feed.js" */
/** @import { Watch } from "./source.js" */
/** @import { Listeners, Phase } from "./batch.js" */
/** @import { Packed } from "./pack.js" */
/** @import { Supervisor } from "./supervisor.js" */

/** The engine reads tables, and knows nothing of sheets. @param {Record<string, any>} options */
const withoutSheet = ({ sheet, ...options }) => options;

/** What a sheet can be that is worth reading. */
const KINDS_OF_FILE = ["incidents", "routes", "sites", "aggregates"];

/** A running engine. Its members are described in `geobit.d.ts`. */
export class Geobit {
  #supervisor;
  #roadsModule;
  #keptPacks;

  /**
   * @param {Supervisor} supervisor @param {string} version @param {import("./places.js").Places} places
   * @param {import("./wasm-source.js").Compiler} roadsModule
   */
  constructor(supervisor, version, { runsIn, fallbacks }, roadsModule) {
    this.#supervisor = supervisor;
    this.#roadsModule = roadsModule;
    this.version = version;
    this.runsIn = runsIn;
    this.fallbacks = Object.freeze([...fallbacks]);
    this.formulas = formulas(supervisor);
    this.#keptPacks = new KeptPacks(supervisor);
    this.packs = new Packs(supervisor, this.#keptPacks, {
      watch: (options, what) => {
        const { onProgress, signal, engineOptions } = splitOptions(options);
        return { watch: this.#watch(what, onProgress, signal), engineOptions };
      },
      load: async (source, options, watch) => {
        const { file, summary } = await supervisor.load(source, options, watch);
        return new Snapshot(supervisor, file, summary);
      },
    });
  }

  /**
   * @param {unknown} source
   * @param {LoadOptions} [options]
   */
  load(source, options) {
    return guard(() => this.#load(source, options));
  }

  /** @param {unknown} source @param {LoadOptions} [options] */
  async #load(source, options) {
    this.#supervisor.assertOpen();
    const { onProgress, signal, engineOptions } = splitOptions(options);
    const watch = this.#watch("The load", onProgress, signal);
    // Nothing is downloaded for options that the engine refuses.
    if (isRemote(source)) await this.#checkLoadOptions(engineOptions, watch);
    const { sheet, ...loadOptions } = engineOptions;
    const { content, name } = await this.#read(source, { sheet, ...loadOptions }, watch);
    const { file, summary } = await this.#supervisor.load(content, { fileName: name, ...loadOptions }, watch);
    return new Snapshot(this.#supervisor, file, summary);
  }

  /** @param {Record<string, any>} options @param {Watch} watch */
  async #checkLoadOptions(options, watch) {
    await this.#supervisor.call("checkLoadOptions", [withoutSheet(options)]);
    if (saysWhatColumnsMean(options))
      await this.#supervisor.step("checkReadOptions", [withoutSheet(options)], watch);
  }

  /**
   * Returns the content of a source, which is kept until its snapshot is closed, and the name of its file.
   * @param {unknown} source @param {Record<string, any>} options @param {Watch} watch
   * @returns {Promise<{ content: Source, name?: string }>}
   */
  async #read(source, options, watch) {
    if (isColumns(source)) return { content: checkedColumns(source, options) };
    const { blob, name } = await this.#supervisor.whileOpen(toBlob(source, watch));
    return { content: await this.#withoutWorkbook(blob, options, ["incidents", "aggregates"], watch), name };
  }

  /**
   * Returns the table of the sheet that is meant, if the file is a workbook (.xlsx), or else the file.
   * @param {Blob} blob @param {Record<string, any>} options @param {string[]} kinds of file that are wanted @param {Watch} watch
   * @returns {Promise<Blob>}
   */
  async #withoutWorkbook(blob, { sheet: asked, ...options }, kinds, watch) {
    if (!(await this.#supervisor.whileOpen(isZip(blob)))) return blob;
    const bytes = await this.#supervisor.whileOpen(bytesOf(blob));
    const sheets = await this.#supervisor.step("readSheets", [bytes], watch);
    if (!sheets) return blob;
    const { table } = await chooseSheet(sheets, asked, async ({ table }) => {
      const inspection = await this.#supervisor.step("inspect", [table, true, options], watch);
      return kinds.includes(JSON.parse(inspection).kindOfFile);
    });
    return new Blob([/** @type {BufferSource} */ (table)]);
  }

  /**
   * @param {unknown} source
   * @param {LoadOptions} [options]
   * @returns {Promise<Inspection>}
   */
  inspect(source, options) {
    return guard(async () => {
      this.#supervisor.assertOpen();
      const { onProgress, signal, engineOptions } = splitOptions(options);
      const watch = this.#watch("The inspection", onProgress, signal);
      if (isRemote(source)) await this.#checkLoadOptions(engineOptions, watch);
      const { blob } = await this.#supervisor.whileOpen(toBlob(source, watch));
      const content = await this.#withoutWorkbook(blob, engineOptions, KINDS_OF_FILE, watch);
      const { bytes, isComplete } = await this.#supervisor.whileOpen(firstBytesOf(content));
      watch.check();
      return JSON.parse(
        await this.#supervisor.step("inspect", [bytes, isComplete, withoutSheet(engineOptions)], watch),
      );
    });
  }

  /**
   * @param {unknown} source
   * @param {RoutesFileOptions} [options]
   * @returns {Promise<RouteFile>}
   */
  readRoutes(source, options) {
    return guard(() => this.#readRoutes(source, options));
  }

  /** @param {unknown} source @param {RoutesFileOptions} [options] @returns {Promise<RouteFile>} */
  async #readRoutes(source, options) {
    this.#supervisor.assertOpen();
    const { onProgress, signal, engineOptions } = splitOptions(options);
    const watch = this.#watch("The reading", onProgress, signal);
    if (isRemote(source))
      await this.#supervisor.step("checkRoutesOptions", [withoutSheet(engineOptions)], watch);
    const { blob, name } = await this.#supervisor.whileOpen(toBlob(source, watch));
    const { sheet, ...routesOptions } = engineOptions;
    const content = await this.#withoutWorkbook(blob, { sheet }, ["routes", "sites"], watch);
    const bytes = await this.#supervisor.whileOpen(bytesOf(content));
    watch.check();
    watch.progress("read", 0, blob.size);
    const found = await this.#supervisor.step(
      "readRoutes",
      [bytes, { fileName: name, ...routesOptions }],
      watch,
    );
    watch.check();
    watch.progress("read", blob.size, blob.size);
    return JSON.parse(found);
  }

  /**
   * Returns what follows the reading of a source.
   * @param {string} what is read, for the message of an abort
   * @param {((progress: any) => void) | undefined} onProgress @param {AbortSignal | undefined} signal
   * @returns {Watch}
   */
  #watch(what, onProgress, signal) {
    return {
      progress: (phase, done, total) => report(onProgress, { phase, done, total }),
      check: () => {
        this.#supervisor.assertOpen();
        if (signal?.aborted)
          throw new GeobitError("aborted", `${what} was aborted.`, undefined, signal.reason);
      },
      signal,
    };
  }

  /** @param {unknown} source @param {import("../geobit.d.ts").CatalogOptions} options */
  catalog(source, options) {
    return guard(async () => {
      this.#supervisor.assertOpen();
      const { catalogOptions, readCatalog } = await this.#supervisor.whileOpen(import("./downloads.js"));
      const { onProgress, signal, ...given } = catalogOptions(options);
      splitOptions({ onProgress, signal });
      checkNames(given, ["keys", "signature", "url"]);
      const watch = this.#watch("The catalogue", onProgress, signal);
      const read = readCatalog(this.#supervisor, source, /** @type {any} */ (given), watch);
      return this.#supervisor.whileOpen(read);
    });
  }

  /** @param {unknown} base @param {unknown} delta @param {LoadOptions} [options] */
  applyDelta(base, delta, options) {
    return guard(async () => {
      this.#supervisor.assertOpen();
      const { onProgress, signal, engineOptions } = splitOptions(options);
      const watch = this.#watch("The load", onProgress, signal);
      await this.#checkLoadOptions(engineOptions, watch);
      const deltas = await Promise.all(
        (Array.isArray(delta) ? shortArray(delta, "delta", "[one, other]") : [delta]).map((one) =>
          toBlob(one, watch),
        ),
      );
      const { blob, name } = await this.#supervisor.whileOpen(toBlob(base, watch));
      const source = new Updated(
        blob,
        deltas.map((one) => one.blob),
      );
      const loaded = await this.#supervisor.load(source, { fileName: name, ...engineOptions }, watch);
      return new Snapshot(this.#supervisor, loaded.file, loaded.summary);
    });
  }

  /** @param {Snapshot[]} snapshots @param {object} [options] */
  combine(snapshots, options) {
    return guard(async () => {
      this.#supervisor.assertOpen();
      const given = shortArray(snapshots, "snapshots", "[one, other]");
      const files = given.map((snapshot, i) =>
        fileOf(snapshot, this.#supervisor, "snapshots", `snapshots[${i}]`),
      );
      const { file, summary } = await this.#supervisor.combine(files, plainOptions(options));
      return new Snapshot(this.#supervisor, file, summary);
    });
  }

  /** @param {unknown} source @param {object} [options] */
  roads(source, options) {
    return guard(async () => {
      this.#supervisor.assertOpen();
      const { onProgress, signal, engineOptions } = splitOptions(options);
      const watch = this.#watch("The load", onProgress, signal);
      // What asks a network is fetched with the module for roads: most readers have none.
      const { RoadNetwork } = await this.#supervisor.whileOpen(import("./roads.js"));
      const kept = keptIn(source);
      const { blob, name } =
        kept === undefined
          ? await this.#supervisor.whileOpen(toBlob(source, watch))
          : { blob: await this.#keptPacks.roads(kept) };
      const given = { fileName: name, ...engineOptions };
      const { file, summary } = await this.#supervisor.load(
        new RoadFile(blob, this.#roadsModule),
        given,
        watch,
      );
      return new RoadNetwork(this.#supervisor, file, JSON.parse(summary));
    });
  }

  /** @param {unknown} graph @param {number} source @param {number} target @param {object} [options] */
  pareto(graph, source, target, options) {
    return guard(async () => {
      this.#supervisor.assertOpen();
      const { readEnds, readNetwork, readTolerance } = await this.#supervisor.whileOpen(
        import("./network.js"),
      );
      const args = [readNetwork(graph), readEnds(source, target), readTolerance(options)];
      const module = await this.#supervisor.whileOpen(this.#roadsModule());
      const { costs, edges } = await this.#supervisor.call("pareto", [...args, module]);
      const pairs = edges.map((/** @type {Uint32Array} */ _, /** @type {number} */ i) => [
        costs[2 * i],
        costs[2 * i + 1],
      ]);
      return { costs: pairs, edges };
    });
  }

  /** @returns {Promise<{ bytes: number, reserved: number }>} */
  async memory() {
    return this.#supervisor.call("memory", []);
  }

  async hasPolicy() {
    return this.#supervisor.call("hasPolicy", []);
  }

  close() {
    this.#supervisor.close();
  }

  [dispose]() {
    this.close();
  }
}

/** Returns the id of a pack that is kept, if a source is one. @param {any} source @returns {string | undefined} */
const keptIn = (source) =>
  classNameOf(source) === "Object" && "keptBytes" in source ? source.id : undefined;

/** The most actors that are listed at once. */
const MOST_ACTORS = 1000;

/** A loaded file. Its members are described in `geobit.d.ts`. */
export class Snapshot {
  #supervisor;
  #file;
  #count;
  #pending = new Pending();
  #closed = false;

  /** @param {Supervisor} supervisor @param {number} file @param {Summary} summary */
  constructor(supervisor, file, summary) {
    this.#supervisor = supervisor;
    this.#file = file;
    this.#count = summary.count;
    this.summary = summary;
    keepHandle(this, { supervisor, file, assertOpen: () => this.#assertOpen() });
  }

  /** @param {object} area @param {object} [options] */
  geofence(area, options) {
    return guard(async () => unpack(await this.#askOne("geofence", area, "a Polygon", options)));
  }

  /** @param {any} areas @param {object} [options] */
  geofences(areas, options) {
    return guard(async () => {
      this.#assertOpen();
      const { onProgress, signal, engineOptions } = splitOptions(options);
      const packed = encodeGeojson(areas, "a FeatureCollection", packAll);
      // Finding the rows of all areas takes less time than calls in parts.
      if (engineOptions.detail === "rows" && !onProgress && !signal)
        return unpackAll(await this.#call("geofences", packed, engineOptions));
      return unpackAll(
        await this.#inParts("beginBatch", [packed, engineOptions], { onProgress, signal }, "areas"),
      );
    });
  }

  /** @param {Listeners} [options] */
  fit(options) {
    return guard(async () => {
      this.#assertOpen();
      const { onProgress, signal } = splitOptions(options);
      await this.#inParts("beginFit", [], { onProgress, signal }, "fit");
    });
  }

  /**
   * Asks a long question, some steps at a time.
   * @param {"beginBatch" | "beginChanges" | "beginFit" | "beginScan"} begin @param {unknown[]} args @param {Listeners} listeners @param {Phase} phase
   * @param {number[]} [others] further files that it is about
   */
  #inParts(begin, args, listeners, phase, others = []) {
    const call = (/** @type {string} */ method, /** @type {unknown[]} */ ...given) =>
      method === begin ? this.#callWith(others, method, ...given) : this.#call(method, ...given);
    return askInParts(this.#supervisor, call, [begin, ...args], listeners, phase);
  }

  /** @param {object} line @param {object} [options] */
  route(line, options) {
    return guard(async () => unpack(await this.#askOne("route", line, "a LineString", options)));
  }

  /** @param {object} area @param {object} [options] */
  geofenceGeojson(area, options) {
    return guard(async () => JSON.parse(await this.#askOne("geofenceGeojson", area, "a Polygon", options)));
  }

  /** @param {object} line @param {object} [options] */
  routeGeojson(line, options) {
    return guard(async () => JSON.parse(await this.#askOne("routeGeojson", line, "a LineString", options)));
  }

  /** @param {any} lines @param {object} [options] */
  routes(lines, options) {
    return guard(async () => {
      this.#assertOpen();
      const packed = encodeGeojson(lines, "a FeatureCollection", packAll);
      return unpack(await this.#call("routes", packed, plainOptions(options)));
    });
  }

  /** @param {Snapshot} other @param {object} [options] */
  duplicates(other, options) {
    return guard(async () => {
      this.#assertOpen();
      const file = fileOf(other, this.#supervisor, "other");
      return JSON.parse(await this.#callWith([file], "duplicates", file, plainOptions(options)));
    });
  }

  /** @param {Snapshot} older @param {object} [options] */
  changes(older, options) {
    return guard(async () => {
      this.#assertOpen();
      const file = fileOf(older, this.#supervisor, "older");
      const { onProgress, signal, engineOptions } = splitOptions(options, ["watch"]);
      const { watch, ...others } = engineOptions;
      const packed = hasShapes(watch) ? encodeGeojson(watch, "a FeatureCollection", packAll) : NOTHING;
      const args = [file, packed, others];
      return unpack(await this.#inParts("beginChanges", args, { onProgress, signal }, "changes", [file]));
    });
  }

  /** @param {any} rules @param {object} [options] */
  alerts(rules, options) {
    return guard(async () => {
      this.#assertOpen();
      const { shapes, others } = splitRules(rules);
      const packed = hasShapes(shapes) ? encodeGeojson(shapes, "a Feature", packAll) : NOTHING;
      return unpack(await this.#call("alerts", packed, others, plainOptions(options)));
    });
  }

  /** @param {object} [options] */
  region(options) {
    return guard(async () => {
      this.#assertOpen();
      const { within, ...others } = plainOptions(options, ["within"]);
      return unpack(await this.#call("region", packWithin(within), others));
    });
  }

  /** @param {object} [options] */
  clusters(options) {
    return guard(async () => {
      this.#assertOpen();
      const { onProgress, signal, engineOptions } = splitOptions(options, ["within"]);
      const { within, ...others } = engineOptions;
      const args = [packWithin(within), others];
      return unpack(await this.#inParts("beginScan", args, { onProgress, signal }, "clusters"));
    });
  }

  /** @param {object} [options] @returns {Promise<Uint8Array>} */
  toParquet(options) {
    return guard(async () => {
      this.#assertOpen();
      const { text = true, ...others } = /** @type {Record<string, unknown>} */ (plainOptions(options));
      const [unknown] = Object.keys(others);
      requireOption(
        unknown === undefined,
        String(unknown),
        `${unknown}: there is no such option; the options are text.`,
      );
      requireOption(
        typeof text === "boolean",
        "text",
        `text: this is ${describe(text)}; true or false is wanted.`,
      );
      return this.#call("pack", text);
    });
  }

  /** @param {object} [matching] */
  filtered(matching) {
    return guard(async () => {
      this.#assertOpen();
      const filtering = this.#supervisor.filter(this.#file, plainOptions(matching));
      const { file, summary } = await this.#pending.guard(filtering);
      return new Snapshot(this.#supervisor, file, summary);
    });
  }

  /** @param {number} [most] */
  frequentActors(most = 100) {
    return guard(async () => {
      this.#assertOpen();
      const isNumber = Number.isInteger(most) && most >= 1 && most <= MOST_ACTORS;
      requireOption(
        isNumber,
        "most",
        `most is ${describe(most)}; a whole number from 1 to 1,000 is accepted.`,
      );
      return JSON.parse(await this.#call("frequentActors", most));
    });
  }

  /** @param {ArrayLike<number>} rows */
  incidents(rows) {
    return guard(async () => {
      this.#assertOpen();
      return this.#call("incidents", rowNumbers(rows, this.#count));
    });
  }

  columns() {
    return guard(() => this.#call("columns"));
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
   * Asks about one shape.
   * @param {string} method @param {object} shape @param {string} example of a shape @param {unknown} options
   */
  async #askOne(method, shape, example, options) {
    this.#assertOpen();
    const packed = encodeGeojson(shape, example, packOne);
    return this.#call(method, packed, plainOptions(options));
  }

  /**
   * Calls a method of the engine on this snapshot.
   * @param {string} method @param {unknown[]} args
   * @returns {Promise<any>}
   */
  #call(method, ...args) {
    return this.#callWith([], method, ...args);
  }

  /** @param {number[]} others further files that the call is about @param {string} method @param {unknown[]} args @returns {Promise<any>} */
  async #callWith(others, method, ...args) {
    this.#assertOpen();
    return this.#pending.guard(this.#supervisor.callOn(this.#file, method, args, others));
  }
}

/**
 * Returns whether there is any shape: to watch none, or to have no rules, is a question with a short answer.
 * @param {any} collection
 */
const hasShapes = (collection) =>
  collection !== undefined &&
  collection !== null &&
  !(
    collection.type === "FeatureCollection" &&
    Array.isArray(collection.features) &&
    collection.features.length === 0
  );

/** Packs the area of a question that may have none. @param {any} within */
const packWithin = (within) =>
  within === undefined || within === null ? NOTHING : encodeGeojson(within, "a Polygon", packOne);
