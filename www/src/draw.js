// Drawing and editing with Terra Draw. It holds the features; the store holds the shapes they stand for.
import { TerraDraw } from "terra-draw";
import { TerraDrawMapLibreGLAdapter } from "terra-draw-maplibre-gl-adapter";
import { hexOf, leastUsed } from "./colours.js";
import { createCornerHandle } from "./corner-handle.js";
import { CENTRE, drawingModes, isLong, kindOf } from "./draw-modes.js";
import { isLongOutline, modeOf, outlineOf, sixDigits } from "./draw-outline.js";
import { showSource } from "./layers/visibility.js";
import { cleanName, numberedName } from "./names.js";
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
  /** What the shape has whose feature code, and not a pointer, adds. @type {Omit<Shape, "id" | "kind" | "geometry" | "long"> | null} */
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
    const { label, km } = shapeKinds[kind];
    const shape = {
      ...{ id, kind, long: isLong(feature), km },
      ...{ name: numberedName(label, shapes()), colour: leastUsed(shapes()) },
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
      // A drawing that is given up belongs to the step that began it, and leaves none.
      const step = draw.getMode() === "select" ? undefined : currentStep();
      return [{ type: "removeShape", id: shape.id, step }];
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
      quietly(() => paint(shape.id));
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
    quietly(() => {
      try {
        draw.updateFeatureGeometry(featureId, shape.geometry);
      } catch {
        // Terra Draw refuses the geometry, so the shape goes back to the one it has.
        const feature = draw.getSnapshotFeature(featureId);
        if (feature)
          store.update({ type: "reshape", id: shape.id, ...outlineOf(feature), step: currentStep() });
      }
    });
    gesture += 1;
  }

  /** Makes the features those of the store's shapes, which were others before. @param {readonly Shape[]} before */
  function follow(before) {
    const known = new Map(before.map((shape) => [shape.id, shape]));
    const now = new Set(shapes().map(({ id }) => id));
    /** @type {string[]} */
    const changed = [];
    quietly(() => {
      for (const { id } of before) if (!now.has(id)) dropFeature(id);
      for (const shape of shapes()) {
        const old = known.get(shape.id);
        if (old === shape) continue;
        changed.push(shape.id);
        if (old?.kind === shape.kind && old.long === shape.long) followOne(shape, old);
        else {
          dropFeature(shape.id);
          raise(shape);
        }
      }
    });
    gesture += 1;
    cornerHandle.hide();
    hideUnusedSources();
    const wanted = changed.at(-1) ?? active()?.id ?? shapes().at(-1)?.id;
    if (wanted) pick(wanted);
    else store.update({ type: "chooseTool", tool: null });
  }

  /** @param {string} id */
  function dropFeature(id) {
    const featureId = featureIds.get(id);
    if (featureId === undefined) return;
    featureIds.delete(id);
    shapeIds.delete(featureId);
    draw.removeFeatures([featureId]);
  }

  /** @param {Shape} shape @param {Shape} old */
  function followOne(shape, old) {
    const featureId = featureIds.get(shape.id);
    if (featureId !== undefined && shape.geometry !== old.geometry)
      draw.updateFeatureGeometry(featureId, shape.geometry);
    paint(shape.id);
  }

  /** Makes the feature of a shape that the store has. @param {Shape} shape */
  function raise({ id, kind, long, colour, geometry }) {
    const featureId = draw.getFeatureId();
    link(featureId, id);
    // An id that was given once is not given again.
    shapesCreated = Math.max(shapesCreated, Number(id.replace("shape-", "")) || 0);
    addFeature(featureId, modeOf(kind, long), geometry, hexOf(colour));
  }

  /** Goes back or forth in the history of the shapes, after the tool that may be drawing has let go. @param {() => boolean} travel */
  function travel(travel) {
    if (draw.getMode() !== "select") setMode("select");
    const before = shapes();
    if (travel()) follow(before);
    else store.update({ type: "chooseTool", tool: null });
  }

  /** @param {Omit<Shape, "id">} shape @returns {string | undefined} its id */
  function addOne({ kind, geometry, name, km, colour = leastUsed(shapes()), movement }) {
    const featureId = draw.getFeatureId();
    adding = {
      ...{ name: cleanName(name) || numberedName(shapeKinds[kind].label, shapes()), km, colour },
      ...(movement && { movement }),
    };
    try {
      addFeature(featureId, modeOf(kind, isLongOutline(geometry)), geometry, hexOf(colour));
    } finally {
      adding = null;
    }
    return shapeOfFeature(featureId)?.id;
  }

  /** Adds shapes in one step, and makes the last one the active one. @param {readonly Omit<Shape, "id">[]} all */
  function add(all) {
    /** @type {string | undefined} */
    let last;
    try {
      for (const shape of all) last = addOne(shape) ?? last;
    } finally {
      gesture += 1;
    }
    if (last) pick(last);
  }

  /** Replaces the feature of a circle that was drawn by its centre. @param {string} shapeId @param {GeoJSON.Point} centre */
  function keepCentre(shapeId, centre) {
    const drawn = featureIds.get(shapeId);
    const featureId = draw.getFeatureId();
    link(featureId, shapeId);
    if (drawn !== undefined) shapeIds.delete(drawn);
    quietly(() => {
      addFeature(featureId, CENTRE, centre);
      if (drawn !== undefined) draw.removeFeatures([drawn]);
    });
  }

  /** Changes features whose shapes the store has as they will be. @param {() => void} change */
  function quietly(change) {
    isSettling = true;
    try {
      change();
    } finally {
      isSettling = false;
    }
  }

  /** Gives a feature the colour of its shape. @param {string} id */
  function paint(id) {
    const featureId = featureIds.get(id);
    const colour = hexOf(shapeById(id)?.colour);
    if (featureId !== undefined && draw.getSnapshotFeature(featureId)?.properties.colour !== colour)
      draw.updateFeatureProperties(featureId, { colour });
  }

  /** @param {FeatureId} id @param {string} mode @param {Shape["geometry"]} geometry @param {string} [colour] */
  function addFeature(id, mode, geometry, colour) {
    const [answer] = draw.addFeatures([
      /** @type {StoreFeature} */ ({
        ...{ type: "Feature", id, geometry },
        properties: { mode, ...(colour && { colour }) },
      }),
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
    add: (shape) => add([shape]),
    addAll: add,

    /**
     * Shows other shapes instead of all that there are, which is one step.
     * @param {readonly Shape[]} next @param {boolean} isStart whether the page begins with them, so that there is no way back
     */
    replaceAll: (next, isStart) =>
      travel(() => {
        const all = next.map((shape) => ({ ...shape, long: isLongOutline(shape.geometry) }));
        store.update({ type: "replaceShapes", shapes: all, activeId: all.at(-1)?.id ?? null, isStart });
        return true;
      }),

    /** @param {string} id @param {import("./colours.js").Colour} colour */
    setColour(id, colour) {
      store.update({ type: "setShapeColour", id, colour });
      quietly(() => paint(id));
    },

    undo: () => travel(store.undo),
    redo: () => travel(store.redo),

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
