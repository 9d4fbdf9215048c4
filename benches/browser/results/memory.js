// The memory that a snapshot takes, as Markdown.

/** @import { Held, SizeResult } from "../types.d.ts" */
import { grouped } from "./format.js";

/** The workloads that a size must answer correctly for its memory to mean anything. */
const NEEDED = ["geofence64", "corridor"];

/** @param {SizeResult[]} sizes */
export const memorySection = (sizes) =>
  [
    "## Memory\n",
    "WebAssembly memory after columns were loaded into an engine that did nothing else. *Held* is what the engine uses, *reserved* what it took from the browser while loading, which is reused but never given back. Bytes per incident, the engine's own part included, are in brackets.\n",
    "| incidents | unsorted: held | reserved | sorted: held | reserved | geofence and route |",
    "|---:|---:|---:|---:|---:|---|",
    ...sizes.map(({ count, memory: { unsorted, sorted }, tables }) => {
      const cells = NEEDED.map((id) => tables.find(({ workload }) => workload === id)?.cells[0]);
      const right = cells.every((cell) => cell?.median !== undefined && !cell.wrong);
      const figures = [...both(unsorted, count), ...both(sorted, count)];
      return `| ${[grouped(count), ...figures, right ? "answered correctly" : "**not answered correctly**"].join(" | ")} |`;
    }),
  ].join("\n");

/** @param {Held} held @param {number} count */
const both = ({ bytes, reserved }, count) =>
  [bytes, reserved].map((all) => `${(all / 2 ** 20).toFixed(1)} MiB (${(all / count).toFixed(0)})`);
