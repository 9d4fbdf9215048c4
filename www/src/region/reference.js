// The choice of what is looked at: the length of the periods, the place that distances are measured from, and the area.
import { h } from "preact";
import { useState } from "preact/hooks";
import { formatPlace } from "../format.js";
import { link } from "../panels/parts.js";
import { findTowns } from "../search/towns.js";
import { words } from "../words/index.js";
import { region as texts } from "../words/region.js";

/** @typedef {import("./view.js").RegionView} RegionView */
/** @typedef {import("../panels/parts.js").Child} Child */

/** @param {Child} label @param {Record<string, unknown>} props @param {[value: string, label: string][]} options */
export const select = (label, props, options) =>
  h(
    "label",
    null,
    label,
    " ",
    h("select", props, ...options.map(([value, name]) => h("option", { value }, name))),
  );

/** @param {Event} event */
export const chosenIn = (event) => /** @type {HTMLInputElement} */ (event.currentTarget).value;

/**
 * @typedef {object} Controls
 * @property {RegionView} view
 * @property {import("./view.js").Place | null} large the large town near the middle, if there is one
 * @property {import("../shapes.js").Shape | null} area the active one
 * @property {readonly import("../basemap.js").Town[]} towns
 * @property {(change: Partial<RegionView>) => void} set
 */

/** @param {Controls} props */
export function Controls({ view, large, area, towns, set }) {
  const [isTyping, setTyping] = useState(false);
  const [typed, setTyped] = useState("");
  const { reference } = view;
  const isTown = typeof reference !== "string";
  // What is no longer there was chosen before, and the next best counts.
  const isLost = (reference === "site" && !area) || (reference === "auto" && !large);
  const shown = isTown ? "town" : isLost ? (large ? "auto" : "centre") : reference;
  /** @type {[string, string][]} */
  const places = [
    ...(large ? [/** @type {[string, string]} */ (["auto", texts.auto(large.name)])] : []),
    ...(area ? [/** @type {[string, string]} */ (["site", texts.site(area.name)])] : []),
    ["centre", texts.centre],
    ...(isTown ? [/** @type {[string, string]} */ (["town", reference.name])] : []),
    ["other", texts.other],
  ];
  /** @param {Event} event */
  function choose(event) {
    const value = chosenIn(event);
    setTyping(value === "other");
    if (value === "auto" || value === "site" || value === "centre") set({ reference: value });
  }
  /** @param {import("../basemap.js").Town} town */
  const chooseTown = ([name, lon, lat]) => {
    setTyping(false);
    setTyped("");
    set({ reference: { name, at: [lon, lat] } });
  };
  const found = findTowns(towns, typed);
  return h(
    "div",
    { class: "region-controls" },
    select(
      texts.by,
      {
        ...{ "data-region": "by", value: view.by },
        onchange: (/** @type {Event} */ event) => set({ by: /** @type {any} */ (chosenIn(event)) }),
      },
      Object.entries(texts.periods),
    ),
    select(
      texts.reference,
      { "data-region": "reference", value: isTyping ? "other" : shown, onchange: choose },
      places,
    ),
    isTyping &&
      h(
        "div",
        { class: "region-town" },
        h("input", {
          ...{ type: "search", "aria-label": texts.town, placeholder: texts.town, value: typed },
          ...{ "data-region": "town" },
          oninput: (/** @type {Event} */ event) => setTyped(chosenIn(event)),
        }),
        h(
          "ul",
          null,
          ...found.map((town) =>
            h(
              "li",
              null,
              link(town[0], () => chooseTown(town)),
              " ",
              formatPlace(town[1], town[2]),
            ),
          ),
        ),
        typed.trim().length > 1 && found.length === 0 && h("p", { role: "status" }, words.search.none),
      ),
    area &&
      h(
        "label",
        null,
        h("input", {
          ...{ type: "checkbox", checked: view.isWithin, "data-region": "within" },
          onchange: () => set({ isWithin: !view.isWithin }),
        }),
        " ",
        texts.within(area.name),
      ),
  );
}
