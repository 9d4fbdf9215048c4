// What every reader of routes returns: named lines, of which every position is checked before they are drawn.
import { words } from "../words/index.js";

/**
 * @typedef {object} Line as a file has it, unchecked
 * @property {string} name empty where the file has none
 * @property {unknown[]} positions longitude first
 * @property {(index: number) => string} [describePosition] says where in the file a position is, such as "Row 3"
 */
/** @typedef {{ name: string, geometry: GeoJSON.LineString }} FoundRoute */

export const MAX_BYTES = 32 * 1024 ** 2;
export const MAX_POSITIONS = 100_000;
const MAX_NAME_LENGTH = 60;

/** Returns a short text for a name from a file, which may be of any type and length. @param {unknown} name */
export function nameFrom(name) {
  if (typeof name !== "string" && typeof name !== "number") return "";
  const start = String(name)
    .trim()
    .slice(0, 2 * MAX_NAME_LENGTH);
  return [...start].slice(0, MAX_NAME_LENGTH).join(""); // By letters, so that none is cut in two
}

/** Returns a file's name without its extension, for lines that have no name of their own. @param {string} file */
export const nameOfFile = (file) => nameFrom(file.replace(/\.[^.]*$/, ""));

/**
 * Returns the line as a route that can be drawn.
 * @param {Line} line @param {number} index its place among the lines of the file
 * @returns {FoundRoute}
 * @throws {Error} with a sentence that says which position is wrong
 */
export function checkedRoute({ name, positions, describePosition }, index) {
  const title = name || words.files.line(index + 1);
  if (positions.length > MAX_POSITIONS) throw tooManyPoints(title);
  const coordinates = positions.map((position, number) =>
    checkedPosition(position, () => describePosition?.(number) ?? words.files.point(number + 1, title)),
  );
  const [first] = coordinates;
  if (coordinates.every(([lon, lat]) => lon === first[0] && lat === first[1]))
    throw new Error(words.files.onePlace(title));
  return { name: title, geometry: { type: "LineString", coordinates } };
}

/** Returns the error for readers that stop early. @param {string} title of the line */
export const tooManyPoints = (title) => new Error(words.files.tooManyPoints(title));

/** @param {unknown} position @param {() => string} describe @returns {GeoJSON.Position} */
function checkedPosition(position, describe) {
  const [lon, lat] = Array.isArray(position) ? position : [];
  if (typeof lon !== "number" || typeof lat !== "number") throw new Error(words.files.notNumbers(describe()));
  if (!isOnEarth([lon, lat])) throw new Error(words.files.notOnEarth(describe(), lon, lat));
  return [lon, lat].map(nineDigits);
}

/** @param {GeoJSON.Position} position */
export const isOnEarth = ([lon, lat]) => Math.abs(lon) <= 180 && Math.abs(lat) <= 90;

/** Rounds to a tenth of a millimetre: Terra Draw holds no more digits. @param {number} degrees */
const nineDigits = (degrees) => Math.round(degrees * 1e9) / 1e9;
