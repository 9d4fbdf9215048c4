// Coordinates as people write them: decimal degrees, degrees with minutes and seconds, UTM and MGRS. The library computes; this
// module only finds the parts. What has two readings is answered by both.
import Dms from "geodesy/dms.js";
import Mgrs, { Utm } from "geodesy/mgrs.js";

/** @typedef {"degrees" | "utm" | "utmNorth" | "utmSouth" | "mgrs"} Form */
/** @typedef {{ lon: number, lat: number, form: Form }} Place */

/** Longer texts are no coordinates. */
const MOST_LETTERS = 80;
/** The band letter of a zone says the hemisphere, but "S" may be either. */
const BANDS = /^[C-HJ-NP-X]$/;
const METRES = /^\d{1,8}(\.\d{1,6})?$/;
const ANGLE = /^[\d\s.,:;°º'"′″’”NSEW+-]+$/;
const SQUARE = /^(\d{1,2})([C-HJ-NP-X])([A-HJ-NP-Z])([A-HJ-NP-V])(\d{0,10})$/;

/** @param {string} text @returns {Place[]} */
export function readCoordinates(text) {
  const clean = text.trim().toUpperCase().replaceAll("−", "-");
  if (clean === "" || clean.length > MOST_LETTERS) return [];
  return [...readUtm(clean), ...readMgrs(clean), ...readDegrees(clean)].filter(isOnEarth);
}

/** @param {Place} place */
const isOnEarth = ({ lon, lat }) => Math.abs(lon) <= 180 && Math.abs(lat) <= 90;

/** @param {string} text such as `29P 616000 1353000` or `29 N 616000 1353000` @returns {Place[]} */
function readUtm(text) {
  const words = text.replaceAll(",", " ").split(/\s+/);
  if (/^\d{1,2}[A-Z]$/.test(words[0])) words.splice(0, 1, words[0].slice(0, -1), words[0].slice(-1));
  const [zone, band, easting, northing] = words;
  if (words.length !== 4 || !/^\d{1,2}$/.test(zone) || !BANDS.test(band)) return [];
  if (!METRES.test(easting) || !METRES.test(northing)) return [];
  /** @param {"N" | "S"} hemisphere @param {Form} form */
  const read = (hemisphere, form) =>
    attempt(() => new Utm(Number(zone), hemisphere, Number(easting), Number(northing)), form);
  if (band === "S") return [...read("S", "utmSouth"), ...read("N", "utmNorth")];
  return read(band >= "N" ? "N" : "S", "utm");
}

/** @param {string} text such as `29PPR 16000 53000`, with or without blanks @returns {Place[]} */
function readMgrs(text) {
  const parts = SQUARE.exec(text.replaceAll(/\s/g, ""));
  if (!parts || parts[5].length % 2 === 1) return [];
  const [, zone, band, column, row, digits] = parts;
  const half = digits.length / 2;
  const padded = (/** @type {string} */ part) => part.padEnd(5, "0");
  return attempt(() => {
    const corner = Mgrs.parse(
      `${zone.padStart(2, "0")}${band} ${column}${row} ${padded(digits.slice(0, half))} ${padded(digits.slice(half))}`,
    ).toUtm();
    // A reference names a square, of which this is the middle.
    const middle = 10 ** (5 - half) / 2;
    return new Utm(corner.zone, corner.hemisphere, corner.easting + middle, corner.northing + middle);
  }, "mgrs");
}

/** @param {() => Utm} make @param {Form} form @returns {Place[]} */
function attempt(make, form) {
  try {
    const { lat, lon } = make().toLatLon();
    return [{ lon, lat, form }];
  } catch {
    return []; // No such zone, square or place in it.
  }
}

/** @param {string} text latitude and longitude @returns {Place[]} */
function readDegrees(text) {
  const angles = text.replaceAll("O", "W");
  if (!ANGLE.test(angles)) return [];
  const parts = splitAngles(angles);
  if (parts?.length !== 2) return [];
  const isTurned = /[EW]/.test(parts[0]) || /[NS]/.test(parts[1]);
  if (isTurned && (/[NS]/.test(parts[0]) || /[EW]/.test(parts[1]))) return [];
  const [lat, lon] = (isTurned ? parts.toReversed() : parts).map(readAngle);
  return Number.isNaN(lat + lon) ? [] : [{ lon, lat, form: "degrees" }];
}

/** @param {string} text @returns {string[] | null} two angles */
function splitAngles(text) {
  const letters = [...text.matchAll(/[NSEW]/g)].map(({ index }) => index);
  if (letters.length === 2) {
    const at = text.search(/\S/) === letters[0] ? letters[1] : letters[0] + 1;
    return [text.slice(0, at), text.slice(at)];
  }
  if (letters.length > 0) return null;
  const listed = text.split(/[,;]/);
  if (listed.length === 2) return listed;
  const words = text.replaceAll(/[,;]/g, " ").trim().split(/\s+/);
  return words.length % 2 === 0
    ? [words.slice(0, words.length / 2), words.slice(words.length / 2)].map((half) => half.join(" "))
    : null;
}

/** Drops blanks and separators at both ends. @param {string} text */
function trimmed(text) {
  let [start, end] = [0, text.length];
  while (start < end && " \t,;".includes(text[start])) start++;
  while (end > start && " \t,;".includes(text[end - 1])) end--;
  return text.slice(start, end);
}

/** @param {string} text one angle, with or without a letter @returns {number} `NaN` if it is none */
function readAngle(text) {
  const [letter = ""] = /[NSEW]/.exec(text) ?? [];
  const bare = trimmed(text.replace(letter, ""));
  const parts = bare
    .replace(/^[+-]/, "")
    .split(/[^\d.,]+/)
    .filter(Boolean);
  const isAngle = parts.every(
    (part, i) => /^\d{1,3}([.,]\d{1,12})?$/.test(part) && (i === 0 || Number(part.replace(",", ".")) < 60),
  );
  if (!isAngle || !/^[+-]?\d/.test(bare) || parts.length > 3) return Number.NaN;
  const sign = bare.startsWith("-") ? "-" : "";
  return Dms.parse(`${sign}${parts.map((part) => part.replace(",", ".")).join(" ")}${letter}`);
}
