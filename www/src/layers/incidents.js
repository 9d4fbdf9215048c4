// Incidents on the map: as marks by kind, as groups with counts, as a heat map, and with rings around those that the current question
// counts.
import { kinds } from "../kinds.js";
import { mapColours } from "../map-colours.js";
import { createPointLayer } from "./points/layer.js";
import { pack, packedDay } from "./points/pack.js";
import { rowsWithin } from "./points/pick.js";
import { sizes } from "./points/sprites.js";

/** @typedef {import("geobit").Columns} Columns */
/** @typedef {import("../page-state.js").View} View */

const EMPTY = /** @type {GeoJSON.FeatureCollection} */ ({ type: "FeatureCollection", features: [] });
/** Incidents are drawn below the labels: a town that cannot be read under its own incidents helps nobody. */
const LABELS = "country-labels";
/** Half the width of a finger, pixels. */
const REACH_PIXELS = 6;

/** @param {import("maplibre-gl").Map} map */
export function createIncidentLayers(map) {
  /** @type {Columns | null} */
  let columns = null;
  const points = createPointLayer(map, "incidents");
  map.addSource("picked", { type: "geojson", data: EMPTY });
  map.addLayer(pickedRing(), LABELS);
  map.addLayer(points.layer, "picked-ring");
  /** Comes after the page can be used. @type {ReturnType<typeof import("./clusters/layer.js").createGroupLayer> | null} */
  let groups = null;
  // After a lost WebGL context the map restores its own layers, but not this one.
  map.on("webglcontextrestored", () =>
    map.once("style.load", () => map.addLayer(points.layer, "picked-ring")),
  );

  /** @param {number | [number, number] | null} picked a row or a place */
  function setPicked(picked) {
    const coordinates =
      typeof picked === "number" ? columns && [columns.lon[picked], columns.lat[picked]] : picked;
    const feature =
      coordinates &&
      /** @type {GeoJSON.Feature} */ ({
        type: "Feature",
        properties: {},
        geometry: { type: "Point", coordinates },
      });
    const source = /** @type {import("maplibre-gl").GeoJSONSource} */ (map.getSource("picked"));
    source.setData(feature || EMPTY);
  }

  return {
    /** Shows a snapshot's incidents. @param {Columns} next */
    setColumns(next) {
      columns = next;
      points.setRows(pack(next));
      groups?.changed();
      setPicked(null);
    },

    /** @param {{ fromDay: number, toDay: number, kinds: ReadonlySet<string> }} filter */
    setFilter({ fromDay, toDay, kinds: chosen }) {
      const bits = kinds.reduce((all, { name }, kind) => (chosen.has(name) ? all | (1 << kind) : all), 0);
      points.setFilter({ from: packedDay(fromDay), to: packedDay(toDay), kinds: bits });
      groups?.changed();
    },

    /** Rings the incidents a report counts: dark if certain, pale if possible. @param {ArrayLike<number>} rows @param {ArrayLike<number>} [share] */
    setHits(rows, share) {
      points.setHits(rows, share);
      groups?.changed();
    },

    /** Marks the one incident whose record is open. */
    setPicked,

    /** Adds the layer of groups. @param {typeof import("./clusters/layer.js").createGroupLayer} create */
    addGroups(create) {
      groups = create(map, points);
      groups.setShown(points.mode() === "clusters");
    },

    /** @param {View} view */
    setView(view) {
      points.setMode(view);
      groups?.setShown(view === "clusters");
    },

    /** Whether incidents are drawn as dots, as there are too many for marks. */
    areDots() {
      const rows = points.rows();
      return rows !== null && map.getZoom() < rows.markZoom;
    },

    /** Returns the group of several incidents that is drawn at a point of the screen. @param {{ x: number, y: number }} point */
    groupAt(point) {
      const group = groups?.groupAt(point);
      return group && group.count > 1 ? group : null;
    },

    /**
     * Rows drawn within a finger's width of a point on the screen, or under it where marks are larger; the newest first.
     * @param {{ x: number, y: number }} point
     * @returns {number[]}
     */
    rowsAt({ x, y }) {
      const rows = points.rows();
      if (!rows || points.mode() === "heat") return [];
      if (points.mode() === "clusters") {
        const group = groups?.groupAt({ x, y });
        return group ? (groups?.rowsOf(group) ?? []) : [];
      }
      const zoom = map.getZoom();
      const half = zoom >= rows.markZoom ? sizes.mark(zoom) / 2 : sizes.dot(zoom);
      return rowsWithin(rows, points.filter(), map.unproject([x, y]), Math.max(REACH_PIXELS, half), zoom);
    },
  };
}

const pickedRing = () =>
  /** @type {import("maplibre-gl").CircleLayerSpecification} */ ({
    id: "picked-ring",
    type: "circle",
    source: "picked",
    paint: {
      "circle-radius": 13,
      "circle-opacity": 0,
      "circle-stroke-color": mapColours().ink,
      "circle-stroke-width": 3,
    },
  });
