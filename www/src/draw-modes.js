// How Terra Draw draws and edits each kind of shape.
import {
  TerraDrawCircleMode,
  TerraDrawLineStringMode,
  TerraDrawPointMode,
  TerraDrawPolygonMode,
  TerraDrawSelectMode,
} from "terra-draw";
import { ACCENT } from "./layers/shapes.js";
import { shapeKinds } from "./shapes.js";

/** @typedef {import("./shapes.js").ShapeKind} ShapeKind */
/** @typedef {import("terra-draw").GeoJSONStoreFeatures} StoreFeature */

/** Ends the mode's name of an outline with too many corners for a handle on each. */
export const LONG = "-long";
/** A finished circle is held as its centre, a point that can be dragged; the store has its radius. */
export const CENTRE = "centre";
/** @type {`#${string}`} */
const HANDLE = "#ffffff";

/** @param {StoreFeature} feature */
export const isLong = ({ properties }) => String(properties.mode).endsWith(LONG);

/**
 * Returns the kind of shape that a feature is. Handles and guides are points too, but none of them is a shape.
 * @param {StoreFeature} feature
 * @returns {ShapeKind | null}
 */
export function kindOf({ geometry, properties }) {
  if (properties.mode === CENTRE) return "circle";
  const kind = String(properties.mode).replace(LONG, "");
  return geometry.type !== "Point" && kind in shapeKinds ? /** @type {ShapeKind} */ (kind) : null;
}

/** Returns the colour of a feature's shape, or that of what is being drawn. @param {StoreFeature} feature */
const colourOf = ({ properties }) => /** @type {`#${string}`} */ (properties.colour ?? ACCENT);

/**
 * Lets the second tap tell the radius of a circle: a finger makes no movement before it.
 * @template {{ state: string, onMouseMove: (event: any) => void, onClick: (event: any) => void }} Mode
 * @param {Mode} mode
 */
function withTaps(mode) {
  const { onClick } = mode;
  mode.onClick = (event) => {
    if (mode.state === "drawing") mode.onMouseMove(event);
    onClick.call(mode, event);
  };
  return mode;
}

export function drawingModes() {
  const line = {
    lineStringColor: colourOf,
    lineStringWidth: 2.5,
    closingPointColor: ACCENT,
    closingPointOutlineColor: HANDLE,
    closingPointOutlineWidth: 2,
    closingPointWidth: 6,
  };
  const area = {
    fillColor: colourOf,
    fillOpacity: 0.12,
    outlineColor: colourOf,
    outlineWidth: 2,
  };
  const editable = {
    feature: {
      draggable: true,
      // The engine explains what is wrong with a shape that crosses itself; a drag that merely sticks explains nothing.
      selfIntersectable: true,
      coordinates: { midpoints: { draggable: true }, draggable: true, deletable: true },
    },
  };
  const longEditable = { feature: { draggable: true } };
  return [
    // The globe's circle, because the engine's radius is a distance on the ground. Our own layer draws it.
    withTaps(
      /** @type {any} */ (
        new TerraDrawCircleMode({
          projection: "globe",
          drawInteraction: "click-move-or-drag",
          styles: { ...area, fillOpacity: 0, outlineOpacity: 0 },
        })
      ),
    ),
    new TerraDrawPolygonMode({
      styles: { ...area, closingPointColor: ACCENT, closingPointOutlineColor: HANDLE, closingPointWidth: 6 },
    }),
    new TerraDrawLineStringMode({ modeName: "corridor", styles: line }),
    new TerraDrawLineStringMode({ modeName: "route", styles: line }),
    ...["corridor", "route"].map(
      (kind) => new TerraDrawLineStringMode({ modeName: kind + LONG, styles: { lineStringOpacity: 0 } }),
    ),
    // Our own layers draw long outlines.
    new TerraDrawPolygonMode({
      modeName: `polygon${LONG}`,
      styles: { fillOpacity: 0, outlineOpacity: 0 },
    }),
    new TerraDrawPointMode({
      modeName: CENTRE,
      styles: { pointColor: colourOf, pointWidth: 6, pointOutlineColor: HANDLE, pointOutlineWidth: 2 },
    }),
    new TerraDrawSelectMode({
      flags: {
        polygon: editable,
        corridor: editable,
        route: editable,
        [`polygon${LONG}`]: longEditable,
        [`corridor${LONG}`]: longEditable,
        [`route${LONG}`]: longEditable,
        [CENTRE]: { feature: { draggable: true } },
      },
      keyEvents: { deselect: "Escape", delete: "Delete", rotate: null, scale: null },
      styles: {
        selectedLineStringColor: colourOf,
        selectedLineStringWidth: 1.5,
        selectedLineStringOpacity: (/** @type {StoreFeature} */ feature) => (isLong(feature) ? 0 : 1),
        selectedPolygonColor: colourOf,
        selectedPolygonFillOpacity: (/** @type {StoreFeature} */ feature) => (isLong(feature) ? 0 : 0.12),
        selectedPolygonOutlineOpacity: (/** @type {StoreFeature} */ feature) => (isLong(feature) ? 0 : 1),
        selectedPolygonOutlineColor: colourOf,
        selectedPolygonOutlineWidth: 2.5,
        selectedPointColor: colourOf,
        selectedPointWidth: 8,
        selectedPointOutlineColor: HANDLE,
        selectedPointOutlineWidth: 2,
        selectionPointColor: HANDLE,
        selectionPointWidth: 5,
        selectionPointOutlineColor: ACCENT,
        selectionPointOutlineWidth: 2,
        midPointColor: "#a9c3d4",
        midPointWidth: 3,
        midPointOutlineColor: HANDLE,
        midPointOutlineWidth: 1,
      },
    }),
  ];
}
