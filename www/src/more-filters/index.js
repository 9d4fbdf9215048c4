// The form of filters: what is chosen in it counts when it is sent, for all of the page at once.
import { h } from "preact";
import { errorMessage } from "../data.js";
import { el, renderInto } from "../dom.js";
import { formatCount } from "../format.js";
import { createDialog } from "../opening/dialog.js";
import { folded, plainText, seenWords } from "../plain-text.js";
import { moreFilters as texts } from "../words/more-filters.js";
import { isSame, MOST_DEATHS } from "./matching.js";

/** @typedef {import("./matching.js").Matching} Matching */
/** @typedef {{ name: string, count: number }} Actor */

/** So many of the most frequent actors are offered, and so many are listed at a time. */
const MOST_ACTORS = 1000;
const LISTED = 8;
const RADII_KM = [0, 1, 5, 10, 25, 50, 100];
const MOST_TEXT = 200;

/**
 * @param {HTMLElement} root
 * @param {import("../page-state.js").PageStore} store
 */
export function createForm(root, store) {
  /** Opens the form. */
  async function open() {
    const { loaded } = store.get();
    if (!loaded) return;
    const given = loaded.matching ?? {};
    /** @type {Actor[]} */
    let known = [];
    try {
      known = await loaded.whole.frequentActors(MOST_ACTORS);
    } catch {
      // Other data are there by now, which have a form of their own.
      if (store.get().loaded !== loaded) return;
    }
    const actors = actorPart(known, given.actors ?? []);
    const deaths = numberField(given.minFatalities);
    const text = el("input", { type: "search", name: "text", maxlength: MOST_TEXT, autocomplete: "off" });
    text.value = given.text ?? "";
    const radius = radiusField(given.maxUncertaintyKm);
    const names = loaded.whole.summary.origins.map(({ name }) => name);
    const sources = sourcePart(names, given.origins ?? names);
    const problem = el("p", { class: "problem", role: "alert", hidden: true });

    /** @param {string} sentence */
    function refuse(sentence) {
      problem.textContent = sentence;
      problem.hidden = false;
    }

    /** @returns {Matching | string} the filter, or what is wrong with it */
    function read() {
      const least = deaths.value.trim();
      const isNumber = /^\d+$/.test(least) && Number(least) <= MOST_DEATHS;
      if (!deaths.validity.valid || (least && !isNumber)) return texts.wrongDeaths(MOST_DEATHS);
      const origins = sources.chosen();
      if (names.length > 0 && origins.length === 0) return texts.noSource;
      const [named, words] = [actors.chosen(), seenWords(text.value)];
      return {
        ...(named.length > 0 && { actors: named }),
        ...(least && { minFatalities: Number(least) }),
        ...(words && { text: words }),
        ...(radius.value && { maxUncertaintyKm: Number(radius.value) }),
        ...(origins.length < names.length && { origins }),
      };
    }

    async function submit() {
      const wanted = read();
      if (typeof wanted === "string") return refuse(wanted);
      const matching = Object.keys(wanted).length > 0 ? wanted : null;
      if (!loaded || isSame(matching, loaded.matching)) return end();
      try {
        // What the engine refuses is said here, where it can be mended.
        if (matching) (await loaded.whole.filtered(matching)).close();
      } catch (error) {
        if (store.get().loaded === loaded) return refuse(`${texts.notFiltered}: ${errorMessage(error)}`);
        return end();
      }
      end();
      store.update({ type: "setMatching", matching });
    }

    const end = () => dialog.close();
    const dialog = createDialog(root, {
      name: "more-filters",
      title: texts.title,
      content: [
        el("p", {}, texts.lead),
        actors.element,
        field(texts.deaths, deaths, texts.deathsHint),
        field(texts.text, text, texts.textHint),
        field(texts.within, radius, texts.withinHint),
        names.length > 1 && sources.element,
        problem,
      ],
      buttons: [
        el("button", { type: "submit", class: "primary" }, texts.apply),
        loaded.matching && el("button", { type: "button", onclick: clear }, texts.clear),
        el("button", { type: "button", onclick: end }, texts.cancel),
      ],
      submit,
      cancel: end,
    });
    // The words of the page are in its own language, whatever the engine speaks.
    dialog.element.removeAttribute("lang");

    function clear() {
      end();
      store.update({ type: "setMatching", matching: null });
    }

    dialog.show();
  }

  return { open };
}

/** @param {string} label @param {HTMLElement} input @param {string} note */
const field = (label, input, note) =>
  el(
    "p",
    { class: "filter-field" },
    el("label", {}, el("span", {}, label), input),
    el("span", { class: "hint" }, note),
  );

/** @param {number | null | undefined} value */
function numberField(value) {
  const input = el("input", {
    ...{ type: "number", name: "deaths", min: 0, max: MOST_DEATHS, step: 1, inputmode: "numeric" },
  });
  input.value = typeof value === "number" ? String(value) : "";
  return input;
}

/** @param {number | null | undefined} value */
function radiusField(value) {
  const radii = typeof value === "number" && !RADII_KM.includes(value) ? [...RADII_KM, value] : RADII_KM;
  const select = el(
    "select",
    { name: "within" },
    el("option", { value: "" }, texts.withinAny),
    ...radii.toSorted((a, b) => a - b).map((km) => el("option", { value: km }, texts.withinKm(km))),
  );
  select.value = typeof value === "number" ? String(value) : "";
  return select;
}

/** @param {string[]} names @param {string[]} chosen */
function sourcePart(names, chosen) {
  const boxes = names.map((name) => {
    const box = el("input", { type: "checkbox" });
    box.checked = chosen.includes(name);
    return box;
  });
  const items = names.map((name, i) => el("li", {}, el("label", {}, boxes[i], ` ${plainText(name)}`)));
  return {
    element: el(
      "fieldset",
      { class: "filter-sources" },
      el("legend", {}, texts.sources),
      el("ul", {}, ...items),
      el("p", { class: "hint" }, texts.sourcesHint),
    ),
    chosen: () => names.filter((_, i) => boxes[i].checked),
  };
}

/**
 * A list of actors that is searched by typing. What is chosen stands above it.
 * @param {Actor[]} known the most frequent first @param {string[]} given
 */
function actorPart(known, given) {
  const search = el("input", { type: "search", name: "actor", autocomplete: "off" });
  const list = el("ul", { class: "filter-actors" });
  const count = el("p", { class: "hint", role: "status" });
  const plain = known.map(({ name }) => folded(plainText(name)));
  let chosen = [...given];

  /** @param {string} name @param {boolean} isChosen */
  function choose(name, isChosen) {
    chosen = isChosen ? [...chosen, name] : chosen.filter((one) => one !== name);
    show();
  }

  /** @param {string} name @param {number | undefined} incidents */
  const item = (name, incidents) =>
    h(
      "li",
      { key: name },
      h(
        "label",
        null,
        h("input", {
          type: "checkbox",
          checked: chosen.includes(name),
          onchange: (/** @type {Event} */ { target }) =>
            choose(name, /** @type {HTMLInputElement} */ (target).checked),
        }),
        h("span", null, ` ${plainText(name)}`),
        incidents !== undefined && h("span", { class: "count" }, formatCount(incidents)),
      ),
    );

  function show() {
    const wanted = folded(search.value.trim());
    const found = known.filter((_, i) => plain[i].includes(wanted));
    const others = found.filter(({ name }) => !chosen.includes(name)).slice(0, LISTED);
    const counts = new Map(known.map(({ name, count }) => [name, count]));
    renderInto(
      list,
      ...chosen.map((name) => item(name, counts.get(name))),
      ...others.map(({ name, count }) => item(name, count)),
    );
    const listed = others.length + found.filter(({ name }) => chosen.includes(name)).length;
    count.textContent = known.length > 0 ? texts.actorsShown(listed, found.length) : texts.noActors;
  }

  search.addEventListener("input", show);
  // Enter chooses the first that is found, and sends the form only where nothing is searched.
  search.addEventListener("keydown", (event) => {
    const wanted = folded(search.value.trim());
    if (event.key !== "Enter" || !wanted) return;
    event.preventDefault();
    const first = known.find(({ name }, i) => plain[i].includes(wanted) && !chosen.includes(name));
    if (!first) return;
    search.value = "";
    choose(first.name, true);
  });
  show();
  return {
    element: el(
      "fieldset",
      {},
      el("legend", {}, texts.actors),
      known.length > 0 && el("label", { class: "filter-search" }, el("span", {}, texts.findActor), search),
      list,
      count,
      el("p", { class: "hint" }, texts.actorsHint),
    ),
    chosen: () => chosen,
  };
}
