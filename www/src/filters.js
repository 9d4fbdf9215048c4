// Which incidents count: a range of days and a choice of kinds, for the map and for the results alike.
import { h } from "preact";
import { byId, el, show } from "./dom.js";
import { dateOfDay, dayOfDate, whole } from "./format.js";
import { kindMark, kinds } from "./kinds.js";

const PRESETS = [
  { label: "28 days", days: 28 },
  { label: "12 months", days: 365 },
  { label: "All", days: Number.POSITIVE_INFINITY },
];

/** @param {() => void} changed */
export function createFilters(changed) {
  const dateFrom = /** @type {HTMLInputElement} */ (byId("date-from"));
  const dateTo = /** @type {HTMLInputElement} */ (byId("date-to"));
  const sliderFrom = /** @type {HTMLInputElement} */ (byId("slider-from"));
  const sliderTo = /** @type {HTMLInputElement} */ (byId("slider-to"));
  const state = { first: 0, last: 0, fromDay: 0, toDay: 0, kinds: new Set(kinds.map((kind) => kind.name)) };
  /** @type {string[]} */
  let present = [];

  /** @param {number} fromDay @param {number} toDay */
  function setRange(fromDay, toDay) {
    const clamp = (/** @type {number} */ day) => Math.min(state.last, Math.max(state.first, day));
    state.fromDay = clamp(Math.min(fromDay, toDay));
    state.toDay = clamp(Math.max(fromDay, toDay));
    showRange();
    changed();
  }

  function showRange() {
    dateFrom.value = dateOfDay(state.fromDay);
    dateTo.value = dateOfDay(state.toDay);
    sliderFrom.value = String(state.fromDay);
    sliderTo.value = String(state.toDay);
    sliderFrom.setAttribute("aria-valuetext", dateFrom.value);
    sliderTo.setAttribute("aria-valuetext", dateTo.value);
    const share = (/** @type {number} */ day) => (day - state.first) / Math.max(1, state.last - state.first);
    const track = byId("slider");
    track.style.setProperty("--from", String(share(state.fromDay)));
    track.style.setProperty("--to", String(share(state.toDay)));
    for (const button of byId("presets").querySelectorAll("button")) {
      const days = Number(button.dataset.days);
      const from = Number.isFinite(days) ? state.last - days + 1 : state.first;
      button.setAttribute("aria-pressed", String(state.toDay === state.last && state.fromDay === from));
    }
  }

  dateFrom.addEventListener(
    "change",
    () => dateFrom.value && setRange(dayOfDate(dateFrom.value), state.toDay),
  );
  dateTo.addEventListener("change", () => dateTo.value && setRange(state.fromDay, dayOfDate(dateTo.value)));
  sliderFrom.addEventListener("input", () =>
    setRange(Math.min(Number(sliderFrom.value), state.toDay), state.toDay),
  );
  sliderTo.addEventListener("input", () =>
    setRange(state.fromDay, Math.max(Number(sliderTo.value), state.fromDay)),
  );
  for (const { label, days } of PRESETS) {
    const apply = () => setRange(state.last - days + 1, state.last);
    byId("presets").append(el("button", { type: "button", "data-days": days, onclick: apply }, label));
  }

  // On a small screen the list of kinds is one tap away, so that the map keeps its room.
  if (window.matchMedia("(min-width: 821px)").matches) byId("kinds-details").setAttribute("open", "");

  /** @param {import("./data.js").Loaded} loaded */
  function showKinds({ snapshot }) {
    const counts = snapshot.summary.kinds;
    present = kinds.filter((kind) => counts[kind.name] > 0).map((kind) => kind.name);
    state.kinds = new Set(present);
    show(
      byId("kinds"),
      ...kinds
        .filter((kind) => present.includes(kind.name))
        .map(({ name, label, short }) =>
          h(
            "label",
            { key: name, class: "kind-choice", title: label },
            h("input", {
              type: "checkbox",
              checked: true,
              value: name,
              onchange: (/** @type {Event} */ event) => {
                const { checked } = /** @type {HTMLInputElement} */ (event.target);
                if (checked) state.kinds.add(name);
                else state.kinds.delete(name);
                changed();
              },
            }),
            kindMark(name),
            h("span", null, short ?? label),
            h("span", { class: "count" }, whole(counts[name])),
          ),
        ),
    );
  }

  return {
    /** Fits the filters to a snapshot: all of it. @param {import("./data.js").Loaded} loaded */
    reset(loaded) {
      Object.assign(state, { first: loaded.fromDay, last: loaded.toDay });
      for (const input of [sliderFrom, sliderTo]) {
        input.min = String(state.first);
        input.max = String(state.last);
      }
      for (const input of [dateFrom, dateTo]) {
        input.min = dateOfDay(state.first);
        input.max = dateOfDay(state.last);
      }
      showKinds(loaded);
      setRange(state.first, state.last);
    },

    /** For the map. */
    state: () => state,

    /**
     * For the engine: only what narrows the snapshot is named.
     * @returns {{ from?: string, to?: string, asOf?: string, kinds?: string[] }}
     */
    options() {
      const { first, last, fromDay, toDay } = state;
      return {
        ...(fromDay > first && { from: dateOfDay(fromDay) }),
        ...(toDay < last && { to: dateOfDay(toDay), asOf: dateOfDay(toDay) }),
        ...(state.kinds.size < present.length && { kinds: [...state.kinds] }),
      };
    },
  };
}
