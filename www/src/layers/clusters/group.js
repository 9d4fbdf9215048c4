// Groups the incidents in view: those within a finger's width of each other become one, with how many there are. The rows are counted
// in small cells, in one pass that follows the filter, so that nothing has to be built again when the filter changes.
import { runsInView } from "../points/buffers.js";
import { CERTAIN, POSSIBLE } from "../points/hits.js";
import { dayOf, EAST, SOUTH, WORDS } from "../points/pack.js";
import { passes } from "../points/pick.js";

/** @typedef {import("../points/pack.js").Packed} Packed */
/** @typedef {import("../points/pick.js").Filter} Filter */
/** @typedef {{ west: number, east: number, north: number, south: number }} Box in widths of the world; west and east may lie beyond 0 and 1 */
/**
 * @typedef {object} Group
 * @property {number} lon @property {number} lat of the middle of its members; `lon` may lie beyond 180
 * @property {number} count
 * @property {number} certain how many of them the answer counts
 * @property {number} possible how many it may have to count
 * @property {number} row its first member, which is the only one if `count` is 1
 * @property {[west: number, south: number, east: number, north: number]} bounds in degrees
 * @property {number[]} cells
 */
/** @typedef {{ groups: Group[], level: number, columns: number, first: [column: number, row: number] }} Grouping */

/** Cells are 16 pixels wide: a map tile of 512 has 32 of them. */
const CELL_BITS = 5;
export const CELL_PIXELS = 512 / 2 ** CELL_BITS;
/** Members are at most this far from the middle of their group, in cells. */
const REACH = 2.75;
/** Beyond this zoom the cells are no smaller, so that integers hold them. */
export const LAST_LEVEL = 20;

/**
 * @param {Packed} packed @param {Filter} filter
 * @param {Uint8Array} marks what the answer counts
 * @param {Box} box @param {number} zoom
 * @returns {Grouping}
 */
export function groupRows(packed, filter, marks, box, zoom) {
  const level = Math.max(0, Math.min(LAST_LEVEL, Math.floor(zoom)));
  const grid = gridOver(box, level);
  const cells = countCells(packed, filter, marks, box, grid);
  return { groups: join(cells, grid), level, columns: grid.columns, first: grid.first };
}

/** @param {Box} box @param {number} level */
function gridOver({ west, east, north, south }, level) {
  const across = 2 ** (level + CELL_BITS);
  const column = Math.floor(west * across);
  const row = Math.max(0, Math.floor(north * across));
  return {
    across,
    level,
    first: /** @type {[number, number]} */ ([column, row]),
    columns: Math.min(across, Math.floor(east * across) - column + 1),
    rows: Math.max(1, Math.min(across - 1, Math.floor(south * across)) - row + 1),
  };
}

/** @typedef {ReturnType<typeof gridOver>} Grid */
/** @typedef {ReturnType<typeof createCells>} Cells */

/** @param {number} size */
const createCells = (size) => ({
  count: new Uint32Array(size),
  certain: new Uint32Array(size),
  possible: new Uint32Array(size),
  row: new Int32Array(size).fill(-1),
  /** Sums and extremes of positions, in cells from the first one. */
  x: new Float64Array(size),
  y: new Float64Array(size),
  west: new Float64Array(size).fill(Number.POSITIVE_INFINITY),
  east: new Float64Array(size).fill(Number.NEGATIVE_INFINITY),
  north: new Float64Array(size).fill(Number.POSITIVE_INFINITY),
  south: new Float64Array(size).fill(Number.NEGATIVE_INFINITY),
});

/** @param {Packed} packed @param {Filter} filter @param {Uint8Array} marks @param {Box} box @param {Grid} grid */
function countCells(packed, filter, marks, box, { across, first, columns, rows }) {
  const cells = createCells(columns * rows);
  const { vertices } = packed;
  const [perEast, perSouth] = [across / EAST, across / SOUTH];
  for (const [start, count] of runsInView(packed, box))
    for (let row = start, word = WORDS * start; row < start + count; row++, word += WORDS) {
      if (!passes(vertices[word + 2], filter)) continue;
      const y = vertices[word + 1] * perSouth - first[1];
      if (y < 0 || y >= rows) continue;
      // The world repeats, so that a place east of the first column may be counted from its west.
      const away = vertices[word] * perEast - first[0];
      const x = away - across * Math.floor(away / across);
      if (x >= columns) continue;
      add(cells, Math.floor(y) * columns + Math.floor(x), x, y, row, marks[row]);
    }
  return cells;
}

/** @param {Cells} cells @param {number} cell @param {number} x @param {number} y @param {number} row @param {number} mark */
function add(cells, cell, x, y, row, mark) {
  cells.count[cell]++;
  if (cells.row[cell] < 0) cells.row[cell] = row;
  if (mark === CERTAIN) cells.certain[cell]++;
  else if (mark === POSSIBLE) cells.possible[cell]++;
  cells.x[cell] += x;
  cells.y[cell] += y;
  if (x < cells.west[cell]) cells.west[cell] = x;
  if (x > cells.east[cell]) cells.east[cell] = x;
  if (y < cells.north[cell]) cells.north[cell] = y;
  if (y > cells.south[cell]) cells.south[cell] = y;
}

/** Joins cells around the fullest ones first. @param {Cells} cells @param {Grid} grid @returns {Group[]} */
function join(cells, grid) {
  const { count } = cells;
  /** @type {number[]} */
  const filled = [];
  for (let cell = 0; cell < count.length; cell++) if (count[cell] > 0) filled.push(cell);
  filled.sort((a, b) => count[b] - count[a] || a - b);
  const isTaken = new Uint8Array(count.length);
  return filled.flatMap((cell) => {
    if (isTaken[cell]) return [];
    const near = cellsNear(cells, grid, cell).filter((other) => !isTaken[other]);
    for (const other of near) isTaken[other] = 1;
    return [groupOf(cells, grid, near)];
  });
}

/** @param {Cells} cells @param {Grid} grid @param {number} cell */
function cellsNear(cells, { columns, rows }, cell) {
  const reach = Math.ceil(REACH);
  const [column, row] = [cell % columns, Math.floor(cell / columns)];
  const middle = (/** @type {number} */ one) => [
    cells.x[one] / cells.count[one],
    cells.y[one] / cells.count[one],
  ];
  const [x, y] = middle(cell);
  /** @type {number[]} */
  const near = [];
  for (let r = Math.max(0, row - reach); r <= Math.min(rows - 1, row + reach); r++)
    for (let c = Math.max(0, column - reach); c <= Math.min(columns - 1, column + reach); c++) {
      const other = r * columns + c;
      if (cells.count[other] === 0) continue;
      const [otherX, otherY] = middle(other);
      if (Math.hypot(otherX - x, otherY - y) <= REACH) near.push(other);
    }
  return near;
}

/** @param {Cells} cells @param {Grid} grid @param {number[]} members @returns {Group} */
function groupOf(cells, { across, first }, members) {
  const sum = (/** @type {ArrayLike<number>} */ values) =>
    members.reduce((total, cell) => total + values[cell], 0);
  const pick = (/** @type {(...values: number[]) => number} */ choose, /** @type {Float64Array} */ values) =>
    choose(...members.map((cell) => values[cell]));
  const count = sum(cells.count);
  const lonOf = (/** @type {number} */ x) => ((x + first[0]) / across - 0.5) * 360;
  const latOf = (/** @type {number} */ y) => latitudeAt((y + first[1]) / across);
  return {
    ...{ count, certain: sum(cells.certain), possible: sum(cells.possible), cells: members },
    row: pick(Math.min, Float64Array.from(cells.row)),
    ...{ lon: lonOf(sum(cells.x) / count), lat: latOf(sum(cells.y) / count) },
    bounds: [
      lonOf(pick(Math.min, cells.west)),
      latOf(pick(Math.max, cells.south)),
      lonOf(pick(Math.max, cells.east)),
      latOf(pick(Math.min, cells.north)),
    ],
  };
}

/** Returns the latitude at a distance from the northern edge of the map, in heights of the world. @param {number} y */
const latitudeAt = (y) => (Math.atan(Math.sinh(Math.PI * (1 - 2 * y))) * 180) / Math.PI;

/**
 * Lists the members of a group, the newest first.
 * @param {Packed} packed @param {Filter} filter @param {Grouping} grouping @param {Group} group
 * @returns {number[]}
 */
export function rowsOf({ vertices, count }, filter, { level, columns, first }, { cells }) {
  const across = 2 ** (level + CELL_BITS);
  const wanted = new Set(cells);
  /** @type {number[]} */
  const rows = [];
  for (let row = 0, word = 0; row < count; row++, word += WORDS) {
    if (!passes(vertices[word + 2], filter)) continue;
    const y = Math.floor((vertices[word + 1] * across) / SOUTH - first[1]);
    const away = (vertices[word] * across) / EAST - first[0];
    const x = Math.floor(away - across * Math.floor(away / across));
    if (x < columns && wanted.has(y * columns + x)) rows.push(row);
  }
  const day = (/** @type {number} */ row) => dayOf(vertices[WORDS * row + 2]);
  return rows.sort((a, b) => day(b) - day(a) || b - a);
}
