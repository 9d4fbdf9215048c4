import { PackLoader, Receiver } from "../wasm/geobit.js";
import { isRefusal } from "./error.js";
import { Readers } from "./readers.js";

/** @import { EngineSnapshot } from "../wasm/geobit.js" */
/** @import { FileReader } from "../wasm/geobit_readers.js" */

/** The bytes of a pack out of an archive are passed on in pieces, so that they are never copied as a whole. */
const PIECE_BYTES = 4 * 1024 ** 2;

/**
 * A file that is being read. The readers read it piece by piece and hand over what is in it, and the core receives that. It has the
 * methods of `PackLoader`, which loads what needs no readers.
 */
export class Reading {
  #options;
  #receiver;
  /** @type {Readers | undefined} */
  #readers;
  /** @type {FileReader | undefined} */
  #reader;
  /** What the core has thrown when it received something. @type {unknown} */
  #refusal;

  /** @param {object} options */
  constructor(options) {
    this.#options = options;
    this.#receiver = new Receiver(options);
  }

  /** @param {WebAssembly.Module} module @param {number} size of the file in bytes */
  async begin(module, size) {
    this.#readers = await Readers.start(module);
    this.#reader = this.#readers.use(({ FileReader }) => new FileReader(this.#options, size, this.#receive));
  }

  /** @param {Uint8Array} chunk */
  push(chunk) {
    this.#read((reader) => reader.push(chunk));
  }

  /** Ends the file. Whether that succeeds or not, nothing is left to be freed. @returns {EngineSnapshot} */
  finish() {
    const pack = this.#finishReader();
    // The memory of the readers is given back before the core needs more to build the index.
    this.#readers?.end();
    if (!pack) return this.#receiver.finish();
    this.#receiver.free();
    return loadPack(pack, this.#options);
  }

  /** Returns the bytes of a pack that was in an archive. */
  #finishReader() {
    try {
      return this.#read((reader) => {
        this.#reader = undefined;
        return reader.finish();
      });
    } catch (error) {
      this.free();
      throw error;
    }
  }

  /** Frees everything, in the middle of the file. */
  free() {
    if (this.#readers?.alive) this.#reader?.free();
    this.#reader = undefined;
    this.#readers?.end();
    // A core that has failed is replaced as a whole.
    if (this.#refusal === undefined || isRefusal(this.#refusal)) this.#receiver.free();
  }

  /** Takes a block, which lies in the memory of the readers. */
  #receive = (/** @type {Uint8Array} */ block) => {
    try {
      this.#receiver.push(block);
    } catch (thrown) {
      this.#refusal = thrown;
      throw thrown;
    }
  };

  /**
   * @template T
   * @param {(reader: FileReader) => T} work
   * @returns {T}
   */
  #read(work) {
    const [readers, reader] = [this.#readers, this.#reader];
    if (!readers || !reader) throw new Error("this file has not been begun");
    try {
      return readers.use(() => work(reader));
    } catch (error) {
      // It was the core that failed or refused, which its caller has to know.
      throw this.#refusal ?? error;
    }
  }
}

/** @param {Uint8Array} pack @param {object} options @returns {EngineSnapshot} */
function loadPack(pack, options) {
  const loader = new PackLoader(options, pack.length);
  try {
    for (let at = 0; at < pack.length; at += PIECE_BYTES) loader.push(pack.subarray(at, at + PIECE_BYTES));
  } catch (error) {
    loader.free();
    throw error;
  }
  return loader.finish();
}
