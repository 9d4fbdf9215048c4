// One entry of what is new: what happened to the record, its incident, what differs, and what can be done with it.
import { h } from "preact";
import { formatDay } from "../format.js";
import { kindLabel, kindMark } from "../kinds.js";
import { plainText } from "../plain-text.js";
import { news as texts } from "../words/news.js";
import { deathsOf, listDifferences } from "./fields.js";
import { newsMark } from "./mark.js";

/** @typedef {import("./entries.js").Entry} Entry */
/** @typedef {{ show: (entry: Entry) => void, note: (keys: string[], note: import("./kept.js").Note | null) => void }} ItemPage */

/**
 * @param {Entry} entry @param {import("./kept.js").Note | undefined} note @param {string[]} areas names of those it touches
 * @param {ItemPage} page
 */
export function newsItem(entry, note, areas, { show, note: setNote }) {
  const { key, what, record, before, fields } = entry;
  const name = `${kindLabel(record.kind)}, ${formatDay(record.start)}`;
  const button = (/** @type {string} */ label, /** @type {import("./kept.js").Note | null} */ next) =>
    h(
      "button",
      {
        ...{ type: "button", class: "small", "aria-label": texts.actionOn(label, name) },
        ...{ "data-note": next ?? "none", onclick: () => setNote([key], next) },
      },
      label,
    );
  return h(
    "li",
    { key, class: `news-entry ${note ?? ""}`, "data-what": what, "data-id": record.id },
    h(
      "div",
      { class: "news-head" },
      h("span", { class: "news-what" }, newsMark(what), texts.what[what]),
      h(
        "span",
        { class: "news-buttons" },
        ...(note
          ? [button(texts.bringBack, null)]
          : [button(texts.acknowledge, "done"), button(texts.ignore, "ignored")]),
      ),
    ),
    h(
      "button",
      { type: "button", class: "near", onclick: () => show(entry) },
      kindMark(record.kind),
      h("span", { class: "near-kind" }, kindLabel(record.kind)),
      h("span", { class: "near-where" }, whereOf(record)),
      h("span", { class: "near-when" }, formatDay(record.start)),
    ),
    areas.length > 0 && h("p", { class: "sub" }, texts.touches(areas)),
    before &&
      h(
        "dl",
        { class: "news-fields" },
        ...listDifferences(fields, before, record).flatMap(({ name: field, before: was, after: is }) => [
          h("dt", null, field),
          h("dd", null, h("span", { class: "was" }, was), " → ", h("span", null, is)),
        ]),
      ),
  );
}

/** @param {import("geobit").Incident} record */
function whereOf(record) {
  const deaths = deathsOf(record);
  return [plainText(record.place || record.admin1 || record.country), deaths ? texts.deaths(deaths) : ""]
    .filter(Boolean)
    .join(" · ");
}
