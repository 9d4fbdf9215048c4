// The map itself: MapLibre GL JS. Its worker is a file of ours, so that the content security policy needs no `blob:`.

import workerUrl from "virtual:map-worker";
import {
  AttributionControl,
  clearPrewarmedResources,
  Map as MapLibreMap,
  NavigationControl,
  prewarm,
  ScaleControl,
  setWorkerUrl,
} from "maplibre-gl";
import { basemapStyle } from "./basemap.js";
import { openingView } from "./places.js";
import { coveredBySheet } from "./sheet.js";
import { words } from "./words/index.js";

setWorkerUrl(new URL(workerUrl, document.baseURI).href);
// The worker starts while the basemap arrives.
prewarm();

let isWarm = true;

/** Ends the workers that were started before there was a map. Others end with the last map. */
export function forgetWorkers() {
  if (isWarm) clearPrewarmedResources();
  isWarm = false;
}

/** What offers shapes without a map, by what stands in for it. @type {WeakMap<MapLibreMap, Offer>} */
const offers = new WeakMap();
/** @typedef {ReturnType<typeof import("./no-map/index.js").createNoMap>["offer"]} Offer */

/** Beyond this zoom the map does not go: its ground has no more to show. */
const LAST_ZOOM = 15;

/** Where the map is at first, if not where the demo data are. @typedef {{ center: [lon: number, lat: number], zoom: number }} View */

/**
 * Makes the map, or what stands in for it where none can be drawn, such as without WebGL 2: then its place says why.
 * @param {HTMLElement} container
 * @param {Awaited<ReturnType<typeof import("./basemap.js").loadBasemap>>} basemap
 * @param {{ space: import("./space.js").Space, view?: View, noMap?: Error }} page `noMap`: why none is even tried
 * @returns {Promise<MapLibreMap>} a map that can take layers
 */
export async function createMap(container, basemap, page) {
  try {
    if (page.noMap) throw page.noMap;
    return await makeMap(container, basemap, page);
  } catch (error) {
    const { createNoMap } = await import("./no-map/index.js");
    const { map, offer } = createNoMap(container, error);
    offers.set(map, offer);
    return map;
  }
}

/**
 * Offers ways to a shape in the map's place, if there is no map to draw on.
 * @param {MapLibreMap} map @param {Parameters<Offer>[0]} page
 */
export const offerShapes = (map, page) => offers.get(map)?.(page);

/** Tells whether there is a map to see. @param {MapLibreMap} map */
export const hasMap = (map) => !offers.has(map);

/**
 * Leads to where a shape is made: to the map with a tool, or to the form in its place.
 * @param {MapLibreMap} map @param {() => void} chooseTool
 */
export function startDrawing(map, chooseTool) {
  if (hasMap(map)) {
    chooseTool();
    map.getCanvas().focus();
  } else map.getContainer().querySelector("textarea")?.focus();
}

/** @param {HTMLElement} container @param {Parameters<typeof createMap>[1]} basemap @param {Parameters<typeof createMap>[2]} page */
async function makeMap(container, basemap, { space, view }) {
  const map = new MapLibreMap({
    container,
    style: basemapStyle(basemap),
    locale: words.map.controls,
    ...(view ?? {
      bounds: openingView,
      // On a phone the sheet lies over the foot of the map from the start, though it is lower before there is an answer.
      fitBoundsOptions: { padding: { top: 8, left: 8, right: 8, bottom: 8 + coveredBySheet(space) / 2 } },
    }),
    minZoom: 1.5,
    maxZoom: LAST_ZOOM,
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
  const zoom = Math.max(map.getZoom(), 9);
  map.flyTo({ center: at, zoom, speed: 2.2, offset: [0, -coveredBelow(map) / 2] });
}

/**
 * @param {MapLibreMap} map
 * @param {[number, number, number, number]} box west, south, east, north
 */
export function fitBox(map, box) {
  const edge = 48;
  const padding = { top: edge, left: edge, right: edge, bottom: edge + coveredBelow(map) };
  map.fitBounds(box, { padding, maxZoom: 11, speed: 2.2 });
}

/**
 * Looks closer at some incidents.
 * @param {MapLibreMap} map
 * @param {[number, number, number, number]} box west, south, east, north
 */
export function lookCloser(map, box) {
  const edge = 72;
  const padding = { top: edge, left: edge, right: edge, bottom: edge + coveredBelow(map) };
  map.fitBounds(box, { padding, maxZoom: LAST_ZOOM, speed: 2.2 });
}

/** Returns how much of the map is covered from below, pixels: on a small screen the panel lies over it. @param {MapLibreMap} map */
const coveredBelow = (map) => Number(map.getContainer().dataset.covered ?? 0);

/** A shape that is smaller on the screen cannot be seen. */
const SEEN_PIXELS = 12;

/**
 * Moves the map to a box whose middle is out of view, or any of it where the whole is to be seen, or that is too small to be seen.
 * @param {MapLibreMap} map @param {[number, number, number, number]} box west, south, east, north @param {boolean} [isWhole]
 */
export function bringIntoView(map, box, isWhole) {
  const [west, south, east, north] = box;
  const { clientWidth, clientHeight } = map.getContainer();
  const [a, b] = [map.project([west, north]), map.project([east, south])];
  const middle = { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 };
  const isInside = (isWhole ? [a, b] : [middle]).every(
    ({ x, y }) => x > 0 && x < clientWidth && y > 0 && y < clientHeight - coveredBelow(map),
  );
  if (!isInside || Math.max(b.x - a.x, b.y - a.y) < SEEN_PIXELS) fitBox(map, box);
}

/** How far from what lies over the map a place is moved, pixels. */
const CLEARANCE = 48;

/**
 * Moves the map if something that lies over it hides a place: sideways from what stands at its side, up from what lies at its bottom.
 * @param {MapLibreMap} map @param {[number, number]} place lon, lat @param {HTMLElement} card
 */
export function keepClear(map, place, card) {
  if (map.isMoving()) {
    map.once("moveend", () => card.hidden || keepClear(map, place, card));
    return;
  }
  const frame = map.getContainer().getBoundingClientRect();
  const over = card.getBoundingClientRect();
  const { x, y } = map.project(place);
  const at = { x: frame.left + x, y: frame.top + y };
  const isNear =
    at.x > over.left - CLEARANCE &&
    at.x < over.right + CLEARANCE &&
    at.y > over.top - CLEARANCE &&
    at.y < over.bottom + CLEARANCE;
  if (!isNear) return;
  if (over.width > 0.8 * frame.width) map.panBy([0, at.y - (over.top - CLEARANCE)]);
  else if (over.left + over.right > frame.left + frame.right) map.panBy([at.x - (over.left - CLEARANCE), 0]);
  else map.panBy([at.x - (over.right + CLEARANCE), 0]);
}
