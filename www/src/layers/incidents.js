// Incidents on the map: as marks by kind, as a heat map, and with a ring around those the current question counts.
import { MercatorCoordinate } from "maplibre-gl";
import { kinds, mapImages } from "../kinds.js";

/** @typedef {import("maplibre-gl").GeoJSONSource} GeoJSONSource */
/** @typedef {import("maplibre-gl").ExpressionSpecification} Expression */
/** @typedef {Awaited<ReturnType<import("geobit").Snapshot["columns"]>>} Columns */

const EMPTY = /** @type {GeoJSON.FeatureCollection} */ ({ type: "FeatureCollection", features: [] });
/** Where a map tile would hold more than this, incidents are dots: marks would hide each other, and draw slowly. */
const MOST_MARKS = 5000;
const LAST_ZOOM = 16;
const POINT_LAYERS = ["incident-dots", "incident-marks"];
const COLOUR = /** @type {Expression} */ ([
  "to-color",
  ["at", ["get", "kind"], ["literal", kinds.map((kind) => kind.colour)]],
]);

/** @param {import("maplibre-gl").Map} map */
export function createIncidentLayers(map) {
  /** @type {Columns | null} */
  let columns = null;
  for (const { id, image, pixelRatio } of mapImages()) map.addImage(id, image, { pixelRatio });
  for (const source of ["incidents", "hits", "picked"])
    map.addSource(source, { type: "geojson", data: EMPTY });
  addLayers(map);

  /** @param {string} name @param {GeoJSON.Feature[]} features */
  const show = (name, features) =>
    /** @type {GeoJSONSource} */ (map.getSource(name)).setData({ type: "FeatureCollection", features });

  return {
    /** Shows a snapshot's incidents. @param {Columns} next */
    setColumns(next) {
      columns = next;
      /** @type {GeoJSON.Feature<GeoJSON.Point>[]} */
      const features = [];
      for (let row = 0; row < next.lon.length; row++) {
        // Not locatable (no radius) or without coordinates: counted in words, never drawn as if it had a place.
        if (Number.isNaN(next.uncertaintyKm[row]) || Number.isNaN(next.lon[row])) continue;
        features.push(incident(next, row));
      }
      const markZoom = zoomForMarks(features);
      map.setLayerZoomRange("incident-dots", 0, markZoom);
      map.setLayerZoomRange("incident-marks", markZoom, 24);
      show("incidents", features);
      show("hits", []);
      show("picked", []);
    },

    /** @param {{ fromDay: number, toDay: number, kinds: Set<string> }} filter */
    setFilter({ fromDay, toDay, kinds: chosen }) {
      const indices = kinds.flatMap((kind, index) => (chosen.has(kind.name) ? [index] : []));
      const filter = /** @type {import("maplibre-gl").FilterSpecification} */ ([
        "all",
        [">=", ["get", "day"], fromDay],
        ["<=", ["get", "day"], toDay],
        ["in", ["get", "kind"], ["literal", indices]],
      ]);
      for (const layer of [...POINT_LAYERS, "incident-heat"]) map.setFilter(layer, filter);
      map.setPaintProperty(
        "incident-heat",
        "heatmap-intensity",
        heatIntensity(shown(columns, fromDay, toDay, indices)),
      );
    },

    /** Rings the incidents a report counts. @param {ArrayLike<number>} rows @param {ArrayLike<number>} [share] */
    setHits(rows, share) {
      if (!columns) return;
      const features = [];
      for (let i = 0; i < rows.length; i++) {
        if (Number.isNaN(columns.lon[rows[i]])) continue;
        const hit = incident(columns, rows[i]);
        hit.properties = { certain: !share || share[i] >= 1 ? 1 : 0 };
        features.push(hit);
      }
      show("hits", features);
    },

    /** Marks the one incident whose record is open. @param {number | null} row */
    setPicked(row) {
      show("picked", row === null || !columns ? [] : [incident(columns, row)]);
    },

    /** @param {"points" | "heat"} view */
    setView(view) {
      for (const layer of POINT_LAYERS)
        map.setLayoutProperty(layer, "visibility", view === "points" ? "visible" : "none");
      map.setLayoutProperty("hit-rings", "visibility", view === "points" ? "visible" : "none");
      map.setLayoutProperty("incident-heat", "visibility", view === "heat" ? "visible" : "none");
    },

    /** Rows drawn within a finger's width of a point on the screen. @param {{ x: number, y: number }} point */
    rowsAt({ x, y }) {
      const box = /** @type {[[number, number], [number, number]]} */ ([
        [x - 6, y - 6],
        [x + 6, y + 6],
      ]);
      const found = map.queryRenderedFeatures(box, { layers: POINT_LAYERS });
      return [...new Set(found.map((feature) => Number(feature.properties.row)))];
    },
  };
}

/**
 * The lowest zoom at which no tile holds more marks than can be told apart.
 * @param {GeoJSON.Feature<GeoJSON.Point>[]} features
 */
function zoomForMarks(features) {
  for (let zoom = 0; zoom < LAST_ZOOM; zoom++) {
    const tiles = 2 ** zoom;
    /** @type {Map<number, number>} */
    const counts = new Map();
    let most = 0;
    for (const { geometry } of features) {
      const { x, y } = MercatorCoordinate.fromLngLat([geometry.coordinates[0], geometry.coordinates[1]]);
      const tile = Math.floor(x * tiles) * tiles + Math.floor(y * tiles);
      const count = (counts.get(tile) ?? 0) + 1;
      counts.set(tile, count);
      most = Math.max(most, count);
    }
    if (most <= MOST_MARKS) return zoom;
  }
  return LAST_ZOOM;
}

/**
 * The heat map shows where there is more and where less, also when there is little: the more incidents, the less each glows.
 * @param {number} count
 */
function heatIntensity(count) {
  const each = Math.min(1, 1500 / Math.max(1, count));
  return /** @type {Expression} */ ([
    "interpolate",
    ["linear"],
    ["zoom"],
    3,
    each,
    6,
    each * 1.5,
    10,
    each * 6,
  ]);
}

/** How many incidents a filter leaves. @param {Columns | null} columns @param {number} fromDay @param {number} toDay @param {number[]} indices */
function shown(columns, fromDay, toDay, indices) {
  const { day, kind } = columns ?? { day: [], kind: [] };
  let count = 0;
  for (let row = 0; row < day.length; row++) {
    if (day[row] >= fromDay && day[row] <= toDay && indices.includes(kind[row])) count++;
  }
  return count;
}

/** @param {Columns} columns @param {number} row @returns {GeoJSON.Feature<GeoJSON.Point>} */
function incident({ lon, lat, day, kind, uncertaintyKm }, row) {
  const about = uncertaintyKm[row] > 0;
  const icon = about ? `${kinds[kind[row]].name}-about` : kinds[kind[row]].name;
  return {
    type: "Feature",
    properties: { row, day: day[row], kind: kind[row], about: about ? 1 : 0, icon },
    geometry: { type: "Point", coordinates: [lon[row], lat[row]] },
  };
}

/** @param {import("maplibre-gl").Map} map */
function addLayers(map) {
  // Below the labels: a town that cannot be read under its own incidents helps nobody.
  const add = (/** @type {import("maplibre-gl").AddLayerObject} */ layer) =>
    map.addLayer(layer, "country-labels");
  add({
    id: "incident-heat",
    type: "heatmap",
    source: "incidents",
    layout: { visibility: "none" },
    paint: {
      "heatmap-radius": ["interpolate", ["exponential", 1.6], ["zoom"], 3, 7, 6, 18, 10, 60],
      // One hue from pale to dark: reads in grey, and no colour in it stands for all-clear.
      "heatmap-color": [
        "interpolate",
        ["linear"],
        ["heatmap-density"],
        ...[0, "rgba(120,80,160,0)", 0.15, "rgba(188,160,205,.55)", 0.45, "rgba(136,84,160,.7)"],
        ...[0.75, "rgba(92,34,110,.8)", 1, "rgba(45,10,60,.88)"],
      ],
    },
  });
  add({
    id: "hit-rings",
    type: "circle",
    source: "hits",
    paint: {
      "circle-radius": ["interpolate", ["linear"], ["zoom"], 4, 3.2, 6.5, 5, 10, 11],
      "circle-color": "#ffffff",
      "circle-opacity": 0.45,
      "circle-stroke-color": ["case", ["==", ["get", "certain"], 1], "#14242f", "#7f8f99"],
      "circle-stroke-width": ["case", ["==", ["get", "certain"], 1], 1.3, 0.9],
    },
  });
  add({
    id: "incident-dots",
    type: "circle",
    source: "incidents",
    paint: {
      "circle-radius": ["interpolate", ["linear"], ["zoom"], 3, 1.3, 6.5, 3.4],
      "circle-color": ["case", ["==", ["get", "about"], 1], "#ffffff", COLOUR],
      "circle-opacity": 0.75,
      "circle-stroke-color": COLOUR,
      "circle-stroke-width": ["case", ["==", ["get", "about"], 1], 0.9, 0],
      "circle-stroke-opacity": 0.75,
    },
  });
  add({
    id: "incident-marks",
    type: "symbol",
    source: "incidents",
    layout: {
      "icon-image": ["get", "icon"],
      "icon-size": ["interpolate", ["linear"], ["zoom"], 5, 0.45, 10, 0.85],
      "icon-allow-overlap": true,
      "icon-ignore-placement": true,
    },
  });
  add({
    id: "picked-ring",
    type: "circle",
    source: "picked",
    paint: {
      "circle-radius": 13,
      "circle-opacity": 0,
      "circle-stroke-color": "#14242f",
      "circle-stroke-width": 3,
    },
  });
}
