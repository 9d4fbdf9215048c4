// The map's custom layer for incidents. MapLibre calls it in every frame; points and heat are drawn again only if the camera, the
// filter or the rows have changed, and otherwise shown from images, so that dragging a shape over a million incidents costs the
// graphics card little. Groups of incidents have a layer of their own.
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
  /** @type {import("../../page-state.js").View} */
  let mode = "points";
  /** Counts changes of what is drawn, except of the camera. */
  let version = 0;
  let hitVersion = 0;
  /** How many rows pass the filter, once that is needed. @type {number | null} */
  let passing = null;
  /** @type {ReturnType<typeof createGpu> | null} */
  let gpu = null;

  /** @param {WebGL2RenderingContext} gl @param {Packed} rows */
  function gpuWith(gl, rows) {
    gpu ??= createGpu(gl);
    gpu.upload(rows, hits);
    return gpu;
  }

  function redraw() {
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
      // A lost WebGL context takes everything with it, so everything is created again in the new one.
      gpu = null;
    },
    onRemove() {
      gpu?.remove();
      gpu = null;
    },
    prerender(gl, input) {
      if (!packed?.count || mode === "clusters") return;
      const view = viewOf(map, gl, input);
      const { width, height, zoom, centre } = view;
      const images = gpuWith(gl, packed);
      const camera = [version, width, height, zoom, ...centre].join();
      if (mode === "points" && hits.size() > 0 && images.takeOutdated("rings", `${camera} ${hitVersion}`))
        images.drawRings(view, filter, runsInView(packed, view.box, hits.chunks));
      if (!images.takeOutdated("rows", camera)) return;
      const runs = runsInView(packed, view.box);
      if (mode === "points") images.drawPoints(view, filter, runs, zoom >= packed.markZoom);
      else {
        passing ??= countPassing(packed, filter);
        images.drawHeat(view, filter, runs, passing);
      }
    },
    render(gl, input) {
      if (!packed?.count || mode === "clusters") return;
      const view = viewOf(map, gl, input);
      if (mode === "heat") gpuWith(gl, packed).showHeat(view);
      else gpuWith(gl, packed).showPoints(view, hits.size() > 0);
    },
  };

  return {
    layer,
    rows: () => packed,
    filter: () => filter,
    mode: () => mode,
    /** What the answer counts, a byte for each row. */
    marks: () => hits.marks,
    /** @param {Packed} next */
    setRows(next) {
      packed = next;
      hits = createHits(next.count);
      redraw();
    },
    /** @param {Filter} next */
    setFilter(next) {
      filter = next;
      redraw();
    },
    /** @param {import("../../page-state.js").View} next */
    setMode(next) {
      mode = next;
      redraw();
    },
    /** @param {ArrayLike<number>} rows @param {ArrayLike<number>} [share] */
    setHits(rows, share) {
      hits.set(rows, share);
      hitVersion++;
      map.triggerRepaint();
    },
  };
}
