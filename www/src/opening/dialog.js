// A question over the page: a title, a content that scrolls, and buttons below it. Escape means the same as its Cancel.
import { el } from "../dom.js";
import { uniqueId } from "../root.js";
import { units } from "../words/units.js";

/** @typedef {import("../dom.js").ElementChild} ElementChild */
/** @typedef {ReturnType<typeof createDialog>} Dialog */

/**
 * Makes a dialog. It is shown by `show`, as often as it takes, and is gone after `close`.
 * @param {HTMLElement} root
 * @param {{ title: string, name: string, content: ElementChild[], buttons: ElementChild[], submit: () => void, cancel: () => void }} parts
 *   `name` is that by which its look and tests find it
 */
export function createDialog(root, { title, name, content, buttons, submit, cancel }) {
  const id = uniqueId("dialog");
  const form = el(
    "form",
    { novalidate: true },
    el("h2", { id, tabindex: -1 }, title),
    el("div", { class: "dialog-body" }, ...content),
    el("div", { class: "dialog-buttons" }, ...buttons),
  );
  const element = el(
    "dialog",
    {
      ...{ class: "dialog", "data-dialog": name, "aria-labelledby": id, lang: units.engine },
    },
    form,
  );
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    submit();
  });
  element.addEventListener("cancel", (event) => {
    // A choice of a file, which is cancelled too, is no part of the question.
    if (event.target !== element) return;
    event.preventDefault();
    cancel();
  });
  root.append(element);
  return {
    element,
    /** @param {Element | null} [focus] what has the focus at first, if not the title */
    show(focus) {
      element.showModal();
      const first = focus ?? element.querySelector("h2");
      if (first instanceof HTMLElement) first.focus();
    },
    /** Leaves the page to the reader for a while. */
    hide: () => element.close(),
    close() {
      element.close();
      element.remove();
    },
  };
}
