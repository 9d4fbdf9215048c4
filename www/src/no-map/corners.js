// Typed corners: a latitude and a longitude in each line.
import { parseCoordinates } from "../panels/shapes.js";
import { words } from "../words/index.js";

/** @typedef {import("../shapes.js").Shape} Shape */

/** How many corners each shape needs, and how many it may have. */
const CORNERS = { circle: [1, 1], polygon: [3, 1000], corridor: [2, 1000], route: [2, 1000] };

/**
 * @param {string} text @param {import("../shapes.js").ShapeKind} kind
 * @returns {{ geometry: Shape["geometry"] } | { problem: string }} a sentence that names the line that is wrong
 */
export function readCorners(text, kind) {
  const texts = words.noMap;
  const lines = text.split("\n").map((line, i) => ({ line: line.trim(), number: i + 1 }));
  const filled = lines.filter(({ line }) => line !== "");
  /** @type {[number, number][]} */
  const corners = [];
  for (const { line, number } of filled) {
    const corner = parseCoordinates(line);
    if (!corner) return { problem: texts.badLine(number, words.shapes.badCoordinates) };
    corners.push(corner);
  }
  const [least, most] = CORNERS[kind];
  // An area may name its first corner again at the end.
  if (kind === "polygon" && corners.length > least && isSame(corners[0], corners[corners.length - 1]))
    corners.pop();
  if (corners.length < least || corners.length > most) return { problem: texts.cornersNeeded(least, most) };
  if (kind === "circle") return { geometry: { type: "Point", coordinates: corners[0] } };
  return kind === "polygon"
    ? { geometry: { type: "Polygon", coordinates: [[...corners, corners[0]]] } }
    : { geometry: { type: "LineString", coordinates: corners } };
}

/** @param {[number, number]} a @param {[number, number]} b */
const isSame = (a, b) => a[0] === b[0] && a[1] === b[1];
