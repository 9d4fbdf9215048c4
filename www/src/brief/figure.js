// The map on the sheet: the picture, and over it as SVG, which is sharp at any size, whatever has to be read.
import { el, svg } from "../dom.js";
import { words } from "../words/index.js";
import { describeWay } from "./sentences.js";

/** @typedef {import("./content.js").Brief} Brief */
/** @typedef {import("./picture.js").Picture} Picture */

const texts = words.brief;

/** @param {Brief} brief @param {Picture} picture */
export function mapFigure(brief, picture) {
  const { url, width, height } = picture;
  const [start, destination, ...worst] = picture.spots;
  return el(
    "figure",
    { class: "brief-map" },
    el("img", { src: url, width, height, alt: texts.mapOf(describeWay(brief)) }),
    svg(
      "svg",
      { viewBox: `0 0 ${width} ${height}`, "aria-hidden": "true" },
      ...worst.map((spot, i) => badge(spot, String(i + 1))),
      startMark(start),
      destinationMark(destination),
      scaleBar(picture),
      northArrow(picture),
    ),
    el(
      "figcaption",
      {},
      captionOf(brief.isCovered ? texts.mapLegend(brief.recent.days) : "", picture, brief),
    ),
  );
}

/**
 * Says what a picture shows, and whose the map and its roads are.
 * @param {string} legend @param {Picture | null} picture @param {Pick<Brief, "roads">} brief @param {string} [credit] of the map
 */
export const captionOf = (legend, picture, { roads }, credit = texts.mapCredit) =>
  [legend, picture?.zones, [credit, ...(roads ? [roads.words] : [])].join(" · ")].filter(Boolean).join(" ");

/** @param {import("./picture.js").Spot} spot @param {string} label */
const badge = ([x, y], label) =>
  svg(
    "g",
    { transform: `translate(${x} ${y - 22})` },
    svg("path", { d: "M0 22 L-5 10 L5 10z", fill: "#17242d" }),
    svg("circle", { r: 12, fill: "#17242d", stroke: "#fff", "stroke-width": 1.5 }),
    svg(
      "text",
      { "text-anchor": "middle", y: 5.5, fill: "#fff", "font-size": 16, "font-weight": 700 },
      label,
    ),
  );

/** @param {import("./picture.js").Spot} spot */
const startMark = ([cx, cy]) =>
  svg("circle", { cx, cy, r: 8, fill: "#fff", stroke: "#17242d", "stroke-width": 4 });

/** @param {import("./picture.js").Spot} spot */
const destinationMark = ([x, y]) =>
  svg("rect", {
    ...{ x: x - 8, y: y - 8, width: 16, height: 16 },
    ...{ fill: "#17242d", stroke: "#fff", "stroke-width": 3 },
  });

/** @param {Picture} picture */
export const scaleBar = ({ height, scale: { km: length, pixels } }) =>
  svg(
    "g",
    { transform: `translate(16 ${height - 16})` },
    svg("rect", { x: -8, y: -24, width: pixels + 16, height: 34, fill: "#fff", opacity: 0.85 }),
    svg("path", { d: `M0 -6V0H${pixels}V-6`, fill: "none", stroke: "#17242d", "stroke-width": 2.5 }),
    svg("text", { x: pixels / 2, y: -8, "text-anchor": "middle", "font-size": 15 }, texts.scale(length)),
  );

/** @param {Picture} picture */
export const northArrow = ({ width }) =>
  svg(
    "g",
    { transform: `translate(${width - 28} 34)` },
    svg("circle", { r: 24, fill: "#fff", opacity: 0.85 }),
    svg("path", { d: "M0 -18 L7 4 L0 0 L-7 4z", fill: "#17242d" }),
    svg("text", { y: 19, "text-anchor": "middle", "font-size": 15, "font-weight": 700 }, texts.north),
  );
