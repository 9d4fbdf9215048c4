// Thins lines to what a screen can show, for drawing only: a track has 100,000 corners, and a screen 2,000 pixels. What the map
// does not get it need not copy to its worker and cut into tiles, in every step of a drag.
import simplify from "simplify-js";
import { cutIntoParts } from "./lines.js";

/** How far from its corners a line may be drawn, pixels. */
const TOLERANCE_PIXELS = 0.375;
/** How many legs are thinned at a time: the work grows with the square of the corners of a hostile line. */
const PART_LEGS = 250;
const TILE_PIXELS = 512;
/** The edge of the map, degrees of latitude. */
const MAX_LATITUDE = 85.06;

/**
 * Thins a line by the algorithm of Douglas and Peucker, in the map's own projection.
 * @param {GeoJSON.Position[]} line @param {number} zoom the highest at which it is drawn
 * @returns {GeoJSON.Position[]} its ends, and the corners that make a difference
 */
export const thin = (line, zoom) => createThinner()(line, zoom);

/** Creates a function that thins a line in every step of a drag, and does only the parts that changed. */
export function createThinner() {
  /** @type {{ corners: GeoJSON.Position[], drawn: GeoJSON.Position[] }[]} */
  let parts = [];
  let level = Number.NaN;

  /** Thins as {@link thin} does. @param {GeoJSON.Position[]} line @param {number} zoom */
  return (line, zoom) => {
    const previous = zoom === level ? parts : [];
    level = zoom;
    parts = cutIntoParts(line, PART_LEGS).map((corners, i) =>
      previous[i] && hasSameCorners(previous[i].corners, corners)
        ? previous[i]
        : { corners, drawn: simplifyPart(corners, zoom) },
    );
    return parts.flatMap(({ drawn }, i) => (i > 0 ? drawn.slice(1) : drawn));
  };
}

/** Tells whether the corners are the very same objects, as callers look them up by identity. @param {GeoJSON.Position[]} a @param {GeoJSON.Position[]} b */
const hasSameCorners = (a, b) => a.length === b.length && a.every((corner, i) => corner === b[i]);

/** @param {GeoJSON.Position[]} corners @param {number} zoom */
function simplifyPart(corners, zoom) {
  const tolerance = TOLERANCE_PIXELS / (TILE_PIXELS * 2 ** zoom);
  const kept = /** @type {ReturnType<typeof project>[]} */ (simplify(corners.map(project), tolerance, true));
  return kept.map(({ corner }) => corner);
}

/** Projects a corner by Mercator, in widths of the whole map. @param {GeoJSON.Position} corner */
function project(corner) {
  const lat = Math.max(-MAX_LATITUDE, Math.min(MAX_LATITUDE, corner[1]));
  const y = Math.log(Math.tan(Math.PI / 4 + (lat * Math.PI) / 360)) / (2 * Math.PI);
  return { corner, x: corner[0] / 360, y };
}
