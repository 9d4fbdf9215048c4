// What is certainly recorded in a route's corridor over time. Silence is told as a gap in the record, never as an open road.
import { h } from "preact";
import { weeklyChart } from "../chart.js";
import { term } from "../definitions.js";
import { measure, plural, whole } from "../format.js";
import { disclosure, part, table } from "./parts.js";
import { blockadesInWords, laplaceInWords, lastInWords, silenceInWords } from "./status-words.js";
import { alarmInWords, verdictPart } from "./verdict.js";

/** @typedef {import("geobit").RouteReport} RouteReport */
/** @typedef {import("geobit").CorridorStatus} CorridorStatus */

const REPEATED_SHOWN = 5;

/**
 * @param {RouteReport} report @param {import("geobit").Summary} summary
 * @param {(segment: { fromKm: number, toKm: number }) => void} fly
 */
export function statusPart({ status, method, segments }, summary, fly) {
  const { weekly, trend } = status;
  const incomplete = trend.weeks - trend.settled.weeks;
  const unsure = segments.some(({ possible }) => possible > 0);
  const silent = silenceInWords(status, { from: summary.from, unsure, kinds: method.kinds });
  return part(
    term("corridorStatus", "Corridor status"),
    verdictPart({ ...status, method }),
    silent && h("p", { class: "silence", "data-stat": "silence" }, silent),
    weeklyChart(weekly, incomplete),
    h(
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

/** @param {CorridorStatus} status @param {RouteReport["method"]} method */
function facts(status, method) {
  const { activeWeeks, weekly, alarm } = status;
  const fact = (/** @type {import("./parts.js").Child} */ name, /** @type {string} */ stat, words = "") => [
    h("dt", null, name),
    h("dd", { "data-stat": stat }, words),
  ];
  return h(
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

/** @param {CorridorStatus} status @param {(segment: { fromKm: number, toKm: number }) => void} fly */
function repeatedPart({ repeated }, fly) {
  if (repeated.length === 0) return null;
  const name = (/** @type {CorridorStatus["repeated"][number]} */ segment) =>
    h(
      "button",
      { type: "button", class: "link", onclick: () => fly(segment) },
      `km ${measure(segment.fromKm)}–${measure(segment.toKm)}`,
    );
  const more = repeated.length - REPEATED_SHOWN;
  return disclosure("Segments hit repeatedly", () =>
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
