// The log of all that Chromium sends, as its own network part keeps it: requests of pages, workers and of the browser itself, with their
// headers and bytes, names that are looked up, and datagrams.
import { readFile } from "node:fs/promises";

/** The switches that write it. @param {string} path */
export const netLogSwitches = (path) => [`--log-net-log=${path}`, "--net-log-capture-mode=Everything"];

/** @typedef {{ type: string, at: number, params: Record<string, any> }} NetEvent `at` in milliseconds since 1970 */

/** Reads the log, after the browser has ended. @param {string} path */
export async function readNetLog(path) {
  const text = await readFile(path, "utf8");
  const { constants, events } = JSON.parse(text);
  const names = Object.fromEntries(
    Object.entries(constants.logEventTypes).map(([name, id]) => [String(id), name]),
  );
  /** @type {NetEvent[]} */
  const list = events.map((/** @type {any} */ { type, time, params = {} }) => ({
    type: names[type],
    at: Number(time) + constants.timeTickOffset,
    params,
  }));
  return { text, list };
}

/** The addresses that were asked for, of whatever kind, after a time. @param {NetEvent[]} list @param {number} from */
export const askedFor = (list, from) => [
  ...new Set(
    list.flatMap(({ type, at, params }) => {
      if (at < from) return [];
      if (type === "URL_REQUEST_START_JOB" || type === "CORS_REQUEST") return params.url ?? [];
      if (type === "HOST_RESOLVER_MANAGER_REQUEST") return params.host ? `name ${params.host}` : [];
      // A connection by which nothing is sent is how the browser finds out whether it has one.
      if (type === "UDP_BYTES_SENT") return `datagram ${params.address ?? ""}`;
      return [];
    }),
  ),
];

/** All that was sent, in bytes. @param {NetEvent[]} list */
export const bytesSent = (list) =>
  Buffer.concat(
    list.flatMap(({ type, params }) =>
      /BYTES_SENT$/.test(type) && params.bytes ? Buffer.from(params.bytes, "base64") : [],
    ),
  );
