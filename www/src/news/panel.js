// The list of what is new: how it was compared, what touches the drawn shapes, the rest, and what was acknowledged or ignored.
import { h } from "preact";
import { useState } from "preact/hooks";
import { asking } from "../asking.js";
import { formatDay } from "../format.js";
import { disclosure, hint, link } from "../panels/parts.js";
import { plainText } from "../plain-text.js";
import { words } from "../words/index.js";
import { news as texts } from "../words/news.js";
import { countByWhat, partByNote } from "./entries.js";
import { newsItem } from "./item.js";

/** @typedef {import("./compare.js").News} News */
/** @typedef {import("./entries.js").Entry} Entry */
/** @typedef {import("./kept.js").Noted} Noted */
/** @typedef {{ name: string, phase: string, done: number, total: number }} Running */
/**
 * @typedef {object} PanelState
 * @property {News | null} news
 * @property {Noted} noted
 * @property {readonly import("../data.js").Source[]} newer sources that may be the newer version
 * @property {string | null} newerKey the one that is chosen
 * @property {readonly import("geobit").KeptPack[]} packs that are kept, without those shown
 * @property {import("geobit").KeptPack | null} earlier the newer one as it is kept, where its version before the last update is kept as well
 * @property {Running | null} running the comparison that goes on
 * @property {string} problem why one failed
 * @property {readonly string[] | null} undoable keys of the entries that were acknowledged at once just now
 */
/**
 * @typedef {import("./item.js").ItemPage & {
 *   chooseFile: () => void, choosePack: (id: string) => void,
 *   chooseEarlier: (pack: import("geobit").KeptPack) => void, chooseNewer: (key: string) => void, cancel: () => void,
 *   close: () => void, acknowledgeAll: (keys: string[]) => void, undoAll: () => void,
 * }} PanelPage
 */

/** So many entries are shown at first, and so many more each time. */
const SHOWN = 20;
const MORE = 200;

/** @param {PanelState} state @param {PanelPage} page @returns {import("../panels/parts.js").Child[]} */
export function newsPanel(state, page) {
  const { news, running, problem } = state;
  return [
    !news && hint(texts.intro),
    running && progressPart(running, page),
    problem && h("p", { class: "problem", role: "alert", "data-news": "problem" }, problem),
    news && h(NewsList, { key: `${news.source} ${news.olderName} ${news.olderAsOf}`, state, news, page }),
    !running && choicePart(state, page),
  ];
}

/** @param {Running} running @param {PanelPage} page */
function progressPart({ name, phase, done, total }, page) {
  const sentence =
    phase === "changes"
      ? texts.comparing(name)
      : words.messages.progress(words.messages.phases[phase] ?? words.messages.otherPhase, name);
  return h(
    "p",
    { class: "news-running", role: "status" },
    h("span", null, sentence),
    h("progress", { max: 1, value: total > 0 ? done / total : undefined, "aria-label": sentence }),
    h("button", { type: "button", class: "small", onclick: page.cancel }, words.messages.cancel),
  );
}

/** What may be compared with what. @param {PanelState} state @param {PanelPage} page */
function choicePart({ newer, newerKey, packs, earlier, news }, page) {
  if (newer.length === 0) return hint(texts.nothingLoaded);
  return h(
    "div",
    { class: "news-choice" },
    newer.length > 1 &&
      h(
        "label",
        null,
        h("span", null, texts.newer),
        h(
          "select",
          {
            "data-news": "newer",
            onchange: (/** @type {Event} */ event) => page.chooseNewer(chosenIn(event)),
          },
          ...newer.map(({ key, snapshot }) =>
            h("option", { value: key, selected: key === newerKey }, plainText(snapshot.summary.name)),
          ),
        ),
      ),
    h(
      "p",
      { class: "snapshot-buttons" },
      earlier?.before &&
        !news &&
        h(
          "button",
          {
            ...{ type: "button", class: "small", "data-news": "earlier" },
            onclick: () => page.chooseEarlier(earlier),
          },
          texts.earlier(formatDay(earlier.before.asOf)),
        ),
      h("button", { type: "button", class: "small", onclick: page.chooseFile }, texts.file),
      news && h("button", { type: "button", class: "small", onclick: page.close }, texts.close),
    ),
    packs.length > 0 &&
      h(
        "label",
        null,
        h("span", null, texts.pack),
        h(
          "select",
          {
            "data-news": "pack",
            onchange: (/** @type {Event} */ event) => {
              const id = chosenIn(event);
              if (id) page.choosePack(id);
            },
          },
          h("option", { value: "" }, texts.choosePack),
          ...packs.map(({ id, name }) => h("option", { value: id }, plainText(name))),
        ),
      ),
  );
}

/** @param {Event} event */
const chosenIn = (event) => /** @type {HTMLSelectElement} */ (event.currentTarget).value;

/** @param {{ state: PanelState, news: News, page: PanelPage }} props */
function NewsList({ state, news, page }) {
  const { open, done, ignored } = partByNote(news.entries, state.noted);
  const item = itemsOf(news, state.noted, page);
  return h(
    "div",
    { class: "news-list" },
    h("p", null, texts.against(plainText(news.olderName), formatDay(news.olderAsOf))),
    h("p", { "data-news": "words", lang: asking().lang }, news.words),
    news.lagDays && hint(texts.lag(news.lagDays)),
    ...watchedPart(news),
    news.entries.length === 0 && h("p", null, texts.nothing),
    news.entries.length > 0 && openHead(open, page),
    state.undoable &&
      h(
        "p",
        { class: "hint", role: "status" },
        `${texts.acknowledgedAll(state.undoable.length)} `,
        link(texts.undo, page.undoAll),
      ),
    h(OpenEntries, { open, item }),
    news.notListed > 0 && hint(texts.notListed(news.notListed)),
    done.length > 0 && disclosure(texts.done(done.length), () => entryList("done", done, item), "news done"),
    ignored.length > 0 && h(IgnoredEntries, { ignored, item }),
    news.counts.outside > 0 && hint(texts.outside(news.counts.outside)),
    news.counts.withoutId > 0 && hint(texts.withoutId(news.counts.withoutId)),
  );
}

/** @param {Entry[]} open @param {PanelPage} page */
const openHead = (open, page) =>
  h(
    "p",
    { class: "news-open" },
    h(
      "span",
      { role: "status", "data-news": "open" },
      open.length > 0 ? texts.open(open.length) : texts.allDone,
    ),
    open.length > 0 &&
      h(
        "button",
        {
          ...{ type: "button", class: "small", "data-news": "acknowledge-all" },
          onclick: () => page.acknowledgeAll(open.map(({ key }) => key)),
        },
        texts.acknowledgeAll(open.length),
      ),
  );

/** What is left to look at: what touches a drawn shape first. @param {{ open: Entry[], item: Item }} props */
function OpenEntries({ open, item }) {
  const [most, setMost] = useState(SHOWN);
  const near = open.filter(({ watched }) => watched.length > 0);
  const far = open.filter(({ watched }) => watched.length === 0);
  const shown = Math.min(most, open.length);
  const more = Math.min(MORE, open.length - shown);
  return h(
    "div",
    null,
    near.length > 0 &&
      h("ul", { class: "news-entries", "data-news": "near" }, ...near.slice(0, most).map(item)),
    near.length > 0 && far.length > 0 && h("h4", null, texts.elsewhere(countsOf(far))),
    shown > near.length &&
      h("ul", { class: "news-entries", "data-news": "rest" }, ...far.slice(0, most - near.length).map(item)),
    more > 0 &&
      h(
        "p",
        { class: "news-open", "data-news": "capped" },
        h("span", null, texts.shownOf(shown, open.length)),
        h(
          "button",
          { type: "button", class: "small", onclick: () => setMost(most + MORE) },
          texts.more(more),
        ),
      ),
  );
}

/** What is ignored is shown only on demand. @param {{ ignored: Entry[], item: Item }} props */
function IgnoredEntries({ ignored, item }) {
  const [isShown, show] = useState(false);
  const label = isShown ? texts.hideIgnored : texts.showIgnored(ignored.length);
  return h(
    "div",
    null,
    link(label, () => show(!isShown), { "data-news": "show-ignored" }),
    isShown && entryList("ignored", ignored, item),
  );
}

/** @param {string} name @param {Entry[]} entries @param {Item} item */
const entryList = (name, entries, item) =>
  h(
    "ul",
    { class: "news-entries", "data-news": name },
    ...entries.slice(0, MORE).map(item),
    entries.length > MORE && h("li", { class: "hint" }, texts.shownOf(MORE, entries.length)),
  );

/** @typedef {(entry: Entry) => import("../panels/parts.js").Child} Item */

/** @param {News} news @param {Noted} noted @param {PanelPage} page */
const itemsOf = (news, noted, page) => (/** @type {Entry} */ entry) => {
  // Where there is a single shape, the list begins with what touches it.
  const areas = news.watched.length > 1 ? entry.watched.map((area) => news.watched[area].name) : [];
  return newsItem(entry, noted.get(entry.key), areas, page);
};

/** @param {readonly Entry[]} entries */
function countsOf(entries) {
  const { added, old, changed, withdrawn } = countByWhat(entries);
  return texts.counts({ added: added + old, changed, withdrawn });
}

/** Each drawn shape with what touches it. @param {News} news @returns {import("../panels/parts.js").Child[]} */
function watchedPart({ watched, entries }) {
  if (entries.length === 0) return [];
  if (watched.length === 0) return [hint(texts.noShapes)];
  const isQuiet = (/** @type {typeof watched[number]} */ { added, changed, withdrawn }) =>
    added + changed + withdrawn === 0;
  const quiet = watched.filter(isQuiet).map(({ name }) => name);
  const loud = watched.filter((one) => !isQuiet(one));
  return [
    loud.length > 0 &&
      h(
        "ul",
        { class: "news-watched", "data-news": "watched" },
        ...loud.map((one) =>
          h("li", { key: one.id }, h("strong", null, texts.atShape(one.name, texts.counts(one)))),
        ),
      ),
    quiet.length > 0 && hint(texts.quietShapes(quiet)),
  ];
}

/** Counts what is left to look at. @param {News | null} news @param {Noted} noted */
export const countOpen = (news, noted) =>
  news ? news.entries.filter(({ key }) => !noted.has(key)).length : 0;
