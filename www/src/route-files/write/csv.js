// Writes CSV for spreadsheets. Text that a spreadsheet would read as a formula is marked as text.
import Papa from "papaparse";

/** The library's own pattern misses a formula of two lines. It applies to text only, so numbers may be negative. */
const FORMULA = /^[=+\-@\t\r\n＝＋－＠]/;

/** @param {string[]} fields @param {(string | number | null)[][]} data */
export const toCsv = (fields, data) => `${Papa.unparse({ fields, data }, { escapeFormulae: FORMULA })}\r\n`;

/** Writes the corners of a route in their order. @param {import("../write.js").NamedLine} line */
export const waypointsToCsv = ({ coordinates }) =>
  toCsv(
    ["lon", "lat"],
    coordinates.map(([lon, lat]) => [lon, lat]),
  );
