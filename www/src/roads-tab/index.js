// The tab Roads: what is loaded, ways, what bars them, evacuation, and a route laid onto roads. Each part works only while it is shown.
import { h } from "preact";
import { renderInto } from "../dom.js";
import { filteredPart } from "../panels/filtered.js";
import { StoreContext } from "../panels/parts.js";
import { findHook } from "../root.js";
import { onNewDay } from "../zones/new-day.js";
import { barredPart, createBarMemory } from "./barred.js";
import { createEvacuationPart } from "./evacuation.js";
import { keepFocus } from "./focus.js";
import { createLayPart } from "./lay.js";
import { createRoadLayers } from "./layer.js";
import { createNetworkPart } from "./network.js";
import { createReachPart } from "./reach.js";
import { createWaysPart } from "./ways.js";

/**
 * @param {HTMLElement} root
 * @param {import("../page-state.js").PageStore} store
 * @param {{
 *   map: import("maplibre-gl").Map,
 *   data: Pick<Awaited<ReturnType<typeof import("../data.js").createData>>, "loadRoads" | "hasDemo" | "packs" | "readCatalog">,
 *   drawing: Pick<ReturnType<typeof import("../draw.js").createDrawing>, "add" | "setLine" | "undo">,
 *   messages: Pick<ReturnType<typeof import("../messages.js").createMessages>, "announce" | "showError">,
 *   towns: readonly import("../basemap.js").Town[],
 *   whenSettled: (work: () => void) => () => void,
 *   show: (places: readonly GeoJSON.Position[]) => void,
 *   fit: (box: [number, number, number, number]) => void,
 *   openFile: (file: File) => void,
 *   signal: AbortSignal,
 * }} page `openFile` opens a file as if it had been dropped
 */
export function createRoadsTab(root, store, page) {
  const panel = findHook(root, "roads-tab");
  const layers = createRoadLayers(page.map);
  const isShown = () => store.get().tab === "roads";
  const tab = { layers, render, isShown };
  const network = createNetworkPart(store, page, tab);
  const ways = createWaysPart(store, page, tab);
  const evacuation = createEvacuationPart(store, page, tab);
  const reach = createReachPart(store, page, tab);
  const lay = createLayPart(store, page, tab);
  const bars = createBarMemory();
  const asked = [ways, evacuation, reach];

  function render() {
    if (!isShown()) return;
    const { roads, matching } = store.get();
    // Zones are named by briefs and rules, which need no roads.
    const zones = barredPart(store, bars);
    const parts = roads ? [ways.view(), zones, evacuation.view(), reach.view(), lay.view()] : [zones];
    keepFocus(() =>
      renderInto(
        panel,
        h(StoreContext.Provider, { value: store }, filteredPart(matching), network.view(), ...parts),
      ),
    );
  }

  function follow() {
    for (const one of asked) one.follow();
    render();
  }

  for (const select of /** @type {((state: import("../page-state.js").PageState) => unknown)[]} */ ([
    ({ roads }) => roads,
    ({ drawn }) => drawn,
    ({ loaded }) => loaded,
    ({ filters }) => filters,
    ({ fit }) => fit,
    ({ tab: chosen }) => chosen,
  ]))
    store.subscribe(select, follow);
  // Zones are over after their last day, also where nobody touches the page.
  onNewDay(follow, page.signal);
  render();
  network.start();

  return {
    look: network.look,
    async idle() {
      for (const { idle } of [network, ...asked, lay]) await idle();
    },
  };
}
