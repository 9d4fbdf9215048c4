// What is a file beside the page comes with the one script of `<geobit-map>`: its workers, its WebAssembly, the ground of its map, its
// styles and its markup.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { constants, deflateRawSync } from "node:zlib";
import { build } from "vite";
import { MAP_WORKER, mapLibrary } from "../map-library.js";
import { paperStyles } from "./paper.js";
import { withoutStores } from "./stores.js";
import { elementStyles } from "./styles.js";
import { elementTemplate } from "./template.js";

const repository = join(import.meta.dirname, "../../..");

/** @param {string} file */
const packed = (file) =>
  deflateRawSync(readFileSync(join(repository, file)), {
    ...{ level: 9, memLevel: 9, windowBits: 15, strategy: constants.Z_DEFAULT_STRATEGY },
  }).toString("base64");

/** @param {unknown} value */
const literal = (value) =>
  JSON.stringify(value).replaceAll("\u2028", "\\u2028").replaceAll("\u2029", "\\u2029");

/** @returns {{ version: string }} */
const readPackage = () => JSON.parse(readFileSync(join(repository, "pkg/package.json"), "utf8"));
export const { version } = readPackage();

/** The modules, by their names. @type {Record<string, () => string | Promise<string>>} */
const MODULES = {
  "virtual:element-files": () => `
    import { nodesOf } from "/src/element/markup.js";
    import { responseOf } from "/src/element/unpack.js";
    export const version = ${literal(version)};
    export const styles = () => ${literal(elementStyles())};
    export const paperStyles = () => ${literal(paperStyles())};
    export const template = () => nodesOf(${literal(elementTemplate())});
    const core = ${literal(packed("pkg/wasm/geobit_bg.wasm"))};
    const readers = ${literal(packed("pkg/wasm/geobit_readers_bg.wasm"))};
    export const engineCode = () => ({ wasm: responseOf(core, "application/wasm"), readersWasm: responseOf(readers, "application/wasm") });`,
  // Roads are no part of the element: their code would be a third of it again.
  "virtual:element-roads": () => "export const createRoadsTab = undefined;",
  "virtual:element-ground": () => `
    import { responseOf } from "/src/element/unpack.js";
    const files = { ${["countries", "towns", "countries-fine"]
      .map((name) => `${literal(name)}: ${literal(packed(`www/public/basemap/${name}.json`))}`)
      .join(", ")} };
    export const groundFile = (name) => responseOf(files[name], "application/json").json();`,
  "virtual:element-engine-worker": () => `
    import { addressOf } from "/src/element/workers.js";
    const code = ${literal(readFileSync(join(repository, "pkg/worker.js"), "utf8"))};
    let address;
    export const ownWorker = () => { address ??= new URL(addressOf(code)); return address; };`,
  "virtual:map-worker": async () => `
    import { addressOf } from "/src/element/workers.js";
    export default addressOf(${literal(await mapWorker())});`,
  "virtual:element-map-workers": () => `
    import address from "virtual:map-worker";
    export const workerFactory = async () => new Worker(address);`,
};

/** What a module of the page or of a library is replaced by: who imports what. @type {[importer: RegExp, source: RegExp, module: keyof typeof MODULES][]} */
const INSTEAD = [
  [/\/www\/src\//, /\/ground-files\.js$/, "virtual:element-ground"],
  [/\/www\/src\//, /\/roads-tab\/index\.js$/, "virtual:element-roads"],
  [/\/pkg\/src\//, /^\.\/own-worker\.js$/, "virtual:element-engine-worker"],
  [/\/maplibre-gl\/src\//, /\/web_worker\.ts$/, "virtual:element-map-workers"],
];

/** Files that lie beside the package, which are given to it here. */
const BESIDE = /new URL\((["'])[^"']+\.wasm\1, import\.meta\.url\)/g;

/** The plugin. */
export const inlined = () => ({
  name: "element-inlined",
  enforce: /** @type {const} */ ("pre"),
  /** @param {string} source @param {string} [importer] */
  resolveId(source, importer = "") {
    if (source in MODULES) return `\0${source}`;
    const path = importer.replaceAll("\\", "/");
    const [, , module] = INSTEAD.find(([from, what]) => from.test(path) && what.test(source)) ?? [];
    return module ? `\0${module}` : null;
  },
  /** @param {string} id */
  load: (id) => (id.startsWith("\0virtual:") ? MODULES[id.slice(1)]?.() : null),
  /** @param {string} code @param {string} id */
  transform(code, id) {
    if (/\/pkg\/(src|wasm)\//.test(id)) return code.replaceAll(BESIDE, "undefined");
    if (/\/www\/src\/.*\.js$/.test(id)) return withoutStores(code);
    return null;
  },
});

/** Makes the map's worker one script that is no module. */
async function mapWorker() {
  const result = await build({
    ...{ configFile: false, logLevel: "warn", publicDir: false, plugins: [mapLibrary()] },
    build: {
      ...{ write: false, target: "es2022", modulePreload: false },
      rolldownOptions: { input: MAP_WORKER, output: { format: "iife", name: "mapWorker" } },
    },
  });
  const [{ output }] = /** @type {import("vite").Rolldown.RolldownOutput[]} */ ([result].flat());
  if (output.length !== 1) throw new Error(`The worker of the map is ${output.length} files`);
  return /** @type {import("vite").Rolldown.OutputChunk} */ (output[0]).code;
}
