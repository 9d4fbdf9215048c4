// What is recorded along a route, and what the recent record means for a trip.
import { h } from "preact";
import { routeStrip } from "../chart.js";
import { term } from "../definitions.js";
import {
  chooseTrips,
  formatExpectedInTrips,
  formatHours,
  formatKm,
  formatLimits,
  formatNumber,
  formatPlace,
  formatTrips,
} from "../format.js";
import { exposureColours } from "../layers/shapes.js";
import { byOriginPart } from "../sources/by-origin.js";
import { words } from "../words/index.js";
import { withElements } from "../words/with-elements.js";
import { routeAnswer } from "./answer.js";
import { isCovered } from "./coverage.js";
import { describeIntensity } from "./intensity.js";
import { nextPart, nextStatistics } from "./next.js";
import { hint, link, listButton, part, provenance, stat, stats, why } from "./parts.js";
import { statusPart, statusStatistics } from "./status.js";
import { stretchesPart, stretchesStatistics } from "./stretches.js";
import { afterMorePart } from "./verdict.js";

/** @typedef {import("geobit").RouteReport} RouteReport */
/** @typedef {{ fromKm: number, toKm: number }} Segment */

const texts = words.route;

/**
 * @param {RouteReport} report
 * @param {{
 *   summary: import("geobit").Summary,
 *   range: { from?: string, to?: string },
 *   townNear: (at: [number, number]) => string,
 *   flyTo: (at: [number, number]) => void,
 *   showSegment: (segment: Segment) => void,
 *   middleOf: (segment: Segment) => [number, number],
 *   pointing: import("./answer.js").Pointing,
 * }} page
 *   `townNear` describes a place by the nearest town
 * @returns {import("./parts.js").Child[]}
 */
export function routePanel(report, page) {
  const { summary, range, townNear, flyTo, showSegment, middleOf, pointing } = page;
  const { method, rows, stretches } = report;
  const answer = routeAnswer(report, pointing, range.from);
  if (!isCovered(report)) return [answer, stats(...ownStats(report)), provenance(report, summary, range)];
  return [
    answer,
    why(
      stats(
        ...ownStats(report),
        stat(
          "corridor",
          listButton(rows.length, texts.inCorridor, {}),
          term("corridor", texts.inCorridor),
          texts.within(method.corridorKm),
        ),
      ),
      rows.length === 0 && h("p", { class: "lead" }, texts.none),
      afterMorePart(report),
      part(
        texts.exposureTitle,
        routeStrip(report, showSegment),
        colourLegend,
        stretches.length > 0 && worstLegend,
        exposureFigures(report, townNear, flyTo),
        hint(describeIntensity(method)),
      ),
      stretchesPart(report, showSegment, (stretch) => townNear(middleOf(stretch))),
      statusPart(report, summary, showSegment),
      nextPart(report),
      part(texts.tripTitle, encounter(report)),
      byOriginPart(summary, [{ title: words.sources.inCorridor, counts: report.byOrigin }]),
    ),
    provenance(report, summary, range, () => [
      ...statusStatistics(report, summary.from),
      stretchesStatistics(report),
      spread(report),
      ...nextStatistics(report),
    ]),
  ];
}

/** What is known of a route whatever is recorded. @param {RouteReport} report */
const ownStats = ({ lengthKm, hours, method }) => [
  stat("length", formatKm(lengthKm), term("length", texts.length)),
  stat("hours", formatHours(hours), term("driving", texts.driving), describePace(method)),
];

/** @param {RouteReport["method"]} method */
function describePace({ speedKmh, speeds, stops }) {
  const hasStops = Array.isArray(stops) && stops.length > 0;
  return Array.isArray(speeds) && speeds.length > 0
    ? texts.paceWithSpeeds(hasStops)
    : texts.pace(speedKmh, hasStops);
}

/** @param {RouteReport} report */
function encounter({ encounter: { expected, interval }, method }) {
  const trips = chooseTrips([{ expected, interval }]);
  return h(
    "p",
    { class: "encounter" },
    ...withElements(texts.encounter(method.encounterKm), {
      expected: h("strong", { "data-stat": "encounter" }, formatExpectedInTrips(expected, trips)),
      term: term("encounter", texts.encounterTerm),
    }),
  );
}

/** Renders how much of the expectation of a trip may be chance in the past record. @param {RouteReport} report */
function spread({ encounter: { expected, interval }, method }) {
  const trips = chooseTrips([{ expected, interval }]);
  return h(
    "p",
    null,
    ...withElements(
      words.next.spread(words.verdict.interval(Number(method.confidence)), formatTrips(trips)),
      {
        term: term("spread", words.next.spreadTerm),
        limits: h("span", { "data-stat": "encounter-interval" }, formatLimits(interval, trips)),
      },
    ),
  );
}

/** @param {RouteReport} report @param {(at: [number, number]) => string} townNear @param {(at: [number, number]) => void} flyTo */
function exposureFigures({ exposure: { mean, peak } }, townNear, flyTo) {
  const at = /** @type {[number, number]} */ ([peak.lon, peak.lat]);
  const value = (/** @type {string} */ name, /** @type {number} */ rate) =>
    h("span", { "data-stat": name }, formatRate(rate));
  return h(
    "dl",
    { class: "figures" },
    h("dt", null, term("exposure", texts.mean)),
    h("dd", null, ...withElements(texts.meanUnit, { value: value("mean", mean) })),
    h("dt", null, term("exposure", texts.highest)),
    h(
      "dd",
      null,
      ...withElements(texts.peak(peak.km, townNear(at)), {
        value: value("peak", peak.value),
        place: link(formatPlace(...at), () => flyTo(at)),
      }),
    ),
  );
}

/** Writes a rate per 1,000 km² and day: per km² it would be too small a number to read. @param {number} perKm2AndDay */
const formatRate = (perKm2AndDay) => formatNumber(perKm2AndDay * 1000);

const colourLegend = h(
  "p",
  { class: "legend" },
  h("span", null, texts.less),
  ...exposureColours.map((backgroundColor) => h("span", { class: "swatch", style: { backgroundColor } })),
  h("span", null, texts.more),
);

const worstLegend = h(
  "p",
  { class: "legend" },
  h("span", { class: "swatch worst" }),
  h("span", null, texts.worstLegend),
);
