// Builds the service worker with the list of all files of the page, after these are written.
import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { build } from "vite";

const WORKER = "sw.js";

/**
 * Packs are downloaded when a reader wants them; encoded forms and source maps are no files of their own; headers are for servers, and so
 * is what explains them.
 */
const NOT_KEPT = /^packs\/|^_headers$|^headers\/|^privacy\.md$|\.(br|gz|map)$/;
/** The bundler puts a hash of the content into the names of these. */
const HASHED = /^assets\/.*-[\w-]{8}\.\w+$/;

/** Lists the files to keep, each with what tells whether it has changed. @param {string} folder */
export function filesToKeep(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join("/"))
    .filter((url) => url !== WORKER && !NOT_KEPT.test(url))
    .sort()
    .map((url) => ({ url, revision: HASHED.test(url) ? null : hashOf(join(folder, url)) }));
}

/** @param {string} file */
const hashOf = (file) => createHash("sha256").update(readFileSync(file)).digest("hex").slice(0, 16);

/** The plugin. The worker is a script of the old kind, which every browser takes. */
export const offline = () => {
  let folders = { root: "", out: "" };
  return {
    name: "offline",
    apply: /** @type {const} */ ("build"),
    /** @param {import("vite").ResolvedConfig} config */
    configResolved({ root, build: { outDir } }) {
      folders = { root, out: join(root, outDir) };
    },
    closeBundle: {
      order: /** @type {const} */ ("post"),
      sequential: true,
      async handler() {
        await build({
          configFile: false,
          root: folders.root,
          publicDir: false,
          logLevel: "warn",
          define: {
            "import.meta.env.FILES_TO_KEEP": JSON.stringify(filesToKeep(folders.out)),
            "process.env.NODE_ENV": '"production"',
          },
          build: {
            outDir: folders.out,
            emptyOutDir: false,
            target: "es2022",
            rolldownOptions: {
              input: join(folders.root, "src/offline/worker.js"),
              output: { format: "iife", entryFileNames: WORKER },
            },
          },
        });
      },
    },
  };
};
