// Every figure of a run as Markdown: docs/bench/tables.md.

/** @import { Cell, Curve, Results, SizeResult, Table } from "../types.d.ts" */
import { grouped, milliseconds, ratioOf, spreadOf, threeOf, times } from "./format.js";
import { memorySection } from "./memory.js";
import { dragSection, startSection } from "./page.js";
import { NATIVE_TARGET } from "./targets.js";

/** @param {Results} results */
export function tables({ date, machine, browser, versions, rounds, sizes, curves, page, native }) {
  const { cpu, cores, memoryGib, system } = machine;
  const used = Object.entries(versions).map(([name, version]) => `${name} ${version}`);
  return [
    "# Tables of the benchmark",
    "<!-- Written by `cargo xtask bench`. -->",
    "[Performance](../performance.md) explains the workloads, the peers and what counts as correct.",
    `Measured on ${date} on ${cores} cores of ${cpu}, ${memoryGib} GiB, ${system}, ${browser}; at most ${rounds} rounds. Versions: ${used.join(", ")}.`,
    "Times are in milliseconds: median (lower to upper quartile). *First* is the first call in its page.",
    ...sizes.map(sizeSection),
    memorySection(sizes),
    ...(page ? [dragSection(page.drag), startSection(page.start)] : []),
    "## How GeoBit's own cost grows",
    "Milliseconds of a warm call. The last column is the exponent of growth between the last two sizes; 1 means in proportion.",
    curves.map(curveTable).join("\n\n"),
    ...(native.length > 0 ? [nativeSection(native)] : []),
  ]
    .join("\n\n")
    .concat("\n");
}

/** @param {SizeResult} size */
function sizeSection({ count, tables, reports, drags, prices, exposure, notes }) {
  const summary = [
    "| workload | GeoBit, ms | fastest correct peer, ms | times faster | target peer, times faster | target |",
    "|---|---:|---|---:|---:|---|",
    ...tables.map(summaryRow),
  ];
  const worker = [
    "| full report through the worker | ms | first | target |",
    "|---|---:|---:|---|",
    ...reports.map(({ title, spread, targetMs, met }) => {
      const target = targetMs === undefined ? "–" : `${targetMs} ms: ${met ? "met" : "**missed**"}`;
      return `| ${title} | ${spreadOf(spread)} | ${milliseconds(spread.cold)} | ${target} |`;
    }),
  ];
  const moving = [
    "| full report through the worker while one vertex moves | calls | p50, ms | p95 | most |",
    "|---|---:|---:|---:|---:|",
    ...drags.map(({ title, call }) => `| ${title} | ${call.n} | ${threeOf(call)} |`),
  ];
  const uncertain = [
    "| cost of uncertain locations | as points, ms | with uncertain locations, ms | times as long | answer as points | answer with them |",
    "|---|---:|---:|---:|---:|---:|",
    ...prices.map(
      ({ title, points, uncertain, ratio, pointsAnswer, uncertainAnswer }) =>
        `| ${[title, spreadOf(points), spreadOf(uncertain), ratioOf(ratio), pointsAnswer, uncertainAnswer].join(" | ")} |`,
    ),
  ];
  return [
    `## ${grouped(count)} incidents`,
    ...notes,
    summary.join("\n"),
    ...tables.map(details),
    worker.join("\n"),
    moving.join("\n"),
    uncertain.join("\n"),
    `GeoBit's exposure differs from the untruncated reference by ${exposure.difference.toExponential(1)}, relatively; a cut at ` +
      `15 km loses ${((1 - exposure.cut / exposure.whole) * 100).toFixed(2)} % of it.`,
  ].join("\n\n");
}

/** @param {Table} table */
function summaryRow({ title, cells, named, best, againstNamed, target, met }) {
  const [ours] = cells;
  const goal =
    target === undefined ? "–" : met === undefined ? `${target}` : `${target}: ${met ? "met" : "**missed**"}`;
  return `| ${[
    title,
    figure(ours),
    best ? `${best.contender}, ${milliseconds(medianOf(cells, best.contender))}` : "–",
    best ? ratioOf(best) : "–",
    againstNamed ? `${named}, ${ratioOf(againstNamed)}` : "–",
    goal,
  ].join(" | ")} |`;
}

/** @param {Cell[]} cells @param {string} name */
const medianOf = (cells, name) => cells.find(({ contender }) => contender === name)?.median ?? Number.NaN;

/** @param {Table} table */
function details({ title, cells }) {
  const rows = cells.map((cell) => {
    const cold = cell.cold === undefined ? "–" : milliseconds(cell.cold);
    return `| ${cell.contender} | ${figure(cell)} | ${cold} | ${cell.rounds ?? "–"} | ${cell.answer ?? "–"} |`;
  });
  return [
    `<details><summary>${title}</summary>\n`,
    "| contender | ms | first | rounds | answer |",
    "|---|---:|---:|---:|---|",
    ...rows,
    "\n</details>",
  ].join("\n");
}

/** @param {Cell} cell */
function figure(cell) {
  if (cell.median === undefined) return cell.skipped ?? "–";
  return `${spreadOf(/** @type {any} */ (cell))}${cell.wrong ? ` **wrong**: ${cell.wrong}` : ""}`;
}

/** @param {Curve} curve */
function curveTable({ title, unit, points }) {
  const [before, last] = points.slice(-2);
  const growth = last ? Math.log(last.ms / before.ms) / Math.log(last.n / before.n) : Number.NaN;
  return [
    `| ${title}: ${unit} | ${points.map(({ n }) => grouped(n)).join(" | ")} | growth |`,
    `|---|${"---:|".repeat(points.length + 1)}`,
    `| ms | ${points.map(({ ms }) => milliseconds(ms)).join(" | ")} | ${growth.toFixed(2)} |`,
  ].join("\n");
}

/** @param {Results["native"]} native */
function nativeSection(native) {
  const rows = native.map(({ workload, count, nativeMs, wasmMs, ratio }) => {
    const met = ratio <= NATIVE_TARGET ? "met" : "**missed**";
    return `| ${workload} | ${grouped(count)} | ${milliseconds(wasmMs)} | ${milliseconds(nativeMs)} | ${times(ratio)} | ${met} |`;
  });
  return [
    "## WebAssembly and native code\n",
    "The package in Chromium, which reads GeoJSON and writes the answer, and the Rust crate under `cargo bench`. They run one after the other, so other work on the machine affects the ratio.\n",
    `| workload | incidents | WebAssembly, ms | native, ms | ratio | at most ${NATIVE_TARGET} |`,
    "|---|---:|---:|---:|---:|---|",
    ...rows,
  ].join("\n");
}
