// Where what is new begins: the modules for it are fetched when its part of the page is opened, or when there is something to compare.
import { el } from "../dom.js";
import { onDemand } from "../on-demand.js";
import { findHook } from "../root.js";
import { words } from "../words/index.js";

/**
 * @typedef {object} NewsPage
 * @property {import("maplibre-gl").Map} map
 * @property {Pick<Awaited<ReturnType<typeof import("../data.js").createData>>, "packs" | "loadOlder">} data
 * @property {Pick<ReturnType<typeof import("../messages.js").createMessages>, "announce" | "showNote">} messages
 * @property {(record: import("geobit").Incident, note: string) => void} showRecord shows a record and its place
 * @property {(work: () => void) => () => void} whenSettled returns a function that does the work once nothing is being dragged
 * @property {(error: unknown) => void} notFetched says that the modules could not be fetched
 * @property {AbortSignal} signal
 */

/**
 * @param {HTMLElement} root
 * @param {import("../page-state.js").PageStore} store
 * @param {NewsPage} page
 */
export function createNewsEntry(root, store, page) {
  const details = /** @type {HTMLDetailsElement} */ (findHook(root, "news"));
  details.replaceChildren(el("summary", {}, words.markup.news));
  const news = onDemand(
    () => import("./index.js").then(({ createNews }) => createNews(root, store, page)),
    page.notFetched,
  );
  details.addEventListener("toggle", () => details.open && news());
  return {
    /** Compares a source with an older version of it, which is closed at the end. @param {import("geobit").Snapshot} older @param {import("../data.js").Source} source */
    async compare(older, source) {
      const part = await news();
      if (part) await part.compare(older, source);
      else older.close();
    },
    idle: async () => (await news.made())?.idle(),
  };
}
