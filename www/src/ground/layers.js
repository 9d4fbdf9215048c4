// Puts the layers of a map file into the map, and takes them out again. What the page brings along gives way where the file has more.
import { giveAddress } from "./protocol.js";
import { groundLayers, SOURCE } from "./style.js";

/** Lines of the ground that comes with the page, and the zoom from which those of a file are so much finer that they stand alone. */
const COARSE_LINES = ["coast", "borders"];
const FINE_FROM = 7;
const LAST_ZOOM = 24;
/** The layers above which the file's areas, lines and names come. */
const ABOVE = { under: "corridor-edges-corridors", over: "borders", names: "country-labels" };
const TOWNS = [1, 2, 3, 4].flatMap((rank) => [`towns-${rank}`, `town-labels-${rank}`]);

/**
 * @param {import("maplibre-gl").Map} map @param {import("./archive.js").Archive} archive
 * @param {string} attribution @param {(error: unknown) => void} fail is told once that the file cannot be read any more
 * @returns {() => void} takes it out again
 */
export function drawGround(map, archive, attribution, fail) {
  const address = giveAddress(archive, fail);
  const { bounds, minZoom: minzoom, maxZoom: maxzoom } = archive;
  map.addSource(SOURCE, { type: "vector", tiles: [address.tiles], bounds, minzoom, maxzoom, attribution });
  const layers = groundLayers(archive.schema, archive.layers);
  for (const place of /** @type {const} */ (["under", "over", "names"]))
    for (const layer of layers[place]) map.addLayer(layer, ABOVE[place]);
  for (const id of COARSE_LINES) map.setLayerZoomRange(id, 0, FINE_FROM);
  /** @type {Map<string, import("maplibre-gl").FilterSpecification | void>} */
  const filters = new Map(TOWNS.map((id) => [id, map.getFilter(id)]));
  for (const [id, filter] of filters)
    map.setFilter(id, /** @type {any} */ (["all", filter ?? true, ["!", ["within", boxOf(bounds)]]]));
  return () => {
    for (const { id } of Object.values(layers).flat()) map.removeLayer(id);
    map.removeSource(SOURCE);
    for (const id of COARSE_LINES) map.setLayerZoomRange(id, 0, LAST_ZOOM);
    for (const [id, filter] of filters) map.setFilter(id, filter ?? null);
    address.forget();
  };
}

/** @param {[number, number, number, number]} bounds @returns {GeoJSON.Polygon} */
const boxOf = ([west, south, east, north]) => ({
  type: "Polygon",
  coordinates: [
    [
      [west, south],
      [east, south],
      [east, north],
      [west, north],
      [west, south],
    ],
  ],
});
