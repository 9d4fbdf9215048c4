// What is in the map's place where no map can be drawn: why, and ways to a shape without one.
import { GPUInitializationError } from "maplibre-gl";
import { errorMessage } from "../data.js";
import { el } from "../dom.js";
import { places, shapeOfPlace } from "../places.js";
import { words } from "../words/index.js";
import { createStandIn } from "./stand-in.js";
import { createTypedForm } from "./typed-form.js";

const texts = words.noMap;

/**
 * @typedef {object} ShapeMaker
 * @property {HTMLElement} root of the page
 * @property {(shape: Omit<import("../shapes.js").Shape, "id">) => void} add
 * @property {() => void} openFile asks for a file
 */

/**
 * @param {HTMLElement} container
 * @param {unknown} error by which the map could not be drawn
 */
export function createNoMap(container, error) {
  const offer = el("div");
  container.replaceChildren(
    el(
      "section",
      { class: "no-map", "aria-label": texts.title },
      el("h2", {}, texts.title),
      el("p", {}, error instanceof GPUInitializationError ? texts.why : texts.failed(errorMessage(error))),
      el("p", {}, texts.without),
      offer,
    ),
  );
  return {
    map: createStandIn(container),
    /** @param {ShapeMaker} page */
    offer({ root, add, openFile }) {
      // Tools that need a map are hidden by this.
      root.dataset.noMap = "";
      offer.replaceChildren(
        createTypedForm(add),
        el("h3", {}, texts.other),
        el(
          "p",
          { class: "no-map-ways" },
          el("button", { type: "button", onclick: openFile }, texts.openFile),
          ...places.map((place) =>
            el("button", { type: "button", onclick: () => add(shapeOfPlace(place)) }, place.name),
          ),
        ),
      );
    },
  };
}
