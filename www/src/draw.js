// Drawing and editing with Terra Draw. It holds the features; the store holds the shapes they stand for.
import { TerraDraw } from "terra-draw";
import { TerraDrawMapLibreGLAdapter } from "terra-draw-maplibre-gl-adapter";
import { onGlobe } from "./brief/longitude.js";
import { radiusAt, radiusInstead } from "./circle-radius.js";
import { hexOf, leastUsed } from "./colours.js";
import { createCornerChoice } from "./corner-choice.js";
import { createCornerEdits } from "./corner-edits.js";
import { createCornerHandle } from "./corner-handle.js";
import { CENTRE, drawingModes, isLong, kindOf } from "./draw-modes.js";
import { isLongOutline, modeOf, outlineOf, sixDigits } from "./draw-outline.js";
import { createProgress } from "./draw-progress.js";
import { createEdgeHandle } from "./edge-handle.js";
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
  /** Whether a change of Terra Draw's is our own, so that the store has it already. */
  let isSettling = false;
  let finishedAt = Number.NEGATIVE_INFINITY;
  /** What moves with the active shape, once it is there. @type {{ follow: () => void } | null} */
  let handles = null;
  const shapes = () => store.get().drawn.shapes;
  const active = () => activeShape(store.get());
  const currentStep = () => `gesture ${gesture}`;
  /** @param {string | undefined} id */
  const shapeById = (id) => shapes().find((shape) => shape.id === id);
  /** @param {FeatureId} featureId */
  const shapeOfFeature = (featureId) => shapeById(shapeIds.get(featureId));

  /** Who is told what is to be asked, and that another corner is chosen. */
  let listener = {
    askRadius: (/** @type {string} */ _id) => {},
    cornerChosen: () => {},
  };
  const modes = drawingModes();
  const draw = new TerraDraw({ adapter: new TerraDrawMapLibreGLAdapter({ map }), modes });
  const progress = createProgress(map, active, () => modes.find((one) => one.mode === draw.getMode()));
  draw.start();
  setMode("select");

  /** @param {string} mode */
  function setMode(mode) {
    draw.setMode(mode);
    hideUnusedSources();
    handles?.follow();
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
    const shape = shapeOfFeature(id);
    const isDrawn = shape !== undefined && action === "draw";
    const radius = isDrawn ? radiusInstead(map, shape) : null;
    if (isDrawn && radius !== null)
      store.update({ type: "setShapeKm", id: shape.id, km: radius, step: currentStep() });
    gesture += 1;
    if (!isDrawn) return;
    finishedAt = performance.now();
    // Leaving the drawing mode from within its own event would end it half-way.
    queueMicrotask(() => {
      if (shape.geometry.type === "Point") keepCentre(shape.id, shape.geometry);
      quietly(() => paint(shape.id));
      pick(shape.id);
      if (radius !== null) listener.askRadius(shape.id);
    });
  });

  /** Ends the drawing of a circle that has its centre, whose radius is asked for. */
  function askForRadius() {
    const shape = active();
    if (shape?.geometry.type !== "Point") return;
    const { geometry } = shape;
    setMode("select");
    const id = addAll([{ kind: "circle", name: "", km: radiusAt(map, geometry.coordinates[1]), geometry }]);
    if (id) listener.askRadius(id);
  }

  draw.on("select", (id) => {
    const shapeId = shapeIds.get(id);
    if (shapeId) store.update({ type: "activateShape", id: shapeId });
  });

  const { reshape, settle, removeCorner } = createCornerEdits(draw, store, {
    ...{ featureOf: (shapeId) => featureIds.get(shapeId), currentStep, quietly },
    ended() {
      gesture += 1;
    },
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
    remove: removeCorner,
  });

  const edgeHandle = createEdgeHandle(map, {
    circle() {
      const shape = draw.getMode() === "select" ? active() : null;
      return shape?.geometry.type === "Point" ? { centre: shape.geometry.coordinates, km: shape.km } : null;
    },
    resize(km) {
      const shape = active();
      if (shape) store.update({ type: "setShapeKm", id: shape.id, km, step: currentStep() });
    },
    release() {
      gesture += 1;
    },
  });

  const cornerChoice = createCornerChoice(map, {
    shape() {
      const shape = draw.getMode() === "select" ? active() : null;
      return shape && shape.geometry.type !== "Point" ? shape : null;
    },
    changed: () => listener.cornerChosen(),
  });

  handles = {
    follow() {
      cornerHandle.follow();
      edgeHandle.follow();
      cornerChoice.follow();
    },
  };

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
      draw.updateFeatureGeometry(featureId, onGlobe(shape.geometry));
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
  function addOne({ kind, geometry, name, km, colour = leastUsed(shapes()), movement, bar, evacuation }) {
    const featureId = draw.getFeatureId();
    adding = {
      ...{ name: cleanName(name) || numberedName(shapeKinds[kind].label, shapes()), km, colour },
      ...(movement && { movement }),
      ...(bar && { bar }),
      ...(evacuation && { evacuation }),
    };
    try {
      addFeature(featureId, modeOf(kind, isLongOutline(geometry)), geometry, hexOf(colour));
    } finally {
      adding = null;
    }
    return shapeOfFeature(featureId)?.id;
  }

  /** Adds shapes in one step, and makes the last one the active one, whose id it returns. @param {readonly Omit<Shape, "id">[]} all */
  function addAll(all) {
    /** @type {string | undefined} */
    let last;
    try {
      for (const shape of all) last = addOne(shape) ?? last;
    } finally {
      gesture += 1;
    }
    if (last) pick(last);
    return last;
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
        // Terra Draw draws beyond 180°, and takes nothing back that lies there.
        ...{ type: "Feature", id, geometry: onGlobe(geometry) },
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
    /** Puts the handles where their corners and edges are now. */
    followHandles: () => handles?.follow(),

    /** @param {typeof listener} next who is told of questions and corners from now on */
    listen(next) {
      listener = next;
    },

    ...progress,
    /** Ends the drawing with what is set. */
    finish: () => (draw.getMode() === "circle" ? askForRadius() : progress.finishLine()),

    chosenCorner: cornerChoice.chosen,
    clearCorner: cornerChoice.clear,
    cornersOfActive: cornerChoice.count,
    /** Removes the corner that is chosen. */
    deleteCorner() {
      const corner = cornerChoice.chosen();
      const shape = active();
      if (!corner || shape?.id !== corner.id) return;
      cornerChoice.clear();
      cornerHandle.hide();
      removeCorner(corner.index);
      // Terra Draw has a handle for each corner of a short outline.
      if (!shape.long) pick(shape.id);
    },

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
    add: (shape) => addAll([shape]),
    addAll,

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

    /** Asks another question of a line: of a route, or of the area along it. @param {string} id @param {ShapeKind} kind */
    setKind: (id, kind) =>
      travel(() => {
        store.update({ type: "setShapeKind", id, kind });
        return true;
      }),

    /** Gives a line other corners, in one step. @param {string} id @param {GeoJSON.LineString} geometry */
    setLine: (id, geometry) =>
      travel(() => {
        store.update({ type: "reshape", id, geometry, long: isLongOutline(geometry) });
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
