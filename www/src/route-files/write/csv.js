// CSV, for spreadsheets: quoted where it must be, and text that a spreadsheet would take for a formula marked as text.
import Papa from "papaparse";

/** The library's own pattern misses a formula of two lines. Only text is looked at: a number may be negative. */
const FORMULA = /^[=+\-@\t\r\n＝＋－＠]/;

/** @param {string[]} fields @param {(string | number | null)[][]} data */
export const toCsv = (fields, data) => `${Papa.unparse({ fields, data }, { escapeFormulae: FORMULA })}\r\n`;

/** The corners of a route, in its order. @param {import("../write.js").NamedLine} line */
export const waypointsToCsv = ({ coordinates }) =>
  toCsv(
    ["lon", "lat"],
    coordinates.map(([lon, lat]) => [lon, lat]),
  );
