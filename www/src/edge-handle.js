// The handle on the edge of a circle, which changes its radius. It waits in the east, and comes to the mouse wherever that is near the
// edge, so that the edge can be dragged anywhere.
import { Marker } from "maplibre-gl";
import { el, setText } from "./dom.js";
import { formatKm } from "./format.js";
import { circleRing, distanceKm } from "./layers/outline.js";
import { KM_LIMITS } from "./shapes.js";
import { words } from "./words/index.js";

/** How near the mouse has to come to the edge, pixels. */
const REACH_PIXELS = 10;
/** How much of its circle a handle needs, pixels: on a smaller one it would lie on the centre. */
const MIN_RADIUS_PIXELS = 14;

/** @typedef {{ centre: GeoJSON.Position, km: number }} Circle */

/**
 * @param {import("maplibre-gl").Map} map
 * @param {{ circle: () => Circle | null, resize: (km: number) => void, release: () => void }} page `circle` returns the one that is
 *   edited; `release` is called when the pointer lets go
 */
export function createEdgeHandle(map, page) {
  const label = el("span", { class: "edge-label", hidden: true });
  const element = el("div", { class: "edge-handle", title: words.draw.edge }, label);
  const marker = new Marker({ element });
  let isShown = false;
  /** Where it is, as a number of the ring's corners clockwise from north. */
  let corner = 24;
  /** The pointer's offset from its middle. @type {{ x: number, y: number } | null} */
  let grip = null;

  /** @param {Circle} circle */
  function place({ centre, km }) {
    marker.setLngLat(/** @type {[number, number]} */ (circleRing(centre, km)[corner]));
    if (!isShown) marker.addTo(map);
    isShown = true;
    setText(label, formatKm(km));
  }

  /** Shows it where the circle's edge is now, or hides it. */
  function follow() {
    const circle = page.circle();
    if (circle && (grip || radiusPixels(map, circle) >= MIN_RADIUS_PIXELS)) return place(circle);
    if (isShown) marker.remove();
    isShown = false;
  }

  map.on("mousemove", ({ point }) => {
    const circle = grip ? null : page.circle();
    if (!circle || !isShown) return;
    const at = map.unproject(point);
    const km = distanceKm(circle.centre, [at.lng, at.lat]);
    const perPixel = circle.km / radiusPixels(map, circle);
    const next =
      Math.abs(km - circle.km) <= REACH_PIXELS * perPixel ? nearestCorner(map, circle, point) : corner;
    if (next === corner) return;
    corner = next;
    place(circle);
  });
  map.on("zoomend", follow);

  element.addEventListener("pointerdown", ({ button, pointerId, x, y }) => {
    // The drag continues wherever the pointer goes, also off the map.
    element.setPointerCapture(pointerId);
    if (button !== 0) return;
    const middle = map.project(marker.getLngLat());
    grip = { x: x - middle.x, y: y - middle.y };
    label.hidden = false;
  });
  for (const begin of /** @type {const} */ (["mousedown", "touchstart"]))
    map.on(begin, (event) => grip && event.preventDefault());
  element.addEventListener("pointermove", ({ x, y }) => {
    const circle = page.circle();
    if (!grip || !circle) return;
    const { lng, lat } = map.unproject([x - grip.x, y - grip.y]);
    const km = usableKm(distanceKm(circle.centre, [lng, lat]));
    if (km !== circle.km) page.resize(km);
  });
  element.addEventListener("lostpointercapture", () => {
    grip = null;
    label.hidden = true;
    page.release();
  });

  return { follow };
}

/** Rounds a radius to what a hand can mean, within the limits. @param {number} km */
export function usableKm(km) {
  const step = km < 10 ? 0.1 : km < 100 ? 0.5 : 1;
  const rounded = Math.round(Math.round(km / step) * step * 10) / 10;
  return Math.min(KM_LIMITS.max, Math.max(KM_LIMITS.min, rounded));
}

/** @param {import("maplibre-gl").Map} map @param {Circle} circle */
function radiusPixels(map, { centre, km }) {
  const ring = circleRing(centre, km);
  const [north, south] = [ring[0], ring[48]].map(([lon, lat]) => map.project([lon, lat]));
  return Math.abs(south.y - north.y) / 2;
}

/** @param {import("maplibre-gl").Map} map @param {Circle} circle @param {{ x: number, y: number }} point */
function nearestCorner(map, { centre, km }, { x, y }) {
  const away = circleRing(centre, km).map(([lon, lat]) => {
    const at = map.project([lon, lat]);
    return Math.hypot(at.x - x, at.y - y);
  });
  return away.indexOf(Math.min(...away));
}
