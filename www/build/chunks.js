// Which modules of the page are in one file, when each file is asked for, and in which folder it is.

/** The WebAssembly that reads files is fetched after the page can be used. @param {string | undefined} file */
const isReaders = (file) => /geobit_readers_bg[^/]*\.wasm$/.test(file ?? "");

/** The WebAssembly for roads is fetched when there are roads. @param {string | undefined} file */
const isRoads = (file) => /geobit_roads_bg[^/]*\.wasm$/.test(file ?? "");

/** @param {string | undefined} file */
const folderOf = (file) => (isReaders(file) ? "later/" : isRoads(file) ? "on-demand/" : "");

/** Whether a file is WebAssembly that comes with the page, before anything is done with it. @param {string} file */
export const isOfFirstLoad = (file) => file.endsWith(".wasm") && folderOf(file) === "";

/** @type {import("vite").Rolldown.OutputOptions["assetFileNames"]} */
const assetFileNames = ({ names }) => `assets/${folderOf(names[0])}[name]-[hash][extname]`;

/** How the id of the module ends with which each part of the page begins. Its others follow from what that imports. */
const BEGINNINGS = {
  start: "/www/src/main.js",
  mapWorker: "/www/src/map-worker.js",
  page: "/www/src/page.js",
  later: "/www/src/later-parts.js",
};
/** @typedef {keyof typeof BEGINNINGS} Part */

/** The modules that each part imports statically. @type {Record<Part, Set<string>>} */
const parts = { start: new Set(), mapWorker: new Set(), page: new Set(), later: new Set() };

/** Finds the modules of each part, before they become files. */
export const findParts = () => ({
  name: "parts",
  apply: /** @type {const} */ ("build"),
  /** @this {import("vite").Rolldown.PluginContext} */
  buildEnd() {
    for (const [part, beginning] of Object.entries(BEGINNINGS)) {
      const modules = parts[/** @type {Part} */ (part)];
      /** @param {string} id */
      const add = (id) => {
        if (modules.has(id)) return;
        modules.add(id);
        this.getModuleInfo(id)?.importedIds.forEach(add);
      };
      for (const id of this.getModuleIds()) if (id.endsWith(beginning)) add(id);
    }
  },
});

/** The modules that every visit imports, though dynamically: the page, once its language is there, and the words in English. */
const IN_FIRST_LOAD = /\/src\/(page|words\/en)\.js$/;

/**
 * Lists the scripts of the page with all that they import: they arrive while the first script chooses a language.
 * @param {import("vite").Rolldown.OutputBundle} bundle
 */
export function pageScripts(bundle) {
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
    if (output.type === "chunk" && output.facadeModuleId?.endsWith(BEGINNINGS.page)) add(output.fileName);
  // What the first script imports itself is asked for already.
  const first = Object.values(bundle).flatMap((output) =>
    output.type === "chunk" && output.facadeModuleId?.endsWith("/index.html")
      ? [output.fileName, ...output.imports]
      : [],
  );
  return [...scripts].filter((file) => !first.includes(file));
}

/** @typedef {{ name: string, isDynamicEntry: boolean, isEntry: boolean, facadeModuleId?: string | null, moduleIds: string[] }} Chunk */

/**
 * What is not needed before the page can be used has a folder of its own: `later` for what is always asked for after that, and
 * `on-demand` for what is asked for only when it is needed. Both sizes have a budget, which xtask checks by these folders.
 * @param {"later/" | "on-demand/" | ""} folder @returns {`assets/${typeof folder}[name]-[hash].js`}
 */
const inFolder = (folder) => `assets/${folder}[name]-[hash].js`;

/** What is new, rules and the daily brief, which are fetched together when they are needed. */
const NEWS = "news";
/** What comes after the page can be used. */
const LATER = "later-parts";

/** @type {import("vite").Rolldown.OutputOptions} */
export const OF_PAGE = {
  assetFileNames,
  /** @param {Chunk} chunk */
  chunkFileNames({ name, isDynamicEntry, facadeModuleId }) {
    if (name === LATER) return inFolder("later/");
    const isOnDemand = name === NEWS || (isDynamicEntry && !IN_FIRST_LOAD.test(facadeModuleId ?? ""));
    return inFolder(isOnDemand ? "on-demand/" : "");
  },
  // Each part is one file: else what two parts have in common would be files of their own, which are smaller than a request. The first
  // that has a module keeps it. What the map's worker shares with the page is a file that needs nothing of the page.
  codeSplitting: {
    groups: [
      { name: "start", test: (id) => parts.start.has(id) },
      {
        name: "map-library",
        test: (id) => parts.mapWorker.has(id) && (parts.page.has(id) || parts.later.has(id)),
      },
      { name: "page", test: (id) => parts.page.has(id) },
      { name: LATER, test: (id) => parts.later.has(id) },
      { name: NEWS, test: /\/www\/src\/(news|rules|site-brief)\// },
    ],
  },
};

/** What a worker reads files with, and all that only this needs: it is asked for whatever the reader does. */
const READER = /\/node_modules\/(read-excel-file|fflate)\/|\/geobit_readers\.js$/;
/** @param {string} id of a module that the bundler adds */
const isOfBundler = (id) => id.startsWith("\0");

/** @type {import("vite").Rolldown.OutputOptions} */
export const OF_WORKER = {
  assetFileNames,
  /** @param {Chunk} chunk */
  chunkFileNames({ isDynamicEntry, isEntry, facadeModuleId, moduleIds }) {
    const own = moduleIds.filter((id) => !isOfBundler(id));
    const isReader = isDynamicEntry
      ? READER.test(facadeModuleId ?? "")
      : !isEntry && own.length > 0 && own.every((id) => READER.test(id));
    return inFolder(isReader ? "later/" : isDynamicEntry ? "on-demand/" : "");
  },
};
