// Puts the results where the documentation shows them.
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { root } from "../../../tests/browser/harness.js";
import { chart } from "./chart.js";
import { markdown } from "./markdown.js";

/** @import { Results } from "../types.d.ts" */

/** @param {Results} results */
export async function write(results) {
  await mkdir(`${root}docs/bench`, { recursive: true });
  await writeFile(`${root}docs/bench/results.json`, `${JSON.stringify(results, rounded, 2)}\n`);
  const head = await readFile(`${root}benches/performance-head.md`, "utf8");
  await writeFile(`${root}docs/performance.md`, `${head.trimEnd()}\n\n${markdown(results)}`);
  await writeFile(`${root}docs/bench/chart.svg`, chart(results));
  console.error("\nWritten: docs/performance.md, docs/bench/results.json, docs/bench/chart.svg");
}

/** Digits that mean nothing are left out. @param {string} _key @param {unknown} value */
const rounded = (_key, value) =>
  typeof value === "number" && !Number.isInteger(value) ? Number(value.toPrecision(6)) : value;
