import { dropBlankRows } from "./blank-rows.js";
import { GeobitError, messageOf } from "./error.js";
import { workbookReader } from "./libraries.js";
import { isNode } from "./platform.js";

/** @import { Sheet } from "./sheets.js" */

/** When nothing has been loaded so long after the start, the libraries are asked for all the same. */
const LATEST_MS = 3000;

/** Asks for the libraries. @type {() => void} */
let ask = () => {};
const asked = new Promise((resolve) => {
  ask = () => resolve(undefined);
});
// In Node, they are files of this machine.
if (isNode) ask();

/** Tells that the engine has started. */
export const noteStarted = () => {
  if (!isNode) setTimeout(ask, LATEST_MS);
};

/** Tells that a source is loaded. */
export const noteLoaded = () => ask();

/**
 * The libraries are asked for when the first source is loaded, whatever it was, since a page has more urgent things to ask for until
 * then, or three seconds after the start. They are not asked for when a workbook is opened, which would tell the host so. Where they
 * cannot be had, everything but workbooks can be read.
 */
const libraries = asked.then(workbookReader).catch((error) => ({ error }));

/** A larger workbook takes too long to read. */
const MOST_CELLS = 20_000_000;

/**
 * Returns the sheets of a workbook (.xlsx) that have cells, each as comma-separated text. Dates are written `YYYY-MM-DD`, formulas are
 * what they came to when the workbook was saved.
 * @param {Uint8Array} bytes
 * @returns {Promise<Sheet[]>}
 * @throws {GeobitError} `unknownFormat` for a workbook that cannot be read
 */
export async function readSheets(bytes) {
  const found = await libraries;
  if ("error" in found) {
    const message = `Spreadsheets cannot be read here, because their reader is missing: ${messageOf(found.error)}. Save the sheet as CSV.`;
    throw new GeobitError("unknownFormat", message, undefined, found.error);
  }
  /** @type {{ sheet: string, data: unknown[][] }[]} */
  let sheets;
  try {
    const short = dropBlankRows(bytes, found.archives);
    sheets = await found.read(new Blob([/** @type {BufferSource} */ (short)]));
  } catch (error) {
    const message = `This spreadsheet cannot be read: ${messageOf(error)}. Save the sheet as CSV.`;
    throw new GeobitError("unknownFormat", message, undefined, error);
  }
  return sheets
    .filter(({ data }) => data.some((row) => row.some((cell) => cell !== null && cell !== "")))
    .map(({ sheet, data }) => ({ name: sheet, table: new TextEncoder().encode(tableOf(sheet, data)) }));
}

/** @param {string} name @param {unknown[][]} rows */
function tableOf(name, rows) {
  const cells = rows.reduce((sum, row) => sum + row.length, 0);
  if (cells > MOST_CELLS) {
    const message = `The sheet "${name}" has more than ${MOST_CELLS / 1e6} million cells. Save it as CSV, which is read piece by piece.`;
    throw new GeobitError("tooLarge", message);
  }
  // A row that is blank would be skipped, and the numbers of the rows below it would be wrong.
  const lineOf = (/** @type {unknown[]} */ row) => row.map(textOf).join(",") || '""';
  return rows.map(lineOf).join("\n");
}

/**
 * Returns a cell as comma-separated text has it, on one line, so that lines are rows of the sheet. A workbook keeps 15 digits of a
 * number: a longer one, such as an id, was rounded, and is written so that the engine sees it.
 * @param {unknown} cell
 */
function textOf(cell) {
  if (cell === null || cell === undefined) return "";
  if (cell instanceof Date) return dateText(cell);
  if (typeof cell === "number" && Math.abs(cell) >= 1e15) return cell.toExponential();
  if (typeof cell !== "string") return String(cell);
  return `"${cell.replaceAll(/[\r\n]+/g, " ").replaceAll('"', '""')}"`;
}

/**
 * The library gives dates of a sheet, which have no time zone, in UTC. A workbook holds them as numbers of days, so midnight may be a
 * millisecond early.
 * @param {Date} date
 */
function dateText(date) {
  if (Number.isNaN(date.getTime())) return "";
  const text = new Date(Math.round(date.getTime() / 1000) * 1000).toISOString();
  return text.endsWith("T00:00:00.000Z") ? text.slice(0, 10) : text.slice(0, 19);
}
