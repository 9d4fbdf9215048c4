// One handle for an outline with too many corners for a handle on each. It appears at the corner under the pointer, which it
// moves, or half-way along a leg, where it inserts a corner.
import { Marker } from "maplibre-gl";
import { el } from "./dom.js";
import { words } from "./words/index.js";

/** How near the pointer has to come to a corner, pixels; a finger hides what it touches. */
const REACH_PIXELS = 12;
const FINGER_PIXELS = 24;
/** A shorter movement is a click: a hand is not perfectly still when it clicks. */
const MIN_DRAG_PIXELS = 3;

/** @typedef {{ x: number, y: number }} Point in pixels */
/** @typedef {{ index: number, lon: number, lat: number, isNew: boolean }} Corner `isNew`: it would be inserted before `index`, and is none yet */

/**
 * @param {import("maplibre-gl").Map} map
 * @param {{
 *   corners: () => GeoJSON.Position[] | null,
 *   insert: (index: number, at: GeoJSON.Position) => void,
 *   move: (index: number, at: GeoJSON.Position) => void,
 *   release: () => void,
 *   remove: (index: number) => void,
 * }} outline `corners` returns those that are edited, an area's first one again at the end, or `null`; `release` is called when the
 *   pointer lets go of one
 */
export function createCornerHandle(map, outline) {
  const element = el("div", { class: "corner-handle" });
  const marker = new Marker({ element });
  /** @type {Corner | null} */
  let shown = null;
  /**
   * `from`: where the pointer was pressed; `grip`: its offset from the middle of the handle; `moves`: whether it is a drag yet.
   * @type {{ from: Point, grip: Point, moves: boolean } | null}
   */
  let drag = null;

  /** @param {Corner | null} corner */
  function showAt(corner) {
    if (corner) {
      marker.setLngLat([corner.lon, corner.lat]);
      element.title = corner.isNew ? words.map.insertCorner : words.map.moveCorner;
      element.classList.toggle("new", corner.isNew);
      if (!shown) marker.addTo(map);
    } else if (shown) {
      marker.remove();
      drag = null;
    }
    shown = corner;
  }

  for (const look of /** @type {const} */ (["mousemove", "click"]))
    map.on(look, (event) => {
      const corners = drag ? null : outline.corners();
      if (corners) showAt(nearest(map, corners, event.point, reachOf(event)));
      else if (!drag) showAt(null);
    });
  // The marker's own drag would move it at once, and a frame before the answer takes the processor from the engine. Our
  // handle follows with the outline. Pointer events also come before mouse events.
  element.addEventListener("pointerdown", ({ button, pointerId, x, y }) => {
    // The drag continues wherever the pointer goes, also over the cards that lie on the map.
    element.setPointerCapture(pointerId);
    if (button !== 0) return;
    const middle = map.project(marker.getLngLat());
    drag = { from: { x, y }, grip: { x: x - middle.x, y: y - middle.y }, moves: false };
  });
  for (const begin of /** @type {const} */ (["mousedown", "touchstart"]))
    map.on(begin, (event) => drag && event.preventDefault());
  element.addEventListener("pointermove", ({ x, y }) => {
    if (!shown || !drag) return;
    const { from, grip } = drag;
    drag.moves ||= Math.hypot(x - from.x, y - from.y) >= MIN_DRAG_PIXELS;
    if (!drag.moves) return;
    const { lng, lat } = map.unproject([x - grip.x, y - grip.y]);
    if (shown.isNew) {
      outline.insert(shown.index, [shown.lon, shown.lat]);
      shown = { ...shown, isNew: false };
    }
    outline.move(shown.index, [lng, lat]);
  });
  element.addEventListener("lostpointercapture", () => {
    drag = null;
    outline.release();
  });
  element.addEventListener("contextmenu", (event) => {
    event.preventDefault();
    if (shown && !shown.isNew) outline.remove(shown.index);
    showAt(null);
  });

  /** Moves the handle to where its corner is now. */
  function follow() {
    if (!shown || shown.isNew) return;
    const [lon, lat] = outline.corners()?.[shown.index] ?? [shown.lon, shown.lat];
    shown = { ...shown, lon, lat };
    marker.setLngLat([lon, lat]);
  }

  return { hide: () => showAt(null), follow };
}

/** How near a click or a tap has to be. @param {import("maplibre-gl").MapMouseEvent} event */
export const reachOf = ({ originalEvent }) =>
  /** @type {Partial<PointerEvent>} */ (originalEvent).pointerType === "touch" ? FINGER_PIXELS : REACH_PIXELS;

/**
 * Returns the corner nearest to a point of the screen, or else the nearest middle of a leg, on the copy of the world that the
 * pointer is over; `null` if none is within reach.
 * @param {import("maplibre-gl").Map} map @param {GeoJSON.Position[]} corners @param {{ x: number, y: number }} point @param {number} reach pixels
 * @returns {Corner | null}
 */
export function nearest(map, corners, { x, y }, reach) {
  const [pointer, edge] = [map.unproject([x, y]), map.unproject([x + reach, y + reach])];
  const [wide, high] = [Math.abs(edge.lng - pointer.lng), 1.1 * Math.abs(edge.lat - pointer.lat)];
  /** Returns degrees east of the pointer, from -180 to 180. @param {number} lon */
  const eastward = (lon) => ((((lon - pointer.lng + 180) % 360) + 360) % 360) - 180;
  /** @type {Corner | null} */
  let nearestSoFar = null;
  let least = reach;
  /** @param {number} east @param {number} lat @param {{ index: number, isNew: boolean }} which */
  function consider(east, lat, which) {
    // Most are nowhere near, which needs no projection to see.
    if (Math.abs(east) > wide || Math.abs(lat - pointer.lat) > high) return;
    const lon = pointer.lng + east;
    const at = map.project([lon, lat]);
    const away = Math.hypot(at.x - x, at.y - y);
    if (away > least) return;
    least = away;
    nearestSoFar = { ...which, lon, lat };
  }
  for (const [index, [lon, lat]] of corners.entries()) consider(eastward(lon), lat, { index, isNew: false });
  // A corner takes precedence over the middle of a leg, however near that is.
  if (nearestSoFar) return nearestSoFar;
  for (let index = 1; index < corners.length; index++) {
    const [[lon, lat], [nextLon, nextLat]] = [corners[index - 1], corners[index]];
    consider(eastward((lon + nextLon) / 2), (lat + nextLat) / 2, { index, isNew: true });
  }
  return nearestSoFar;
}
