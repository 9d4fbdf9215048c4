// The marks of what is new: a layer above the incidents and below the labels, which never hides an incident.
import { MARK_BOX, marks } from "../news/mark.js";

/** Layers above it: what is picked, and the labels. */
const ABOVE = "picked-ring";
const ID = "news-marks";
/** Images are drawn at twice the size they are shown at. */
const SCALE = 2;
/** White under the ink, so that a mark is seen on any ground. */
const HALO = 5;
const INK = 2.4;

/** @param {import("../news/entries.js").What} what @returns {ImageData} */
function drawMark(what) {
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = (MARK_BOX + 4) * SCALE;
  const context = /** @type {CanvasRenderingContext2D} */ (
    canvas.getContext("2d", { willReadFrequently: true })
  );
  context.setTransform(SCALE, 0, 0, SCALE, 2 * SCALE, 2 * SCALE);
  context.lineCap = "round";
  const path = new Path2D(marks[what].path);
  for (const [width, colour] of /** @type {const} */ ([
    [HALO, "#ffffff"],
    [INK, marks[what].ink],
  ])) {
    context.lineWidth = width;
    context.strokeStyle = colour;
    context.stroke(path);
  }
  return context.getImageData(0, 0, canvas.width, canvas.height);
}

/** @param {import("maplibre-gl").Map} map */
export function createNewsLayer(map) {
  for (const what of /** @type {const} */ (["added", "changed"]))
    if (!map.hasImage(`news-${what}`)) map.addImage(`news-${what}`, drawMark(what), { pixelRatio: SCALE });
  map.addSource(ID, { type: "geojson", data: collectionOf([]) });
  map.addLayer(
    {
      id: ID,
      type: "symbol",
      source: ID,
      layout: {
        "icon-image": ["concat", "news-", ["get", "what"]],
        "icon-size": ["interpolate", ["linear"], ["zoom"], 4, 0.6, 7, 0.95, 10, 1.35],
        "icon-allow-overlap": true,
        "icon-ignore-placement": true,
      },
    },
    ABOVE,
  );
  return {
    /** @param {{ what: "added" | "changed", at: [number, number] }[]} marked */
    setMarks(marked) {
      const source = /** @type {import("maplibre-gl").GeoJSONSource} */ (map.getSource(ID));
      source.setData(collectionOf(marked));
    },
  };
}

/** @param {{ what: "added" | "changed", at: [number, number] }[]} marked @returns {GeoJSON.FeatureCollection} */
const collectionOf = (marked) => ({
  type: "FeatureCollection",
  features: marked.map(({ what, at }) => ({
    type: "Feature",
    properties: { what },
    geometry: { type: "Point", coordinates: at },
  })),
});
