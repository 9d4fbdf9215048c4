// The list of shapes, the active one's distance, and ways to a shape without drawing it.
import { byId, el, hide, write } from "../dom.js";
import { places } from "../places.js";
import { KM_LIMITS, shapeKinds } from "../shapes.js";
import { polylineForm } from "./polyline.js";

/** @typedef {import("../shapes.js").Shape} Shape */

/**
 * @param {{
 *   add: (shape: Omit<Shape, "id">) => void,
 *   select: (id: string) => void,
 *   remove: (id: string) => void,
 *   setKm: (id: string, km: number) => void,
 * }} page
 */
export function createShapesPanel(page) {
  const list = byId("shapes");
  const distance = byId("distance");
  const input = /** @type {HTMLInputElement} */ (byId("km"));
  let shown = "";
  /** @type {Shape | null} */
  let active = null;

  input.min = String(KM_LIMITS.min);
  input.max = String(KM_LIMITS.max);
  input.addEventListener("input", () => {
    const km = Number(input.value);
    const usable = input.value !== "" && km >= KM_LIMITS.min && km <= KM_LIMITS.max;
    input.setCustomValidity(usable ? "" : `A distance from ${KM_LIMITS.min} to ${KM_LIMITS.max} km`);
    input.reportValidity();
    if (usable && active) page.setKm(active.id, km);
  });

  byId("places").replaceChildren(
    ...places.map((place) => {
      const geometry =
        place.kind === "circle"
          ? { type: /** @type {const} */ ("Point"), coordinates: place.at }
          : { type: /** @type {const} */ ("LineString"), coordinates: place.line };
      const add = () => page.add({ kind: place.kind, name: place.name, km: place.km, geometry });
      return el("button", { type: "button", class: "small", onclick: add }, place.name);
    }),
  );
  coordinatesForm(page.add);
  polylineForm(page.add);

  return {
    /** @param {readonly Shape[]} shapes @param {Shape | null} activeShape */
    show(shapes, activeShape) {
      active = activeShape;
      // Rebuilt only when the list itself changed, so that a drag does not take the focus away.
      const now = JSON.stringify([activeShape?.id, shapes.map(({ id, name }) => [id, name])]);
      if (now !== shown) {
        shown = now;
        list.replaceChildren(...shapes.map((shape) => entry(shape, shape.id === activeShape?.id, page)));
      }
      const label = activeShape ? shapeKinds[activeShape.kind].kmLabel : "";
      hide(distance, !label);
      write(byId("km-label"), label);
      const km = String(activeShape?.km ?? "");
      if (activeShape && document.activeElement !== input && input.value !== km) input.value = km;
      const first = shapes.length > 0 && !byId("intro").hidden;
      hide(byId("intro"), shapes.length > 0);
      if (first) /** @type {HTMLDetailsElement} */ (byId("try")).open = false;
    },
  };
}

/** @param {Shape} shape @param {boolean} active @param {{ select: (id: string) => void, remove: (id: string) => void }} page */
function entry({ id, name, kind }, active, { select, remove }) {
  const label = shapeKinds[kind].label;
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
      { type: "button", class: "small", "aria-label": `Remove ${name}`, onclick: () => remove(id) },
      "✕",
    ),
  );
}

/** A circle from typed coordinates, for those who have them or cannot use a pointer. @param {(shape: Omit<Shape, "id">) => void} add */
function coordinatesForm(add) {
  const form = /** @type {HTMLFormElement} */ (byId("at-coordinates"));
  const input = /** @type {HTMLInputElement} */ (byId("coordinates"));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const at = readCoordinates(input.value);
    input.setCustomValidity(at ? "" : "Latitude and longitude in degrees, such as 12.23, -8.72");
    input.reportValidity();
    if (!at) return;
    const { km } = shapeKinds.circle;
    add({ kind: "circle", name: `${input.value.trim()}`, km, geometry: { type: "Point", coordinates: at } });
    input.value = "";
  });
  input.addEventListener("input", () => input.setCustomValidity(""));
}

/** @param {string} text latitude, longitude @returns {[number, number] | null} longitude, latitude */
export function readCoordinates(text) {
  const parts = text
    .trim()
    .split(/[\s,;]+/)
    .map(Number);
  if (parts.length !== 2 || !parts.every(Number.isFinite)) return null;
  const [lat, lon] = parts;
  return Math.abs(lat) <= 90 && Math.abs(lon) <= 180 ? [lon, lat] : null;
}
