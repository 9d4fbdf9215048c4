// What is recorded along a route, and what the recent record means for a trip.
import { h } from "preact";
import { routeStrip } from "../chart.js";
import { term } from "../definitions.js";
import { expectedIn, hours, km, limitsIn, measure, place, tripsFor, whole } from "../format.js";
import { exposureColours } from "../layers/shapes.js";
import { part, provenance, stat, stats } from "./parts.js";
import { routesPart } from "./routes/part.js";
import { statusPart } from "./status.js";
import { stretchesPart } from "./stretches.js";

/** @typedef {import("geobit").RouteReport} RouteReport */
/** @typedef {{ fromKm: number, toKm: number }} Segment */

/**
 * @param {RouteReport} report
 * @param {{
 *   summary: import("geobit").Summary,
 *   range: { from?: string, to?: string },
 *   near: (at: [number, number]) => string,
 *   fly: (at: [number, number]) => void,
 *   flySegment: (segment: Segment) => void,
 *   midway: (segment: Segment) => [number, number],
 *   ask: import("./routes/part.js").AskRoutes,
 * }} page
 *   `midway`: the place half-way along a segment
 * @returns {import("./parts.js").Child[]}
 */
export function routePanel(report, { summary, range, near, fly, flySegment, midway, ask }) {
  const { method, rows, lengthKm, encounter } = report;
  const trips = tripsFor([encounter]);
  return [
    stats(
      stat("length", km(lengthKm), term("length", "length")),
      stat("hours", hours(report.hours), term("driving", "driving"), pace(method)),
      stat(
        "corridor",
        whole(rows.length),
        term("corridor", "in the corridor"),
        `recorded within ${method.corridorKm} km`,
      ),
    ),
    rows.length === 0 &&
      h(
        "p",
        { class: "lead" },
        "No recorded incidents in this corridor and time range. A quiet record is not the same as a quiet road.",
      ),
    part(
      "Exposure along the route",
      routeStrip(report, flySegment),
      legend,
      report.stretches.length > 0 &&
        h(
          "p",
          { class: "legend" },
          h("span", { class: "swatch worst" }),
          h("span", null, "worst stretches, between such lines on the map"),
        ),
      exposureLines(report, near, fly),
      h(
        "p",
        { class: "hint" },
        `Recorded incidents near the road; each weighs half after ${method.halfLifeDays} days and is spread over about ${method.bandwidthKm} km.`,
      ),
    ),
    part(
      "On a trip like this",
      h(
        "p",
        { class: "encounter" },
        h("strong", { "data-stat": "encounter" }, expectedIn(encounter.expected, trips)),
        " (",
        term("encounter", `${measure(100 * Number(method.confidence))} % interval`),
        " ",
        h("span", { "data-stat": "encounter-interval" }, limitsIn(encounter.interval, trips)),
        "): ",
        `recorded incidents expected within ${method.encounterKm} km of the convoy, if the recent pattern holds.`,
      ),
    ),
    stretchesPart(report, flySegment, (stretch) => near(midway(stretch))),
    statusPart(report, summary, flySegment),
    routesPart(ask),
    provenance(report, summary, range),
  ];
}

/** @param {RouteReport["method"]} method */
function pace({ speedKmh, speeds, stops }) {
  const several = Array.isArray(speeds) && speeds.length > 0;
  const halts = Array.isArray(stops) && stops.length > 0;
  return `${several ? "at the speeds set" : `at ${speedKmh} km/h`}, ${halts ? "with" : "without"} halts`;
}

/** @param {RouteReport} report @param {(at: [number, number]) => string} near @param {(at: [number, number]) => void} fly */
function exposureLines({ exposure }, near, fly) {
  const { peak } = exposure;
  const at = /** @type {[number, number]} */ ([peak.lon, peak.lat]);
  return h(
    "dl",
    { class: "figures" },
    h("dt", null, term("exposure", "Mean")),
    h("dd", null, h("span", { "data-stat": "mean" }, rate(exposure.mean)), " per 1,000 km² and day"),
    h("dt", null, term("exposure", "Highest")),
    h(
      "dd",
      null,
      h("span", { "data-stat": "peak" }, rate(peak.value)),
      ` at km ${measure(peak.km)}, ${near(at)} `,
      h("button", { type: "button", class: "link", onclick: () => fly(at) }, place(...at)),
    ),
  );
}

/** Per km² and day is too small a number to read. @param {number} perKm2AndDay */
const rate = (perKm2AndDay) => measure(perKm2AndDay * 1000);

const legend = h(
  "p",
  { class: "legend" },
  h("span", null, "less"),
  ...exposureColours.map((backgroundColor) => h("span", { class: "swatch", style: { backgroundColor } })),
  h("span", null, "more exposed: each step doubles"),
);
