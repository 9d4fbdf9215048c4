// Where roads begin: a file of them is recognised here, and the modules of the tab are fetched when they are first needed.
import { onDemand } from "../on-demand.js";
import { LAST_ROADS, recallLast } from "../packs/last.js";
import { findHook } from "../root.js";
import { words } from "../words/index.js";

const ENDING = /\.(roads|osm\.pbf)$/i;
const PACK = "GeoBitRd";
/** The first block of an extract of OpenStreetMap says this after its length. */
const EXTRACT = "\n\tOSMHeader";
const EXTRACT_AT = 4;

/**
 * Tells whether a file is, or claims to be, one of roads. A file of another kind with that ending is opened as one, so that the reader
 * is told what it is not.
 * @param {File} file
 */
export async function isRoadsFile(file) {
  if (ENDING.test(file.name)) return true;
  const bytes = new Uint8Array(await file.slice(0, EXTRACT_AT + EXTRACT.length).arrayBuffer());
  const text = String.fromCharCode(...bytes);
  return text.startsWith(PACK) || text.startsWith(EXTRACT, EXTRACT_AT);
}

/**
 * @param {HTMLElement} root
 * @param {import("../page-state.js").PageStore} store
 * @param {Omit<Parameters<typeof import("./index.js").createRoadsTab>[2], "openFile"> & {
 *   openFile: (file: File) => void, notFetched: (error: unknown) => void, isPart: boolean,
 * }} page `isPart`: the page is a part of another document, whose one module has no code for roads
 */
export function createRoadsEntry(root, store, { notFetched, isPart, ...page }) {
  if (isPart)
    return {
      /** @returns {Promise<() => void>} */
      look: () => Promise.reject(new Error(words.messages.noRoads)),
      idle: async () => {},
    };
  const tab = onDemand(
    () => import("../tab-parts.js").then(({ createRoadsTab }) => createRoadsTab(root, store, page)),
    notFetched,
  );
  store.subscribe(
    (state) => state.tab,
    (chosen) => chosen === "roads" && tab(),
  );
  // It opens the pack that was opened last.
  if (recallLast(LAST_ROADS)) tab();
  findHook(root, "add-roads").addEventListener("click", () => {
    store.update({ type: "setSheet", sheet: "full" }, { type: "chooseTab", tab: "roads" });
    const button = /** @type {HTMLElement | null} */ (root.querySelector('[data-tab="roads"]'));
    button?.focus();
    button?.scrollIntoView({ block: "nearest" });
  });
  return {
    /** Reads a file of roads, and returns the function that shows them. @param {File} file @param {AbortSignal} signal @param {() => void} onProgress */
    async look(file, signal, onProgress) {
      const part = await tab();
      return part ? part.look(file, signal, onProgress) : () => {};
    },
    idle: async () => (await tab.made())?.idle(),
  };
}
