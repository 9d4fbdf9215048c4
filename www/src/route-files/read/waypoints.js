// Reads CSV of waypoints: a route in the order of its rows. A CSV of incidents has places too, but always a date, so the header
// decides.
import Papa from "papaparse";
import { files as texts } from "../../words/files.js";
import { MAX_BYTES, MAX_POSITIONS, nameOfFile, parseDegrees, quote, tooManyPoints } from "../lines.js";
import { namesDate } from "./dates.js";

/** @typedef {{ delimiter: string, lon: number, lat: number, name: number }} Columns */

const HEAD_BYTES = 64 * 1024;
/** Leaves room for a header and for blank rows among the waypoints. */
const MAX_ROWS = 2 * MAX_POSITIONS;
const DELIMITERS = [",", ";", "\t"];
const NAMES = {
  lon: ["lon", "lng", "long", "longitude", "x"],
  lat: ["lat", "latitude", "y"],
  name: ["name", "place", "waypoint", "nom"],
};
/** Columns that only incidents have. With one of these and no date, the reader of incidents says what is missing. */
const INCIDENT_COLUMNS = /^(kind|category|type|event_type|actor_?1?|side_a|fatalities|deaths|killed|best)$/;

/** A comma between digits, and not the commas of thousands. */
const DECIMAL_COMMA = /^(\s*[+-]?\d+),(?=\d+\s*$)/;

/** @param {File} file @returns {Promise<import("../lines.js").Line[] | null>} `null` for a file of incidents */
export async function readWaypoints(file) {
  const columns = findColumns(await file.slice(0, HEAD_BYTES).text());
  if (!columns) return null;
  if (file.size > MAX_BYTES) throw new Error(texts.tooLarge);
  return [{ name: nameOfFile(file.name), ...readRows(await file.text(), columns) }];
}

/** Finds the columns of a route, if the header is that of waypoints. @param {string} head @returns {Columns | null} */
export function findColumns(head) {
  for (const delimiter of DELIMITERS) {
    const [header = []] = Papa.parse(head, { delimiter, preview: 1 }).data;
    const names = /** @type {string[]} */ (header).map((name) => name.trim().toLowerCase());
    const [lon, lat, name] = [NAMES.lon, NAMES.lat, NAMES.name].map((known) =>
      names.findIndex((column) => known.includes(column)),
    );
    if (lon < 0 || lat < 0) continue;
    const isOfIncidents =
      /** @type {string[]} */ (header).some(namesDate) || names.some((n) => INCIDENT_COLUMNS.test(n));
    return isOfIncidents ? null : { delimiter, lon, lat, name };
  }
  return null;
}

/**
 * @param {string} text @param {Columns} columns
 * @returns {Pick<import("../lines.js").Line, "positions" | "describePosition">}
 */
export function readRows(text, columns) {
  const { data, errors } = Papa.parse(text, { delimiter: columns.delimiter, preview: MAX_ROWS });
  const [problem] = errors;
  if (problem) throw new Error(texts.rowUnreadable((problem.row ?? 0) + 1, problem.message));
  /** @type {number[]} */
  const numbers = [];
  const positions = [];
  for (const [index, row] of /** @type {string[][]} */ (data).entries()) {
    if (index === 0 || row.every((cell) => cell.trim() === "")) continue;
    positions.push(positionIn(row, columns, () => describeRow(row, columns, index + 1)));
    numbers.push(index + 1);
  }
  if (positions.length > MAX_POSITIONS || data.length === MAX_ROWS) throw tooManyPoints(texts.it);
  if (positions.length === 0) throw new Error(texts.noWaypoints);
  const rows = /** @type {string[][]} */ (data);
  return {
    positions,
    describePosition: (index) => describeRow(rows[numbers[index] - 1], columns, numbers[index]),
  };
}

/** Describes a row with the number that a spreadsheet gives it, the header being 1. @param {string[]} row @param {Columns} columns @param {number} number */
function describeRow(row, { name }, number) {
  return texts.row(number, quote(row[name] ?? ""));
}

/** @param {string[]} row @param {Columns} columns @param {() => string} describe @returns {GeoJSON.Position} */
function positionIn(row, { delimiter, lon, lat }, describe) {
  return /** @type {[number, "lon" | "lat"][]} */ ([
    [lon, "lon"],
    [lat, "lat"],
  ]).map(([column, name]) => {
    const cell = row[column] ?? "";
    // Unless the comma is the delimiter it may be the decimal sign, as in half of the world.
    const degrees = parseDegrees(delimiter === "," ? cell : cell.replace(DECIMAL_COMMA, "$1."));
    if (degrees !== null) return degrees;
    throw new Error(texts.notDegrees(describe(), name, quote(cell)));
  });
}
