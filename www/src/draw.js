// Drawing and editing with Terra Draw. It holds the geometry; this module keeps our list of shapes in step with it.
import {
  TerraDraw,
  TerraDrawCircleMode,
  TerraDrawLineStringMode,
  TerraDrawPointMode,
  TerraDrawPolygonMode,
  TerraDrawSelectMode,
} from "terra-draw";
import { TerraDrawMapLibreGLAdapter } from "terra-draw-maplibre-gl-adapter";
import { createCornerHandle } from "./corner-handle.js";
import { ACCENT } from "./layers/shapes.js";
import { showSource } from "./layers/visibility.js";
import { positions, shapeKinds } from "./shapes.js";

/** @typedef {import("./shapes.js").Shape} Shape */
/** @typedef {import("./shapes.js").ShapeKind} ShapeKind */
/** @typedef {import("terra-draw").GeoJSONStoreFeatures} StoreFeature */

/** The click or tap that ends a drawing reaches the map up to this much later; it draws, it does not pick. */
const LAST_CLICK_MS = 400;
/**
 * Outlines with more corners have one handle, under the pointer: so many leave no room for one on each, and every handle is
 * drawn anew in every step of a drag.
 */
const MOST_HANDLES = 50;
const LONG = "-long";
/** A finished circle is held as its centre, a point to drag; its radius is a number of ours. */
const CENTRE = "centre";
/** @type {`#${string}`} */
const HANDLE = "#ffffff";

/**
 * @param {import("maplibre-gl").Map} map
 * @param {{ changed: () => void, toolChanged: (tool: ShapeKind | null) => void }} listener
 *   `changed`: a shape appeared, moved, vanished, or another one is the active one
 */
export function createDrawing(map, listener) {
  /** @type {(Shape & { featureId: string | number })[]} */
  const shapes = [];
  /** @type {string | null} */
  let activeId = null;
  let made = 0;
  /** The shape whose corner is moved, of which the drawing tools know nothing yet. @type {typeof shapes[number] | null} */
  let held = null;
  /** Whether a change is our own, and told already. */
  let settling = false;
  let finishedAt = Number.NEGATIVE_INFINITY;
  const draw = new TerraDraw({ adapter: new TerraDrawMapLibreGLAdapter({ map }), modes: modes() });
  draw.start();
  setMode("select");

  const active = () => shapes.find((shape) => shape.id === activeId) ?? null;
  /** @param {string | number} featureId */
  const byFeature = (featureId) => shapes.find((shape) => shape.featureId === featureId);

  /** @param {string | null} id */
  function activate(id) {
    if (activeId === id) return;
    activeId = id;
    listener.changed();
  }

  /** @param {string} mode */
  function setMode(mode) {
    draw.setMode(mode);
    hideEmpty();
  }

  /** While something is drawn it may be of any form; then there is what the shapes are. Long ones are drawn elsewhere. */
  function hideEmpty() {
    for (const form of /** @type {const} */ (["LineString", "Polygon"])) {
      const drawn = shapes.some(({ geometry, long }) => geometry.type === form && !long);
      const needed = draw.getMode() !== "select" || drawn;
      showSource(map, `td-${form.toLowerCase()}`, needed);
    }
  }

  /** @param {StoreFeature} feature */
  function adopt(feature) {
    const kind = kindOf(feature);
    if (!kind) return;
    made += 1;
    const shape = {
      id: `shape-${made}`,
      featureId: /** @type {string | number} */ (feature.id),
      kind,
      long: isLong(feature),
      name: `${shapeKinds[kind].label} ${shapes.filter((other) => other.kind === kind).length + 1}`,
      km: shapeKinds[kind].km,
      geometry: /** @type {Shape["geometry"]} */ (feature.geometry),
    };
    shapes.push(shape);
    activeId = shape.id;
    follow(shape, feature);
  }

  /** @param {Shape} shape @param {StoreFeature} feature */
  function follow(shape, feature) {
    if (feature.properties.mode === "circle") {
      const circle = /** @type {GeoJSON.Polygon} */ (feature.geometry);
      shape.geometry = { type: "Point", coordinates: centreOf(circle.coordinates[0]) };
      shape.km = Math.max(0.1, Math.round(Number(feature.properties.radiusKilometers) * 10) / 10);
    } else shape.geometry = /** @type {Shape["geometry"]} */ (feature.geometry);
  }

  draw.on("change", (ids, type) => {
    if (settling) return;
    let touched = false;
    for (const id of ids) {
      const shape = byFeature(id);
      if (type === "delete") {
        if (!shape) continue;
        shapes.splice(shapes.indexOf(shape), 1);
        cornerHandle.hide();
        if (activeId === shape.id) activeId = shapes.at(-1)?.id ?? null;
        touched = true;
        continue;
      }
      const feature = draw.getSnapshotFeature(id);
      if (!feature || type === "styling") continue;
      if (shape) follow(shape, feature);
      else if (type === "create") adopt(feature);
      else continue;
      touched = true;
    }
    if (type === "create" || type === "delete") hideEmpty();
    if (touched) listener.changed();
  });

  draw.on("finish", (id, { action }) => {
    const shape = byFeature(id);
    if (!shape || action !== "draw") return;
    finishedAt = performance.now();
    // Leaving the drawing mode from within its own event would end it half-way.
    queueMicrotask(() => {
      if (shape.geometry.type === "Point") keepCentre(shape, shape.geometry.coordinates);
      pick(shape);
    });
  });

  draw.on("select", (id) => {
    const shape = byFeature(id);
    if (shape) activate(shape.id);
  });

  const cornerHandle = createCornerHandle(map, {
    corners() {
      const shape = active();
      return shape?.long && draw.getMode() === "select" ? positions(shape.geometry) : null;
    },
    insert: (index, at) => reshape((corners) => corners.toSpliced(index, 0, at.map(sixDigits))),
    move(index, at) {
      // A place that the drawing tools do not take, as it is beyond 180° or a pole: the corner stays where it was.
      if (Math.abs(at[0]) <= 180 && Math.abs(at[1]) <= 90)
        reshape((corners) => corners.with(index % corners.length, at.map(sixDigits)));
    },
    moved: settle,
    remove(index) {
      reshape((corners, least) =>
        corners.length > least ? corners.toSpliced(index % corners.length, 1) : corners,
      );
      settle();
    },
  });

  /**
   * Changes the corners of the active shape. The drawing tools are told when it is done: they would copy and draw all of so
   * many corners in every step of a drag.
   * @param {(corners: GeoJSON.Position[], least: number) => GeoJSON.Position[]} change `least`: so many must be left. The
   *   handle counts an area's first corner once more at the end, `corners` do not.
   */
  function reshape(change) {
    held = active();
    if (!held) return;
    const { type } = held.geometry;
    if (type === "Polygon") {
      const ring = change(positions(held.geometry).slice(0, -1), 3);
      held.geometry = { type, coordinates: [[...ring, ring[0]]] };
    } else if (type === "LineString")
      held.geometry = { type, coordinates: change(positions(held.geometry), 2) };
    listener.changed();
  }

  /** Tells the drawing tools. */
  function settle() {
    const shape = held;
    held = null;
    if (!shape || !shapes.includes(shape)) return;
    settling = true;
    try {
      draw.updateFeatureGeometry(shape.featureId, shape.geometry);
    } catch {
      // They do not take it: it is again as they know it.
      shape.geometry = /** @type {Shape["geometry"]} */ (draw.getSnapshotFeature(shape.featureId)?.geometry);
      listener.changed();
    } finally {
      settling = false;
    }
  }

  /** Swaps the circle that was drawn for its centre. @param {typeof shapes[number]} shape @param {GeoJSON.Position} at */
  function keepCentre(shape, at) {
    const drawn = shape.featureId;
    shape.featureId = draw.getFeatureId();
    addFeature(shape.featureId, CENTRE, { type: "Point", coordinates: at });
    draw.removeFeatures([drawn]);
  }

  /** @param {string | number} id @param {string} mode @param {Shape["geometry"]} geometry */
  function addFeature(id, mode, geometry) {
    const [answer] = draw.addFeatures([
      /** @type {StoreFeature} */ ({ type: "Feature", id, properties: { mode }, geometry }),
    ]);
    if (!answer.valid) throw new Error(`The shape cannot be drawn: ${answer.reason}`);
  }

  /** Ends drawing and makes a shape the one to edit. @param {typeof shapes[number]} shape */
  function pick(shape) {
    setMode("select");
    listener.toolChanged(null);
    draw.selectFeature(shape.featureId);
    activate(shape.id);
  }

  return {
    /** @returns {readonly Shape[]} */
    shapes: () => shapes,
    active,
    /** Puts the handle of a long outline where its corner is now. */
    followCorner: cornerHandle.follow,

    /** Starts drawing; `null` goes back to moving and editing. @param {ShapeKind | null} kind */
    use(kind) {
      setMode(kind ?? "select");
      listener.toolChanged(kind);
    },
    /** Whether clicks draw at the moment, and so do not pick incidents. */
    isDrawing: () => draw.getMode() !== "select" || performance.now() - finishedAt < LAST_CLICK_MS,

    /** @param {string} id */
    select(id) {
      const shape = shapes.find((other) => other.id === id);
      if (shape) pick(shape);
    },

    /** @param {string} id @param {number} km */
    setKm(id, km) {
      const shape = shapes.find((other) => other.id === id);
      if (!shape || shape.km === km) return;
      shape.km = km;
      listener.changed();
    },

    /** @param {string} id @param {import("./brief/movement.js").Movement} movement */
    setMovement(id, movement) {
      const shape = shapes.find((other) => other.id === id);
      if (!shape) return;
      shape.movement = movement;
      listener.changed();
    },

    /** Adds a shape made elsewhere, and makes it the active one. @param {Omit<Shape, "id">} made_ */
    add({ kind, name, km, geometry }) {
      const featureId = draw.getFeatureId();
      const long = positions(geometry).length > MOST_HANDLES;
      addFeature(featureId, kind === "circle" ? CENTRE : long ? kind + LONG : kind, geometry);
      const shape = byFeature(featureId);
      if (!shape) return;
      Object.assign(shape, { name, km });
      pick(shape);
      listener.changed();
    },

    /** @param {string} id */
    remove(id) {
      const shape = shapes.find((other) => other.id === id);
      if (!shape) return;
      if (draw.getMode() !== "select") setMode("select");
      draw.removeFeatures([shape.featureId]);
    },
  };
}

/** As the drawing tools hold places. @param {number} degrees */
const sixDigits = (degrees) => Math.round(degrees * 1e6) / 1e6;

/** @param {StoreFeature} feature */
const isLong = ({ properties }) => String(properties.mode).endsWith(LONG);

/** Handles and guides are points too, but none of them is a shape. @param {StoreFeature} feature @returns {ShapeKind | null} */
function kindOf({ geometry, properties }) {
  if (properties.mode === CENTRE) return "circle";
  const kind = String(properties.mode).replace(LONG, "");
  return geometry.type !== "Point" && kind in shapeKinds ? /** @type {ShapeKind} */ (kind) : null;
}

/** Terra Draw's ring starts due north of the centre and passes due south of it half-way. @param {GeoJSON.Position[]} ring */
function centreOf(ring) {
  const [north, south] = [ring[0], ring[(ring.length - 1) / 2]];
  return [north[0], (north[1] + south[1]) / 2].map(sixDigits);
}

function modes() {
  const line = {
    lineStringColor: ACCENT,
    lineStringWidth: 2.5,
    closingPointColor: ACCENT,
    closingPointOutlineColor: HANDLE,
    closingPointOutlineWidth: 2,
    closingPointWidth: 6,
  };
  const area = {
    fillColor: ACCENT,
    fillOpacity: 0.12,
    outlineColor: ACCENT,
    outlineWidth: 2,
  };
  const editable = {
    feature: {
      draggable: true,
      // The engine says in words what is wrong with a shape that crosses itself; a drag that just sticks says nothing.
      selfIntersectable: true,
      coordinates: { midpoints: true, draggable: true, deletable: true },
    },
  };
  const longEditable = { feature: { draggable: true } };
  return [
    // The globe's circle, because the engine's radius is a distance on the ground. It is drawn by our own layer.
    new TerraDrawCircleMode({
      projection: "globe",
      drawInteraction: "click-move-or-drag",
      styles: { ...area, fillOpacity: 0, outlineOpacity: 0 },
    }),
    new TerraDrawPolygonMode({
      styles: { ...area, closingPointColor: ACCENT, closingPointOutlineColor: HANDLE, closingPointWidth: 6 },
    }),
    new TerraDrawLineStringMode({ modeName: "corridor", styles: line }),
    new TerraDrawLineStringMode({ modeName: "route", styles: line }),
    ...["corridor", "route"].map(
      (kind) => new TerraDrawLineStringMode({ modeName: kind + LONG, styles: { lineStringOpacity: 0 } }),
    ),
    // What is long is drawn by our own layers.
    new TerraDrawPolygonMode({
      modeName: `polygon${LONG}`,
      styles: { fillOpacity: 0, outlineOpacity: 0 },
    }),
    new TerraDrawPointMode({
      modeName: CENTRE,
      styles: { pointColor: ACCENT, pointWidth: 6, pointOutlineColor: HANDLE, pointOutlineWidth: 2 },
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
        selectedLineStringColor: ACCENT,
        selectedLineStringWidth: 1.5,
        selectedLineStringOpacity: (/** @type {StoreFeature} */ feature) => (isLong(feature) ? 0 : 1),
        selectedPolygonColor: ACCENT,
        selectedPolygonFillOpacity: (/** @type {StoreFeature} */ feature) => (isLong(feature) ? 0 : 0.12),
        selectedPolygonOutlineOpacity: (/** @type {StoreFeature} */ feature) => (isLong(feature) ? 0 : 1),
        selectedPolygonOutlineColor: ACCENT,
        selectedPolygonOutlineWidth: 2.5,
        selectedPointColor: ACCENT,
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
