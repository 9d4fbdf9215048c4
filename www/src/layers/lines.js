// Lines as the map gets them: in stretches of one width, and those of shapes in parts, so that of a line whose corner is
// dragged little is drawn anew.
import { pixelsAtZoom0 } from "./outline.js";

/** @typedef {import("../shapes.js").Shape} Shape */
/** @typedef {{ number: number, line: GeoJSON.Position[], features: GeoJSON.Feature[] }} Part */
/** @typedef {{ looks: string, parts: Part[] }} Parts of one shape; `looks`: what all of them have in common */

/** Corners of a part, and the most stretches that one can have. */
const PART = 64;

/** How much wider or narrower than it should be a stretch may be drawn: half a pixel in a hundred. */
const SAME_WIDTH = 0.005;

/**
 * Stretches of one width: a kilometre is more pixels the farther from the equator. Legs that no eye could tell apart
 * are one stretch, so that a road of thousands of legs is a few things to draw.
 * @param {GeoJSON.Position[]} line @param {number} km @param {GeoJSON.GeoJsonProperties} properties
 */
export function legs(line, km, properties) {
  /** @type {GeoJSON.Feature<GeoJSON.LineString>[]} */
  const stretches = [];
  let width = 0;
  for (let i = 1; i < line.length; i++) {
    const needed = pixelsAtZoom0(2 * km, (line[i - 1][1] + line[i][1]) / 2);
    const last = stretches.at(-1);
    if (last && Math.abs(needed / width - 1) < SAME_WIDTH) {
      last.geometry.coordinates.push(line[i]);
      continue;
    }
    width = needed;
    const geometry = { type: /** @type {const} */ ("LineString"), coordinates: [line[i - 1], line[i]] };
    stretches.push({ type: "Feature", properties: { ...properties, width }, geometry });
  }
  return stretches;
}

/** Follows the lines of shapes: which parts are as they were, and which changed last. */
export function createLines() {
  /** @type {Map<string, Parts>} */
  let known = new Map();
  let made = 0;
  /** @type {Set<Part>} */
  let changed = new Set();

  /** @param {Shape} shape @param {boolean} active @param {Part[]} anew gets those that are not as they were */
  function partsOf({ id, km, long, geometry }, active, anew) {
    const properties = { active, long };
    const looks = JSON.stringify([km, properties]);
    const before = known.get(id);
    const cut = inParts(/** @type {GeoJSON.LineString} */ (geometry).coordinates, PART);
    const parts = cut.map((line, i) => {
      const old = before?.parts[i];
      if (old && before.looks === looks && isSame(old.line, line)) return old;
      const number = old?.number ?? made++;
      const features = legs(line, km, properties).map((leg, n) => ({ ...leg, id: number * PART + n }));
      const part = { number, line, features };
      anew.push(part);
      return part;
    });
    return { looks, parts };
  }

  /**
   * What is to be drawn: the parts that changed last, such as the one that is being dragged, apart from all others.
   * @param {Shape[]} shapes those that are lines @param {string | null} activeId
   */
  return (shapes, activeId) => {
    /** @type {Part[]} */
    const anew = [];
    known = new Map(shapes.map((shape) => [shape.id, partsOf(shape, shape.id === activeId, anew)]));
    if (anew.length > 0) changed = new Set(anew);
    const all = [...known.values()].flatMap(({ parts }) => parts);
    const featuresOf = (/** @type {Part[]} */ some) => some.flatMap(({ features }) => features);
    return {
      still: featuresOf(all.filter((part) => !changed.has(part))),
      moving: featuresOf(all.filter((part) => changed.has(part))),
    };
  };
}

/** Parts that follow one another, each from where the one before it ends. @param {GeoJSON.Position[]} line @param {number} count of the legs in each */
export const inParts = (line, count) =>
  Array.from({ length: Math.ceil((line.length - 1) / count) }, (_, i) =>
    line.slice(i * count, (i + 1) * count + 1),
  );

/** Most corners are the very same ones. @param {GeoJSON.Position[]} a @param {GeoJSON.Position[]} b */
export const isSame = (a, b) => a.length === b.length && a.every((corner, i) => isAt(corner, b[i]));

/** @param {GeoJSON.Position} a @param {GeoJSON.Position} b */
const isAt = (a, b) => a === b || (a[0] === b[0] && a[1] === b[1]);
