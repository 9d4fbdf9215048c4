/** @import { Call, Source } from "./feed.js" */

/** A file that is combined with others or filtered, and how it was loaded. @typedef {{ file: number, source: Source, options: object }} Part */

/**
 * What a combination has to know about the engine.
 * @typedef {object} Files
 * @property {(file: number) => boolean} isLoaded whether the engine holds a file
 * @property {() => number} nextNumber returns a number for another file
 */

/**
 * Files that are loaded as one, or one of which a part is loaded. It keeps their sources, so that it can be made again in another engine, and after the files
 * were closed.
 */
export class Combination {
  #parts;
  #files;
  #method;

  /** @param {Part[]} parts @param {Files} files @param {"combine" | "filter"} method of the engine that makes one file of them */
  constructor(parts, files, method) {
    this.#parts = parts;
    this.#files = files;
    this.#method = method;
  }

  /**
   * Makes it in the engine. Those that it does not hold are loaded for as long as that takes.
   * @param {Call} call
   * @param {number} file the number by which the engine knows the combination from now on
   * @param {object} options
   * @param {(file: number, source: Source, options: object) => Promise<unknown>} load
   */
  async make(call, file, options, load) {
    /** @type {Map<Part, number>} */
    const loaded = new Map();
    const isMissing = (/** @type {Part} */ part) => !loaded.has(part) && !this.#files.isLoaded(part.file);
    try {
      // A file may be closed while another one is loaded, so that the last look at all of them is followed by the call.
      for (let part = this.#parts.find(isMissing); part; part = this.#parts.find(isMissing)) {
        const number = this.#files.nextNumber();
        await load(number, part.source, part.options);
        loaded.set(part, number);
      }
      const numbers = this.#parts.map((part) => loaded.get(part) ?? part.file);
      return await call(this.#method, [file, numbers, options]);
    } finally {
      // This fails if the engine itself is gone, and then there is nothing to release.
      for (const number of loaded.values()) await call("release", [number]).catch(() => {});
    }
  }
}
