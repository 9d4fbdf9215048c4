// Fastest ways by the crate `fast_paths`: a small program of its own, which gets the graph as a file (fast_paths/src/main.rs).
import { spawnSync } from "node:child_process";
import { writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { cheapestLinks } from "./graph.js";

/** @import { Graph } from "./graph.js" */
/** @typedef {{ prepareMs: number, ms: number[], hours: number[] }} Prepared hours are infinite where there is no way */

/** The crate takes whole numbers: nanoseconds, so that no way is off by more than 1e-9 of its hours. Links of nothing would be left out. */
const UNITS_PER_HOUR = 3.6e12;

/** Builds the program. An error says why it cannot be. @param {string} target the folder for what cargo builds */
export function buildFastPaths(target) {
  const manifest = fileURLToPath(new URL("fast_paths/Cargo.toml", import.meta.url));
  const built = spawnSync(
    "cargo",
    ["build", "--release", "--locked", "--quiet", "--manifest-path", manifest, "--target-dir", target],
    { encoding: "utf8" },
  );
  if (built.status !== 0) throw new Error(built.error?.message ?? built.stderr.trim());
  return `${target}/release/geobit-bench-fast-paths${process.platform === "win32" ? ".exe" : ""}`;
}

/** @param {string} program @param {Graph} graph @param {[number, number][]} pairs @param {string} file for the graph @returns {Promise<Prepared>} */
export async function askFastPaths(program, graph, pairs, file) {
  await writeFile(file, graphFile(graph, pairs));
  const ran = spawnSync(program, [file], { encoding: "utf8", maxBuffer: 2 ** 26 });
  if (ran.status !== 0) throw new Error(ran.error?.message ?? ran.stderr.trim());
  const { prepareMs, ms, weights } = JSON.parse(ran.stdout);
  const hours = weights.map((/** @type {number | null} */ weight) =>
    weight === null ? Number.POSITIVE_INFINITY : weight / UNITS_PER_HOUR,
  );
  return { prepareMs, ms, hours };
}

/** What the program reads. @param {Graph} graph @param {[number, number][]} pairs */
export function graphFile(graph, pairs) {
  const nodes = graph.lon.length;
  const links = cheapestLinks(graph);
  const numbers = new BigUint64Array(3 + 3 * links.size + 2 * pairs.length);
  numbers.set([nodes, links.size, pairs.length].map(BigInt));
  let at = 3;
  const add = (/** @type {number} */ number) => {
    numbers[at++] = BigInt(number);
  };
  for (const [key, hours] of links)
    [Math.floor(key / nodes), key % nodes, Math.max(1, Math.round(hours * UNITS_PER_HOUR))].forEach(add);
  pairs.flat().forEach(add);
  return new Uint8Array(numbers.buffer);
}
