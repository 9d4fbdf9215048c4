// The list of shapes, the active one's distance, and ways to a shape without drawing it.
import { el, setHidden, setText } from "../dom.js";
import { places } from "../places.js";
import { findHook } from "../root.js";
import { KM_LIMITS, shapeKinds } from "../shapes.js";
import { words } from "../words/index.js";
import { connectPolylineForm } from "./polyline.js";

/** @typedef {import("../shapes.js").Shape} Shape */

/**
 * @param {HTMLElement} root
 * @param {{
 *   add: (shape: Omit<Shape, "id">) => void,
 *   select: (id: string) => void,
 *   remove: (id: string) => void,
 *   setKm: (id: string, km: number) => void,
 *   openText: (text: string, name: string) => void,
 * }} page
 */
export function createShapesPanel(root, page) {
  const list = findHook(root, "shapes");
  const distance = findHook(root, "distance");
  const intro = findHook(root, "intro");
  const kmLabel = findHook(root, "km-label");
  const input = /** @type {HTMLInputElement} */ (findHook(root, "km"));
  /** What the list shows, to see whether it changed. */
  let shown = "";
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
      const geometry =
        place.kind === "circle"
          ? { type: /** @type {const} */ ("Point"), coordinates: place.at }
          : { type: /** @type {const} */ ("LineString"), coordinates: place.line };
      const add = () => page.add({ kind: place.kind, name: place.name, km: place.km, geometry });
      return el("button", { type: "button", class: "small", onclick: add }, place.name);
    }),
  );
  connectCoordinatesForm(root, page.add);
  connectPolylineForm(root, page.openText);

  return {
    /** @param {readonly Shape[]} shapes @param {Shape | null} activeShape */
    show(shapes, activeShape) {
      active = activeShape;
      // Rebuilt only when the list itself changed, so that a drag does not take the focus away.
      const listed = JSON.stringify([activeShape?.id, shapes.map(({ id, name }) => [id, name])]);
      if (listed !== shown) {
        shown = listed;
        list.replaceChildren(...shapes.map((shape) => listItem(shape, shape.id === activeShape?.id, page)));
      }
      const label = activeShape ? shapeKinds[activeShape.kind].kmLabel : "";
      setHidden(distance, !label);
      setText(kmLabel, label);
      const km = String(activeShape?.km ?? "");
      if (activeShape && document.activeElement !== input && input.value !== km) input.value = km;
      const isFirst = shapes.length > 0 && !intro.hidden;
      setHidden(intro, shapes.length > 0);
      if (isFirst) /** @type {HTMLDetailsElement} */ (findHook(root, "try")).open = false;
    },
  };
}

/** @param {Shape} shape @param {boolean} active @param {{ select: (id: string) => void, remove: (id: string) => void }} page */
function listItem({ id, name, kind }, active, { select, remove }) {
  const { label } = shapeKinds[kind];
  return el(
    "li",
    { class: active ? "active" : "" },
    el(
      "button",
      { type: "button", class: "shape-name", "aria-pressed": String(active), onclick: () => select(id) },
      name,
      !name.startsWith(label) && el("span", { class: "sub" }, label.toLowerCase()),
    ),
    el(
      "button",
      { type: "button", class: "small", "aria-label": words.shapes.remove(name), onclick: () => remove(id) },
      "✕",
    ),
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
