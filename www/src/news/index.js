// What is new: compares what is loaded with an older version of it, and keeps what the reader has acknowledged or ignored.

import { h } from "preact";
import { asking } from "../asking.js";
import { errorCode, errorMessage } from "../data.js";
import { el, renderInto, setText } from "../dom.js";
import { newestWins } from "../newest.js";
import { StoreContext } from "../panels/parts.js";
import { plainText } from "../plain-text.js";
import { beginReading, LIMIT_SECONDS, ReadingEnded, untilEnded } from "../reading.js";
import { findHook } from "../root.js";
import { isEntered } from "../sources/panel.js";
import { words } from "../words/index.js";
import { news as texts } from "../words/news.js";
import { Comparison } from "./compare.js";
import { KEY, recallNoted } from "./kept.js";
import { createMarks } from "./marks.js";
import { noteEntries } from "./note.js";
import { countOpen, newsPanel } from "./panel.js";
import { areasOf } from "./watched.js";

/** @typedef {import("../data.js").Source} Source */
/** @typedef {import("../reading.js").Reading} Reading */
/** @typedef {import("geobit").Snapshot} Snapshot */

/**
 * @param {HTMLElement} root
 * @param {import("../page-state.js").PageStore} store
 * @param {import("./begin.js").NewsPage} page
 */
export function createNews(root, store, page) {
  const details = /** @type {HTMLDetailsElement} */ (findHook(root, "news"));
  const summary = /** @type {HTMLElement} */ (details.querySelector("summary"));
  const body = el("div");
  const file = el("input", {
    ...{ type: "file", hidden: true, "aria-label": texts.fileLabel, "data-news": "file" },
    accept: ".csv,.tsv,.txt,.xlsx,.geojson,.geojsonl,.json,.parquet,.gz,.zip,text/csv,application/geo+json",
  });
  details.append(body, file);
  createMarks(root, store, page.map);
  /** The comparison that is shown. @type {Comparison | null} */
  let comparison = null;
  /** @type {{ reading: Reading, shown: import("./panel.js").Running } | null} */
  let running = null;
  /** @type {string | null} */
  let newerKey = null;
  /** @type {readonly import("geobit").KeptPack[]} */
  let kept = [];
  let problem = "";
  /** @type {readonly string[] | null} */
  let undoable = null;
  /** What is being compared. */
  let last = Promise.resolve();

  /** Sources that a file may be an older version of. */
  const candidates = () => (store.get().loaded?.sources ?? []).filter((source) => !isEntered(source));
  const newerSource = () => {
    const all = candidates();
    return all.find(({ key }) => key === newerKey) ?? all[0];
  };

  function render() {
    const { news, noted } = store.get();
    const left = countOpen(news, noted);
    setText(summary, news && left > 0 ? texts.titleWith(left) : words.markup.news);
    const shown = candidates().map(({ pack }) => pack);
    const packs = kept.filter(({ id, complete }) => complete && !shown.includes(id));
    const state = {
      news,
      noted,
      newer: candidates(),
      newerKey,
      packs,
      earlier: kept.find(({ id, before }) => before && id === newerSource()?.pack) ?? null,
      running: running?.shown ?? null,
      problem,
      undoable,
    };
    renderInto(body, h(StoreContext.Provider, { value: store }, ...newsPanel(state, actions)));
  }

  /** @param {string[]} keys @param {import("./kept.js").Note | null} note */
  function setNote(keys, note) {
    undoable = null;
    if (!noteEntries(store, keys, note)) page.messages.showNote(texts.notKept, "");
  }

  /** @type {import("./panel.js").PanelPage} */
  const actions = {
    note: setNote,
    acknowledgeAll(keys) {
      setNote(keys, "done");
      undoable = keys;
      render();
    },
    undoAll() {
      if (undoable) setNote([...undoable], null);
      render();
    },
    show({ what, record }) {
      page.showRecord(record, what === "withdrawn" ? texts.withdrawnRecord : "");
    },
    chooseFile: () => file.click(),
    choosePack(id) {
      const { name } = kept.find((one) => one.id === id) ?? { name: id };
      begin(plainText(name), (options) => page.data.packs.load(id, options));
    },
    chooseEarlier({ id, name }) {
      begin(plainText(name), (options) => page.data.packs.loadBefore(id, options));
    },
    chooseNewer(key) {
      newerKey = key;
      render();
    },
    cancel: () => running?.reading.end("cancelled"),
    close: end,
  };

  /** Ends the comparison that is shown. */
  function end() {
    comparison?.close();
    comparison = null;
    store.update({ type: "setNews", news: null });
  }

  /** Loads an older version, and compares with it. @param {string} name @param {(options: import("geobit").LoadOptions) => Promise<Snapshot>} load */
  function begin(name, load) {
    const source = newerSource();
    if (!source || running) return;
    last = work(name, source, async (reading, progress) => {
      const loading = load({ signal: reading.signal, onProgress: progress });
      // The engine notices at the end of a step, and the reader does not wait for it.
      loading.then(
        (snapshot) => reading.signal.aborted && snapshot.close(),
        () => {},
      );
      return untilEnded(loading, reading.signal);
    });
  }

  /**
   * Does the work of a comparison, with its progress and its problems shown.
   * @param {string} name @param {Source} source
   * @param {(reading: Reading, progress: (at: { phase: string, done: number, total: number }) => void) => Promise<Snapshot>} load
   */
  async function work(name, source, load) {
    const reading = beginReading();
    problem = "";
    undoable = null;
    const progress = (/** @type {{ phase: string, done: number, total: number }} */ at) => {
      if (reading.signal.aborted) return;
      reading.progress();
      running = { reading, shown: { name, ...at } };
      render();
    };
    progress({ phase: "read", done: 0, total: 0 });
    /** @type {Snapshot | undefined} */
    let older;
    try {
      older = await load(reading, progress);
      const next = new Comparison(source.snapshot, older);
      const news = await untilEnded(
        next.ask(source.key, areasOf(store.get().drawn.shapes), {
          ...{ lang: asking().lang, signal: reading.signal, onProgress: progress },
        }),
        reading.signal,
      );
      // It was replaced by another meanwhile, of which this says nothing.
      if (!candidates().some(({ key }) => key === source.key)) return older.close();
      comparison?.close();
      comparison = next;
      store.update({ type: "setNews", news });
      details.open = true;
      page.messages.announce(texts.announce(countOpen(news, store.get().noted)));
    } catch (error) {
      older?.close();
      problem = explain(name, error);
    } finally {
      reading.finish();
      running = null;
      render();
    }
  }

  /** @param {string} name @param {unknown} error */
  function explain(name, error) {
    if (!(error instanceof ReadingEnded)) return `${texts.failed(name)} ${errorMessage(error)}`;
    const { stalled, tooLong } = words.messages;
    if (error.reason === "stalled") return `${texts.failed(name)} ${stalled(LIMIT_SECONDS.stalled)}`;
    if (error.reason === "tooLong") return `${texts.failed(name)} ${tooLong(LIMIT_SECONDS.longest / 60)}`;
    return texts.cancelled(name);
  }

  /** Asks again what touches the shapes, as they are now. */
  const refresh = newestWins(async () => {
    const { news, drawn } = store.get();
    if (!news || !comparison) return;
    const asked = comparison;
    try {
      const next = await asked.ask(news.source, areasOf(drawn.shapes), { lang: asking().lang });
      if (comparison === asked && store.get().news === news) store.update({ type: "setNews", news: next });
    } catch (error) {
      // The version was replaced meanwhile, or the shape is not one yet: its own answer says so.
      if (errorCode(error) === "closed" || errorCode(error) === "badGeometry") return;
      problem = errorMessage(error);
      render();
    }
  });

  file.addEventListener("change", () => {
    const [chosen] = file.files ?? [];
    file.value = "";
    const opened = newerSource()?.opened;
    if (chosen) begin(plainText(chosen.name), (options) => page.data.loadOlder(chosen, opened, options));
  });
  details.addEventListener("toggle", listPacks);

  /** Lists what is kept; where nothing can be, there is nothing to choose from. */
  async function listPacks() {
    const all = details.open ? await page.data.packs.list().catch(() => []) : kept;
    kept = all.filter((pack) => pack.kind === "incidents");
    render();
  }

  store.subscribe(
    ({ news }) => news,
    (news) => {
      // The newer version is gone, and the older one with it.
      if (!news && comparison) end();
      render();
    },
  );
  store.subscribe(({ noted }) => noted, render);
  store.subscribe(
    ({ loaded }) => loaded,
    () => {
      undoable = null;
      render();
    },
  );
  store.subscribe(({ drawn }) => drawn.shapes, page.whenSettled(refresh));
  const takeKept = () => store.update({ type: "setNoted", noted: recallNoted() });
  window.addEventListener("storage", ({ key }) => (key === KEY || key === null) && takeKept(), {
    signal: page.signal,
  });
  takeKept();
  listPacks();

  return {
    /** Compares a source with an older version of it that is loaded already. @param {Snapshot} older @param {Source} source */
    compare(older, source) {
      last = work(plainText(older.summary.name), source, async () => older).then(() => {
        const { news, noted } = store.get();
        // The list may be far below what the reader looks at.
        if (news) page.messages.showNote(texts.noted, texts.notedWhere(countOpen(news, noted)));
      });
      return last;
    },
    idle: () => last.then(refresh.idle),
  };
}
