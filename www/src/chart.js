// The small charts of a report, as SVG.
import { h } from "preact";
import { useState } from "preact/hooks";
import { dateOfDay, day, dayOfDate, km, measure, plural } from "./format.js";
import { exposureColours, shades, WORST_COLOUR } from "./layers/shapes.js";

const WIDTH = 360;
const HEIGHT = 96;

/**
 * Bars of incidents per week.
 * @param {import("geobit").GeofenceReport["weekly"]} weekly
 * @param {number} incompleteWeeks reports of the newest weeks still arrive: they are hatched
 */
export function weeklyChart({ start, counts: raw, usual }, incompleteWeeks) {
  const counts = Array.from(raw);
  const most = Math.max(1, ...counts, usual[1]);
  const step = WIDTH / Math.max(1, counts.length);
  const gap = step > 3 ? 1 : 0;
  const firstDay = dayOfDate(start);
  const weekOf = (/** @type {number} */ i) => day(dateOfDay(firstDay + 7 * i));

  // Few elements, as this is drawn anew with every step of a drag: ten years have 500 weeks.
  const firstIncomplete = Math.max(0, counts.length - incompleteWeeks);
  const incomplete = firstIncomplete * step;
  const bars = (/** @type {number} */ first, /** @type {number} */ end) =>
    counts.slice(first, end).map((count, i) => {
      if (count === 0) return "";
      const [left, width] = [(first + i) * step + gap / 2, Math.max(0.4, step - gap)];
      return `M${left.toFixed(2)} ${HEIGHT}v${((-count / most) * HEIGHT).toFixed(2)}h${width.toFixed(2)}V${HEIGHT}z`;
    });
  const shape = (/** @type {string[]} */ bars, /** @type {string} */ fill) =>
    h("path", { d: bars.join(""), fill });
  /** @param {number} share of the width */
  function nameOf(share) {
    const week = Math.min(counts.length - 1, Math.floor(share * counts.length));
    return `Week of ${weekOf(week)}: ${plural(counts[week], "recorded incident")}`;
  }
  const highest = Math.max(0, ...counts);
  const peak = counts.indexOf(highest);
  const label =
    highest === 0
      ? "no recorded incidents"
      : `the most in one week is ${highest}, in the week of ${weekOf(peak)}`;
  return h(
    "svg",
    {
      viewBox: `-26 -8 ${WIDTH + 30} ${HEIGHT + 28}`,
      class: "chart",
      role: "img",
      "aria-label": `Recorded incidents per week from ${day(start)}: ${label}.`,
    },
    h("defs", null, hatch("hatch", "#2b6a94", "#dfe8ee"), hatch("hatch-ground", "#dcdcd6", "#f7f6f2")),
    band(usual.map((count) => HEIGHT - (count / most) * HEIGHT)),
    h("line", { x1: 0, x2: WIDTH, y1: 0, y2: 0, class: "grid" }),
    h("text", { x: -5, y: 4, "text-anchor": "end" }, String(most)),
    h("text", { x: -5, y: HEIGHT + 4, "text-anchor": "end" }, "0"),
    incompleteWeeks > 0 &&
      h("rect", {
        x: incomplete,
        y: 0,
        width: WIDTH - incomplete,
        height: HEIGHT,
        fill: "url(#hatch-ground)",
      }),
    shape(bars(0, firstIncomplete), "#2b6a94"),
    shape(bars(firstIncomplete, counts.length), "url(#hatch)"),
    h("line", { x1: 0, x2: WIDTH, y1: HEIGHT, y2: HEIGHT, class: "axis" }),
    counts.length > 0 && h(Named, { height: HEIGHT, nameOf }),
    h("text", { x: 0, y: HEIGHT + 16 }, day(start)),
    h(
      "text",
      { x: WIDTH, y: HEIGHT + 16, "text-anchor": "end" },
      day(dateOfDay(firstDay + 7 * counts.length - 1)),
    ),
  );
}

const SPARK = { width: 130, height: 30 };

/**
 * The same without words, for a line of a list; the recent window is shaded and darker.
 * @param {import("geobit").Comparison["weekly"]} weekly
 * @param {string} recentFrom
 * @param {number} most what the full height stands for
 */
export function sparkline({ start, counts }, recentFrom, most) {
  const { width, height } = SPARK;
  const step = width / Math.max(1, counts.length);
  const recent = (dayOfDate(recentFrom) - dayOfDate(start)) / 7;
  // Few elements, as a list has many of these and is drawn with every step of a drag: a path before the recent window, and
  // one within it.
  const bars = ["", ""];
  for (const [week, count] of counts.entries()) {
    if (count === 0) continue;
    const bar = `M${((week + 0.5) * step).toFixed(1)} ${height}v${((-count / most) * height).toFixed(1)}`;
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
      "aria-label": `Recorded incidents per week from ${day(start)}: at most ${Math.max(0, ...counts)}; the recent window begins on ${day(recentFrom)}.`,
    },
    h("rect", { x: recent * step, y: 0, width: width - recent * step, height, class: "recent" }),
    path(bars[0], "#6f8ea3"),
    path(bars[1], "#14405f"),
    h("line", { x1: 0, x2: width, y1: height + 0.5, y2: height + 0.5, class: "axis" }),
  );
}

/**
 * A clear area over a chart of full width. What is under the pointer is named when it is there.
 * @param {{ height: number, nameOf: (share: number) => string, picked?: (share: number) => void }} props
 *   `nameOf`: of a place, as a share of the width
 */
function Named({ height, nameOf, picked }) {
  const [pointed, point] = useState(/** @type {number | null} */ (null));
  /** @param {MouseEvent} event */
  function share({ clientX, currentTarget }) {
    const { left, width } = /** @type {Element} */ (currentTarget).getBoundingClientRect();
    return (clientX - left) / width;
  }
  return h(
    "rect",
    {
      ...{ class: picked ? "picked" : undefined, x: 0, y: 0, width: WIDTH, height, fill: "transparent" },
      onpointermove: (/** @type {PointerEvent} */ event) => point(share(event)),
      onclick: picked && ((/** @type {MouseEvent} */ event) => picked(share(event))),
    },
    h("title", null, pointed === null ? null : nameOf(pointed)),
  );
}

/** @param {number[]} heights of the lower and the upper end */
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
 * The route as a strip, coloured by exposure like the line on the map, with a tick where incidents are recorded and a bar
 * above the worst stretches.
 *
 * @param {import("geobit").RouteReport} report
 * @param {(segment: import("geobit").RouteReport["segments"][number]) => void} picked
 */
export function routeStrip({ segments, stretches, lengthKm }, picked) {
  const x = (/** @type {number} */ at) => (at / lengthKm) * WIDTH;
  // Few elements, as this is drawn anew with every step of a drag: all ticks are one path, as is all of one colour, and what
  // is under the pointer is found when it is there.
  const shaded = shades(segments);
  const ticks = segments
    .filter(({ count }) => count > 0)
    .map(({ fromKm, toKm }) => `M${x((fromKm + toKm) / 2).toFixed(1)} 22v5`);

  const under = (/** @type {number} */ share) =>
    segments.find(({ toKm }) => share * lengthKm < toKm) ?? segments[segments.length - 1];
  /** @param {number} share */
  function nameOf(share) {
    const { fromKm, toKm, count } = under(share);
    return `km ${measure(fromKm)}–${measure(toKm)}: ${plural(count, "recorded incident")} in the corridor`;
  }
  return h(
    "svg",
    {
      viewBox: `0 -7 ${WIDTH} 51`,
      class: "chart strip",
      role: "img",
      "aria-label": "Exposure along the route; the list below has its worst stretches.",
    },
    ...exposureColours.map((stroke, shade) => {
      const its = shaded.filter((one) => one.shade === shade);
      const d = its.map(({ fromKm, toKm }) => `M${x(fromKm).toFixed(1)} 10H${(x(toKm) + 0.3).toFixed(1)}`);
      return h("path", { d: d.join(""), stroke, "stroke-width": 20 });
    }),
    h("path", { d: ticks.join(""), stroke: "#14242f", "stroke-width": 1.6 }),
    h("path", {
      d: stretches.map(({ fromKm, toKm }) => `M${x(fromKm).toFixed(1)} -4H${x(toKm).toFixed(1)}`).join(""),
      stroke: WORST_COLOUR,
      "stroke-width": 3,
    }),
    h(Named, { height: 28, nameOf, picked: (share) => picked(under(share)) }),
    h("text", { x: 0, y: 41 }, "km 0"),
    h("text", { x: WIDTH, y: 41, "text-anchor": "end" }, km(lengthKm)),
  );
}
