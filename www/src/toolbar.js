// The drawing tools and the choice between points and heat map.
import { setHidden, setText } from "./dom.js";
import { findHook } from "./root.js";
import { shapeKinds } from "./shapes.js";
import { words } from "./words/index.js";

/** @typedef {import("./page-state.js").PageStore} PageStore */
/** @typedef {import("./shapes.js").ShapeKind} ShapeKind */

/**
 * @param {HTMLElement} root
 * @param {PageStore} store
 * @param {{ chooseTool: (tool: ShapeKind | null) => void, isDrawing: () => boolean }} drawing
 * @param {AbortSignal} signal ends what listens on the root
 */
export function connectToolbar(root, store, drawing, signal) {
  const buttons = /** @type {NodeListOf<HTMLElement>} */ (root.querySelectorAll("[data-tool]"));
  for (const button of buttons) {
    const { tool } = button.dataset;
    button.addEventListener("click", () =>
      drawing.chooseTool(tool === "select" ? null : /** @type {ShapeKind} */ (tool)),
    );
  }
  root.addEventListener(
    "keydown",
    (event) => {
      if (event.key === "Escape" && drawing.isDrawing()) drawing.chooseTool(null);
    },
    { signal },
  );
  store.subscribe(
    ({ tool }) => tool,
    (chosen) => {
      for (const button of buttons)
        button.setAttribute("aria-pressed", String(button.dataset.tool === (chosen ?? "select")));
      showToolHint(root, chosen ? words.tools.hint(shapeKinds[chosen].howTo) : "");
    },
  );
}

/** Says over the map what a click on it does. @param {HTMLElement} root @param {string} text empty for nothing */
export function showToolHint(root, text) {
  const hint = findHook(root, "tool-hint");
  setHidden(hint, text === "");
  setText(hint, text);
}

/**
 * @param {HTMLElement} root
 * @param {PageStore} store
 */
export function connectViewChoice(root, store) {
  const inputs = /** @type {HTMLInputElement[]} */ ([...root.querySelectorAll(".view input")]);
  const update = () => {
    const isHeat = inputs.some(({ value, checked }) => value === "heat" && checked);
    store.update({ type: "chooseView", view: isHeat ? "heat" : "points" });
  };
  for (const input of inputs) {
    // Another page on the document may have had radio buttons of the same name, before either made its names unique.
    input.checked = input.value === store.get().view;
    input.addEventListener("change", update);
  }
  store.subscribe(
    ({ view }) => view,
    (view) => {
      for (const input of inputs) input.checked = input.value === view;
    },
  );
}
