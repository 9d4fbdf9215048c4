import { GeobitError, messageOf } from "./error.js";
import { isLocalFile, kindOf, localFile, resolveUrl } from "./platform.js";

/** More than this is refused before a byte is read: the columns of such a file would not fit in a tab. */
export const LARGEST_FILE = 1024 ** 3;

/**
 * Watches one load: reports its progress, and `check` throws once it is not wanted any more.
 * @typedef {object} Watch
 * @property {(phase: "download" | "read" | "index", done: number, total: number) => void} progress
 * @property {() => void} check
 * @property {AbortSignal} [signal]
 */

/**
 * Whatever the caller has, as a Blob of at most `LARGEST_FILE` bytes, with the name it carries if it has one.
 * @param {unknown} source
 * @param {Watch} watch
 * @returns {Promise<{ blob: Blob, name?: string }>}
 */
export async function toBlob(source, watch) {
  watch.check();
  switch (kindOf(source)) {
    case "Blob":
      return { blob: sized(/** @type {Blob} */ (source)) };
    case "File":
      return { blob: sized(/** @type {File} */ (source)), name: /** @type {File} */ (source).name };
    case "ArrayBuffer":
    case "Uint8Array":
      limit(/** @type {ArrayBuffer} */ (source).byteLength);
      return { blob: new Blob([/** @type {ArrayBuffer} */ (source)]) };
    case "Response":
      return fromResponse(/** @type {Response} */ (source), watch);
    case "String":
    case "URL":
      return fetchBlob(/** @type {string | URL} */ (source), watch);
    default:
      throw refuse(
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
    throw refuse(`“${address}” is not a URL.`);
  });
  try {
    if (isLocalFile(url)) {
      const file = await localFile(url);
      limit(file.size);
      return { blob: new Blob([await file.read()]), name: nameOf(url) };
    }
    const response = await fetch(url, { signal: watch.signal });
    return { blob: await download(response, watch), name: nameOf(url) };
  } catch (error) {
    watch.check();
    if (error instanceof GeobitError) throw error;
    throw refuse(`${url.href} could not be read: ${reasonOf(error)}.`, error);
  }
}

/** @param {Response} response @param {Watch} watch */
async function fromResponse(response, watch) {
  const name = response.url ? nameOf(new URL(response.url)) : undefined;
  return { blob: await download(response, watch), name };
}

/** The last part of a path; what follows a `?` may be a secret. @param {URL} url */
function nameOf({ protocol, pathname }) {
  if (!/^(https?|file):$/.test(protocol)) return undefined;
  const part = pathname.slice(pathname.lastIndexOf("/") + 1);
  try {
    return decodeURIComponent(part) || undefined;
  } catch {
    return part; // a lone % is allowed in a path
  }
}

/**
 * @param {Response} response
 * @param {Watch} watch
 */
async function download(response, watch) {
  if (!response.ok) {
    const status = `${response.status} ${response.statusText}`.trim();
    throw refuse(`The server answered “${status}”${response.url ? ` for ${response.url}` : ""}.`);
  }
  if (response.bodyUsed) throw refuse("This response has been read already; load a clone of it.");
  // A compressed answer states its compressed length, which says nothing about the bytes that arrive here.
  const total = response.headers.has("content-encoding")
    ? 0
    : Number(response.headers.get("content-length") ?? 0);
  limit(total);
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
      limit(done);
      watch.progress("download", done, total);
    }
    watch.check();
  } catch (error) {
    stop();
    watch.check();
    if (error instanceof TypeError)
      throw refuse(`The download broke off after ${done} bytes: ${reasonOf(error)}.`, error);
    throw error;
  } finally {
    watch.signal?.removeEventListener("abort", stop);
  }
  return new Blob(parts);
}

/** @param {Blob} blob */
function sized(blob) {
  limit(blob.size);
  return blob;
}

/** @param {number} bytes */
export function limit(bytes) {
  if (bytes <= LARGEST_FILE) return;
  const size = (bytes / 1024 ** 3).toFixed(2);
  const message = `The source has ${size} GiB; at most 1 GiB can be loaded. Cut it to a region or a range of years first.`;
  throw new GeobitError("tooLarge", message);
}

/** @param {unknown} error */
const reasonOf = (error) =>
  messageOf(/** @type {any} */ (error)?.cause instanceof Error ? /** @type {any} */ (error).cause : error);

/** @param {string} message @param {unknown} [cause] */
export const refuse = (message, cause) => new GeobitError("badOption", message, { field: "source" }, cause);
