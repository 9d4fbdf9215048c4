import { sizeOf } from "./columns.js";
import { GeobitError, messageOf } from "./error.js";
import { kindOf } from "./platform.js";
import { refuse } from "./source.js";

/** @import { Watch } from "./source.js" */
/** @import { ColumnSource, Summary } from "../geobit.d.ts" */

/** Bytes handed over at a time: small enough for prompt progress and aborts, large enough that the hops cost nothing. */
const SLICE = 4 * 1024 * 1024;

/** What is kept of a source, to load it again. @typedef {Blob | ColumnSource} Source */

/** @typedef {(method: string, args: unknown[], transfer?: Transferable[]) => Promise<any>} Ask */

/**
 * Feeds a source to the engine; nothing of it stays there if this throws.
 * @param {Ask} ask
 * @param {number} file the number the source is known by from now on
 * @param {Source} source
 * @param {object} options of the engine's loader
 * @param {Watch} [watch]
 * @returns {Promise<Summary>}
 */
export async function feed(ask, file, source, options, watch) {
  try {
    if (kindOf(source) === "Object")
      return await feedColumns(ask, file, /** @type {ColumnSource} */ (source), options, watch);
    return await feedFile(ask, file, /** @type {Blob} */ (source), options, watch);
  } catch (error) {
    // Where the engine itself is gone there is nothing to release.
    await ask("release", [file]).catch(() => {});
    throw error;
  }
}

/**
 * Slice by slice.
 * @param {Ask} ask
 * @param {number} file
 * @param {Blob} blob
 * @param {object} options
 * @param {Watch} [watch]
 * @returns {Promise<Summary>}
 */
async function feedFile(ask, file, blob, options, watch) {
  await ask("begin", [file, options]);
  watch?.progress("read", 0, blob.size);
  for (let done = 0; done < blob.size; ) {
    const chunk = await readSlice(blob, done);
    watch?.check();
    const { length } = chunk;
    await ask("push", [file, chunk], [chunk.buffer]);
    watch?.check();
    done += length;
    watch?.progress("read", done, blob.size);
  }
  watch?.progress("index", 0, blob.size);
  const summary = await ask("finish", [file]);
  watch?.check();
  watch?.progress("index", blob.size, blob.size);
  return summary;
}

/**
 * All at once: they are in memory already, and it takes the engine no longer than a slice of a file.
 * @param {Ask} ask
 * @param {number} file
 * @param {ColumnSource} columns
 * @param {object} options
 * @param {Watch} [watch]
 * @returns {Promise<Summary>}
 */
async function feedColumns(ask, file, columns, options, watch) {
  const size = sizeOf(columns);
  watch?.progress("read", 0, size);
  watch?.check();
  const summary = await ask("load", [file, columns, options]);
  watch?.check();
  watch?.progress("index", size, size);
  return summary;
}

/** @param {Blob} blob @param {number} start */
async function readSlice(blob, start) {
  try {
    return new Uint8Array(await blob.slice(start, start + SLICE).arrayBuffer());
  } catch (error) {
    if (error instanceof GeobitError) throw error;
    throw refuse(
      `The file could not be read, perhaps it was changed or removed meanwhile: ${messageOf(error)}`,
      error,
    );
  }
}
