// What is expected next in an area or a corridor, and what such expectations were worth in its past.
import { h } from "preact";
import { hindcastChart, hindcastLegend } from "../chart.js";
import { term } from "../definitions.js";
import { formatNumber, formatPercent } from "../format.js";
import { words } from "../words/index.js";
import { hint, part, table } from "./parts.js";

/** @typedef {import("geobit").GeofenceReport | import("geobit").RouteReport} Report */
/** @typedef {{ weights: number[], levelHalfLifeDays: number, score: Record<"fitted" | "fixed" | "twelveMonths", number> & { incidents: number, from: string } }} Fit */

const texts = words.next;

/**
 * Renders two sentences of the engine and a picture. A report without a hindcast was asked for in a drag, or before the record was
 * fitted: what it expects is not told, and the space is kept.
 * @param {Report} report
 */
export function nextPart(report) {
  const { next, hindcast, method } = report;
  const isLeftOut = method.forecast === false;
  if (!next && !isLeftOut) return null;
  const lang = String(method.lang);
  const isAsked = hindcast !== undefined;
  return h(
    "div",
    { class: "next", "data-asked": isAsked },
    part(
      term("next", texts.title),
      h("p", { lang, "data-stat": "next" }, isAsked ? next?.words : texts.waiting),
      isAsked && h("p", { lang, "data-stat": "hindcast" }, hindcast.words),
      isAsked && hindcast.asOf.length > 0 && [hindcastChart(hindcast, countHeld(hindcast)), hindcastLegend],
    ),
  );
}

/** Returns how many of the intervals held what came. @param {Pick<import("geobit").Hindcast, "asOf" | "covered">} hindcast */
export const countHeld = ({ asOf, covered }) => Math.round(covered * asOf.length);

/** Renders the scores behind what is expected. @param {Report} report */
export function nextStatistics({ next, hindcast, method }) {
  if (!next || !hindcast) return [];
  const { asOf, covered, score } = hindcast;
  const fit = /** @type {Fit | undefined} */ (method.fit);
  return [
    h("h4", null, texts.statisticsTitle),
    h("p", null, texts.mean(next)),
    ...(asOf.length > 0
      ? [
          h("p", null, texts.covered(covered, asOf.length)),
          scoreTable(texts.scores, score, texts.scoresCaption),
        ]
      : []),
    ...(fit ? fitStatistics(fit) : []),
  ];
}

/** @param {Fit} fit */
const fitStatistics = ({ weights, levelHalfLifeDays, score }) => [
  table(
    [texts.part, texts.weight],
    weights.map((weight, i) => [texts.parts[i], formatPercent(weight)]),
    texts.fitCaption,
  ),
  hint(texts.level(levelHalfLifeDays)),
  ...(score
    ? [
        scoreTable(texts.fitScores, score, texts.fitScoresCaption),
        hint(texts.judged(score.incidents, score.from)),
      ]
    : []),
];

/**
 * @template {string} Name
 * @param {Record<Name, string>} labels @param {Record<Name, number>} scores @param {string} caption
 */
const scoreTable = (labels, scores, caption) =>
  table(
    ["", texts.score],
    /** @type {Name[]} */ (Object.keys(labels)).map((name) => [labels[name], formatSigned(scores[name])]),
    caption,
  );

/** @param {number} n */
const formatSigned = (n) => formatNumber(n).replace("-", "−");
