// Chooses a place by a click on the map, and marks the place that is being entered.

/** @typedef {[lon: number, lat: number]} LonLat */

const SOURCE = "entered-place";

/**
 * @param {import("maplibre-gl").Map} map
 * @param {{ showHint: (isPicking: boolean) => void, signal: AbortSignal, root: HTMLElement }} page
 */
export function createPlacePicker(map, { showHint, signal, root }) {
  /** Who waits for a place. @type {{ take: (at: LonLat) => void, giveUp: () => void } | null} */
  let waiting = null;
  map.addSource(SOURCE, { type: "geojson", data: { type: "FeatureCollection", features: [] } });
  map.addLayer(mark);

  /** @param {typeof waiting} next */
  function wait(next) {
    waiting = next;
    map.getCanvas().classList.toggle("picking", next !== null);
    showHint(next !== null);
  }

  function stop() {
    const left = waiting;
    if (!left) return;
    wait(null);
    left.giveUp();
  }

  root.addEventListener("keydown", (event) => event.key === "Escape" && stop(), { signal });

  return {
    /** Waits for a click. @param {(at: LonLat) => void} take @param {() => void} giveUp */
    pick(take, giveUp) {
      stop();
      wait({ take, giveUp });
      map.getContainer().scrollIntoView({ block: "nearest" });
    },

    stop,

    /** Takes a click on the map, if somebody waits for one. @param {{ lngLat: import("maplibre-gl").LngLat }} event */
    takes({ lngLat }) {
      const taker = waiting;
      if (!taker) return false;
      wait(null);
      const { lng, lat } = lngLat.wrap();
      taker.take([lng, lat]);
      return true;
    },

    /** Marks a place, or none. @param {LonLat | null} at */
    mark(at) {
      const source = /** @type {import("maplibre-gl").GeoJSONSource} */ (map.getSource(SOURCE));
      source.setData({
        type: "FeatureCollection",
        features: at
          ? [{ type: "Feature", properties: {}, geometry: { type: "Point", coordinates: at } }]
          : [],
      });
    },
  };
}

const mark = /** @type {const} */ ({
  id: SOURCE,
  type: "circle",
  source: SOURCE,
  paint: {
    "circle-radius": 7,
    "circle-color": "#f0a202",
    "circle-stroke-color": "#14242f",
    "circle-stroke-width": 2.5,
  },
});
