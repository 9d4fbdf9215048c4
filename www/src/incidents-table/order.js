// Which incidents of a listing the table shows, and in which order. Incidents are named by their places in the listing.
import { dayOfDate } from "../format.js";
import { kindLabel } from "../kinds.js";
import { folded } from "../plain-text.js";
import { units } from "../words/units.js";

/** @typedef {import("./listing.js").Listing} Listing */
/** @typedef {import("./view.js").ListFilter} ListFilter */
/** @typedef {import("./view.js").ListView} ListView */
/** @typedef {import("./records.js").Entry} Entry */
/** @typedef {Pick<import("geobit").Columns, "day" | "kind" | "kindNames" | "uncertaintyKm">} Columns */
/** @typedef {{ listing: Listing, columns: Columns, entry: (row: number) => Entry | undefined, origins: readonly string[] }} Data */

/** Columns whose values are in the records, which are not there at first. @type {ReadonlySet<import("./view.js").ColumnName>} */
const RECORDED = new Set(["deaths", "place", "actors", "source", "origin", "text"]);

/** Tells whether a view needs the records of all incidents, and not only of those on the screen. @param {ListView} view */
export const needsRecords = ({ sort, filter }) =>
  RECORDED.has(sort.by) || filter.deadly || filter.text.trim() !== "";

/**
 * Returns the places of the incidents that a filter lets through.
 * @param {Data} data @param {ListFilter} filter @returns {Uint32Array}
 */
export function filterListing({ listing, columns, entry }, filter) {
  const { rows, certain } = listing;
  const kind = /** @type {readonly string[]} */ (columns.kindNames).indexOf(filter.kind);
  const from = filter.from ? dayOfDate(filter.from) : Number.NEGATIVE_INFINITY;
  const to = filter.to ? dayOfDate(filter.to) : Number.POSITIVE_INFINITY;
  const words = folded(filter.text).split(/\s+/).filter(Boolean);
  const chosen = new Uint32Array(rows.length);
  let count = 0;
  for (let at = 0; at < rows.length; at++) {
    const row = rows[at];
    if (filter.certainty !== "all" && (certain[at] === 1) !== (filter.certainty === "certain")) continue;
    if (filter.kind !== "" && columns.kind[row] !== kind) continue;
    if (columns.day[row] < from || columns.day[row] > to) continue;
    if (filter.deadly && !((entry(row)?.deaths ?? 0) > 0)) continue;
    if (words.length > 0 && !words.every((word) => entry(row)?.search.includes(word))) continue;
    chosen[count++] = at;
  }
  return chosen.slice(0, count);
}

/**
 * Puts places in order. What has no value comes last either way; among equals the latest comes first.
 * @param {Data} data @param {Uint32Array} places @param {ListView["sort"]} sort @returns {Uint32Array} the same list
 */
export function sortListing(data, places, { by, down }) {
  const { listing, columns } = data;
  const keys = keysOf(data, places, by);
  const sign = down ? -1 : 1;
  const dayAt = (/** @type {number} */ at) => columns.day[listing.rows[at]];
  return places.sort((a, b) => {
    const [left, right] = [keys[a], keys[b]];
    if (left !== right) {
      if (Number.isNaN(left)) return Number.isNaN(right) ? dayAt(b) - dayAt(a) || a - b : 1;
      if (Number.isNaN(right)) return -1;
      return sign * (left - right);
    }
    return dayAt(b) - dayAt(a) || a - b;
  });
}

/**
 * Returns a number for each place by which it is put in order, `NaN` for no value.
 * @param {Data} data @param {Uint32Array} places @param {import("./view.js").ColumnName} by
 */
function keysOf({ listing, columns, entry, origins }, places, by) {
  const { rows, share, certain, alongKm, distanceKm } = listing;
  const keys = new Float64Array(rows.length);
  const fill = (/** @type {(at: number, row: number) => number | null | undefined} */ key) => {
    for (const at of places) keys[at] = key(at, rows[at]) ?? Number.NaN;
    return keys;
  };
  const fillByText = (/** @type {(at: number, row: number) => string} */ text) => {
    const texts = Array.from(places, (at) => text(at, rows[at]));
    const ranks = rankTexts(texts);
    for (const [i, at] of places.entries()) keys[at] = ranks.get(texts[i]) ?? Number.NaN;
    return keys;
  };
  switch (by) {
    case "day":
      return fill((_, row) => columns.day[row]);
    case "kind":
      return fillByText((_, row) => kindLabel(columns.kindNames[columns.kind[row]]));
    case "inside":
      return fill((at) => (share ? share[at] : certain[at]));
    case "along":
      return fill((at) => alongKm?.[at]);
    case "distance":
      return fill((at) => distanceKm?.[at]);
    case "precision":
      return fill((_, row) => columns.uncertaintyKm[row]);
    case "deaths":
      return fill((_, row) => entry(row)?.deaths);
    case "origin":
      return fillByText((_, row) => origins[entry(row)?.origin ?? 0] ?? "");
    default:
      return fillByText((_, row) => entry(row)?.[by] ?? "");
  }
}

/** Numbers different texts by their order in the language of the page; the empty one has no number. @param {string[]} texts */
function rankTexts(texts) {
  const collator = new Intl.Collator(units.locale, { numeric: true });
  const unique = [...new Set(texts)].filter((text) => text !== "").sort(collator.compare);
  return new Map(unique.map((text, rank) => [text, rank]));
}
