// What every reader of routes returns: named lines, of which every position is checked before they are drawn.
import { plainText } from "../plain-text.js";
import { files as texts } from "../words/files.js";

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
/** How much of a value from a file a message quotes. */
const MAX_QUOTE_LENGTH = 40;

/** Degrees as a file writes them. It takes linear time: no part of it can match what another one does. */
const NUMBER = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d+)?$/i;
/** No program writes a longer number. */
const MAX_NUMBER_LENGTH = 40;

/** Returns a short text for a name from a file, which may be of any type and length. @param {unknown} name */
export function nameFrom(name) {
  if (typeof name !== "string" && typeof name !== "number") return "";
  return firstLetters(String(name), MAX_NAME_LENGTH);
}

/** Returns the start of a value from a file, to be quoted in a message. @param {unknown} value */
export const quote = (value) => firstLetters(String(value), MAX_QUOTE_LENGTH);

/** Cuts by letters, so that none is cut in two. @param {string} text @param {number} count */
function firstLetters(text, count) {
  const start = text.trimStart().slice(0, 4 * count);
  return [...plainText(start)].slice(0, count).join("").trim();
}

/** Returns a file's name without its extension, for lines that have no name of their own. @param {string} file */
export function nameOfFile(file) {
  const dot = file.lastIndexOf(".");
  return nameFrom(dot < 0 ? file : file.slice(0, dot));
}

/** Parses degrees as a file writes them; returns `null` for anything else. @param {string} text */
export function parseDegrees(text) {
  const trimmed = text.trim();
  return trimmed.length <= MAX_NUMBER_LENGTH && NUMBER.test(trimmed) ? Number(trimmed) : null;
}

/**
 * Returns the line as a route that can be drawn.
 * @param {Line} line @param {number} index its place among the lines of the file
 * @returns {FoundRoute}
 * @throws {Error} with a sentence that says which position is wrong
 */
export function checkedRoute({ name, positions, describePosition }, index) {
  const title = name || texts.line(index + 1);
  if (positions.length > MAX_POSITIONS) throw tooManyPoints(title);
  const coordinates = positions.map((position, number) =>
    checkedPosition(position, () => describePosition?.(number) ?? texts.point(number + 1, title)),
  );
  const [first] = coordinates;
  if (coordinates.every(([lon, lat]) => lon === first[0] && lat === first[1]))
    throw new Error(texts.onePlace(title));
  return { name: title, geometry: { type: "LineString", coordinates } };
}

/** Returns the error for readers that stop early. @param {string} title of the line */
export const tooManyPoints = (title) => new Error(texts.tooManyPoints(title));

/** @param {unknown} position @param {() => string} describe @returns {GeoJSON.Position} */
function checkedPosition(position, describe) {
  const [lon, lat] = Array.isArray(position) ? position : [];
  if (typeof lon !== "number" || typeof lat !== "number")
    throw new Error(texts.notNumbers(describe(), quoteTexts([lon, lat])));
  if (!isOnEarth([lon, lat])) throw new Error(texts.notOnEarth(describe(), lon, lat));
  return [lon, lat].map(nineDigits);
}

/** Quotes what stands for a number and is none. @param {unknown[]} values */
const quoteTexts = (values) => values.filter((value) => typeof value === "string").map(quote);

/** @param {GeoJSON.Position} position */
export const isOnEarth = ([lon, lat]) => Math.abs(lon) <= 180 && Math.abs(lat) <= 90;

/** Rounds to a tenth of a millimetre: Terra Draw holds no more digits. @param {number} degrees */
const nineDigits = (degrees) => Math.round(degrees * 1e9) / 1e9;
