// Hours against expected encounters, a mark per route with its interval. What to make of it is for people to weigh.
import { h } from "preact";
import { expectedIn, hours, inTrips, limitsIn, measure, tripsFor } from "../../format.js";
import { LETTERS } from "./words.js";

const WIDTH = 300;
const HEIGHT = 150;
const MARGIN = { left: 62, right: 18, top: 22, bottom: 36 };

/**
 * Round numbers that cover a range, the first at or below it and the last at or above.
 * @param {number} low @param {number} high @param {number} [most] how many steps at most
 */
export function ticks(low, high, most = 4) {
  const least = (high - low) / most || Math.abs(high) / most || 1;
  const power = 10 ** Math.floor(Math.log10(least));
  const step = power * ([1, 2, 5].find((factor) => factor * power >= least * (1 - 1e-9)) ?? 10);
  const [first, last] = [Math.floor(low / step + 1e-9), Math.ceil(high / step - 1e-9)];
  return Array.from({ length: Math.max(1, last - first) + 1 }, (_, i) => (first + i) * step);
}

/** @param {import("geobit").RouteReport[]} routes @param {string[]} names */
export function scatter(routes, names) {
  const times = routes.map((route) => route.hours);
  const xs = ticks(Math.min(...times), Math.max(...times), 3);
  const trips = tripsFor(routes.map(({ encounter }) => encounter));
  const ys = ticks(0, trips * Math.max(...routes.map(({ encounter }) => encounter.interval[1])));
  const x = place(xs, 0, WIDTH);
  const height = place(ys, HEIGHT, 0);
  const y = (/** @type {number} */ expected) => height(expected * trips);
  const spots = routes.map(({ hours: time, encounter }) => [x(time), y(encounter.expected)]);
  const labels = labelPlaces(spots);
  const said = routes.map(
    ({ hours: time, encounter }, i) =>
      `${LETTERS[i]}, ${names[i]}: ${hours(time)}, ${expectedIn(encounter.expected, trips)} (${limitsIn(encounter.interval, trips)})`,
  );
  return h(
    "svg",
    {
      viewBox: `${-MARGIN.left} ${-MARGIN.top} ${WIDTH + MARGIN.left + MARGIN.right} ${HEIGHT + MARGIN.top + MARGIN.bottom}`,
      class: "chart scatter",
      role: "img",
      "aria-label": `Hours against expected encounters. ${said.join("; ")}.`,
    },
    ...ys.flatMap((at) => [
      h("line", { x1: 0, x2: WIDTH, y1: height(at), y2: height(at), class: at === 0 ? "axis" : "grid" }),
      h("text", { x: -6, y: height(at) + 4, "text-anchor": "end" }, measure(at)),
    ]),
    ...xs.map((at) => h("text", { x: x(at), y: HEIGHT + 15, "text-anchor": "middle" }, measure(at))),
    h("text", { x: WIDTH, y: HEIGHT + 31, "text-anchor": "end" }, "hours"),
    h("text", { x: -MARGIN.left, y: -10 }, `expected encounters ${inTrips(trips)}, with intervals`),
    ...routes.map((route, i) =>
      mark(route, x(route.hours), y, `${said[i]}.`, { letter: LETTERS[i], at: labels[i] }),
    ),
  );
}

/** From numbers to places on the chart. @param {number[]} ticks @param {number} from @param {number} to */
function place(ticks, from, to) {
  const [first, last] = [ticks[0], ticks[ticks.length - 1]];
  return (/** @type {number} */ n) => from + ((n - first) / (last - first)) * (to - from);
}

/** Where a letter may be beside its mark: the first of these that is free, or else the first. */
const BESIDE = [12, -12].flatMap((dx) => [0, -11, 11, -22, 22].map((dy) => [dx, dy]));

/**
 * Places for the letters, none on a mark or on another letter as far as there is room.
 * @param {number[][]} spots of the marks
 */
export function labelPlaces(spots) {
  /** @type {number[][]} */
  const taken = [...spots];
  return spots.map(([x, y]) => {
    const places = BESIDE.map(([dx, dy]) => [x + dx, y + dy]);
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
  const [low, high] = encounter.interval.map(y);
  return h(
    "g",
    { class: "mark" },
    h("path", { d: `M${x} ${low}V${high}M${x - 3} ${low}h6M${x - 3} ${high}h6` }),
    h("circle", { cx: x, cy: y(encounter.expected), r: 4 }),
    h("text", { x: at[0], y: at[1] + 4, "text-anchor": "middle" }, letter),
    h("title", null, title),
  );
}
