// Moves the corners of a line that has too many for a handle on each: one handle, at the corner under the pointer.
import { Marker } from "maplibre-gl";
import { el } from "./dom.js";

/** How near the pointer has to come to a corner, in pixels. */
const REACH = 12;

/** @typedef {{ index: number, lon: number, lat: number }} Corner */

/**
 * @param {import("maplibre-gl").Map} map
 * @param {{
 *   corners: () => GeoJSON.Position[] | null,
 *   move: (index: number, at: GeoJSON.Position) => void,
 *   moved: () => void,
 *   remove: (index: number) => void,
 * }} line `corners`: those of the line that is edited, `null` for none; `moved`: a corner is let go
 */
export function createCornerHandle(map, line) {
  const element = el("div", {
    class: "corner-handle",
    title: "Drag to move this corner; right-click to take it out",
  });
  const marker = new Marker({ element, draggable: true });
  /** @type {number | null} */
  let held = null;
  let dragging = false;

  /** @param {Corner | null} corner */
  function hold(corner) {
    if (corner) {
      marker.setLngLat([corner.lon, corner.lat]);
      if (held === null) marker.addTo(map);
    } else if (held !== null) {
      marker.remove();
      dragging = false;
    }
    held = corner ? corner.index : null;
  }

  map.on("mousemove", ({ point }) => {
    const corners = dragging ? null : line.corners();
    if (corners) hold(nearest(map, corners, point));
    else if (!dragging) hold(null);
  });
  // A drag goes on where the pointer goes, also over the cards that lie on the map.
  element.addEventListener("pointerdown", (event) => {
    element.setPointerCapture(event.pointerId);
    // From here on and not from the first move, by which a fast pointer is out of reach already.
    dragging = event.button === 0;
  });
  element.addEventListener("lostpointercapture", () => {
    dragging = false;
    line.moved();
  });
  marker.on("drag", () => {
    const { lng, lat } = marker.getLngLat();
    if (held !== null) line.move(held, [lng, lat]);
  });
  element.addEventListener("contextmenu", (event) => {
    event.preventDefault();
    if (held !== null) line.remove(held);
    hold(null);
  });

  return { hide: () => hold(null) };
}

/**
 * The corner nearest to a point of the screen, on the copy of the world that the pointer is over.
 * @param {import("maplibre-gl").Map} map @param {GeoJSON.Position[]} corners @param {{ x: number, y: number }} point
 * @returns {Corner | null}
 */
function nearest(map, corners, { x, y }) {
  const [pointer, edge] = [map.unproject([x, y]), map.unproject([x + REACH, y + REACH])];
  const [wide, high] = [Math.abs(edge.lng - pointer.lng), Math.abs(edge.lat - pointer.lat)];
  /** @type {Corner | null} */
  let found = null;
  let least = REACH;
  corners.forEach(([cornerLon, lat], index) => {
    const east = ((((cornerLon - pointer.lng + 180) % 360) + 360) % 360) - 180;
    // Most corners are nowhere near, and are told so without being projected.
    if (Math.abs(east) > wide || Math.abs(lat - pointer.lat) > 1.1 * high) return;
    const lon = pointer.lng + east;
    const at = map.project([lon, lat]);
    const away = Math.hypot(at.x - x, at.y - y);
    if (away > least) return;
    least = away;
    found = { index, lon, lat };
  });
  return found;
}
