// The first visit over a slow line, as Markdown.

/** @import { SlowFile, SlowLine, SlowVisit } from "../types.d.ts" */
import { grouped } from "./format.js";
import { SLOW_LINE_TARGETS } from "./targets.js";

/** @param {SlowLine} slowLine */
export function slowLineSection({ date, browser, machine, line, load, visits }) {
  const middle = visits.toSorted((a, b) => a.ready - b.ready)[Math.floor(visits.length / 2)];
  const { cores, cpu } = machine;
  return [
    `${visits.length} first visits on ${date} with ${browser} on ${cores} cores of ${cpu}, over ${line.bitsPerSecond / 1e6} Mbit/s with ${line.latencyMs} ms from each request to its answer. The figures are the medians, and in brackets the longest.`,
    load > cores + 1
      ? `The machine was busy with other work (a load of ${load} on ${cores} cores), so that whatever the page computes took several times as long as it does alone: compare the bytes, and the times at which files are there.`
      : "",
    [
      "| | s | target |",
      "|---|---:|---|",
      `| the page can be used | ${secondsOf(visits, "ready")} | ${SLOW_LINE_TARGETS.readyMs / 1000}: ${metOrMissed(middle.ready <= SLOW_LINE_TARGETS.readyMs)} |`,
      `| an example place can be pressed | ${secondsOf(visits, "pressed")} | – |`,
      `| its answer is visible | ${secondsOf(visits, "answer")} | – |`,
    ].join("\n"),
    bytesTable(middle),
    "The files of the visit with the median time, in the order in which they were asked for:",
    waterfall(middle),
  ]
    .filter(Boolean)
    .join("\n\n");
}

/** @param {SlowVisit} visit */
function bytesTable({ files, ready }) {
  const before = sum(files.filter(({ asked }) => asked < ready));
  const [aimBefore, aimWhole] = [SLOW_LINE_TARGETS.bytesBefore, SLOW_LINE_TARGETS.bytes];
  return [
    "| | bytes | target |",
    "|---|---:|---|",
    `| asked for before the page can be used | ${grouped(before)} | ${grouped(aimBefore)}: ${metOrMissed(before <= aimBefore)} |`,
    `| the whole first load | ${grouped(sum(files))} | ${grouped(aimWhole)}: ${metOrMissed(sum(files) <= aimWhole)} |`,
  ].join("\n");
}

/** @param {SlowVisit} visit */
const waterfall = ({ files, ready }) =>
  [
    "| file | bytes | encoding | asked, s | there, s | |",
    "|---|---:|---|---:|---:|---|",
    ...files.map(
      ({ path, bytes, encoding, asked, arrived }) =>
        `| ${path} | ${grouped(bytes)} | ${encoding || "–"} | ${seconds(asked)} | ${seconds(arrived)} | ${asked < ready ? "before use" : "after"} |`,
    ),
  ].join("\n");

/** @param {SlowVisit[]} visits @param {"pressed" | "ready" | "answer"} name */
function secondsOf(visits, name) {
  const sorted = visits.map((visit) => visit[name]).sort((a, b) => a - b);
  return `${seconds(sorted[Math.floor(sorted.length / 2)])} (${seconds(sorted[sorted.length - 1])})`;
}

/** @param {number} ms */
const seconds = (ms) => (ms / 1000).toFixed(2);

/** @param {SlowFile[]} files */
const sum = (files) => files.reduce((all, { bytes }) => all + bytes, 0);

/** @param {boolean} met */
const metOrMissed = (met) => (met ? "met" : "**missed**");
