// The list of shapes, the active one's distance, and ways to a shape without drawing it.
import { h } from "preact";
import { hexOf } from "../colours.js";
import { el, renderInto, setHidden, setText } from "../dom.js";
import { formatCount } from "../format.js";
import { places, shapeOfPlace } from "../places.js";
import { findHook } from "../root.js";
import { KM_LIMITS, shapeKinds } from "../shapes.js";
import { words } from "../words/index.js";
import { connectPolylineForm } from "./polyline.js";
import { createShapeEditor } from "./shape-editor.js";

/** @typedef {import("../shapes.js").Shape} Shape */

/**
 * @param {HTMLElement} root
 * @param {{
 *   add: (shape: Omit<Shape, "id">) => void,
 *   select: (id: string) => void,
 *   remove: (id: string) => void,
 *   setKm: (id: string, km: number) => void,
 *   rename: (id: string, name: string) => void,
 *   setColour: (id: string, colour: import("../colours.js").Colour) => void,
 *   setKind: (id: string, kind: import("../shapes.js").ShapeKind) => void,
 *   duplicate: (id: string) => void,
 *   undo: () => void,
 *   shapes: () => readonly Shape[],
 *   openText: (text: string, name: string) => void,
 *   filtered: () => string,
 * }} page
 */
export function createShapesPanel(root, page) {
  const list = findHook(root, "shapes");
  const distance = findHook(root, "distance");
  const intro = findHook(root, "intro");
  const removed = findHook(root, "shape-removed");
  const legend = findHook(root, "shapes-legend");
  const editor = createShapeEditor(root, page);
  const kmLabel = findHook(root, "km-label");
  const input = /** @type {HTMLInputElement} */ (findHook(root, "km"));
  /** What the list shows, to see whether it changed. */
  let shown = "";
  /** The shapes after the last removal, with which its button stays. @type {readonly Shape[] | null} */
  let afterRemoval = null;
  /** @type {Shape | null} */
  let active = null;

  input.min = String(KM_LIMITS.min);
  input.max = String(KM_LIMITS.max);
  input.addEventListener("input", () => {
    const km = Number(input.value);
    const isUsable = input.value !== "" && km >= KM_LIMITS.min && km <= KM_LIMITS.max;
    input.setCustomValidity(isUsable ? "" : words.shapes.kmLimits(KM_LIMITS.min, KM_LIMITS.max));
    input.reportValidity();
    if (isUsable && active) page.setKm(active.id, km);
  });

  findHook(root, "places").replaceChildren(
    ...places.map((place) => {
      const add = () => page.add(shapeOfPlace(place));
      return el("button", { type: "button", class: "small", onclick: add }, place.name);
    }),
  );
  connectCoordinatesForm(root, page.add);
  connectPolylineForm(root, page.openText);

  /** What was removed can be brought back by its own button until something else is done. @param {readonly Shape[]} shapes */
  function forgetRemoval(shapes) {
    if (removed.childNodes.length === 0) return;
    if (afterRemoval === shapes) return;
    const hadFocus = removed.contains(document.activeElement);
    removed.replaceChildren();
    if (hadFocus) /** @type {HTMLElement | null} */ (list.querySelector("[aria-pressed=true]"))?.focus();
  }

  /** @param {Shape} shape */
  function remove({ id, name }) {
    page.remove(id);
    const undo = el("button", { type: "button", class: "link", onclick: page.undo }, words.shapes.undo);
    removed.replaceChildren(`${words.shapes.removed(name)} `, undo);
    afterRemoval = page.shapes();
    undo.focus();
  }

  return {
    /** @param {readonly Shape[]} shapes @param {Shape | null} activeShape @param {import("../trends.js").Trends} trends */
    show(shapes, activeShape, trends) {
      active = activeShape;
      editor.show(activeShape);
      // Rendered only when the list itself changed: it costs time in every step of a drag.
      const listed = JSON.stringify([
        ...[activeShape?.id, [...trends]],
        shapes.map(({ id, name, colour }) => [id, name, colour]),
      ]);
      if (listed !== shown) {
        shown = listed;
        const item = (/** @type {Shape} */ shape) =>
          listItem(shape, shape.id === activeShape?.id, trends.get(shape.id), {
            select: page.select,
            remove,
          });
        renderInto(list, ...shapes.map(item));
      }
      const [days] = [...trends.values()].flatMap((trend) => trend?.days ?? []);
      setHidden(legend, days === undefined);
      if (days !== undefined)
        setText(legend, [words.shapes.recentLegend(days), page.filtered()].filter(Boolean).join(" "));
      forgetRemoval(shapes);
      const label = activeShape ? shapeKinds[activeShape.kind].kmLabel : "";
      setHidden(distance, !label);
      setText(kmLabel, label);
      const km = String(activeShape?.km ?? "");
      if (activeShape && document.activeElement !== input && input.value !== km) input.value = km;
      setHidden(intro, shapes.length > 0);
    },
  };
}

/**
 * @param {Shape} shape @param {boolean} active @param {import("../trends.js").Trend | undefined} trend
 * @param {{ select: (id: string) => void, remove: (shape: Shape) => void }} page
 */
function listItem(shape, active, trend, { select, remove }) {
  const { id, name, kind } = shape;
  const { label } = shapeKinds[kind];
  return h(
    "li",
    { key: id, class: active ? "active" : "" },
    swatch(hexOf(shape.colour)),
    h(
      "button",
      { type: "button", class: "shape-name", "aria-pressed": String(active), onclick: () => select(id) },
      h("span", null, name),
      !name.startsWith(label) && h("span", { class: "sub" }, label.toLowerCase()),
    ),
    trend && trendMark(trend),
    h(
      "button",
      {
        ...{ type: "button", class: "small", "aria-label": words.shapes.remove(name) },
        onclick: () => remove(shape),
      },
      "✕",
    ),
  );
}

/** A patch of a colour. As an attribute of SVG, since the page's policy allows no style in markup. @param {string} fill */
const swatch = (fill) =>
  h(
    "svg",
    { class: "colour-patch", viewBox: "0 0 10 10", "aria-hidden": "true" },
    h("rect", { width: 10, height: 10, rx: 2, fill }),
  );

/** @param {import("../trends.js").Trend} trend */
function trendMark(trend) {
  const texts = words.shapes;
  const sentence = trend
    ? texts.recent(trend.count, trend.days, words.verdict.phrases[trend.verdict])
    : texts.notCovered;
  return h(
    "span",
    { class: "recent-count", title: sentence, "data-recent": trend ? trend.count : "" },
    h(
      "span",
      { "aria-hidden": "true" },
      trend ? `${formatCount(trend.count)} ${texts.trends[trend.verdict]}` : texts.noRecent,
    ),
    h("span", { class: "visually-hidden" }, sentence),
  );
}

/**
 * A circle from typed coordinates, for those who have them or cannot use a pointer.
 * @param {HTMLElement} root @param {(shape: Omit<Shape, "id">) => void} add
 */
function connectCoordinatesForm(root, add) {
  const input = /** @type {HTMLInputElement} */ (findHook(root, "coordinates"));
  findHook(root, "at-coordinates").addEventListener("submit", (event) => {
    event.preventDefault();
    const coordinates = parseCoordinates(input.value);
    input.setCustomValidity(coordinates ? "" : words.shapes.badCoordinates);
    input.reportValidity();
    if (!coordinates) return;
    const { km } = shapeKinds.circle;
    add({ kind: "circle", name: input.value.trim(), km, geometry: { type: "Point", coordinates } });
    input.value = "";
  });
  input.addEventListener("input", () => input.setCustomValidity(""));
}

/** @param {string} text latitude, longitude @returns {[number, number] | null} longitude, latitude */
export function parseCoordinates(text) {
  const parts = text
    .trim()
    .split(/[\s,;]+/)
    .map(Number);
  if (parts.length !== 2 || !parts.every(Number.isFinite)) return null;
  const [lat, lon] = parts;
  return Math.abs(lat) <= 90 && Math.abs(lon) <= 180 ? [lon, lat] : null;
}
