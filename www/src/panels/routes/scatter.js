// Hours against expected encounters, with a mark for each route. Weighing them is left to the reader.
import { h } from "preact";
import { chooseTrips, formatNumber } from "../../format.js";
import { words } from "../../words/index.js";
import { describeMark, LETTERS } from "./sentences.js";

const WIDTH = 300;
const HEIGHT = 150;
const MARGIN = { left: 62, right: 18, top: 22, bottom: 36 };
/** Steps are rounded with this tolerance, so that 0.1 + 0.2 is 0.3. */
const ROUNDING = 1e-9;
const texts = words.routes;

/**
 * Returns round numbers that cover a range, the first at or below its lower end and the last at or above its upper end.
 * @param {number} low @param {number} high @param {number} [maxSteps]
 */
export function roundTicks(low, high, maxSteps = 4) {
  const least = (high - low) / maxSteps || Math.abs(high) / maxSteps || 1;
  const power = 10 ** Math.floor(Math.log10(least));
  const step = power * ([1, 2, 5].find((factor) => factor * power >= least * (1 - ROUNDING)) ?? 10);
  const [first, last] = [Math.floor(low / step + ROUNDING), Math.ceil(high / step - ROUNDING)];
  return Array.from({ length: Math.max(1, last - first) + 1 }, (_, i) => (first + i) * step);
}

/** @param {import("geobit").RouteReport[]} routes @param {string[]} names */
export function scatter(routes, names) {
  const times = routes.map(({ hours }) => hours);
  const xTicks = roundTicks(Math.min(...times), Math.max(...times), 3);
  const trips = chooseTrips(routes.map(({ encounter }) => encounter));
  const yTicks = roundTicks(0, trips * Math.max(...routes.map(({ encounter }) => encounter.expected)) || 1);
  const x = linearScale(xTicks, 0, WIDTH);
  const y = linearScale(yTicks, HEIGHT, 0);
  const yOf = (/** @type {number} */ expected) => y(expected * trips);
  const labels = placeLabels(routes.map(({ hours, encounter }) => [x(hours), yOf(encounter.expected)]));
  const spoken = routes.map((route, i) => describeMark(route, i, names[i], trips));
  return h(
    "svg",
    {
      viewBox: `${-MARGIN.left} ${-MARGIN.top} ${WIDTH + MARGIN.left + MARGIN.right} ${HEIGHT + MARGIN.top + MARGIN.bottom}`,
      class: "chart scatter",
      role: "img",
      "aria-label": texts.chartLabel(spoken),
    },
    ...yTicks.flatMap((tick) => [
      h("line", { x1: 0, x2: WIDTH, y1: y(tick), y2: y(tick), class: tick === 0 ? "axis" : "grid" }),
      h("text", { x: -6, y: y(tick) + 4, "text-anchor": "end" }, formatNumber(tick)),
    ]),
    ...xTicks.map((tick) =>
      h("text", { x: x(tick), y: HEIGHT + 15, "text-anchor": "middle" }, formatNumber(tick)),
    ),
    h("text", { x: WIDTH, y: HEIGHT + 31, "text-anchor": "end" }, texts.hoursAxis),
    h("text", { x: -MARGIN.left, y: -10 }, texts.expectedAxis(trips)),
    ...routes.map((route, i) =>
      mark(route, x(route.hours), yOf, `${spoken[i]}.`, { letter: LETTERS[i], at: labels[i] }),
    ),
  );
}

/** Returns the function from a number to its position on the chart. @param {number[]} ticks @param {number} from @param {number} to */
export function linearScale(ticks, from, to) {
  const [first, last] = [ticks[0], ticks[ticks.length - 1]];
  return (/** @type {number} */ n) => from + ((n - first) / (last - first)) * (to - from);
}

/** Where a letter may be beside its mark, in order of preference. */
const OFFSETS = [12, -12].flatMap((dx) => [0, -11, 11, -22, 22].map((dy) => [dx, dy]));

/**
 * Places the letters so that none is on a mark or on another letter, as far as there is room.
 * @param {number[][]} marks their positions
 * @returns {number[][]}
 */
export function placeLabels(marks) {
  /** @type {number[][]} */
  const taken = [...marks];
  return marks.map(([x, y]) => {
    const places = OFFSETS.map(([dx, dy]) => [x + dx, y + dy]);
    const isFree = (/** @type {number[]} */ [left, top]) =>
      taken.every((one) => Math.hypot(one[0] - left, one[1] - top) > 10);
    const place = places.find(isFree) ?? places[0];
    taken.push(place);
    return place;
  });
}

/**
 * @param {import("geobit").RouteReport} route @param {number} x @param {(n: number) => number} y
 * @param {string} title @param {{ letter: string, at: number[] }} label
 */
function mark({ encounter }, x, y, title, { letter, at }) {
  return h(
    "g",
    { class: "mark" },
    h("circle", { cx: x, cy: y(encounter.expected), r: 4 }),
    h("text", { x: at[0], y: at[1] + 4, "text-anchor": "middle" }, letter),
    h("title", null, title),
  );
}
