// The corner that was clicked or tapped, so that a button can delete it: a finger has no right-click.
import { Marker } from "maplibre-gl";
import { nearest, reachOf } from "./corner-handle.js";
import { el } from "./dom.js";
import { positions } from "./shapes.js";

/** @typedef {{ id: string, index: number }} ChosenCorner */
/** @typedef {import("./shapes.js").Shape} Shape */

/**
 * @param {import("maplibre-gl").Map} map
 * @param {{
 *   shape: () => Shape | null,
 *   changed: (corner: ChosenCorner | null) => void,
 * }} page `shape` returns the one that is edited, if any
 */
export function createCornerChoice(map, page) {
  const marker = new Marker({ element: el("div", { class: "corner-choice" }) });
  /** @type {ChosenCorner | null} */
  let chosen = null;

  /** @param {ChosenCorner | null} corner */
  function choose(corner) {
    if (!corner && !chosen) return;
    if (chosen) marker.remove();
    chosen = corner;
    if (corner) place();
    page.changed(corner);
  }

  function place() {
    const shape = page.shape();
    const at = shape && chosen && shape.id === chosen.id ? cornersOf(shape)[chosen.index] : undefined;
    if (!at) return choose(null);
    marker.setLngLat(/** @type {[number, number]} */ (at)).addTo(map);
  }

  map.on("click", (event) => {
    const shape = page.shape();
    if (!shape) return choose(null);
    const found = nearest(map, cornersOf(shape), event.point, reachOf(event));
    choose(found && !found.isNew ? { id: shape.id, index: found.index } : null);
  });

  return {
    chosen: () => chosen,
    /** Tells how many corners the shape has, and how many it needs. */
    count() {
      const shape = page.shape();
      return {
        corners: shape ? cornersOf(shape).length : 0,
        least: shape?.geometry.type === "Polygon" ? 3 : 2,
      };
    },
    clear: () => choose(null),
    /** Puts the mark where the corner is now, or takes it away with its shape. */
    follow: () => chosen && place(),
  };
}

/** Returns the corners of a shape, of an area the first one once. @param {Shape} shape */
const cornersOf = ({ geometry }) =>
  geometry.type === "Polygon" ? positions(geometry).slice(0, -1) : positions(geometry);
