// What the camera sees, in the numbers that the shaders and the search for visible rows need.
import { MercatorCoordinate } from "maplibre-gl";
import { EAST, SOUTH } from "./pack.js";

/** How far outside of the screen rows may lie whose marks reach into it, pixels. */
const MARGIN = 96;

/** @typedef {ReturnType<typeof viewOf>} View */

/**
 * Computes the view; the map of this page is never rotated or tilted, so that it sees a box.
 *
 * @param {import("maplibre-gl").Map} map
 * @param {WebGL2RenderingContext} gl
 * @param {import("maplibre-gl").CustomRenderMethodInput} input
 */
export function viewOf(map, gl, { defaultProjectionData: { mainMatrix } }) {
  const { drawingBufferWidth: width, drawingBufferHeight: height } = gl;
  const zoom = map.getZoom();
  const ratio = map.getPixelRatio();
  const margin = Math.ceil(MARGIN * ratio);
  const world = 512 * 2 ** zoom * ratio;
  const middle = MercatorCoordinate.fromLngLat(map.getCenter());
  // Positions are subtracted from the centre, so it has to lie on their grid.
  const [x, y] = [Math.round(middle.x * EAST), Math.round(middle.y * SOUTH)];
  const [halfAcross, halfDown] = [(width / 2 + margin) / world, (height / 2 + margin) / world];
  const furtherCopies = map.getRenderWorldCopies() ? Math.max(0, Math.ceil(halfAcross - 0.5)) : 0;
  const column = (/** @type {number} */ n) => Array.from(mainMatrix).slice(4 * n, 4 * n + 4);
  const [toEast, toSouth, origin] = [column(0), column(1), column(3)];
  return {
    ...{ width, height, zoom, ratio, margin },
    centre: [x >>> 0, y >>> 0],
    /** The centre in clip space; `toEast` and `toSouth` are the width and the height of a whole world there. */
    base: origin.map((value, i) => value + (toEast[i] * x) / EAST + (toSouth[i] * y) / SOUTH),
    toEast,
    toSouth,
    /** Which copies of the world are drawn beside each other: a small one repeats on a wide screen. */
    copies: Array.from({ length: 2 * furtherCopies + 1 }, (_, i) => i - furtherCopies),
    /** In widths of the world; west and east may lie beyond 0 and 1. */
    box: {
      west: x / EAST - halfAcross,
      east: x / EAST + halfAcross,
      north: y / SOUTH - halfDown,
      south: y / SOUTH + halfDown,
    },
  };
}
