// What is told of a network of roads, in the catalogue and when it is loaded.
import { dayOfDate, formatDay } from "../format.js";
import { plainText } from "../plain-text.js";
import { words } from "../words/index.js";
import { roads as texts } from "../words/roads.js";

/** Whether a text is a day: a file may say anything. @param {string} text */
export const isDay = (text) => /^\d{4}-\d\d-\d\d$/.test(text) && Number.isFinite(dayOfDate(text));

/** Writes a day, or what stands in its place. @param {string} text */
export const dayText = (text) => (isDay(text) ? formatDay(text) : plainText(text));

/** More of a name, a licence or an attribution is not passed on: in a file they may be of any length. */
const MOST_LETTERS = 200;

/** @param {string} text */
function short(text) {
  const letters = [...plainText(text).trim()];
  return letters.length > MOST_LETTERS ? `${letters.slice(0, MOST_LETTERS - 1).join("")}…` : letters.join("");
}

/**
 * Says whose roads are, for what is passed on: `terms` are their licence and attribution, and `words` all of it.
 * @param {Pick<import("geobit").RoadsSummary, "name" | "licence" | "attribution">} summary
 */
export function creditOf(summary) {
  const { name, licence, attribution } = summary;
  const said = { name: short(name), licence: short(licence), attribution: short(attribution) };
  const terms = [said.licence || words.provenance.noLicence, said.attribution].filter(Boolean).join(" · ");
  return { ...said, terms, words: texts.credit([said.name, terms]) };
}

/** @param {Pick<import("geobit").RoadsSummary, "lengthKm" | "schematic" | "dataAsOf" | "licence" | "attribution">} summary */
export const factsOf = ({ lengthKm, schematic, dataAsOf, licence, attribution }) =>
  [
    texts.length(lengthKm),
    ...(schematic ? [texts.schematic] : []),
    ...(dataAsOf ? [texts.asOf(dayText(dataAsOf))] : []),
    ...[licence, attribution].filter(Boolean).map(plainText),
  ].join(" · ");
