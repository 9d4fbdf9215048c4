// The first layer of a result, which is seen without scrolling: the engine's verdict as a strip of a colour, a mark and a word,
// its sentence, three numbers of the period that it speaks of, and the last incident. Nothing is decided here.
import { h } from "preact";
import { term } from "../definitions.js";
import {
  chooseTrips,
  dayOfDate,
  formatCount,
  formatDay,
  formatExpected,
  formatPerTrips,
  formatTrips,
} from "../format.js";
import { kindShort } from "../kinds.js";
import { words } from "../words/index.js";
import { coveragePart, isCovered } from "./coverage.js";
import { filteredPart } from "./filtered.js";
import { link, listWindow, stat, stats } from "./parts.js";
import { startWithinBaseline } from "./record-start.js";

/** @typedef {import("geobit").GeofenceReport} GeofenceReport */
/** @typedef {import("geobit").RouteReport} RouteReport */
/** @typedef {import("geobit").History} History */
/** @typedef {import("./parts.js").Child} Child */
/** @typedef {keyof typeof words.answer.outcomes} Outcome */
/**
 * @typedef {object} Pointing
 * @property {Int32Array} days of incidents, by their rows
 * @property {string} recordFrom the first day of the data
 * @property {(rows: number[]) => void} showIncidents shows incidents on the map
 * @property {import("../more-filters/matching.js").Matching | null} [matching] what more the incidents are filtered by
 */

const texts = words.answer;

/** Each outcome has a form of its own, so that the colour says nothing alone. @type {Record<Outcome, string>} */
const MARKS = {
  more: "M10 3l8 14H2z",
  fewer: "M10 17L2 3h16z",
  noClearChange: "M3 6h14v3H3zM3 11.5h14v3H3z",
  tooFew: "M4 8.2a1.9 1.9 0 1 0 .01 0zM10 8.2a1.9 1.9 0 1 0 .01 0zM16 8.2a1.9 1.9 0 1 0 .01 0z",
  outside:
    "M10 1.8a8.2 8.2 0 1 0 .01 0zM10 4.4a5.6 5.6 0 0 1 3.2 1L5.4 13.2A5.6 5.6 0 0 1 10 4.4zm0 11.2a5.6 5.6 0 0 1-3.2-1l7.8-7.8a5.6 5.6 0 0 1-4.6 8.8z",
};

/**
 * Returns what the strip says: the verdict, or that there is none.
 * @param {{ coverage: import("geobit").Coverage }} report @param {import("geobit").Change} change @returns {Outcome}
 */
export const outcomeOf = (report, change) => (isCovered(report) ? change.verdict : "outside");

/** @param {Outcome} outcome */
const strip = (outcome) =>
  h(
    "p",
    { class: "outcome", "data-outcome": outcome },
    h("svg", { viewBox: "0 0 20 20", "aria-hidden": "true" }, h("path", { d: MARKS[outcome] })),
    h("strong", null, texts.outcomes[outcome]),
  );

/**
 * Renders the answer of an area.
 * @param {GeofenceReport} report @param {Pointing} pointing @param {string} [from] the first day that was asked for
 */
export function geofenceAnswer(report, pointing, from) {
  const isSure = (/** @type {number} */ i) => report.share[i] === 1;
  const most = mostFrequent(report);
  return layer(report, report, pointing, () => [
    threeNumbers(report, pointing, from, texts.certainNote, [
      "answer-kind",
      most ? formatCount(most.recent) : "–",
      term("kinds", most ? kindShort(most.kind) : texts.noKind),
      texts.kindNote,
    ]),
    lastPart(report, lastRows(report, isSure, pointing.days), pointing),
  ]);
}

/**
 * Renders the answer of a route: what is recorded in its corridor, and what that means for a trip.
 * @param {RouteReport} report @param {Pointing} pointing @param {string} [from] the first day that was asked for
 */
export function routeAnswer(report, pointing, from) {
  const { status, legs, method, encounter } = report;
  const trips = chooseTrips([encounter]);
  return layer(report, status, pointing, () => [
    threeNumbers(status, pointing, from, texts.corridorNote, [
      "answer-trip",
      formatPerTrips(encounter.expected, trips),
      term("encounter", formatTrips(trips)),
      texts.tripNote,
    ]),
    lastPart(
      status,
      lastRows({ recency: status.recency, rows: report.rows }, () => true, pointing.days),
      pointing,
    ),
    legs.note && h("p", { class: "legs", lang: method.lang, "data-stat": "legs" }, legs.note),
  ]);
}

/**
 * @param {GeofenceReport | RouteReport} report
 * @param {{ verdictText: string, change: import("geobit").Change }} spoken
 * @param {Pointing} pointing
 * @param {() => Child[]} renderNumbers which there are only where the data cover what is asked about
 */
function layer(report, { verdictText, change }, { matching }, renderNumbers) {
  const outcome = outcomeOf(report, change);
  const isOutside = outcome === "outside";
  const { coverage } = report;
  // What limits the answer is said before it.
  const isLimited = coverage.stale || coverage.inside !== "all";
  return h(
    "section",
    { class: "answer", "aria-label": texts.label },
    filteredPart(matching),
    isLimited && coveragePart(report),
    strip(outcome),
    !isOutside &&
      h(
        "p",
        {
          ...{ class: "verdict-words", lang: report.method.lang },
          ...{ "data-stat": "verdict", "data-verdict": change.verdict },
        },
        verdictText,
      ),
    !isLimited && coveragePart(report),
    ...(isOutside ? [] : renderNumbers()),
  );
}

/**
 * Renders three numbers of the recent window.
 * @param {History} history @param {Pointing} pointing @param {string | undefined} from the first day that was asked for @param {string} note where what is recorded was counted
 * @param {Parameters<typeof stat>} third
 */
function threeNumbers(history, { recordFrom }, from, note, third) {
  const { recent, baseline, expectedRecent } = history;
  const start = startWithinBaseline(history, recordFrom);
  return [
    h("p", { class: "answer-period" }, texts.period(recent.days, recent.from, recent.to)),
    stats(
      stat("answer-recorded", listWindow(recent, from), term("certain", texts.recorded), note),
      stat(
        "answer-usual",
        start ? "–" : formatExpected(expectedRecent),
        term("usual", texts.usual),
        start ? texts.recordBegins(formatDay(start)) : texts.usualNote(baseline.days),
      ),
      stat(...third),
    ),
  ];
}

/**
 * Returns the kind of which the recent window has most, the first of several, or `null` if it has none of any.
 * @param {Pick<GeofenceReport, "byKind">} report
 */
export function mostFrequent({ byKind }) {
  const [first] = byKind.toSorted((a, b) => b.recent - a.recent);
  return first?.recent > 0 ? first : null;
}

/**
 * Lists the rows of the last incidents: there may be several on one day, or none among what is listed.
 * @param {Pick<History, "recency"> & { rows: Uint32Array }} report
 * @param {(i: number) => boolean} isWanted by the place in `rows`
 * @param {Int32Array} days
 */
export function lastRows({ rows, recency }, isWanted, days) {
  if (recency.last === null) return [];
  const day = dayOfDate(recency.last);
  return Array.from(rows).filter((row, i) => days[row] === day && isWanted(i));
}

/** @param {Pick<History, "recency">} history @param {number[]} rows @param {Pointing} pointing */
function lastPart({ recency: { last, daysSinceLast } }, rows, { showIncidents }) {
  if (last === null || daysSinceLast === null) return h("p", { class: "answer-last" }, texts.lastNone);
  const label = rows.length > 1 ? texts.showAll(rows.length) : texts.show;
  return h(
    "p",
    { class: "answer-last", "data-stat": "answer-last" },
    texts.last(formatDay(last), daysSinceLast),
    rows.length > 0 && [" ", link(label, () => showIncidents(rows))],
  );
}
