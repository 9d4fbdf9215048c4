// What the marks of the map mean, for each way to show the incidents.
import { h } from "preact";
import { el, renderInto } from "./dom.js";
import { formatCount } from "./format.js";
import { kindMark } from "./kinds.js";
import { GROUP_STEPS } from "./layers/clusters/layer.js";
import { RAMP } from "./layers/points/ramp.js";
import { DASHES } from "./layers/zones.js";
import { mapColours } from "./map-colours.js";
import { words } from "./words/index.js";

/** As in the styles. */
const NARROW = "(max-width: 820px)";

/**
 * @param {HTMLElement} frame of the map
 * @param {import("./page-state.js").PageStore} store
 * @param {import("maplibre-gl").Map} map
 * @param {{ areDots: () => boolean }} layers
 */
export function createMapLegend(frame, store, map, layers) {
  const { legend } = words.map;
  const body = el("div", { class: "legend-body" });
  const details = el("details", { class: "map-legend" }, el("summary", {}, legend.title), body);
  frame.append(details);
  /** What is shown, as the map zooms in every frame. */
  let shown = "";

  function show() {
    const { view } = store.get();
    const beside = besideLines(map);
    const now = `${view} ${view === "points" && layers.areDots()} ${beside.map(({ key }) => key)}`;
    if (!details.open || now === shown) return;
    shown = now;
    const lines = { points: pointLines, clusters: groupLines, heat: heatLines }[view];
    renderInto(body, ...lines(layers.areDots()), ...beside);
  }
  details.addEventListener("toggle", show);
  store.subscribe(({ view }) => view, show);
  map.on("zoomend", show);
  // What is shown beside the incidents comes and goes with the visibility of its layers.
  map.on("styledata", show);
  // Heat and groups need their legend to be understood, points less so. On a phone only that of the heat is small enough.
  const open = (/** @type {import("./page-state.js").View} */ view) => {
    details.open = view === "heat" || (view === "clusters" && !matchMedia(NARROW).matches);
  };
  store.subscribe(({ view }) => view, open);
  open(store.get().view);
}

/** @param {import("preact").ComponentChild} sign @param {string} text */
const line = (sign, text) => h("p", null, ...entry(sign, text));

/** @param {import("preact").ComponentChild} sign @param {string} text */
const entry = (sign, text) => [h("span", { class: "legend-sign" }, sign), h("span", null, text)];

/** @param {string} colour @param {number} width @param {readonly number[]} [dashes] in widths of the line */
const stroke = (colour, width, dashes = []) =>
  h(
    "svg",
    { viewBox: "0 0 16 16", "aria-hidden": "true" },
    h("path", {
      ...{ d: "M0 8H16", stroke: colour, "stroke-width": width },
      ...{ "stroke-dasharray": dashes.map((one) => one * width).join(" ") },
    }),
  );

/** What is on the map beside the incidents: lines for the layers that are visible. @param {import("maplibre-gl").Map} map */
function besideLines(map) {
  const { ink, roadEdge, chosenWay, reach } = mapColours();
  const { beside } = words.map.legend;
  const signs = /** @type {Record<keyof typeof beside, [layer: string, sign: import("preact").VNode]>} */ ({
    barred: ["zones-barred-dashes", stroke(ink, 2, DASHES.barred)],
    restricted: ["zones-restricted-dashes", stroke(ink, 2, DASHES.restricted)],
    roads: ["roads-lines", stroke(roadEdge, 2)],
    ways: ["ways-lines", stroke(chosenWay, 4)],
    reach: ["reach-edge", stroke(reach, 2.5)],
  });
  const isVisible = (/** @type {string} */ layer) =>
    map.getLayer(layer) && map.getLayoutProperty(layer, "visibility") !== "none";
  return Object.entries(signs)
    .filter(([, [layer]]) => isVisible(layer))
    .map(([name, [, sign]]) =>
      h(
        "p",
        { key: name, "data-legend": name },
        ...entry(sign, beside[/** @type {keyof typeof beside} */ (name)]),
      ),
    );
}

/** @param {string} colour @param {number} width */
const ring = (colour, width) =>
  h(
    "svg",
    { viewBox: "0 0 16 16", "aria-hidden": "true" },
    h("circle", { cx: 8, cy: 8, r: 6, fill: "none", stroke: colour, "stroke-width": width }),
  );

function ringLines() {
  const { legend } = words.map;
  const { certain, possible } = mapColours();
  return [line(ring(certain, 2.4), legend.certain), line(ring(possible, 1.6), legend.possible)];
}

/** @param {boolean} areDots */
function pointLines(areDots) {
  const { legend } = words.map;
  return [
    line(kindMark("armedClash"), areDots ? legend.dots : legend.marks),
    line(ring("#777777", 2), legend.hollow),
    ...ringLines(),
  ];
}

function groupLines() {
  const { legend } = words.map;
  const { groups, groupText } = mapColours();
  const from = [2, ...GROUP_STEPS];
  return [
    ...groups.map((colour, i) =>
      line(
        h(
          "svg",
          { viewBox: "0 0 16 16", "aria-hidden": "true" },
          h("circle", { cx: 8, cy: 8, r: 4.5 + i, fill: colour, stroke: groupText }),
        ),
        from[i + 1]
          ? legend.group(formatCount(from[i]), formatCount(from[i + 1] - 1))
          : legend.largestGroup(formatCount(from[i])),
      ),
    ),
    line(kindMark("armedClash"), legend.alone),
    line(ring(mapColours().certain, 2.4), legend.groupCounted),
    h("p", { class: "hint" }, legend.groupHint),
  ];
}

function heatLines() {
  const { legend } = words.map;
  const stops = RAMP.map(
    ([stop, [red, green, blue, alpha]]) => `rgb(${red} ${green} ${blue} / ${alpha / 255}) ${100 * stop}%`,
  );
  return [
    h("span", {
      class: "legend-ramp",
      style: { background: `linear-gradient(to right, ${stops.join(", ")})` },
    }),
    h("p", { class: "legend-ends" }, h("span", null, legend.few), h("span", null, legend.many)),
    h("p", { class: "hint" }, legend.heatHint),
  ];
}
