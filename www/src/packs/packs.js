// Data packs: what the page's own folder offers is listed when the reader asks for it, downloaded, kept in this browser, and opened
// from there without a request. A request names a pack, which is a whole region, and nothing that was drawn.
import { errorMessage } from "../data.js";
import { findHook } from "../root.js";
import { words } from "../words/index.js";
import { showPacks } from "./panel.js";

/** @typedef {import("../data.js").Source} Source */

/** The pack that was opened last, to be opened at the next visit. */
const LAST = "geobit:pack";

/**
 * @param {HTMLElement} root
 * @param {{
 *   data: Pick<Awaited<ReturnType<typeof import("../data.js").createData>>, "packs" | "readCatalog">,
 *   openPack: (id: string, name: string, instead?: Source) => Promise<void>,
 *   sourceOf: (id: string) => Source | undefined,
 *   showNews: (older: import("geobit").Snapshot, newer: Source) => Promise<void>,
 *   announce: (sentence: string) => void,
 *   signal: AbortSignal,
 * }} page `openPack` shows a pack instead of all others or of one; `sourceOf` finds the pack among what is shown; `showNews` compares
 *   two versions and closes the older one
 */
export function createPacks(root, { data, openPack, sourceOf, showNews, announce, signal }) {
  const element = findHook(root, "packs");
  /** @type {import("geobit").Catalog | null} */
  let catalog = null;
  /** @type {AbortController | null} */
  let download = null;
  /** The versions before, of packs that were brought up to date and not opened since. @type {Map<string, import("geobit").Snapshot>} */
  const before = new Map();
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
      const older = before.get(id) ?? (await loadKept(id));
      try {
        const kept = await data.packs.download(catalog, id, {
          signal: download.signal,
          onProgress: ({ done, total }) => show({ running: { id, done, total } }),
        });
        if (older) before.set(id, older);
        announce(words.packs.kept(kept.name));
        show({ note: words.packs.kept(kept.name) });
      } catch (error) {
        if (older !== before.get(id)) older?.close();
        complain(error);
      }
      download = null;
      show({ running: null });
      await list().catch(complain);
      // Who brings up to date what is shown wants to see it.
      const shown = sourceOf(id);
      if (before.has(id) && shown) await openAndCompare(id, shown);
    },

    cancel: () => download?.abort(),

    async open(id) {
      await openAndCompare(id);
      remember(id);
    },

    async remove(id) {
      const name = nameOf(id);
      try {
        await data.packs.remove(id);
        if (lastOpened() === id) remember(null);
        before.get(id)?.close();
        before.delete(id);
        show({ note: words.packs.removed(name) });
        await list();
      } catch (error) {
        complain(error);
      }
    },
  };

  /**
   * Loads the version that is kept, to be compared with the one that replaces it. Where that does not succeed, there is an update without
   * what is new.
   * @param {string} id
   */
  async function loadKept(id) {
    const isKept = state.kept.some((pack) => pack.id === id && pack.complete);
    return isKept ? data.packs.load(id).catch(() => null) : null;
  }

  /** Opens a pack, and shows what is new in it if it was brought up to date. @param {string} id @param {Source} [instead] of which */
  async function openAndCompare(id, instead) {
    const shown = sourceOf(id);
    await openPack(id, nameOf(id), instead);
    const newer = sourceOf(id);
    const older = before.get(id);
    if (!older || !newer || newer === shown) return;
    before.delete(id);
    await showNews(older, newer);
  }

  show({});
  signal.addEventListener("abort", () => download?.abort());
  return {
    /** Lists what is kept, and opens what was opened last. It makes no request. */
    async start() {
      // Where nothing can be kept, that is said when the reader wants to keep something.
      await list().catch(() => {});
      const last = state.kept.find(({ id, complete }) => complete && id === lastOpened());
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

/** Returns the id of the pack that was opened last, if that is remembered. */
export function lastOpened() {
  try {
    return localStorage.getItem(LAST);
  } catch {
    return null;
  }
}
