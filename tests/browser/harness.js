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
  ".webmanifest": "application/manifest+json",
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

/** The page as people have it. */
export const PUBLIC = "www/dist";
/** The same page with a handle for tests, `window.geobitPage`. */
const WITH_HANDLE = "www/dist-test";

/**
 * Returns the folder of the built page, and the headers that a host should send with it.
 * @param {string} [folder]
 */
export async function builtPage(folder = WITH_HANDLE) {
  const dist = join(root, folder);
  const text = await readFile(join(dist, "_headers"), "utf8").catch(() => {
    const script = folder === PUBLIC ? "build" : "build:test";
    throw new Error(
      `The page is not built; build it with: cargo xtask build && cargo xtask demo && npm run ${script} -w www`,
    );
  });
  const pairs = [...text.matchAll(/^ {2}([\w-]+): (.+)$/gm)].map(([, name, value]) => [
    name.toLowerCase(),
    value,
  ]);
  const headers = /** @type {Record<string, string>} */ (Object.fromEntries(pairs));
  if (!headers["content-security-policy"])
    throw new Error("The built page comes without a content security policy");
  return { dist, headers };
}

/**
 * Serves the built page, with its headers on every file: a worker obeys only the policy that comes with its script.
 * @param {string} [folder]
 */
export async function servePage(folder) {
  const { dist, headers } = await builtPage(folder);
  return serve({ "/": dist }, headers);
}

/**
 * Serves folders on a free port of this machine only.
 * @param {Record<string, string>} folders URL prefix (`"/"`, `"/pkg/"`) -> folder
 * @param {Record<string, string>} [headers] sent with every file
 * @param {(path: string, request: import("node:http").IncomingMessage) => void} [tell] is told what is asked for
 * @returns {Promise<{ origin: string, close: () => Promise<void> }>}
 */
export async function serve(folders, headers = {}, tell = () => {}) {
  const prefixes = Object.keys(folders).sort((a, b) => b.length - a.length);
  const server = createServer(async (request, response) => {
    try {
      const path = decodeURIComponent(new URL(request.url ?? "/", "http://localhost").pathname);
      tell(path, request);
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
    close() {
      const closed = new Promise((resolve) => server.close(() => resolve(undefined)));
      // A service worker keeps its connection open.
      server.closeAllConnections();
      return /** @type {Promise<void>} */ (closed);
    },
  };
}

/**
 * Returns the requests after the first `before` ones, without those for files that the page makes itself and saves.
 * @param {string[]} requests @param {number} before
 */
export const requestsAfter = (requests, before) =>
  requests.slice(before).filter((url) => !url.startsWith("blob:"));

/** A headless Chromium that fetches as little as possible by itself. */
export const SWITCHES = [
  "--no-sandbox",
  "--enable-unsafe-swiftshader",
  "--disable-quic",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--no-first-run",
];

/**
 * Launches a headless Chromium that fetches nothing by itself. Without a graphics card it draws WebGL in software and composes the
 * page without WebGL, as it does for people who have no graphics card.
 * @param {string[]} [switches] more of them
 */
export function launch(switches = []) {
  return chromium.launch({
    executablePath: process.env.CHROME || undefined,
    args: [...SWITCHES, ...switches],
  });
}

/**
 * Opens a page and records every request, console error and violation of the content security policy. Unless a test says otherwise, no
 * service worker is allowed: the page is that of a first visit, and of a browser without them.
 *
 * @param {import("playwright").Browser} browser
 * @param {import("playwright").BrowserContextOptions} [options]
 */
export async function watchedPage(browser, options) {
  const context = await browser.newContext({
    ...{ reducedMotion: "reduce", serviceWorkers: "block" },
    ...options,
  });
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
