// Lines thinned to what a screen can show, for the eye only: a track has 100,000 corners, and a screen 2,000 pixels. What
// the map never gets it neither copies to its worker nor cuts into tiles, in every step of a drag.
import simplify from "simplify-js";
import { inParts } from "./lines.js";

/** Pixels by which a line may be drawn beside its corners. */
const TOLERANCE = 0.375;
/** Corners that are thinned at a time: the work of a hostile line grows with the square of its corners. */
const TOGETHER = 250;
const TILE_PIXELS = 512;
/** The map ends here. */
const NORTHERNMOST = 85.06;

/**
 * By Douglas and Peucker's way, on the map's own projection.
 * @param {GeoJSON.Position[]} line @param {number} zoom at which it is drawn, or less
 * @returns {GeoJSON.Position[]} its ends, and those of its corners that matter
 */
export const thin = (line, zoom) => createThinner()(line, zoom);

/** Thins a line that is dragged, one step after the other: what is as it was is not looked at again. */
export function createThinner() {
  /** @type {{ corners: GeoJSON.Position[], drawn: GeoJSON.Position[] }[]} */
  let parts = [];
  let level = Number.NaN;

  /** As {@link thin}. @param {GeoJSON.Position[]} line @param {number} zoom */
  return (line, zoom) => {
    const known = zoom === level ? parts : [];
    level = zoom;
    parts = inParts(line, TOGETHER).map((corners, i) =>
      known[i] && isSame(known[i].corners, corners)
        ? known[i]
        : { corners, drawn: simplified(corners, zoom) },
    );
    return parts.flatMap(({ drawn }, i) => (i > 0 ? drawn.slice(1) : drawn));
  };
}

/** The very same corners, as those that are drawn are looked up by what they are. @param {GeoJSON.Position[]} a @param {GeoJSON.Position[]} b */
const isSame = (a, b) => a.length === b.length && a.every((corner, i) => corner === b[i]);

/** @param {GeoJSON.Position[]} corners @param {number} zoom */
function simplified(corners, zoom) {
  const tolerance = TOLERANCE / (TILE_PIXELS * 2 ** zoom);
  const kept = /** @type {ReturnType<typeof onMap>[]} */ (simplify(corners.map(onMap), tolerance, true));
  return kept.map(({ corner }) => corner);
}

/** In shares of the whole map, Mercator's way. @param {GeoJSON.Position} corner */
function onMap(corner) {
  const lat = Math.max(-NORTHERNMOST, Math.min(NORTHERNMOST, corner[1]));
  const y = Math.log(Math.tan(Math.PI / 4 + (lat * Math.PI) / 360)) / (2 * Math.PI);
  return { corner, x: corner[0] / 360, y };
}
