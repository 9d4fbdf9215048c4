// What each number means, one click away from it.
import { h } from "preact";
import { el } from "./dom.js";
import { uniqueId } from "./root.js";
import { words } from "./words/index.js";
import { units } from "./words/units.js";

/** How near the definition comes to the edges of the window, pixels. */
const EDGE = 8;

/**
 * Renders a term that shows its definition on a click.
 * @param {keyof typeof words.definitions} name @param {string} label
 */
export const term = (name, label) =>
  h("button", { type: "button", class: "term", "data-term": name, "aria-haspopup": "dialog" }, label);

/**
 * Shows the definitions of all terms below a root.
 * @param {HTMLElement} root
 * @param {AbortSignal} signal ends this
 */
export function createDefinitions(root, signal) {
  const card = el("div", {
    ...{ class: "definition", popover: "auto", lang: units.engine },
    ...{ role: "dialog", "aria-labelledby": uniqueId("definition") },
  });
  root.append(card);
  signal.addEventListener("abort", () => card.remove());
  root.addEventListener(
    "click",
    ({ target }) => {
      const button = target instanceof Element ? target.closest("[data-term]") : null;
      if (button instanceof HTMLElement) showDefinition(card, button);
    },
    { signal },
  );
}

/** @param {HTMLElement} card @param {HTMLElement} button of the term */
function showDefinition(card, button) {
  const [title, text] = words.definitions[String(button.dataset.term)];
  const id = card.getAttribute("aria-labelledby") ?? "";
  card.replaceChildren(el("strong", { id }, title), el("p", {}, text));
  const { left, bottom, top } = button.getBoundingClientRect();
  card.showPopover();
  const { width, height } = card.getBoundingClientRect();
  const isRoomBelow = bottom + height + 12 < innerHeight;
  card.style.left = `${Math.max(EDGE, Math.min(left, innerWidth - width - EDGE))}px`;
  card.style.top = `${isRoomBelow ? bottom + 4 : Math.max(EDGE, top - height - 4)}px`;
}
