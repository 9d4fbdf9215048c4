// The map itself: MapLibre GL JS. Its worker is a file of ours, so that the content security policy needs no `blob:`.

import workerUrl from "virtual:map-worker";
import {
  AttributionControl,
  Map as MapLibreMap,
  NavigationControl,
  prewarm,
  ScaleControl,
  setWorkerUrl,
} from "maplibre-gl";
import { basemapStyle } from "./basemap.js";
import { openingView } from "./places.js";
import { words } from "./words/index.js";

setWorkerUrl(new URL(workerUrl, document.baseURI).href);
// The worker starts while the basemap arrives.
prewarm();

/** The map cannot be drawn, such as without WebGL 2. */
export class MapFailed extends Error {}

/**
 * @param {HTMLElement} container
 * @param {Awaited<ReturnType<typeof import("./basemap.js").loadBasemap>>} basemap
 * @returns {Promise<MapLibreMap>} a map that can take layers
 * @throws {MapFailed}
 */
export async function createMap(container, basemap) {
  try {
    return await makeMap(container, basemap);
  } catch (error) {
    throw new MapFailed(error instanceof Error ? error.message : String(error), { cause: error });
  }
}

/** @param {HTMLElement} container @param {Parameters<typeof createMap>[1]} basemap */
async function makeMap(container, basemap) {
  const map = new MapLibreMap({
    container,
    style: basemapStyle(basemap),
    locale: words.map.controls,
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
      customAttribution: words.map.attribution,
    }),
    "bottom-right",
  );
  map.addControl(new ScaleControl({ unit: "metric" }), "bottom-right");
  const canvas = map.getCanvas();
  canvas.setAttribute("aria-label", words.map.label);
  // A drag continues and ends wherever the pointer goes, also over the cards that lie on the map, and outside the window.
  canvas.addEventListener("pointerdown", (event) => canvas.setPointerCapture(event.pointerId));
  // The map need not be idle: shapes can be drawn and answered while it still labels its towns.
  await new Promise((resolve) => map.once("style.load", resolve));
  omitSky(map);
  return map;
}

/**
 * Resolves when the ground is drawn.
 * @param {MapLibreMap} map @returns {Promise<void>}
 */
export const untilDrawn = (map) =>
  new Promise((resolve) => {
    function look() {
      if (!map.isSourceLoaded("ground")) return;
      map.off("render", look);
      resolve();
    }
    map.on("render", look);
    map.triggerRepaint();
  });

/**
 * Stops MapLibre from drawing a sky below everything else in every frame. Our map always lies flat, so that no sky can be seen,
 * but without a graphics card it takes a quarter of a frame, and no option of the style turns it off.
 * @param {MapLibreMap} map
 */
function omitSky(map) {
  map.painter.drawFunctions.sky = () => {};
}

/**
 * Moves the map; without animation for readers who asked for less motion.
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
export function fitBox(map, box) {
  map.fitBounds(box, { padding: 48, maxZoom: 11, speed: 2.2 });
}
