// Packs of roads: what the catalogue beside the page offers, and what is kept in this browser and opened from there without a request.
import { h } from "preact";
import { createKeeping } from "../packs/keeping.js";
import { LAST_ROADS, recallLast, rememberLast } from "../packs/last.js";
import { ageOf, packsView, sizeOf } from "../packs/panel.js";
import { hint } from "../panels/parts.js";
import { roads as texts } from "../words/roads.js";
import { dayText, isDay } from "./facts.js";

/** @typedef {import("geobit").KeptRoads} KeptRoads */

/** @type {import("../packs/panel.js").Told<KeptRoads>} */
const TOLD = {
  factsOf: ({ lengthKm, schematic, bytes, dataAsOf }) => [
    [texts.length(lengthKm), sizeOf(bytes)].join(" · "),
    ...(schematic ? [texts.schematic] : []),
    ...(isDay(dataAsOf) ? [ageOf(dataAsOf)] : []),
  ],
  newerThan: ({ dataAsOf }) => texts.newer(dataAsOf && texts.asOf(dayText(dataAsOf))),
  look: texts.listPacks,
  remove: texts.removePack,
};

/**
 * @param {import("../page-state.js").PageStore} store
 * @param {Pick<Parameters<typeof import("./index.js").createRoadsTab>[2], "data" | "messages" | "signal">} page
 * @param {{ render: () => void, open: (pack: KeptRoads, how: { isAgain: boolean }) => Promise<void> }} part `isAgain`: the reader has seen them before
 */
export function createRoadPacks(store, { data, messages, signal }, { render, open }) {
  /** @type {import("../packs/keeping.js").PacksState<KeptRoads> | null} */
  let state = null;
  /** @type {ReturnType<typeof createKeeping<KeptRoads>>} */
  const keeping = createKeeping({
    ...{ data, signal, announce: messages.announce, kind: "roads", listed: texts.listed },
    offeredIn: ({ roads = [] }) => roads,
    render(next) {
      state = next;
      render();
    },
  });

  /** @param {string | null} id @param {boolean} isAgain */
  async function openKept(id, isAgain) {
    const pack = keeping.complete(id);
    if (pack) await open(pack, { isAgain });
  }

  /** @type {import("../packs/panel.js").Actions} */
  const actions = {
    ...keeping,
    async download(id) {
      const isKept = await keeping.download(id);
      // A reader who updates the pack that is shown wants to see the later one.
      if (isKept && store.get().roads?.pack === id) await openKept(id, true);
    },
    open(id) {
      openKept(id, false);
      rememberLast(LAST_ROADS, id);
    },
    async remove(id) {
      if ((await keeping.remove(id)) && recallLast(LAST_ROADS) === id) rememberLast(LAST_ROADS, null);
    },
  };

  return {
    view: () =>
      h(
        "details",
        { class: "aside road-packs", open: store.get().roads === null, "data-roads": "packs" },
        h("summary", null, texts.packs),
        hint(texts.packsIntro),
        ...(state ? packsView(state, actions, TOLD) : []),
      ),

    /** Lists what is kept, and opens what was opened last, unless there are roads by then. It makes no request. */
    async start() {
      keeping.refresh();
      // Where nothing can be kept, that is said when the reader wants to keep something.
      await keeping.list().catch(() => {});
      if (!store.get().roads) await openKept(recallLast(LAST_ROADS), true);
    },

    /** What the reader takes away does not come back at the next visit. */
    forget: () => rememberLast(LAST_ROADS, null),
  };
}
