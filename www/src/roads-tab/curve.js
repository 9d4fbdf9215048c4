// Hours against expected encounters, a point for each way. Weighing them is left to the reader.
import { h } from "preact";
import { chooseTrips, formatNumber } from "../format.js";
import { linearScale, placeLabels, roundTicks } from "../panels/routes/scatter.js";
import { words } from "../words/index.js";
import { roads as texts } from "../words/roads.js";

const WIDTH = 300;
const HEIGHT = 130;
const MARGIN = { left: 62, right: 18, top: 22, bottom: 36 };

/** How many trips the expectations of ways are written for. @param {readonly { expected: number | null }[]} ways */
export const tripsOf = (ways) =>
  chooseTrips(ways.map(({ expected }) => ({ expected: expected ?? 0, interval: [0, 0] })));

/** Which way an arrow leads to; `null` for a key that leads to none. @param {string} key @param {number} at @param {number} count */
export function nextWay(key, at, count) {
  if (key === "ArrowRight" || key === "ArrowDown") return Math.min(count - 1, at + 1);
  if (key === "ArrowLeft" || key === "ArrowUp") return Math.max(0, at - 1);
  if (key === "Home") return 0;
  return key === "End" ? count - 1 : null;
}

/**
 * @param {readonly import("geobit").Path[]} ways with exposure
 * @param {{ chosen: number, choose: (way: number) => void, describe: (way: number) => string, id: string }} how `id` begins those of the points
 */
export function curve(ways, { chosen, choose, describe, id }) {
  const trips = tripsOf(ways);
  const expected = ways.map((way) => (way.expected ?? 0) * trips);
  const times = ways.map(({ hours }) => hours);
  const xTicks = roundTicks(Math.min(...times), Math.max(...times), 3);
  const yTicks = roundTicks(0, Math.max(...expected) || 1);
  const x = linearScale(xTicks, 0, WIDTH);
  const y = linearScale(yTicks, HEIGHT, 0);
  const places = ways.map(({ hours }, i) => [x(hours), y(expected[i])]);
  const labels = placeLabels(places);
  return h(
    "div",
    {
      ...{ class: "way-curve", role: "listbox", tabindex: 0, "aria-activedescendant": `${id}-${chosen}` },
      "aria-label": `${texts.curveTitle}. ${texts.curveKeys}`,
      onkeydown(/** @type {KeyboardEvent} */ event) {
        const next = nextWay(event.key, chosen, ways.length);
        if (next === null || event.altKey || event.ctrlKey || event.metaKey) return;
        event.preventDefault();
        choose(next);
      },
    },
    h(
      "svg",
      {
        viewBox: `${-MARGIN.left} ${-MARGIN.top} ${WIDTH + MARGIN.left + MARGIN.right} ${HEIGHT + MARGIN.top + MARGIN.bottom}`,
        ...{ class: "chart scatter", role: "presentation" },
      },
      ...yTicks.flatMap((tick) => [
        h("line", { x1: 0, x2: WIDTH, y1: y(tick), y2: y(tick), class: tick === 0 ? "axis" : "grid" }),
        h("text", { x: -6, y: y(tick) + 4, "text-anchor": "end", "aria-hidden": "true" }, formatNumber(tick)),
      ]),
      ...xTicks.map((tick) =>
        h(
          "text",
          { x: x(tick), y: HEIGHT + 15, "text-anchor": "middle", "aria-hidden": "true" },
          formatNumber(tick),
        ),
      ),
      h(
        "text",
        { x: WIDTH, y: HEIGHT + 31, "text-anchor": "end", "aria-hidden": "true" },
        words.routes.hoursAxis,
      ),
      h("text", { x: -MARGIN.left, y: -10, "aria-hidden": "true" }, words.routes.expectedAxis(trips)),
      h("path", { d: `M${places.map((at) => at.join(" ")).join("L")}`, class: "way-line" }),
      ...places.map(([left, top], i) =>
        h(
          "g",
          {
            ...{ id: `${id}-${i}`, class: i === chosen ? "mark chosen" : "mark", role: "option" },
            ...{ "aria-selected": String(i === chosen), "aria-label": describe(i) },
            onclick: () => choose(i),
          },
          h("circle", { cx: left, cy: top, r: 12, class: "way-touch" }),
          h("circle", { cx: left, cy: top, r: i === chosen ? 6 : 4 }),
          h("text", { x: labels[i][0], y: labels[i][1] + 4, "text-anchor": "middle" }, String(i + 1)),
          h("title", null, describe(i)),
        ),
      ),
    ),
  );
}
