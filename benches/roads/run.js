// Times what is asked of roads, on the middle of Helsinki and on a country of half a million edges, next to `ngraph.path` and `fast_paths`:
//
//   node benches/roads/run.js [--side 500] [--pairs 200] [--only helsinki|country] [--chromium]
//
// In Node.js, or with --chromium in a page. The package has to be built (`cargo xtask build`). What cannot be had, such as a peer or the extract
// of Helsinki, is named and left out. The exit code is 1 when not all find ways of the same hours.
import { mkdir } from "node:fs/promises";
import { loadavg } from "node:os";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { open } from "geobit";
import { machine } from "../browser/results/machine.js";
import { disagreements } from "./agreement.js";
import { measureInPage } from "./chromium.js";
import { countryExtract } from "./country.js";
import { askFastPaths, buildFastPaths } from "./fast-paths.js";
import { graphOf } from "./graph.js";
import { helsinkiExtract } from "./helsinki.js";
import { measure } from "./measure.js";
import { readColumns } from "./pack-columns.js";
import { drawPairs } from "./pairs.js";
import { COUNTRY, HELSINKI } from "./questions.js";
import { report } from "./report.js";
import { spreadOf } from "./stopwatch.js";

/** @import { Questions } from "./measure.js" */

const SEED = 29;
const folder = fileURLToPath(new URL("../../target/roads", import.meta.url));
const { values } = parseArgs({
  options: {
    side: { type: "string", default: "500" },
    pairs: { type: "string", default: "200" },
    only: { type: "string" },
    chromium: { type: "boolean", default: false },
  },
});

await mkdir(folder, { recursive: true });
const program = await orNothing("fast_paths", () => buildFastPaths(`${folder}/cargo`));
const libraries = await orNothing("ngraph.path", () => import("./libraries.js"));
/** @type {[Questions, () => Promise<Uint8Array> | Uint8Array][]} */
const all = [
  [HELSINKI, () => helsinkiExtract(folder)],
  [COUNTRY, () => countryExtract(Number(values.side))],
];
for (const [questions, extractOf] of all) {
  if (values.only && values.only !== questions.name.toLowerCase()) continue;
  const extract = await orNothing(questions.name, extractOf);
  if (extract) await run(questions, Uint8Array.from(extract));
}
const { cpu, cores, memoryGib, system } = machine();
console.log(`${cores} cores of ${cpu}, ${memoryGib} GiB, ${system}, Node.js ${process.version}.`);

/** @param {Questions} questions @param {Uint8Array<ArrayBuffer>} extract */
async function run(questions, extract) {
  const graph = await graphOfExtract(extract);
  const pairs = drawPairs(graph, Number(values.pairs), SEED);
  const load = loadavg()[0].toFixed(1);
  console.error(`${questions.name}: fast_paths`);
  const prepared = program && (await askFastPaths(program, graph, pairs, `${folder}/graph.bin`));
  const measured = await (values.chromium
    ? measureInPage(folder, extract, pairs, questions, libraries !== undefined)
    : inNode(questions, extract, pairs));
  if (prepared) {
    const { prepareMs, ms, hours } = prepared;
    measured.fastest.push({ name: "fast_paths, native", spread: spreadOf(ms), hours, prepareMs });
  }
  console.log(report(measured));
  console.log(`At a load of ${load} before and ${loadavg()[0].toFixed(1)} after.`);
  const wrong = disagreements(measured.fastest);
  if (wrong.length > 0) process.exitCode = 1;
  console.log(`${verdictOf(wrong, measured.fastest.slice(1))}\n`);
}

/** @param {string[]} wrong @param {{ name: string, hours: number[] }[]} peers */
function verdictOf(wrong, peers) {
  if (wrong.length > 0) return `Not the same hours:\n${wrong.join("\n")}`;
  if (peers.length === 0) return "No peer is there to compare the hours with.";
  const names = peers.map(({ name }) => name).join("; ");
  return `The hours of all ${peers[0].hours.length} pairs agree to 1e-6 with: ${names}.`;
}

/** @param {Questions} questions @param {Uint8Array<ArrayBuffer>} extract @param {[number, number][]} pairs */
async function inNode(questions, extract, pairs) {
  const geobit = await open({ worker: false });
  try {
    return await measure(geobit, extract, pairs, questions, libraries, console.error);
  } finally {
    geobit.close();
  }
}

/** @param {Uint8Array<ArrayBuffer>} extract */
async function graphOfExtract(extract) {
  const geobit = await open({ worker: false });
  const roads = await geobit.roads(extract, { name: "Graph" });
  const pack = /** @type {Uint8Array<ArrayBuffer>} */ (await roads.toPack());
  geobit.close();
  return graphOf(await readColumns(pack));
}

/** Says what is left out, and why. @template T @param {string} what @param {() => Promise<T> | T} work @returns {Promise<T | undefined>} */
async function orNothing(what, work) {
  try {
    return await work();
  } catch (error) {
    console.log(`${what} is left out: ${/** @type {Error} */ (error).message}\n`);
  }
}
