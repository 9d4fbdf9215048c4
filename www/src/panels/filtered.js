// Says of an answer that not all incidents count in it.
import { h } from "preact";
import { kindLabel } from "../kinds.js";
import { describe, matchingOf } from "../more-filters/matching.js";
import { words } from "../words/index.js";

/** The sentence of it. @param {import("../more-filters/matching.js").Matching} matching */
export const filteredSentence = (matching) => words.moreFilters.limits(describe(matching).join("; "));

/**
 * The sentence of it for a snapshot; empty where nothing is filtered.
 * @param {import("geobit").Summary} summary @param {readonly string[] | null} [kinds] those that count, unless all do
 */
export function describeFilter(summary, kinds = null) {
  const matching = matchingOf(summary);
  const parts = [...describeKinds(kinds), ...(matching ? describe(matching) : [])];
  return parts.length > 0 ? words.moreFilters.limits(parts.join("; ")) : "";
}

/** The phrase for the kinds that count, if not all do. @param {readonly string[] | null | undefined} kinds */
export const describeKinds = (kinds) => (kinds ? [words.moreFilters.parts.kinds(kinds.map(kindLabel))] : []);

/** @param {import("../more-filters/matching.js").Matching | null | undefined} matching */
export const filteredPart = (matching) =>
  matching && h("p", { class: "coverage", "data-stat": "filtered" }, filteredSentence(matching));
