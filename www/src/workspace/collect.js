// What a workspace is made of: the page as it is now.
import { dateOfDay } from "../format.js";
import { filterToKeep } from "../more-filters/bound.js";
import { recallAll } from "../opening/remembered.js";
import { LAST_PACK, recallLast } from "../packs/last.js";
import { questionFor } from "../shapes.js";

/** @typedef {import("../page-state.js").PageState} PageState */

/**
 * @param {PageState} state @param {Pick<import("geobit").Packs, "list">} packs
 * @returns {Promise<import("./sections.js").Parts>}
 */
export async function collect(state, packs) {
  const { drawn, rules, own } = state;
  return {
    // What has only been begun cannot be read again.
    shapes: drawn.shapes.filter((shape) => questionFor(shape) !== null),
    ...{ rules, own },
    settings: settingsOf(state),
    matching: filterToKeep(state),
    mappings: recallAll(),
    packs: { kept: await keptPacks(packs), open: recallLast(LAST_PACK) },
  };
}

/** @param {PageState} state @returns {import("./sections/settings.js").Settings} */
function settingsOf({ view, filters, independentBelow }) {
  const { firstDay, lastDay, fromDay, toDay, presentKinds, kinds } = filters;
  return {
    view,
    from: fromDay === firstDay ? null : dateOfDay(fromDay),
    to: toDay === lastDay ? null : dateOfDay(toDay),
    withoutKinds: presentKinds.filter((kind) => !kinds.has(kind)),
    independentBelow: independentBelow ?? null,
  };
}

/** Where nothing can be kept, no pack is. @param {Pick<import("geobit").Packs, "list">} packs */
async function keptPacks(packs) {
  try {
    const kept = await packs.list();
    return kept.filter(({ complete }) => complete).map(({ id, name }) => ({ id, name }));
  } catch {
    return [];
  }
}
