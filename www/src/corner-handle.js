// Moves the corners of an outline that has too many for a handle on each: one handle, at the corner under the pointer, or
// half-way to the next, where a new one is made.
import { Marker } from "maplibre-gl";
import { el } from "./dom.js";

/** How near the pointer has to come, in pixels. */
const REACH = 12;
/** Fewer pixels are no drag: a hand is not that still when it clicks. */
const STILL = 3;

/** @typedef {{ x: number, y: number }} Point in pixels */
/** @typedef {{ index: number, lon: number, lat: number, isNew: boolean }} Corner `isNew`: it would be inserted before `index` */
const TITLES = {
  corner: "Drag to move this corner; right-click to take it out",
  leg: "Drag to add a corner",
};

/**
 * @param {import("maplibre-gl").Map} map
 * @param {{
 *   corners: () => GeoJSON.Position[] | null,
 *   insert: (index: number, at: GeoJSON.Position) => void,
 *   move: (index: number, at: GeoJSON.Position) => void,
 *   moved: () => void,
 *   remove: (index: number) => void,
 * }} outline `corners`: those that are edited, an area's first one last as well; `null` for none; `moved`: one is let go
 */
export function createCornerHandle(map, outline) {
  const element = el("div", { class: "corner-handle" });
  const marker = new Marker({ element });
  /** @type {Corner | null} */
  let held = null;
  /** `from`: where the pointer took hold of the handle; `grip`: how far that was from the map's point under its middle. @type {{ from: Point, grip: Point, moves: boolean } | null} */
  let drag = null;

  /** @param {Corner | null} corner */
  function hold(corner) {
    if (corner) {
      marker.setLngLat([corner.lon, corner.lat]);
      element.title = corner.isNew ? TITLES.leg : TITLES.corner;
      element.classList.toggle("new", corner.isNew);
      if (!held) marker.addTo(map);
    } else if (held) {
      marker.remove();
      drag = null;
    }
    held = corner;
  }

  map.on("mousemove", ({ point }) => {
    const corners = drag ? null : outline.corners();
    if (corners) hold(nearest(map, corners, point));
    else if (!drag) hold(null);
  });
  // Not the marker's own drag, which moves it at once: a frame before the answer keeps the engine from the processor. The
  // handle follows with the outline. And a pointer's event comes before the mouse's.
  element.addEventListener("pointerdown", ({ button, pointerId, x, y }) => {
    // A drag goes on where the pointer goes, also over the cards that lie on the map.
    element.setPointerCapture(pointerId);
    if (button !== 0) return;
    const middle = map.project(marker.getLngLat());
    drag = { from: { x, y }, grip: { x: x - middle.x, y: y - middle.y }, moves: false };
  });
  for (const begin of /** @type {const} */ (["mousedown", "touchstart"]))
    map.on(begin, (event) => drag && event.preventDefault());
  element.addEventListener("pointermove", ({ x, y }) => {
    if (!held || !drag) return;
    const { from, grip } = drag;
    drag.moves ||= Math.hypot(x - from.x, y - from.y) >= STILL;
    if (!drag.moves) return;
    const { lng, lat } = map.unproject([x - grip.x, y - grip.y]);
    if (held.isNew) {
      outline.insert(held.index, [held.lon, held.lat]);
      held = { ...held, isNew: false };
    }
    outline.move(held.index, [lng, lat]);
  });
  element.addEventListener("lostpointercapture", () => {
    drag = null;
    outline.moved();
  });
  element.addEventListener("contextmenu", (event) => {
    event.preventDefault();
    if (held && !held.isNew) outline.remove(held.index);
    hold(null);
  });

  /** Puts the handle where its corner is now. */
  function follow() {
    if (!held || held.isNew) return;
    const [lon, lat] = outline.corners()?.[held.index] ?? [held.lon, held.lat];
    held = { ...held, lon, lat };
    marker.setLngLat([lon, lat]);
  }

  return { hide: () => hold(null), follow };
}

/**
 * The corner nearest to a point of the screen, or else the middle of a leg, on the copy of the world that the pointer is over.
 * @param {import("maplibre-gl").Map} map @param {GeoJSON.Position[]} corners @param {{ x: number, y: number }} point
 * @returns {Corner | null}
 */
function nearest(map, corners, { x, y }) {
  const [pointer, edge] = [map.unproject([x, y]), map.unproject([x + REACH, y + REACH])];
  const [wide, high] = [Math.abs(edge.lng - pointer.lng), 1.1 * Math.abs(edge.lat - pointer.lat)];
  /** Degrees east of the pointer, the short way. @param {number} lon */
  const eastward = (lon) => ((((lon - pointer.lng + 180) % 360) + 360) % 360) - 180;
  /** @type {Corner | null} */
  let found = null;
  let least = REACH;
  /** @param {number} east @param {number} lat @param {{ index: number, isNew: boolean }} which */
  function look(east, lat, which) {
    // Most are nowhere near, and are told so without being projected.
    if (Math.abs(east) > wide || Math.abs(lat - pointer.lat) > high) return;
    const lon = pointer.lng + east;
    const at = map.project([lon, lat]);
    const away = Math.hypot(at.x - x, at.y - y);
    if (away > least) return;
    least = away;
    found = { ...which, lon, lat };
  }
  for (const [index, [lon, lat]] of corners.entries()) look(eastward(lon), lat, { index, isNew: false });
  // A corner goes before a middle, however near.
  if (found) return found;
  for (let index = 1; index < corners.length; index++) {
    const [[lon, lat], [nextLon, nextLat]] = [corners[index - 1], corners[index]];
    look(eastward((lon + nextLon) / 2), (lat + nextLat) / 2, { index, isNew: true });
  }
  return found;
}
