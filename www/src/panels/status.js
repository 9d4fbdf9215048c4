// What is certainly recorded in a route's corridor over time.
import { h } from "preact";
import { weeklyChart } from "../chart.js";
import { term } from "../definitions.js";
import { formatCount } from "../format.js";
import { capitalized } from "../words/capitals.js";
import { words } from "../words/index.js";
import { withElements } from "../words/with-elements.js";
import { disclosure, hint, link, part, table } from "./parts.js";
import { startWithinBaseline, startWithinWeeks } from "./record-start.js";
import {
  describeBlockades,
  describeLaplace,
  describeLaplaceTest,
  describeLast,
  describeSilence,
  describeSpells,
} from "./status-sentences.js";
import { describeAlarm, trendStatistics, verdictStatistics } from "./verdict.js";

/** @typedef {import("geobit").RouteReport} RouteReport */
/** @typedef {import("geobit").CorridorStatus} CorridorStatus */

const REPEATED_SHOWN = 5;
const texts = words.status;

/**
 * @param {RouteReport} report @param {import("geobit").Summary} summary
 * @param {(segment: { fromKm: number, toKm: number }) => void} showSegment
 */
export function statusPart({ status, method, segments }, summary, showSegment) {
  const { weekly, trend } = status;
  const incomplete = trend.weeks - trend.settled.weeks;
  const isUsualKnown = !startWithinBaseline(status, summary.from);
  const mayHold = segments.some(({ possible }) => possible > 0);
  const silence = describeSilence(status, { from: summary.from, mayHold, kinds: method.kinds });
  return part(
    term("corridorStatus", texts.title),
    silence && h("p", { class: "silence", "data-stat": "silence" }, silence),
    weeklyChart(weekly, incomplete, isUsualKnown),
    hint(
      incomplete > 0 && texts.hatched,
      isUsualKnown && withElements(texts.shaded, { shaded: term("band", texts.shadedTerm) }),
    ),
    factList(status, method, summary.from),
    repeatedPart(status, showSegment),
  );
}

/** Renders the tests and intervals behind the status. @param {RouteReport} report @param {string} recordFrom the first day of the data */
export const statusStatistics = ({ status, method }, recordFrom) => [
  ...verdictStatistics({ ...status, method }, recordFrom),
  !startWithinWeeks(status, recordFrom) &&
    status.trend.settled.verdict !== "tooFew" &&
    trendStatistics(status.trend.settled),
  !startWithinWeeks(status, recordFrom) &&
    status.laplace &&
    h(
      "p",
      null,
      ...withElements(texts.laplace(describeLaplaceTest(status.laplace)), {
        term: term("laplace", texts.laplaceTerm),
      }),
    ),
];

/** @param {CorridorStatus} status @param {RouteReport["method"]} method @param {string} recordFrom the first day of the data */
function factList(status, method, recordFrom) {
  const start = startWithinBaseline(status, recordFrom);
  const lateStart = startWithinWeeks(status, recordFrom);
  const { activeWeeks, weekly, alarm } = status;
  const fact = (
    /** @type {import("./parts.js").Child} */ name,
    /** @type {string} */ stat,
    /** @type {string} */ text,
  ) => [
    h("dt", null, name),
    // Some of the texts follow a colon elsewhere.
    h("dd", { "data-stat": stat }, capitalized(text)),
  ];
  const spells = describeSpells(status, method.kinds);
  const weeks = texts.weeksOf(activeWeeks, weekly.counts.length);
  return h(
    "dl",
    { class: "facts" },
    ...fact(term("activeWeeks", texts.activeWeeks), "active-weeks", weeks),
    ...fact(
      term("laplace", texts.trend),
      "laplace",
      lateStart ? words.verdict.recordBegins(lateStart) : describeLaplace(status),
    ),
    ...(alarm
      ? fact(
          term("alarm", texts.alarm),
          "alarm",
          start ? words.verdict.recordBegins(start) : describeAlarm(alarm),
        )
      : []),
    ...fact(term("recency", texts.last), "last", describeLast(status)),
    ...fact(term("blockades", texts.blockades), "blockades", describeBlockades(status, method.kinds)),
    ...(spells ? fact(term("spells", texts.spells), "spells", spells) : []),
  );
}

/** @param {CorridorStatus} status @param {(segment: { fromKm: number, toKm: number }) => void} showSegment */
function repeatedPart({ repeated }, showSegment) {
  if (repeated.length === 0) return null;
  return disclosure(texts.repeatedTitle, () =>
    table(
      ["", texts.days, texts.incidents, texts.daysSince],
      repeated
        .slice(0, REPEATED_SHOWN)
        .map((segment) => [
          link(words.route.kmRange(segment.fromKm, segment.toKm), () => showSegment(segment)),
          formatCount(segment.days),
          formatCount(segment.count),
          formatCount(segment.daysSinceLast),
        ]),
      texts.repeatedCaption(Math.max(0, repeated.length - REPEATED_SHOWN)),
    ),
  );
}
