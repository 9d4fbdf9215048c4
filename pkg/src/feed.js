import { GeobitError, inWords } from "./error.js";
import { refuse } from "./source.js";

/** @import { Watch } from "./source.js" */
/** @import { Summary } from "../geobit.d.ts" */

/** Bytes handed over at a time: small enough for prompt progress and aborts, large enough that the hops cost nothing. */
const SLICE = 4 * 1024 * 1024;

/** @typedef {(method: string, args: unknown[], transfer?: Transferable[]) => Promise<any>} Ask */

/**
 * Feeds a file to the engine slice by slice; nothing of it stays there if this throws.
 * @param {Ask} ask
 * @param {number} file the number the file is known by from now on
 * @param {Blob} blob
 * @param {object} options of the engine's loader
 * @param {Watch} [watch]
 * @returns {Promise<Summary>}
 */
export async function feed(ask, file, blob, options, watch) {
  await ask("begin", [file, options]);
  try {
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
  } catch (error) {
    // Where the engine itself is gone there is nothing to release.
    await ask("release", [file]).catch(() => {});
    throw error;
  }
}

/** @param {Blob} blob @param {number} start */
async function readSlice(blob, start) {
  try {
    return new Uint8Array(await blob.slice(start, start + SLICE).arrayBuffer());
  } catch (error) {
    if (error instanceof GeobitError) throw error;
    throw refuse(
      `The file could not be read, perhaps it was changed or removed meanwhile: ${inWords(error)}`,
      error,
    );
  }
}
