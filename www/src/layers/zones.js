// Own zones in force on the map: a dashed outline above what is drawn, so that they are no shapes like any other. What is restricted has
// shorter dashes than what nobody enters.
import { asking } from "../asking.js";
import { mapColours } from "../map-colours.js";
import { questionFor } from "../shapes.js";
import { isExpired } from "../zones/in-force.js";
import { circleRing } from "./outline.js";
import { showSource } from "./visibility.js";

/** @typedef {import("../shapes.js").Shape} Shape */

/** The dashes of what is closed or no-go, and of what is restricted, in widths of the line. */
export const DASHES = { barred: [4, 2], restricted: [1, 1.5] };
/** @typedef {keyof typeof DASHES} Look */
const LOOKS = /** @type {Look[]} */ (Object.keys(DASHES));
const WIDTH = 2;

/** Lists the outlines of the zones in force on a day, by how they look. @param {readonly Shape[]} shapes @param {string} today */
export function zoneOutlines(shapes, today) {
  /** @type {Record<Look, GeoJSON.Feature<GeoJSON.LineString>[]>} */
  const outlines = { barred: [], restricted: [] };
  for (const shape of shapes) {
    const { bar } = shape;
    if (!bar || isExpired(bar, today) || questionFor(shape) === null) continue;
    const coordinates = outlineOf(shape);
    outlines[bar.as === "avoid" ? "restricted" : "barred"].push({
      ...{ type: "Feature", properties: { name: shape.name } },
      geometry: { type: "LineString", coordinates },
    });
  }
  return outlines;
}

/** @param {Shape} shape @returns {GeoJSON.Position[]} */
function outlineOf({ geometry, km }) {
  if (geometry.type === "Point") return circleRing(geometry.coordinates, km);
  return geometry.type === "Polygon" ? geometry.coordinates[0] : geometry.coordinates;
}

/** @param {import("maplibre-gl").Map} map @param {import("../page-state.js").PageStore} store */
export function createZoneLayer(map, store) {
  const { halo, ink } = mapColours();
  for (const look of LOOKS) {
    const source = `zones-${look}`;
    map.addSource(source, { type: "geojson", data: { type: "FeatureCollection", features: [] } });
    for (const [part, paint] of /** @type {[string, object][]} */ ([
      ["ground", { "line-color": halo, "line-width": WIDTH + 2 }],
      ["dashes", { "line-color": ink, "line-width": WIDTH, "line-dasharray": DASHES[look] }],
    ]))
      map.addLayer({
        id: `${source}-${part}`,
        type: "line",
        source,
        layout: { "line-join": "round" },
        paint,
      });
    showSource(map, source, false);
  }
  let drawn = "";

  function draw() {
    const outlines = zoneOutlines(store.get().drawn.shapes, asking().today);
    const now = JSON.stringify(outlines);
    if (now === drawn) return;
    drawn = now;
    for (const look of LOOKS) {
      const source = /** @type {import("maplibre-gl").GeoJSONSource} */ (map.getSource(`zones-${look}`));
      source.setData({ type: "FeatureCollection", features: outlines[look] });
      showSource(map, `zones-${look}`, outlines[look].length > 0);
    }
  }
  store.subscribe((state) => state.drawn.shapes, draw);
  draw();
}
