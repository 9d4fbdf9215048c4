// Reads encoded polylines, as routing services give them: latitudes and longitudes as letters, with 5 or 6 decimal digits. The
// text does not say which.
import { decode } from "@googlemaps/polyline-codec";
import { plainText } from "../../plain-text.js";
import { files as texts } from "../../words/files.js";
import { isOnEarth, MAX_POSITIONS, tooManyPoints } from "../lines.js";

/** @typedef {5 | 6} Digits */

/** A number is letters from "_" to "~", and one from "?" to "^" that ends it. No degree needs more than six letters. */
const NUMBER = /[_-~]{0,5}[?-^]/y;

/** @param {string} pasted @param {Digits} digits @returns {GeoJSON.Position[]} @throws {Error} with a sentence that says what is wrong */
export function decodePolyline(pasted, digits) {
  const text = unquote(pasted);
  checkLetters(text);
  const positions = positionsOf(text, digits);
  const bad = positions.findIndex((position) => !isOnEarth(position));
  if (bad < 0) return positions;
  const [lon, lat] = positions[bad];
  throw new Error(texts.polylineNotOnEarth(bad + 1, lon, lat, adviseDigits(text, digits)));
}

/** Removes the quotation marks of a program's text, in which a backslash is written twice. @param {string} pasted */
function unquote(pasted) {
  const text = pasted.trim();
  if (!/^"[^"]*"$/.test(text)) return text;
  try {
    return String(JSON.parse(text));
  } catch {
    return text.slice(1, -1);
  }
}

/** Checks the letters, as the library reads any letters as numbers. @param {string} text */
function checkLetters(text) {
  if (text === "") throw new Error(texts.polylineEmpty);
  const strange = /[^?-~]/u.exec(text);
  if (strange) throw new Error(texts.polylineLetter(strange.index + 1, plainText(strange[0])));
  let numbers = 0;
  for (NUMBER.lastIndex = 0; NUMBER.lastIndex < text.length; numbers += 1) {
    const from = NUMBER.lastIndex;
    if (NUMBER.test(text)) continue;
    if (text.length - from < 6) throw new Error(texts.polylineCut);
    throw new Error(texts.polylineTooLarge(from + 1));
  }
  if (numbers > 2 * MAX_POSITIONS) throw tooManyPoints(texts.it);
  if (numbers % 2) throw new Error(texts.polylineOdd);
}

/** @param {string} text @param {Digits} digits @returns {GeoJSON.Position[]} */
const positionsOf = (text, digits) => decode(text, digits).map(([lat, lon]) => [lon, lat]);

/** @param {string} text @param {Digits} digits that do not fit */
function adviseDigits(text, digits) {
  const other = digits === 5 ? 6 : 5;
  return positionsOf(text, other).every(isOnEarth)
    ? texts.polylineOtherDigits(other)
    : texts.polylineNoDigits;
}
