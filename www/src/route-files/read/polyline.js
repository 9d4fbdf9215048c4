// Encoded polylines, as routing services give them: latitudes and longitudes as letters, with 5 or 6 digits after the point.
// The text does not say which.
import { decode } from "@googlemaps/polyline-codec";
import { MOST_CORNERS, onEarth, tooMany } from "../lines.js";

/** @typedef {5 | 6} Digits */

/** A number is some letters of "_" to "~" and one of "?" to "^" that ends it; more than six are beyond any degree. */
const NUMBER = /[_-~]{0,5}[?-^]/y;
const WANTED = "An encoded polyline has only the letters from ? to ~";

/** @param {string} pasted @param {Digits} digits @returns {GeoJSON.Position[]} throws an `Error` with a sentence */
export function decodePolyline(pasted, digits) {
  const text = bare(pasted);
  checkLetters(text);
  const places = positionsOf(text, digits);
  const bad = places.findIndex((position) => !onEarth(position));
  if (bad < 0) return places;
  const [lon, lat] = places[bad];
  throw new Error(
    `Point ${bad + 1} is at longitude ${lon}, latitude ${lat}: no place on earth. ${advice(text, digits)}`,
  );
}

/** Copied from a program's text with its quotation marks, a backslash is written twice. @param {string} pasted */
function bare(pasted) {
  const text = pasted.trim();
  if (!/^"[^"]*"$/.test(text)) return text;
  try {
    return String(JSON.parse(text));
  } catch {
    return text.slice(1, -1);
  }
}

/** The library reads any letters as numbers. @param {string} text */
function checkLetters(text) {
  if (text === "") throw new Error(`There is nothing in it. ${WANTED}.`);
  const strange = /[^?-~]/u.exec(text);
  if (strange) throw new Error(`Letter ${strange.index + 1} is “${strange[0]}”. ${WANTED}.`);
  let numbers = 0;
  for (NUMBER.lastIndex = 0; NUMBER.lastIndex < text.length; numbers += 1) {
    const from = NUMBER.lastIndex;
    if (NUMBER.test(text)) continue;
    if (text.length - from < 6) throw new Error("It ends within a number; copy it to its last letter.");
    throw new Error(
      `From letter ${from + 1} on it is no encoded polyline: there is a number too large for degrees.`,
    );
  }
  if (numbers > 2 * MOST_CORNERS) throw tooMany("It");
  if (numbers % 2) throw new Error("Its last latitude has no longitude; copy it to its last letter.");
}

/** @param {string} text @param {Digits} digits @returns {GeoJSON.Position[]} */
const positionsOf = (text, digits) => decode(text, digits).map(([lat, lon]) => [lon, lat]);

/** @param {string} text @param {Digits} digits that do not fit */
function advice(text, digits) {
  const other = digits === 5 ? 6 : 5;
  return positionsOf(text, other).every(onEarth)
    ? `With ${other} digits every point of it is on earth: choose ${other}.`
    : "Neither 5 nor 6 digits bring all its points on earth; copy it anew.";
}
