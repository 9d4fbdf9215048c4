// The measurements on the built page, as Markdown.

/** @import { Drag, Start } from "../types.d.ts" */
import { grouped, milliseconds, threeOf } from "./format.js";

/** The parts of a step in the order in which they happen: the name of the measurement, and its column. */
const PARTS = /** @type {const} */ ([
  ["event", "mouse event"],
  ["shapes", "shape drawn"],
  ["engine", "engine"],
  ["panel", "numbers"],
  ["map", "marks"],
  ["frame", "map's frame"],
  ["drawn", "event to frame"],
  ["gpu", "its pixels"],
]);

/** @param {Drag} drag */
export function dragSection({ count, steps, openedMs, shapes }) {
  const rows = shapes.map(({ shape, hits, step, parts }) => {
    const medians = PARTS.map(([name]) => (parts[name] ? milliseconds(parts[name].p50) : "–"));
    return `| ${[shape, grouped(hits), threeOf(step), ...medians].join(" | ")} |`;
  });
  return [
    "## Dragging on the page\n",
    `The built page with a CSV file of ${grouped(count)} synthetic incidents, which took ${milliseconds(openedMs / 1000)} s from its choice to an idle page. One corner is dragged with the mouse in ${steps} steps with default options. A step lasts from the mouse's event to the end of the page's update with the new numbers. The parts are medians: the page's work on the event; the shapes handed to the map; the engine's answer, from the question to its arrival from the worker, with what the browser does meanwhile; the numbers beside the map; the marks of the incidents and the colours of the route. The map's frame follows when the browser draws it. A program (SwiftShader) draws its pixels here; people have a graphics card. The next step begins when the map has drawn this one. Milliseconds.\n`,
    `| dragged | incidents found | step p50 | p95 | most | ${PARTS.map(([, title]) => title).join(" | ")} |`,
    `|---|${"---:|".repeat(4 + PARTS.length)}`,
    ...rows,
  ].join("\n");
}

/** @param {Start} start */
export function startSection({ cold, warm }) {
  const rows = Object.entries({ cold, warm }).flatMap(([name, { pressed, answer }]) => [
    `| ${name}, ${answer.n} visits: an example place can be pressed | ${threeOf(pressed)} |`,
    `| ${name}: the first answer is visible | ${threeOf(answer)} |`,
  ]);
  return [
    "## Start, from navigation to the first answer\n",
    "The built page with the demo data, from a server on the same machine, so without a network. An example place is pressed as soon as it can be. *Cold* is the first visit of a browser just started, *warm* a later visit with filled caches. Milliseconds.\n",
    "| | p50 | p95 | most |",
    "|---|---:|---:|---:|",
    ...rows,
  ].join("\n");
}
