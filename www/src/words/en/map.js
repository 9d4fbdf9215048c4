// On the map itself.

export const map = {
  label: "Map of recorded incidents. Arrow keys move it, plus and minus zoom.",
  attribution: "Natural Earth · GeoNames CC BY 4.0 · MapLibre",
  /** By MapLibre's own names. */
  controls: {
    "AttributionControl.ToggleAttribution": "Show or hide the sources of the map",
    "Map.Title": "Map",
    "NavigationControl.ZoomIn": "Zoom in",
    "NavigationControl.ZoomOut": "Zoom out",
  },
  moveCorner: "Drag to move this corner; right-click to remove it",
  insertCorner: "Drag to add a corner",
  atTown: (/** @type {string} */ town) => `at ${town}`,
  nearTown: (/** @type {number} */ km, /** @type {string} */ town) => `${km} km from ${town}`,
  basemapMissing: (/** @type {string} */ name, /** @type {number} */ status) =>
    `The basemap file ${name}.json is missing (HTTP status ${status}).`,
  noCanvas: "This browser offers no 2D canvas.",
  shadersFailed: (/** @type {string} */ reasons) =>
    `The incidents cannot be drawn on the map in this browser: ${reasons}`,
  drawsNothing: "The map draws nothing.",
};
