// CSV of waypoints: a route in the order of its rows. A CSV of incidents has places too, but always a date, so the header
// decides.
import Papa from "papaparse";
import { LARGEST_BYTES, MOST_CORNERS, stem, TOO_LARGE, tooMany } from "../lines.js";
import { saysDate } from "./dates.js";

/** @typedef {{ delimiter: string, lon: number, lat: number, name: number }} Columns */

const HEAD_BYTES = 64 * 1024;
/** A header, and blank rows among the waypoints. */
const MOST_ROWS = 2 * MOST_CORNERS;
const DELIMITERS = [",", ";", "\t"];
const NAMES = {
  lon: ["lon", "lng", "long", "longitude", "x"],
  lat: ["lat", "latitude", "y"],
  name: ["name", "place", "waypoint", "nom"],
};
/** What only records of incidents have; with one of these and no date, their reader says what is missing. */
const OF_INCIDENTS = /^(kind|category|type|event_type|actor_?1?|side_a|fatalities|deaths|killed|best)$/;

/** @param {File} file @returns {Promise<import("../lines.js").Line[] | null>} nothing for a file of incidents */
export async function readWaypoints(file) {
  const columns = columnsOf(await file.slice(0, HEAD_BYTES).text());
  if (!columns) return null;
  if (file.size > LARGEST_BYTES) throw new Error(TOO_LARGE);
  return [{ name: stem(file.name), ...waypoints(await file.text(), columns) }];
}

/** Where a route's columns are, if the header is that of waypoints. @param {string} head @returns {Columns | null} */
export function columnsOf(head) {
  for (const delimiter of DELIMITERS) {
    const [header = []] = Papa.parse(head, { delimiter, preview: 1 }).data;
    const names = /** @type {string[]} */ (header).map((name) => name.trim().toLowerCase());
    const [lon, lat, name] = [NAMES.lon, NAMES.lat, NAMES.name].map((known) =>
      names.findIndex((column) => known.includes(column)),
    );
    if (lon < 0 || lat < 0) continue;
    const incidents =
      /** @type {string[]} */ (header).some(saysDate) || names.some((n) => OF_INCIDENTS.test(n));
    return incidents ? null : { delimiter, lon, lat, name };
  }
  return null;
}

/**
 * @param {string} text @param {Columns} columns
 * @returns {Pick<import("../lines.js").Line, "positions" | "called">}
 */
export function waypoints(text, columns) {
  const { data, errors } = Papa.parse(text, { delimiter: columns.delimiter, preview: MOST_ROWS });
  const [problem] = errors;
  if (problem) throw new Error(`Row ${(problem.row ?? 0) + 1} cannot be read: ${problem.message}.`);
  /** @type {number[]} */
  const numbers = [];
  const positions = [];
  for (const [index, row] of /** @type {string[][]} */ (data).entries()) {
    if (index === 0 || row.every((cell) => cell.trim() === "")) continue;
    positions.push(placeIn(row, columns, called(row, columns, index + 1)));
    numbers.push(index + 1);
  }
  if (positions.length > MOST_CORNERS || data.length === MOST_ROWS) throw tooMany("It");
  if (positions.length === 0) throw new Error("It has a header, but no row with a waypoint below it.");
  const rows = /** @type {string[][]} */ (data);
  return { positions, called: (index) => called(rows[numbers[index] - 1], columns, numbers[index]) };
}

/** As a table's program numbers its rows, the header being 1. @param {string[]} row @param {Columns} columns @param {number} number */
function called(row, { name }, number) {
  const own = row[name]?.trim().slice(0, 40);
  return own ? `Row ${number} (${own})` : `Row ${number}`;
}

/** @param {string[]} row @param {Columns} columns @param {string} title @returns {GeoJSON.Position} */
function placeIn(row, { delimiter, lon, lat }, title) {
  return /** @type {[number, string][]} */ ([
    [lon, "longitude"],
    [lat, "latitude"],
  ]).map(([column, what]) => {
    const cell = row[column]?.trim() ?? "";
    const degrees = degreesIn(cell, delimiter);
    if (degrees !== null) return degrees;
    const has = cell ? `the ${what} “${cell.slice(0, 40)}”` : `no ${what}`;
    throw new Error(`${title} has ${has}; degrees as a number are taken, such as -8.02.`);
  });
}

/** With another delimiter than the comma, a comma is the decimal sign of half the world. @param {string} cell @param {string} delimiter */
function degreesIn(cell, delimiter) {
  const text = delimiter === "," ? cell : cell.replace(/^([+-]?\d+),(\d+)$/, "$1.$2");
  return /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text) ? Number(text) : null;
}
