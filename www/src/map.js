// The map itself: MapLibre GL JS with its worker as a file of ours, so that the content security policy needs no blob.
import {
  AttributionControl,
  Map as MapLibreMap,
  NavigationControl,
  ScaleControl,
  setWorkerUrl,
} from "maplibre-gl";
import workerUrl from "maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url";
import { basemapStyle } from "./basemap.js";
import { openingView } from "./places.js";

setWorkerUrl(new URL(workerUrl, document.baseURI).href);

/**
 * @param {HTMLElement} container
 * @param {Awaited<ReturnType<typeof import("./basemap.js").loadBasemap>>} basemap
 * @returns {Promise<MapLibreMap>} ready to take layers
 */
export async function createMap(container, basemap) {
  const map = new MapLibreMap({
    container,
    style: basemapStyle(basemap),
    bounds: openingView,
    fitBoundsOptions: { padding: 8 },
    minZoom: 1.5,
    maxZoom: 15,
    dragRotate: false,
    pitchWithRotate: false,
    touchPitch: false,
    attributionControl: false,
    fadeDuration: 0,
  });
  map.touchZoomRotate.disableRotation();
  map.keyboard.disableRotation();
  map.addControl(new NavigationControl({ showCompass: false }), "top-right");
  map.addControl(
    new AttributionControl({
      compact: false,
      customAttribution: "Natural Earth · GeoNames CC BY 4.0 · MapLibre",
    }),
    "bottom-right",
  );
  map.addControl(new ScaleControl({ unit: "metric" }), "bottom-right");
  map
    .getCanvas()
    .setAttribute("aria-label", "Map of recorded incidents. Arrow keys move it, plus and minus zoom.");
  // A drag goes on, and ends, where the pointer goes: also over the cards that lie on the map, and outside the window.
  const canvas = map.getCanvas();
  canvas.addEventListener("pointerdown", (event) => canvas.setPointerCapture(event.pointerId));
  // Not until all is drawn: shapes can be drawn and answered while the map still labels its towns.
  await new Promise((resolve) => map.once("style.load", resolve));
  leaveOutSky(map);
  return map;
}

/**
 * The map draws a sky under all else in every frame, pixel by pixel, also where it lies flat as ours always does and no
 * sky can be seen. Without a graphics card that is a quarter of a frame, and no option of the style turns it off.
 * @param {MapLibreMap} map
 */
function leaveOutSky(map) {
  map.painter.drawFunctions.sky = () => {};
}

/**
 * Moves the map, at once for readers who asked for less motion.
 * @param {MapLibreMap} map
 * @param {[number, number]} at lon, lat
 */
export function flyTo(map, at) {
  map.flyTo({ center: at, zoom: Math.max(map.getZoom(), 9), speed: 2.2 });
}

/**
 * @param {MapLibreMap} map
 * @param {[number, number, number, number]} box west, south, east, north
 */
export function fit(map, box) {
  map.fitBounds(box, { padding: 48, maxZoom: 11, speed: 2.2 });
}
