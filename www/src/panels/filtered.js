// Says of an answer that not all incidents count in it.
import { h } from "preact";
import { describe, matchingOf } from "../more-filters/matching.js";
import { words } from "../words/index.js";

/** The sentence of it. @param {import("../more-filters/matching.js").Matching} matching */
export const filteredSentence = (matching) => words.moreFilters.limits(describe(matching).join("; "));

/** The sentence of it for a snapshot; empty where nothing is filtered. @param {import("geobit").Summary} summary */
export function describeFilter(summary) {
  const matching = matchingOf(summary);
  return matching ? filteredSentence(matching) : "";
}

/** @param {import("../more-filters/matching.js").Matching | null | undefined} matching */
export const filteredPart = (matching) =>
  matching && h("p", { class: "coverage", "data-stat": "filtered" }, filteredSentence(matching));
