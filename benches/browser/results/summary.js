// The page for readers, docs/performance.md: a template with the figures of one size and of the built page filled in.

/** @import { Formats, Percentiles, Report, Results, SizeResult, SlowLine, Table } from "../types.d.ts" */
import { grouped, milliseconds, ratioOf, times } from "./format.js";
import { formatsSection } from "./formats.js";
import { slowLineSection } from "./slow-line.js";
import { NATIVE_TARGET, PAGE_TARGETS } from "./targets.js";

/** The number of incidents that the targets were written for; the largest size stands in where it was not measured. */
const SUMMARY_COUNT = 1_000_000;

/**
 * Fills the placeholders of the template, each of the form `{{name}}`. Throws where one has no text or is not in the template.
 * @param {Results} results @param {SlowLine} slowLine @param {Formats} formats @param {string} template
 */
export function summary(results, slowLine, formats, template) {
  const size =
    results.sizes.find(({ count }) => count === SUMMARY_COUNT) ?? results.sizes[results.sizes.length - 1];
  /** @type {Record<string, string>} */
  const texts = {
    machine: machineLine(results),
    count: grouped(size.count),
    table: ratioTable(size.tables),
    users: userList(results, size),
    slowLine: slowLineSection(slowLine),
    formats: formatsSection(formats),
    nativeTarget: String(NATIVE_TARGET),
  };
  const missing = new Set(Object.keys(texts));
  const filled = template.replaceAll(/\{\{(\w+)\}\}/g, (_, name) => {
    if (!(name in texts)) throw new Error(`The template has a placeholder without a text: ${name}`);
    missing.delete(name);
    return texts[name];
  });
  if (missing.size > 0) throw new Error(`The template lacks a placeholder: ${[...missing].join(", ")}`);
  return filled;
}

/** @param {Results} results */
const machineLine = ({ date, browser, machine: { cpu, cores, memoryGib, system } }) =>
  `Measured on ${date} with ${browser} on ${cores} cores of ${cpu}, ${memoryGib} GiB, ${system}, a shared machine.`;

/** @param {Table[]} tables */
function ratioTable(tables) {
  return [
    "| workload | GeoBit, ms | target peer | times faster | target | fastest correct peer | times faster |",
    "|---|---:|---|---:|---|---|---:|",
    ...tables.map(({ title, cells: [ours], named, againstNamed, target, met, best }) => {
      const goal = target === undefined ? "–" : `${target}: ${met ? "met" : "**missed**"}`;
      const time = ours.median === undefined ? "–" : milliseconds(ours.median);
      const wrong = ours.wrong ? " **wrong**" : "";
      return `| ${[
        title,
        `${time}${wrong}`,
        named,
        againstNamed ? ratioOf(againstNamed) : "–",
        goal,
        best?.contender ?? "–",
        best ? ratioOf(best) : "–",
      ].join(" | ")} |`;
    }),
  ].join("\n");
}

/** @param {Results} results @param {SizeResult} size */
function userList({ page }, { count, reports, drags, prices, memory }) {
  const { drag, start } = page ?? {};
  const { stepMs, startMs } = PAGE_TARGETS;
  return [
    ...(drag
      ? [
          `- **Dragging a corner** on the page with ${grouped(drag.count)} incidents, from the mouse's event to the updated numbers. The target is a p95 of ${stepMs} ms, so that the numbers keep up with the screen.`,
          ...drag.shapes.map(
            ({ shape, hits, step }) =>
              `  - ${shape}, ${grouped(hits)} incidents found: ${spanOf(step)}: ${metOrMissed(step.p95 <= stepMs)}.`,
          ),
        ]
      : []),
    ...(start
      ? [
          `- **Start**, from navigation to the first answer on the demo data, without a network: ${spanOf(start.cold.answer)} on a first visit, ${spanOf(start.warm.answer)} on later ones, for which the target is a p95 of ${grouped(startMs)} ms: ${metOrMissed(start.warm.answer.p95 <= startMs)}.`,
        ]
      : []),
    ...(drag
      ? [
          `- **Opening a file**: a CSV file of ${grouped(drag.count)} incidents takes ${(drag.openedMs / 1000).toFixed(1)} s from its choice to an idle page.`,
        ]
      : []),
    `- **Memory of the engine**: ${megabytes(memory.unsorted.bytes)} MiB for ${grouped(count)} incidents, ${(memory.unsorted.bytes / count).toFixed(0)} bytes each; ${megabytes(memory.unsorted.reserved)} MiB while loading.`,
    `- **A full report** with default options, through the worker: ${reports
      .filter(({ targetMs }) => targetMs !== undefined)
      .map(reportWords)
      .join("; ")}.`,
    `- **A full report while one vertex moves**: ${drags.map(({ title, call }) => `${title} ${spanOf(call)}`).join("; ")}.`,
    `- **Uncertain locations** make a question longer by these factors: ${prices
      .map(({ title, ratio }) => `${title} ${times(ratio.ratio)}`)
      .join("; ")}.`,
  ].join("\n");
}

/** @param {Report} report */
const reportWords = ({ title, spread, targetMs, met }) =>
  `${title} ${milliseconds(spread.median)} ms (target ${targetMs}: ${metOrMissed(met ?? false)})`;

/** @param {boolean} met */
const metOrMissed = (met) => (met ? "met" : "**missed**");

/** @param {Percentiles} percentiles */
const spanOf = ({ p50, p95 }) => `${milliseconds(p50)} ms (p95 ${milliseconds(p95)} ms)`;

/** @param {number} bytes */
const megabytes = (bytes) => (bytes / 2 ** 20).toFixed(0);
