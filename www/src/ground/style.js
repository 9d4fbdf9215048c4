// What is drawn of map tiles: land cover, water, rivers, borders, roads and the names of roads and places, in the schemas of Protomaps
// and of OpenMapTiles. Which features are which differs between the two, how they look does not.
import { mapColours } from "../map-colours.js";
import { units } from "../words/units.js";

/** @typedef {import("maplibre-gl").LayerSpecification} Layer */
/** @typedef {import("maplibre-gl").ExpressionSpecification} Expression */
/** @typedef {import("./archive.js").Schema} Schema */

export const SOURCE = "tiles";
const FONT = ["system-ui", "sans-serif"];

/** @type {Expression} Older files of Protomaps have it under another name. */
const kind = ["coalesce", ["get", "kind"], ["get", "pmap:kind"], ""];
/** @type {Expression} */
const osmClass = ["coalesce", ["get", "class"], ""];
/** @type {Expression} */
const isPolygon = ["==", ["geometry-type"], "Polygon"];
/** @type {Expression} */
const isLine = ["==", ["geometry-type"], "LineString"];

/** @param {Expression} value @param {string[]} members @returns {Expression} */
const oneOf = (value, members) => ["in", value, ["literal", members]];

/** Roads in the order in which they are drawn: widths at the zooms 7, 11 and 15, pixels; `from`: the zoom at which they begin. */
const ROADS = /** @type {const} */ ([
  { name: "track", from: 12, widths: [0, 0.6, 1.5] },
  { name: "minor", from: 10, widths: [0, 0.9, 5] },
  { name: "secondary", from: 8, widths: [0.5, 1.6, 7] },
  { name: "primary", from: 6, widths: [1, 2.4, 9] },
  { name: "trunk", from: 5, widths: [1.4, 3, 10] },
  { name: "motorway", from: 4, widths: [1.6, 3.4, 12] },
]);
/** @typedef {(typeof ROADS)[number]["name"]} Road */

/**
 * @typedef {object} Reading how a schema names what is drawn
 * @property {string} roads its layer @property {Record<Road | "rail", Expression>} road
 * @property {string} roadNames the layer with the names and numbers of roads
 * @property {string} borders @property {Expression} country @property {Expression} region
 * @property {string} places @property {Record<"city" | "town" | "village", Expression>} place @property {Expression} rank
 * @property {[layer: string, filter: Expression][]} rivers
 * @property {[layer: string, filter: Expression, colour: "land" | "wood" | "built" | "water"][]} areas from bottom to top
 */

/** @type {Expression} */
const detail = ["coalesce", ["get", "kind_detail"], ["get", "pmap:kind_detail"], ""];
/** A level of administration, as a number or as a text. @type {Expression} */
const level = ["to-number", ["coalesce", ["get", "admin_level"], ["get", "pmap:min_admin_level"], 99], 99];
/** @type {Expression} */
const population = [
  "to-number",
  ["coalesce", ["get", "population_rank"], ["get", "pmap:population_rank"], 0],
  0,
];

/** @type {Record<Schema, Reading>} */
const READINGS = {
  protomaps: {
    ...{ roads: "roads", roadNames: "roads" },
    road: {
      track: oneOf(kind, ["path", "track", "other"]),
      minor: ["all", ["==", kind, "minor_road"], ["!=", detail, "track"]],
      secondary: [
        "any",
        ["==", kind, "medium_road"],
        ["all", ["==", kind, "major_road"], oneOf(detail, ["secondary", "tertiary"])],
      ],
      primary: ["all", ["==", kind, "major_road"], ["!", oneOf(detail, ["secondary", "tertiary", "trunk"])]],
      trunk: ["all", ["==", kind, "major_road"], ["==", detail, "trunk"]],
      motorway: ["==", kind, "highway"],
      rail: ["==", kind, "rail"],
    },
    borders: "boundaries",
    country: ["any", ["==", kind, "country"], ["all", ["==", kind, ""], ["<=", level, 2]]],
    region: ["any", ["==", kind, "region"], ["all", ["==", kind, ""], [">", level, 2], ["<=", level, 4]]],
    places: "places",
    place: {
      city: ["all", oneOf(kind, ["locality", "city"]), [">=", population, 9]],
      town: ["all", oneOf(kind, ["locality", "city", "town"]), [">=", population, 5], ["<", population, 9]],
      village: ["all", oneOf(kind, ["locality", "city", "town", "village"]), ["<", population, 5]],
    },
    rank: ["-", population],
    rivers: [
      ["water", ["all", isLine, oneOf(kind, ["river", "canal", "stream"])]],
      ["physical_line", ["all", isLine, oneOf(kind, ["river", "canal", "stream"])]],
    ],
    areas: [
      ["earth", isPolygon, "land"],
      [
        "landuse",
        ["all", isPolygon, oneOf(kind, ["wood", "forest", "nature_reserve", "national_park"])],
        "wood",
      ],
      ["landuse", ["all", isPolygon, oneOf(kind, ["residential", "urban_area"])], "built"],
      ["water", isPolygon, "water"],
    ],
  },
  openmaptiles: {
    ...{ roads: "transportation", roadNames: "transportation_name" },
    road: {
      track: oneOf(osmClass, ["track", "path"]),
      minor: oneOf(osmClass, ["minor", "service"]),
      secondary: oneOf(osmClass, ["secondary", "tertiary"]),
      primary: ["==", osmClass, "primary"],
      trunk: ["==", osmClass, "trunk"],
      motorway: ["==", osmClass, "motorway"],
      rail: ["==", osmClass, "rail"],
    },
    borders: "boundary",
    country: ["<=", level, 2],
    region: ["all", [">", level, 2], ["<=", level, 4]],
    places: "place",
    place: {
      city: ["==", osmClass, "city"],
      town: ["==", osmClass, "town"],
      village: oneOf(osmClass, ["village", "hamlet"]),
    },
    rank: ["to-number", ["get", "rank"], 99],
    rivers: [["waterway", oneOf(osmClass, ["river", "canal", "stream"])]],
    areas: [
      ["landcover", ["all", isPolygon, ["==", osmClass, "wood"]], "wood"],
      ["landuse", ["all", isPolygon, ["==", osmClass, "residential"]], "built"],
      ["water", isPolygon, "water"],
    ],
  },
};

/** Where the layers belong: under what is drawn, above it, and among the names. @typedef {{ under: Layer[], over: Layer[], names: Layer[] }} GroundLayers */

/** @param {Schema} schema @param {ReadonlySet<string>} present the layers that the file has @returns {GroundLayers} */
export function groundLayers(schema, present) {
  const reading = READINGS[schema];
  const has = (/** @type {Layer} */ layer) =>
    present.has(String("source-layer" in layer && layer["source-layer"]));
  return {
    under: areaLayers(reading).filter(has),
    over: [...riverLayers(reading), ...borderLayers(reading), ...roadLayers(reading)].filter(has),
    // The names of places come last: they are placed before those of roads, which give way.
    names: [...roadNameLayers(reading), ...nameLayers(reading)].filter(has),
  };
}

/** @param {Reading} reading @returns {Layer[]} */
const areaLayers = ({ areas }) =>
  areas.map(([layer, filter, colour], i) => ({
    ...{ id: `tiles-area-${i}`, type: "fill", source: SOURCE, "source-layer": layer, filter },
    paint: { "fill-color": mapColours()[colour], "fill-antialias": false },
  }));

/** @param {Reading} reading @returns {Layer[]} */
const riverLayers = ({ rivers }) =>
  rivers.map(([layer, filter], i) => ({
    ...{ id: `tiles-river-${i}`, type: "line", source: SOURCE, "source-layer": layer, filter },
    paint: {
      "line-color": mapColours().river,
      "line-width": ["interpolate", ["linear"], ["zoom"], 6, 0.6, 10, 1.4, 15, 4],
    },
  }));

/** @param {Reading} reading @returns {Layer[]} */
const borderLayers = ({ borders, country, region }) => [
  {
    ...{ id: "tiles-regions", type: "line", source: SOURCE, "source-layer": borders, filter: region },
    paint: { "line-color": mapColours().region, "line-width": 0.8, "line-dasharray": [2, 2] },
  },
  {
    ...{ id: "tiles-countries", type: "line", source: SOURCE, "source-layer": borders, filter: country },
    paint: {
      "line-color": mapColours().border,
      "line-width": ["interpolate", ["linear"], ["zoom"], 3, 0.7, 8, 1.8],
      "line-dasharray": [4, 1.5],
    },
  },
];

/** @param {Reading} reading @returns {Layer[]} */
function roadLayers({ roads, road }) {
  const colours = mapColours();
  const colourOf = /** @type {Record<Road, string>} */ ({
    ...{ track: colours.track, minor: colours.road, secondary: colours.road },
    ...{ primary: colours.primary, trunk: colours.trunk, motorway: colours.motorway },
  });
  /** @param {readonly number[]} widths @param {number} extra */
  const widthOf = (widths, extra) =>
    /** @type {Expression} */ (
      /** @type {unknown} */ ([
        ...["interpolate", ["exponential", 1.4], ["zoom"]],
        ...[7, widths[0] + extra, 11, widths[1] + extra, 15, widths[2] + extra],
      ])
    );
  /** @param {Road} name */
  const base = (name) =>
    /** @type {const} */ ({
      ...{ type: "line", source: SOURCE, "source-layer": roads, filter: road[name] },
      layout: { "line-cap": "round", "line-join": "round" },
    });
  // All edges lie below all roads, so that crossings are open.
  const edges = ROADS.filter(({ name }) => name !== "track").map(({ name, from, widths }) => ({
    ...base(name),
    ...{ id: `tiles-edge-${name}`, minzoom: Math.max(from, 7) },
    paint: {
      "line-color": name === "minor" || name === "secondary" ? colours.smallRoadEdge : colours.roadEdge,
      "line-width": widthOf(widths, 1.4),
    },
  }));
  const lines = ROADS.map(({ name, from, widths }) => ({
    ...base(name),
    ...{ id: `tiles-road-${name}`, minzoom: from },
    paint: {
      ...{ "line-color": colourOf[name], "line-width": widthOf(widths, 0) },
      ...(name === "track" && { "line-dasharray": [2, 1.5] }),
    },
  }));
  const rail = {
    ...{
      id: "tiles-rail",
      type: "line",
      source: SOURCE,
      "source-layer": roads,
      filter: road.rail,
      minzoom: 8,
    },
    paint: { "line-color": colours.rail, "line-width": 1, "line-dasharray": [4, 2] },
  };
  return /** @type {Layer[]} */ ([...edges, ...lines, rail]);
}

/** What is written along roads, the least important first. Of large roads the number alone is written where there is one. */
const ROWS_OF_ROADS = /** @type {const} */ ([
  { name: "small", roads: ["minor", "secondary"], from: 12, size: 11 },
  { name: "large", roads: ["primary", "trunk", "motorway"], from: 8, size: 11.5 },
]);

/** @param {Reading} reading @returns {Layer[]} */
function roadNameLayers({ roadNames, road }) {
  const colours = mapColours();
  return ROWS_OF_ROADS.map(({ name, roads, from, size }) => ({
    ...{ id: `tiles-names-${name}-roads`, type: "symbol", source: SOURCE, "source-layer": roadNames },
    ...{ filter: ["any", ...roads.map((one) => road[one])], minzoom: from },
    layout: {
      "symbol-placement": "line",
      "symbol-spacing": 320,
      "text-field": name === "large" ? ["coalesce", roadNumber, nameInLanguage()] : nameInLanguage(),
      "text-font": FONT,
      "text-size": size,
      "text-padding": 6,
    },
    paint: { "text-color": colours.roadName, "text-halo-color": colours.halo, "text-halo-width": 1.6 },
  }));
}

/** The number of a road, such as N6 or RN7; a road without one has `null` here. @type {Expression} */
const roadNumber = ["coalesce", ["get", "ref"], ["get", "shield_text"]];

/** @param {Reading} reading @returns {Layer[]} */
function nameLayers({ places, place, rank }) {
  const colours = mapColours();
  return ROWS_OF_NAMES.map(({ name, from, size }) => ({
    ...{ id: `tiles-${name}`, type: "symbol", source: SOURCE, "source-layer": places },
    ...{ filter: place[name], minzoom: from },
    layout: {
      "text-field": nameInLanguage(),
      "text-font": FONT,
      "text-size": size,
      "text-padding": 3,
      "symbol-sort-key": rank,
    },
    paint: { "text-color": colours.town, "text-halo-color": colours.halo, "text-halo-width": 1.4 },
  }));
}

/** The most important first, as the names before leave no room for those after. */
const ROWS_OF_NAMES = /** @type {const} */ ([
  { name: "village", from: 10, size: 11 },
  { name: "town", from: 7, size: 12 },
  { name: "city", from: 3, size: 13.5 },
]);

/** Returns the name in the language of the page, if the file has it. @returns {Expression} */
const nameInLanguage = () => [
  "coalesce",
  ["get", `name:${units.lang}`],
  ["get", `name_${units.lang}`],
  ["get", "name:latin"],
  ["get", "name"],
  "",
];
