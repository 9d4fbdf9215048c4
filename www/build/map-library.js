// MapLibre from its sources, which its package has, and not from its built files: those hold what the page and its worker share
// twice. From the sources, the worker is a second entry of the page's own build, and both import one chunk. That saves 100 KB of
// brotli, an eighth of what is needed before the page can be used.
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const folder = join(dirname(fileURLToPath(import.meta.resolve("maplibre-gl"))), "../src");
const LIBRARY_WORKER = join(folder, "source/worker.ts");
/** Of which the library wants its version only. */
const PACKAGE = join(folder, "../package.json");

/** The address of the worker's script, as the page imports it. */
const ADDRESS = "virtual:map-worker";
/** The worker gives up its doors before anything else, as the engine's does: what it draws, the page hands over. */
export const MAP_WORKER = join(import.meta.dirname, "../src/map-worker.js");
const LIBRARY = "virtual:map-worker-library";

export const mapLibrary = () => {
  let isBuild = true;
  return {
    name: "map-library",
    enforce: /** @type {const} */ ("pre"),
    // The development server takes the built files, as it does not assemble what the sources become.
    config: (/** @type {unknown} */ _, /** @type {import("vite").ConfigEnv} */ { command }) => {
      isBuild = command === "build";
      if (!isBuild) return undefined;
      return {
        resolve: { alias: [{ find: /^maplibre-gl$/, replacement: join(folder, "index.ts") }] },
        // The sources are written for fields that are assigned, and not defined, as the library's own build has them.
        oxc: {
          assumptions: { setPublicClassFields: true },
          typescript: { removeClassFieldsWithoutInitializer: true },
        },
      };
    },
    /** @param {string} id */
    resolveId: (id) => (id === LIBRARY ? LIBRARY_WORKER : id === ADDRESS ? `\0${ADDRESS}` : undefined),
    /** @this {import("vite").Rolldown.PluginContext} @param {string} id */
    load(id) {
      if (id === PACKAGE)
        return JSON.stringify({ version: JSON.parse(readFileSync(PACKAGE, "utf8")).version });
      if (id !== `\0${ADDRESS}`) return undefined;
      if (!isBuild) return 'export { default } from "maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url";';
      const reference = this.emitFile({ type: "chunk", id: MAP_WORKER, name: "map-worker" });
      return `export default import.meta.ROLLUP_FILE_URL_${reference};`;
    },
  };
};
