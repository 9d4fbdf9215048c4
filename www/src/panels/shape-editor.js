// The name and the colour of the active shape, what is asked of a line, and a copy of it.
import { colourNames, hexOf } from "../colours.js";
import { el, setHidden, svg } from "../dom.js";
import { cleanName, MAX_NAME } from "../names.js";
import { findHook, uniqueId } from "../root.js";
import { words } from "../words/index.js";

/** @typedef {import("../shapes.js").Shape} Shape */

const texts = words.shapes;

/**
 * @param {HTMLElement} root
 * @param {{
 *   rename: (id: string, name: string) => void,
 *   setColour: (id: string, colour: import("../colours.js").Colour) => void,
 *   setKind: (id: string, kind: import("../shapes.js").ShapeKind) => void,
 *   duplicate: (id: string) => void,
 * }} page
 */
export function createShapeEditor(root, page) {
  const element = findHook(root, "shape-editor");
  /** @type {Shape | null} */
  let active = null;
  const name = el("input", {
    ...{ id: uniqueId("name"), type: "text", autocomplete: "off", maxlength: 2 * MAX_NAME },
    ...{ spellcheck: "false", "data-shape": "name" },
  });
  name.addEventListener("input", () => {
    const next = cleanName(name.value);
    name.setCustomValidity(next ? "" : texts.nameNeeded);
    if (next && active) page.rename(active.id, next);
  });
  // What was left empty, or was cut, shows what is kept.
  name.addEventListener("change", () => {
    name.setCustomValidity("");
    name.value = active?.name ?? "";
  });
  const group = uniqueId("colour");
  const colours = colourNames.map((colour) => {
    const input = el("input", {
      ...{ type: "radio", name: group, value: colour, "aria-label": texts.colours[colour] },
      onchange: () => active && page.setColour(active.id, colour),
    });
    const patch = svg(
      "svg",
      { class: "colour-patch", viewBox: "0 0 10 10", "aria-hidden": "true" },
      svg("rect", { width: 10, height: 10, rx: 2, fill: hexOf(colour) }),
    );
    return { input, label: el("label", { title: texts.colours[colour] }, input, patch) };
  });
  const question = el(
    "select",
    { "data-shape": "question", "aria-label": texts.question },
    el("option", { value: "route" }, texts.asRoute),
    el("option", { value: "corridor" }, texts.asCorridor),
  );
  question.addEventListener("change", () => {
    if (active) page.setKind(active.id, /** @type {import("../shapes.js").ShapeKind} */ (question.value));
  });
  element.append(
    el("label", { for: name.id }, texts.name),
    name,
    el(
      "fieldset",
      { class: "colours" },
      el("legend", { class: "visually-hidden" }, texts.colour),
      ...colours.map(({ label }) => label),
    ),
    question,
    el(
      "button",
      { type: "button", class: "small", onclick: () => active && page.duplicate(active.id) },
      texts.duplicate,
    ),
  );

  return {
    /** @param {Shape | null} shape */
    show(shape) {
      const isOther = shape?.id !== active?.id;
      active = shape;
      setHidden(element, shape === null);
      if (!shape) return;
      // While a person types, the field has what they type.
      if ((isOther || document.activeElement !== name) && name.value !== shape.name) name.value = shape.name;
      const { colour = "blue", kind } = shape;
      setHidden(question, kind !== "route" && kind !== "corridor");
      if (question.value !== kind) question.value = kind;
      for (const { input } of colours)
        if (input.checked !== (input.value === colour)) input.checked = input.value === colour;
    },
  };
}
