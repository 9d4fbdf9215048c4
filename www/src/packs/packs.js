// Data packs: what the page's own folder offers is listed when the reader asks for it, downloaded, kept in this browser, and opened
// from there without a request. A request names a pack, which is a whole region, and nothing that was drawn.
import { errorMessage } from "../data.js";
import { findHook } from "../root.js";
import { words } from "../words/index.js";
import { showPacks } from "./panel.js";

/** The pack that was opened last, to be opened at the next visit. */
const LAST = "geobit:pack";

/**
 * @param {HTMLElement} root
 * @param {{
 *   data: Pick<Awaited<ReturnType<typeof import("../data.js").createData>>, "packs" | "readCatalog">,
 *   openPack: (id: string, name: string) => Promise<void>,
 *   announce: (sentence: string) => void,
 *   signal: AbortSignal,
 * }} page
 */
export function createPacks(root, { data, openPack, announce, signal }) {
  const element = findHook(root, "packs");
  /** @type {import("geobit").Catalog | null} */
  let catalog = null;
  /** @type {AbortController | null} */
  let download = null;
  /** @type {import("./panel.js").PacksState} */
  let state = { offered: null, kept: [], running: null, isLooking: false, note: "" };

  /** @param {Partial<import("./panel.js").PacksState>} change */
  function show(change) {
    if (signal.aborted) return;
    state = { ...state, ...change };
    showPacks(element, state, actions, new Date());
  }

  const list = async () => show({ kept: await data.packs.list() });

  /** @param {unknown} error */
  const complain = (error) => show({ note: errorMessage(error) });

  const nameOf = (/** @type {string} */ id) =>
    [...state.kept, ...(state.offered ?? [])].find((pack) => pack.id === id)?.name ?? id;

  /** @type {import("./panel.js").Actions} */
  const actions = {
    async look() {
      show({ isLooking: true, note: "" });
      try {
        catalog = await data.readCatalog(signal);
        show({ offered: catalog.packs, note: words.packs.listed(catalog.packs.length) });
      } catch (error) {
        complain(error);
      }
      show({ isLooking: false });
    },

    async download(id) {
      if (!catalog || download) return;
      download = new AbortController();
      const begin = { id, done: 0, total: 0 };
      show({ running: begin, note: "" });
      try {
        const kept = await data.packs.download(catalog, id, {
          signal: download.signal,
          onProgress: ({ done, total }) => show({ running: { id, done, total } }),
        });
        announce(words.packs.kept(kept.name));
        show({ note: words.packs.kept(kept.name) });
      } catch (error) {
        complain(error);
      }
      download = null;
      show({ running: null });
      await list().catch(complain);
    },

    cancel: () => download?.abort(),

    async open(id) {
      await openPack(id, nameOf(id));
      remember(id);
    },

    async remove(id) {
      const name = nameOf(id);
      try {
        await data.packs.remove(id);
        if (recall() === id) remember(null);
        show({ note: words.packs.removed(name) });
        await list();
      } catch (error) {
        complain(error);
      }
    },
  };

  show({});
  signal.addEventListener("abort", () => download?.abort());
  return {
    /** Lists what is kept, and opens what was opened last. It makes no request. */
    async start() {
      // Where nothing can be kept, that is said when the reader wants to keep something.
      await list().catch(() => {});
      const last = state.kept.find(({ id, complete }) => complete && id === recall());
      if (last) await openPack(last.id, last.name);
    },
  };
}

/** @param {string | null} id */
function remember(id) {
  try {
    if (id === null) localStorage.removeItem(LAST);
    else localStorage.setItem(LAST, id);
  } catch {
    // Then the demo data come first at the next visit.
  }
}

function recall() {
  try {
    return localStorage.getItem(LAST);
  } catch {
    return null;
  }
}
