// The map's own layer for incidents. MapLibre calls it in every frame; points and heat are drawn again only when the
// camera, the filter or the rows changed, and else shown as they were, so that dragging a shape over a million incidents
// costs the graphics card little.
import { runsInView } from "./buffers.js";
import { createGpu } from "./gpu.js";
import { createHits } from "./hits.js";
import { countPassing } from "./pick.js";
import { viewOf } from "./view.js";

/** @typedef {import("./pack.js").Packed} Packed */
/** @typedef {import("./pick.js").Filter} Filter */

/** @param {import("maplibre-gl").Map} map @param {string} id */
export function createPointLayer(map, id) {
  /** @type {Packed | null} */
  let packed = null;
  let hits = createHits(0);
  /** @type {Filter} */
  let filter = { from: 0, to: 0, kinds: 0 };
  /** @type {"points" | "heat"} */
  let mode = "points";
  /** Counts changes of what is drawn, apart from the camera. */
  let version = 0;
  let hitVersion = 0;
  /** Rows that the filter leaves, once somebody wants to know. @type {number | null} */
  let passing = null;
  /** @type {ReturnType<typeof createGpu> | null} */
  let gpu = null;

  /** @param {WebGL2RenderingContext} gl @param {Packed} rows */
  function card(gl, rows) {
    gpu ??= createGpu(gl);
    gpu.hold(rows, hits);
    return gpu;
  }

  function changed() {
    version++;
    passing = null;
    map.triggerRepaint();
  }

  /** @type {import("maplibre-gl").CustomLayerInterface} */
  const layer = {
    id,
    type: "custom",
    renderingMode: "2d",
    onAdd() {
      // A context that was lost took everything with it; in the new one all is made anew.
      gpu = null;
    },
    onRemove() {
      gpu?.remove();
      gpu = null;
    },
    prerender(gl, input) {
      if (!packed?.count) return;
      const view = viewOf(map, gl, input);
      const { width, height, zoom, centre } = view;
      const onCard = card(gl, packed);
      const seen = [version, width, height, zoom, ...centre].join();
      if (mode === "points" && hits.size() > 0 && onCard.outdated("rings", `${seen} ${hitVersion}`))
        onCard.keepRings(view, filter, runsInView(packed, view.box, hits.chunks));
      if (!onCard.outdated("rows", seen)) return;
      const runs = runsInView(packed, view.box);
      if (mode === "points") onCard.keepPoints(view, filter, runs, zoom >= packed.markZoom);
      else {
        passing ??= countPassing(packed, filter);
        onCard.keepHeat(view, filter, runs, passing);
      }
    },
    render(gl, input) {
      if (!packed?.count) return;
      const view = viewOf(map, gl, input);
      if (mode === "heat") card(gl, packed).showHeat(view);
      else card(gl, packed).showPoints(view, hits.size() > 0);
    },
  };

  return {
    layer,
    rows: () => packed,
    filter: () => filter,
    mode: () => mode,
    /** @param {Packed} next */
    setRows(next) {
      packed = next;
      hits = createHits(next.count);
      changed();
    },
    /** @param {Filter} next */
    setFilter(next) {
      filter = next;
      changed();
    },
    /** @param {"points" | "heat"} next */
    setMode(next) {
      mode = next;
      changed();
    },
    /** @param {ArrayLike<number>} rows @param {ArrayLike<number>} [share] */
    setHits(rows, share) {
      hits.set(rows, share);
      hitVersion++;
      map.triggerRepaint();
    },
  };
}
