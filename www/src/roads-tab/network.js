// The network of roads that is loaded: from a file or the demo, in place of the one before, and removed.
import { h } from "preact";
import { errorMessage } from "../data.js";
import { hint } from "../panels/parts.js";
import { plainText } from "../plain-text.js";
import { roads as texts } from "../words/roads.js";

/** The roads of the demo, beside the page. */
const DEMO = "./on-demand/demo.roads";

/**
 * @param {import("../page-state.js").PageStore} store
 * @param {Pick<Parameters<typeof import("./index.js").createRoadsTab>[2], "data" | "messages" | "openFile" | "fit">} page
 * @param {{ layers: ReturnType<typeof import("./layer.js").createRoadLayers>, render: () => void }} tab
 */
export function createNetworkPart(store, { data, messages, openFile, fit }, { layers, render }) {
  /** Ends the demo's loading where something else is loaded. */
  let loading = new AbortController();
  let isLoading = false;
  /** @type {Promise<void>} */
  let work = Promise.resolve();

  /** @param {import("geobit").RoadNetwork} network @param {boolean} isDemo */
  async function show(network, isDemo) {
    const lines = await network.lines();
    const before = store.get().roads;
    const { name, attribution, bbox } = network.summary;
    layers.setNetwork(lines, attribution);
    store.update({ type: "setRoads", roads: { network, isDemo } });
    before?.network.close();
    if (bbox && !isDemo) fit(bbox);
    messages.announce(texts.opened(plainText(name)));
  }

  function useDemo() {
    loading.abort();
    loading = new AbortController();
    const { signal } = loading;
    isLoading = true;
    render();
    work = data
      .loadRoads(new URL(DEMO, document.baseURI).href, { signal })
      .then((network) => (signal.aborted ? network.close() : show(network, true)))
      .catch((error) => signal.aborted || messages.showError(texts.notLoaded, errorMessage(error)))
      .then(() => {
        isLoading = false;
        render();
      });
  }

  function remove() {
    const { roads } = store.get();
    layers.setNetwork(null, "");
    store.update({ type: "setRoads", roads: null });
    roads?.network.close();
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
  const facts = ({ name, lengthKm, schematic, dataAsOf, licence, attribution }) =>
    h(
      "p",
      { "data-roads": "loaded" },
      h("strong", null, plainText(name)),
      " ",
      h(
        "span",
        { class: "hint" },
        [
          texts.length(lengthKm),
          ...(schematic ? [texts.schematic] : []),
          ...(dataAsOf ? [texts.asOf(dataAsOf)] : []),
          ...[licence, attribution].filter(Boolean).map(plainText),
        ].join(" · "),
      ),
    );

  return {
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
      );
    },

    /** Reads a file, and returns the function that shows its roads. @param {File} file @param {AbortSignal} signal @param {() => void} onProgress */
    async look(file, signal, onProgress) {
      const network = await data.loadRoads(file, { signal, onProgress });
      return async () => {
        loading.abort();
        work = show(network, false);
        await work;
        store.update({ type: "chooseTab", tab: "roads" });
      };
    },

    idle: () => work,
  };
}
