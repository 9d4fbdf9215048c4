// What is recorded in and around an area.
import { weeklyChart } from "../chart.js";
import { el } from "../dom.js";
import { compass, day, expectedCount, km, measure, period, recorded, whole } from "../format.js";
import { kindLabel, kindMark, kindName } from "../kinds.js";
import { disclosure, part, provenance, stat, stats, table } from "./parts.js";

/** @typedef {import("geobit").GeofenceReport} GeofenceReport */

/**
 * @param {GeofenceReport} report
 * @param {{
 *   measuredFrom: string,
 *   summary: import("geobit").Summary,
 *   range: { from?: string, to?: string },
 *   show: (row: number, at?: [number, number]) => void,
 * }} page
 *   `measuredFrom`: in words, what the engine measures distances from
 * @returns {import("./parts.js").Child[]}
 */
export function geofencePanel(report, { measuredFrom, summary, range, show }) {
  const { counts, recent, baseline, areaKm2 } = report;
  const nothing = counts.certain + counts.possible === 0;
  return [
    stats(
      stat("certain", whole(counts.certain), "certain", "recorded inside"),
      stat("possible", whole(counts.possible), "possible", "place uncertain, may be inside"),
      stat("expected", expectedCount(counts.expected), "expected", "sum of all shares inside"),
    ),
    el(
      "p",
      { class: "lead" },
      nothing
        ? "No recorded incidents in this area and time range. A quiet record is not the same as a quiet place."
        : `Recorded incidents in ${measure(areaKm2)} km², ${period(range.from ?? summary.from, range.to ?? summary.to)}.`,
    ),
    part(
      "Recent, and the time before",
      table(
        [
          "",
          windowHead(`Last ${recent.days} days`, recent),
          windowHead(`${baseline.days} days before`, baseline),
        ],
        [
          ["Recorded incidents", count("recent", recent.count), count("baseline", baseline.count)],
          ["Per day", measure(recent.perDay), measure(baseline.perDay)],
        ],
      ),
      el(
        "p",
        { class: "hint" },
        "Here and below only certain incidents count. Whether a difference is more than chance is not judged.",
      ),
    ),
    part(
      "Week by week",
      weeklyChart(report.weekly),
      el(
        "p",
        { class: "hint" },
        "Hatched: the last two weeks. Recent records are incomplete; reports still arrive.",
      ),
    ),
    kindsPart(report),
    ringsPart(report, measuredFrom),
    nearestPart(report, measuredFrom, show),
    provenance(report, summary, range),
  ];
}

/** @param {string} name @param {import("geobit").TimeWindow} window */
const windowHead = (name, { from, to }) =>
  el("span", {}, name, el("span", { class: "sub" }, `${day(from)} –`), el("span", { class: "sub" }, day(to)));

/** @param {string} name @param {number} n */
const count = (name, n) =>
  el("span", { "data-stat": name, "data-count": n }, n === 0 ? recorded(0) : whole(n));

/** @param {GeofenceReport} report */
function kindsPart({ byKind, recent, baseline }) {
  const seen = byKind.filter((entry) => entry.recent + entry.baseline > 0);
  if (seen.length === 0) return null;
  return part(
    "By kind",
    table(
      ["", `Last ${recent.days} days`, `${baseline.days} before`],
      seen.map((entry) => [kindName(entry.kind), whole(entry.recent), whole(entry.baseline)]),
    ),
  );
}

/** @param {GeofenceReport} report @param {string} measuredFrom */
function ringsPart({ rings, recent, baseline }, measuredFrom) {
  if (rings.length === 0) return null;
  const band = (/** @type {number} */ fromKm, /** @type {number} */ toKm) =>
    fromKm === 0 ? `up to ${measure(toKm)} km` : `${measure(fromKm)} to ${measure(toKm)} km`;
  return part(
    `By distance from the ${measuredFrom}`,
    table(
      ["", `Last ${recent.days} days`, `${baseline.days} before`],
      rings.map(({ fromKm, toKm, ...n }) => [band(fromKm, toKm), whole(n.recent), whole(n.baseline)]),
    ),
  );
}

/** @param {number | null} radius */
const whereabouts = (radius) => (radius ? ` · located within ${km(radius)}` : "");

/** @param {GeofenceReport} report @param {string} measuredFrom @param {(row: number) => void} show */
function nearestPart({ nearest }, measuredFrom, show) {
  if (nearest.length === 0) return null;
  const entry = (/** @type {GeofenceReport["nearest"][number]} */ near) =>
    el(
      "li",
      {},
      el(
        "button",
        { type: "button", class: "near", onclick: () => show(near.row) },
        kindMark(near.kind),
        el("span", { class: "near-kind" }, kindLabel(near.kind)),
        el(
          "span",
          { class: "near-where" },
          near.distanceKm === 0
            ? `in the ${measuredFrom}`
            : `${km(near.distanceKm)} ${compass(near.bearing)}`,
        ),
        el("span", { class: "near-when" }, day(near.date), whereabouts(near.uncertaintyKm)),
      ),
    );
  const list = nearest.map(entry);
  return part(
    `Nearest to the ${measuredFrom}`,
    el("ol", { class: "nearest" }, ...list.slice(0, 5)),
    list.length > 5 && disclosure("More of the nearest", el("ol", { class: "nearest" }, ...list.slice(5))),
  );
}
