// Prints a table of the files that others serve or load, with their SHA-256 and, of scripts and styles, their integrity (SRI):
// `npm run digests -w www -- DIR`.
import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";

/** Copies that servers send in place of the files. */
const COMPRESSED = /\.(br|gz)$/;
const WITH_INTEGRITY = /\.(js|css)$/;

/**
 * Returns the digests of the files of a folder, in the order of their names.
 * @param {string} folder
 */
export function digestsOf(folder) {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  );
  const files = entries
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((file) => !COMPRESSED.test(file));
  return files.sort().map((file) => {
    const bytes = readFileSync(file);
    const hash = (/** @type {string} */ name) => createHash(name).update(bytes);
    return {
      file: relative(folder, file).replaceAll("\\", "/"),
      sha256: hash("sha256").digest("hex"),
      integrity: WITH_INTEGRITY.test(file) ? `sha384-${hash("sha384").digest("base64")}` : "",
    };
  });
}

if (process.argv[1] === import.meta.filename) {
  const lines = digestsOf(process.argv[2]).map(
    ({ file, sha256, integrity }) => `| ${file} | ${sha256} | ${integrity} |`,
  );
  console.log(["| file | SHA-256 | integrity |", "|---|---|---|", ...lines].join("\n"));
}
