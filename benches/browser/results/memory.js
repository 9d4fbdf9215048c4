// What a snapshot takes of memory, as Markdown.

/** @import { Held, SizeResult } from "../types.d.ts" */
import { grouped } from "./format.js";

/** What a size has to answer, if it is to be of use. */
const NEEDED = ["geofence64", "corridor"];

/** @param {SizeResult[]} sizes */
export const memorySection = (sizes) =>
  [
    "### Memory\n",
    "WebAssembly memory after the load of columns into an engine that did nothing else: what the engine holds, and what it took from the browser while loading, which is used again but never given back. In brackets bytes per incident, the engine's own part included.\n",
    "| incidents | unsorted: held | reserved | sorted: held | reserved | geofence and route |",
    "|---:|---:|---:|---:|---:|---|",
    ...sizes.map(({ count, memory: { unsorted, sorted }, tables }) => {
      const cells = NEEDED.map((id) => tables.find(({ workload }) => workload === id)?.cells[0]);
      const right = cells.every((cell) => cell?.median !== undefined && !cell.wrong);
      const figures = [...both(unsorted, count), ...both(sorted, count)];
      return `| ${[grouped(count), ...figures, right ? "answered, right" : "**not answered right**"].join(" | ")} |`;
    }),
  ].join("\n");

/** @param {Held} held @param {number} count */
const both = ({ bytes, reserved }, count) =>
  [bytes, reserved].map((all) => `${(all / 2 ** 20).toFixed(1)} MiB (${(all / count).toFixed(0)})`);
