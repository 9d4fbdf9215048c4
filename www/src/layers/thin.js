// Lines thinned to what a screen can show, for the eye only: a track has 100,000 corners, and a screen 2,000 pixels. What
// the map never gets it neither copies to its worker nor cuts into tiles, in every step of a drag.
import simplify from "simplify-js";

/** Pixels by which a line may be drawn beside its corners. */
const TOLERANCE = 0.375;
/** Corners that are thinned at a time: the work of a hostile line grows with the square of its corners. */
const TOGETHER = 500;
const TILE_PIXELS = 512;
/** The map ends here. */
const NORTHERNMOST = 85.06;

/**
 * By Douglas and Peucker's way, on the map's own projection.
 * @param {GeoJSON.Position[]} line @param {number} zoom at which it is drawn, or less
 * @returns {GeoJSON.Position[]} its ends, and those of its corners that matter
 */
export function thin(line, zoom) {
  const tolerance = TOLERANCE / (TILE_PIXELS * 2 ** zoom);
  const thinned = [];
  for (let first = 0; first < line.length - 1; first += TOGETHER) {
    const corners = line.slice(first, first + TOGETHER + 1).map(onMap);
    const kept = /** @type {ReturnType<typeof onMap>[]} */ (simplify(corners, tolerance, true));
    // Each part begins where the one before it ends.
    for (const { corner } of first > 0 ? kept.slice(1) : kept) thinned.push(corner);
  }
  return thinned;
}

/** In shares of the whole map, Mercator's way. @param {GeoJSON.Position} corner */
function onMap(corner) {
  const lat = Math.max(-NORTHERNMOST, Math.min(NORTHERNMOST, corner[1]));
  const y = Math.log(Math.tan(Math.PI / 4 + (lat * Math.PI) / 360)) / (2 * Math.PI);
  return { corner, x: corner[0] / 360, y };
}
