// How far one comes from a site within some hours: areas on the map.
import { h } from "preact";
import { formatHours, formatKm } from "../format.js";
import { hint, part } from "../panels/parts.js";
import { roads as texts } from "../words/roads.js";
import { roadOptions } from "./ask.js";
import { readHours } from "./hours.js";
import { placeOfSite, sitesOf } from "./places.js";
import { createQuestion } from "./question.js";

/**
 * @param {import("../page-state.js").PageStore} store
 * @param {Parameters<typeof import("./index.js").createRoadsTab>[2]} page
 * @param {{ layers: ReturnType<typeof import("./layer.js").createRoadLayers>, render: () => void, isShown: () => boolean }} tab
 */
export function createReachPart(store, page, { layers, render, isShown }) {
  /** Empty until a site is chosen or asked about: that site is meant, also when it is gone. */
  let siteId = "";
  let text = "1, 2, 4";
  const sites = () => sitesOf(store.get().drawn.shapes);
  const site = () => (siteId === "" ? sites()[0] : sites().find(({ id }) => id === siteId));

  /** @type {ReturnType<typeof createQuestion<import("geobit").ReachCollection>>} */
  const question = createQuestion({
    ...{ isShown, whenSettled: page.whenSettled },
    inputs() {
      const state = store.get();
      const from = site();
      return [state.roads, JSON.stringify([roadOptions(state), from && placeOfSite(from).at, text])];
    },
    async ask({ signal }) {
      const state = store.get();
      const [from, hours] = [site(), readHours(text)];
      if (!from) throw new Error(texts.siteGone);
      if (!state.roads || !hours) throw new Error(texts.badHours);
      const options = /** @type {import("geobit").ReachOptions} */ (roadOptions(state));
      const reach = await state.roads.network.reach(placeOfSite(from).at, hours, options);
      signal.throwIfAborted();
      // On a phone the panel makes room for what is shown on the map.
      store.update({ type: "setSheet", sheet: "answer" });
      page.show(reach.features.flatMap(({ geometry }) => geometry.coordinates.flat(2)));
      return reach;
    },
    changed() {
      draw();
      render();
    },
  });

  function draw() {
    const { answer } = question.shown();
    const areas = isShown() && answer ? answer.features.toReversed() : [];
    layers.setReach(/** @type {GeoJSON.Feature[]} */ (areas));
  }

  /** @param {Event} event */
  const textIn = ({ currentTarget }) => /** @type {HTMLInputElement} */ (currentTarget).value;

  return {
    view() {
      const { state: step, answer, sentence } = question.shown();
      if (sites().length === 0 && step === "none") return null;
      const from = site();
      const hours = readHours(text);
      return part(
        texts.reachTitle,
        h(
          "div",
          { class: "bar-details" },
          h(
            "label",
            null,
            h("span", null, texts.reachFrom),
            h(
              "select",
              {
                ...{ value: from?.id ?? "", "data-reach": "site" },
                onchange(/** @type {Event} */ event) {
                  siteId = textIn(event);
                  question.follow();
                  render();
                },
              },
              !from && h("option", { value: "" }, texts.chooseSite),
              ...sites().map(({ id, name }) => h("option", { value: id }, name)),
            ),
          ),
          h(
            "label",
            null,
            h("span", null, texts.hours),
            h("input", {
              ...{ type: "text", inputmode: "decimal", value: text, "data-reach": "hours" },
              oninput(/** @type {Event} */ event) {
                text = textIn(event);
                question.follow();
                render();
              },
            }),
          ),
        ),
        !hours && hint(texts.badHours),
        h(
          "p",
          { class: "snapshot-buttons" },
          h(
            "button",
            {
              ...{ type: "button", class: "small", "data-reach": "show", disabled: !hours || !from },
              onclick() {
                siteId = String(from?.id);
                question.start();
              },
            },
            texts.showReach,
          ),
          answer &&
            h("button", { type: "button", class: "small", onclick: question.cancel }, texts.hideReach),
        ),
        h(
          "p",
          { class: "hint", role: "status" },
          step === "asking" && texts.finding,
          step === "outdated" && texts.again,
          step === "failed" && texts.notAnswered(sentence),
        ),
        answer &&
          h(
            "ul",
            { class: "plain", "data-reach": "answer" },
            ...answer.features.map(({ properties }) =>
              h("li", null, texts.reached(formatHours(properties.hours), formatKm(properties.roadKm))),
            ),
          ),
        answer && hint(answer.words),
      );
    },
    follow() {
      question.follow();
      draw();
    },
    idle: question.idle,
  };
}
