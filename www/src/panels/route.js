// What is recorded along a route, and what the recent record means for a trip.
import { routeStrip } from "../chart.js";
import { term } from "../definitions.js";
import { el } from "../dom.js";
import { hours, km, measure, place, plural, recorded, whole } from "../format.js";
import { kindLabel } from "../kinds.js";
import { exposureColours } from "../layers/shapes.js";
import { part, provenance, stat, stats, table } from "./parts.js";
import { between } from "./verdict.js";

/** @typedef {import("geobit").RouteReport} RouteReport */
/** @typedef {RouteReport["segments"][number]} Segment */

const WORST = 6;
/** How many kinds a segment names, most frequent first. */
const NAMED_KINDS = 3;

/**
 * @param {RouteReport} report
 * @param {{
 *   summary: import("geobit").Summary,
 *   range: { from?: string, to?: string },
 *   near: (at: [number, number]) => string,
 *   fly: (at: [number, number]) => void,
 *   flySegment: (segment: Segment) => void,
 *   midway: (segment: Segment) => [number, number],
 * }} page
 *   `midway`: the place half-way along a segment
 * @returns {import("./parts.js").Child[]}
 */
export function routePanel(report, { summary, range, near, fly, flySegment, midway }) {
  const { method, rows, lengthKm, encounter } = report;
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
      el(
        "p",
        { class: "lead" },
        "No recorded incidents in this corridor and time range. A quiet record is not the same as a quiet road.",
      ),
    part(
      "Exposure along the route",
      routeStrip(report, flySegment),
      legend(),
      exposureLines(report, near, fly),
      el(
        "p",
        { class: "hint" },
        `Recorded incidents near the road; each weighs half after ${method.halfLifeDays} days and is spread over about ${method.bandwidthKm} km.`,
      ),
    ),
    part(
      "For one trip",
      el(
        "p",
        { class: "encounter" },
        el("strong", { "data-stat": "encounter" }, measure(encounter.expected)),
        " (",
        term("encounter", `${measure(100 * Number(method.confidence))} % interval`),
        " ",
        el("span", { "data-stat": "encounter-interval" }, between(encounter.interval)),
        ")",
        ` recorded incidents expected within ${method.encounterKm} km of the convoy during the trip, if the recent pattern holds.`,
      ),
    ),
    worstPart(report, flySegment, (segment) => near(midway(segment))),
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
  return el(
    "dl",
    { class: "figures" },
    el("dt", {}, term("exposure", "Mean")),
    el("dd", {}, el("span", { "data-stat": "mean" }, rate(exposure.mean)), " per 1,000 km² and day"),
    el("dt", {}, term("exposure", "Highest")),
    el(
      "dd",
      {},
      el("span", { "data-stat": "peak" }, rate(peak.value)),
      ` at km ${measure(peak.km)}, ${near(at)} `,
      el("button", { type: "button", class: "link", onclick: () => fly(at) }, place(...at)),
    ),
  );
}

/** Per km² and day is too small a number to read. @param {number} perKm2AndDay */
const rate = (perKm2AndDay) => measure(perKm2AndDay * 1000);

function legend() {
  return el(
    "p",
    { class: "legend" },
    el("span", {}, "less"),
    ...exposureColours.map((colour) => {
      const swatch = el("span", { class: "swatch" });
      swatch.style.backgroundColor = colour;
      return swatch;
    }),
    el("span", {}, "more exposed: each step doubles"),
  );
}

/**
 * @param {RouteReport} report
 * @param {(segment: Segment) => void} flySegment
 * @param {(segment: Segment) => string} where
 */
function worstPart({ segments, exposure }, flySegment, where) {
  const worst = segments
    .filter((segment) => segment.integral > 0)
    .sort((a, b) => b.integral - a.integral)
    .slice(0, WORST);
  if (worst.length === 0) return null;
  return part(
    "Most exposed segments",
    segmentTable(
      [
        "km",
        term("segmentShare", "Share"),
        term("segmentLast", "Last"),
        term("segmentRecorded", "Recorded in the corridor"),
      ],
      worst.map((segment) => [
        el(
          "span",
          {},
          el(
            "button",
            { type: "button", class: "link", onclick: () => flySegment(segment) },
            `${measure(segment.fromKm)}–${measure(segment.toKm)}`,
          ),
          el("span", { class: "sub" }, where(segment)),
        ),
        `${measure((100 * segment.integral) / exposure.integral)} %`,
        segment.daysSinceLast === null ? "–" : plural(segment.daysSinceLast, "day"),
        recordedIn(segment),
      ]),
      "Share of the whole route's exposure; time from the last recorded incident to the date of the data.",
    ),
  );
}

/** @param {Parameters<typeof table>} args */
const segmentTable = (...args) => el("div", { class: "segments" }, table(...args));

/** @param {Segment} segment */
function recordedIn({ count, possible, kinds }) {
  const named = Object.entries(kinds)
    .filter(([, n]) => n > 0)
    .sort(([, a], [, b]) => b - a)
    .slice(0, NAMED_KINDS)
    .map(([kind, n]) => `${kindLabel(kind).toLowerCase()} ${whole(n)}`);
  const title =
    [count > 0 && whole(count), possible > 0 && `${whole(possible)} possible`].filter(Boolean).join(", ") ||
    recorded(0);
  return el("span", {}, title, named.length > 0 && el("span", { class: "sub" }, named.join(", ")));
}
