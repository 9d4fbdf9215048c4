// The region on the map: the mean centres of the last periods with their ellipses, and the circles of groups. It lies below the labels.
import { mapColours } from "../map-colours.js";
import { circleRing, ellipseRing } from "./outline.js";
import { showSource } from "./visibility.js";

/** @typedef {{ colour: string, dash?: [number, number, ...number[]] }} PeriodMark dashes are in widths of the line */

/** From the newest period on. No two have the same dashes. @type {readonly PeriodMark[]} */
export const PERIOD_MARKS = [
  { colour: "#9a3b00" },
  { colour: "#1d4e70", dash: [4, 1.5] },
  { colour: "#00695f", dash: [1, 1] },
  { colour: "#5b4a7d", dash: [4, 1.5, 1, 1.5] },
];
/** Which side of a label its place is at: mean centres are near each other, and their labels each on another side. */
const ANCHORS = ["left", "right", "bottom", "top"];
const GROUP_COLOUR = "#7a0f4f";
/** Groups that chance makes as often are fainter. @type {PeriodMark} */
const USUAL_GROUP = { colour: "#b98aa6", dash: [2, 2] };
const ID = "region";
const FONT = ["system-ui", "sans-serif"];
const ABOVE = "country-labels";

/** @param {GeoJSON.Geometry} geometry @param {GeoJSON.GeoJsonProperties} properties @returns {GeoJSON.Feature} */
const feature = (geometry, properties) => ({ type: "Feature", properties, geometry });

/** Tells whether chance rarely makes such a group. @param {Pick<import("geobit").Cluster, "p">} group */
export const isUnusual = ({ p }) => p < 0.05;

/** @param {import("maplibre-gl").Map} map */
export function createRegionLayer(map) {
  map.addSource(ID, { type: "geojson", data: { type: "FeatureCollection", features: [] }, tolerance: 0 });
  const lines = [...PERIOD_MARKS, { colour: GROUP_COLOUR, dash: undefined }, USUAL_GROUP];
  // Dashes are the same for a whole layer.
  for (const [style, { colour, dash }] of lines.entries())
    map.addLayer(
      {
        ...{ id: `region-${style}`, type: "line", source: ID, filter: ["==", ["get", "style"], style] },
        paint: {
          "line-color": colour,
          "line-width": ["case", ["boolean", ["get", "chosen"], false], 5, 2.6],
          ...(dash && { "line-dasharray": dash }),
        },
      },
      ABOVE,
    );
  map.addLayer({
    ...{ id: "region-places", type: "circle", source: ID, filter: ["has", "label"] },
    paint: {
      "circle-radius": 5,
      "circle-color": ["get", "colour"],
      "circle-stroke-color": mapColours().halo,
      "circle-stroke-width": 1.5,
    },
  });
  map.addLayer({
    ...{ id: "region-labels", type: "symbol", source: ID, filter: ["has", "label"] },
    layout: {
      ...{ "text-field": ["get", "label"], "text-font": FONT, "text-size": 13, "text-allow-overlap": true },
      ...{ "text-anchor": ["get", "anchor"], "text-radial-offset": 0.7 },
    },
    paint: {
      ...{ "text-color": ["get", "colour"], "text-halo-color": mapColours().halo, "text-halo-width": 2 },
    },
  });
  showSource(map, ID, false);

  return {
    /**
     * @param {readonly { label: string, mean: import("geobit").Position, ellipse: NonNullable<import("geobit").RegionPeriod["ellipse"]> }[]} periods from the newest on, as many as there are marks
     * @param {readonly Pick<import("geobit").Cluster, "centre" | "radiusKm" | "p">[]} groups
     * @param {number} chosen which of the groups stands out
     */
    set(periods, groups, chosen) {
      const features = [
        ...periods.flatMap(({ label, mean, ellipse }, style) => [
          feature({ type: "LineString", coordinates: ellipseRing(mean, ellipse) }, { style }),
          feature(
            { type: "Point", coordinates: mean },
            { label, colour: PERIOD_MARKS[style].colour, anchor: ANCHORS[style] },
          ),
        ]),
        ...groups.flatMap(({ centre, radiusKm, p }, i) => [
          feature(
            { type: "LineString", coordinates: circleRing(centre, radiusKm) },
            { style: PERIOD_MARKS.length + (isUnusual({ p }) ? 0 : 1), chosen: i === chosen },
          ),
          feature(
            { type: "Point", coordinates: centre },
            { label: String(i + 1), colour: GROUP_COLOUR, anchor: ANCHORS[0] },
          ),
        ]),
      ];
      const source = /** @type {import("maplibre-gl").GeoJSONSource} */ (map.getSource(ID));
      source.setData({ type: "FeatureCollection", features });
      showSource(map, ID, features.length > 0);
    },
  };
}
