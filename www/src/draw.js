// Drawing and editing with Terra Draw. It holds the features; the store holds the shapes they stand for.
import { TerraDraw } from "terra-draw";
import { TerraDrawMapLibreGLAdapter } from "terra-draw-maplibre-gl-adapter";
import { createCornerHandle } from "./corner-handle.js";
import { CENTRE, drawingModes, isLong, kindOf, LONG } from "./draw-modes.js";
import { showSource } from "./layers/visibility.js";
import { activeShape } from "./page-state.js";
import { positions, shapeKinds } from "./shapes.js";
import { words } from "./words/index.js";

/** @typedef {import("./shapes.js").Shape} Shape */
/** @typedef {import("./shapes.js").ShapeKind} ShapeKind */
/** @typedef {import("./page-state.js").PageChange} PageChange */
/** @typedef {import("terra-draw").GeoJSONStoreFeatures} StoreFeature */
/** @typedef {string | number} FeatureId */

/** The click or tap that ends a drawing reaches the map up to this much later; it must not open a record. */
const LAST_CLICK_MS = 400;
/**
 * Outlines with more corners have a single handle, under the pointer: there is no room for a handle on each, and every handle
 * would be drawn again in every step of a drag.
 */
const MAX_HANDLES = 50;

/**
 * @param {import("maplibre-gl").Map} map
 * @param {import("./page-state.js").PageStore} store
 */
export function createDrawing(map, store) {
  /** Which shape each feature of Terra Draw is. @type {Map<FeatureId, string>} */
  const shapeIds = new Map();
  /** @type {Map<string, FeatureId>} */
  const featureIds = new Map();
  let shapesCreated = 0;
  /** Numbers what is drawn or dragged in one go, which is one step to undo. */
  let gesture = 0;
  /** Name and distance for the feature that code, and not a pointer, adds. @type {Pick<Shape, "name" | "km"> | null} */
  let adding = null;
  /** The shape whose corner is being moved, of which Terra Draw has not been told yet. @type {string | null} */
  let unsettledId = null;
  /** Whether a change of Terra Draw's is our own, so that the store has it already. */
  let isSettling = false;
  let finishedAt = Number.NEGATIVE_INFINITY;
  const shapes = () => store.get().drawn.shapes;
  const active = () => activeShape(store.get());
  const currentStep = () => `gesture ${gesture}`;
  /** @param {string | undefined} id */
  const shapeById = (id) => shapes().find((shape) => shape.id === id);
  /** @param {FeatureId} featureId */
  const shapeOfFeature = (featureId) => shapeById(shapeIds.get(featureId));

  const draw = new TerraDraw({ adapter: new TerraDrawMapLibreGLAdapter({ map }), modes: drawingModes() });
  draw.start();
  setMode("select");

  /** @param {string} mode */
  function setMode(mode) {
    draw.setMode(mode);
    hideUnusedSources();
  }

  /** A tool may draw any form. Otherwise only the forms of the shapes are needed, except long ones, which we draw ourselves. */
  function hideUnusedSources() {
    for (const form of /** @type {const} */ (["LineString", "Polygon"])) {
      const isDrawn = shapes().some(({ geometry, long }) => geometry.type === form && !long);
      showSource(map, `td-${form.toLowerCase()}`, draw.getMode() !== "select" || isDrawn);
    }
  }

  /** @param {FeatureId} featureId @param {string} shapeId */
  function link(featureId, shapeId) {
    shapeIds.set(featureId, shapeId);
    featureIds.set(shapeId, featureId);
  }

  /** @param {StoreFeature} feature @returns {PageChange[]} the change that adds its shape, if it is one */
  function adopt(feature) {
    const kind = kindOf(feature);
    if (!kind) return [];
    shapesCreated += 1;
    const id = `shape-${shapesCreated}`;
    link(/** @type {FeatureId} */ (feature.id), id);
    const number = shapes().filter((other) => other.kind === kind).length + 1;
    const shape = {
      ...{ id, kind, long: isLong(feature) },
      ...{ name: `${shapeKinds[kind].label} ${number}`, km: shapeKinds[kind].km },
      ...outlineOf(feature),
      ...adding,
    };
    return [{ type: "addShape", shape, step: currentStep() }];
  }

  /**
   * @param {FeatureId} featureId
   * @param {string} type of Terra Draw's change
   * @param {"geometry" | "properties"} [target] what of the feature an update changed
   * @returns {PageChange[]}
   */
  function changesFor(featureId, type, target) {
    const shape = shapeOfFeature(featureId);
    if (type === "delete") {
      shapeIds.delete(featureId);
      if (!shape) return [];
      featureIds.delete(shape.id);
      cornerHandle.hide();
      return [{ type: "removeShape", id: shape.id }];
    }
    const feature = type === "styling" ? undefined : draw.getSnapshotFeature(featureId);
    if (!feature) return [];
    if (!shape) return type === "create" ? adopt(feature) : [];
    const outline = outlineOf(feature);
    if (target !== "properties") return [{ type: "reshape", id: shape.id, ...outline, step: currentStep() }];
    // Terra Draw reports every change of a property, such as a selection; only the radius of a circle belongs to its shape.
    const { km } = outline;
    return km === undefined ? [] : [{ type: "setShapeKm", id: shape.id, km, step: currentStep() }];
  }

  draw.on("change", (ids, type, context) => {
    if (isSettling) return;
    store.update(...ids.flatMap((id) => changesFor(id, type, context?.target)));
    if (type === "create" || type === "delete") hideUnusedSources();
  });

  draw.on("finish", (id, { action }) => {
    gesture += 1;
    const shape = shapeOfFeature(id);
    if (!shape || action !== "draw") return;
    finishedAt = performance.now();
    // Leaving the drawing mode from within its own event would end it half-way.
    queueMicrotask(() => {
      if (shape.geometry.type === "Point") keepCentre(shape.id, shape.geometry);
      pick(shape.id);
    });
  });

  draw.on("select", (id) => {
    const shapeId = shapeIds.get(id);
    if (shapeId) store.update({ type: "activateShape", id: shapeId });
  });

  const cornerHandle = createCornerHandle(map, {
    corners() {
      const shape = active();
      return shape?.long && draw.getMode() === "select" ? positions(shape.geometry) : null;
    },
    insert: (index, at) => reshape((corners) => corners.toSpliced(index, 0, at.map(sixDigits))),
    move(index, at) {
      // Terra Draw takes no place beyond 180° or a pole: the corner stays where it was.
      if (Math.abs(at[0]) <= 180 && Math.abs(at[1]) <= 90)
        reshape((corners) => corners.with(index % corners.length, at.map(sixDigits)));
    },
    release: settle,
    remove(index) {
      reshape((corners, least) =>
        corners.length > least ? corners.toSpliced(index % corners.length, 1) : corners,
      );
      settle();
    },
  });

  /**
   * Changes the corners of the active shape. Terra Draw is told at the end of the drag: it would copy and draw all of these
   * many corners in every step.
   * @param {(corners: GeoJSON.Position[], least: number) => GeoJSON.Position[]} change
   *   `least`: how many corners must be left. The handle counts an area's first corner once more at the end, `corners` do not.
   */
  function reshape(change) {
    const shape = active();
    unsettledId = shape?.id ?? null;
    if (!shape) return;
    const { id, geometry } = shape;
    const { type } = geometry;
    const step = currentStep();
    if (type === "Polygon") {
      const ring = change(positions(geometry).slice(0, -1), 3);
      store.update({ type: "reshape", id, geometry: { type, coordinates: [[...ring, ring[0]]] }, step });
    } else if (type === "LineString")
      store.update({
        ...{ type: "reshape", id, step },
        geometry: { type, coordinates: change(positions(geometry), 2) },
      });
  }

  /** Brings Terra Draw's feature up to date with the shape whose corner was moved. */
  function settle() {
    const shape = shapeById(unsettledId ?? undefined);
    const featureId = shape && featureIds.get(shape.id);
    unsettledId = null;
    if (!shape || featureId === undefined) return;
    isSettling = true;
    try {
      draw.updateFeatureGeometry(featureId, shape.geometry);
    } catch {
      // Terra Draw refuses the geometry, so the shape goes back to the one it has.
      const feature = draw.getSnapshotFeature(featureId);
      if (feature)
        store.update({ type: "reshape", id: shape.id, ...outlineOf(feature), step: currentStep() });
    } finally {
      isSettling = false;
      gesture += 1;
    }
  }

  /** Replaces the feature of a circle that was drawn by its centre. @param {string} shapeId @param {GeoJSON.Point} centre */
  function keepCentre(shapeId, centre) {
    const drawn = featureIds.get(shapeId);
    const featureId = draw.getFeatureId();
    link(featureId, shapeId);
    if (drawn !== undefined) shapeIds.delete(drawn);
    isSettling = true;
    try {
      addFeature(featureId, CENTRE, centre);
      if (drawn !== undefined) draw.removeFeatures([drawn]);
    } finally {
      isSettling = false;
    }
  }

  /** @param {FeatureId} id @param {string} mode @param {Shape["geometry"]} geometry */
  function addFeature(id, mode, geometry) {
    const [answer] = draw.addFeatures([
      /** @type {StoreFeature} */ ({ type: "Feature", id, properties: { mode }, geometry }),
    ]);
    if (!answer.valid) throw new Error(words.tools.refused(String(answer.reason)));
  }

  /** Ends drawing and makes a shape the one to edit. @param {string} shapeId */
  function pick(shapeId) {
    const featureId = featureIds.get(shapeId);
    if (featureId === undefined) return;
    setMode("select");
    store.update({ type: "chooseTool", tool: null });
    draw.selectFeature(featureId);
    store.update({ type: "activateShape", id: shapeId });
  }

  return {
    /** Puts the handle of a long outline where its corner is now. */
    followCorner: cornerHandle.follow,

    /** Starts drawing; `null` goes back to moving and editing. @param {ShapeKind | null} kind */
    chooseTool(kind) {
      setMode(kind ?? "select");
      store.update({ type: "chooseTool", tool: kind });
    },
    /** Whether clicks draw at the moment, and so open no records. */
    isDrawing: () => draw.getMode() !== "select" || performance.now() - finishedAt < LAST_CLICK_MS,

    /** @param {string} id */
    select(id) {
      if (shapeById(id)) pick(id);
    },

    /** Adds a shape made elsewhere, and makes it the active one. @param {Omit<Shape, "id">} shape */
    add({ kind, name, km, geometry }) {
      const featureId = draw.getFeatureId();
      const long = positions(geometry).length > MAX_HANDLES;
      adding = { name, km };
      try {
        addFeature(featureId, kind === "circle" ? CENTRE : long ? kind + LONG : kind, geometry);
      } finally {
        adding = null;
        gesture += 1;
      }
      const shape = shapeOfFeature(featureId);
      if (shape) pick(shape.id);
    },

    /** @param {string} id */
    remove(id) {
      const featureId = featureIds.get(id);
      if (featureId === undefined) return;
      if (draw.getMode() !== "select") setMode("select");
      draw.removeFeatures([featureId]);
    },

    close: () => draw.stop(),
  };
}

/** Terra Draw holds six decimal digits. @param {number} degrees */
const sixDigits = (degrees) => Math.round(degrees * 1e6) / 1e6;

/**
 * Returns the geometry of a feature as a shape has it, and the radius of a circle that is being drawn.
 * @param {StoreFeature} feature
 * @returns {{ geometry: Shape["geometry"], km?: number }}
 */
function outlineOf({ geometry, properties }) {
  if (properties.mode !== "circle") return { geometry: /** @type {Shape["geometry"]} */ (geometry) };
  const [ring] = /** @type {GeoJSON.Polygon} */ (geometry).coordinates;
  return {
    geometry: { type: "Point", coordinates: centreOf(ring) },
    km: Math.max(0.1, Math.round(Number(properties.radiusKilometers) * 10) / 10),
  };
}

/** Terra Draw's ring starts due north of the centre and passes due south of it half-way. @param {GeoJSON.Position[]} ring */
function centreOf(ring) {
  const [north, south] = [ring[0], ring[(ring.length - 1) / 2]];
  return [north[0], (north[1] + south[1]) / 2].map(sixDigits);
}
