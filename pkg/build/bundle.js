// Makes the files of the package that are bundled, so that they import nothing: its worker, and the libraries for an engine that runs
// in the thread of the caller.
import { join } from "node:path";
import { rolldown } from "rolldown";
import { inParts } from "./in-parts.js";
import { noticesOf } from "./notices.js";

const folder = join(import.meta.dirname, "..");

/** @typedef {{ input: string, file: string, format: "iife" | "es" }} Bundle */
/**
 * The worker is no module, so that it can be started in every way that a browser has.
 * @type {Bundle[]}
 */
const BUNDLES = [
  { input: "src/worker.js", file: "worker.js", format: "iife" },
  { input: "parts/workbooks.js", file: "dist/workbooks.js", format: "es" },
  { input: "parts/pack-writer.js", file: "dist/pack-writer.js", format: "es" },
];

/**
 * Makes a bundle in memory.
 * @param {Bundle} bundle
 * @returns {Promise<{ code: string, modules: string[] }>} its text, and the paths of the modules that are in it
 */
async function make({ input, file, format }) {
  const build = await rolldown({
    input: join(folder, input),
    platform: "browser",
    plugins: [inParts()],
    // The bindings name the WebAssembly beside them, which a bundler would look for beside the worker.
    transform: { target: "es2022", define: { "import.meta.url": "undefined" } },
    onLog(level, log) {
      if (level === "warn") throw new Error(`${file}: ${log.message}`);
    },
  });
  const { output } = await build.generate({
    format,
    minify: true,
    codeSplitting: false,
    postBanner: "/* geobit, MIT OR Apache-2.0. Its libraries and their licences: NOTICES.md */",
  });
  await build.close();
  const [{ code, moduleIds }] = output;
  if (output.length !== 1) throw new Error(`${file} is ${output.length} files`);
  requireWhole(file, code);
  return { code, modules: moduleIds };
}

/** What asks for another file. */
const OTHER_FILE = /\bimport\s*["'{*(]|\bfrom\s*["']|\bimport\.meta\b|\bimportScripts\(/;

/** Refuses a file that would ask for another one. @param {string} file @param {string} code */
function requireWhole(file, code) {
  const found = OTHER_FILE.exec(code);
  if (found) throw new Error(`${file} is not whole: ${code.slice(found.index, found.index + 80)}`);
}

/** Returns the files that the package has beside its sources, by their names. @returns {Promise<Map<string, string>>} */
export async function bundledFiles() {
  /** @type {Map<string, string>} */
  const files = new Map();
  const modules = [];
  for (const bundle of BUNDLES) {
    const made = await make(bundle);
    files.set(bundle.file, made.code);
    modules.push(...made.modules);
    // For the type check of the sources; the package does not have it.
    if (bundle.format === "es")
      files.set(bundle.file.replace(/\.js$/, ".d.ts"), `export * from "../${bundle.input}";\n`);
  }
  return files.set("NOTICES.md", await noticesOf(modules));
}
