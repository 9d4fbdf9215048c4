// Incidents on the map: as marks by kind, as a heat map, and with a ring around those the current question counts.
import { kinds, mapImages } from "../kinds.js";

/** @typedef {import("maplibre-gl").GeoJSONSource} GeoJSONSource */
/** @typedef {import("maplibre-gl").ExpressionSpecification} Expression */
/** @typedef {Awaited<ReturnType<import("geobit").Snapshot["columns"]>>} Columns */

const EMPTY = /** @type {GeoJSON.FeatureCollection} */ ({ type: "FeatureCollection", features: [] });
/** Below this zoom incidents are dots: marks would hide each other. */
const MARK_ZOOM = 6.5;
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
      const features = [];
      for (let row = 0; row < next.lon.length; row++) {
        // Not locatable (no radius) or without coordinates: counted in words, never drawn as if it had a place.
        if (Number.isNaN(next.uncertaintyKm[row]) || Number.isNaN(next.lon[row])) continue;
        features.push(incident(next, row));
      }
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

/** @param {Columns} columns @param {number} row @returns {GeoJSON.Feature} */
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
      "heatmap-intensity": ["interpolate", ["linear"], ["zoom"], 3, 0.25, 6, 0.45, 10, 0.9],
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
      "circle-radius": ["interpolate", ["linear"], ["zoom"], 4, 3.6, MARK_ZOOM, 7, 10, 12],
      "circle-color": "#ffffff",
      "circle-opacity": 0.85,
      "circle-stroke-color": ["case", ["==", ["get", "certain"], 1], "#14242f", "#7f8f99"],
      "circle-stroke-width": ["case", ["==", ["get", "certain"], 1], 1.6, 1],
    },
  });
  add({
    id: "incident-dots",
    type: "circle",
    source: "incidents",
    maxzoom: MARK_ZOOM,
    paint: {
      "circle-radius": ["interpolate", ["linear"], ["zoom"], 3, 1.3, MARK_ZOOM, 3.4],
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
    minzoom: MARK_ZOOM,
    layout: {
      "icon-image": ["get", "icon"],
      "icon-size": ["interpolate", ["linear"], ["zoom"], MARK_ZOOM, 0.42, 10, 0.85],
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
