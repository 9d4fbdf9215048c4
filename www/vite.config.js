import { appendFileSync, existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { defineConfig } from "vite";
import { inParts } from "../pkg/build/in-parts.js";
import { noticesOfCrates } from "../pkg/build/notices.js";
import { CATALOG_KEYS } from "./build/catalog-keys.js";
import { findParts, isOfFirstLoad, OF_PAGE, OF_WORKER, pageScripts } from "./build/chunks.js";
import { mapLibrary } from "./build/map-library.js";
import { offline } from "./build/offline.js";
import { onlyInWorker } from "./build/only-in-worker.js";
import { policy } from "./build/policy.js";
import { precompressed } from "./build/precompress.js";

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
      const engine = Object.keys(bundle).filter(isOfFirstLoad);
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

/** Vite writes the notices of the libraries in the page's own script; those in its workers and those of the crates are added. */
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
  async writeBundle({ dir = "" }) {
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
    appendFileSync(file, `\n${await noticesOfCrates()}`);
  },
});

/** The build for tests (`--mode test`) has a handle of the page and is served as it is; else both are the same, which a test checks. */
const TEST = "test";

export default defineConfig(({ mode }) => ({
  root: import.meta.dirname,
  define: { "import.meta.env.CATALOG_KEYS": JSON.stringify(CATALOG_KEYS) },
  // A relative base lets the page be hosted in any folder.
  base: "./",
  plugins: [
    inParts(),
    onlyInWorker(),
    mapLibrary(),
    findParts(),
    policy(),
    preloads(),
    appendNotices(),
    offline(),
    mode !== TEST && precompressed(),
  ],
  worker: {
    format: "es",
    plugins: () => [inParts(), workerNotices()],
    rolldownOptions: { output: OF_WORKER },
  },
  build: {
    outDir: mode === TEST ? "dist-test" : "dist",
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
}));
