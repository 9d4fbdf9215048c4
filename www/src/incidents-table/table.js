// The table itself: only the rows on the screen are elements. The table has the focus and names the row that is selected, so
// that scrolling never takes the focus away.
import { elementScroll, observeElementOffset, observeElementRect, Virtualizer } from "@tanstack/virtual-core";
import { h } from "preact";
import { el, renderInto } from "../dom.js";
import { uniqueId } from "../root.js";
import { incidents as texts } from "../words/incidents.js";
import { columnsOf } from "./columns.js";

/** @typedef {import("./view.js").ColumnName} ColumnName */
/**
 * @typedef {object} Shown
 * @property {import("./order.js").Data} data
 * @property {Uint32Array} places the incidents in their order, by their places in the listing
 * @property {import("./view.js").ListView["sort"]} sort
 * @property {number} selected which of them is selected, or -1
 * @property {string} label
 */

/** Pixels. Every row is one line. */
const ROW_HEIGHT = 32;
/** Rows beyond the screen on either side. */
const BEYOND = 12;
/** Browsers draw nothing higher than some ten million pixels. */
export const MOST_ROWS = 250_000;

/**
 * @param {{
 *   sort: (by: ColumnName) => void,
 *   select: (index: number, byKey: boolean) => void,
 *   open: (index: number) => void,
 *   need: (places: number[]) => void,
 * }} page `need` is told which incidents are on the screen
 */
export function createTable(page) {
  const box = el("div", { class: "incident-scroll" });
  const idOfRow = uniqueId("incident");
  /** @type {Shown | null} */
  let shown = null;
  const options = {
    count: 0,
    getScrollElement: () => box,
    estimateSize: () => ROW_HEIGHT,
    overscan: BEYOND,
    scrollToFn: elementScroll,
    observeElementRect,
    observeElementOffset,
    onChange: render,
  };
  const rows = new Virtualizer(options);
  rows._didMount();
  const count = () => Math.min(shown?.places.length ?? 0, MOST_ROWS);

  function render() {
    if (!shown) return renderInto(box);
    const items = rows.getVirtualItems();
    const columns = columnsOf(shown.data);
    const first = items[0]?.start ?? 0;
    const rest = rows.getTotalSize() - (items.at(-1)?.end ?? 0);
    const width = columns.reduce((sum, column) => sum + column.width, 0);
    renderInto(
      box,
      h(
        "table",
        {
          ...{ role: "grid", class: "incident-table", tabindex: 0, "aria-label": shown.label },
          ...{ "aria-rowcount": shown.places.length + 1, "aria-colcount": columns.length },
          "aria-activedescendant": items.some(({ index }) => index === shown?.selected)
            ? `${idOfRow}-${shown.selected}`
            : undefined,
          style: { width: `${width}rem` },
          onkeydown: takeKey,
        },
        h("colgroup", null, ...columns.map((column) => h("col", { style: { width: `${column.width}rem` } }))),
        h("thead", null, h("tr", { "aria-rowindex": 1 }, ...columns.map(head))),
        h(
          "tbody",
          { onclick: takeClick },
          space("before", first, columns.length),
          ...items.map(({ index }) => row(index, columns)),
          space("after", rest, columns.length),
        ),
      ),
    );
    page.need(items.map(({ index }) => /** @type {Shown} */ (shown).places[index]));
  }

  /** @param {import("./columns.js").Column} column */
  function head({ name, isNumber }) {
    const { by, down } = /** @type {Shown} */ (shown).sort;
    const isSorted = by === name;
    return h(
      "th",
      {
        ...{ key: name, scope: "col", class: isNumber && "number" },
        "aria-sort": isSorted ? (down ? "descending" : "ascending") : "none",
      },
      h(
        "button",
        {
          ...{ type: "button", "data-sort": name, title: texts.sortBy(texts.columns[name]) },
          onclick: () => page.sort(name),
        },
        texts.columns[name],
        h("span", { "aria-hidden": "true" }, isSorted ? (down ? " ▼" : " ▲") : ""),
      ),
    );
  }

  /** @param {number} index @param {import("./columns.js").Column[]} columns */
  function row(index, columns) {
    const { data, places, selected } = /** @type {Shown} */ (shown);
    const at = places[index];
    return h(
      "tr",
      {
        ...{ key: at, id: `${idOfRow}-${index}`, "data-index": index },
        ...{ "aria-rowindex": index + 2, "aria-selected": String(index === selected) },
        "data-certain": data.listing.certain[at] === 1,
      },
      ...columns.map(({ name, isNumber, cell }) =>
        h("td", { key: name, class: isNumber && "number" }, h("div", null, cell(data, at))),
      ),
    );
  }

  /** Renders the room of the rows that are no elements. @param {string} key @param {number} height @param {number} span */
  const space = (key, height, span) =>
    height > 0 &&
    h(
      "tr",
      { key, "aria-hidden": "true", class: "space" },
      h("td", { colspan: span, style: { height: `${height}px` } }),
    );

  /** @param {MouseEvent} event */
  function takeClick({ target }) {
    const line = target instanceof Element ? target.closest("[data-index]") : null;
    if (!(line instanceof HTMLElement)) return;
    const index = Number(line.dataset.index);
    if (index === shown?.selected) page.open(index);
    else page.select(index, false);
  }

  /** @param {KeyboardEvent} event */
  function takeKey(event) {
    if (event.target !== event.currentTarget || event.altKey || event.ctrlKey || event.metaKey || !shown)
      return;
    const { key } = event;
    if ((key === "Enter" || key === " ") && shown.selected >= 0) page.open(shown.selected);
    else {
      const next = rowAfter(key, shown.selected, count(), Math.floor(box.clientHeight / ROW_HEIGHT) - 2);
      if (next === null) return;
      page.select(next, true);
    }
    event.preventDefault();
  }

  return {
    element: box,
    /** @param {Shown | null} next */
    show(next) {
      const isNew = next?.places !== shown?.places;
      shown = next;
      rows.setOptions({ ...options, count: count() });
      rows._willUpdate();
      if (isNew) rows.measure();
      render();
    },
    /** Fills in what was fetched. */
    refresh: render,
    /** Scrolls as little as it takes to see a row. @param {number} index */
    scrollTo(index) {
      if (index < 0 || index >= count()) return;
      const top = index * ROW_HEIGHT;
      // The head stands over the first row that is scrolled to.
      const room = box.clientHeight - ROW_HEIGHT;
      box.scrollTop = Math.min(top, Math.max(box.scrollTop, top + ROW_HEIGHT - room));
      // The event of the scroll comes a frame later; until then the table would name a row that is no element.
      rows.scrollOffset = box.scrollTop;
      render();
    },
    scrollToTop() {
      box.scrollTop = 0;
    },
  };
}

/**
 * Returns which row a key leads to; `null` for a key that leads to none.
 * @param {string} key @param {number} selected -1 for none @param {number} count @param {number} page rows on the screen
 */
export function rowAfter(key, selected, count, page) {
  if (count === 0) return null;
  const steps = /** @type {Record<string, number>} */ ({
    ...{ ArrowDown: 1, ArrowUp: -1, PageDown: Math.max(1, page), PageUp: -Math.max(1, page) },
    ...{ Home: Number.NEGATIVE_INFINITY, End: Number.POSITIVE_INFINITY },
  });
  if (!(key in steps)) return null;
  if (selected < 0 && key !== "End") return 0;
  return Math.min(count - 1, Math.max(0, selected + steps[key]));
}
