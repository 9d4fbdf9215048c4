// What of an incident changed, field by field, as texts.
import { formatDay, formatKm, formatNumber } from "../format.js";
import { kindLabel } from "../kinds.js";
import { plainText } from "../plain-text.js";
import { news as texts } from "../words/news.js";

/** @typedef {import("geobit").Incident} Incident */

/** Longer texts are cut: the record has them in full. */
const MOST_LETTERS = 140;
const DAYS = ["start", "end"];
const DEGREES = 5;

/** @param {string} field @param {any} value of an incident's member @returns {string} */
function describe(field, value) {
  if (value === null || value === undefined || value === "") return texts.none;
  if (DAYS.includes(field)) return formatDay(value);
  if (field === "kind") return kindLabel(value);
  if (field === "uncertaintyKm") return formatKm(value);
  if (field === "lon" || field === "lat") return `${value.toFixed(DEGREES)}°`;
  if (field === "fatalities") return describeDeaths(value);
  if (Array.isArray(value)) return cut(value.filter(Boolean).join(" · ")) || texts.none;
  return typeof value === "number" ? formatNumber(value) : cut(String(value));
}

/** @param {Incident["fatalities"]} fatalities */
function describeDeaths({ low, best, high }) {
  const text = (/** @type {number | null} */ n) => (n === null ? "?" : formatNumber(n));
  if (low === null && best === null && high === null) return texts.none;
  return (low === best && high === best) || (low === null && high === null)
    ? text(best)
    : `${text(best)} (${text(low)}–${text(high)})`;
}

/** @param {string} text */
const cut = (text) => {
  const plain = plainText(text);
  return plain.length > MOST_LETTERS ? `${plain.slice(0, MOST_LETTERS).trimEnd()}…` : plain;
};

/**
 * Lists what differs: the name of each field, and what it was and is.
 * @param {readonly string[]} fields @param {Incident} before @param {Incident} after
 * @returns {{ name: string, before: string, after: string }[]}
 */
export const listDifferences = (fields, before, after) =>
  fields.map((field) => {
    const member = /** @type {keyof Incident} */ (field);
    return {
      name: texts.field(field),
      before: describe(field, before[member]),
      after: describe(field, after[member]),
    };
  });

/** Returns the recorded deaths by the best estimate, or else by another; `null` where none is stated. @param {Incident} incident */
export const deathsOf = ({ fatalities: { low, best, high } }) => best ?? high ?? low;
