// Stands in for the map where none can be drawn, such as without WebGL 2. It keeps sources and layers, tells where places would be on
// the screen, and draws nothing. The modules that draw on the map, Terra Draw and MapLibre's markers among them, need not know.
import { LngLat, MercatorCoordinate, Point } from "maplibre-gl";
import { openingView } from "../places.js";

/** @typedef {(event: { type: string }) => void} Listener */

/** The pixels of the whole world at zoom 0. */
const WORLD_PIXELS = 512;
const MAX_ZOOM = 15;
/** What is missing has no size of its own. */
const SIZE = { width: 640, height: 360 };

/** Parts of a map that are switched on and off. */
const HANDLERS = ["dragPan", "dragRotate", "doubleClickZoom", "scrollZoom", "boxZoom", "keyboard"];
/** What is asked of a map and changes nothing that is not drawn. */
const WITHOUT_EFFECT = [
  ...["addControl", "removeControl", "addImage", "removeImage", "updateImage", "moveLayer"],
  ...["setPaintProperty", "setFilter", "setFeatureState", "removeFeatureState", "resize", "stop"],
  ...["setPixelRatio", "setMaxBounds", "setMinZoom", "setMaxZoom", "setLayerZoomRange", "panBy", "panTo"],
];

/**
 * Makes it.
 * @param {HTMLElement} container where the map would be
 * @returns {import("maplibre-gl").Map} as much of a map as the page uses
 */
export function createStandIn(container) {
  /** @type {Map<string, Set<Listener>>} */
  const listeners = new Map();
  /** @type {Map<string, ReturnType<typeof createSource>>} */
  const sources = new Map();
  /** @type {Map<string, { id: string, source?: string, layout: Record<string, unknown> }>} */
  const layers = new Map();
  const canvas = document.createElement("canvas");
  const markers = document.createElement("div");
  const camera = { centre: new LngLat(0, 0), zoom: 1.5 };

  /** @param {string} type */
  function fire(type) {
    for (const listener of [...(listeners.get(type) ?? [])]) listener({ type });
  }

  /** The place on the world's picture, in pixels. @param {import("maplibre-gl").LngLatLike} at */
  function pixelsOf(at) {
    const { x, y } = MercatorCoordinate.fromLngLat(LngLat.convert(at));
    const size = WORLD_PIXELS * 2 ** camera.zoom;
    return new Point(x * size, y * size);
  }

  /** @param {LngLat} centre @param {number} zoom */
  function move(centre, zoom) {
    Object.assign(camera, { centre, zoom: Math.min(zoom, MAX_ZOOM) });
    for (const type of ["move", "zoom", "moveend"]) fire(type);
  }

  /** The middle of the screen on the world's picture. */
  const middle = () => pixelsOf(camera.centre)._sub(new Point(SIZE.width / 2, SIZE.height / 2));

  const standIn = {
    /** @param {string} type @param {Listener} listener */
    on(type, listener) {
      listeners.set(type, (listeners.get(type) ?? new Set()).add(listener));
      return standIn;
    },
    /** @param {string} type @param {Listener} listener */
    off(type, listener) {
      listeners.get(type)?.delete(listener);
      return standIn;
    },
    /** @param {string} type @param {Listener} listener */
    once(type, listener) {
      /** @type {Listener} */
      const only = (event) => {
        standIn.off(type, only);
        listener(event);
      };
      return standIn.on(type, only);
    },
    /** A frame that draws nothing is done at once. */
    triggerRepaint: () => queueMicrotask(() => ["render", "idle"].forEach(fire)),
    ...{ getContainer: () => container, getCanvas: () => canvas, getCanvasContainer: () => markers },

    /** @param {string} id @param {{ data?: unknown }} source */
    addSource: (id, { data }) => sources.set(id, createSource(data)),
    /** @param {string} id */
    getSource: (id) => sources.get(id),
    /** @param {string} id */
    removeSource: (id) => sources.delete(id),
    isSourceLoaded: () => true,
    /** @param {{ id: string, source?: string, layout?: Record<string, unknown> }} layer */
    addLayer: ({ id, source, layout = {} }) => layers.set(id, { id, source, layout: { ...layout } }),
    /** @param {string} id */
    getLayer: (id) => layers.get(id),
    /** @param {string} id */
    removeLayer: (id) => layers.delete(id),
    getLayersOrder: () => [...layers.keys()],
    getStyle: () => ({ version: 8, sources: {}, layers: [...layers.values()] }),
    /** @param {string} id @param {string} name */
    getLayoutProperty: (id, name) => layers.get(id)?.layout[name],
    /** @param {string} id @param {string} name @param {unknown} value */
    setLayoutProperty(id, name, value) {
      const layer = layers.get(id);
      if (layer) layer.layout[name] = value;
    },
    getFilter: () => undefined,
    isStyleLoaded: () => true,
    ...{ loaded: () => true, isMoving: () => false, hasImage: () => true },
    queryRenderedFeatures: () => [],

    getZoom: () => camera.zoom,
    getCenter: () => camera.centre,
    getBearing: () => 0,
    getPitch: () => 0,
    getPixelRatio: () => 1,
    getRenderWorldCopies: () => false,
    getBounds() {
      const [left, right] = [standIn.unproject([0, SIZE.height]), standIn.unproject([SIZE.width, 0])];
      return {
        getWest: () => left.lng,
        getSouth: () => left.lat,
        getEast: () => right.lng,
        getNorth: () => right.lat,
      };
    },
    /** @param {import("maplibre-gl").LngLatLike} at */
    project: (at) => pixelsOf(at)._sub(middle()),
    /** @param {import("maplibre-gl").PointLike} point */
    unproject(point) {
      const { x, y } = Point.convert(point).add(middle());
      const size = WORLD_PIXELS * 2 ** camera.zoom;
      return new MercatorCoordinate(x / size, y / size).toLngLat();
    },
    /** @param {{ center?: import("maplibre-gl").LngLatLike, zoom?: number }} to */
    jumpTo: ({ center = camera.centre, zoom = camera.zoom }) => move(LngLat.convert(center), zoom),
    /** @param {{ center?: import("maplibre-gl").LngLatLike, zoom?: number }} to */
    flyTo: (to) => standIn.jumpTo(to),
    /** @param {{ center?: import("maplibre-gl").LngLatLike, zoom?: number }} to */
    easeTo: (to) => standIn.jumpTo(to),
    /** @param {[number, number, number, number]} box @param {{ padding?: unknown, maxZoom?: number }} [options] */
    fitBounds([west, south, east, north], { padding = 0, maxZoom = MAX_ZOOM } = {}) {
      const [topLeft, bottomRight] = [new LngLat(west, north), new LngLat(east, south)].map((corner) =>
        MercatorCoordinate.fromLngLat(corner),
      );
      const [across, down] = [bottomRight.x - topLeft.x, bottomRight.y - topLeft.y];
      const edge = 2 * (typeof padding === "number" ? padding : 0);
      const zoom = Math.log2(
        Math.min((SIZE.width - edge) / Math.max(across, 1e-9), (SIZE.height - edge) / Math.max(down, 1e-9)) /
          WORLD_PIXELS,
      );
      const centre = new MercatorCoordinate(topLeft.x + across / 2, topLeft.y + down / 2).toLngLat();
      move(centre, Math.min(zoom, maxZoom));
    },
    remove: () => container.replaceChildren(),

    ...Object.fromEntries(WITHOUT_EFFECT.map((name) => [name, () => standIn])),
    ...Object.fromEntries(HANDLERS.map((name) => [name, createHandler()])),
    // MapLibre's markers ask for these two by themselves. No screen shows them.
    ...{ _getUIString: () => "", _camera: { transform: { ...OFF_SCREEN } } },
    painter: { drawFunctions: {} },
  };
  Object.assign(canvas, SIZE);
  // No picture can be made of it, and whoever asks for one says so.
  canvas.toDataURL = () => "";
  standIn.fitBounds(openingView);
  return /** @type {any} */ (standIn);
}

/** The part of a camera by which a marker sees that it need not be drawn. */
const OFF_SCREEN = {
  ...{ width: -1, height: -1 },
  getCoveringTilesDetailsProvider: () => ({ allowWorldCopies: () => false }),
};

/** @param {unknown} first */
function createSource(first) {
  let data = first;
  return {
    /** @param {unknown} next */
    setData(next) {
      data = next;
    },
    updateData() {},
    getData: async () => data,
  };
}

function createHandler() {
  let isOn = true;
  return {
    isEnabled: () => isOn,
    enable() {
      isOn = true;
    },
    disable() {
      isOn = false;
    },
    disableRotation() {},
  };
}
