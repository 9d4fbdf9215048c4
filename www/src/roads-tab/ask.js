// What every question about roads says: what bars them, the day, the language, and by what exposure is measured.
import { asking, intensityOf } from "../asking.js";
import { filterOptions } from "../filters.js";
import { barsOf } from "../zones/in-force.js";

/** @typedef {import("../page-state.js").PageState} PageState */

/** What bars roads, the day and the language. @param {PageState} state */
export function roadOptions({ drawn }) {
  const { today, lang } = asking();
  const { closed, avoid } = barsOf(drawn.shapes, today);
  return { closed, avoid, today, lang };
}

/** By what the reports of routes measure exposure; nothing where no incidents are loaded, or none count. @param {PageState} state @returns {object} */
export function exposureOptions(state) {
  const { loaded, filters } = state;
  const range = filterOptions(filters);
  if (!loaded || range.kinds?.length === 0) return {};
  return { snapshot: loaded.snapshot, ...range, ...intensityOf(state) };
}

/** Whether exposure can be measured. @param {PageState} state */
export const hasExposure = (state) => "snapshot" in exposureOptions(state);

/** What the answers depend on beside places: two lists of it are compared member by member. @param {PageState} state @returns {unknown[]} */
export function inputsOf(state) {
  const { roads, loaded, filters, fit, drawn } = state;
  const { today } = asking();
  return [roads, loaded, filters, fit, today, JSON.stringify(barsOf(drawn.shapes, today))];
}
