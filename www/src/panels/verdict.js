// What there is to say about an area, in words: the verdict with its interval, the trend and the alarm.
import { h } from "preact";
import { term } from "../definitions.js";
import { day, measure, plural, probability, whole } from "../format.js";

/** @typedef {import("geobit").GeofenceReport} GeofenceReport */
/** @typedef {import("geobit").Change} Change */

export const HEADLINES = {
  more: "More recorded incidents than before",
  fewer: "Fewer recorded incidents than before",
  noClearChange: "No clear change in recorded incidents",
  tooFew: "Too few recorded incidents to say",
};

/** The same, within a sentence. */
export const WITHIN = {
  more: "more than before",
  fewer: "fewer than before",
  noClearChange: "no clear change",
  tooFew: "too few to say",
};

/** @param {import("geobit").Comparison & { method: GeofenceReport["method"] }} report */
export function verdictPart(report) {
  const { change, changeWithPossible, method } = report;
  const level = `${measure(100 * Number(method.confidence))} % interval`;
  return h(
    "section",
    { class: "verdict", "aria-label": "Verdict" },
    h(
      "p",
      { class: "verdict-words" },
      h(
        "span",
        { "data-stat": "verdict", "data-verdict": change.verdict },
        term("verdict", HEADLINES[change.verdict]),
      ),
    ),
    h("p", null, ...comparison(report, level)),
    change.widened &&
      h(
        "p",
        null,
        term("dispersion", "Weeks differ more than chance"),
        `: widened for that, ${ratioBetween(change.widened.interval)} (${probability(change.widened.p)}). The verdict goes by this.`,
      ),
    h("p", null, term("withPossible", "With the possible ones"), `: ${withPossible(changeWithPossible)}.`),
  );
}

/** @param {import("geobit").Comparison} report @param {string} level */
function comparison({ recent, baseline, change }, level) {
  const usual = baseline.perDay * recent.days;
  const counted = `${whole(recent.count)} in the last ${plural(recent.days, "day")}; the ${plural(baseline.days, "day")} before had ${whole(baseline.count)}`;
  if (recent.count + baseline.count === 0) return [`${counted}: no recorded incidents in either.`];
  if (change.ratio === null)
    return [
      `${counted}: `,
      term("ratio", level),
      ` of the ratio from ${measure(change.interval[0])} upwards (${probability(change.p)}).`,
    ];
  return [
    `${counted}, which makes ${measure(usual)} in as many days. `,
    h("span", { "data-stat": "ratio" }, `${measure(change.ratio)} times`),
    " the rate, ",
    term("ratio", level),
    ` ${ratioBetween(change.interval)} (${probability(change.p)}).`,
  ];
}

/** @param {Change} change */
function withPossible({ ratio, interval, verdict }) {
  if (ratio === null) return WITHIN[verdict];
  return `${measure(ratio)} times the rate, ${ratioBetween(interval)}: ${WITHIN[verdict]}`;
}

/** @param {[number, number | null]} interval */
const ratioBetween = ([low, high]) =>
  high === null ? `${measure(low)} upwards` : `${measure(low)} to ${measure(high)}`;

/** @param {[number, number]} interval */
export const between = ([low, high]) => `${measure(low)} to ${measure(high)}`;

/** @param {GeofenceReport["trend"]["settled"]} trend */
export function trendInWords({ weeks, p, perWeek, z }) {
  if (weeks < 4) return "too few weeks to say.";
  const slope =
    perWeek === 0 ? "" : `, ${perWeek > 0 ? "+" : "−"}${measure(Math.abs(perWeek))} a week by the median`;
  if (p > 0.05) return `no clear trend over ${weeks} weeks (${probability(p)}).`;
  return `${z > 0 ? "rising" : "falling"} over ${weeks} weeks (${probability(p)})${slope}.`;
}

/** @param {NonNullable<GeofenceReport["alarm"]>} alarm */
export function alarmInWords({ ringing, since, lastRang, expectedPerWeek }) {
  const usual = `${measure(expectedPerWeek)} a week expected`;
  if (ringing && since) return `ringing since the week of ${day(since)}; ${usual}.`;
  return lastRang
    ? `silent now; it rang last in the week of ${day(lastRang)}; ${usual}.`
    : `silent throughout; ${usual}.`;
}
