// Prints what was measured, as tables of Markdown.

/** @import { Measured } from "./measure.js" */

const COLUMNS = ["nodes", "edges", "inner places", "names", "lines"];

/** @param {Measured} measured */
export function report({
  name,
  nodes,
  edges,
  inner,
  lengthKm,
  extractBytes,
  packBytes,
  columns,
  steps,
  fastest,
  memory,
}) {
  const perEdge = (/** @type {number} */ bytes) => (bytes / edges).toFixed(1);
  const shares = columns.map(({ packed }, i) => `${COLUMNS[i]} ${perEdge(packed)}`).join(", ");
  const ours = fastest[0].spread.median;
  return [
    `## ${name}`,
    "",
    `${whole(nodes)} nodes, ${whole(edges)} edges with ${(inner / edges).toFixed(1)} places between their ends, ${whole(lengthKm)} km.`,
    `The extract has ${whole(extractBytes)} bytes and the pack ${whole(packBytes)}, ${perEdge(packBytes)} an edge: ${shares}.`,
    "",
    "| step | ms (quartiles) | most | times | |",
    "|---|---:|---:|---:|---|",
    ...steps.map(
      ({ what, spread, note = "" }) =>
        `| ${what} | ${ms(spread.median)} (${ms(spread.low)}–${ms(spread.high)}) | ${ms(spread.most)} | ${spread.times} | ${note} |`,
    ),
    "",
    `| fastest way of ${fastest[0].hours.length} pairs | ms (quartiles) | most | GeoBit's median is so many times as long |`,
    "|---|---:|---:|---:|",
    ...fastest.map(({ name, spread, prepareMs }) => {
      const before = prepareMs === undefined ? "" : `, after ${ms(prepareMs)} ms of preparation`;
      return `| ${name}${before} | ${ms(spread.median)} (${ms(spread.low)}–${ms(spread.high)}) | ${ms(spread.most)} | ${digits(ours / spread.median)} |`;
    }),
    "",
    `Memory of the engine: ${JSON.stringify(memory)}`,
    "",
  ].join("\n");
}

const whole = (/** @type {number} */ number) => Math.round(number).toLocaleString("en");
const digits = (/** @type {number} */ number) =>
  number.toLocaleString("en", { maximumSignificantDigits: number >= 1000 ? 5 : 3 });
const ms = digits;
