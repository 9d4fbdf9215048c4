// What the user drew, as areas on the ground: the circle, the corridor's width, the route coloured by exposure; and outlines
// of more corners than the drawing tools can take in every step of a drag.
// Only pictures: what counts as inside is the engine's business.
import { createLines, isSame, legs } from "./lines.js";
import { alongLine, circleRing } from "./outline.js";
import { createThinner, thin } from "./thin.js";
import { showSource } from "./visibility.js";

/** @typedef {import("../shapes.js").Shape} Shape */
/** @typedef {import("maplibre-gl").ExpressionSpecification} Expression */
/** @typedef {{ feature: GeoJSON.Feature, level: number, drawn: GeoJSON.Feature }} Given as it is shown, and as it was told to the map */

const EMPTY = /** @type {GeoJSON.FeatureCollection} */ ({ type: "FeatureCollection", features: [] });
/** Of what is drawn and edited. @type {`#${string}`} */
export const ACCENT = "#1d4e70";
/** Exposure from the least to the most exposed stretch; dark is more, and each step also differs in grey. */
export const exposureColours = ["#e8dff0", "#c9b0dc", "#a67bc2", "#7a429e", "#43136b"];

/** Of the marks of the worst stretches: ink, as they are to be found and not to alarm. */
export const WORST_COLOUR = "#14242f";

/** Of the road that compared routes share, and how many pixels its mark is away from the corridor. */
const SHARED_COLOUR = "#00837a";
const SHARED_AWAY = 14;

/** Of lines of shapes: those parts that changed last have a source of their own, so that a drag has no others shaped anew. */
const LINES = ["corridors", "moving"];
const SOURCES = [...LINES, "areas", "answer"];

/**
 * Which of the colours a segment gets: the darkest from half the most exposed segment's value on, and one step
 * lighter for each further halving.
 * @param {number} value @param {number} largest
 */
const exposureClass = (value, largest) =>
  value > 0 ? Math.max(0, 4 - Math.floor(Math.log2(largest / value))) : 0;

/**
 * Width on the ground as a width on the screen, at every zoom, `extra` pixels wider.
 * @param {number} extra
 * @returns {Expression}
 */
const groundWidth = (extra) => [
  "interpolate",
  ["exponential", 2],
  ["zoom"],
  ...[0, /** @type {Expression} */ (["+", ["get", "width"], extra])],
  ...[24, /** @type {Expression} */ (["+", ["*", ["get", "width"], 2 ** 24], extra])],
];

/** @param {import("maplibre-gl").Map} map */
export function createShapeLayers(map) {
  // Lines are thinned here, and not again by the map.
  for (const source of SOURCES) map.addSource(source, { type: "geojson", data: EMPTY, tolerance: 0 });
  // The corridor is drawn opaque, edge first, so that bends and crossings make one outline, the active one last; borders
  // stay above it.
  for (const [id, extra, colours] of /** @type {[string, number, [string, string]][]} */ ([
    ["corridor-edges", 3, ["#2b6a94", "#a9b8c0"]],
    ["corridor-ground", 0, ["#dbe4e6", "#eceeea"]],
  ]))
    addLines(
      id,
      { "line-width": groundWidth(extra), "line-color": ["case", ["get", "active"], ...colours] },
      "borders",
    );
  // The worst stretches are the corridor with another ground, between two lines of ink that stand off from it, so that they
  // are seen where it is full of incidents.
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
      paint: { "fill-color": "#2b6a94", "fill-opacity": ["case", ["get", "active"], 0.13, 0.05] },
    },
    "country-labels",
  );
  map.addLayer(
    {
      id: "area-edge",
      type: "line",
      source: "areas",
      paint: { "line-color": ["case", ["get", "active"], "#2b6a94", "#a9b8c0"], "line-width": 1.8 },
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

  // Beside the corridor, as in it are the route itself and many incidents.
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
        "line-offset": groundWidth(SHARED_AWAY),
        "line-dasharray": [1.5, 0.75],
      },
    },
    "country-labels",
  );

  // As the drawing tools draw shorter ones.
  addLines(
    "long-lines",
    { "line-color": ACCENT, "line-width": ["case", ["get", "active"], 1.5, 2.5] },
    undefined,
    ["==", ["get", "long"], true],
  );

  /**
   * A layer for each source of lines.
   * @param {string} id @param {import("maplibre-gl").LineLayerSpecification["paint"]} paint @param {string} [before]
   * @param {import("maplibre-gl").FilterSpecification} [filter]
   */
  function addLines(id, paint, before, filter) {
    for (const source of LINES)
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

  /** What shows the exposure, of the source that also shows shared roads: one source is one frame. @type {GeoJSON.Feature[]} */
  let exposed = [];
  const linesOf = createLines();
  /** What each source shows, with all its corners. @type {Map<string, GeoJSON.Feature[]>} */
  const shown = new Map();
  /** The whole zoom from below which all is drawn. */
  let level = Math.ceil(map.getZoom());
  const thinRoad = createThinner();
  /** The route that is coloured, and those of its corners that are drawn. */
  const road = { line: /** @type {GeoJSON.Position[]} */ ([]), drawn: new Set() };

  for (const name of SOURCES) showSource(map, name, false);

  /** Nothing instead of nothing is no change: the map would draw a frame for it. @param {string} name @param {GeoJSON.Feature[]} features */
  function show(name, features) {
    const fills = features.length > 0;
    if (!fills && !shown.has(name)) return;
    if (fills !== shown.has(name)) showSource(map, name, fills);
    if (fills) shown.set(name, features);
    else shown.delete(name);
    give(name, features);
  }

  /** What the map has of each source, by number. @type {Map<string, Map<GeoJSON.Feature["id"], Given>>} */
  const given = new Map();

  /** Tells the map what changed: it draws those tiles anew that it lies in. @param {string} name @param {GeoJSON.Feature[]} features */
  function give(name, features) {
    const before = given.get(name) ?? new Map();
    /** @type {GeoJSON.Feature[]} */
    const add = [];
    const now = new Map(
      features.map((feature, i) => {
        const { id = i } = feature;
        const old = before.get(id);
        if (old?.feature === feature && old.level === level) return [id, old];
        const drawn = { ...asDrawn(feature), id };
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
  const asDrawn = (feature) =>
    OF_ROAD.includes(feature.properties?.part)
      ? withCorners(/** @type {GeoJSON.Feature<GeoJSON.LineString>} */ (feature), road.drawn)
      : thinned(feature, level);

  /** Once for all that is cut from it. @param {GeoJSON.Position[]} line */
  function drawRoad(line) {
    road.line = line;
    road.drawn = new Set(thinRoad(line, level));
  }

  map.on("zoom", () => {
    const next = Math.ceil(map.getZoom());
    if (next === level) return;
    level = next;
    drawRoad(road.line);
    for (const [name, features] of shown) give(name, features);
  });

  return {
    /** @param {Shape[]} shapes @param {string | null} activeId */
    setShapes(shapes, activeId) {
      const areas = [];
      for (const shape of shapes) {
        const active = shape.id === activeId;
        if (shape.geometry.type === "Point") {
          const ring = circleRing(shape.geometry.coordinates, shape.km);
          areas.push(feature({ type: "Polygon", coordinates: [ring] }, { active }));
        } else if (shape.geometry.type === "Polygon" && shape.long)
          areas.push(feature(shape.geometry, { active }));
      }
      const { still, moving } = linesOf(
        shapes.filter(({ geometry }) => geometry.type === "LineString"),
        activeId,
      );
      show("areas", areas);
      show("corridors", still);
      show("moving", moving);
    },

    /** Marks the parts of roads that routes share. @param {{ line: GeoJSON.Position[], km: number }[]} parts */
    setShared(parts) {
      const shared = parts.flatMap(({ line, km }) => ofPart("shared", legs(line, km / 2, {})));
      show("answer", [...exposed, ...shared]);
    },

    /**
     * Colours a route by its report's segments and marks its worst stretches; nothing for no report.
     * @param {GeoJSON.Position[]} line
     * @param {import("geobit").RouteReport | null} report
     */
    setExposure(line, report) {
      drawRoad(line);
      exposed = report ? exposure(line, report) : [];
      show("answer", exposed);
    },
  };
}

/** @param {GeoJSON.Position[]} line @param {import("geobit").RouteReport} report @returns {GeoJSON.Feature[]} */
function exposure(line, { segments, stretches, lengthKm, method }) {
  const cut = alongLine(line, lengthKm);
  const worst = stretches.flatMap(({ fromKm, toKm }) =>
    legs(cut(fromKm, toKm), Number(method.corridorKm), {}),
  );
  const coloured = shades(segments).map(({ shade, fromKm, toKm }) =>
    feature({ type: "LineString", coordinates: cut(fromKm, toKm) }, { class: shade }),
  );
  return [...ofPart("worst", worst), ...ofPart("exposure", coloured)];
}

/**
 * The segments by their colour; neighbours of one colour are one, as there may be thousands.
 * @param {import("geobit").RouteReport["segments"]} segments
 */
export function shades(segments) {
  const largest = Math.max(...segments.map((segment) => segment.integral));
  /** @type {{ shade: number, fromKm: number, toKm: number }[]} */
  const shades = [];
  for (const { fromKm, toKm, integral } of segments) {
    const shade = exposureClass(integral, largest);
    const last = shades.at(-1);
    if (last?.shade === shade) last.toKm = toKm;
    else shades.push({ shade, fromKm, toKm });
  }
  return shades;
}

/** The corners of lines are compared as they are: to make texts of them took half of the time. @param {GeoJSON.Feature} a @param {GeoJSON.Feature} b */
function isDrawnAlike({ geometry: a, ...one }, { geometry: b, ...other }) {
  const isLine = a.type === "LineString" && b.type === "LineString";
  const isThere = isLine ? isSame(a.coordinates, b.coordinates) : JSON.stringify(a) === JSON.stringify(b);
  return isThere && JSON.stringify(one) === JSON.stringify(other);
}

/** What is cut from the route that is coloured. */
const OF_ROAD = ["worst", "exposure"];

/** @param {"worst" | "exposure" | "shared"} part @param {GeoJSON.Feature[]} features */
const ofPart = (part, features) =>
  features.map((feature) => ({ ...feature, properties: { ...feature.properties, part } }));

/**
 * A part of a line with its ends, and of its corners those that are drawn of the whole line.
 * @param {GeoJSON.Feature<GeoJSON.LineString>} feature @param {Set<GeoJSON.Position>} corners
 */
function withCorners(feature, corners) {
  const { geometry } = feature;
  const last = geometry.coordinates.length - 1;
  const drawn = geometry.coordinates.filter((at, i) => i === 0 || i === last || corners.has(at));
  return { ...feature, geometry: { ...geometry, coordinates: drawn } };
}

/** @param {GeoJSON.Feature} feature @param {number} zoom @returns {GeoJSON.Feature} */
function thinned(feature, zoom) {
  const { geometry } = feature;
  if (geometry.type === "LineString")
    return { ...feature, geometry: { ...geometry, coordinates: thin(geometry.coordinates, zoom) } };
  if (geometry.type !== "Polygon") return feature;
  const rings = geometry.coordinates.map((ring) => thin(ring, zoom));
  // A ring smaller than a pixel is none any more.
  return rings.every((ring) => ring.length > 3)
    ? { ...feature, geometry: { ...geometry, coordinates: rings } }
    : feature;
}

/** @param {GeoJSON.Geometry} geometry @param {GeoJSON.GeoJsonProperties} properties @returns {GeoJSON.Feature} */
const feature = (geometry, properties) => ({ type: "Feature", properties, geometry });
