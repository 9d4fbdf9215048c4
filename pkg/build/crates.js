// The crates that are compiled into the WebAssembly modules.
import { execFileSync } from "node:child_process";
import { join } from "node:path";

/**
 * @typedef {object} Crate
 * @property {string} name
 * @property {string} version
 * @property {string | null} license
 * @property {string | null} repository
 * @property {string} manifest_path
 */

/** Returns the crates of others that are in the engine, in no order. @returns {Crate[]} */
export function cratesOfEngine() {
  // On a new machine, what only tests need is not there yet; cargo fetches it.
  const command = ["metadata", "--format-version", "1", "--locked"];
  const metadata = JSON.parse(
    execFileSync("cargo", [...command, "--filter-platform", "wasm32-unknown-unknown"], {
      ...{ cwd: join(import.meta.dirname, "../.."), maxBuffer: 1 << 28, encoding: "utf8" },
    }),
  );
  const packages = new Map(metadata.packages.map((/** @type {any} */ one) => [one.id, one]));
  const nodes = new Map(metadata.resolve.nodes.map((/** @type {any} */ one) => [one.id, one]));
  /** @type {Set<string>} */
  const reached = new Set();
  /** @param {string} id */
  function add(id) {
    if (reached.has(id)) return;
    reached.add(id);
    // What only builds or tests is not in the engine, and neither is what makes code while it is compiled.
    for (const { pkg, dep_kinds: kinds } of nodes.get(id).deps)
      if (kinds.some((/** @type {any} */ { kind }) => kind === null) && !isMacro(packages.get(pkg))) add(pkg);
  }
  add(
    metadata.packages.find((/** @type {any} */ { name, source }) => name === "geobit" && source === null).id,
  );
  return [...reached].map((id) => packages.get(id)).filter(({ source }) => source !== null);
}

/** @param {{ targets: { kind: string[] }[] }} crate */
const isMacro = ({ targets }) => targets.some(({ kind }) => kind.includes("proc-macro"));
