// Data packs: what the page's own folder offers is listed when the reader asks for it, downloaded, kept in this browser, and opened
// from there without a request. A request names a pack, which is a whole region, and nothing that was drawn.
import { h } from "preact";
import { renderInto } from "../dom.js";
import { formatDay, formatPeriod } from "../format.js";
import { hint } from "../panels/parts.js";
import { findHook } from "../root.js";
import { words } from "../words/index.js";
import { createKeeping } from "./keeping.js";
import { LAST_PACK, recallLast, rememberLast } from "./last.js";
import { ageOf, packsView, sizeOf } from "./panel.js";

/** @typedef {import("../data.js").Source} Source */
/** @typedef {import("geobit").KeptPack} KeptPack */

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
  const { packs: texts } = words;
  /** The versions before, of packs that were brought up to date and not opened since. @type {Map<string, import("geobit").Snapshot>} */
  const before = new Map();

  /** @type {import("./panel.js").Told<KeptPack>} */
  const told = {
    ...texts,
    factsOf: ({ from, to, count, bytes, asOf }) => [
      texts.facts(formatPeriod(from, to), count, sizeOf(bytes)),
      ageOf(asOf),
    ],
    newerThan: ({ asOf }) => texts.newer(formatDay(asOf)),
  };

  /** @type {ReturnType<typeof createKeeping<KeptPack>>} */
  const keeping = createKeeping({
    ...{ data, announce, signal, kind: "incidents", listed: texts.listed },
    offeredIn: ({ packs }) => packs,
    render: (state) =>
      renderInto(
        element,
        h("summary", null, texts.title),
        hint(texts.intro),
        ...packsView(state, actions, told),
      ),
  });

  /** @type {import("./panel.js").Actions} */
  const actions = {
    ...keeping,

    async download(id) {
      let older = before.get(id) ?? null;
      const isKept = await keeping.download(id, async () => {
        older ??= await loadKept(id);
      });
      if (older && isKept) before.set(id, older);
      else if (older !== before.get(id)) older?.close();
      // A reader who updates the pack that is shown wants to see the later one.
      const shown = sourceOf(id);
      if (before.has(id) && shown) await openAndCompare(id, shown);
    },

    async open(id) {
      await openAndCompare(id);
      rememberLast(LAST_PACK, id);
    },

    async remove(id) {
      if (!(await keeping.remove(id))) return;
      if (recallLast(LAST_PACK) === id) rememberLast(LAST_PACK, null);
      before.get(id)?.close();
      before.delete(id);
    },
  };

  /**
   * Loads the version that is kept, to be compared with the one that replaces it. Where that does not succeed, there is an update without
   * what is new.
   * @param {string} id
   */
  const loadKept = async (id) => (keeping.complete(id) ? data.packs.load(id).catch(() => null) : null);

  /** Opens a pack, and shows what is new in it if it was brought up to date. @param {string} id @param {Source} [instead] of which */
  async function openAndCompare(id, instead) {
    const shown = sourceOf(id);
    await openPack(id, keeping.nameOf(id), instead);
    const newer = sourceOf(id);
    const older = before.get(id);
    if (!older || !newer || newer === shown) return;
    before.delete(id);
    await showNews(older, newer);
  }

  keeping.refresh();
  return {
    /** Lists what is kept, and opens what was opened last. It makes no request. */
    async start() {
      // Where nothing can be kept, that is said when the reader wants to keep something.
      await keeping.list().catch(() => {});
      const last = keeping.complete(recallLast(LAST_PACK));
      if (last) await openPack(last.id, last.name);
    },
  };
}
