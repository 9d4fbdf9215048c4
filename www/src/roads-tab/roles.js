// What sites are in an evacuation: where people muster, and where they may go.
import { h } from "preact";
import { roads as texts } from "../words/roads.js";
import { sitesOf } from "./places.js";

/** @typedef {import("../shapes.js").Shape} Shape */
/** @typedef {import("../bars.js").Evacuation} Evacuation */
/** @typedef {keyof Evacuation} Role */

/** The roles of places that people go to. @type {Role[]} */
export const DESTINATIONS = ["haven", "airstrip", "medical"];
/** @type {Role[]} */
const ROLES = ["muster", ...DESTINATIONS];

/** The sites that have any of some roles. @param {readonly Shape[]} shapes @param {...Role} roles */
export const having = (shapes, ...roles) =>
  sitesOf(shapes).filter(({ evacuation }) => roles.some((role) => evacuation?.[role]));

/** Says which places to go to a site is. @param {Shape} site */
export const describeRoles = ({ evacuation }) =>
  DESTINATIONS.filter((role) => evacuation?.[role])
    .map((role) => texts.roles[role])
    .join(", ");

/** The table in which roles are ticked. @param {import("../page-state.js").PageStore} store */
export function rolesTable(store) {
  /** @param {Shape} site @param {Role} role */
  const tick = ({ id, name, evacuation = { muster: false, haven: false } }, role) =>
    h(
      "td",
      null,
      h("input", {
        ...{ type: "checkbox", checked: evacuation[role] ?? false },
        ...{ "aria-label": `${name}: ${texts.roles[role]}`, "data-role": role },
        onchange(/** @type {Event} */ { currentTarget }) {
          const { checked } = /** @type {HTMLInputElement} */ (currentTarget);
          const next = { ...evacuation, [role]: checked };
          store.update({ type: "setShapeEvacuation", id, evacuation: next, step: `evacuation of ${id}` });
        },
      }),
    );
  return h(
    "table",
    { class: "evacuation-roles" },
    h(
      "thead",
      null,
      h(
        "tr",
        null,
        ...[texts.site, ...ROLES.map((role) => texts.roles[role])].map((name) =>
          h("th", { scope: "col" }, name),
        ),
      ),
    ),
    h(
      "tbody",
      null,
      ...sitesOf(store.get().drawn.shapes).map((site) =>
        h(
          "tr",
          { key: site.id },
          h("th", { scope: "row" }, site.name),
          ...ROLES.map((role) => tick(site, role)),
        ),
      ),
    ),
  );
}
