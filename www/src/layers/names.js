// The names of shapes on the map. They are elements over it, as a drag would draw letters of the map again in every step.
import { Marker } from "maplibre-gl";
import { hexOf } from "../colours.js";
import { el, setText } from "../dom.js";
import { positions } from "../shapes.js";
import { circleRing } from "./outline.js";

/** @typedef {import("../shapes.js").Shape} Shape */
/** @typedef {{ marker: Marker, element: HTMLElement, text: HTMLElement, patch: HTMLElement, shape: Shape | null }} Label */

/** @param {import("maplibre-gl").Map} map */
export function createNameLabels(map) {
  /** By the ids of shapes. @type {Map<string, Label>} */
  const labels = new Map();

  /** @returns {Label} */
  function create() {
    const patch = el("span", { class: "name-patch" });
    const text = el("span", { class: "name-text" });
    // The list beside the map says the names to those who do not see it.
    const element = el("div", { class: "name-label", "aria-hidden": "true" }, patch, text);
    return {
      ...{ element, text, patch, shape: null },
      marker: new Marker({ element, anchor: "bottom", offset: [0, -6] }),
    };
  }

  /** @param {Shape} shape @param {boolean} active */
  function show(shape, active) {
    const label = labels.get(shape.id) ?? create();
    const { marker, element, text, patch, shape: before } = label;
    if (element.classList.contains("active") !== active) element.classList.toggle("active", active);
    if (before === shape) return;
    setText(text, shape.name);
    if (before?.colour !== shape.colour || !before) patch.style.background = hexOf(shape.colour);
    if (before?.geometry !== shape.geometry || before.km !== shape.km)
      marker.setLngLat(/** @type {[number, number]} */ (placeOf(shape)));
    if (!before) marker.addTo(map);
    labels.set(shape.id, { ...label, shape });
  }

  return {
    /** @param {readonly Shape[]} shapes @param {string | null} activeId */
    setShapes(shapes, activeId) {
      const ids = new Set(shapes.map(({ id }) => id));
      for (const [id, { marker }] of labels)
        if (!ids.has(id)) {
          marker.remove();
          labels.delete(id);
        }
      for (const shape of shapes) show(shape, shape.id === activeId);
    },
  };
}

/** Returns where a shape has its name: at its northern end, and of a line at its middle corner. @param {Shape} shape @returns {GeoJSON.Position} */
function placeOf({ geometry, km }) {
  if (geometry.type === "Point") return circleRing(geometry.coordinates, km)[0];
  const corners = positions(geometry);
  if (geometry.type === "LineString") return corners[Math.floor((corners.length - 1) / 2)];
  return corners.reduce((north, corner) => (corner[1] > north[1] ? corner : north));
}
