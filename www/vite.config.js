import { appendFileSync, existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { defineConfig } from "vite";

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

/** The WebAssembly that reads files is fetched when a person opens one. @param {string | undefined} file */
const isReaders = (file) => /geobit_readers_bg[^/]*\.wasm$/.test(file ?? "");
/**
 * Files that every visit needs, requested at once and not only when the script that uses them has arrived. They are the same for
 * everybody: none depends on a site or a route.
 */
const FILES = ["demo.csv", "basemap/countries.json", "basemap/towns.json"];

/** The modules that every visit imports, though dynamically: the page, once its language is there, and the words in English. */
const IN_FIRST_LOAD = /\/src\/(page|words\/en)\.js$/;

/**
 * Lists the scripts of the page with all that they import: they arrive while the first script chooses a language.
 * @param {import("vite").Rolldown.OutputBundle} bundle
 */
function pageScripts(bundle) {
  /** @type {Set<string>} */
  const scripts = new Set();
  /** @param {string} file */
  const add = (file) => {
    const output = bundle[file];
    if (output?.type !== "chunk" || scripts.has(file)) return;
    scripts.add(file);
    output.imports.forEach(add);
  };
  for (const output of Object.values(bundle))
    if (output.type === "chunk" && output.facadeModuleId?.endsWith("/src/page.js")) add(output.fileName);
  // What the first script imports itself is asked for already.
  const first = Object.values(bundle).flatMap((output) =>
    output.type === "chunk" && output.isEntry ? [output.fileName, ...output.imports] : [],
  );
  return [...scripts].filter((file) => !first.includes(file));
}

/** The modules that the page imports statically, which are one file. @type {Set<string>} */
const pageModules = new Set();
const findPageModules = () => ({
  name: "page-modules",
  apply: /** @type {const} */ ("build"),
  /** @this {import("vite").Rolldown.PluginContext} */
  buildEnd() {
    /** @param {string} id */
    const add = (id) => {
      if (pageModules.has(id)) return;
      pageModules.add(id);
      this.getModuleInfo(id)?.importedIds.forEach(add);
    };
    for (const id of this.getModuleIds()) if (id.endsWith("/www/src/page.js")) add(id);
  },
});

const preloads = () => ({
  name: "preloads",
  apply: /** @type {const} */ ("build"),
  transformIndexHtml: {
    order: /** @type {const} */ ("post"),
    /** @param {string} _ @param {import("vite").IndexHtmlTransformContext} context */
    handler(_, { bundle = {} }) {
      const engine = Object.keys(bundle).filter((file) => file.endsWith(".wasm") && !isReaders(file));
      const files = FILES.filter((file) => existsSync(join(import.meta.dirname, "public", file)));
      return [
        ...[...engine, ...files].map((file) => ({ rel: "preload", as: "fetch", file })),
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

/** Libraries that a worker imports dynamically, because not every bundler has them, but at its start. */
const AT_START = /\/node_modules\/(read-excel-file|fflate)\//;
/** What is new, rules and the daily brief, which are fetched together. */
const LATER = "news";
/** @type {import("vite").Rolldown.OutputOptions["assetFileNames"]} */
const assetFileNames = ({ names }) =>
  `assets/${isReaders(names[0]) ? "on-demand/" : ""}[name]-[hash][extname]`;
/**
 * What is imported only when it is needed has a folder of its own: it is no part of the first load, whose size has a budget.
 * @type {import("vite").Rolldown.OutputOptions}
 */
const CHUNKS = {
  assetFileNames,
  chunkFileNames: ({ name, isDynamicEntry, facadeModuleId }) =>
    `assets/${(isDynamicEntry && !IN_FIRST_LOAD.test(facadeModuleId ?? "")) || name === LATER ? "on-demand/" : ""}[name]-[hash].js`,
  // The script that chooses the language is one file, the page another, and what is new, rules and the daily brief share a third: else
  // what two parts have in common would be files of their own, which are smaller than a request.
  codeSplitting: {
    groups: [
      { name: "start", tags: ["$initial"] },
      { name: "page", test: (id) => pageModules.has(id) },
      { name: LATER, test: /\/www\/src\/(news|rules|site-brief)\// },
    ],
  },
};
/** @type {import("vite").Rolldown.OutputOptions} */
const WORKER_CHUNKS = {
  assetFileNames,
  chunkFileNames: ({ isDynamicEntry, facadeModuleId }) =>
    `assets/${isDynamicEntry && !AT_START.test(facadeModuleId ?? "") ? "on-demand/" : ""}[name]-[hash].js`,
};

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
  plugins: [contentSecurityPolicy(), findPageModules(), preloads(), appendNotices()],
  worker: { format: "es", plugins: () => [workerNotices()], rolldownOptions: { output: WORKER_CHUNKS } },
  build: {
    target: "es2022",
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 1500,
    // Writes the notices that the licences of the libraries require.
    license: { fileName: NOTICES },
    rolldownOptions: { output: CHUNKS },
  },
  server: { host: "127.0.0.1" },
  preview: { host: "127.0.0.1" },
});
