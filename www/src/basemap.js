// The basemap: countries and towns from local files, labels in the reader's own fonts. Without tiles, sprites and glyphs the
// map needs no other server.
import { feature, mesh } from "topojson-client";
import { groundFile } from "./ground-files.js";
import { mapColours } from "./map-colours.js";
import { units } from "./words/units.js";

/** @typedef {[name: string, lon: number, lat: number, rank: number]} Town */

const FONT = ["system-ui", "sans-serif"];
/** The zoom from which towns of each rank are named. */
const TOWN_ZOOM = [0, 2.5, 4.4, 6, 7.6];

/** The countries are coarse at first. @returns {Promise<{ countries: any, towns: Town[] }>} */
export async function loadBasemap() {
  const [countries, towns] = await Promise.all([groundFile("countries"), groundFile("towns")]);
  return { countries, towns };
}

/** Draws the countries in detail. @param {import("maplibre-gl").Map} map */
export async function refineGround(map) {
  const { ground } = groundOf(await groundFile("countries-fine"));
  /** @type {import("maplibre-gl").GeoJSONSource | undefined} */ (map.getSource("ground"))?.setData(ground);
}

/** Returns the land with its lines, and the countries with their names. @param {any} countries */
function groundOf(countries) {
  const object = countries.objects.countries;
  const land = /** @type {GeoJSON.FeatureCollection} */ (/** @type {unknown} */ (feature(countries, object)));
  const borders = mesh(countries, object, (a, b) => a !== b);
  const coast = mesh(countries, object, (a, b) => a === b);
  /** @type {GeoJSON.FeatureCollection} */
  const ground = {
    type: "FeatureCollection",
    features: [
      ...land.features.map(({ geometry }) => groundFeature("land", geometry)),
      groundFeature("border", borders),
      groundFeature("coast", coast),
    ],
  };
  return { ground, land };
}

/**
 * @param {{ countries: any, towns: Town[] }} basemap
 * @returns {import("maplibre-gl").StyleSpecification}
 */
export function basemapStyle({ countries, towns }) {
  const { ground, land } = groundOf(countries);
  return {
    version: 8,
    sources: {
      // One source, because the map masks the tiles of each source over the whole screen.
      ground: geojson(ground),
      countries: geojson(
        points(land.features.map(({ properties: p }) => [p?.at, { name: nameOf(p), size: p?.size }])),
      ),
      towns: geojson(points(towns.map(([name, lon, lat, rank]) => [[lon, lat], { name, rank }]))),
    },
    layers: [
      { id: "water", type: "background", paint: { "background-color": mapColours().water } },
      {
        id: "land",
        type: "fill",
        source: "ground",
        filter: ["==", ["get", "part"], "land"],
        paint: { "fill-color": mapColours().land, "fill-antialias": false },
      },
      {
        id: "coast",
        type: "line",
        source: "ground",
        filter: ["==", ["get", "part"], "coast"],
        paint: { "line-color": mapColours().coast, "line-width": 0.8 },
      },
      {
        id: "borders",
        type: "line",
        source: "ground",
        filter: ["==", ["get", "part"], "border"],
        paint: {
          "line-color": mapColours().border,
          "line-width": ["interpolate", ["linear"], ["zoom"], 3, 0.7, 8, 1.8],
          "line-dasharray": [4, 1.5],
        },
      },
      countryLabels(),
      ...[1, 2, 3, 4].flatMap((rank) => [townDots(rank), townLabels(rank)]),
    ],
  };
}

/** Returns the name of a country in the language of the page, as far as the browser knows it. @param {GeoJSON.GeoJsonProperties} country */
function nameOf(country) {
  const { name, code } = country ?? {};
  if (units.lang === "en" || !code) return name;
  return new Intl.DisplayNames(units.lang, { type: "region" }).of(code);
}

/** @returns {import("maplibre-gl").SymbolLayerSpecification} */
function countryLabels() {
  return {
    id: "country-labels",
    type: "symbol",
    source: "countries",
    maxzoom: 8,
    layout: {
      "text-field": ["upcase", ["get", "name"]],
      "text-font": FONT,
      "text-size": ["interpolate", ["linear"], ["zoom"], 3, 9, 6, 14],
      "text-letter-spacing": 0.18,
      "text-max-width": 9,
      "symbol-sort-key": ["-", ["get", "size"]],
    },
    paint: {
      "text-color": mapColours().country,
      "text-halo-color": mapColours().halo,
      "text-halo-width": 1.2,
    },
  };
}

/** @param {number} rank @returns {import("maplibre-gl").CircleLayerSpecification} */
function townDots(rank) {
  return {
    id: `towns-${rank}`,
    type: "circle",
    source: "towns",
    minzoom: TOWN_ZOOM[rank],
    filter: ["==", ["get", "rank"], rank],
    paint: {
      "circle-radius": [3.2, 2.6, 2.1, 1.6][rank - 1],
      "circle-color": mapColours().townDot,
      "circle-stroke-color": mapColours().town,
      "circle-stroke-width": 1.2,
    },
  };
}

/** @param {number} rank @returns {import("maplibre-gl").SymbolLayerSpecification} */
function townLabels(rank) {
  return {
    id: `town-labels-${rank}`,
    type: "symbol",
    source: "towns",
    minzoom: TOWN_ZOOM[rank],
    filter: ["==", ["get", "rank"], rank],
    layout: {
      "text-field": ["get", "name"],
      "text-font": FONT,
      "text-size": [13.5, 12.5, 11.5, 10.5][rank - 1],
      "text-variable-anchor": ["left", "right", "bottom", "top"],
      "text-radial-offset": 0.5,
      "text-justify": "auto",
      "text-padding": 3,
    },
    paint: { "text-color": mapColours().town, "text-halo-color": mapColours().halo, "text-halo-width": 1.4 },
  };
}

/** @param {any} data @returns {import("maplibre-gl").GeoJSONSourceSpecification} */
const geojson = (data) => ({ type: "geojson", data });

/** @param {"land" | "border" | "coast"} part @param {GeoJSON.Geometry} geometry @returns {GeoJSON.Feature} */
const groundFeature = (part, geometry) => ({ type: "Feature", properties: { part }, geometry });

/** @param {[GeoJSON.Position | undefined, GeoJSON.GeoJsonProperties][]} entries @returns {GeoJSON.FeatureCollection} */
const points = (entries) => ({
  type: "FeatureCollection",
  features: entries.flatMap(([coordinates, properties]) =>
    coordinates ? [{ type: "Feature", properties, geometry: { type: "Point", coordinates } }] : [],
  ),
});
