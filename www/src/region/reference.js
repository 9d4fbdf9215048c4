// The choice of what is looked at: the length of the periods, the place that distances are measured from, and the area.
import { h } from "preact";
import { useRef, useState } from "preact/hooks";
import { focusedElement } from "../dom.js";
import { formatPlace } from "../format.js";
import { link } from "../panels/parts.js";
import { certainReading, readingsOf } from "../search/readings.js";
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

/** A press takes no longer, milliseconds. */
const PRESS_MS = 400;

/** Does something when the press that took the focus has ended: what it moves away before is not pressed. @param {() => void} act */
function afterPress(act) {
  const waiting = new AbortController();
  const timer = setTimeout(end, PRESS_MS);
  document.addEventListener("pointerup", end, { signal: waiting.signal });
  function end() {
    clearTimeout(timer);
    waiting.abort();
    // The click of the press comes next.
    setTimeout(act);
  }
}

/** @param {Controls} props */
export function Controls({ view, large, area, towns, set }) {
  const [isTyping, setTyping] = useState(false);
  const [typed, setTyped] = useState("");
  /** Whether the field is about to go, which takes the focus from it. */
  const isDone = useRef(false);
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
    isDone.current = value !== "other";
    setTyping(value === "other");
    if (value === "auto" || value === "site" || value === "centre") set({ reference: value });
  }
  /** @param {import("../search/readings.js").Place} place */
  function choosePlace(place) {
    isDone.current = true;
    setTyping(false);
    setTyped("");
    measureFrom(place);
  }
  /** @param {import("../search/readings.js").Place} place */
  function measureFrom({ name, at }) {
    const isSame = isTown && reference.name === name && `${reference.at}` === `${at}`;
    if (!isSame) set({ reference: { name, at } });
  }
  /** What is certain while it is typed counts at once, as in the tab Roads. @param {string} text */
  function type(text) {
    setTyped(text);
    const place = certainReading(text, readingsOf(text, towns));
    if (place) measureFrom(place);
  }
  /** Who leaves the field, or presses Enter, means the first reading. @param {string} text */
  function finish(text) {
    const [first] = readingsOf(text, towns);
    if (first) choosePlace(first);
    else if (text.trim() === "") setTyping(false);
  }
  const readings = readingsOf(typed, towns);
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
        {
          class: "region-town",
          onfocusout(/** @type {FocusEvent} */ { currentTarget, relatedTarget }) {
            const group = /** @type {HTMLElement} */ (currentTarget);
            // To the readings below the field is not away from it.
            if (group.contains(/** @type {Node | null} */ (relatedTarget))) return;
            afterPress(() => {
              if (!isDone.current && !group.contains(focusedElement())) finish(typed);
            });
          },
        },
        h("input", {
          ...{ type: "search", "aria-label": texts.town, placeholder: texts.town, value: typed },
          ...{ "data-region": "town", autocapitalize: "off" },
          oninput: (/** @type {Event} */ event) => type(chosenIn(event)),
          onkeydown: (/** @type {KeyboardEvent} */ event) => event.key === "Enter" && finish(chosenIn(event)),
        }),
        h(
          "ul",
          // Before the field loses the focus, which takes the first one.
          { onpointerdown: (/** @type {Event} */ event) => event.preventDefault() },
          ...readings.map((place) =>
            h(
              "li",
              null,
              link(place.name, () => choosePlace(place)),
              place.name !== formatPlace(...place.at) && ` ${formatPlace(...place.at)}`,
            ),
          ),
        ),
        typed.trim().length > 1 && readings.length === 0 && h("p", { role: "status" }, words.search.none),
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
