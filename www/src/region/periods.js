// Where the incidents of each period lie: the rings as a chart, and the distances as a table.
import { h } from "preact";
import { useState } from "preact/hooks";
import { HEIGHT, HoverArea, hatch, legendItem, WIDTH } from "../chart.js";
import { formatCompact, formatCount, formatKm, formatPercent } from "../format.js";
import { PERIOD_MARKS } from "../layers/region.js";
import { disclosure, sub, table } from "../panels/parts.js";
import { uniqueId } from "../root.js";
import { region as texts } from "../words/region.js";
import { units } from "../words/units.js";
import { RINGS_KM } from "./ask.js";

/** @typedef {import("geobit").RegionPeriod} Period */
/** @typedef {import("geobit").Region} Region */

/** Dark is near. The order and a gap tell them apart as well. */
const RING_COLOURS = ["#0b2c44", "#1d4e70", "#3f7ba3", "#7fa9c6", "#b4cfe0", "#dfe7ec"];
/** So many periods are listed before the others are opened. */
const LISTED = 6;

/** @param {Period} period @param {import("./view.js").By} by */
export function periodName({ from }, by) {
  const year = from.slice(0, 4);
  if (by === "year") return year;
  const date = new Date(`${from}T00:00:00Z`);
  return by === "quarter"
    ? texts.quarter(1 + date.getUTCMonth() / 3, year)
    : new Intl.DateTimeFormat(units.locale, { month: "short", year: "numeric", timeZone: "UTC" }).format(
        date,
      );
}

/** Counts by ring, the nearest first, and what lies beyond. @param {Period} period */
const countsOf = ({ rings, beyond }) => [...rings, beyond];

const ringName = (/** @type {number} */ i) =>
  i < RINGS_KM.length ? texts.upTo(formatKm(RINGS_KM[i])) : texts.beyond(formatKm(RINGS_KM[i - 1]));

/** @param {Period} period */
const describe = (period) =>
  countsOf(period)
    .map((count, i) => `${ringName(i)} ${formatCount(count)}`)
    .join(", ");

/** @param {Region} found @param {import("./view.js").By} by */
export const ringsPart = ({ periods }, by) => [
  h(RingsChart, { periods, by }),
  h(
    "p",
    { class: "legend hindcast-legend" },
    ...RING_COLOURS.map((fill, i) =>
      legendItem("M0.5 1.5H15.5V10.5H0.5z", { fill, stroke: "#82909a", "stroke-width": 0.6 }, ringName(i)),
    ),
  ),
  disclosure(texts.ringsTable, () =>
    h(
      "div",
      { class: "wide-table", role: "group", "aria-label": texts.ringsTable, tabindex: 0 },
      table(
        [texts.head[0], ...RING_COLOURS.map((_, i) => ringName(i))],
        periods.toReversed().map((period) => [nameCell(period, by), ...countsOf(period).map(formatCount)]),
      ),
    ),
  ),
];

/** @param {{ periods: Period[], by: import("./view.js").By }} props */
function RingsChart({ periods, by }) {
  const [ground] = useState(() => uniqueId("hatch"));
  const step = WIDTH / periods.length;
  const gap = step > 5 ? 1.5 : 0;
  const most = Math.max(1, ...periods.map(({ n }) => n));
  // One path for each ring, and the nearest at the bottom: there may be hundreds of months.
  const paths = RING_COLOURS.map(() => "");
  for (const [i, period] of periods.entries()) {
    let below = 0;
    for (const [ring, count] of countsOf(period).entries()) {
      const [bottom, high] = [HEIGHT - (below / most) * HEIGHT, (count / most) * HEIGHT];
      below += count;
      if (count > 0)
        paths[ring] +=
          `M${(i * step + gap / 2).toFixed(2)} ${bottom.toFixed(2)}v${(-high).toFixed(2)}h${(step - gap).toFixed(2)}v${high.toFixed(2)}z`;
    }
  }
  const [first, last] = [periods[0], periods[periods.length - 1]].map((period) => periodName(period, by));
  /** @param {number} share of the width */
  function describeAt(share) {
    const period = periods[Math.max(0, Math.min(periods.length - 1, Math.floor(share * periods.length)))];
    return `${periodName(period, by)}: ${describe(period)}`;
  }
  return h(
    "svg",
    {
      ...{ viewBox: `-42 -8 ${WIDTH + 46} ${HEIGHT + 28}`, class: "chart", role: "img" },
      "aria-label": texts.ringsLabel(first, last, describe(periods[periods.length - 1])),
    },
    h("defs", null, hatch(ground, "#dcdcd6", "#f7f6f2")),
    h("line", { x1: 0, x2: WIDTH, y1: 0, y2: 0, class: "grid" }),
    h("text", { x: -5, y: 4, "text-anchor": "end" }, formatCompact(most)),
    h("text", { x: -5, y: HEIGHT + 4, "text-anchor": "end" }, "0"),
    ...periods.map(
      ({ partial }, i) =>
        partial && h("rect", { x: i * step, y: 0, width: step, height: HEIGHT, fill: `url(#${ground})` }),
    ),
    ...paths.map((d, ring) =>
      h("path", { d, fill: RING_COLOURS[ring], stroke: "#fff", "stroke-width": step > 5 ? 0.6 : 0 }),
    ),
    h("line", { x1: 0, x2: WIDTH, y1: HEIGHT, y2: HEIGHT, class: "axis" }),
    h(HoverArea, { height: HEIGHT, describeAt }),
    h("text", { x: 0, y: HEIGHT + 16 }, first),
    periods.length > 1 && h("text", { x: WIDTH, y: HEIGHT + 16, "text-anchor": "end" }, last),
  );
}

/** @param {Period} period @param {import("./view.js").By} by @param {import("../layers/region.js").PeriodMark} [mark] how it is drawn on the map */
const nameCell = (period, by, mark) =>
  h(
    "span",
    { "data-period": period.from, class: "region-period" },
    mark &&
      h(
        "svg",
        { viewBox: "0 0 24 8", class: "region-mark", "aria-hidden": "true" },
        h("path", {
          ...{ d: "M0 4H24", stroke: mark.colour, "stroke-width": 3 },
          "stroke-dasharray": mark.dash?.map((length) => 3 * length).join(" "),
        }),
      ),
    periodName(period, by),
    period.partial && sub(texts.part),
  );

/** @param {Region} found @param {import("./view.js").By} by */
export function distancesPart({ periods }, by) {
  const marks = marked(periods);
  const rows = periods.toReversed().map((period) => {
    const { n, distanceKm, within100Km } = period;
    return [
      nameCell(period, by, marks.get(period)),
      formatCount(n),
      distanceKm ? formatKm(distanceKm.q50) : "–",
      distanceKm ? `${formatKm(distanceKm.q25)} – ${formatKm(distanceKm.q75)}` : "–",
      within100Km && n > 0
        ? [
            formatPercent(within100Km.share),
            sub(units.range(formatPercent(within100Km.interval[0]), formatPercent(within100Km.interval[1]))),
          ]
        : "–",
    ];
  });
  const wide = (/** @type {typeof rows} */ some) =>
    h(
      "div",
      { class: "wide-table region-table", role: "group", "aria-label": texts.distances, tabindex: 0 },
      table(texts.head, /** @type {any} */ (some)),
    );
  return [
    wide(rows.slice(0, LISTED)),
    marks.size > 0 && h("p", { class: "hint" }, texts.onMap),
    rows.length > LISTED &&
      disclosure(texts.earlier(rows.length - LISTED), () => wide(rows.slice(LISTED)), texts.distances),
  ];
}

/**
 * Returns the last periods that have an ellipse, each with the mark that it has on the map.
 * @param {readonly Period[]} periods
 */
export function marked(periods) {
  const last = periods.filter(({ mean, ellipse }) => mean && ellipse).slice(-PERIOD_MARKS.length);
  return new Map(last.toReversed().map((period, i) => [period, PERIOD_MARKS[i]]));
}
