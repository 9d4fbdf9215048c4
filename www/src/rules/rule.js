// A rule about a drawn shape.

/** When it fires. @typedef {"any" | { atLeast: number, inDays: number } | "more" | "alarm"} When */
/**
 * @typedef {object} SiteRule
 * @property {string} id
 * @property {string} shapeId
 * @property {When} when
 * @property {readonly import("geobit").Kind[]} kinds empty for all
 * @property {number} minFatalities
 * @property {number | null} radiusKm its own radius; `null` for that of the shape
 * @property {Partial<Record<import("geobit").Kind, number>>} radii by kind, where they are given
 */
/** By the ids of rules. @typedef {ReadonlyMap<string, import("geobit").Alert>} Alerts */
