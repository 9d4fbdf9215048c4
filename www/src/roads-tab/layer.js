// Roads, ways and reaches on the map. Roads lie below the incidents, ways above them.
import { showSource } from "../layers/visibility.js";
import { mapColours } from "../map-colours.js";
import { plainText } from "../plain-text.js";

/** @typedef {import("maplibre-gl").ExpressionSpecification} Expression */

const EMPTY = /** @type {GeoJSON.FeatureCollection} */ ({ type: "FeatureCollection", features: [] });
const NETWORK = "roads";
const WAYS = "ways";
const REACH = "reach";
/** Borders come with the page. */
const NOT_DRAWN = "border";

/** How wide each class is, pixels; those that are not named are as narrow as the last. */
const WIDTHS = /** @type {const} */ ({ motorway: 2, trunk: 2, primary: 1.6, secondary: 1.3, tertiary: 1 });
const NARROWEST = 0.7;
/** @type {Expression} */
const kind = ["get", "kind"];
/** @type {Expression} */
const isChosen = ["get", "chosen"];

/** @param {number} factor @returns {any} */
const widths = (factor) => [
  "match",
  kind,
  ...Object.entries(WIDTHS).flatMap(([name, width]) => [name, factor * width]),
  factor * NARROWEST,
];

/** @returns {any} */
function colours() {
  const { motorway, roadEdge, river } = mapColours();
  return ["match", kind, ["motorway", "trunk"], motorway, "river", river, roadEdge];
}

/** @param {import("maplibre-gl").Map} map */
export function createRoadLayers(map) {
  const { way, chosenWay, reach } = mapColours();
  for (const source of [WAYS, REACH]) map.addSource(source, { type: "geojson", data: EMPTY });
  map.addLayer(
    {
      ...{ id: "reach-ground", type: "fill", source: REACH },
      paint: { "fill-color": reach, "fill-opacity": 0.16 },
    },
    "country-labels",
  );
  map.addLayer(
    {
      ...{ id: "reach-edge", type: "line", source: REACH },
      paint: { "line-color": reach, "line-width": 2.5, "line-opacity": 0.7 },
    },
    "country-labels",
  );
  for (const [id, extra, colour] of /** @type {[string, number, any][]} */ ([
    ["ways-ground", 3, "#ffffff"],
    ["ways-lines", 0, ["case", isChosen, chosenWay, way]],
  ]))
    map.addLayer(
      {
        ...{ id, type: "line", source: WAYS },
        layout: { "line-join": "round", "line-cap": "round", "line-sort-key": ["to-number", isChosen] },
        paint: { "line-color": colour, "line-width": ["case", isChosen, 4 + extra, 1.8 + extra] },
      },
      "country-labels",
    );
  for (const source of [WAYS, REACH]) showSource(map, source, false);

  /** @param {string} name @param {GeoJSON.Feature[]} features */
  function setFeatures(name, features) {
    const source = /** @type {import("maplibre-gl").GeoJSONSource} */ (map.getSource(name));
    source.setData({ type: "FeatureCollection", features });
    showSource(map, name, features.length > 0);
  }

  function removeNetwork() {
    if (!map.getSource(NETWORK)) return;
    map.removeLayer("roads-lines");
    map.removeSource(NETWORK);
  }

  return {
    /** Draws a network instead of the one before. @param {Awaited<ReturnType<import("geobit").RoadNetwork["lines"]>> | null} lines @param {string} attribution */
    setNetwork(lines, attribution) {
      removeNetwork();
      if (!lines) return;
      const features = lines.features.filter(({ properties }) => properties.kind !== NOT_DRAWN);
      map.addSource(NETWORK, {
        type: "geojson",
        data: /** @type {any} */ ({ type: "FeatureCollection", features }),
        // It may be shown as HTML, and comes from a file.
        attribution: plainText(attribution).replaceAll(/[<>&]/g, " "),
      });
      map.addLayer(
        {
          ...{ id: "roads-lines", type: "line", source: NETWORK },
          layout: { "line-join": "round" },
          paint: {
            "line-color": colours(),
            "line-width": ["interpolate", ["linear"], ["zoom"], 4, widths(0.8), 10, widths(2)],
          },
        },
        "borders",
      );
    },

    /** @param {readonly GeoJSON.Feature[]} lines of ways @param {number} chosen */
    setWays(lines, chosen) {
      setFeatures(
        WAYS,
        lines.map(({ type, geometry }, i) => ({ type, geometry, properties: { chosen: i === chosen } })),
      );
    },

    /** @param {readonly GeoJSON.Feature[]} areas the largest first */
    setReach: (areas) => setFeatures(REACH, [...areas]),
  };
}
