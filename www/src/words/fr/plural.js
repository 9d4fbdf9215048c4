// Numbers and nouns in French, where 0 and 1 take the singular.
import { formatCount } from "../../format.js";

export { capitalized } from "../capitals.js";

const rules = new Intl.PluralRules("fr");

/** Returns the form of a word that a number takes. @param {number} n @param {string} one @param {string} [many] */
export const form = (n, one, many = `${one}s`) => (rules.select(n) === "one" ? one : many);

/** @param {number} n @param {string} one @param {string} [many] */
export const plural = (n, one, many) => `${formatCount(n)} ${form(n, one, many)}`;

/** Writes a count of incidents; zero is written in words, because a record of nothing is not a finding of nothing. @param {number} n */
export const recordedIncidents = (n) =>
  n === 0 ? "aucun incident enregistré" : plural(n, "incident enregistré", "incidents enregistrés");

/** @param {string[]} items */
export const listed = (items) =>
  items.length < 2 ? items.join("") : `${items.slice(0, -1).join(", ")} et ${items[items.length - 1]}`;

/** Writes a distance or a time between two limits. @param {string} low @param {string} high */
export const between = (low, high) => `de ${low} à ${high}`;
