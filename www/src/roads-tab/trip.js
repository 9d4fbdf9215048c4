// The fields of a trip: where it begins, what it passes through one after the other, and where it ends. Each is a drawn site, a town or
// coordinates.
import { h } from "preact";
import { formatPlace } from "../format.js";
import { hint } from "../panels/parts.js";
import { readingsOf } from "../search/readings.js";
import { words } from "../words/index.js";
import { roads as texts } from "../words/roads.js";
import { isGone, placeOf, sitesOf, UNCHOSEN } from "./places.js";

/** @typedef {import("./places.js").Choice} Choice */
/** @typedef {import("../search/readings.js").Place} Place */

/** So many places to pass through the package takes: 1,000 with the ends. */
export const MOST_VIAS = 998;

/** @param {Place} place */
const describeReading = ({ name, at }) =>
  name === formatPlace(...at) ? name : texts.is(name, formatPlace(...at));

/** @param {Event} event */
const textIn = ({ currentTarget }) => /** @type {HTMLInputElement} */ (currentTarget).value;

/**
 * @param {import("../page-state.js").PageStore} store @param {readonly import("../basemap.js").Town[]} towns
 * @param {() => void} changed is called when another place is chosen or typed
 */
export function createTrip(store, towns, changed) {
  let lastKey = 1;
  /** From the first to the last place. @type {{ key: number, choice: Choice }[]} */
  let stops = [
    { key: 0, choice: UNCHOSEN },
    { key: 1, choice: UNCHOSEN },
  ];
  /** The key of a field that was just added, which takes the focus. @type {number | null} */
  let added = null;
  const shapes = () => store.get().drawn.shapes;

  /** Those that count: a field to pass through in which there is nothing asks for nothing. */
  const choices = () =>
    stops
      .map(({ choice }) => choice)
      .filter(
        ({ siteId, text }, i) => i === 0 || i === stops.length - 1 || siteId !== "" || text.trim() !== "",
      );

  /** @param {number} at @param {Partial<Choice>} change */
  function set(at, change) {
    stops = stops.map((stop, i) => (i === at ? { ...stop, choice: { ...stop.choice, ...change } } : stop));
    changed();
  }

  function add() {
    lastKey += 1;
    added = lastKey;
    stops = stops.toSpliced(-1, 0, { key: lastKey, choice: UNCHOSEN });
    changed();
  }

  /** @param {number} at */
  function remove(at) {
    stops = stops.toSpliced(at, 1);
    changed();
  }

  /** @param {HTMLElement | null} field @param {number} key */
  function focusAdded(field, key) {
    if (!field || key !== added) return;
    added = null;
    field.focus();
  }

  /** @param {(typeof stops)[number]} stop @param {number} at */
  function field({ key, choice }, at) {
    const isVia = at > 0 && at < stops.length - 1;
    const label = isVia ? texts.via(at) : at === 0 ? texts.from : texts.to;
    const hook = isVia ? `via-${at}` : at === 0 ? "from" : "to";
    const sites = sitesOf(shapes());
    const isSite = sites.some(({ id }) => id === choice.siteId);
    // What was typed before a site was chosen is not asked about.
    const text = choice.siteId === "" ? choice.text : "";
    const readings = text.trim() === "" ? [] : readingsOf(text, towns);
    return h(
      "div",
      { class: "way-end", key },
      h("span", { class: "way-label" }, label),
      sites.length > 0 &&
        h(
          "select",
          {
            ...{ "aria-label": label, "data-way": `${hook}-site`, value: isSite ? choice.siteId : "" },
            onchange: (/** @type {Event} */ event) => set(at, { siteId: textIn(event) }),
          },
          h("option", { value: "" }, texts.typed),
          ...sites.map(({ id, name }) => h("option", { value: id }, name)),
        ),
      !isSite &&
        h("input", {
          ...{ type: "search", value: text, "aria-label": texts.placeText(label), "data-way": hook },
          ...{ placeholder: words.search.placeholder, autocapitalize: "off" },
          ref: (/** @type {HTMLElement | null} */ element) => focusAdded(element, key),
          oninput: (/** @type {Event} */ event) => set(at, { siteId: "", text: textIn(event), nth: 0 }),
        }),
      isVia &&
        h(
          "button",
          {
            ...{ type: "button", class: "link", "aria-label": words.shapes.remove(label) },
            onclick: () => remove(at),
          },
          words.draw.remove,
        ),
      isGone(choice, shapes()) && hint(texts.siteGone),
      readings.length === 1 && hint(describeReading(readings[0])),
      readings.length > 1 &&
        h(
          "span",
          { class: "way-readings" },
          ...readings.map((reading, i) =>
            h(
              "button",
              {
                ...{ type: "button", class: "link", "aria-pressed": String(i === choice.nth) },
                onclick: () => set(at, { nth: i }),
              },
              describeReading(reading),
            ),
          ),
        ),
      !isSite && text.trim().length > 1 && readings.length === 0 && hint(texts.unknown),
    );
  }

  const addButton = () =>
    h(
      "button",
      {
        ...{ type: "button", class: "link way-add", key: "add", "data-way": "add-via" },
        ...{ disabled: stops.length - 2 >= MOST_VIAS, onclick: add },
      },
      texts.addVia,
    );

  return {
    /** From the first to the last; `null` for one that is not known. @returns {(Place | null)[]} */
    places: () => choices().map((choice) => placeOf(choice, shapes(), towns)),

    /** Whether a site that was chosen is not drawn any more. */
    hasGone: () => choices().some((choice) => isGone(choice, shapes())),

    view() {
      const fields = stops.map(field);
      return h("div", { class: "way-ends" }, ...fields.slice(0, -1), addButton(), fields[fields.length - 1]);
    },
  };
}
