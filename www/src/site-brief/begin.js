// Where the daily brief begins: a button for the active shape, and the modules for it when it is pressed.
import { el, setHidden } from "../dom.js";
import { onDemand } from "../on-demand.js";
import { findHook } from "../root.js";
import { words } from "../words/index.js";

/**
 * @typedef {object} SiteBriefPage
 * @property {import("maplibre-gl").Map} map
 * @property {import("../basemap.js").Town[]} towns
 * @property {() => Promise<void>} fitted resolves when the intensity is fitted
 * @property {() => import("../brief/content.js").Range} range
 * @property {(fromDay: number, toDay: number, rows: number[], share: Float32Array) => void} showOnly shows only these days on the map, with rings around these incidents
 * @property {() => void} restore undoes it
 * @property {import("../paper.js").Paper} [paper] which part of the document is printed
 * @property {(error: unknown) => void} notFetched says that the modules could not be fetched
 */

/**
 * @param {HTMLElement} root
 * @param {import("../page-state.js").PageStore} store
 * @param {SiteBriefPage} page
 */
export function createSiteBriefEntry(root, store, page) {
  const place = findHook(root, "site-brief");
  const brief = onDemand(
    () => import("./index.js").then(({ createSiteBrief }) => createSiteBrief(root, store, page)),
    page.notFetched,
  );
  const open = async () => (await brief())?.open();
  place.replaceChildren(el("button", { type: "button", onclick: open }, words.markup.siteBrief));
  store.subscribe(
    ({ drawn }) => drawn.activeId,
    (id) => setHidden(place, id === null),
  );
  return { open };
}
