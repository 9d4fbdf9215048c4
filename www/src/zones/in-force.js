// What bars roads on a day: the drawn shapes that are closed, no-go or restricted and not over.
import { questionFor } from "../shapes.js";

/** @typedef {import("../shapes.js").Shape} Shape */
/** @typedef {import("../bars.js").Bar} Bar */

/** @param {Bar["as"]} as @returns {Bar} */
export const newBar = (as) => ({ as, source: "", reliability: "", until: "" });

/** @param {Bar} bar @param {string} today */
export const isExpired = ({ until }, today) => until !== "" && until < today;

/** @param {readonly Shape[]} shapes */
const collection = (shapes) => ({
  type: "FeatureCollection",
  features: shapes.flatMap((shape) => questionFor(shape)?.feature ?? []),
});

/**
 * Returns what bars roads on a day, as the package takes it, with the names of what is to be avoided in its order.
 * @param {readonly Shape[]} shapes @param {string} today
 */
export function barsOf(shapes, today) {
  const holding = shapes.filter(
    (shape) => shape.bar && !isExpired(shape.bar, today) && questionFor(shape) !== null,
  );
  const [avoided, closed] = [true, false].map((isSoft) =>
    holding.filter(({ bar }) => (bar?.as === "avoid") === isSoft),
  );
  return {
    closed: collection(closed),
    avoid: collection(avoided),
    avoided: avoided.map(({ name }) => name),
  };
}
