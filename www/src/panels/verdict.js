// What there is to say about an area or a corridor over time: what followed such a verdict, the trend and the alarm as sentences,
// and the tests and intervals behind them.
import { h } from "preact";
import { term } from "../definitions.js";
import { words } from "../words/index.js";
import { withElements } from "../words/with-elements.js";
import { startWithinBaseline } from "./record-start.js";

/** @typedef {import("geobit").GeofenceReport} GeofenceReport */

/**
 * Renders what followed verdicts "more" in the past, where the verdict is one.
 * @param {{ afterMore: import("geobit").AfterMore | null, method: GeofenceReport["method"] }} report
 */
export const afterMorePart = ({ afterMore, method }) =>
  afterMore && h("p", { class: "after-more", lang: method.lang, "data-stat": "after-more" }, afterMore.words);

/**
 * Renders the tests and intervals behind a verdict.
 * @param {import("geobit").Comparison & { method: GeofenceReport["method"] }} report @param {string} recordFrom the first day of the data
 */
export function verdictStatistics(report, recordFrom) {
  const { change, changeWithPossible, method, recent, baseline } = report;
  const { verdict: texts } = words;
  const start = startWithinBaseline(report, recordFrom);
  // Ratio and interval go by the whole baseline.
  if (start) return [h("p", null, texts.usualUnknown(texts.counts(recent, baseline), start))];
  const interval = term("ratio", texts.interval(Number(method.confidence)));
  const { widened } = change;
  return [
    h("p", null, term("verdict", texts.headlines[change.verdict]), "."),
    h("p", null, ...compareWindows(report, interval)),
    change.verdict === "more" &&
      report.shrunkRatio !== null &&
      h(
        "p",
        { "data-stat": "shrunk-ratio" },
        ...withElements(texts.shrunk(report.shrunkRatio), { term: term("shrunkRatio", texts.shrunkTerm) }),
      ),
    widened &&
      h(
        "p",
        null,
        ...withElements(texts.widened(widened.interval, widened.p), {
          weeksVary: term("dispersion", texts.weeksVary),
        }),
      ),
    h(
      "p",
      null,
      ...withElements(texts.withPossible(describePossible(changeWithPossible)), {
        term: term("withPossible", texts.withPossibleTerm),
      }),
    ),
  ];
}

/** @param {import("geobit").Comparison} report @param {import("./parts.js").Child} interval */
function compareWindows({ recent, baseline, expectedRecent, change }, interval) {
  const { verdict: texts } = words;
  const counts = texts.counts(recent, baseline);
  if (recent.count + baseline.count === 0) return [texts.noneInEither(counts)];
  if (change.ratio === null)
    return withElements(texts.withoutRatio(counts, change.interval[0], change.p), { interval });
  return withElements(texts.withRatio(counts, expectedRecent, change.interval, change.p), {
    ratio: h("span", { "data-stat": "ratio" }, texts.times(change.ratio)),
    interval,
  });
}

/** Says what the change may be, by who is inside. @param {import("geobit").PossibleChange} change */
export function describePossible({ lower, upper, draws }) {
  const texts = words.verdict;
  const isOne = lower.ratio === upper.ratio && lower.p === upper.p;
  return isOne ? texts.noPossible : `${texts.possibleRange(lower.ratio, upper.ratio)}. ${texts.draws(draws)}`;
}

/** @param {import("geobit").Slope} trend */
export function describeTrend({ weeks, perWeek, verdict }) {
  if (verdict === "tooFew") return words.verdict.trendTooFew;
  return verdict === "noClearTrend"
    ? words.verdict.trendNotClear(weeks)
    : words.verdict.trend(verdict, weeks, perWeek);
}

/** Renders the test of a trend. @param {import("geobit").Slope} trend */
export const trendStatistics = ({ weeks, p }) =>
  h(
    "p",
    null,
    ...withElements(words.verdict.trendTest(weeks, p), { term: term("trend", words.geofence.trendTerm) }),
  );

/** @param {NonNullable<GeofenceReport["alarm"]>} alarm */
export function describeAlarm({ ringing, since, lastRang, expectedPerWeek, byChanceYears }) {
  const texts = words.verdict;
  const terms = texts.alarmTerms(expectedPerWeek, byChanceYears);
  if (ringing && since) return texts.alarmRinging(since, terms);
  return lastRang ? texts.alarmRang(lastRang, terms) : texts.alarmSilent(terms);
}
