// The network of roads that is loaded: from a file, a pack that is kept or the demo, in place of the one before, and removed.
import { h } from "preact";
import { errorMessage } from "../data.js";
import { hint } from "../panels/parts.js";
import { plainText } from "../plain-text.js";
import { roads as texts } from "../words/roads.js";
import { factsOf } from "./facts.js";
import { createRoadPacks } from "./packs.js";

/** The roads of the demo, beside the page. */
const DEMO = "./on-demand/demo.roads";

/**
 * @param {import("../page-state.js").PageStore} store
 * @param {Pick<Parameters<typeof import("./index.js").createRoadsTab>[2], "data" | "messages" | "openFile" | "fit" | "signal">} page
 * @param {{ layers: ReturnType<typeof import("./layer.js").createRoadLayers>, render: () => void }} tab
 */
export function createNetworkPart(store, page, { layers, render }) {
  const { data, messages, openFile, fit } = page;
  /** Ends the loading of the demo or of a pack where something else is loaded. */
  let loading = new AbortController();
  let isLoading = false;
  /** @type {Promise<void>} */
  let work = Promise.resolve();

  /** @param {import("geobit").RoadNetwork} network @param {{ isDemo: boolean, pack?: string }} origin @param {boolean} movesMap */
  async function show(network, origin, movesMap) {
    const lines = await network.lines();
    const before = store.get().roads;
    const { name, attribution, bbox } = network.summary;
    layers.setNetwork(lines, attribution);
    store.update({ type: "setRoads", roads: { network, ...origin } });
    before?.network.close();
    if (bbox && movesMap) fit(bbox);
    messages.announce(texts.opened(plainText(name)));
  }

  /** @param {string | import("geobit").KeptRoads} source @param {Parameters<typeof show>[1]} origin @param {boolean} movesMap */
  function load(source, origin, movesMap) {
    loading.abort();
    loading = new AbortController();
    const { signal } = loading;
    isLoading = true;
    render();
    work = data
      .loadRoads(source, { signal })
      .then((network) => (signal.aborted ? network.close() : show(network, origin, movesMap)))
      .catch((error) => signal.aborted || messages.showError(texts.notLoaded, errorMessage(error)))
      .then(() => {
        // What was loaded instead says itself when it is there.
        if (signal.aborted) return;
        isLoading = false;
        render();
      });
    return work;
  }

  const useDemo = () => load(new URL(DEMO, document.baseURI).href, { isDemo: true }, false);

  const packs = createRoadPacks(store, page, {
    render,
    open: (pack, { isAgain }) => load(pack, { isDemo: false, pack: pack.id }, !isAgain),
  });

  function remove() {
    const { roads } = store.get();
    layers.setNetwork(null, "");
    store.update({ type: "setRoads", roads: null });
    roads?.network.close();
    packs.forget();
    messages.announce(texts.removed);
  }

  /** @param {string} label @param {() => void} onclick @param {string} name */
  const button = (label, onclick, name) =>
    h("button", { type: "button", class: "small", disabled: isLoading, onclick, "data-roads": name }, label);

  const openButton = () =>
    h(
      "label",
      { class: "file-button" },
      texts.open,
      h("input", {
        ...{ type: "file", accept: ".roads,.pbf", class: "visually-hidden", "data-roads": "file" },
        onchange(/** @type {Event} */ { target }) {
          const input = /** @type {HTMLInputElement} */ (target);
          const [file] = input.files ?? [];
          // Emptied, so that the same file can be chosen again.
          input.value = "";
          if (file) openFile(file);
        },
      }),
    );

  /** @param {import("geobit").RoadsSummary} summary */
  const facts = (summary) =>
    h(
      "p",
      { "data-roads": "loaded" },
      h("strong", null, plainText(summary.name)),
      " ",
      h("span", { class: "hint" }, factsOf(summary)),
    );

  return {
    start() {
      work = packs.start();
    },

    view() {
      const { roads } = store.get();
      return h(
        "div",
        { class: "roads-loaded" },
        roads ? facts(roads.network.summary) : hint(texts.none),
        h(
          "p",
          { class: "snapshot-buttons" },
          openButton(),
          !roads?.isDemo && data.hasDemo && button(texts.useDemo, useDemo, "demo"),
          roads && button(texts.remove, remove, "remove"),
        ),
        isLoading && h("p", { class: "hint", role: "status" }, texts.loading),
        packs.view(),
      );
    },

    /** Reads a file, and returns the function that shows its roads. @param {File} file @param {AbortSignal} signal @param {() => void} onProgress */
    async look(file, signal, onProgress) {
      const network = await data.loadRoads(file, { signal, onProgress });
      return async () => {
        loading.abort();
        isLoading = false;
        work = show(network, { isDemo: false }, true);
        await work;
        store.update({ type: "chooseTab", tab: "roads" });
      };
    },

    idle: () => work,
  };
}
