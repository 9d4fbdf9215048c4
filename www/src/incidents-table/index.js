// The tab with every incident of the answer: filters, the table, and the files of what it lists. It works only while it is shown.
import { h } from "preact";
import { errorCode, errorMessage } from "../data.js";
import { el, renderInto, setHidden, setText } from "../dom.js";
import { formatPeriod } from "../format.js";
import { kindLabel, kinds } from "../kinds.js";
import { newestWins } from "../newest.js";
import { isCovered } from "../panels/coverage.js";
import { filteredSentence } from "../panels/filtered.js";
import { hint } from "../panels/parts.js";
import { findHook } from "../root.js";
import { fileName } from "../route-files/file-name.js";
import { save } from "../route-files/write.js";
import { incidents as texts } from "../words/incidents.js";
import { listToCsv, listToGeojson } from "./export.js";
import { listingOf } from "./listing.js";
import { filterListing, needsRecords, sortListing } from "./order.js";
import { createRecords } from "./records.js";
import { createTable, MOST_ROWS } from "./table.js";
import { EVERYTHING, isNarrowed, sortBy } from "./view.js";

/** @typedef {import("../results.js").Answer} Answer */
/** @typedef {import("../data.js").Loaded} Loaded */
/** @typedef {import("./order.js").Data} Data */
/** @typedef {import("./view.js").ListView} ListView */
/** @typedef {{ answer: Answer, loaded: Loaded, name: string, data: Data, places: Uint32Array, sort: ListView["sort"], filter: ListView["filter"] }} Shown */

/** The records of more are not all fetched to put them in order. */
const MOST_RECORDS = 200_000;
/** So many records are asked for at a time for a file. */
const CHUNK = 5000;
/** Whoever holds an arrow key down is shown where it ends. */
const REST_MS = 250;

/**
 * @param {HTMLElement} root
 * @param {import("../page-state.js").PageStore} store
 * @param {{
 *   whenSettled: (work: () => void) => () => void,
 *   mark: (row: number | null) => void,
 *   flyTo: (at: [number, number]) => void,
 *   openRecord: (rows: number[]) => void,
 *   announce: (sentence: string) => void,
 * }} page `mark` marks an incident on the map
 */
export function createIncidentsTab(root, store, page) {
  const panel = findHook(root, "incidents-tab");
  const controls = el("div", { class: "list-controls" });
  const status = el("p", { class: "hint", role: "status", "data-stat": "listed" });
  const keys = el("p", { class: "hint" }, texts.keys);
  const files = el("div");
  const records = createRecords();
  /** @type {Shown | null} */
  let shown = null;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let flight;
  const list = () => store.get().list;
  const rowOf = (/** @type {number} */ index) =>
    /** @type {Shown} */ (shown).data.listing.rows[/** @type {Shown} */ (shown).places[index]];

  const table = createTable({
    sort: (by) => store.update({ type: "setList", list: { sort: sortBy(list().sort, by) } }),
    select(index, byKey) {
      const row = rowOf(index);
      store.update({ type: "setList", list: { selected: row } });
      page.mark(row);
      clearTimeout(flight);
      flight = setTimeout(() => flyTo(row), byKey ? REST_MS : 0);
    },
    open: (index) => page.openRecord([rowOf(index)]),
    need(places) {
      needed = places;
      fetchNeeded();
    },
  });
  panel.replaceChildren(controls, status, table.element, keys, files);

  /** @param {number} row */
  function flyTo(row) {
    const { columns } = store.get().loaded ?? {};
    if (columns && !Number.isNaN(columns.lon[row])) page.flyTo([columns.lon[row], columns.lat[row]]);
  }

  /** Places in the listing of what is on the screen. @type {number[]} */
  let needed = [];
  const fetchNeeded = newestWins(async () => {
    if (!shown) return;
    const { data, loaded } = shown;
    const missing = needed.map((at) => data.listing.rows[at]).filter((row) => !records.entry(row));
    if (missing.length === 0) return;
    const isWanted = () => shown?.data === data;
    try {
      if ((await records.fetch(loaded.snapshot, missing, { isWanted })) && isWanted()) table.refresh();
    } catch (error) {
      tell(error);
    }
  });

  /** @param {unknown} error */
  function tell(error) {
    // The data were replaced meanwhile; the next answer is of the new ones.
    if (errorCode(error) !== "closed") setText(status, texts.failed(errorMessage(error)));
  }

  const refresh = newestWins(async () => {
    const { tab, answer, loaded, drawn } = store.get();
    if (tab !== "incidents") return;
    const shape = drawn.shapes.find(({ id }) => id === answer?.shapeId);
    if (!answer || !loaded || !shape) return showNothing(texts.noAnswer);
    const report = answer.geofence ?? answer.route;
    if (report && !isCovered(report)) return showNothing(texts.notCovered);
    const isSame = shown?.answer === answer && shown.loaded === loaded;
    const data = isSame ? /** @type {Shown} */ (shown).data : dataOf(answer, loaded);
    const view = list();
    try {
      if (needsRecords(view) && !(await fetchAll(data, loaded))) return;
    } catch (error) {
      return tell(error);
    }
    const places = sortListing(data, filterListing(data, view.filter), view.sort);
    const isOther = shown?.name !== shape.name || shown.sort !== view.sort || shown.filter !== view.filter;
    shown = { answer, loaded, name: shape.name, data, places, sort: view.sort, filter: view.filter };
    show();
    if (isOther) table.scrollToTop();
  });

  /** @param {Answer} answer @param {Loaded} loaded @returns {Data} */
  function dataOf(answer, { columns, snapshot }) {
    const listing = listingOf(answer, columns);
    const origins = snapshot.summary.origins.map(({ name }) => name);
    return { listing, columns, entry: records.entry, origins };
  }

  /** Fetches the records of all incidents of the answer, unless the view no longer needs them. @param {Data} data @param {Loaded} loaded */
  async function fetchAll({ listing }, loaded) {
    if (listing.rows.length > MOST_RECORDS) {
      setText(status, texts.tooMany(MOST_RECORDS));
      return false;
    }
    const isWanted = () => store.get().loaded === loaded && needsRecords(list());
    const progress = (/** @type {number} */ done, /** @type {number} */ total) =>
      setText(status, texts.reading(done, total));
    return records.fetch(loaded.snapshot, Array.from(listing.rows), { isWanted, progress });
  }

  /** @param {string} sentence */
  function showNothing(sentence) {
    shown = null;
    table.show(null);
    setText(status, sentence);
    for (const element of [controls, table.element, keys, files]) setHidden(element, true);
  }

  function show() {
    if (!shown) return;
    const { data, places, name } = shown;
    const view = list();
    const certain = places.reduce((sum, at) => sum + data.listing.certain[at], 0);
    const all = data.listing.rows.length;
    const { matching } = store.get();
    const sentences = [
      matching && filteredSentence(matching),
      all === 0 ? (matching ? texts.noneMatching : texts.none) : texts.count(places.length, all, certain),
      all > 0 && places.length === 0 && texts.noneLeft,
      places.length > MOST_ROWS && texts.tooLong(MOST_ROWS),
      data.listing.alongKm && all > 0 && texts.onlyInCorridor,
    ];
    setText(status, sentences.filter(Boolean).join(" "));
    setHidden(controls, all === 0 && !isNarrowed(view.filter));
    for (const element of [table.element, keys, files]) setHidden(element, places.length === 0);
    renderInto(controls, ...controlsOf(view.filter));
    renderInto(files, ...filesOf(places.length, name));
    showTable();
  }

  function showTable() {
    if (!shown) return;
    const { data, places, name, sort } = shown;
    const { selected } = list();
    const index = selected === null ? -1 : places.findIndex((at) => data.listing.rows[at] === selected);
    table.show({ data, places, sort, selected: index, label: texts.label(name) });
    return index;
  }

  /** Scrolls to the row that is selected, here or on the map. */
  function followSelected() {
    const index = showTable();
    if (index !== undefined) table.scrollTo(index);
  }

  /** @param {import("./view.js").ListFilter} filter */
  function controlsOf(filter) {
    /** @param {Partial<import("./view.js").ListFilter>} change */
    const set = (change) => store.update({ type: "filterList", filter: change });
    const { certainty, kind, deadly, text, from, to } = filter;
    const present = store.get().filters.presentKinds;
    return [
      h(
        "select",
        {
          ...{ "aria-label": texts.certainty, "data-list": "certainty", value: certainty },
          onchange: (/** @type {Event} */ event) => set({ certainty: /** @type {any} */ (chosenIn(event)) }),
        },
        ...Object.entries(texts.certainties).map(([value, label]) => h("option", { value }, label)),
      ),
      h(
        "select",
        {
          ...{ "aria-label": texts.kind, "data-list": "kind", value: kind },
          onchange: (/** @type {Event} */ event) => set({ kind: chosenIn(event) }),
        },
        h("option", { value: "" }, texts.allKinds),
        ...kinds
          .filter(({ name }) => present.includes(name))
          .map(({ name }) => h("option", { value: name }, kindLabel(name))),
      ),
      h("input", {
        ...{ type: "search", "aria-label": texts.search, placeholder: texts.search, value: text },
        ...{ "data-list": "text", oninput: (/** @type {Event} */ event) => set({ text: chosenIn(event) }) },
      }),
      h(
        "label",
        null,
        h("input", {
          ...{ type: "checkbox", checked: deadly, "data-list": "deadly" },
          onchange: (/** @type {Event} */ event) =>
            set({ deadly: /** @type {HTMLInputElement} */ (event.currentTarget).checked }),
        }),
        texts.deadly,
      ),
      from !== "" && to !== "" && h("span", { "data-list": "period" }, texts.period(formatPeriod(from, to))),
      isNarrowed(filter) &&
        h(
          "button",
          { type: "button", class: "small", "data-list": "clear", onclick: () => set(EVERYTHING) },
          texts.clear,
        ),
    ];
  }

  /** @param {number} count @param {string} name */
  function filesOf(count, name) {
    const button = (/** @type {"csv" | "geojson"} */ format, /** @type {string} */ label) =>
      h(
        "button",
        { type: "button", class: "small", "data-save-list": format, onclick: () => saveList(format) },
        label,
      );
    return [
      h("h3", null, texts.save),
      hint(texts.reveals(count, name)),
      h("p", { class: "snapshot-buttons" }, button("csv", "CSV"), button("geojson", "GeoJSON")),
    ];
  }

  /** What is being saved: another click meanwhile makes no second file. */
  let isSaving = false;

  /** @param {"csv" | "geojson"} format */
  async function saveList(format) {
    if (!shown || isSaving) return;
    isSaving = true;
    try {
      const { data, places, name, loaded, answer } = shown;
      const rows = Array.from(places, (at) => data.listing.rows[at]);
      /** @type {import("geobit").Incident[]} */
      const found = [];
      for (let start = 0; start < rows.length; start += CHUNK) {
        if (rows.length > CHUNK) setText(status, texts.reading(start, rows.length));
        found.push(...(await loaded.snapshot.incidents(rows.slice(start, start + CHUNK))));
      }
      const listed = found.map((record, i) => ({ record, at: places[i] }));
      const { coverage } = /** @type {{ coverage: import("geobit").Coverage }} */ (
        answer.geofence ?? answer.route
      );
      const { summary } = loaded.snapshot;
      const file = { name, listing: data.listing, listed, summary, coverage: coverage.words };
      if (format === "csv") save(fileName(texts.file(name), "csv"), "text/csv", listToCsv(file));
      else save(fileName(texts.file(name), "geojson"), "application/geo+json", listToGeojson(file));
      page.announce(texts.saved(listed.length));
      show();
    } catch (error) {
      tell(error);
    } finally {
      isSaving = false;
    }
  }

  store.subscribe(({ answer }) => answer, page.whenSettled(refresh));
  store.subscribe(({ tab }) => tab, refresh);
  store.subscribe(({ list: { sort } }) => sort, refresh);
  store.subscribe(({ list: { filter } }) => filter, refresh);
  store.subscribe(
    ({ list: { selected } }) => selected,
    () => store.get().tab === "incidents" && followSelected(),
  );
  refresh();

  return {
    /** Selects the first of some incidents that is listed, as one on the map was clicked. @param {number[]} rows */
    choose(rows) {
      if (store.get().tab !== "incidents" || !shown) return;
      const { data, places } = shown;
      const wanted = new Set(rows);
      const place = places.find((at) => wanted.has(data.listing.rows[at]));
      if (place !== undefined)
        store.update({ type: "setList", list: { selected: data.listing.rows[place] } });
    },
    idle: refresh.idle,
  };
}

/** @param {Event} event */
const chosenIn = (event) => /** @type {HTMLInputElement | HTMLSelectElement} */ (event.currentTarget).value;
