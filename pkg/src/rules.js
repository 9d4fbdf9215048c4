import { describe, plainOptions, requireOption } from "./checks.js";
import { GeobitError } from "./error.js";

/** Lists that are longer than this are not even looked at; the engine says how many rules it takes. */
const MOST_RULES = 100_000;

/**
 * Separates the shapes of rules, which are passed as other shapes are, from the rest of each rule, which is plain data.
 * @param {unknown} rules
 * @returns {{ shapes: { type: "FeatureCollection", features: object[] }, others: object[] }}
 */
export function splitRules(rules) {
  const isList = Array.isArray(rules);
  requireOption(isList, "rules", `rules is ${describe(rules)}; an array of rules is wanted.`);
  const given = /** @type {any[]} */ (rules);
  const { length } = given;
  requireOption(
    length <= MOST_RULES,
    "rules",
    `rules has ${length} entries, which is more than any question takes.`,
  );
  const features = [];
  const others = [];
  for (let number = 1; number <= length; number++) {
    const { shape, ...other } = readRule(given[number - 1], number);
    features.push(shape.type === "Feature" ? shape : { type: "Feature", properties: {}, geometry: shape });
    others.push(other);
  }
  return { shapes: { type: "FeatureCollection", features }, others: plainOptions({ rules: others }).rules };
}

/** @param {any} rule @param {number} number of the rule, from 1 @returns {any} */
function readRule(rule, number) {
  if (typeof rule !== "object" || rule === null || Array.isArray(rule)) {
    const message = `Rule ${number} is ${describe(rule)}; an object such as { shape, when: "any" } is wanted.`;
    throw new GeobitError("badOption", message, { row: number, field: "rules" });
  }
  const { shape } = rule;
  if (typeof shape !== "object" || shape === null || Array.isArray(shape)) {
    const message = `Rule ${number}: shape is ${describe(shape)}; a GeoJSON Feature is wanted.`;
    throw new GeobitError("badGeometry", message, { row: number, field: "shape" });
  }
  return rule;
}
