/**
 * Shows or hides all layers of a source. The map prepares the whole screen for every source of areas or lines that is visible,
 * even if it is empty, so a source that shows nothing is best hidden.
 * @param {import("maplibre-gl").Map} map @param {string} source @param {boolean} visible
 */
export function showSource(map, source, visible) {
  const visibility = visible ? "visible" : "none";
  for (const id of map.getLayersOrder())
    if (map.getLayer(id)?.source === source && map.getLayoutProperty(id, "visibility") !== visibility)
      map.setLayoutProperty(id, "visibility", visibility);
}
