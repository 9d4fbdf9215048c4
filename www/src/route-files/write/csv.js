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

/** @param {string[]} fields @param {(string | number | null)[][]} data */
export const toCsv = (fields, data) => {
  const table = { fields: fields.map(asText), data: data.map((row) => row.map(asText)) };
  return `${Papa.unparse(table, { quotes: (value) => String(value).startsWith(MARK) })}\r\n`;
};

/** @template {string | number | null} Cell @param {Cell} cell */
const asText = (cell) => (typeof cell === "string" ? markFormulas(writableText(cell)) : cell);

/**
 * Marks every cell in a text that would be a formula: the text itself, and what would be a cell of its own if the spreadsheet split
 * the file at another separator. A pattern for this would take quadratic time for a text of blanks.
 * @param {string} text
 */
function markFormulas(text) {
  /** @type {number[]} */
  const marks = [];
  let start = 0;
  let isAtStart = true;
  for (let i = 0; i < text.length; i++) {
    const letter = text[i];
    if (SEPARATORS.has(letter)) [start, isAtStart] = [i + 1, true];
    else if (isAtStart && !SKIPPED.test(letter)) {
      if (FORMULA_STARTS.has(letter)) marks.push(start);
      isAtStart = false;
    }
  }
  // A line break or a tab before a formula is left out by some, and then its mark with it.
  if (marks.length > 0 && marks[0] > 0 && SEPARATORS.has(text[0])) marks.unshift(0);
  return withMarks(text, marks);
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
