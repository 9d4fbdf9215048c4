// Which incidents count: a range of days and a choice of kinds, for the map and for the results alike. The slider of days is
// drawn by `timeline.js`.
import { h } from "preact";
import { el, renderInto } from "./dom.js";
import { dateOfDay, dayOfDate, formatCount } from "./format.js";
import { countKinds } from "./histogram.js";
import { kindLabel, kindMark, kinds } from "./kinds.js";
import { findHook } from "./root.js";
import { words } from "./words/index.js";

/** @typedef {import("./page-state.js").Filters} Filters */

const PRESETS = [
  { label: words.picker.days28, days: 28 },
  { label: words.picker.months12, days: 365 },
  { label: words.picker.all, days: Number.POSITIVE_INFINITY },
];

/**
 * @param {HTMLElement} root
 * @param {import("./page-state.js").PageStore} store
 */
export function createFilters(root, store) {
  const [dateFrom, dateTo, sliderFrom, sliderTo] = ["date-from", "date-to", "slider-from", "slider-to"].map(
    (name) => /** @type {HTMLInputElement} */ (findHook(root, name)),
  );
  const slider = findHook(root, "slider");
  const presets = findHook(root, "presets");
  const kindChoices = findHook(root, "kinds");
  const filters = () => store.get().filters;

  /** @param {number} fromDay @param {number} toDay */
  const chooseDays = (fromDay, toDay) => store.update({ type: "chooseDays", fromDay, toDay });

  dateFrom.addEventListener(
    "change",
    () => dateFrom.value && chooseDays(dayOfDate(dateFrom.value), filters().toDay),
  );
  dateTo.addEventListener(
    "change",
    () => dateTo.value && chooseDays(filters().fromDay, dayOfDate(dateTo.value)),
  );
  sliderFrom.addEventListener("input", () => {
    const { toDay } = filters();
    chooseDays(Math.min(Number(sliderFrom.value), toDay), toDay);
  });
  sliderTo.addEventListener("input", () => {
    const { fromDay } = filters();
    chooseDays(fromDay, Math.max(Number(sliderTo.value), fromDay));
  });
  for (const { label, days } of PRESETS) {
    const choose = () => chooseDays(filters().lastDay - days + 1, filters().lastDay);
    presets.append(el("button", { type: "button", "data-days": days, onclick: choose }, label));
  }

  /** @param {Filters} current */
  function showRange({ firstDay, lastDay, fromDay, toDay }) {
    for (const input of [sliderFrom, sliderTo]) {
      input.min = String(firstDay);
      input.max = String(lastDay);
    }
    for (const input of [dateFrom, dateTo]) {
      input.min = dateOfDay(firstDay);
      input.max = dateOfDay(lastDay);
    }
    dateFrom.value = dateOfDay(fromDay);
    dateTo.value = dateOfDay(toDay);
    sliderFrom.value = String(fromDay);
    sliderTo.value = String(toDay);
    sliderFrom.setAttribute("aria-valuetext", dateFrom.value);
    sliderTo.setAttribute("aria-valuetext", dateTo.value);
    const share = (/** @type {number} */ day) => (day - firstDay) / Math.max(1, lastDay - firstDay);
    slider.style.setProperty("--from", String(share(fromDay)));
    slider.style.setProperty("--to", String(share(toDay)));
    for (const button of presets.querySelectorAll("button")) {
      const days = Number(button.dataset.days);
      const from = Number.isFinite(days) ? lastDay - days + 1 : firstDay;
      button.setAttribute("aria-pressed", String(toDay === lastDay && fromDay === from));
    }
  }

  /** Shows the kinds with the incidents of each on the chosen days. */
  function showKinds() {
    const { loaded } = store.get();
    if (!loaded) return;
    const { presentKinds, kinds: chosen, fromDay, toDay, firstDay, lastDay } = filters();
    const isAll = fromDay === firstDay && toDay === lastDay;
    const counts = isAll ? loaded.snapshot.summary.kinds : countKinds(loaded.columns, fromDay, toDay);
    renderInto(
      kindChoices,
      ...presentKinds.map((name) =>
        h(
          "span",
          { key: name, class: "kind-chip", "data-chosen": chosen.has(name) },
          kindChoice(name, chosen.has(name), counts[name] ?? 0),
          presentKinds.length > 1 && onlyButton(name, chosen, presentKinds),
        ),
      ),
    );
  }

  /** @param {string} name @param {boolean} isChosen @param {number} count */
  function kindChoice(name, isChosen, count) {
    const { label, short } = words.kinds[name];
    return h(
      "label",
      { class: "kind-choice", title: label },
      h("input", {
        type: "checkbox",
        checked: isChosen,
        value: name,
        onchange: (/** @type {Event} */ event) => {
          const { checked } = /** @type {HTMLInputElement} */ (event.target);
          store.update({ type: "chooseKind", kind: name, chosen: checked });
        },
      }),
      kindMark(name),
      h("span", null, short ?? label),
      h("span", { class: "count" }, formatCount(count)),
    );
  }

  /** Chooses one kind alone, and after that all again. @param {string} name @param {ReadonlySet<string>} chosen @param {readonly string[]} present */
  function onlyButton(name, chosen, present) {
    const isOnly = chosen.size === 1 && chosen.has(name);
    const label = isOnly ? words.picker.allKinds : words.picker.onlyKind(kindLabel(name));
    return h(
      "button",
      {
        ...{ type: "button", class: "link only", "aria-label": label, title: label },
        onclick: () => store.update({ type: "chooseKinds", kinds: isOnly ? present : [name] }),
      },
      isOnly ? words.picker.all : words.picker.only,
    );
  }

  store.subscribe(filters, showRange);
  store.subscribe(filters, showKinds);
  store.subscribe(({ loaded }) => loaded, showKinds);

  /** @param {"resetFilters" | "extendFilters"} type @param {import("./data.js").Loaded} loaded */
  function follow(type, { whole, firstDay, lastDay }) {
    const counts = whole.summary.kinds;
    const presentKinds = kinds.map(({ name }) => name).filter((name) => counts[name] > 0);
    store.update({ type, firstDay, lastDay, presentKinds });
  }

  return {
    /** Sets the filters to all of what is loaded. @param {import("./data.js").Loaded} loaded */
    reset: (loaded) => follow("resetFilters", loaded),
    /** Lets the filters follow data of the same files. @param {import("./data.js").Loaded} loaded */
    extend: (loaded) => follow("extendFilters", loaded),
  };
}

/**
 * Returns the filters as options for the engine: only what narrows the data is named.
 * @param {Filters} filters
 * @returns {{ from?: string, to?: string, asOf?: string, kinds?: string[] }}
 */
export function filterOptions({ firstDay, lastDay, fromDay, toDay, kinds: chosen, presentKinds }) {
  return {
    ...(fromDay > firstDay && { from: dateOfDay(fromDay) }),
    ...(toDay < lastDay && { to: dateOfDay(toDay), asOf: dateOfDay(toDay) }),
    ...(chosen.size < presentKinds.length && { kinds: [...chosen] }),
  };
}
