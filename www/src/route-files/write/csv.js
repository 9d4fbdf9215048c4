// Writes CSV for spreadsheets. Text that a spreadsheet would read as a formula is marked as text.
import Papa from "papaparse";
import { writableText } from "../../plain-text.js";

/** What a formula begins with, in the widths that spreadsheets take for each other. */
const FORMULA_STARTS = new Set("=+-@＝＋－＠﹦﹢﹣﹫");
/** Where a cell may begin: in half of Europe a spreadsheet splits at semicolons, whatever stands in quotation marks after a comma. */
const SEPARATORS = new Set(";|\t\r\n");
/** What a spreadsheet may leave out at the start of a cell: blanks, letters without a width, quotation marks. */
const SKIPPED = /[\p{White_Space}\p{Cf}\p{Cc}\uFFFD"]/u;
const MARK = "'";
/** A cell that begins with one of these may lose it, and begin with what stands after it. */
const LOST_STARTS = new Set("\t\r");

/** @param {string[]} fields @param {(string | number | null)[][]} data */
export const toCsv = (fields, data) => {
  const table = { fields: fields.map(asText), data: data.map((row) => row.map(asText)) };
  return `${Papa.unparse(table, { quotes: (value) => String(value).startsWith(MARK) })}\r\n`;
};

/** @template {string | number | null} Cell @param {Cell} cell */
const asText = (cell) => (typeof cell === "string" ? markFormulas(writableText(cell)) : cell);

/**
 * Marks every cell in a text that would be a formula: the text itself, and what would be a cell of its own if the spreadsheet split
 * the file at another separator. A text that has such a mark already gets another one, so that {@link withoutMarks} finds the text
 * that was written. A pattern for this would take quadratic time for a text of blanks.
 * @param {string} text
 */
function markFormulas(text) {
  return withMarks(text, markedPlaces(text));
}

/**
 * Returns the text that a cell of a CSV file of this page was written from.
 * @param {string} cell
 */
export function withoutMarks(cell) {
  const marks = markedPlaces(cell).filter((at) => cell[at] === MARK);
  return [...marks, cell.length].map((at, i) => cell.slice(i === 0 ? 0 : marks[i - 1] + 1, at)).join("");
}

/** Returns where a text is marked, or would be: the places in their order. @param {string} text */
function markedPlaces(text) {
  const places = formulaStarts(text);
  const first = text[countMarks(text)] ?? "";
  // A line break or a tab before a formula is left out by some, and then its mark with it.
  const isLost = LOST_STARTS.has(first) || (places.length > 0 && SEPARATORS.has(first));
  if (isLost && places[0] !== 0) places.unshift(0);
  return places;
}

/** Returns where the cells in a text begin that hold a formula, whether or not they are marked. @param {string} text */
function formulaStarts(text) {
  /** @type {number[]} */
  const starts = [];
  let start = 0;
  let isAtStart = true;
  for (let i = 0; i < text.length; i++) {
    const letter = text[i];
    if (SEPARATORS.has(letter)) [start, isAtStart] = [i + 1, true];
    else if (isAtStart && letter !== MARK && !SKIPPED.test(letter)) {
      if (FORMULA_STARTS.has(letter)) starts.push(start);
      isAtStart = false;
    }
  }
  return starts;
}

/** @param {string} text */
function countMarks(text) {
  let count = 0;
  while (text[count] === MARK) count += 1;
  return count;
}

/** @param {string} text @param {number[]} places in their order */
const withMarks = (text, places) =>
  places.map((at, i) => text.slice(i === 0 ? 0 : places[i - 1], at) + MARK).join("") +
  text.slice(places.at(-1) ?? 0);

/** Writes the corners of a route in their order. @param {import("../write.js").NamedLine} line */
export const waypointsToCsv = ({ coordinates }) =>
  toCsv(
    ["lon", "lat"],
    coordinates.map(([lon, lat]) => [lon, lat]),
  );
