// What the browser tests share: a static server for a folder, a browser, and a record of what a page did wrong.
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { extname, join, normalize, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { gunzipSync } from "node:zlib";
import { chromium } from "playwright";
import { fixtures } from "../js/data.js";

export const root = fileURLToPath(new URL("../../", import.meta.url));

const TYPES = /** @type {Record<string, string>} */ ({
  ".html": "text/html",
  ".js": "text/javascript",
  ".mjs": "text/javascript",
  ".css": "text/css",
  ".json": "application/json",
  ".csv": "text/csv",
  ".svg": "image/svg+xml",
  ".wasm": "application/wasm",
});

/**
 * The path of an uncompressed copy of a file of real data, made on the first call and deleted when the process ends.
 * @param {string} name
 */
export function realData(name) {
  uncompressed ??= mkdtempSync(join(tmpdir(), "geobit-data-"));
  const path = join(uncompressed, name);
  if (!existsSync(path)) writeFileSync(path, gunzipSync(readFileSync(join(fixtures, "data", `${name}.gz`))));
  return path;
}

/** @type {string | undefined} */
let uncompressed;
process.once("exit", () => {
  if (uncompressed) rmSync(uncompressed, { recursive: true });
});

/** Returns the folder of the built page, and its own policy. */
export async function builtPage() {
  const dist = join(root, "www/dist");
  const html = await readFile(join(dist, "index.html"), "utf8").catch(() => {
    throw new Error(
      "The page is not built; build it with: cargo xtask build && cargo xtask demo && npm run build -w www",
    );
  });
  const policy = /http-equiv="Content-Security-Policy" content="([^"]+)"/
    .exec(html)?.[1]
    .replaceAll(/&#39;|&apos;/g, "'");
  if (!policy) throw new Error("The built page sets no content security policy");
  return { dist, headers: { "content-security-policy": policy } };
}

/** Serves the built page, with its own policy on every file: a worker obeys only the policy that comes with its script. */
export async function servePage() {
  const { dist, headers } = await builtPage();
  return serve({ "/": dist }, headers);
}

/**
 * Serves folders on a free port of this machine only.
 * @param {Record<string, string>} folders URL prefix (`"/"`, `"/pkg/"`) -> folder
 * @param {Record<string, string>} [headers] sent with every file
 * @returns {Promise<{ origin: string, close: () => Promise<void> }>}
 */
export async function serve(folders, headers = {}) {
  const prefixes = Object.keys(folders).sort((a, b) => b.length - a.length);
  const server = createServer(async (request, response) => {
    try {
      const path = decodeURIComponent(new URL(request.url ?? "/", "http://localhost").pathname);
      const prefix = prefixes.find((start) => path.startsWith(start)) ?? "/";
      const folder = normalize(folders[prefix]);
      const file = join(folder, path.slice(prefix.length) || "index.html");
      if (file !== folder && !file.startsWith(folder.endsWith(sep) ? folder : folder + sep))
        throw new Error("outside");
      const content = await readFile(file);
      response.writeHead(200, {
        ...headers,
        "content-type": TYPES[extname(file)] ?? "application/octet-stream",
      });
      response.end(content);
    } catch {
      response.writeHead(404).end("not found");
    }
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve(undefined)));
  const address = /** @type {import("node:net").AddressInfo} */ (server.address());
  return {
    origin: `http://127.0.0.1:${address.port}`,
    close: () => new Promise((resolve) => server.close(() => resolve(undefined))),
  };
}

/**
 * Returns the requests after the first `before` ones, without those for files that the page makes itself and saves.
 * @param {string[]} requests @param {number} before
 */
export const requestsAfter = (requests, before) =>
  requests.slice(before).filter((url) => !url.startsWith("blob:"));

/**
 * Launches a headless Chromium that fetches nothing by itself. Without a graphics card it draws WebGL in software and composes the
 * page without WebGL, as it does for people who have no graphics card.
 */
export function launch() {
  return chromium.launch({
    executablePath: process.env.CHROME || undefined,
    args: [
      "--no-sandbox",
      "--enable-unsafe-swiftshader",
      "--disable-quic",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
      "--no-first-run",
    ],
  });
}

/**
 * Opens a page and records every request, console error and violation of the content security policy.
 *
 * @param {import("playwright").Browser} browser
 * @param {import("playwright").BrowserContextOptions} [options]
 */
export async function watchedPage(browser, options) {
  const context = await browser.newContext({ reducedMotion: "reduce", ...options });
  const page = await context.newPage();
  /** @type {string[]} */
  const requests = [];
  /** @type {string[]} */
  const faults = [];
  context.on("request", (request) => requests.push(request.url()));
  page.on("console", (message) => {
    if (message.type() === "error") faults.push(message.text());
  });
  page.on("pageerror", (error) => faults.push(String(error)));
  await page.addInitScript(() => {
    document.addEventListener("securitypolicyviolation", (event) => {
      console.error(`content security policy: ${event.violatedDirective} forbids ${event.blockedURI}`);
    });
  });
  return { page, requests, faults, close: () => context.close() };
}
