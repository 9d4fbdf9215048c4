// Radii as a hand draws them: which one two taps at one place did not tell, and what stands in for it.
import { pixelsAtZoom0 } from "./layers/outline.js";

/** Two taps that are nearer to each other than this are at one place: they tell no radius. */
const ONE_PLACE_PIXELS = 12;
/** Around a site, if the screen shows as much. */
const USUAL_KM = 25;
/** What share of the screen's shorter side a radius may have that nobody drew. */
const SHARE_OF_SCREEN = 0.3;
const STEPS = [1, 2, 2.5, 5];

/** Tells whether a circle is too small on the screen to have been meant. @param {number} km @param {number} lat @param {number} zoom */
export const isAtOnePlace = (km, lat, zoom) => pixelsAtZoom0(km, lat) * 2 ** zoom < ONE_PLACE_PIXELS;

/**
 * Returns a radius to begin with: that of a usual site, or a round one that fits the screen.
 * @param {number} lat @param {number} zoom @param {number} side of the screen, the shorter one, pixels
 */
export function firstRadius(lat, zoom, side) {
  const most = (SHARE_OF_SCREEN * side) / (pixelsAtZoom0(1, lat) * 2 ** zoom);
  if (most >= USUAL_KM) return USUAL_KM;
  const power = 10 ** Math.floor(Math.log10(most));
  const round = STEPS.filter((step) => step * power <= most).at(-1) ?? 1;
  return Math.max(0.1, Math.floor(round * power * 10 + 1e-9) / 10);
}

/** Returns the radius to begin with, for a circle whose drawing told none. @param {import("maplibre-gl").Map} map @param {import("./shapes.js").Shape} shape */
export function radiusInstead(map, { geometry, km }) {
  if (geometry.type !== "Point") return null;
  const [, lat] = geometry.coordinates;
  return isAtOnePlace(km, lat, map.getZoom()) ? radiusAt(map, lat) : null;
}

/** @param {import("maplibre-gl").Map} map @param {number} lat */
export function radiusAt(map, lat) {
  const { clientWidth, clientHeight } = map.getContainer();
  return firstRadius(lat, map.getZoom(), Math.min(clientWidth, clientHeight));
}
