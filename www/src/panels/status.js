// What is certainly recorded in a route's corridor over time. Silence is told as a gap in the record, never as an open road.
import { weeklyChart } from "../chart.js";
import { term } from "../definitions.js";
import { el } from "../dom.js";
import { measure, percent, plural, probability, whole } from "../format.js";
import { disclosure, part, table } from "./parts.js";
import { alarmInWords, verdictPart } from "./verdict.js";

/** @typedef {import("geobit").RouteReport} RouteReport */
/** @typedef {import("geobit").CorridorStatus} CorridorStatus */

const REPEATED_SHOWN = 5;

/** @param {RouteReport} report @param {(segment: { fromKm: number, toKm: number }) => void} fly */
export function statusPart({ status, method, segments }, fly) {
  const { weekly, trend } = status;
  const incomplete = trend.weeks - trend.settled.weeks;
  return part(
    term("corridorStatus", "Corridor status"),
    verdictPart({ ...status, method }),
    silence(status, segments),
    weeklyChart(weekly, incomplete),
    el(
      "p",
      { class: "hint" },
      incomplete > 0 && "Hatched: recent records are incomplete. ",
      term("band", "Shaded"),
      ": as usual at the rate of the baseline.",
    ),
    facts(status, method),
    repeatedPart(status, fly),
  );
}

/**
 * Said where the recent window has nothing.
 * @param {CorridorStatus} status @param {RouteReport["segments"]} segments
 */
function silence({ recent, baseline, recency }, segments) {
  if (recent.count > 0) return null;
  const days = recency.daysSinceLast ?? recent.days + baseline.days;
  const apart = segments.some(({ possible }) => possible > 0)
    ? ", apart from those whose place is too uncertain to say"
    : "";
  return el(
    "p",
    { class: "silence", "data-stat": "silence" },
    `No recorded incidents in the corridor in ${plural(days, "day")}${apart}. That is a gap in the record; it does not say that the road is open.`,
  );
}

/** @param {CorridorStatus} status @param {RouteReport["method"]} method */
function facts(status, method) {
  const { activeWeeks, weekly, alarm } = status;
  const fact = (/** @type {import("./parts.js").Child} */ name, /** @type {string} */ stat, words = "") => [
    el("dt", {}, name),
    el("dd", { "data-stat": stat }, words),
  ];
  return el(
    "dl",
    { class: "facts" },
    ...fact(
      term("activeWeeks", "Active weeks"),
      "active-weeks",
      `${whole(activeWeeks)} of ${weekly.counts.length}`,
    ),
    ...fact(term("laplace", "Trend"), "laplace", laplaceInWords(status, Number(method.confidence))),
    ...(alarm ? fact(term("alarm", "Alarm"), "alarm", alarmInWords(alarm)) : []),
    ...fact(term("recency", "Last one"), "last", lastInWords(status)),
    ...fact(term("blockades", "Blockades"), "blockades", blockadesInWords(status, method.kinds)),
  );
}

/** @param {CorridorStatus} status @param {number} confidence */
function laplaceInWords({ laplace }, confidence) {
  if (!laplace) return "No recorded incidents to tell a trend by.";
  const { z, p } = laplace;
  const test = `z ${measure(z).replace("-", "−")}, ${probability(p)}`;
  if (p >= 1 - confidence) return `No clear trend: ${test}.`;
  return `Incidents crowd towards the ${z > 0 ? "end" : "beginning"}: ${test}.`;
}

/** @param {CorridorStatus} status */
function lastInWords({ recency }) {
  const { daysSinceLast, quietProbability } = recency;
  if (daysSinceLast === null) return "No recorded incidents in the corridor.";
  if (daysSinceLast === 0) return "On the last day of the data.";
  const ago = `${plural(daysSinceLast, "day")} before the date of the data.`;
  if (quietProbability === null) return ago;
  return `${ago} At the rate before it, ${percent(quietProbability)} of gaps would be at least as long.`;
}

/** @param {CorridorStatus} status @param {unknown} kinds asked for; none: all */
function blockadesInWords({ blockades, recent, baseline }, kinds) {
  if (!blockades) return "This data cannot contain blockades: their absence here says nothing.";
  if (Array.isArray(kinds) && !kinds.includes("blockade")) return "Not counted: this kind is not chosen.";
  return `${whole(blockades.recent)} in the last ${plural(recent.days, "day")}, ${whole(blockades.baseline)} in the ${whole(baseline.days)} before; checkpoints and extortion with them.`;
}

/** @param {CorridorStatus} status @param {(segment: { fromKm: number, toKm: number }) => void} fly */
function repeatedPart({ repeated }, fly) {
  if (repeated.length === 0) return null;
  const name = (/** @type {CorridorStatus["repeated"][number]} */ segment) =>
    el(
      "button",
      { type: "button", class: "link", onclick: () => fly(segment) },
      `km ${measure(segment.fromKm)}–${measure(segment.toKm)}`,
    );
  const more = repeated.length - REPEATED_SHOWN;
  return disclosure(
    "Segments hit repeatedly",
    table(
      ["", "Days", "Incidents", "Days since"],
      repeated
        .slice(0, REPEATED_SHOWN)
        .map((segment) => [
          name(segment),
          whole(segment.days),
          whole(segment.count),
          whole(segment.daysSinceLast),
        ]),
      `With recorded incidents on several days of both windows, most days first${more > 0 ? `; ${plural(more, "more", "more")} not shown` : ""}.`,
    ),
  );
}
