// Lines as the map gets them: in runs of one width. The lines of shapes also come in parts, so that little of a line is drawn
// again while one of its corners is dragged.
import { hexOf } from "../colours.js";
import { pixelsAtZoom0 } from "./outline.js";

/** @typedef {import("../shapes.js").Shape} Shape */
/** @typedef {{ number: number, line: GeoJSON.Position[], features: GeoJSON.Feature[] }} Part */
/** @typedef {{ style: string, parts: Part[] }} Parts of one shape; `style`: what all of them have in common */

/** How many legs a part has, and so the most runs that it can have. */
const PART_LEGS = 64;

/** How much wider or narrower than it should be a run may be drawn: half a pixel in a hundred. */
const WIDTH_TOLERANCE = 0.005;

/**
 * Cuts a line into runs of one width. The farther from the equator, the more pixels a kilometre is. Legs whose widths no eye
 * could tell apart are one run, so that a road of thousands of legs is a few features to draw.
 * @param {GeoJSON.Position[]} line @param {number} km @param {GeoJSON.GeoJsonProperties} properties
 */
export function runsOfOneWidth(line, km, properties) {
  /** @type {GeoJSON.Feature<GeoJSON.LineString>[]} */
  const runs = [];
  let width = 0;
  for (let i = 1; i < line.length; i++) {
    const needed = pixelsAtZoom0(2 * km, (line[i - 1][1] + line[i][1]) / 2);
    const last = runs.at(-1);
    if (last && Math.abs(needed / width - 1) < WIDTH_TOLERANCE) {
      last.geometry.coordinates.push(line[i]);
      continue;
    }
    width = needed;
    const geometry = { type: /** @type {const} */ ("LineString"), coordinates: [line[i - 1], line[i]] };
    runs.push({ type: "Feature", properties: { ...properties, width }, geometry });
  }
  return runs;
}

/** Follows the lines of shapes, and knows which parts changed last. */
export function createLines() {
  /** @type {Map<string, Parts>} */
  let known = new Map();
  let partsCreated = 0;
  /** @type {Set<Part>} */
  let changed = new Set();

  /** @param {Shape} shape @param {boolean} active @param {Part[]} changedNow receives those that changed */
  function partsOf({ id, km, long, colour, geometry }, active, changedNow) {
    const properties = { active, long, colour: hexOf(colour) };
    const style = JSON.stringify([km, properties]);
    const before = known.get(id);
    const cut = cutIntoParts(/** @type {GeoJSON.LineString} */ (geometry).coordinates, PART_LEGS);
    const parts = cut.map((line, i) => {
      const old = before?.parts[i];
      if (old && before.style === style && isSameLine(old.line, line)) return old;
      const number = old?.number ?? partsCreated++;
      const features = runsOfOneWidth(line, km, properties).map((run, n) => ({
        ...run,
        id: number * PART_LEGS + n,
      }));
      const part = { number, line, features };
      changedNow.push(part);
      return part;
    });
    return { style, parts };
  }

  /**
   * Returns what is to be drawn: the parts that changed last, such as the one that is being dragged, separate from all others.
   * @param {Shape[]} shapes those that are lines @param {string | null} activeId
   */
  return (shapes, activeId) => {
    /** @type {Part[]} */
    const changedNow = [];
    known = new Map(shapes.map((shape) => [shape.id, partsOf(shape, shape.id === activeId, changedNow)]));
    if (changedNow.length > 0) changed = new Set(changedNow);
    const all = [...known.values()].flatMap(({ parts }) => parts);
    const featuresOf = (/** @type {Part[]} */ parts) => parts.flatMap(({ features }) => features);
    return {
      still: featuresOf(all.filter((part) => !changed.has(part))),
      moving: featuresOf(all.filter((part) => changed.has(part))),
    };
  };
}

/** Cuts a line into consecutive parts, each beginning where the one before it ends. @param {GeoJSON.Position[]} line @param {number} count how many legs each part has */
export const cutIntoParts = (line, count) =>
  Array.from({ length: Math.ceil((line.length - 1) / count) }, (_, i) =>
    line.slice(i * count, (i + 1) * count + 1),
  );

/** Compares lines; most of their corners are the very same objects. @param {GeoJSON.Position[]} a @param {GeoJSON.Position[]} b */
export const isSameLine = (a, b) =>
  a.length === b.length && a.every((corner, i) => isSamePosition(corner, b[i]));

/** @param {GeoJSON.Position} a @param {GeoJSON.Position} b */
const isSamePosition = (a, b) => a === b || (a[0] === b[0] && a[1] === b[1]);
