// What is recorded in and around an area.
import { h } from "preact";
import { weeklyChart } from "../chart.js";
import { term } from "../definitions.js";
import {
  compass,
  day,
  expectedCount,
  km,
  measure,
  percent,
  period,
  plural,
  recorded,
  whole,
} from "../format.js";
import { kindLabel, kindMark, kindName } from "../kinds.js";
import { comparePart, repeatPart } from "./more.js";
import { disclosure, part, provenance, stat, stats, table } from "./parts.js";
import { alarmInWords, between, trendInWords, verdictPart } from "./verdict.js";

/** @typedef {import("geobit").GeofenceReport} GeofenceReport */

const NEAREST_SHOWN = 5;

/**
 * @param {GeofenceReport} report
 * @param {{
 *   measuredFrom: string,
 *   summary: import("geobit").Summary,
 *   range: { from?: string, to?: string },
 *   showIncident: (row: number) => void,
 *   ask: import("./more.js").Ask,
 * }} page
 *   `measuredFrom`: in words, what the engine measures distances from
 * @returns {import("./parts.js").Child[]}
 */
export function geofencePanel(report, { measuredFrom, summary, range, showIncident, ask }) {
  const { counts, areaKm2 } = report;
  return [
    verdictPart(report),
    stats(
      stat("certain", whole(counts.certain), term("certain", "certain"), "recorded inside"),
      stat(
        "possible",
        whole(counts.possible),
        term("possible", "possible"),
        "place uncertain, may be inside",
      ),
      stat(
        "expected",
        expectedCount(counts.expected),
        term("expected", "expected"),
        "sum of all shares inside",
      ),
    ),
    h(
      "p",
      { class: "lead" },
      counts.certain + counts.possible === 0
        ? "No recorded incidents in this area and time range. A quiet record is not the same as a quiet place."
        : `Recorded incidents in ${measure(areaKm2)} km², ${period(range.from ?? summary.from, range.to ?? summary.to)}.`,
    ),
    windowsPart(report),
    weeksPart(report),
    recencyPart(report),
    kindsPart(report),
    ringsPart(report, measuredFrom),
    nearestPart(report, measuredFrom, showIncident),
    repeatPart(ask),
    comparePart(ask),
    provenance(report, summary, range),
  ];
}

/** @param {GeofenceReport} report */
function windowsPart({ recent, baseline, dispersion }) {
  const level = (/** @type {import("geobit").TimeWindow} */ { interval }) => between(interval);
  const wider = (/** @type {import("geobit").TimeWindow} */ { widened }) => widened && between(widened);
  return part(
    "Recent, and the time before",
    table(
      [
        "",
        windowHead(`Last ${recent.days} days`, recent),
        windowHead(`${baseline.days} days before`, baseline),
      ],
      [
        [
          term("certain", "Recorded incidents"),
          count("recent", recent.count),
          count("baseline", baseline.count),
        ],
        [term("rate", "Per day"), measure(recent.perDay), measure(baseline.perDay)],
        [term("rate", "Interval"), level(recent), level(baseline)],
        ...(recent.widened ? [[term("dispersion", "Widened"), wider(recent), wider(baseline)]] : []),
      ],
    ),
    hint(
      "Here and below only certain incidents count.",
      dispersion?.overdispersed &&
        ` The weeks of the baseline differ more than chance would make them: index of dispersion ${measure(dispersion.index)}.`,
    ),
  );
}

/** @param {GeofenceReport} report */
function weeksPart({ weekly, trend, alarm }) {
  const incomplete = trend.weeks - trend.settled.weeks;
  return part(
    "Week by week",
    weeklyChart(weekly, incomplete),
    hint(
      incomplete > 0 &&
        `Hatched: the last ${plural(incomplete, "week")}. Recent records are incomplete; reports still arrive. `,
      term("band", "Shaded"),
      `: ${weekly.usual[0]} to ${weekly.usual[1]} a week, as usual at the rate of the baseline.`,
    ),
    h("p", null, term("trend", "Trend"), `: ${trendInWords(trend.settled)}`),
    alarm && h("p", null, term("alarm", "Alarm"), `: ${alarmInWords(alarm)}`),
  );
}

/** @param {GeofenceReport} report */
function recencyPart({ recency }) {
  const { daysSinceLast, medianGapDays, quietProbability } = recency;
  if (daysSinceLast === null) return null;
  return part(
    "Since the last one",
    h(
      "p",
      null,
      term("recency", daysSinceLast === 0 ? "The last day of the data" : plural(daysSinceLast, "day")),
      daysSinceLast === 0 ? " has the last certain incident." : " since the last certain incident.",
      medianGapDays !== null && ` Half the gaps between two are up to ${plural(medianGapDays, "day")}.`,
      quietProbability !== null &&
        daysSinceLast > 0 &&
        ` At the rate before it, ${percent(quietProbability)} of gaps would be at least as long.`,
    ),
  );
}

/** @param {string} name @param {import("geobit").TimeWindow} window */
const windowHead = (name, { from, to }) =>
  h("span", null, name, h("span", { class: "sub" }, `${day(from)} –`), h("span", { class: "sub" }, day(to)));

/** @param {string} name @param {number} n */
const count = (name, n) =>
  h("span", { "data-stat": name, "data-count": n }, n === 0 ? recorded(0) : whole(n));

/** @param {...(import("./parts.js").Child | import("./parts.js").Child[])} words */
const hint = (...words) => h("p", { class: "hint" }, ...words.flat());

/** @param {GeofenceReport} report */
function kindsPart({ byKind, recent, baseline }) {
  const seen = byKind.filter((entry) => entry.recent + entry.baseline > 0);
  if (seen.length === 0) return null;
  return part(
    "By kind",
    table(
      [term("kinds", "Kind"), `Last ${recent.days} days`, `${baseline.days} before`],
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
      [term("rings", "Distance"), `Last ${recent.days} days`, `${baseline.days} before`],
      rings.map(({ fromKm, toKm, ...n }) => [band(fromKm, toKm), whole(n.recent), whole(n.baseline)]),
    ),
  );
}

/** @param {number | null} radius */
const whereabouts = (radius) => (radius ? ` · located within ${km(radius)}` : "");

/** @param {GeofenceReport} report @param {string} measuredFrom @param {(row: number) => void} showIncident */
function nearestPart({ nearest }, measuredFrom, showIncident) {
  if (nearest.length === 0) return null;
  const entry = (/** @type {GeofenceReport["nearest"][number]} */ near) =>
    h(
      "li",
      null,
      h(
        "button",
        { type: "button", class: "near", onclick: () => showIncident(near.row) },
        kindMark(near.kind),
        h("span", { class: "near-kind" }, kindLabel(near.kind)),
        h(
          "span",
          { class: "near-where" },
          near.distanceKm === 0
            ? `in the ${measuredFrom}`
            : `${km(near.distanceKm)} ${compass(near.bearing)}`,
        ),
        h("span", { class: "near-when" }, day(near.date), whereabouts(near.uncertaintyKm)),
      ),
    );
  const list = (/** @type {GeofenceReport["nearest"]} */ some) =>
    h("ol", { class: "nearest" }, ...some.map(entry));
  const others = nearest.slice(NEAREST_SHOWN);
  return part(
    term("nearest", `Nearest to the ${measuredFrom}`),
    list(nearest.slice(0, NEAREST_SHOWN)),
    others.length > 0 && disclosure("More of the nearest", () => list(others)),
  );
}
