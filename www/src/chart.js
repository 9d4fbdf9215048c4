// The small charts of a report, as SVG.
import { h } from "preact";
import { useState } from "preact/hooks";
import { dateOfDay, dayOfDate, formatDay, formatKm } from "./format.js";
import { exposureColours, groupByShade, WORST_COLOUR } from "./layers/shapes.js";
import { uniqueId } from "./root.js";
import { words } from "./words/index.js";

const WIDTH = 360;
const HEIGHT = 96;
const texts = words.charts;

/** @typedef {import("geobit").GeofenceReport["weekly"]} Weekly */

/**
 * Renders bars of incidents per week.
 * @param {Weekly} weekly
 * @param {number} incompleteWeeks how many of the newest weeks are hatched, because their reports still arrive
 */
export const weeklyChart = (weekly, incompleteWeeks) => h(WeeklyChart, { weekly, incompleteWeeks });

/** @param {{ weekly: Weekly, incompleteWeeks: number }} props */
function WeeklyChart({ weekly: { start, counts: weeks, usual }, incompleteWeeks }) {
  const [barHatch] = useState(() => uniqueId("hatch"));
  const [groundHatch] = useState(() => uniqueId("hatch"));
  const counts = Array.from(weeks);
  const scale = Math.max(1, ...counts, usual[1]);
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
    band(usual.map((count) => HEIGHT - (count / scale) * HEIGHT)),
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
  const path = (/** @type {string} */ d, /** @type {string} */ stroke) =>
    h("path", { d, stroke, "stroke-width": Math.max(0.6, step - 0.5) });
  return h(
    "svg",
    {
      viewBox: `0 0 ${width} ${height + 1}`,
      class: "chart spark",
      role: "img",
      "aria-label": texts.sparkline(start, Math.max(0, ...counts), recentFrom),
    },
    h("rect", { x: recent * step, y: 0, width: width - recent * step, height, class: "recent" }),
    path(bars[0], "#6f8ea3"),
    path(bars[1], "#14405f"),
    h("line", { x1: 0, x2: width, y1: height + 0.5, y2: height + 0.5, class: "axis" }),
  );
}

/**
 * A transparent area over a chart of full width, which describes what is under the pointer.
 * @param {{ height: number, describeAt: (share: number) => string, pick?: (share: number) => void }} props
 *   `describeAt` and `pick` take a place as a share of the width
 */
function HoverArea({ height, describeAt, pick }) {
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
const hatch = (id, ink, ground) =>
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
