// Brings a workspace onto the page. What is drawn is replaced, which can be undone; nothing else that is there is lost.
import { dayOfDate } from "../format.js";
import { bringBack } from "../more-filters/bound.js";
import { hold } from "../opening/remembered.js";
import { withIncident } from "../own-incidents/incident.js";

/** @typedef {import("./sections.js").Parts} Parts */

/**
 * @param {Parts} parts
 * @param {import("../page-state.js").PageStore} store
 * @param {{ drawing: Pick<ReturnType<typeof import("../draw.js").createDrawing>, "replaceAll">, isStart: boolean }} how
 *   `isStart`: whether the page begins with it, so that there is nothing to go back to
 */
export function apply({ shapes, rules, own, settings, matching, mappings }, store, { drawing, isStart }) {
  hold(mappings);
  drawing.replaceAll(shapes, isStart);
  // Those of before name shapes that are gone.
  store.update({ type: "setRules", rules });
  if (own.length > 0) store.update({ type: "setOwn", own: own.reduce(withIncident, store.get().own) });
  applySettings(settings, store);
  store.update({
    ...bringBack(matching, store.get().loaded),
    ...(isStart && { isQuiet: /** @type {const} */ (true) }),
  });
}

/** @param {import("./sections/settings.js").Settings} settings @param {import("../page-state.js").PageStore} store */
function applySettings({ view, from, to, withoutKinds, independentBelow }, store) {
  const { firstDay, lastDay, presentKinds } = store.get().filters;
  store.update(
    { type: "chooseView", view },
    { type: "setIndependentBelow", below: independentBelow ?? undefined },
    {
      type: "chooseDays",
      fromDay: from === null ? firstDay : dayOfDate(from),
      toDay: to === null ? lastDay : dayOfDate(to),
    },
    ...presentKinds.map((kind) => ({
      ...{ type: /** @type {const} */ ("chooseKind"), kind },
      chosen: !withoutKinds.includes(kind),
    })),
  );
}
