// Runs the native benches (`benches/native`) and compares them with the same workloads in the page.
import { spawnSync } from "node:child_process";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { root } from "../../tests/browser/harness.js";

/** @import { Results } from "./types.d.ts" */

/** @param {Results} results @returns {Promise<Results["native"]>} */
export async function runNative({ sizes }) {
  const ran = spawnSync("cargo", ["bench", "--bench", "native"], { cwd: root, stdio: ["ignore", 2, 2] });
  if (ran.status !== 0) throw new Error("`cargo bench` failed");
  const pairs = sizes.flatMap(({ count, tables }) =>
    tables.map(({ workload, cells: [ours] }) => ({ workload, count, wasmMs: ours.median })),
  );
  const native = [];
  for (const { workload, count, wasmMs } of pairs) {
    const nativeMs = await medianOf(`${workload}-${count}`);
    if (nativeMs === undefined || wasmMs === undefined) continue;
    native.push({ workload, count, nativeMs, wasmMs, ratio: wasmMs / nativeMs });
  }
  return native;
}

/** Returns the median that criterion measured, in ms, or `undefined` where there is no such bench. @param {string} bench */
async function medianOf(bench) {
  const target = join(root, process.env.CARGO_TARGET_DIR ?? "target");
  const path = join(target, "criterion", bench, "new/estimates.json");
  const text = await readFile(path, "utf8").catch(() => undefined);
  return text ? JSON.parse(text).median.point_estimate / 1e6 : undefined;
}
