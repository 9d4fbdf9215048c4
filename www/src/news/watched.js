// The drawn shapes as areas: what touches them comes first among the news, and rules are about them.
import { questionFor } from "../shapes.js";

/** @typedef {import("../shapes.js").Shape} Shape */

/** Returns the area of a shape, a route with its corridor; `null` while too little of it is drawn. @param {Shape} shape @returns {import("geobit").Feature | null} */
export function areaOf(shape) {
  const question = questionFor(shape);
  if (!question) return null;
  const { geometry } = question.feature;
  const properties = shape.kind === "polygon" ? {} : { radiusKm: shape.km };
  return /** @type {import("geobit").Feature} */ ({ type: "Feature", properties, geometry });
}

/** Returns those shapes of which enough is drawn, with their areas. @param {readonly Shape[]} shapes */
export const areasOf = (shapes) =>
  shapes.flatMap((shape) => {
    const area = areaOf(shape);
    return area ? [{ id: shape.id, name: shape.name, area }] : [];
  });
