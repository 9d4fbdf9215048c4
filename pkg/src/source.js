import { shorten } from "./checks.js";
import { GeobitError, isOutOfMemory, messageOf } from "./error.js";
import { classNameOf, isLocalFile, localFile, resolveUrl } from "./platform.js";

/** A message repeats at most this much of an address, which may hold the data itself. */
const LONGEST_ADDRESS = 200;

/** Larger sources are refused before a byte is read, because their columns would not fit into the memory of a tab. */
export const LARGEST_FILE = 1024 ** 3;

/**
 * Follows one load: `progress` reports how far it is, and `check` throws once it has been aborted or closed.
 * @typedef {object} Watch
 * @property {(phase: "download" | "read" | "index", done: number, total: number) => void} progress
 * @property {() => void} check
 * @property {AbortSignal} [signal]
 */

/** Returns whether a source has to be fetched or downloaded. @param {unknown} source */
export const isRemote = (source) => ["String", "URL", "Response"].includes(classNameOf(source));

/**
 * Converts a source to a Blob of at most `LARGEST_FILE` bytes. The name is that of the file or of the URL, if it has
 * one.
 * @param {unknown} source
 * @param {Watch} watch
 * @returns {Promise<{ blob: Blob, name?: string }>}
 */
export async function toBlob(source, watch) {
  watch.check();
  try {
    return await readSource(source, watch);
  } catch (error) {
    if (error instanceof GeobitError) throw error;
    watch.check();
    if (isOutOfMemory(error)) throw noRoomFor(0, error);
    throw sourceError(`The source cannot be read: ${reasonOf(error)}.`, error);
  }
}

/**
 * @param {unknown} source
 * @param {Watch} watch
 * @returns {Promise<{ blob: Blob, name?: string }>}
 */
async function readSource(source, watch) {
  switch (classNameOf(source)) {
    case "Blob":
      return { blob: checkedBlob(/** @type {Blob} */ (source)) };
    case "File":
      return { blob: checkedBlob(/** @type {File} */ (source)), name: /** @type {File} */ (source).name };
    case "ArrayBuffer":
    case "Uint8Array":
      checkSize(/** @type {ArrayBuffer} */ (source).byteLength);
      return { blob: new Blob([copyIfShared(/** @type {ArrayBuffer | Uint8Array} */ (source))]) };
    case "Response":
      return fromResponse(/** @type {Response} */ (source), watch);
    case "String":
    case "URL":
      return fetchBlob(/** @type {string | URL} */ (source), watch);
    default:
      throw sourceError(
        "A snapshot is loaded from an ArrayBuffer, a Uint8Array, a Blob or File, a Response or a URL, or from columns { lon, lat, day }.",
      );
  }
}

/**
 * @param {string | URL} address
 * @param {Watch} watch
 */
async function fetchBlob(address, watch) {
  const url = await resolveUrl(String(address)).catch(() => {
    throw sourceError(`“${shorten(String(address))}” is not a URL.`);
  });
  try {
    if (isLocalFile(url)) {
      const file = await localFile(url);
      checkSize(file.size);
      return { blob: new Blob([await file.read()]), name: nameOf(url) };
    }
    const response = await fetch(url, { signal: watch.signal });
    return { blob: await download(response, watch), name: nameOf(url) };
  } catch (error) {
    watch.check();
    if (error instanceof GeobitError) throw error;
    if (isOutOfMemory(error)) throw noRoomFor(0, error);
    throw sourceError(`${url.href.slice(0, LONGEST_ADDRESS)} could not be read: ${reasonOf(error)}.`, error);
  }
}

/** @param {Response} response @param {Watch} watch */
async function fromResponse(response, watch) {
  const name = response.url ? nameOf(new URL(response.url)) : undefined;
  return { blob: await download(response, watch), name };
}

/** Returns the last part of the path. The query is left out, because it may hold a secret. @param {URL} url */
function nameOf({ protocol, pathname }) {
  if (!/^(https?|file):$/.test(protocol)) return undefined;
  const part = pathname.slice(pathname.lastIndexOf("/") + 1);
  try {
    return decodeURIComponent(part) || undefined;
  } catch {
    return part; // A path may hold a % that encodes nothing.
  }
}

/**
 * @param {Response} response
 * @param {Watch} watch
 */
async function download(response, watch) {
  if (!response.ok) {
    const status = `${response.status} ${response.statusText}`.trim();
    throw sourceError(`The server answered “${status}”${response.url ? ` for ${response.url}` : ""}.`);
  }
  if (response.bodyUsed) throw sourceError("This response has been read already; load a clone of it.");
  // The length of a compressed response is the compressed one, and not that of the bytes which arrive here.
  const total = response.headers.has("content-encoding")
    ? 0
    : Number(response.headers.get("content-length") ?? 0);
  checkSize(total);
  const reader = response.body?.getReader();
  const stop = () => void reader?.cancel().catch(() => {});
  watch.signal?.addEventListener("abort", stop, { once: true });
  /** @type {Uint8Array<ArrayBuffer>[]} */
  const parts = [];
  let done = 0;
  try {
    watch.progress("download", done, total);
    for (let part = await reader?.read(); part && !part.done; part = await reader?.read()) {
      watch.check();
      parts.push(part.value);
      done += part.value.length;
      checkSize(done);
      watch.progress("download", done, total);
    }
    watch.check();
  } catch (error) {
    stop();
    watch.check();
    if (error instanceof TypeError)
      throw sourceError(`The download broke off after ${done} bytes: ${reasonOf(error)}.`, error);
    throw error;
  } finally {
    watch.signal?.removeEventListener("abort", stop);
  }
  return new Blob(parts);
}

/** Larger files are not read as routes: an archive of a route and its photographs is smaller. */
const LARGEST_ROUTE_FILE = 256 * 1024 ** 2;

/** Returns the bytes of a file of routes. @param {Blob} blob */
export async function bytesOf(blob) {
  if (blob.size > LARGEST_ROUTE_FILE) {
    const message = `The source has ${(blob.size / 1024 ** 2).toFixed(0)} MiB; at most 256 MiB are read as routes.`;
    throw new GeobitError("tooLarge", message);
  }
  return readBytes(blob);
}

/** The number of first bytes that tell what a table is. */
const INSPECTED_BYTES = 1024 ** 2;
/** An archive shows what it holds at its end, and JSON when it is complete. Of larger ones, only the beginning is looked at. */
const LARGEST_WHOLE_FILE = 64 * 1024 ** 2;
const BYTES = {
  blank: [0x20, 0x09, 0x0a, 0x0d],
  mark: [0xef, 0xbb, 0xbf],
  whole: [0x7b, 0x5b, 0x1e, 0x3c, 0x50, 0x1f],
};

/**
 * Returns as much of a file as tells what it is, and whether that is all of it.
 * @param {Blob} blob
 * @returns {Promise<{ bytes: Uint8Array, isComplete: boolean }>}
 */
export async function firstBytesOf(blob) {
  const head = await readBytes(blob.slice(0, INSPECTED_BYTES));
  if (head.length === blob.size) return { bytes: head, isComplete: true };
  const first = head.find((byte) => !BYTES.blank.includes(byte) && !BYTES.mark.includes(byte)) ?? 0;
  if (!BYTES.whole.includes(first) || blob.size > LARGEST_WHOLE_FILE)
    return { bytes: head, isComplete: false };
  return { bytes: await readBytes(blob), isComplete: true };
}

/** Returns whether a file begins as a zip archive, which a workbook is. @param {Blob} blob */
export async function isZip(blob) {
  const [first, second] = await readBytes(blob.slice(0, 2));
  return first === 0x50 && second === 0x4b;
}

/** How a Parquet file begins and ends. */
const PARQUET = "PAR1";
/** The key under which a pack has its header, as it stands in the footer: a field that is a text of six bytes, and the field behind it. */
const PACK_KEY = "\x18\x06geobit\x18";

/**
 * Returns whether a file is a pack, by its first bytes and its footer. A pack in an archive, or with a footer that another program
 * has written in another way, is recognised by whoever reads the file.
 * @param {Blob} blob
 */
export async function looksLikePack(blob) {
  if ((await readLatin1(blob.slice(0, PARQUET.length))) !== PARQUET) return false;
  const end = await readBytes(blob.slice(-8));
  if (end.length < 8) return false;
  const footerBytes = new DataView(end.buffer, end.byteOffset).getUint32(0, true);
  return (await readLatin1(blob.slice(-8 - footerBytes, -8))).includes(PACK_KEY);
}

/**
 * Returns whether the options of a load say what the columns mean. Then a pack is read as any other file.
 * @param {any} options
 */
export const saysWhatColumnsMean = ({ mapping, layout }) => mapping != null || layout != null;

/** @param {Blob} blob */
const readLatin1 = async (blob) => new TextDecoder("latin1").decode(await readBytes(blob));

/** @param {Blob} blob */
async function readBytes(blob) {
  try {
    return new Uint8Array(await blob.arrayBuffer());
  } catch (error) {
    if (isOutOfMemory(error)) throw noRoomFor(blob.size, error);
    throw sourceError(
      `The file could not be read; it may have been changed or removed: ${messageOf(error)}`,
      error,
    );
  }
}

/** @param {Blob} blob */
function checkedBlob(blob) {
  checkSize(blob.size);
  return blob;
}

/**
 * Returns bytes in a buffer of which a blob can be made: not one that is shared between threads or can be resized.
 * @param {ArrayBuffer | Uint8Array} source
 * @returns {BufferSource}
 */
function copyIfShared(source) {
  const buffer = ArrayBuffer.isView(source) ? source.buffer : source;
  const isOrdinary = classNameOf(buffer) === "ArrayBuffer" && !(/** @type {any} */ (buffer).resizable);
  return isOrdinary
    ? /** @type {BufferSource} */ (source)
    : new Uint8Array(/** @type {any} */ (source)).slice();
}

/** Refuses a source that is too large. @param {number} bytes */
export function checkSize(bytes) {
  if (bytes <= LARGEST_FILE) return;
  if (!Number.isInteger(bytes)) throw sourceError("The source has no size in bytes.");
  const size = (bytes / 1024 ** 3).toFixed(2);
  const message = `The source has ${size} GiB; at most 1 GiB can be loaded. Cut it to a region or a range of years first.`;
  throw new GeobitError("tooLarge", message);
}

/**
 * Returns the error for a source whose bytes JavaScript cannot hold.
 * @param {number} bytes that were asked for, or 0 if that is not known
 * @param {unknown} cause
 */
export function noRoomFor(bytes, cause) {
  const what = bytes > 0 ? `another ${(bytes / 1e6).toFixed(1)} MB of this source` : "this source";
  const message = `There is no memory for ${what}. Cut it to a region or a range of years first, or close other snapshots.`;
  return new GeobitError("tooLarge", message, { field: "source" }, cause);
}

/** @param {unknown} error */
const reasonOf = (error) =>
  messageOf(/** @type {any} */ (error)?.cause instanceof Error ? /** @type {any} */ (error).cause : error);

/** @param {string} message @param {unknown} [cause] */
export const sourceError = (message, cause) =>
  new GeobitError("badOption", message, { field: "source" }, cause);
