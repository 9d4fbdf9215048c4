// What is expected next, and what such expectations were worth in the past.
import { formatCount, formatDay, formatNumber, formatPercent } from "../../format.js";
import { plural } from "./plural.js";

/** @typedef {import("geobit").Forecast} Forecast */
/** @typedef {import("geobit").Hindcast} Hindcast */

/** @param {number} low @param {number} high */
function range(low, high) {
  if (low === high) return formatCount(low);
  return high === low + 1
    ? `${formatCount(low)} or ${formatCount(high)}`
    : `${formatCount(low)} to ${formatCount(high)}`;
}

/** @param {number} n */
const times = (n) => (n === 0 ? "never" : n === 1 ? "once" : `${formatCount(n)} times`);

export const next = {
  title: "Expected next",
  waiting: "…",
  fitting: "Fitting the record …",

  // The picture.
  axis: "incidents in 28 days",
  /** @param {string} from @param {string} to @param {number} dates @param {number} held @param {number} most */
  pictureLabel: (from, to, dates, held, most) =>
    `What was expected at ${plural(dates, "past date")} from ${formatDay(from)} to ${formatDay(to)}, and what came in the 28 days after each: the interval held ${times(held)}; the most that came was ${formatCount(most)}.`,
  /** @param {string} asOf @param {number} low @param {number} high @param {number} came */
  at: (asOf, low, high, came) =>
    `28 days after ${formatDay(asOf)}: ${range(low, high)} expected, ${formatCount(came)} came`,
  bandLegend: "interval expected",
  lineLegend: "mean expected",
  heldLegend: "came, within it",
  missedLegend: "came, outside it",

  // Under Method.
  statisticsTitle: "Expected next, and at past dates",
  /** @param {Forecast} forecast */
  mean: ({ expected, level, model }) =>
    `Mean ${formatNumber(expected)}, by ${next.models[model]}; the interval is meant to hold in ${formatPercent(level)} of cases.`,
  /** @type {Record<Forecast["model"], string>} */
  models: {
    fitted: "the intensity fitted to this record",
    fixed: "the fixed intensity",
    twelveMonths: "the mean of the last 12 months",
  },
  /** @param {number} covered @param {number} dates */
  covered: (covered, dates) =>
    `At ${plural(dates, "past date")}, four weeks apart, each with what was recorded by then, the interval held in ${formatPercent(covered)}.`,
  scoresCaption: "Mean log probability given to what came; higher is better",
  score: "Score",
  /** @type {Record<keyof Hindcast["score"], string>} */
  scores: {
    ours: "This intensity",
    last28Days: "Mean of the last 28 days",
    twelveMonths: "Mean of the last 12 months",
    uniform: "The same everywhere",
  },
  fitCaption: "Weights of the intensity fitted to the whole record",
  part: "Part",
  weight: "Weight",
  /** In the order of the weights. */
  parts: [
    "The same everywhere",
    "Half-life 365 days, kernel 10 km",
    "Half-life 365 days, kernel 3 km",
    "Half-life 60 days, kernel 5 km",
    "Half-life 21 days, kernel 2 km",
  ],
  level: (/** @type {number} */ days) => `The level of the whole record has a half-life of ${days} days.`,
  fitScoresCaption: "Where incidents came: nats per incident over a uniform map",
  /** @type {Record<"fitted" | "fixed" | "twelveMonths", string>} */
  fitScores: {
    fitted: "Fitted intensity",
    fixed: "Fixed intensity",
    twelveMonths: "Map of 12 months",
  },
  judged: (/** @type {number} */ incidents, /** @type {string} */ from) =>
    `Judged by ${plural(incidents, "incident")} from ${formatDay(from)} on, which the weights had not seen.`,
  /** @param {string} level of the interval @param {string} trips */
  spread: (level, trips) => `{term} (${level}), by the fixed intensity: {limits} ${trips}.`,
  spreadTerm: "Spread of the past record",
};
