// What was measured on the built page, as Markdown.

/** @import { Drag, Start } from "../types.d.ts" */
import { grouped, milliseconds, threeOf } from "./format.js";

/** By the names that the page and the bench give them, in the order in which they come. */
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
    "### Dragging on the page: p50 and p95 of a step, and what it consists of\n",
    `The built page with a CSV file of ${grouped(count)} synthetic incidents, which took ${milliseconds(openedMs / 1000)} s from its choice to an idle page. One corner is dragged with the mouse, ${steps} steps, all options at their defaults. A step lasts from the mouse's event to the end of the page's update with the new numbers. Of its parts the medians: the page's work on the event; the shapes handed to the map; the answer of the engine, from the question to its arrival from the worker, with what the browser does meanwhile; the numbers beside the map; the marks of the incidents and the colours of the route. The map's frame follows when the browser draws, with all that the answer shows on it; its pixels are made here by a program (SwiftShader) where people have a graphics card. The next step begins when the map has drawn this one. Milliseconds.\n`,
    `| dragged | incidents found | step p50 | p95 | most | ${PARTS.map(([, title]) => title).join(" | ")} |`,
    `|---|${"---:|".repeat(4 + PARTS.length)}`,
    ...rows,
  ].join("\n");
}

/** @param {Start} start */
export function startSection({ cold, warm }) {
  const rows = Object.entries({ cold, warm }).flatMap(([name, { pressed, answer }]) => [
    `| ${name}, ${answer.n} visits: a place to try can be pressed | ${threeOf(pressed)} |`,
    `| ${name}: the first answer can be seen | ${threeOf(answer)} |`,
  ]);
  return [
    "### Start: from navigation to the first answer, cold and warm\n",
    "The built page with the demo data, from a server on the same machine: no network is in it. A place to try is pressed as soon as it can be. Cold: the first visit of a browser just started. Warm: later visits, with its caches filled. Milliseconds.\n",
    "| | p50 | p95 | most |",
    "|---|---:|---:|---:|",
    ...rows,
  ].join("\n");
}
