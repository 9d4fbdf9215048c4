import { GeobitError, messageOf } from "./error.js";
import { isNode } from "./platform.js";

/** The folder in the browser's private file system of the page's origin. */
const FOLDER = "geobit-packs";
/** Files are read in pieces of this size. */
const PIECE_BYTES = 4 * 1024 ** 2;

/**
 * A file that is open for writing.
 * @typedef {object} Writer
 * @property {(bytes: Uint8Array, at: number) => unknown} write
 * @property {() => unknown} close
 */

/** The files of this thread where there is no file system of the browser. @type {Map<string, Uint8Array<ArrayBuffer>>} */
const inMemory = new Map();

/**
 * The files of packs: in the browser's private file system, by synchronous handles where this is a worker, or in the memory of this
 * thread in Node.
 */
export class PackFiles {
  /** @type {Map<string, Promise<Writer>>} */
  #writers = new Map();

  /** Returns the names and the sizes of all files. @returns {Promise<{ name: string, bytes: number }[]>} */
  list() {
    return explain(async () => {
      if (isNode) return [...inMemory].map(([name, { length }]) => ({ name, bytes: length }));
      const found = [];
      for await (const handle of /** @type {any} */ (await folder()).values())
        if (handle.kind === "file") found.push({ name: handle.name, bytes: (await handle.getFile()).size });
      return found;
    });
  }

  /**
   * Writes the next bytes of a file, which stays open. What lies behind them is cut off.
   * @param {string} name @param {number} at @param {Uint8Array<ArrayBuffer>} bytes
   */
  append(name, at, bytes) {
    return explain(async () => {
      if (!this.#writers.has(name)) this.#writers.set(name, openWriter(name));
      try {
        await (await this.#writers.get(name))?.write(bytes, at);
      } catch (error) {
        await this.close(name).catch(() => {});
        throw error;
      }
    });
  }

  /** @param {string} name */
  close(name) {
    const writer = this.#writers.get(name);
    this.#writers.delete(name);
    return explain(async () => (await writer)?.close());
  }

  /** Returns a file; nothing of it is read yet. @param {string} name @returns {Promise<Blob>} */
  read(name) {
    return explain(async () => {
      if (isNode) return new Blob([inMemory.get(name) ?? new Uint8Array()]);
      return (await (await folder()).getFileHandle(name)).getFile();
    });
  }

  /** Hands over a file piece by piece. @param {string} name @param {(piece: Uint8Array) => void} take */
  async eachPiece(name, take) {
    const file = await this.read(name);
    await explain(async () => {
      for (let at = 0; at < file.size; at += PIECE_BYTES)
        take(new Uint8Array(await file.slice(at, at + PIECE_BYTES).arrayBuffer()));
    });
  }

  /** @param {string} name */
  async remove(name) {
    await this.close(name).catch(() => {});
    return explain(async () => {
      if (isNode) inMemory.delete(name);
      else
        await (await folder()).removeEntry(name).catch((error) => {
          if (error.name !== "NotFoundError") throw error;
        });
    });
  }
}

async function folder() {
  const { storage } = globalThis.navigator ?? {};
  if (!storage?.getDirectory) throw new Error("this browser gives this page no room for files");
  return (await storage.getDirectory()).getDirectoryHandle(FOLDER, { create: true });
}

/** @param {string} name @returns {Promise<Writer>} */
async function openWriter(name) {
  if (isNode) return { write: (bytes, at) => writeInMemory(name, bytes, at), close() {} };
  const handle = await (await folder()).getFileHandle(name, { create: true });
  if ("createSyncAccessHandle" in handle) {
    const file = await /** @type {any} */ (handle).createSyncAccessHandle();
    return {
      write(bytes, at) {
        file.truncate(at);
        if (file.write(bytes, { at }) !== bytes.length) throw new DOMException("", "QuotaExceededError");
        file.flush();
      },
      close: () => file.close(),
    };
  }
  const file = await /** @type {any} */ (handle).createWritable({ keepExistingData: true });
  return {
    async write(bytes, at) {
      await file.truncate(at);
      await file.write({ type: "write", position: at, data: bytes });
    },
    close: () => file.close(),
  };
}

/** @param {string} name @param {Uint8Array} bytes @param {number} at */
function writeInMemory(name, bytes, at) {
  const before = inMemory.get(name)?.subarray(0, at) ?? new Uint8Array();
  const after = new Uint8Array(at + bytes.length);
  after.set(before);
  after.set(bytes, at);
  inMemory.set(name, after);
}

/**
 * Carries out what the browser may refuse, and says so in words.
 * @template T
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
async function explain(work) {
  try {
    return await work();
  } catch (error) {
    if (error instanceof GeobitError) throw error;
    throw new GeobitError("noStorage", sentenceFor(error), undefined, error);
  }
}

/** @param {any} error */
function sentenceFor(error) {
  if (error?.name === "QuotaExceededError")
    return "There is no room for this pack: the storage of this browser for this page is full. Remove a pack, or free space on the disk. What was kept before stays.";
  if (error?.name === "NoModificationAllowedError")
    return "Another tab is writing this pack. Wait until it is done there. What was kept before stays.";
  return `This browser does not let the page keep packs (${messageOf(error)}); private windows and blocked site data do that. What is loaded stays.`;
}
