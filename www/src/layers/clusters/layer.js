// Groups of incidents on the map: a disc with a count for each group, and the mark of its kind for an incident that stands alone.
import { formatCompact } from "../../format.js";
import { kinds, markImages } from "../../kinds.js";
import { mapColours } from "../../map-colours.js";
import { UNCERTAIN, WORDS } from "../points/pack.js";
import { showSource } from "../visibility.js";
import { groupRows, LAST_LEVEL, rowsOf } from "./group.js";

/** @typedef {import("./group.js").Group} Group */

const ID = "groups";
const EMPTY = /** @type {GeoJSON.FeatureCollection} */ ({ type: "FeatureCollection", features: [] });
const FONT = ["system-ui", "sans-serif"];
/** From these counts on a disc has the next colour and size. */
export const GROUP_STEPS = [10, 100, 1000];
const RADII = [13, 16, 20, 24];
/** How much farther than the screen groups are made, in widths of it, so that there are some when the map moves. */
const MARGIN = 0.5;
/** Marks are images of twice their size. */
const MARK_SCALE = 2;

/** @param {import("maplibre-gl").Map} map @param {ReturnType<typeof import("../points/layer.js").createPointLayer>} points */
export function createGroupLayer(map, points) {
  const colours = mapColours();
  let isShown = false;
  /** @type {ReturnType<typeof groupRows> | null} */
  let grouping = null;
  /** Whether an update is due in the next frame. */
  let isDue = false;

  const addMarks = () => {
    for (const [i, image] of markImages().entries())
      if (!map.hasImage(`mark-${i}`)) map.addImage(`mark-${i}`, image, { pixelRatio: MARK_SCALE });
  };
  map.addSource(ID, { type: "geojson", data: EMPTY });
  /** @param {readonly (string | number)[]} values for few, more, many and most */
  const byCount = (values) =>
    /** @type {import("maplibre-gl").ExpressionSpecification} */ ([
      ...["step", ["get", "count"], values[0]],
      ...GROUP_STEPS.flatMap((from, i) => [from, values[i + 1]]),
    ]);
  // Above the names of towns, which would cross the counts.
  map.addLayer({
    id: "group-discs",
    type: "circle",
    source: ID,
    filter: [">", ["get", "count"], 1],
    layout: { "circle-sort-key": ["get", "count"] },
    paint: {
      "circle-radius": byCount(RADII),
      "circle-color": byCount(colours.groups),
      "circle-opacity": 0.92,
      "circle-stroke-width": 2,
      "circle-stroke-color": colours.groupEdge,
    },
  });
  map.addLayer({
    id: "group-rings",
    type: "circle",
    source: ID,
    filter: [">", ["get", "hits"], 0],
    paint: {
      "circle-radius": ["case", [">", ["get", "count"], 1], ["+", byCount(RADII), 3], 11],
      "circle-opacity": 0,
      "circle-stroke-width": ["case", [">", ["get", "certain"], 0], 2.4, 1.6],
      "circle-stroke-color": ["case", [">", ["get", "certain"], 0], colours.certain, colours.possible],
    },
  });
  map.addLayer({
    id: "group-counts",
    type: "symbol",
    source: ID,
    filter: [">", ["get", "count"], 1],
    layout: {
      "text-field": ["get", "label"],
      "text-font": FONT,
      "text-size": 12,
      "text-allow-overlap": true,
      "text-ignore-placement": true,
    },
    paint: { "text-color": colours.groupText },
  });
  map.addLayer({
    id: "group-marks",
    type: "symbol",
    source: ID,
    filter: ["==", ["get", "count"], 1],
    layout: {
      "icon-image": ["concat", "mark-", ["get", "mark"]],
      "icon-size": 0.85,
      "icon-allow-overlap": true,
      "icon-ignore-placement": true,
    },
  });
  showSource(map, ID, false);

  function update() {
    isDue = false;
    const rows = points.rows();
    if (!isShown || !rows) return;
    grouping = groupRows(rows, points.filter(), points.marks(), boxOf(map), map.getZoom());
    const source = /** @type {import("maplibre-gl").GeoJSONSource} */ (map.getSource(ID));
    source.setData({ type: "FeatureCollection", features: grouping.groups.map(featureOf) });
  }

  /** Many changes in one step make one update. */
  function updateSoon() {
    if (isDue || !isShown) return;
    isDue = true;
    queueMicrotask(update);
  }

  /** @param {Group} group @param {number} index @returns {GeoJSON.Feature} */
  function featureOf({ lon, lat, count, certain, possible, row }, index) {
    const what = points.rows()?.vertices[WORDS * row + 2] ?? 0;
    const mark = 2 * (what & 15) + (what & UNCERTAIN ? 1 : 0);
    return {
      type: "Feature",
      properties: {
        ...{ index, count, certain, hits: certain + possible, label: formatCompact(count) },
        mark: Math.min(mark, 2 * kinds.length - 1),
      },
      geometry: { type: "Point", coordinates: [lon, lat] },
    };
  }

  map.on("moveend", updateSoon);
  map.on("zoom", () => {
    const level = Math.min(LAST_LEVEL, Math.floor(map.getZoom()));
    if (level !== grouping?.level) updateSoon();
  });

  return {
    /** Called when rows, the filter or what the answer counts has changed. */
    changed: updateSoon,

    /** @param {boolean} shown */
    setShown(shown) {
      if (shown === isShown) return;
      isShown = shown;
      if (shown) addMarks();
      showSource(map, ID, shown);
      updateSoon();
    },

    /** Returns the group that is drawn at a point of the screen. @param {{ x: number, y: number }} point @returns {Group | null} */
    groupAt(point) {
      if (!isShown || !grouping) return null;
      let best = null;
      let least = Number.POSITIVE_INFINITY;
      for (const group of grouping.groups) {
        const at = projectNear(map, group, point);
        const away = Math.hypot(at.x - point.x, at.y - point.y);
        if (away <= radiusOf(group) && away < least) [best, least] = [group, away];
      }
      return best;
    },

    /** Lists the members of a group, the newest first. @param {Group} group */
    rowsOf(group) {
      const rows = points.rows();
      return rows && grouping ? rowsOf(rows, points.filter(), grouping, group) : [];
    },
  };
}

/** @param {Group} group */
const radiusOf = ({ count }) =>
  count === 1 ? 10 : 2 + RADII[GROUP_STEPS.filter((step) => count >= step).length];

/** Returns where a group is on the screen, on the copy of the world that a point is on. @param {import("maplibre-gl").Map} map @param {Group} group @param {{ x: number, y: number }} point */
function projectNear(map, { lon, lat }, point) {
  const { lng } = map.unproject([point.x, point.y]);
  return map.project([lon + 360 * Math.round((lng - lon) / 360), lat]);
}

/** Returns what the camera sees and some more, in widths of the world. @param {import("maplibre-gl").Map} map @returns {import("./group.js").Box} */
function boxOf(map) {
  const { clientWidth, clientHeight } = map.getContainer();
  const world = 512 * 2 ** map.getZoom();
  const { lng, lat } = map.getCenter();
  const [x, y] = [lng / 360 + 0.5, northOf(lat)];
  const [across, down] = [((0.5 + MARGIN) * clientWidth) / world, ((0.5 + MARGIN) * clientHeight) / world];
  return { west: x - across, east: x + across, north: y - down, south: y + down };
}

/** @param {number} lat */
function northOf(lat) {
  const sin = Math.sin((lat * Math.PI) / 180);
  return 0.5 - Math.log((1 + sin) / (1 - sin)) / (4 * Math.PI);
}
