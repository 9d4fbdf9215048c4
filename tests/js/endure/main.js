import { parseArgs } from "node:util";
import { endure } from "./endure.js";

// Run by `cargo xtask endure`. Prints the memory over time as a table, and ends with 1 if there is a finding.

const options = {
  calls: { type: /** @type {const} */ ("string") },
  seed: { type: /** @type {const} */ ("string") },
};
const { calls = "100000", seed = "1" } = parseArgs({ options }).values;
const COLUMNS = ["calls", "loads", "in use, nothing open (kB)", "reserved (kB)", "process (MB)"];

console.log(`${calls} calls with the seed ${seed}, half of them in a worker that is killed now and then`);
let failed = false;
for (const worker of [false, true]) {
  console.log(`\n${worker ? "in a worker" : "in this thread"}`);
  console.log(COLUMNS.join(" | "));
  const { counts, findings } = await endure({
    calls: Math.ceil(Number(calls) / 2),
    seed: Number(seed) + Number(worker),
    worker,
    onSample: ({ calls, loads, idle, reserved, rss }) => {
      const cells = [
        calls,
        loads,
        (idle / 1e3).toFixed(1),
        (reserved / 1e3).toFixed(0),
        (rss / 1e6).toFixed(0),
      ];
      console.log(cells.map((cell, i) => String(cell).padStart(COLUMNS[i].length)).join(" | "));
    },
  });
  console.log(
    Object.entries(counts)
      .map(([what, count]) => `${what}: ${count}`)
      .join(", "),
  );
  for (const finding of findings.slice(0, 20)) console.error(`finding: ${finding}`);
  if (findings.length > 20) console.error(`and ${findings.length - 20} more findings`);
  failed ||= findings.length > 0;
}
process.exitCode = failed ? 1 : 0;
