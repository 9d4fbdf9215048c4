// What is drawn as a bar to roads: closed, no-go or restricted, by whom that is said and until when, and how files have it. What bars on a day
// is in zones/in-force.js, which the page does not need at first.
import { isDay } from "./format.js";
import { plainText } from "./plain-text.js";

/** @typedef {(typeof BAR_KINDS)[number]} BarKind */
/** @typedef {(typeof RELIABILITIES)[number]} Reliability */
/**
 * @typedef {object} Bar
 * @property {BarKind} as
 * @property {string} source who says so
 * @property {Reliability} reliability
 * @property {string} until the last day on which it counts, `YYYY-MM-DD`; empty where it goes on
 */
/** What a site is in an evacuation. Old workspaces know the first two. @typedef {{ muster: boolean, haven: boolean, medical?: boolean, airstrip?: boolean }} Evacuation */

/** Roads are not driven where they are closed, and areas not entered that are no-go; what is restricted is avoided, and has kept its name in files. */
export const BAR_KINDS = /** @type {const} */ (["closed", "no-go", "avoid"]);
export const RELIABILITIES = /** @type {const} */ (["", "confirmed", "probable", "doubtful"]);
export const MOST_SOURCE_LETTERS = 200;

/** Returns a bar as properties of GeoJSON. A day by itself would make a point an incident to whoever reads it. @param {Bar | undefined} bar */
export const barProperties = (bar) =>
  bar && {
    bars: bar.as,
    ...(bar.source && { bar_source: bar.source }),
    ...(bar.reliability && { bar_reliability: bar.reliability }),
    ...(bar.until && { valid: `until ${bar.until}` }),
  };

/** Returns the bar that the properties of a file of this page say; what is none is left out. @param {any} properties @returns {Bar | undefined} */
export function barOf(properties) {
  const said = properties?.bars === "restricted" ? "avoid" : properties?.bars;
  const as = BAR_KINDS.find((kind) => kind === said);
  if (!as) return undefined;
  const { bar_source: source, bar_reliability: reliability, valid, valid_until } = properties;
  const until = valid_until ?? String(valid).replace("until ", "");
  return {
    as,
    source: ["string", "number"].includes(typeof source)
      ? plainText(String(source)).slice(0, MOST_SOURCE_LETTERS)
      : "",
    reliability: RELIABILITIES.find((one) => one === reliability) ?? "",
    until: isDay(until) ? until : "",
  };
}
