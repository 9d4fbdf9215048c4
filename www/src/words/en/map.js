// On the map itself.
import { formatCount } from "../../format.js";
import { plural } from "./plural.js";

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
  /** Beside the mouse. */
  hover: {
    deaths: (/** @type {number} */ count) => plural(count, "death"),
    deathsNotRecorded: "deaths not recorded",
    others: (/** @type {number} */ count) => `and ${formatCount(count)} more here`,
    group: (/** @type {number} */ count) => plural(count, "incident"),
    certain: (/** @type {number} */ count) => `${formatCount(count)} counted in the answer`,
    possible: (/** @type {number} */ count) => `${formatCount(count)} possibly in it`,
  },
  legend: {
    title: "Legend",
    beside: {
      barred: "Own zone in force: closed or no-go",
      restricted: "Own zone in force: restricted",
      roads: "Roads that are loaded",
      ways: "Ways; the thick one is chosen",
      reach: "How far one comes in the hours that are asked about",
    },
    marks: "One incident; the shape and colour are its kind",
    dots: "One incident; closer up it has the shape of its kind",
    hollow: "Hollow: the place is uncertain",
    certain: "Dark ring: counted in the answer",
    possible: "Pale ring: possibly in it",
    group: (/** @type {string} */ from, /** @type {string} */ to) => `${from} to ${to} incidents`,
    largestGroup: (/** @type {string} */ from) => `${from} incidents or more`,
    alone: "One incident, by its kind",
    groupCounted: "Ringed: some are counted in the answer",
    groupHint: "Groups have only what the filters leave. Click one to look closer.",
    few: "few",
    many: "many",
    heatHint:
      "How close together the shown incidents lie. The scale follows their number and the zoom: compare places, not days. What the answer counts has no ring here.",
  },
};

/** While something is drawn or edited. */
export const draw = {
  bar: "Drawing",
  finish: "Finish",
  undoPoint: "Undo point",
  deleteCorner: "Delete corner",
  cancel: "Cancel",
  done: "Done",
  remove: "Remove",
  radius: (/** @type {string} */ km) => `Radius ${km}`,
  typeRadius: "Type the radius",
  askRadius: "Radius of the circle, km",
  points: (/** @type {number} */ count) => plural(count, "point"),
  corner: (/** @type {string} */ number, /** @type {string} */ of) => `Corner ${number} of ${of}`,
  leastArea: "An area needs its 3 corners.",
  leastLine: "A line needs its 2 points.",
  edge: "Drag to change the radius",
};
