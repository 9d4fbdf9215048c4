import { appendFileSync, existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { defineConfig } from "vite";
import { findParts, isReaders, OF_PAGE, OF_WORKER, pageScripts } from "./build/chunks.js";
import { mapLibrary } from "./build/map-library.js";
import { precompressed } from "./build/precompress.js";

/**
 * The built page may connect to nothing but the folder that it came from. WebAssembly needs its own permission; `data:` is for the
 * icons in MapLibre's style sheet.
 */
const POLICY = [
  "default-src 'self'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "style-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "worker-src 'self'",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
].join("; ");

/** Adds the policy to the built page only, as the development server needs inline styles and a socket. */
const contentSecurityPolicy = () => ({
  name: "content-security-policy",
  apply: /** @type {const} */ ("build"),
  transformIndexHtml: () => [
    {
      tag: "meta",
      attrs: { "http-equiv": "Content-Security-Policy", content: POLICY },
      injectTo: /** @type {const} */ ("head-prepend"),
    },
  ],
});

/**
 * Files that every visit needs, requested at once and not only when the script that uses them has arrived: the engine and both workers
 * start side by side with the page. They are the same for everybody: none depends on a site or a route.
 */
const FILES = ["demo.parquet", "basemap/countries.json", "basemap/towns.json"];
const WORKERS = /^assets\/(worker|map-worker)-[\w-]+\.js$/;

const preloads = () => ({
  name: "preloads",
  apply: /** @type {const} */ ("build"),
  transformIndexHtml: {
    order: /** @type {const} */ ("post"),
    /** @param {string} _ @param {import("vite").IndexHtmlTransformContext} context */
    handler(_, { bundle = {} }) {
      const engine = Object.keys(bundle).filter((file) => file.endsWith(".wasm") && !isReaders(file));
      const workers = Object.keys(bundle).filter((file) => WORKERS.test(file));
      const files = FILES.filter((file) => existsSync(join(import.meta.dirname, "public", file)));
      return [
        ...[...workers, ...engine, ...files].map((file) => ({ rel: "preload", as: "fetch", file })),
        ...pageScripts(bundle).map((file) => ({ rel: "modulepreload", file })),
      ].map(({ file, ...attrs }) => ({
        tag: "link",
        attrs: { ...attrs, crossorigin: true, href: `./${file}` },
        injectTo: /** @type {const} */ ("head"),
      }));
    },
  },
});

/** Vite writes the notices of the libraries in the page's own script; those in its workers are added. */
const NOTICES = "licenses.md";
/** The folders of packages in workers. @type {Set<string>} */
const workerPackages = new Set();
const workerNotices = () => ({
  name: "worker-notices",
  /** @param {unknown} _ @param {import("vite").Rolldown.OutputBundle} bundle */
  generateBundle(_, bundle) {
    for (const output of Object.values(bundle))
      for (const id of output.type === "chunk" ? output.moduleIds : []) {
        const [folder] = /^.*\/node_modules\/(?:@[^/]+\/)?[^/]+/.exec(id) ?? [];
        if (folder) workerPackages.add(folder);
      }
  },
});
const appendNotices = () => ({
  name: "append-notices",
  apply: /** @type {const} */ ("build"),
  /** @param {{ dir?: string }} options */
  writeBundle({ dir = "" }) {
    const file = join(dir, NOTICES);
    const written = readFileSync(file, "utf8");
    for (const folder of [...workerPackages].sort()) {
      const { name, version, license } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
      const title = `## ${name} - ${version} (${license})`;
      const text = readdirSync(folder).find((entry) => /^(licen[cs]e|copying)/i.test(entry));
      if (!written.includes(title))
        appendFileSync(
          file,
          `\n${title}\n${text ? `\n${readFileSync(join(folder, text), "utf8").trim()}\n` : ""}`,
        );
    }
  },
});

/**
 * The public keys of whoever may sign the catalogue of packs: those that the environment names, separated by commas, or the one in
 * catalog.pub. The key in this repository is for tests: its secret half is there as well.
 */
const CATALOG_KEYS = process.env.GEOBIT_CATALOG_KEYS?.split(",").map((key) => key.trim()) ?? [
  readFileSync(join(import.meta.dirname, "catalog.pub"), "utf8")
    .trim()
    .split("\n")
    .at(-1),
];

export default defineConfig({
  root: import.meta.dirname,
  define: { "import.meta.env.CATALOG_KEYS": JSON.stringify(CATALOG_KEYS) },
  // A relative base lets the page be hosted in any folder.
  base: "./",
  plugins: [mapLibrary(), findParts(), contentSecurityPolicy(), preloads(), appendNotices(), precompressed()],
  worker: { format: "es", plugins: () => [workerNotices()], rolldownOptions: { output: OF_WORKER } },
  build: {
    target: "es2022",
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 1500,
    // Writes the notices that the licences of the libraries require.
    license: { fileName: NOTICES },
    rolldownOptions: { output: OF_PAGE },
  },
  server: { host: "127.0.0.1" },
  preview: { host: "127.0.0.1" },
});
