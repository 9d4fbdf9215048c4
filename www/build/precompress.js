// Writes the brotli and gzip form of each file beside it, which a server sends to browsers that accept them.
import { createHash } from "node:crypto";
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";

/** What is compressed in itself gains nothing. */
const WORTH_IT = /\.(css|csv|geojson|html|js|json|map|md|minisig|mjs|parquet|svg|txt|wasm|webmanifest)$/;
/** Packs are downloaded in parts, which are parts of the file as it is. */
const IN_PARTS = /[\\/]packs[\\/]/;
/** An encoded form that saves less than this share is not worth the work of unpacking it. */
const LEAST_SAVING = 0.03;

/** The highest quality of both; the same bytes for the same version of Node.js. */
const ENCODINGS = {
  br: (/** @type {Buffer} */ bytes) =>
    promisify(brotliCompress)(bytes, {
      params: {
        [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY,
        [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
      },
    }),
  gz: (/** @type {Buffer} */ bytes) => promisify(gzip)(bytes, { level: constants.Z_BEST_COMPRESSION }),
};

/**
 * Compresses the files of a folder. What was compressed before is copied from a cache: the engine takes seconds.
 * @param {string} folder @param {string} cache a folder that holds nothing else
 */
export async function precompress(folder, cache) {
  mkdirSync(cache, { recursive: true });
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && WORTH_IT.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((file) => !IN_PARTS.test(file));
  const used = new Set();
  const work = files.flatMap((file) =>
    Object.entries(ENCODINGS).map(async ([ending, encode]) => {
      const bytes = readFileSync(file);
      const name = `${createHash("sha256").update(bytes).digest("hex")}-${process.versions.zlib}-${process.versions.brotli}.${ending}`;
      const kept = join(cache, name);
      used.add(name);
      if (!existsSync(kept)) writeFileSync(kept, await encode(bytes));
      if (readFileSync(kept).length <= bytes.length * (1 - LEAST_SAVING))
        copyFileSync(kept, `${file}.${ending}`);
    }),
  );
  await Promise.all(work);
  for (const name of readdirSync(cache)) if (!used.has(name)) rmSync(join(cache, name));
}

/** The plugin: after everything is written. */
export const precompressed = () => {
  let folders = { out: "", cache: "" };
  return {
    name: "precompressed",
    apply: /** @type {const} */ ("build"),
    /** @param {import("vite").ResolvedConfig} config */
    configResolved({ root, build, cacheDir }) {
      folders = { out: join(root, build.outDir), cache: join(cacheDir, "compressed") };
    },
    closeBundle: {
      order: /** @type {const} */ ("post"),
      sequential: true,
      handler: () => precompress(folders.out, folders.cache),
    },
  };
};
