// Pieces that the reports share.
import { el, present } from "../dom.js";
import { day, measure, period, plural } from "../format.js";

/** @typedef {Node | string | number | null | undefined | false} Child */

/**
 * A number large enough to read at a glance, with its name.
 * @param {string} name also the `data-stat` by which tests find it
 * @param {string} value
 * @param {Child} label
 * @param {string} [note]
 */
export const stat = (name, value, label, note) =>
  el(
    "div",
    { class: "stat" },
    el("span", { class: "stat-value", "data-stat": name }, value),
    el("span", { class: "stat-label" }, label),
    note && el("span", { class: "stat-note" }, note),
  );

/** @param {...Child} stats */
export const stats = (...stats) => el("div", { class: "stats" }, ...stats);

/**
 * @param {Child} title @param {...Child} children
 */
export const part = (title, ...children) =>
  el("section", { class: "part" }, el("h3", {}, title), ...children);

/**
 * @param {Child[]} head the first column names the rows, the others hold numbers
 * @param {Child[][]} rows
 * @param {string} [caption]
 */
export const table = (head, rows, caption) =>
  el(
    "table",
    {},
    caption && el("caption", {}, caption),
    el("thead", {}, el("tr", {}, ...head.map((name) => el("th", { scope: "col" }, name)))),
    el(
      "tbody",
      {},
      ...rows.map(([name, ...cells]) =>
        el("tr", {}, el("th", { scope: "row" }, name), ...cells.map((cell) => el("td", {}, cell))),
      ),
    ),
  );

/** Which disclosures are open survives the next report. @type {Set<string>} */
const open = new Set();

/**
 * What is behind a title, made when it is first open: what few look at costs a drag nothing.
 * @param {string} title @param {() => Child | Child[]} make
 * @param {string} [key] by which it is known in the next report, if not by its title
 */
export function disclosure(title, make, key = title) {
  const details = el("details", { open: open.has(key), ontoggle: toggled }, el("summary", {}, title));
  const fillOnce = () => details.childElementCount === 1 && details.append(...present([make()].flat()));
  function toggled() {
    open[details.open ? "add" : "delete"](key);
    if (details.open) fillOnce();
  }
  if (details.open) fillOnce();
  return details;
}

/** Every report says so, last and in full. */
const ADVISORY = "Derived from recorded incidents; not a risk advisory.";

const METHOD_LABELS = /** @type {Record<string, string>} */ ({
  asOf: "Data as of",
  from: "From",
  to: "To",
  recentDays: "Recent window, days",
  baselineDays: "Baseline before it, days",
  ringsKm: "Rings, km",
  radiusKm: "Radius, km",
  kinds: "Kinds",
  actors: "Actors",
  uncertainty: "Uncertain places spread over their circle",
  corridorKm: "Corridor on either side, km",
  segmentKm: "Segment, km",
  speedKmh: "Speed, km/h",
  encounterKm: "Encounter within, km",
  halfLifeDays: "Half-life of an incident's weight, days",
  bandwidthKm: "Kernel width, km",
  stops: "Halts",
  precisionTable: "Table of location precision",
  kindTable: "Table of kinds",
  distance: "Distance",
  confidence: "Confidence level of intervals",
  departure: "Departure, UTC",
  speeds: "Speeds from a km on",
  detail: "Detail",
  counting: "How an incident counts",
  snapshot: "Snapshot",
  licence: "Licence",
  version: "Version of geobit",
});

/** @param {Record<string, unknown>} method */
function methodList(method) {
  const given = Object.entries(method).filter(([name, value]) => name !== "licence" || value);
  return el(
    "dl",
    { class: "method" },
    ...given.flatMap(([name, value]) => [
      el("dt", {}, METHOD_LABELS[name] ?? name),
      el("dd", {}, spoken(value)),
    ]),
  );
}

/** @param {unknown} value @returns {string} */
function spoken(value) {
  if (value === true) return "yes";
  if (value === false) return "no";
  if (value === null || value === undefined) return "not restricted";
  if (Array.isArray(value)) return value.length ? value.map(spoken).join(", ") : "none";
  return typeof value === "object" ? alongTheRoute(value) : String(value);
}

/** A halt, or the speed from a place on. @param {any} plan */
function alongTheRoute(plan) {
  if ("kmh" in plan) return `from km ${measure(plan.fromKm)} at ${measure(plan.kmh)} km/h`;
  if ("hours" in plan) return `at km ${measure(plan.km)} for ${measure(plan.hours)} h`;
  return JSON.stringify(plan);
}

/**
 * What every report carries: the data it stands on, what was left out, the parameters, and what it is not.
 *
 * @param {{ method: { asOf: string } & Record<string, unknown>, notes: string[] }} report
 * @param {import("geobit").Summary} summary
 * @param {{ from?: string, to?: string }} range
 */
export function provenance({ method, notes }, summary, range) {
  const { name, licence, attribution, rejected, superseded } = summary;
  const counted =
    range.from || range.to ? period(range.from ?? summary.from, range.to ?? summary.to) : "all dates";
  const leftOut = [
    ...notes.filter((note) => note !== ADVISORY),
    rejected > 0 &&
      `${plural(rejected, "row")} of the file could not be read and ${rejected === 1 ? "is" : "are"} left out.`,
    superseded > 0 && `${plural(superseded, "row")} replaced by a newer one with the same id.`,
  ].filter((text) => text !== false);
  return el(
    "footer",
    { class: "provenance" },
    el(
      "p",
      {},
      el("strong", {}, `Data as of ${day(method.asOf)}`),
      ` · ${name}`,
      ` · ${licence ?? "licence not stated"}`,
      attribution && ` · ${attribution}`,
    ),
    el("p", {}, `Counted: ${counted}.`),
    leftOut.length > 0 &&
      disclosure("What was left out, and why", () =>
        el("ul", {}, ...leftOut.map((text) => el("li", {}, text))),
      ),
    disclosure("Method and parameters", () => methodList(method)),
    el("p", { class: "advisory" }, ADVISORY),
  );
}
