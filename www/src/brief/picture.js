// The picture of a brief: the page's own map, for a moment in the shape of the paper, with what the brief is about and without
// what is for editing. It is read from the canvas, without a request, and the map is then put back as it was.
import { boxAround } from "../layers/outline.js";
import { words } from "../words/index.js";

/** @typedef {[x: number, y: number]} Spot a place on the picture, in its own pixels */
/**
 * @typedef {object} Picture
 * @property {string} url a PNG as a `data:` URL
 * @property {number} width
 * @property {number} height
 * @property {Spot[]} spots where the scene's marks are
 * @property {{ km: number, pixels: number }} scale
 * @property {string} zones names the zones that are on it; empty where there are none
 */
/**
 * @typedef {object} ZonesOnMap
 * @property {GeoJSON.Feature[]} features areas, lines with a `width` on the ground and a `gap` in pixels, and places with a `label`
 * @property {(ids: ReadonlySet<string>) => string} describe names those that are seen, by the `id` of their areas and lines
 */
/**
 * @typedef {object} Scene
 * @property {GeoJSON.Position[]} line
 * @property {GeoJSON.Position[][]} stretches the worst ones, which stand out
 * @property {GeoJSON.Position[][]} others the routes that it is compared with
 * @property {{ name: string, lon: number, lat: number }[]} towns
 * @property {GeoJSON.Position[]} marks places that will be marked on the picture
 * @property {ZonesOnMap} [zones]
 * @property {[west: number, south: number, east: number, north: number]} [box] what is to be seen; by default what is around the line
 */
/** @typedef {{ width: number, height: number, density: number, padding: number }} Size in pixels of a screen, each of `density` pixels of the picture; `padding`: pixels around what is to be seen */

/** As wide as the paper, at twice the pixels of a screen. */
export const PICTURE = { width: 1140, height: 346, density: 2, padding: 34 };
const MARGIN_KM = 12;
const FONT = ["system-ui", "sans-serif"];
const MAX_WAIT_MS = 8000;
const MAX_SCALE_PIXELS = 190;
/** Begins the ids of the layers that are there for the picture only. */
const PREFIX = "brief";
const ZONE_LAYERS = ["zones-ground", "zones-outline", "zones-label"];
const INK = "#17242d";
/** Begins the ids of layers that the picture does without: handles and lines of Terra Draw, marks to be acknowledged, the map's own choice of towns, zones, which the picture draws itself, and the answers of the tab Roads. */
const FOR_EDITING = /^(td-|news-|towns-|town-labels-|zones-|ways-|reach-)/;

/** @param {import("maplibre-gl").Map} map @param {Scene} scene @param {Size} [size] @returns {Promise<Picture>} */
export async function takePicture(map, scene, size = PICTURE) {
  const restore = rearrange(map, scene, size);
  try {
    await waitUntilDrawn(map);
    const url = await readCanvas(map);
    const { width, height } = size;
    const zones = scene.zones?.describe(zonesSeen(map)) ?? "";
    const spots = scene.marks.map((at) => {
      const { x, y } = map.project(/** @type {[number, number]} */ (at));
      return /** @type {Spot} */ ([x, y]);
    });
    return { url, width, height, spots, scale: chooseScale(map, size), zones };
  } finally {
    restore();
  }
}

/** @param {import("maplibre-gl").Map} map @param {Scene} scene @param {Size} size @returns {() => void} puts everything back */
function rearrange(map, scene, { width, height, density, padding }) {
  const container = map.getContainer();
  const before = {
    style: container.style.cssText,
    camera: { center: map.getCenter(), zoom: map.getZoom() },
    density: map.getPixelRatio(),
  };
  map.stop();
  const hidden = map
    .getStyle()
    .layers.map(({ id }) => id)
    .filter((id) => FOR_EDITING.test(id) && map.getLayoutProperty(id, "visibility") !== "none");
  for (const id of hidden) map.setLayoutProperty(id, "visibility", "none");
  Object.assign(container.style, {
    ...{ position: "absolute", left: "0", top: "0" },
    ...{ width: `${width}px`, height: `${height}px` },
  });
  addSceneLayers(map, scene);
  map.setPixelRatio(density);
  map.resize();
  map.fitBounds(scene.box ?? boxAround(scene.line, MARGIN_KM), { animate: false, padding, maxZoom: 12 });

  return () => {
    for (const id of [...ZONE_LAYERS, "labels", "towns", "others", "stretches"])
      map.removeLayer(`${PREFIX}-${id}`);
    for (const id of ["zones", "towns", "others", "stretches"]) map.removeSource(`${PREFIX}-${id}`);
    for (const id of hidden) map.setLayoutProperty(id, "visibility", "visible");
    container.style.cssText = before.style;
    map.setPixelRatio(before.density);
    map.resize();
    map.jumpTo(before.camera);
  };
}

/** @param {import("maplibre-gl").Map} map @param {Scene} scene */
function addSceneLayers(map, { stretches, others, towns, zones }) {
  for (const [id, lines] of Object.entries({ stretches, others }))
    map.addSource(
      `${PREFIX}-${id}`,
      geojson(lines.map((coordinates) => ({ type: "LineString", coordinates }))),
    );
  map.addSource(`${PREFIX}-towns`, {
    type: "geojson",
    data: {
      type: "FeatureCollection",
      features: towns.map(({ name, lon, lat }, i) => ({
        type: "Feature",
        properties: { name, order: i },
        geometry: { type: "Point", coordinates: [lon, lat] },
      })),
    },
  });
  map.addLayer(
    {
      id: `${PREFIX}-stretches`,
      type: "line",
      source: `${PREFIX}-stretches`,
      layout: { "line-join": "round" },
      paint: { "line-width": 15, "line-color": INK },
    },
    "route-exposure",
  );
  map.addLayer(
    {
      id: `${PREFIX}-others`,
      type: "line",
      source: `${PREFIX}-others`,
      paint: { "line-width": 3, "line-color": "#4b5a64", "line-dasharray": [3, 2] },
    },
    `${PREFIX}-stretches`,
  );
  map.addLayer({
    id: `${PREFIX}-towns`,
    type: "circle",
    source: `${PREFIX}-towns`,
    paint: {
      "circle-radius": 3.5,
      "circle-color": "#ffffff",
      "circle-stroke-color": INK,
      "circle-stroke-width": 1.6,
    },
  });
  map.addLayer({
    id: `${PREFIX}-labels`,
    type: "symbol",
    source: `${PREFIX}-towns`,
    layout: {
      "text-field": ["get", "name"],
      "text-font": FONT,
      "text-size": 17,
      "text-variable-anchor": ["top", "bottom", "left", "right", "top-left", "bottom-right"],
      "text-radial-offset": 0.8,
      "text-justify": "auto",
      "text-padding": 1,
      "symbol-sort-key": ["get", "order"],
    },
    paint: { "text-color": INK, "text-halo-color": "#ffffff", "text-halo-width": 2 },
  });
  addZoneLayers(map, zones?.features ?? []);
}

/**
 * Draws zones below the route: dark dots around them, which no site has. A corridor has them on both of its edges, a route that bars
 * roads on both of its sides.
 * @param {import("maplibre-gl").Map} map @param {GeoJSON.Feature[]} features
 */
function addZoneLayers(map, features) {
  const [ground, outline, label] = ZONE_LAYERS.map((id) => `${PREFIX}-${id}`);
  const source = `${PREFIX}-zones`;
  map.addSource(source, { type: "geojson", data: { type: "FeatureCollection", features } });
  map.addLayer(
    {
      ...{ id: ground, type: "fill", source, filter: ["==", ["geometry-type"], "Polygon"] },
      paint: { "fill-color": INK, "fill-opacity": 0.12 },
    },
    "route-exposure",
  );
  map.addLayer(
    {
      ...{ id: outline, type: "line", source, filter: ["!=", ["geometry-type"], "Point"] },
      paint: {
        ...{ "line-color": INK, "line-width": 3, "line-dasharray": [1, 1.2] },
        "line-gap-width": ["interpolate", ["exponential", 2], ["zoom"], 0, gapAt(0), 24, gapAt(24)],
      },
    },
    "route-exposure",
  );
  map.addLayer({
    ...{ id: label, type: "symbol", source, filter: ["has", "label"] },
    layout: {
      ...{ "text-field": ["get", "label"], "text-font": FONT, "text-size": 16 },
      ...{ "text-variable-anchor": ["center", "top", "bottom", "left", "right"], "text-justify": "auto" },
    },
    paint: { "text-color": INK, "text-halo-color": "#ffffff", "text-halo-width": 2 },
  });
}

/** How far the two lines of a zone are apart at a zoom, pixels. @param {number} zoom @returns {import("maplibre-gl").ExpressionSpecification} */
const gapAt = (zoom) => ["+", ["*", ["get", "width"], 2 ** zoom], ["get", "gap"]];

/** The ids of the zones of which something is on the picture. @param {import("maplibre-gl").Map} map @returns {Set<string>} */
const zonesSeen = (map) =>
  new Set(
    map
      .queryRenderedFeatures({ layers: [`${PREFIX}-zones-ground`, `${PREFIX}-zones-outline`] })
      .map(({ properties }) => properties.id),
  );

/** @param {GeoJSON.Geometry[]} geometries @returns {import("maplibre-gl").GeoJSONSourceSpecification} */
const geojson = (geometries) => ({
  type: "geojson",
  data: {
    type: "FeatureCollection",
    features: geometries.map((geometry) => ({ type: "Feature", properties: {}, geometry })),
  },
});

/** Waits until everything is drawn and labelled, at most for a limited time. @param {import("maplibre-gl").Map} map */
function waitUntilDrawn(map) {
  const idle = new Promise((resolve) => map.once("idle", resolve));
  map.triggerRepaint();
  return Promise.race([idle, waitLimit()]);
}

/**
 * Reads the canvas within a frame, as it keeps what is drawn only until the frame has ended. A map that has lost its WebGL
 * context draws no frame.
 * @param {import("maplibre-gl").Map} map @returns {Promise<string>}
 */
async function readCanvas(map) {
  const read = new Promise((resolve) => {
    map.once("render", () => resolve(map.getCanvas().toDataURL("image/png")));
    map.triggerRepaint();
  });
  const url = await Promise.race([read, waitLimit()]);
  if (!url) throw new Error(words.map.drawsNothing);
  return url;
}

const waitLimit = () => new Promise((resolve) => setTimeout(resolve, MAX_WAIT_MS));

/** Chooses a round length for the scale bar, true at the middle of the picture. @param {import("maplibre-gl").Map} map @param {Size} size */
function chooseScale(map, { width, height }) {
  const y = height / 2;
  const left = map.unproject([0, y]);
  const right = map.unproject([100, y]);
  const kmPerPixel = left.distanceTo(right) / 1000 / 100;
  const longest = kmPerPixel * Math.min(MAX_SCALE_PIXELS, width / 4);
  const power = 10 ** Math.floor(Math.log10(longest));
  const km = [5, 2, 1].map((factor) => factor * power).find((length) => length <= longest) ?? power;
  return { km, pixels: km / kmPerPixel };
}
