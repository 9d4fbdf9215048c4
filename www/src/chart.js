// The small charts of a report, as SVG.
import { h } from "preact";
import { useState } from "preact/hooks";
import { dateOfDay, dayOfDate, formatDay, formatKm } from "./format.js";
import { exposureColours, groupByShade, WORST_COLOUR } from "./layers/shapes.js";
import { uniqueId } from "./root.js";
import { words } from "./words/index.js";

/** Of a chart as wide as the panel. */
export const WIDTH = 360;
export const HEIGHT = 96;
const texts = words.charts;

/** @typedef {import("geobit").GeofenceReport["weekly"]} Weekly */

/**
 * Renders bars of incidents per week.
 * @param {Weekly} weekly
 * @param {number} incompleteWeeks how many of the newest weeks are hatched, because their reports still arrive
 * @param {boolean} hasBand whether it is known what is usual
 */
export const weeklyChart = (weekly, incompleteWeeks, hasBand) =>
  h(WeeklyChart, { weekly, incompleteWeeks, hasBand });

/** @param {{ weekly: Weekly, incompleteWeeks: number, hasBand: boolean }} props */
function WeeklyChart({ weekly: { start, counts: weeks, usual }, incompleteWeeks, hasBand }) {
  const [barHatch] = useState(() => uniqueId("hatch"));
  const [groundHatch] = useState(() => uniqueId("hatch"));
  const counts = Array.from(weeks);
  const scale = Math.max(1, ...counts, hasBand ? usual[1] : 0);
  const step = WIDTH / Math.max(1, counts.length);
  const gap = step > 3 ? 1 : 0;
  const firstDay = dayOfDate(start);
  const weekOf = (/** @type {number} */ i) => dateOfDay(firstDay + 7 * i);

  // All bars are two paths: they are drawn in every step of a drag, and ten years have 500 weeks.
  const firstIncomplete = Math.max(0, counts.length - incompleteWeeks);
  const incomplete = firstIncomplete * step;
  const bars = (/** @type {number} */ first, /** @type {number} */ end) =>
    counts.slice(first, end).map((count, i) => {
      if (count === 0) return "";
      const [left, width] = [(first + i) * step + gap / 2, Math.max(0.4, step - gap)];
      return `M${left.toFixed(2)} ${HEIGHT}v${((-count / scale) * HEIGHT).toFixed(2)}h${width.toFixed(2)}V${HEIGHT}z`;
    });
  /** @param {number} share of the width */
  function describeAt(share) {
    const week = Math.min(counts.length - 1, Math.floor(share * counts.length));
    return texts.week(weekOf(week), counts[week]);
  }
  const highest = Math.max(0, ...counts);
  const description =
    highest === 0 ? texts.weeklyNone : texts.weeklyHighest(highest, weekOf(counts.indexOf(highest)));
  return h(
    "svg",
    {
      viewBox: `-26 -8 ${WIDTH + 30} ${HEIGHT + 28}`,
      class: "chart",
      role: "img",
      "aria-label": texts.weeklyLabel(start, description),
    },
    h("defs", null, hatch(barHatch, "#2b6a94", "#dfe8ee"), hatch(groundHatch, "#dcdcd6", "#f7f6f2")),
    hasBand && band(usual.map((count) => HEIGHT - (count / scale) * HEIGHT)),
    h("line", { x1: 0, x2: WIDTH, y1: 0, y2: 0, class: "grid" }),
    h("text", { x: -5, y: 4, "text-anchor": "end" }, String(scale)),
    h("text", { x: -5, y: HEIGHT + 4, "text-anchor": "end" }, "0"),
    incompleteWeeks > 0 &&
      h("rect", {
        x: incomplete,
        y: 0,
        width: WIDTH - incomplete,
        height: HEIGHT,
        fill: `url(#${groundHatch})`,
      }),
    h("path", { d: bars(0, firstIncomplete).join(""), fill: "#2b6a94" }),
    h("path", { d: bars(firstIncomplete, counts.length).join(""), fill: `url(#${barHatch})` }),
    h("line", { x1: 0, x2: WIDTH, y1: HEIGHT, y2: HEIGHT, class: "axis" }),
    counts.length > 0 && h(HoverArea, { height: HEIGHT, describeAt }),
    h("text", { x: 0, y: HEIGHT + 16 }, formatDay(start)),
    h(
      "text",
      { x: WIDTH, y: HEIGHT + 16, "text-anchor": "end" },
      formatDay(dateOfDay(firstDay + 7 * counts.length - 1)),
    ),
  );
}

const SPARKLINE = { width: 130, height: 30 };

/**
 * Renders incidents per week without text, for an item of a list; the recent window is shaded and darker.
 * @param {import("geobit").Comparison["weekly"]} weekly
 * @param {string} recentFrom first day of the recent window
 * @param {number} scale the incidents a week that the full height stands for
 */
export function sparkline({ start, counts }, recentFrom, scale) {
  const { width, height } = SPARKLINE;
  const step = width / Math.max(1, counts.length);
  const recent = (dayOfDate(recentFrom) - dayOfDate(start)) / 7;
  // One path before the recent window and one within it: a list has many sparklines, and is drawn in every step of a drag.
  const bars = ["", ""];
  for (const [week, count] of counts.entries()) {
    if (count === 0) continue;
    const bar = `M${((week + 0.5) * step).toFixed(1)} ${height}v${((-count / scale) * height).toFixed(1)}`;
    bars[Number(week >= recent)] += bar;
  }
  const path = (/** @type {string} */ d, /** @type {string | undefined} */ name) =>
    h("path", { d, class: name, "stroke-width": Math.max(0.6, step - 0.5) });
  return h(
    "svg",
    {
      viewBox: `0 0 ${width} ${height + 1}`,
      class: "chart spark",
      role: "img",
      "aria-label": texts.sparkline(start, Math.max(0, ...counts), recentFrom),
    },
    h("rect", { x: recent * step, y: 0, width: width - recent * step, height, class: "recent" }),
    path(bars[0], undefined),
    path(bars[1], "of-recent"),
    h("line", { x1: 0, x2: width, y1: height + 0.5, y2: height + 0.5, class: "axis" }),
  );
}

/**
 * A transparent area over a chart of full width, which describes what is under the pointer.
 * @param {{ height: number, describeAt: (share: number) => string, pick?: (share: number) => void }} props
 *   `describeAt` and `pick` take a place as a share of the width
 */
export function HoverArea({ height, describeAt, pick }) {
  const [pointed, setPointed] = useState(/** @type {number | null} */ (null));
  /** @param {MouseEvent} event */
  function shareOf({ clientX, currentTarget }) {
    const { left, width } = /** @type {Element} */ (currentTarget).getBoundingClientRect();
    return (clientX - left) / width;
  }
  return h(
    "rect",
    {
      ...{ class: pick ? "picked" : undefined, x: 0, y: 0, width: WIDTH, height, fill: "transparent" },
      onpointermove: (/** @type {PointerEvent} */ event) => setPointed(shareOf(event)),
      onclick: pick && ((/** @type {MouseEvent} */ event) => pick(shareOf(event))),
    },
    h("title", null, pointed === null ? null : describeAt(pointed)),
  );
}

/** @param {number[]} ends y of the lower and of the upper end */
const band = ([low, high]) =>
  h("rect", { x: 0, y: high, width: WIDTH, height: Math.max(1, low - high), class: "band" });

/** @param {string} id @param {string} ink @param {string} ground */
export const hatch = (id, ink, ground) =>
  h(
    "pattern",
    { id, width: 4, height: 4, patternUnits: "userSpaceOnUse", patternTransform: "rotate(45)" },
    h("rect", { width: 4, height: 4, fill: ground }),
    h("rect", { width: 1.6, height: 4, fill: ink }),
  );

/**
 * Renders the route as a strip, coloured by exposure like the line on the map, with a tick where incidents are recorded and a
 * bar above the worst stretches.
 *
 * @param {import("geobit").RouteReport} report
 * @param {(segment: import("geobit").RouteReport["segments"][number]) => void} pick
 */
export function routeStrip({ segments, stretches, lengthKm }, pick) {
  const x = (/** @type {number} */ at) => (at / lengthKm) * WIDTH;
  // One path for all ticks and one for each colour, as it is drawn in every step of a drag; what is under the pointer is looked
  // up when the pointer is there.
  const shades = groupByShade(segments);
  const ticks = segments
    .filter(({ count }) => count > 0)
    .map(({ fromKm, toKm }) => `M${x((fromKm + toKm) / 2).toFixed(1)} 22v5`);

  const segmentAt = (/** @type {number} */ share) =>
    segments.find(({ toKm }) => share * lengthKm < toKm) ?? segments[segments.length - 1];
  /** @param {number} share */
  function describeAt(share) {
    const { fromKm, toKm, count } = segmentAt(share);
    return texts.segment(fromKm, toKm, count);
  }
  return h(
    "svg",
    {
      viewBox: `0 -7 ${WIDTH} 51`,
      class: "chart strip",
      role: "img",
      "aria-label": texts.strip,
    },
    ...exposureColours.map((stroke, shade) => {
      const pieces = shades
        .filter((group) => group.shade === shade)
        .map(({ fromKm, toKm }) => `M${x(fromKm).toFixed(1)} 10H${(x(toKm) + 0.3).toFixed(1)}`);
      return h("path", { d: pieces.join(""), stroke, "stroke-width": 20 });
    }),
    h("path", { d: ticks.join(""), stroke: "#14242f", "stroke-width": 1.6 }),
    h("path", {
      d: stretches.map(({ fromKm, toKm }) => `M${x(fromKm).toFixed(1)} -4H${x(toKm).toFixed(1)}`).join(""),
      stroke: WORST_COLOUR,
      "stroke-width": 3,
    }),
    h(HoverArea, { height: 28, describeAt, pick: (share) => pick(segmentAt(share)) }),
    h("text", { x: 0, y: 41 }, texts.stripStart),
    h("text", { x: WIDTH, y: 41, "text-anchor": "end" }, formatKm(lengthKm)),
  );
}

/** Blue and orange are told apart by all who see colours, and the shapes by all. */
const HINDCAST = { held: "#14405f", missed: "#b3470a", line: "#2b6a94", band: "#c9dae4" };
const HELD_RADIUS = 2;

/**
 * Renders what was expected at past dates, and what came: filled dots within the interval, hollow diamonds outside it.
 * @param {import("geobit").Hindcast} hindcast with at least one date
 * @param {number} held how many intervals held what came
 */
export function hindcastChart({ asOf, expected, lower, upper, observed }, held) {
  const dates = asOf.length;
  const step = WIDTH / dates;
  const most = Math.max(...observed);
  const scale = Math.max(1, most, ...upper);
  const y = (/** @type {number} */ count) => (HEIGHT - (count / scale) * HEIGHT).toFixed(1);
  const x = (/** @type {number} */ i) => ((i + 0.5) * step).toFixed(1);
  // Each date has its own interval, so the band has steps. Where both ends are the same count, it is a hair.
  const steps = (/** @type {Float64Array} */ ends) =>
    Array.from(ends, (end, i) => `${(i * step).toFixed(1)} ${y(end)}H${((i + 1) * step).toFixed(1)}`);
  const band = `M${steps(upper).join("L")}L${Array.from(lower, (_, i) => dates - 1 - i)
    .map((i) => `${((i + 1) * step).toFixed(1)} ${y(lower[i])}H${(i * step).toFixed(1)}`)
    .join("L")}z`;
  const isHeld = (/** @type {number} */ i) => observed[i] >= lower[i] && observed[i] <= upper[i];
  const marks = ["", ""];
  for (const [i, count] of observed.entries()) {
    const r = HELD_RADIUS;
    marks[Number(isHeld(i))] += isHeld(i)
      ? `M${x(i)} ${y(count)}m${-r} 0a${r} ${r} 0 1 0 ${2 * r} 0a${r} ${r} 0 1 0 ${-2 * r} 0`
      : `M${x(i)} ${y(count)}m0 -4l4 4l-4 4l-4 -4z`;
  }
  /** @param {number} share of the width */
  function describeAt(share) {
    const i = Math.min(dates - 1, Math.floor(share * dates));
    return words.next.at(asOf[i], lower[i], upper[i], observed[i]);
  }
  return h(
    "svg",
    {
      viewBox: `-26 -22 ${WIDTH + 30} ${HEIGHT + 42}`,
      class: "chart hindcast",
      role: "img",
      "aria-label": words.next.pictureLabel(...[asOf[0], asOf[dates - 1]], ...[dates, held, most]),
    },
    h("text", { x: -22, y: -11 }, words.next.axis),
    h("line", { x1: 0, x2: WIDTH, y1: 0, y2: 0, class: "grid" }),
    h("text", { x: -5, y: 4, "text-anchor": "end" }, String(scale)),
    h("text", { x: -5, y: HEIGHT + 4, "text-anchor": "end" }, "0"),
    h("path", { d: band, fill: HINDCAST.band, stroke: HINDCAST.band, "stroke-width": 0.5 }),
    h("line", { x1: 0, x2: WIDTH, y1: HEIGHT, y2: HEIGHT, class: "axis" }),
    h("path", {
      ...{ d: `M${Array.from(expected, (mean, i) => `${x(i)} ${y(mean)}`).join("L")}` },
      ...{ fill: "none", stroke: HINDCAST.line, "stroke-width": 1.5 },
    }),
    h("path", { d: marks[1], fill: HINDCAST.held, "data-marks": "held" }),
    h("path", {
      ...{ d: marks[0], fill: "#fff", stroke: HINDCAST.missed, "stroke-width": 1.5 },
      "data-marks": "missed",
    }),
    h(HoverArea, { height: HEIGHT, describeAt }),
    h("text", { x: 0, y: HEIGHT + 16 }, formatDay(asOf[0])),
    dates > 1 && h("text", { x: WIDTH, y: HEIGHT + 16, "text-anchor": "end" }, formatDay(asOf[dates - 1])),
  );
}

/** @param {string} d @param {Record<string, unknown>} paint @param {string} label */
export const legendItem = (d, paint, label) =>
  h(
    "span",
    { class: "legend-item" },
    h("svg", { viewBox: "0 0 16 12", "aria-hidden": "true" }, h("path", { d, ...paint })),
    label,
  );

/** Says what the marks of {@link hindcastChart} are. */
export const hindcastLegend = h(
  "p",
  { class: "legend hindcast-legend" },
  legendItem("M0 1H16V11H0z", { fill: HINDCAST.band }, words.next.bandLegend),
  legendItem("M0 6H16", { fill: "none", stroke: HINDCAST.line, "stroke-width": 2 }, words.next.lineLegend),
  legendItem("M5 6a3 3 0 1 0 6 0a3 3 0 1 0 -6 0", { fill: HINDCAST.held }, words.next.heldLegend),
  legendItem(
    "M8 1.5l4.5 4.5l-4.5 4.5l-4.5 -4.5z",
    { fill: "#fff", stroke: HINDCAST.missed, "stroke-width": 1.5 },
    words.next.missedLegend,
  ),
);
