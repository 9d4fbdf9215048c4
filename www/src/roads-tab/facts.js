// What is told of a network of roads, in the catalogue and when it is loaded.
import { dayOfDate, formatDay } from "../format.js";
import { plainText } from "../plain-text.js";
import { roads as texts } from "../words/roads.js";

/** Whether a text is a day: a file may say anything. @param {string} text */
export const isDay = (text) => /^\d{4}-\d\d-\d\d$/.test(text) && Number.isFinite(dayOfDate(text));

/** Writes a day, or what stands in its place. @param {string} text */
export const dayText = (text) => (isDay(text) ? formatDay(text) : plainText(text));

/** @param {Pick<import("geobit").RoadsSummary, "lengthKm" | "schematic" | "dataAsOf" | "licence" | "attribution">} summary */
export const factsOf = ({ lengthKm, schematic, dataAsOf, licence, attribution }) =>
  [
    texts.length(lengthKm),
    ...(schematic ? [texts.schematic] : []),
    ...(dataAsOf ? [texts.asOf(dayText(dataAsOf))] : []),
    ...[licence, attribution].filter(Boolean).map(plainText),
  ].join(" · ");
