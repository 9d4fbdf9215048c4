// The marks of what is new on the map, and their legend. They go when an entry is acknowledged or ignored.
import { h } from "preact";
import { renderInto, setHidden } from "../dom.js";
import { dayOfDate, formatDay } from "../format.js";
import { createNewsLayer } from "../layers/news.js";
import { findHook } from "../root.js";
import { news as texts } from "../words/news.js";
import { newsMark } from "./mark.js";

/** @typedef {import("../page-state.js").PageState} PageState */

/**
 * Lists what is marked: incidents with a place that are there, and that nobody has acknowledged or ignored.
 * @param {Pick<PageState, "news" | "noted" | "filters">} state
 * @returns {{ what: "added" | "changed", at: [number, number] }[]}
 */
export function listMarked({ news, noted, filters: { fromDay, toDay, kinds } }) {
  return (news?.entries ?? []).flatMap(({ key, what, record: { lon, lat, kind, start } }) => {
    if (what === "withdrawn" || lon === null || lat === null || noted.has(key)) return [];
    const day = dayOfDate(start);
    if (day < fromDay || day > toDay || !kinds.has(kind)) return [];
    return [{ what: what === "changed" ? what : "added", at: /** @type {[number, number]} */ ([lon, lat]) }];
  });
}

/** @param {HTMLElement} root @param {import("../page-state.js").PageStore} store @param {import("maplibre-gl").Map} map */
export function createMarks(root, store, map) {
  const legend = findHook(root, "news-legend");
  const layer = createNewsLayer(map);

  function show() {
    const state = store.get();
    const marked = state.view === "points" ? listMarked(state) : [];
    layer.setMarks(marked);
    setHidden(legend, marked.length === 0);
    if (state.news && marked.length > 0) renderInto(legend, ...legendOf(state.news, marked));
  }
  for (const select of /** @type {((state: PageState) => unknown)[]} */ ([
    ({ news }) => news,
    ({ noted }) => noted,
    ({ filters }) => filters,
    ({ view }) => view,
  ]))
    store.subscribe(select, show);
  show();
}

/** @param {import("./compare.js").News} news @param {{ what: "added" | "changed" }[]} marked */
function legendOf({ olderAsOf }, marked) {
  const has = (/** @type {string} */ wanted) => marked.some(({ what }) => what === wanted);
  return [
    h("span", null, texts.legend(formatDay(olderAsOf))),
    has("added") && h("span", null, newsMark("added"), texts.legendNew),
    has("changed") && h("span", null, newsMark("changed"), texts.legendChanged),
  ];
}
