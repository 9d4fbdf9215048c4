// Pieces that the reports share.
import { h } from "preact";
import { useState } from "preact/hooks";
import { day, measure, period, plural } from "../format.js";

/** @typedef {import("preact").ComponentChild} Child */

/**
 * A number large enough to read at a glance, with its name.
 * @param {string} name also the `data-stat` by which tests find it
 * @param {string} value
 * @param {Child} label
 * @param {string} [note]
 */
export const stat = (name, value, label, note) =>
  h(
    "div",
    { class: "stat" },
    h("span", { class: "stat-value", "data-stat": name }, value),
    h("span", { class: "stat-label" }, label),
    note && h("span", { class: "stat-note" }, note),
  );

/** @param {...Child} stats */
export const stats = (...stats) => h("div", { class: "stats" }, ...stats);

/**
 * @param {Child} title @param {...Child} children
 */
export const part = (title, ...children) =>
  h("section", { class: "part" }, h("h3", null, title), ...children);

/**
 * @param {Child[]} head the first column names the rows, the others hold numbers
 * @param {Child[][]} rows
 * @param {string} [caption]
 */
export const table = (head, rows, caption) =>
  h(
    "table",
    null,
    caption && h("caption", null, caption),
    h("thead", null, h("tr", null, ...head.map((name) => h("th", { scope: "col" }, name)))),
    h(
      "tbody",
      null,
      ...rows.map(([name, ...cells]) =>
        h("tr", null, h("th", { scope: "row" }, name), ...cells.map((cell) => h("td", null, cell))),
      ),
    ),
  );

/** Which disclosures are open, also when another shape is shown in between. @type {Set<string>} */
const open = new Set();

/**
 * What is behind a title, made while it is open: what few look at costs a drag nothing.
 * @param {string} title @param {() => Child | Child[]} make
 * @param {string} [key] by which it is known in the next report, if not by its title
 */
export const disclosure = (title, make, key = title) => h(Disclosure, { key, name: key, title, make });

/** @param {{ name: string, title: string, make: () => Child | Child[] }} props */
function Disclosure({ name, title, make }) {
  const [isOpen, setOpen] = useState(open.has(name));
  /** @param {Event} event */
  function toggled(event) {
    const details = /** @type {HTMLDetailsElement} */ (event.currentTarget);
    open[details.open ? "add" : "delete"](name);
    setOpen(details.open);
  }
  return h("details", { open: isOpen, ontoggle: toggled }, h("summary", null, title), isOpen ? make() : null);
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

/** Named only where they are given: without others nothing is restricted, without these there is none. */
const ONLY_IF_GIVEN = ["licence", "repeat"];

/** @param {Record<string, unknown>} method */
function methodList(method) {
  const given = Object.entries(method).filter(([name, value]) => !ONLY_IF_GIVEN.includes(name) || value);
  return h(
    "dl",
    { class: "method" },
    ...given.flatMap(([name, value]) => [
      h("dt", null, METHOD_LABELS[name] ?? name),
      h("dd", null, spoken(value)),
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
  return h(
    "footer",
    { class: "provenance" },
    h(
      "p",
      null,
      h("strong", null, `Data as of ${day(method.asOf)}`),
      ` · ${name}`,
      ` · ${licence ?? "licence not stated"}`,
      attribution && ` · ${attribution}`,
    ),
    h("p", null, `Counted: ${counted}.`),
    leftOut.length > 0 &&
      disclosure("What was left out, and why", () =>
        h("ul", null, ...leftOut.map((text) => h("li", null, text))),
      ),
    disclosure("Method and parameters", () => methodList(method)),
    h("p", { class: "advisory" }, ADVISORY),
  );
}
