// What every reader of a route's file ends in: lines with a name, looked at corner by corner before they are drawn.

/**
 * @typedef {object} Line as a file has it, of any value
 * @property {string} name empty where the file has none
 * @property {unknown[]} positions longitude first
 * @property {(index: number) => string} [called] what the file itself calls a position, such as "Row 3"
 */
/** @typedef {{ name: string, geometry: GeoJSON.LineString }} FoundRoute */

export const LARGEST_BYTES = 32 * 1024 ** 2;
export const TOO_LARGE = "It is larger than 32 MB; a route has some hundred kilobytes.";
export const MOST_CORNERS = 100_000;
const LONGEST_NAME = 60;

/** Names from files are text, of any length and kind. @param {unknown} name */
export function nameFrom(name) {
  if (typeof name !== "string" && typeof name !== "number") return "";
  const start = String(name)
    .trim()
    .slice(0, 2 * LONGEST_NAME);
  return [...start].slice(0, LONGEST_NAME).join(""); // no letter is cut in two
}

/** The file's name without its ending, for lines that have none of their own. @param {string} file */
export const stem = (file) => nameFrom(file.replace(/\.[^.]*$/, ""));

/**
 * The line as a route that can be drawn; throws an `Error` with a sentence where it cannot.
 * @param {Line} line @param {number} index its place among the lines of the file
 * @returns {FoundRoute}
 */
export function checkedRoute({ name, positions, called }, index) {
  const title = name || `Line ${index + 1}`;
  if (positions.length > MOST_CORNERS) throw tooMany(title);
  const coordinates = positions.map((position, number) =>
    checkedPosition(position, () => called?.(number) ?? `Point ${number + 1} of ${title}`),
  );
  const [first] = coordinates;
  if (coordinates.every(([lon, lat]) => lon === first[0] && lat === first[1]))
    throw new Error(`${title} has one place only; a route needs two.`);
  return { name: title, geometry: { type: "LineString", coordinates } };
}

/** Readers that need not read on say so themselves. @param {string} title */
export const tooMany = (title) =>
  new Error(`${title} has more than 100,000 points; so many are taken. Thin it out, or cut it in two.`);

/** @param {unknown} position @param {() => string} called @returns {GeoJSON.Position} */
function checkedPosition(position, called) {
  const [lon, lat] = Array.isArray(position) ? position : [];
  if (typeof lon !== "number" || typeof lat !== "number")
    throw new Error(`${called()} is not a pair of numbers, longitude and latitude.`);
  if (!onEarth([lon, lat]))
    throw new Error(`${called()} is at longitude ${lon}, latitude ${lat}: no place on earth.`);
  return [lon, lat].map(nineDigits);
}

/** @param {GeoJSON.Position} position */
export const onEarth = ([lon, lat]) => Math.abs(lon) <= 180 && Math.abs(lat) <= 90;

/** A tenth of a millimetre: the drawing tools hold no more. @param {number} degrees */
const nineDigits = (degrees) => Math.round(degrees * 1e9) / 1e9;
