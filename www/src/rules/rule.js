// Rules about drawn shapes: what is kept of one, what the engine is asked, and what a form says of it.
import { areaOf } from "../news/watched.js";

/** @typedef {import("geobit").Kind} Kind */
/** @typedef {import("../shapes.js").Shape} Shape */
/** When it fires. @typedef {"any" | { atLeast: number, inDays: number } | "more" | "alarm"} When */
/**
 * @typedef {object} SiteRule
 * @property {string} id
 * @property {string} shapeId
 * @property {When} when
 * @property {readonly Kind[]} kinds empty for all
 * @property {number} minFatalities
 * @property {number | null} radiusKm its own radius; `null` for that of the shape
 * @property {Partial<Record<Kind, number>>} radii of single kinds
 */
/** What a rule said when it was last looked at, or why it could not be. @typedef {{ alert: import("geobit").Alert } | { problem: string }} Finding */
/** By the ids of rules. @typedef {ReadonlyMap<string, Finding>} Alerts */

/** What the engine accepts. */
export const LIMITS = {
  atLeast: [1, 10_000],
  inDays: [1, 364],
  radiusKm: [0.001, 2000],
  minFatalities: [0, 100_000],
};

/** Returns the rule as the engine wants it; `null` while its shape is not one. @param {SiteRule} rule @param {Shape} shape @param {readonly Kind[]} allKinds @returns {import("geobit").Rule | null} */
export function engineRule({ when, kinds, minFatalities, radiusKm, radii }, shape, allKinds) {
  const area = areaOf(shape);
  if (!area) return null;
  const radius = radiusOf(radiusKm, radii, kinds.length > 0 ? kinds : allKinds);
  return {
    ...{ shape: area, when },
    ...(kinds.length > 0 && { kinds: [...kinds] }),
    ...(minFatalities > 0 && { minFatalities }),
    ...(radius !== null && { radiusKm: radius }),
  };
}

/** A kind without a radius of its own has that of the rule, or else that of the shape. @param {number | null} radiusKm @param {SiteRule["radii"]} radii @param {readonly Kind[]} kinds */
function radiusOf(radiusKm, radii, kinds) {
  const own = kinds.filter((kind) => radii[kind] !== undefined);
  if (own.length === 0) return radiusKm;
  const of = (/** @type {Kind} */ kind) => radii[kind] ?? radiusKm;
  return Object.fromEntries(kinds.flatMap((kind) => (of(kind) === null ? [] : [[kind, of(kind)]])));
}

/** What is typed, as text. @typedef {{ shapeId: string, when: string, atLeast: string, inDays: string, kinds: Kind[], minFatalities: string, radiusKm: string, radii: Partial<Record<Kind, string>> }} Typed */

/**
 * Reads a form.
 * @param {Typed} typed @param {string} id
 * @returns {{ rule: SiteRule, wrong: null } | { rule: null, wrong: { field: string, limits: number[] } }} the rule, or the first field
 *   that is wrong and what it accepts
 */
export function readRule(typed, id) {
  /** @type {{ field: string, limits: number[] } | null} */
  let wrong = null;
  /** @param {string} text @param {keyof typeof LIMITS} name @param {boolean} isWhole @param {string} [field] */
  function read(text, name, isWhole, field = name) {
    const [least, most] = LIMITS[name];
    const number = text.trim() === "" ? Number.NaN : Number(text);
    const isRight = number >= least && number <= most && (!isWhole || Number.isInteger(number));
    if (!isRight) wrong ??= { field, limits: [least, most] };
    return number;
  }
  /** @type {When} */
  const when =
    typed.when === "atLeast"
      ? { atLeast: read(typed.atLeast, "atLeast", true), inDays: read(typed.inDays, "inDays", true) }
      : /** @type {"any" | "more" | "alarm"} */ (typed.when);
  const minFatalities =
    typed.minFatalities.trim() === "" ? 0 : read(typed.minFatalities, "minFatalities", true);
  const radiusKm = typed.radiusKm.trim() === "" ? null : read(typed.radiusKm, "radiusKm", false);
  /** @type {SiteRule["radii"]} */
  const radii = {};
  for (const [kind, text] of Object.entries(typed.radii))
    if (text.trim() !== "")
      radii[/** @type {Kind} */ (kind)] = read(text, "radiusKm", false, `radius ${kind}`);
  if (wrong) return { rule: null, wrong };
  return {
    rule: { id, shapeId: typed.shapeId, when, kinds: typed.kinds, minFatalities, radiusKm, radii },
    wrong: null,
  };
}

/** @param {Alerts | null} alerts */
export const countFired = (alerts) =>
  [...(alerts?.values() ?? [])].filter((finding) => "alert" in finding && finding.alert.fired).length;

/** Tells whether two rules ask for the same of the same shape. @param {SiteRule} a @param {SiteRule} b */
export const isSameRule = (a, b) => JSON.stringify(contentOf(a)) === JSON.stringify(contentOf(b));

/** @param {SiteRule} rule */
const contentOf = ({ shapeId, when, kinds, minFatalities, radiusKm, radii }) => [
  ...[shapeId, when, [...kinds].sort(), minFatalities, radiusKm],
  Object.entries(radii).sort(([a], [b]) => (a < b ? -1 : 1)),
];
