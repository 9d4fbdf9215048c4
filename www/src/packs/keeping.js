// What is done with packs of any kind: the catalogue beside the page is read, and a pack is downloaded, cancelled or removed.
import { errorMessage } from "../data.js";
import { words } from "../words/index.js";

/** @typedef {import("geobit").KeptPack | import("geobit").KeptRoads} KeptAny */
/** @template {KeptAny} Kept @typedef {Omit<Kept, "kind" | "complete" | "keptBytes" | "before">} Offered */
/**
 * @template {KeptAny} Kept
 * @typedef {object} PacksState
 * @property {readonly Offered<Kept>[] | null} offered what the catalogue has; `null` before it was asked for
 * @property {readonly Kept[]} kept
 * @property {{ id: string, done: number, total: number } | null} running the download that goes on
 * @property {boolean} isLooking whether the catalogue is being read
 * @property {string} note what is to be said, such as why a download failed
 */

/**
 * @template {KeptAny} Kept
 * @param {{
 *   data: Pick<Awaited<ReturnType<typeof import("../data.js").createData>>, "packs" | "readCatalog">,
 *   kind: Kept["kind"],
 *   offeredIn: (catalog: import("geobit").Catalog) => readonly Offered<Kept>[],
 *   listed: (count: number) => string,
 *   render: (state: PacksState<Kept>) => void,
 *   announce: (sentence: string) => void,
 *   signal: AbortSignal,
 * }} page `listed` says what the catalogue has
 */
export function createKeeping({ data, kind, offeredIn, listed, render, announce, signal }) {
  const { packs: texts } = words;
  /** @type {import("geobit").Catalog | null} */
  let catalog = null;
  /** @type {AbortController | null} */
  let download = null;
  /** @type {PacksState<Kept>} */
  let state = { offered: null, kept: [], running: null, isLooking: false, note: "" };

  /** @param {Partial<PacksState<Kept>>} change */
  function show(change) {
    if (signal.aborted) return;
    state = { ...state, ...change };
    render(state);
  }

  async function list() {
    const all = /** @type {Kept[]} */ (await data.packs.list());
    show({ kept: all.filter((pack) => pack.kind === kind) });
  }

  /** @param {unknown} error */
  const complain = (error) => show({ note: errorMessage(error) });

  /** @param {string} id */
  const nameOf = (id) => [...state.kept, ...(state.offered ?? [])].find((pack) => pack.id === id)?.name ?? id;

  signal.addEventListener("abort", () => download?.abort());
  return {
    list,
    nameOf,
    refresh: () => show({}),
    /** Returns a pack that is kept as a whole. @param {string | null} id */
    complete: (id) => state.kept.find((pack) => pack.complete && pack.id === id),

    async look() {
      show({ isLooking: true, note: "" });
      try {
        catalog = await data.readCatalog(signal);
        const offered = offeredIn(catalog);
        show({ offered, note: listed(offered.length) });
      } catch (error) {
        complain(error);
      }
      show({ isLooking: false });
    },

    /** Returns whether the pack is kept now. @param {string} id @param {() => Promise<void>} [prepare] comes first */
    async download(id, prepare) {
      if (!catalog || download) return false;
      download = new AbortController();
      show({ running: { id, done: 0, total: 0 }, note: "" });
      await prepare?.();
      let isKept = false;
      try {
        const { name } = await data.packs.download(catalog, id, {
          signal: download.signal,
          onProgress: ({ done, total }) => show({ running: { id, done, total } }),
        });
        isKept = true;
        announce(texts.kept(name));
        show({ note: texts.kept(name) });
      } catch (error) {
        complain(error);
      }
      download = null;
      show({ running: null });
      await list().catch(complain);
      return isKept;
    },

    cancel: () => download?.abort(),

    /** Returns whether the pack is gone. @param {string} id */
    async remove(id) {
      const note = texts.removed(nameOf(id));
      try {
        await data.packs.remove(id);
        show({ note });
      } catch (error) {
        complain(error);
        return false;
      }
      await list().catch(complain);
      return true;
    },
  };
}
