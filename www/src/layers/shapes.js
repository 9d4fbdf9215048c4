// What the user drew, as areas on the ground: the circle, the corridor's width, the route coloured by exposure; and outlines with
// more corners than Terra Draw can handle in every step of a drag. This is drawing only: the engine decides what is inside.
import { hexOf } from "../colours.js";
import { createLines, isSameLine, runsOfOneWidth } from "./lines.js";
import { alongLine, circleRing } from "./outline.js";
import { createThinner, thin } from "./thin.js";
import { showSource } from "./visibility.js";

/** @typedef {import("../shapes.js").Shape} Shape */
/** @typedef {import("maplibre-gl").ExpressionSpecification} Expression */
/** @typedef {{ feature: GeoJSON.Feature, level: number, drawn: GeoJSON.Feature }} Given a feature with all its corners, and as the map was given it */

const EMPTY = /** @type {GeoJSON.FeatureCollection} */ ({ type: "FeatureCollection", features: [] });
/** The colour of what is drawn and edited. @type {`#${string}`} */
export const ACCENT = "#1d4e70";
/** The colours of exposure from least to most; darker is more, and the steps also differ in grey. */
export const exposureColours = ["#e8dff0", "#c9b0dc", "#a67bc2", "#7a429e", "#43136b"];

/** The colour that marks the worst stretches: ink, as they should be found and not alarm. */
export const WORST_COLOUR = "#14242f";

/** Marks the road that compared routes share. */
const SHARED_COLOUR = "#00837a";
/** How far from the corridor that mark is, pixels. */
const SHARED_OFFSET = 14;

/** Sources of the lines of shapes. The parts that changed last have their own, so that a drag processes no others. */
const LINE_SOURCES = ["corridors", "moving"];
const SOURCES = [...LINE_SOURCES, "areas", "answer"];

/**
 * Returns the number of a segment's colour: the darkest from half of the highest value on, and one step lighter for each further
 * halving.
 * @param {number} value @param {number} largest
 */
const shadeOf = (value, largest) => (value > 0 ? Math.max(0, 4 - Math.floor(Math.log2(largest / value))) : 0);

/**
 * Returns the expression for a width on the ground as a width on the screen, at every zoom, `extra` pixels wider.
 * @param {number} extra
 * @returns {Expression}
 */
const groundWidth = (extra) => ["interpolate", ["exponential", 2], ["zoom"], ...groundStops(extra)];

/** @param {number | Expression} extra @returns {[number, Expression, number, Expression]} */
const groundStops = (extra) => [
  0,
  ["+", ["get", "width"], extra],
  24,
  ["+", ["*", ["get", "width"], 2 ** 24], extra],
];

/** Both edges of a corridor together, pixels: those of the active one stand out. @type {Expression} */
const edgeWidth = ["case", ["get", "active"], 4, 2];

/** @param {import("maplibre-gl").Map} map */
export function createShapeLayers(map) {
  // The map need not thin lines: that is done here.
  for (const source of SOURCES) map.addSource(source, { type: "geojson", data: EMPTY, tolerance: 0 });
  // The corridor is drawn opaque, its edge first, so that bends and crossings make one outline; the active corridor is drawn last,
  // and borders stay above it.
  addLines(
    "corridor-edges",
    {
      "line-width": ["interpolate", ["exponential", 2], ["zoom"], ...groundStops(edgeWidth)],
      "line-color": ["get", "colour"],
    },
    "borders",
  );
  addLines(
    "corridor-ground",
    {
      "line-width": groundWidth(0),
      "line-color": ["case", ["get", "active"], "#dbe4e6", "#eceeea"],
    },
    "borders",
  );
  // The worst stretches are the corridor with another ground, between two lines of ink at a distance from it, so that they are
  // visible where it is full of incidents.
  for (const [id, extra, colour] of /** @type {[string, number, string][]} */ ([
    ["worst-lines", 16, WORST_COLOUR],
    ["worst-gap", 9, "#f4f3ee"],
    ["worst-ground", 0, "#d8cbe2"],
  ])) {
    map.addLayer(
      {
        id,
        type: "line",
        source: "answer",
        filter: ["==", ["get", "part"], "worst"],
        layout: { "line-cap": "butt", "line-join": "round" },
        paint: { "line-width": groundWidth(extra), "line-color": colour },
      },
      "borders",
    );
  }
  map.addLayer(
    {
      id: "area-ground",
      type: "fill",
      source: "areas",
      paint: { "fill-color": ["get", "colour"], "fill-opacity": ["case", ["get", "active"], 0.13, 0.05] },
    },
    "country-labels",
  );
  map.addLayer(
    {
      id: "area-edge",
      type: "line",
      source: "areas",
      paint: { "line-color": ["get", "colour"], "line-width": ["case", ["get", "active"], 2.4, 1.2] },
    },
    "country-labels",
  );
  map.addLayer(
    {
      id: "route-exposure",
      type: "line",
      source: "answer",
      filter: ["==", ["get", "part"], "exposure"],
      layout: { "line-cap": "butt", "line-join": "round" },
      paint: {
        "line-color": ["to-color", ["at", ["get", "class"], ["literal", exposureColours]]],
        "line-width": ["interpolate", ["linear"], ["zoom"], 4, 5, 9, 10],
      },
    },
    "country-labels",
  );

  // Beside the corridor, as the route itself and many incidents lie in it.
  map.addLayer(
    {
      id: "shared-roads",
      type: "line",
      source: "answer",
      filter: ["==", ["get", "part"], "shared"],
      layout: { "line-join": "round" },
      paint: {
        "line-color": SHARED_COLOUR,
        "line-width": 4,
        "line-offset": groundWidth(SHARED_OFFSET),
        "line-dasharray": [1.5, 0.75],
      },
    },
    "country-labels",
  );

  // As Terra Draw draws shorter ones.
  addLines(
    "long-lines",
    { "line-color": ["get", "colour"], "line-width": ["case", ["get", "active"], 1.5, 2.5] },
    undefined,
    ["==", ["get", "long"], true],
  );

  /**
   * Adds a layer for each source of lines.
   * @param {string} id @param {import("maplibre-gl").LineLayerSpecification["paint"]} paint @param {string} [before]
   * @param {import("maplibre-gl").FilterSpecification} [filter]
   */
  function addLines(id, paint, before, filter) {
    for (const source of LINE_SOURCES)
      map.addLayer(
        {
          ...{ id: `${id}-${source}`, type: "line", source, paint },
          layout: {
            "line-cap": "round",
            "line-join": "round",
            "line-sort-key": ["to-number", ["get", "active"]],
          },
          ...(filter && { filter }),
        },
        before,
      );
  }

  /** The features of the answer apart from shared roads, which have the same source so that both come in one frame. @type {GeoJSON.Feature[]} */
  let exposureFeatures = [];
  const linesOf = createLines();
  /** The features of each source, with all their corners. @type {Map<string, GeoJSON.Feature[]>} */
  const shown = new Map();
  /** The whole number above the zoom, for which everything is thinned. */
  let level = Math.ceil(map.getZoom());
  const thinRoad = createThinner();
  /** The route that is coloured, and the corners of it that are drawn. */
  const road = { line: /** @type {GeoJSON.Position[]} */ ([]), drawn: new Set() };

  for (const name of SOURCES) showSource(map, name, false);

  /** Sets the features of a source, except from none to none, for which the map would draw a frame. @param {string} name @param {GeoJSON.Feature[]} features */
  function setFeatures(name, features) {
    const isVisible = features.length > 0;
    if (!isVisible && !shown.has(name)) return;
    if (isVisible !== shown.has(name)) showSource(map, name, isVisible);
    if (isVisible) shown.set(name, features);
    else shown.delete(name);
    updateSource(name, features);
  }

  /** What the map was given of each source, by the ids of the features. @type {Map<string, Map<GeoJSON.Feature["id"], Given>>} */
  const given = new Map();

  /** Gives the map what changed, so that it processes only the tiles in which that lies. @param {string} name @param {GeoJSON.Feature[]} features */
  function updateSource(name, features) {
    const before = given.get(name) ?? new Map();
    /** @type {GeoJSON.Feature[]} */
    const add = [];
    const now = new Map(
      features.map((feature, i) => {
        const { id = i } = feature;
        const old = before.get(id);
        if (old?.feature === feature && old.level === level) return [id, old];
        const drawn = { ...thinFeature(feature), id };
        if (!old || !isDrawnAlike(old.drawn, drawn)) add.push(drawn);
        return [id, { feature, level, drawn }];
      }),
    );
    given.set(name, now);
    const remove = [...before.keys()].filter((id) => !now.has(id));
    if (add.length === 0 && remove.length === 0) return;
    const source = /** @type {import("maplibre-gl").GeoJSONSource} */ (map.getSource(name));
    source.updateData({ add, remove });
  }

  /** @param {GeoJSON.Feature} feature */
  const thinFeature = (feature) =>
    PARTS_OF_ROAD.includes(feature.properties?.part)
      ? withCorners(/** @type {GeoJSON.Feature<GeoJSON.LineString>} */ (feature), road.drawn)
      : thinGeometry(feature, level);

  /** Thins a route once for everything that is cut from it. @param {GeoJSON.Position[]} line */
  function setRoad(line) {
    road.line = line;
    road.drawn = new Set(thinRoad(line, level));
  }

  map.on("zoom", () => {
    const next = Math.ceil(map.getZoom());
    if (next === level) return;
    level = next;
    setRoad(road.line);
    for (const [name, features] of shown) updateSource(name, features);
  });

  return {
    /** @param {Shape[]} shapes @param {string | null} activeId */
    setShapes(shapes, activeId) {
      const areas = [];
      for (const shape of shapes) {
        const active = shape.id === activeId;
        const colour = hexOf(shape.colour);
        if (shape.geometry.type === "Point") {
          const ring = circleRing(shape.geometry.coordinates, shape.km);
          areas.push(feature({ type: "Polygon", coordinates: [ring] }, { active, colour }));
        } else if (shape.geometry.type === "Polygon" && shape.long)
          areas.push(feature(shape.geometry, { active, colour }));
      }
      const { still, moving } = linesOf(
        shapes.filter(({ geometry }) => geometry.type === "LineString"),
        activeId,
      );
      setFeatures("areas", areas);
      setFeatures("corridors", still);
      setFeatures("moving", moving);
    },

    /** Marks the parts of roads that routes share. @param {{ line: GeoJSON.Position[], km: number }[]} parts */
    setShared(parts) {
      const shared = parts.flatMap(({ line, km }) => withPart("shared", runsOfOneWidth(line, km / 2, {})));
      setFeatures("answer", [...exposureFeatures, ...shared]);
    },

    /**
     * Colours a route by its report's segments and marks its worst stretches; without a report, shows nothing.
     * @param {GeoJSON.Position[]} line
     * @param {import("geobit").RouteReport | null} report
     */
    setExposure(line, report) {
      setRoad(line);
      exposureFeatures = report ? drawExposure(line, report) : [];
      setFeatures("answer", exposureFeatures);
    },
  };
}

/** @param {GeoJSON.Position[]} line @param {import("geobit").RouteReport} report @returns {GeoJSON.Feature[]} */
function drawExposure(line, { segments, stretches, lengthKm, method }) {
  const cut = alongLine(line, lengthKm);
  const worst = stretches.flatMap(({ fromKm, toKm }) =>
    runsOfOneWidth(cut(fromKm, toKm), Number(method.corridorKm), {}),
  );
  const coloured = groupByShade(segments).map(({ shade, fromKm, toKm }) =>
    feature({ type: "LineString", coordinates: cut(fromKm, toKm) }, { class: shade }),
  );
  return [...withPart("worst", worst), ...withPart("exposure", coloured)];
}

/**
 * Groups the segments by their colour. Neighbours of one colour become one group, as there may be thousands of segments.
 * @param {import("geobit").RouteReport["segments"]} segments
 */
export function groupByShade(segments) {
  const largest = segments.reduce((most, { integral }) => Math.max(most, integral), Number.NEGATIVE_INFINITY);
  /** @type {{ shade: number, fromKm: number, toKm: number }[]} */
  const groups = [];
  for (const { fromKm, toKm, integral } of segments) {
    const shade = shadeOf(integral, largest);
    const last = groups.at(-1);
    if (last?.shade === shade) last.toKm = toKm;
    else groups.push({ shade, fromKm, toKm });
  }
  return groups;
}

/** Compares features. The corners of lines are compared as numbers, as making texts of them took half of the time. @param {GeoJSON.Feature} a @param {GeoJSON.Feature} b */
function isDrawnAlike({ geometry: a, ...one }, { geometry: b, ...other }) {
  const isLine = a.type === "LineString" && b.type === "LineString";
  const isSamePlace = isLine
    ? isSameLine(a.coordinates, b.coordinates)
    : JSON.stringify(a) === JSON.stringify(b);
  return isSamePlace && JSON.stringify(one) === JSON.stringify(other);
}

/** Parts that are cut from the route that is coloured. */
const PARTS_OF_ROAD = ["worst", "exposure"];

/** @param {"worst" | "exposure" | "shared"} part @param {GeoJSON.Feature[]} features */
const withPart = (part, features) =>
  features.map((feature) => ({ ...feature, properties: { ...feature.properties, part } }));

/**
 * Returns a part of a line with its ends and those of its corners that are drawn of the whole line.
 * @param {GeoJSON.Feature<GeoJSON.LineString>} feature @param {Set<GeoJSON.Position>} corners
 */
function withCorners(feature, corners) {
  const { geometry } = feature;
  const last = geometry.coordinates.length - 1;
  const drawn = geometry.coordinates.filter((at, i) => i === 0 || i === last || corners.has(at));
  return { ...feature, geometry: { ...geometry, coordinates: drawn } };
}

/** @param {GeoJSON.Feature} feature @param {number} zoom @returns {GeoJSON.Feature} */
function thinGeometry(feature, zoom) {
  const { geometry } = feature;
  if (geometry.type === "LineString")
    return { ...feature, geometry: { ...geometry, coordinates: thin(geometry.coordinates, zoom) } };
  if (geometry.type !== "Polygon") return feature;
  const rings = geometry.coordinates.map((ring) => thin(ring, zoom));
  // A ring smaller than a pixel cannot be thinned.
  return rings.every((ring) => ring.length > 3)
    ? { ...feature, geometry: { ...geometry, coordinates: rings } }
    : feature;
}

/** @param {GeoJSON.Geometry} geometry @param {GeoJSON.GeoJsonProperties} properties @returns {GeoJSON.Feature} */
const feature = (geometry, properties) => ({ type: "Feature", properties, geometry });
