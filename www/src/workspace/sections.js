// The sections of a workspace, one line each. A section is a module that says how its part is written, how it is read and checked,
// and what it is where a file has none. What is on the page comes from `collect.js`, and goes back by `apply.js`.
import { mappings } from "./sections/mappings.js";
import { matching } from "./sections/matching.js";
import { own } from "./sections/own.js";
import { packs } from "./sections/packs.js";
import { rules } from "./sections/rules.js";
import { settings } from "./sections/settings.js";
import { shapes } from "./sections/shapes.js";

/**
 * @template Part
 * @typedef {object} Section
 * @property {keyof Parts} name of the member in the file
 * @property {Part} empty
 * @property {(part: Part) => unknown} write as JSON
 * @property {(value: unknown, at: string, amiss: import("./checks.js").Amiss) => Part} read checks what a file holds, and notes what it
 *   leaves out; throws a `FormError` where nothing is left
 */

/**
 * @typedef {object} Parts
 * @property {readonly import("../shapes.js").Shape[]} shapes sites and routes
 * @property {readonly import("../own-incidents/incident.js").OwnIncident[]} own incidents entered by hand
 * @property {readonly import("../rules/rule.js").SiteRule[]} rules about sites and routes
 * @property {import("./sections/settings.js").Settings} settings
 * @property {import("../more-filters/bound.js").BoundFilter | null} matching what more is filtered by
 * @property {import("../opening/remembered.js").Mappings} mappings which column is which
 * @property {import("./sections/packs.js").Packs} packs which data packs were kept, and which was open
 */

export const sections = /** @type {const} */ ([shapes, rules, own, settings, matching, mappings, packs]);
