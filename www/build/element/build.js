// Builds `<geobit-map>` as one module, what embeds it in a frame, and what a partner's page embeds the frame with, in `dist-embed`. That
// folder is a site of its own, with headers of its own; the module goes into the package as well.
import { createHash } from "node:crypto";
import { copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { build } from "vite";
import { inParts } from "../../../pkg/build/in-parts.js";
import { CATALOG_KEYS } from "../catalog-keys.js";
import { mapLibrary } from "../map-library.js";
import { EMBED_POLICY, writeEmbedHeaders } from "../policy.js";
import { precompress } from "../precompress.js";
import { inlined, version } from "./inlined.js";

const folder = join(import.meta.dirname, "../..");
const out = join(folder, "dist-embed");
const MODULE = `geobit-map-${version}.js`;
const HELPER = "geobit-embed.js";

/** @type {import("vite").InlineConfig} */
const COMMON = {
  ...{ configFile: false, root: folder, publicDir: false, logLevel: "warn" },
  define: {
    "import.meta.env.CATALOG_KEYS": JSON.stringify(CATALOG_KEYS),
  },
};

/** @param {string} input @param {string} name @param {Partial<import("vite").InlineConfig>} more */
async function script(input, name, more = {}) {
  await build({
    ...COMMON,
    ...more,
    build: {
      ...{ outDir: out, emptyOutDir: false, target: "es2022", modulePreload: false, copyPublicDir: false },
      ...{ chunkSizeWarningLimit: 10_000, assetsInlineLimit: 0 },
      license: name === MODULE && { fileName: "licenses.md" },
      rolldownOptions: {
        input: join(folder, input),
        preserveEntrySignatures: "strict",
        output: { format: "es", entryFileNames: name, codeSplitting: false },
      },
    },
  });
  requireWhole(name);
}

/** Puts what the module exports on a line of its own: checkers of packages look for it at the beginning of one. */
const exportsApart = {
  name: "exports-apart",
  /** @param {unknown} _ @param {import("vite").Rolldown.OutputBundle} bundle */
  generateBundle(_, bundle) {
    const chunk = bundle[MODULE];
    if (chunk?.type !== "chunk") return;
    const at = chunk.code.lastIndexOf("export{");
    chunk.code = `${chunk.code.slice(0, at)}\n${chunk.code.slice(at)}`;
  },
};

/** What asks for another file. */
const OTHER_FILE =
  /\bimport\s*\(\s*["'`]|\bnew URL\(\s*["'`][^"'`]*["'`]\s*,\s*import\.meta\.url|\bimportScripts\(/;

/** @param {string} name */
function requireWhole(name) {
  const code = readFileSync(join(out, name), "utf8");
  const found = OTHER_FILE.exec(code);
  if (found) throw new Error(`${name} is not whole: ${code.slice(found.index - 80, found.index + 80)}`);
}

/** @param {string} name */
const integrityOf = (name) =>
  `sha384-${createHash("sha384")
    .update(readFileSync(join(out, name)))
    .digest("base64")}`;

rmSync(out, { recursive: true, force: true });
mkdirSync(out, { recursive: true });
await script("src/element/index.js", MODULE, { plugins: [inlined(), inParts(), mapLibrary(), exportsApart] });
await script("src/frame/helper.js", HELPER);
writeEmbedHeaders(out);
const integrity = integrityOf(MODULE);
const page = readFileSync(join(folder, "embed.html"), "utf8");
const filled = { MODULE, INTEGRITY: integrity, POLICY: EMBED_POLICY };
writeFileSync(
  join(out, "embed.html"),
  page.replaceAll(/%(\w+)%/g, (_, name) => filled[/** @type {keyof typeof filled} */ (name)]),
);
writeFileSync(
  join(out, "integrity.json"),
  `${JSON.stringify({ [MODULE]: integrity, [HELPER]: integrityOf(HELPER) }, null, 2)}\n`,
);
const inPackage = join(folder, "../pkg/element");
mkdirSync(inPackage, { recursive: true });
copyFileSync(join(out, MODULE), join(inPackage, "geobit-map.js"));
copyFileSync(join(out, "licenses.md"), join(inPackage, "NOTICES.md"));
await precompress(out, join(folder, "node_modules/.vite/compressed-embed"));
