import { GeobitError, messageOf } from "./error.js";
import { isLocalFile, localFile } from "./platform.js";

/** @import { Watch } from "./source.js" */

/** How often a download that broke off is taken up again by itself, and how long before, ms. */
const MOST_TRIES = 4;
const WAIT_MS = 400;

/**
 * What a download writes to.
 * @typedef {object} Target
 * @property {() => Promise<{ bytes: number, etag?: string }>} begun what is there of an earlier download
 * @property {(etag: string | undefined) => Promise<void>} note keeps the mark of the version that is being downloaded
 * @property {(at: number, bytes: Uint8Array) => Promise<void>} write
 * @property {() => Promise<string>} digest of all that is there
 * @property {() => Promise<void>} drop
 */

/**
 * Downloads a file, goes on where an earlier download was cut, and checks the whole by its SHA-256.
 * @param {URL} url
 * @param {{ bytes: number, sha256: string }} expected
 * @param {Target} target
 * @param {Watch} watch
 */
export async function download(url, expected, target, watch) {
  for (let tries = 0; ; tries++) {
    watch.check();
    const { bytes, etag } = await target.begun();
    const from = bytes > expected.bytes ? 0 : bytes;
    try {
      if (from < expected.bytes) await transfer(url, expected.bytes, { from, etag }, target, watch);
    } catch (error) {
      watch.check();
      if (error instanceof GeobitError && error.code === "badPack") await target.drop();
      if (!(error instanceof Cut)) throw error;
      if (tries + 1 >= MOST_TRIES) throw error.refusal(url, (await target.begun()).bytes);
      await new Promise((resolve) => setTimeout(resolve, WAIT_MS * 2 ** tries));
      continue;
    }
    watch.check();
    if ((await target.digest()) === expected.sha256) return;
    await target.drop();
    // What was there before may be of another version of the file.
    if (from > 0 && tries + 1 < MOST_TRIES) continue;
    throw altered(url);
  }
}

/** A connection that broke off, which may be taken up again. */
class Cut extends Error {
  /** @param {URL} url @param {number} bytes that are kept */
  refusal(url, bytes) {
    const message = `The download of ${url.href} broke off (${this.message}); ${bytes} bytes are kept, and the next try goes on from there.`;
    return new GeobitError("badOption", message, { field: "source" }, this);
  }
}

/** @param {URL} url */
const altered = (url) =>
  new GeobitError(
    "badPack",
    `${url.href} is not the file that the catalogue names: its SHA-256 is another. It was altered, or the catalogue is older than it. Nothing of it is kept.`,
  );

/**
 * @param {URL} url @param {number} total @param {{ from: number, etag?: string }} begun @param {Target} target @param {Watch} watch
 */
async function transfer(url, total, { from, etag }, target, watch) {
  if (isLocalFile(url)) {
    const bytes = await (await localFile(url)).read();
    if (bytes.length !== total) throw altered(url);
    return target.write(0, new Uint8Array(bytes));
  }
  const response = await ask(url, from, etag, watch);
  if (![0, total].includes(sizeIn(response))) throw altered(url);
  let at = response.status === 206 ? from : 0;
  await target.note(response.headers.get("etag") ?? undefined);
  watch.progress("download", at, total);
  const reader = response.body?.getReader();
  const stop = () => void reader?.cancel().catch(() => {});
  try {
    for (;;) {
      const part = await reader?.read().catch((error) => {
        watch.check();
        throw new Cut(messageOf(error));
      });
      watch.check();
      if (!part || part.done) break;
      if (at + part.value.length > total) throw altered(url);
      // The bytes are handed over, so their number is asked for before.
      const { length } = part.value;
      await target.write(at, part.value);
      at += length;
      watch.progress("download", at, total);
    }
  } catch (error) {
    stop();
    throw error;
  }
  if (at < total) throw new Cut(`after ${at} of ${total} bytes`);
}

/** Asks for a file from a byte on. A server that ignores that answers with the whole. @param {URL} url @param {number} from @param {string | undefined} etag @param {Watch} watch */
async function ask(url, from, etag, watch) {
  /** @type {Record<string, string>} */
  const headers = from > 0 ? { range: `bytes=${from}-` } : {};
  // A weak mark does not stand for the same bytes.
  if (from > 0 && etag && !etag.startsWith("W/")) headers["if-range"] = etag;
  const response = await fetch(url, { headers, cache: "no-store", signal: watch.signal }).catch((error) => {
    watch.check();
    throw new Cut(messageOf(error?.cause ?? error));
  });
  if (response.status === 416 || (response.status === 206 && !startsAt(response, from)))
    return ask(url, 0, undefined, watch);
  if (response.ok) return response;
  const status = `${response.status} ${response.statusText}`.trim();
  if (response.status >= 500) throw new Cut(`the server answered “${status}”`);
  const message = `The server answered “${status}” for ${url.href}.`;
  throw new GeobitError("badOption", message, { field: "source" });
}

/** Returns the size of the whole file, or 0 where the server does not tell. @param {Response} response */
function sizeIn({ status, headers }) {
  if (status === 206) return Number((headers.get("content-range") ?? "").split("/")[1]) || 0;
  return headers.has("content-encoding") ? 0 : Number(headers.get("content-length") ?? 0);
}

/** @param {Response} response @param {number} from */
const startsAt = (response, from) =>
  from > 0 && (response.headers.get("content-range") ?? "").startsWith(`bytes ${from}-`);
