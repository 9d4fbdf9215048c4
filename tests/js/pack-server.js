// A static server as a field office may have one: it knows ranges and marks versions, and can be told to cut, to ignore ranges, or to
// send something else.
import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { extname, join } from "node:path";

const TYPES = /** @type {Record<string, string>} */ ({
  ".html": "text/html",
  ".js": "text/javascript",
  ".css": "text/css",
  ".json": "application/json",
  ".csv": "text/csv",
  ".svg": "image/svg+xml",
  ".wasm": "application/wasm",
});

/**
 * @typedef {object} Faults
 * @property {number} [cutAfter] ends the connection after so many bytes of a pack, once
 * @property {number} [holdAfter] sends so many bytes of a pack, and never the rest
 * @property {boolean} [ignoreRange] sends the whole, whatever is asked for
 * @property {(path: string, content: Buffer) => Buffer} [alter] changes what is sent
 * @property {boolean} [offline] ends every connection
 */

/**
 * @param {Record<string, string>} folders URL prefix -> folder; `move()` changes them
 * @param {Record<string, string>} [headers] sent with every file
 */
export async function servePacks(folders, headers = {}) {
  /** @type {Faults} */
  let faults = {};
  let places = folders;
  /** @type {{ path: string, range?: string, ifRange?: string }[]} */
  const asked = [];
  const server = createServer(async (request, response) => {
    const path = new URL(request.url ?? "/", "http://localhost").pathname;
    const { range, "if-range": ifRange } = request.headers;
    asked.push({ path, range, ifRange: /** @type {string | undefined} */ (ifRange) });
    if (faults.offline) return response.destroy();
    const prefix = Object.keys(places)
      .sort((a, b) => b.length - a.length)
      .find((start) => path.startsWith(start));
    /** @type {Buffer} */
    let content;
    try {
      content = await readFile(join(places[prefix ?? ""], path.slice(prefix?.length) || "index.html"));
    } catch {
      return response.writeHead(404).end();
    }
    content = faults.alter?.(path, content) ?? content;
    const etag = `"${createHash("sha256").update(content).digest("hex").slice(0, 16)}"`;
    const first = Number(/^bytes=(\d+)-$/.exec(range ?? "")?.[1] ?? 0);
    const isPart = first > 0 && !faults.ignoreRange && (ifRange === undefined || ifRange === etag);
    const body = isPart ? content.subarray(first) : content;
    response.writeHead(isPart ? 206 : 200, {
      ...headers,
      etag,
      "accept-ranges": "bytes",
      "content-type": TYPES[extname(path) || ".html"] ?? "application/octet-stream",
      "content-length": body.length,
      ...(isPart && { "content-range": `bytes ${first}-${content.length - 1}/${content.length}` }),
    });
    const { cutAfter, holdAfter } = faults;
    const isPack = /\.(parquet|roads)$/.test(path);
    if (holdAfter !== undefined && isPack) return response.write(body.subarray(0, holdAfter));
    if (cutAfter === undefined || !isPack) return response.end(body);
    faults = { ...faults, cutAfter: undefined };
    response.write(body.subarray(0, cutAfter), () => setTimeout(() => response.destroy(), 50));
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve(undefined)));
  const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());
  return {
    origin: `http://127.0.0.1:${port}`,
    asked,
    /** @param {Faults} next */
    fail(next) {
      faults = next;
    },
    /** @param {Record<string, string>} next */
    move(next) {
      places = next;
    },
    close() {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve(undefined)));
    },
  };
}
