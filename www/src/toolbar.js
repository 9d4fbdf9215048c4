// The drawing tools and the choice between points, groups and heat map.
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
  connectArrows([...buttons]);
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
      showToolHint(root, chosen ? howToUse(chosen) : "");
    },
  );
}

/** Who has neither a mouse nor keys is not told of them. @param {ShapeKind} tool */
function howToUse(tool) {
  const { howTo, byTouch } = shapeKinds[tool];
  return matchMedia("(hover: none) and (pointer: coarse)").matches ? byTouch : words.tools.hint(howTo);
}

/**
 * Of a toolbar one button is reached by the Tab key, and the others from it by the arrows.
 * @param {HTMLElement[]} buttons
 */
function connectArrows(buttons) {
  /** @param {number} index */
  function reach(index) {
    for (const [i, button] of buttons.entries()) button.tabIndex = i === index ? 0 : -1;
  }
  reach(0);
  for (const [i, button] of buttons.entries()) {
    button.addEventListener("focus", () => reach(i));
    button.addEventListener("keydown", (event) => {
      const forward = getComputedStyle(button).direction === "rtl" ? "ArrowLeft" : "ArrowRight";
      const back = forward === "ArrowRight" ? "ArrowLeft" : "ArrowRight";
      const last = buttons.length - 1;
      const next = new Map([
        [forward, i === last ? 0 : i + 1],
        [back, i === 0 ? last : i - 1],
        ["Home", 0],
        ["End", last],
      ]).get(event.key);
      if (next === undefined) return;
      event.preventDefault();
      buttons[next].focus();
    });
  }
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
    const chosen = inputs.find(({ checked }) => checked);
    store.update({
      type: "chooseView",
      view: /** @type {import("./page-state.js").View} */ (chosen?.value ?? "points"),
    });
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
