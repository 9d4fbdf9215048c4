// The search for a place: a bundled town, or coordinates in any usual form. It asks no server. What is chosen is shown on the map,
// and can become a site.
import { h } from "preact";
import { el, renderInto, setChildren, setHidden } from "../dom.js";
import { formatPlace } from "../format.js";
import { findHook, uniqueId } from "../root.js";
import { shapeKinds } from "../shapes.js";
import { words } from "../words/index.js";
import { readCoordinates } from "./coordinates.js";
import { findTowns } from "./towns.js";

/** @typedef {{ name: string, note: string, at: [lon: number, lat: number] }} Found */

/**
 * @param {HTMLElement} root
 * @param {{
 *   towns: readonly import("../basemap.js").Town[],
 *   flyTo: (at: [number, number]) => void,
 *   add: (shape: Omit<import("../shapes.js").Shape, "id">) => void,
 * }} page
 */
export function createSearch(root, { towns, flyTo, add }) {
  const { search: texts } = words;
  const input = /** @type {HTMLInputElement} */ (findHook(root, "search-text"));
  const list = findHook(root, "search-found");
  const chosen = findHook(root, "search-chosen");
  list.id = uniqueId("found");
  input.setAttribute("aria-controls", list.id);
  input.placeholder = texts.placeholder;
  /** @type {Found[]} */
  let found = [];
  let active = -1;

  /** @param {string} text @returns {Found[]} */
  const find = (text) => [
    ...readCoordinates(text).map(({ lon, lat, form }) => ({
      ...{ name: formatPlace(lon, lat), note: texts.forms[form] },
      at: /** @type {[number, number]} */ ([lon, lat]),
    })),
    ...findTowns(towns, text).map(([name, lon, lat]) => ({
      ...{ name, note: formatPlace(lon, lat) },
      at: /** @type {[number, number]} */ ([lon, lat]),
    })),
  ];

  function render() {
    const isOpen = input.value.trim() !== "" && document.activeElement === input;
    setHidden(list, !isOpen);
    input.setAttribute("aria-expanded", String(isOpen && found.length > 0));
    const option = (/** @type {Found} */ one, /** @type {number} */ i) =>
      h(
        "div",
        {
          ...{ id: `${list.id}-${i}`, role: "option", "aria-selected": String(i === active) },
          // Before the field loses the focus, which closes the list.
          onpointerdown: (/** @type {Event} */ event) => event.preventDefault(),
          onclick: () => choose(one),
        },
        h("span", null, one.name),
        h("span", { class: "sub" }, one.note),
      );
    renderInto(
      list,
      ...found.map(option),
      found.length === 0 && h("div", { class: "hint", role: "option", "aria-disabled": "true" }, texts.none),
    );
    if (active < 0) input.removeAttribute("aria-activedescendant");
    else input.setAttribute("aria-activedescendant", `${list.id}-${active}`);
  }

  function look() {
    found = find(input.value);
    active = -1;
    render();
  }

  /** @param {Found} one */
  function choose({ name, at }) {
    flyTo(at);
    input.value = "";
    look();
    const site = el("button", { type: "button", class: "small primary", onclick: addSite }, texts.siteHere);
    const close = el(
      "button",
      { type: "button", class: "small", "aria-label": texts.close, onclick: forget },
      "✕",
    );
    function addSite() {
      const { km } = shapeKinds.circle;
      add({ kind: "circle", name, km, geometry: { type: "Point", coordinates: at } });
      forget();
    }
    setChildren(chosen, el("span", {}, name), site, close);
    setHidden(chosen, false);
    site.focus();
  }

  function forget() {
    setHidden(chosen, true);
    setChildren(chosen);
    input.focus();
  }

  /** @type {Record<string, () => void>} */
  const keys = {
    ArrowDown: () => move(1),
    ArrowUp: () => move(-1),
    Enter: () => found.length > 0 && choose(found[Math.max(0, active)]),
    Escape() {
      input.value = "";
      look();
    },
  };

  /** @param {number} step */
  function move(step) {
    const { length } = found;
    if (length > 0) active = active < 0 && step < 0 ? length - 1 : (active + step + length) % length;
    render();
  }

  input.addEventListener("input", look);
  input.addEventListener("focus", render);
  input.addEventListener("blur", render);
  input.addEventListener("keydown", (event) => {
    const act = Object.hasOwn(keys, event.key) && keys[event.key];
    if (!act || event.isComposing) return;
    event.preventDefault();
    act();
  });
  // What was typed before this was there is looked for.
  if (input.value) look();
}
