// What more the incidents are filtered by: `null` where by nothing.
import { plainText } from "../plain-text.js";
import { words } from "../words/index.js";

/** @typedef {Pick<import("geobit").Matching, "actors" | "minFatalities" | "text" | "maxUncertaintyKm" | "origins">} Matching */

export const MOST_DEATHS = 999_999_999;
const MOST_NAMED = 3;
/** Longer names are cut where they are one among several things. */
const MOST_LETTERS = 40;

/**
 * Describes a filter, a phrase for each part.
 * @param {Matching} matching @returns {string[]}
 */
export function describe({ actors, minFatalities, text, maxUncertaintyKm, origins }) {
  const { parts } = words.moreFilters;
  return [
    actors ? parts.actors(shortened(actors)) : "",
    typeof minFatalities === "number" ? parts.deaths(minFatalities) : "",
    text ? parts.text(cut(text)) : "",
    typeof maxUncertaintyKm === "number" ? parts.within(maxUncertaintyKm) : "",
    origins ? parts.sources(shortened(origins)) : "",
  ].filter(Boolean);
}

/** @param {string[]} names */
function shortened(names) {
  const each = [...new Set(names)];
  const named = each.slice(0, MOST_NAMED).map(cut);
  const more = each.length - named.length;
  return more > 0 ? [...named, words.moreFilters.parts.others(more)] : named;
}

/** @param {string} text */
function cut(text) {
  const letters = [...plainText(text)];
  return letters.length > MOST_LETTERS ? `${letters.slice(0, MOST_LETTERS).join("")}…` : letters.join("");
}

/** Returns what a snapshot was filtered by on this page, if by anything. @param {import("geobit").Summary} summary @returns {Matching | undefined} */
export const matchingOf = ({ filters = [] }) => filters.findLast(({ matching }) => matching)?.matching?.only;

/** Tells whether two filters are the same. @param {Matching | null} one @param {Matching | null} other */
export const isSame = (one, other) => JSON.stringify(one) === JSON.stringify(other);
