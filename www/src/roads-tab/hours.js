// Hours as they are typed for a reach, with the decimal sign of the language that is spoken.
import { formatTenths } from "../format.js";

const MOST = 12;
const LONGEST = 240;

/** A comma that belongs to a number, where numbers are written with one. */
const INNER_COMMA = /(?<=\d),(?=\d)/g;

/** Returns the numbers of hours in a text such as `1, 2, 4`, ascending; `null` for any that is none. @param {string} text @returns {number[] | null} */
export function readHours(text) {
  const hasComma = formatTenths(0.5).includes(",");
  const parts = (hasComma ? text.replace(INNER_COMMA, ".") : text).split(/[;,\s]/).filter(Boolean);
  // `Number` alone takes more, such as 0x10.
  const hours = parts.map((part) => (/^(\d+(\.\d+)?|\.\d+)$/.test(part) ? Number(part) : Number.NaN));
  const areFine = hours.every((one) => one > 0 && one <= LONGEST);
  if (hours.length === 0 || hours.length > MOST || !areFine) return null;
  return [...new Set(hours)].sort((a, b) => a - b);
}
