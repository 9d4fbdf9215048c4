import { checkAttached, sizeOf } from "./columns.js";
import { Combination } from "./combination.js";
import { GeobitError, isOutOfMemory, messageOf } from "./error.js";
import { classNameOf } from "./platform.js";
import { RoadFile } from "./road-file.js";
import { looksLikePack, noRoomFor, saysWhatColumnsMean, sourceError } from "./source.js";
import { Updated } from "./updated.js";

/** @import { Watch } from "./source.js" */
/** @import { ColumnSource, Summary } from "../geobit.d.ts" */

/** Bytes passed on at a time: few enough for prompt progress and aborts, and enough that the messages cost nothing. */
const SLICE_BYTES = 4 * 1024 * 1024;

/** A source in the form in which it is kept, so that it can be loaded again. @typedef {Blob | ColumnSource | Combination | RoadFile | Updated} Source */

/** Returns the module that reads files. @typedef {() => Promise<WebAssembly.Module>} Readers */

/** Calls a method of the engine. @typedef {(method: string, args: unknown[], transfer?: Transferable[]) => Promise<any>} Call */

/**
 * Loads a source into the engine. If this throws, nothing of the source stays there.
 * @param {Call} call
 * @param {number} file the number by which the engine knows the source from now on
 * @param {Source} source
 * @param {object} options
 * @param {Readers} readers
 * @param {Watch} [watch]
 * @returns {Promise<any>} what the source holds: a `Summary`, or that of roads as text
 */
export async function feed(call, file, source, options, readers, watch) {
  try {
    if (source instanceof Combination) {
      const load = (/** @type {number} */ part, /** @type {Source} */ content, /** @type {object} */ given) =>
        feed(call, part, content, given, readers);
      return await source.make(call, file, options, load);
    }
    if (source instanceof Updated)
      return await feedFile(call, file, source.base, options, readers, watch, source.deltas);
    if (source instanceof RoadFile) return await feedRoads(call, file, source, options, watch);
    if (classNameOf(source) === "Object")
      return await feedColumns(call, file, /** @type {ColumnSource} */ (source), options, watch);
    return await feedFile(call, file, /** @type {Blob} */ (source), options, readers, watch);
  } catch (error) {
    // This fails if the engine itself is gone, and then there is nothing to release.
    await call("release", [file]).catch(() => {});
    throw error;
  }
}

/**
 * Loads a file: a pack in ranges, where that can be done, and any other slice by slice. What is no pack is read by the readers, which are
 * fetched for the first such file.
 * @param {Call} call
 * @param {number} file
 * @param {Blob} blob
 * @param {object} options
 * @param {Readers} readers
 * @param {Watch} [watch]
 * @param {Blob[]} [deltas] that bring a pack up to date
 * @returns {Promise<Summary>}
 */
async function feedFile(call, file, blob, options, readers, watch, deltas = []) {
  const canBePack = deltas.length > 0 || !saysWhatColumnsMean(options);
  const isPack = canBePack && (await looksLikePack(blob));
  const hasRanges = isPack && (await call("beginRanges", [file, options, blob]));
  if (!hasRanges) {
    const needsReaders = !isPack && deltas.length === 0;
    await call("begin", [file, options, blob.size, needsReaders ? await readers() : undefined]);
  }
  watch?.check();
  for (const delta of deltas) {
    const bytes = await readAll(delta);
    watch?.check();
    await call("addDelta", [file, bytes], [bytes.buffer]);
  }
  watch?.progress("read", 0, blob.size);
  if (hasRanges) watch?.progress("read", blob.size, blob.size);
  else await pushSlices(call, file, blob, watch);
  watch?.progress("index", 0, blob.size);
  const summary = await call("finish", [file]);
  watch?.check();
  watch?.progress("index", blob.size, blob.size);
  return summary;
}

/** @param {Call} call @param {number} file @param {Blob} blob @param {Watch} [watch] */
async function pushSlices(call, file, blob, watch) {
  for (let done = 0; done < blob.size; ) {
    const chunk = await readSlice(blob, done);
    watch?.check();
    const { length } = chunk;
    // A file on disk may have become shorter, and a blob that is none may hold anything.
    if (length === 0)
      throw sourceError(`The file ended after ${done} of ${blob.size} bytes; it may have been changed.`);
    await call("push", [file, chunk], [chunk.buffer]);
    watch?.check();
    done += length;
    watch?.progress("read", done, blob.size);
  }
}

/**
 * Loads columns in one step, which takes the engine no longer than a slice of a file.
 * @param {Call} call
 * @param {number} file
 * @param {ColumnSource} columns
 * @param {object} options
 * @param {Watch} [watch]
 * @returns {Promise<Summary>}
 */
async function feedColumns(call, file, columns, options, watch) {
  const size = sizeOf(columns);
  watch?.progress("read", 0, size);
  watch?.check();
  checkAttached(columns);
  const summary = await call("load", [file, columns, options]);
  watch?.check();
  watch?.progress("index", size, size);
  return summary;
}

/**
 * Loads a network of roads in one step.
 * @param {Call} call @param {number} file @param {RoadFile} roads @param {object} options @param {Watch} [watch]
 * @returns {Promise<string>}
 */
async function feedRoads(call, file, { blob, module }, options, watch) {
  const code = await module();
  watch?.check();
  watch?.progress("read", 0, blob.size);
  const bytes = await readAll(blob);
  watch?.check();
  watch?.progress("read", blob.size, blob.size);
  watch?.progress("index", 0, blob.size);
  const summary = await call("loadRoads", [file, bytes, options, code], [bytes.buffer]);
  watch?.check();
  watch?.progress("index", blob.size, blob.size);
  return summary;
}

/** @param {Blob} blob */
const readAll = (blob) => readSlice(blob, 0, blob.size);

/** @param {Blob} blob @param {number} start */
async function readSlice(blob, start, length = SLICE_BYTES) {
  try {
    return new Uint8Array(await blob.slice(start, start + length).arrayBuffer());
  } catch (error) {
    if (error instanceof GeobitError) throw error;
    if (isOutOfMemory(error)) throw noRoomFor(SLICE_BYTES, error);
    throw sourceError(
      `The file could not be read; it may have been changed or removed: ${messageOf(error)}`,
      error,
    );
  }
}
