// The results as a bar chart: a column per number of incidents, a group of bars per workload, one logarithmic scale.

/** @import { Cell, Results, Table } from "../types.d.ts" */
import { grouped, milliseconds } from "./format.js";

const NAMES_WIDTH = 190;
const GAP = 28;
const PANEL_WIDTH = 290;
const ROW = 19;
const BAR = 12;
const TOP = 112;
const TITLE = 34;
// From the palette of Okabe and Ito, which colour-blind people can tell apart, also when printed in grey.
const OURS = "#0072b2";
const OTHERS = "#e69f00";
const WRONG = "#999999";
const INK = "#1f2933";
const FAINT = "#5f6b76";

/** @param {Results} results */
export function chart(results) {
  const { sizes, date, browser, machine } = results;
  const groups = groupsOf(results);
  const [low, high] = decades(groups.flatMap(({ rows }) => rows.flatMap(({ cells }) => cells)));
  const width = NAMES_WIDTH + sizes.length * (PANEL_WIDTH + GAP) + 12;
  const height = TOP + groups.reduce((sum, { rows }) => sum + TITLE + rows.length * ROW, 0) + 50;
  const left = (/** @type {number} */ panel) => NAMES_WIDTH + GAP / 2 + panel * (PANEL_WIDTH + GAP);
  // Leaves room for the figure behind the longest bar.
  const x = (/** @type {number} */ ms) => ((Math.log10(ms) - low) / (high - low)) * (PANEL_WIDTH - 46);

  const parts = [
    text(16, 32, "Milliseconds per workload: GeoBit and its peers in one page", { size: 19, weight: 600 }),
    text(
      16,
      53,
      `Logarithmic scale, shorter is faster. Bars: warm median. Lines: quartiles. Rings: the first call.`,
      { fill: FAINT },
    ),
  ];
  for (const [panel, { count }] of sizes.entries()) {
    parts.push(text(left(panel), 80, `${grouped(count)} incidents`, { size: 14, weight: 600 }));
    for (let decade = low; decade <= high; decade++) {
      const at = left(panel) + x(10 ** decade);
      parts.push(`<line x1="${at}" x2="${at}" y1="${TOP - 8}" y2="${height - 42}" stroke="#d9dee3"/>`);
      // Over many decades only every second one is labelled; 1 ms always is.
      if (high - low < 7 || decade % 2 === 0)
        parts.push(text(at, TOP - 13, tick(decade), { anchor: "middle", size: 11, fill: FAINT }));
    }
  }
  let y = TOP;
  for (const { title, rows } of groups) {
    parts.push(text(16, y + 20, title, { size: 14, weight: 600 }));
    y += TITLE;
    for (const { name, cells } of rows) {
      const mine = name === rows[0].name;
      parts.push(text(NAMES_WIDTH + 4, y + 10, name, { anchor: "end", weight: mine ? 600 : 400 }));
      for (const [panel, cell] of cells.entries()) parts.push(bar(cell, left(panel), y, x, mine));
      y += ROW;
    }
  }
  parts.push(
    text(
      16,
      height - 16,
      `${date}, ${browser}, ${machine.cores} cores of ${machine.cpu}. Grey: the answer is wrong. n/a: not run at this size.`,
      { size: 11, fill: FAINT },
    ),
  );
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="Bar chart of milliseconds per workload" font-family="system-ui, 'Segoe UI', 'Liberation Sans', 'DejaVu Sans', Arial, sans-serif">`,
    `<rect width="${width}" height="${height}" fill="#ffffff"/>`,
    ...parts,
    "</svg>\n",
  ].join("\n");
}

/**
 * The workloads, with a row for each contender that has a figure at some size. Drags are left out: they look like the
 * workload they repeat.
 * @param {Results} results
 */
function groupsOf({ sizes }) {
  const tables = sizes.flatMap((size) => size.tables).filter(({ workload }) => !workload.endsWith("-drag"));
  return [...new Set(tables.map(({ workload }) => workload))].map((workload) => {
    const bySize = sizes.map((size) => size.tables.find((table) => table.workload === workload));
    const names = [
      ...new Set(bySize.flatMap((table) => table?.cells ?? []).map(({ contender }) => contender)),
    ];
    const rows = names.map((name) => ({ name, cells: bySize.map((table) => cellOf(table, name)) }));
    const title = bySize.find(Boolean)?.title ?? workload;
    return { title, rows: rows.filter(({ cells }) => cells.some((cell) => cell?.median !== undefined)) };
  });
}

/** @param {Table | undefined} table @param {string} name */
const cellOf = (table, name) => table?.cells.find(({ contender }) => contender === name);

/** The exponents of the powers of ten that enclose all figures. @param {(Cell | undefined)[]} cells */
function decades(cells) {
  const figures = cells
    .flatMap((cell) => [cell?.low, cell?.cold, cell?.high])
    .filter((ms) => ms !== undefined);
  return [Math.floor(Math.log10(Math.min(...figures))), Math.ceil(Math.log10(Math.max(...figures)))];
}

/**
 * @param {Cell | undefined} cell @param {number} left @param {number} y
 * @param {(ms: number) => number} x @param {boolean} mine
 */
function bar(cell, left, y, x, mine) {
  const middle = y + BAR / 2;
  if (cell?.median === undefined) return text(left, y + 10, "n/a", { size: 11, fill: FAINT });
  const { median, low = median, high = median, cold = median } = cell;
  const fill = cell.wrong ? WRONG : mine ? OURS : OTHERS;
  const end = left + Math.max(x(median), x(high), x(cold) + 4) + 5;
  return [
    `<rect x="${left}" y="${y}" width="${Math.max(1, x(median)).toFixed(1)}" height="${BAR}" fill="${fill}"/>`,
    `<line x1="${(left + x(low)).toFixed(1)}" x2="${(left + x(high)).toFixed(1)}" y1="${middle}" y2="${middle}" stroke="${INK}" stroke-width="1.5"/>`,
    `<circle cx="${(left + x(cold)).toFixed(1)}" cy="${middle}" r="3" fill="#ffffff" stroke="${INK}"/>`,
    text(end, y + 10, milliseconds(median), { size: 11, weight: mine ? 600 : 400 }),
  ].join("");
}

/** @param {number} decade */
const tick = (decade) => (decade >= 3 ? `${10 ** (decade - 3)} s` : `${10 ** decade} ms`);

/**
 * @param {number} x @param {number} y @param {string} words
 * @param {{ size?: number, weight?: number, anchor?: string, fill?: string }} [look]
 */
function text(x, y, words, { size = 12, weight = 400, anchor = "start", fill = INK } = {}) {
  const safe = words.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
  return `<text x="${Number(x.toFixed(1))}" y="${y}" font-size="${size}" font-weight="${weight}" text-anchor="${anchor}" fill="${fill}">${safe}</text>`;
}
