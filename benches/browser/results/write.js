// Writes the results and the documents made from them.
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { root } from "../../../tests/browser/harness.js";
import { chart } from "./chart.js";
import { summary } from "./summary.js";
import { tables } from "./tables.js";

/** @import { Formats, Results, SlowLine } from "../types.d.ts" */

export const RESULTS = "docs/bench/results.json";
export const SLOW_LINE = "docs/bench/slow-line.json";
export const FORMATS = "docs/bench/formats.json";

/**
 * Writes the results and every document made from them below the root of the project. Returns the paths written.
 * @param {Results} results
 */
export async function write(results) {
  const json = `${JSON.stringify(results, significantDigits, 2)}\n`;
  const files = { [RESULTS]: json, ...(await documents(JSON.parse(json))) };
  await mkdir(`${root}docs/bench`, { recursive: true });
  for (const [path, text] of Object.entries(files)) await writeFile(`${root}${path}`, text);
  return Object.keys(files);
}

/**
 * Writes first visits over a slow line, and the documents again, which have the rest from the last bench. Returns the paths written.
 * @param {SlowLine} slowLine
 */
export const writeSlowLine = (slowLine) => writeBeside(SLOW_LINE, slowLine);

/**
 * Writes how long files of several formats take, and the documents again. Returns the paths written.
 * @param {Formats} formats
 */
export const writeFormats = (formats) => writeBeside(FORMATS, formats);

/** @param {string} path @param {object} results */
async function writeBeside(path, results) {
  await writeFile(`${root}${path}`, `${JSON.stringify(results, significantDigits, 2)}\n`);
  return [path, ...(await write(await readJson(RESULTS)))];
}

/**
 * The texts of the documents, by path below the root of the project. The results are those of the JSON file: rounded.
 * @param {Results} results
 * @returns {Promise<Record<string, string>>}
 */
export async function documents(results) {
  const template = await readFile(`${root}benches/performance-template.md`, "utf8");
  return {
    "docs/performance.md": summary(results, await readJson(SLOW_LINE), await readJson(FORMATS), template),
    "docs/bench/tables.md": tables(results),
    "docs/bench/chart.svg": chart(results),
  };
}

/** Six significant digits are more than the clock gives. @param {string} _key @param {unknown} value */
const significantDigits = (_key, value) =>
  typeof value === "number" && !Number.isInteger(value) ? Number(value.toPrecision(6)) : value;

/** @param {string} path below the root of the project */
const readJson = async (path) => JSON.parse(await readFile(`${root}${path}`, "utf8"));
