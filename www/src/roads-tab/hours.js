// Hours as they are typed for a reach.

const MOST = 12;
const LONGEST = 240;

/** Returns the numbers of hours in a text such as `1, 2, 4`, ascending; `null` for any that is none. @param {string} text @returns {number[] | null} */
export function readHours(text) {
  const parts = text.split(/[;,\s]/).filter(Boolean);
  const hours = parts.map(Number);
  const areFine = hours.every((one) => one > 0 && one <= LONGEST);
  if (hours.length === 0 || hours.length > MOST || !areFine) return null;
  return [...new Set(hours)].sort((a, b) => a - b);
}
