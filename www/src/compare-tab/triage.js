// What is new at the drawn shapes, to be acknowledged or ignored, and beside it the rules and what they say.
import { h } from "preact";
import { partByNote } from "../news/entries.js";
import { newsItem } from "../news/item.js";
import { hint, link } from "../panels/parts.js";
import { rulesList } from "../rules/list.js";
import { countFired } from "../rules/rule.js";
import { compare as texts } from "../words/compare.js";
import { news as newsTexts, rules as rulesTexts } from "../words/news.js";

/** @typedef {import("../page-state.js").PageState} PageState */
/**
 * @typedef {object} TriagePage
 * @property {import("../news/item.js").ItemPage} items
 * @property {() => void} openNews goes to the whole list
 * @property {() => void} openRules goes to the form for rules
 * @property {(rows: number[]) => void} showRows
 * @property {{ keys: readonly string[], note: import("../news/kept.js").Note } | null} undoable what was noted just now
 * @property {() => void} undo
 */

/** So many entries are listed here; the whole list is a click away. */
const SHOWN = 12;

/** @param {PageState} state @param {TriagePage} page */
export const triage = (state, page) =>
  h(
    "div",
    { class: "triage" },
    h(
      "div",
      { role: "group", "aria-label": texts.newTitle, "data-triage": "news" },
      ...newsPart(state, page),
    ),
    h(
      "div",
      { role: "group", "aria-label": texts.rulesTitle, "data-triage": "rules" },
      ...rulesPart(state, page),
    ),
  );

/** @param {PageState} state @param {TriagePage} page @returns {import("../panels/parts.js").Child[]} */
function newsPart({ news, noted }, { items, openNews, undoable, undo }) {
  const title = h("h4", null, texts.newTitle);
  const button = (/** @type {string} */ label) =>
    h("button", { type: "button", class: "small", "data-triage": "open-news", onclick: openNews }, label);
  if (!news) return [title, hint(texts.noNews), button(texts.compareOlder)];
  const { open } = partByNote(news.entries, noted);
  const near = open.filter(({ watched }) => watched.length > 0);
  const named = (/** @type {number[]} */ watched) =>
    news.watched.length > 1 ? watched.map((area) => news.watched[area].name) : [];
  return [
    title,
    h(
      "p",
      { role: "status", "data-triage": "open" },
      near.length > 0 ? texts.openHere(near.length) : texts.noneHere,
      " ",
      open.length > near.length && texts.openElsewhere(open.length - near.length),
    ),
    undoable &&
      h(
        "p",
        { class: "hint", role: "status" },
        `${texts.noted[undoable.note](undoable.keys.length)} `,
        link(newsTexts.undo, undo),
      ),
    near.length > 0 &&
      h(
        "ul",
        { class: "news-entries" },
        ...near.slice(0, SHOWN).map((entry) => newsItem(entry, undefined, named(entry.watched), items)),
      ),
    near.length > SHOWN && hint(newsTexts.shownOf(SHOWN, near.length)),
    button(texts.allNews),
  ];
}

/** @param {PageState} state @param {TriagePage} page @returns {import("../panels/parts.js").Child[]} */
function rulesPart({ rules, alerts, drawn }, { openRules, showRows }) {
  const shown = rules.filter(({ shapeId }) => drawn.shapes.some(({ id }) => id === shapeId));
  return [
    h(
      "h4",
      null,
      shown.length > 0 ? rulesTexts.titleWith(shown.length, countFired(alerts)) : texts.rulesTitle,
    ),
    shown.length === 0 && hint(texts.noRules),
    rulesList(shown, drawn.shapes, alerts, { showRows }),
    h(
      "button",
      { type: "button", class: "small", "data-triage": "open-rules", onclick: openRules },
      texts.setRules,
    ),
  ];
}
