// A brief over the page: a bar of buttons and a sheet of paper below it. What lies under it can neither be reached nor printed
// meanwhile.
import { el, focusedElement, setChildren } from "../dom.js";
import { wholeDocument } from "../paper.js";
import { findHook } from "../root.js";

/** @param {HTMLElement} root @param {import("../paper.js").Paper} [paper] */
export function createBriefView(root, paper = wholeDocument) {
  const view = findHook(root, "brief");
  /** What had the focus before the brief was opened. @type {HTMLElement | null} */
  let focusedBefore = null;

  /** @param {boolean} open */
  function setOpen(open) {
    view.hidden = !open;
    if (open) paper.take();
    else paper.leave();
    for (const element of elementsAround(view, root)) {
      element.inert = open;
      element.classList.toggle("under-brief", open);
    }
  }

  function close() {
    if (view.hidden) return;
    setOpen(false);
    view.replaceChildren();
    delete view.dataset.brief;
    if (focusedBefore?.isConnected) focusedBefore.focus();
  }

  return {
    /** @param {HTMLElement} bar @param {HTMLElement} paper @param {string} label what it is, for screen readers */
    open(bar, paper, label) {
      focusedBefore = focusedElement();
      view.setAttribute("aria-label", label);
      view.onkeydown = (event) => {
        if (event.key !== "Escape") return;
        event.stopPropagation();
        close();
      };
      setChildren(view, bar, el("div", { class: "brief-desk", tabindex: 0 }, paper));
      setOpen(true);
      view.focus();
    },
    /** Says that the brief is there, and enables its buttons. @param {string} kind of brief, by which it is found */
    setReady(kind) {
      for (const button of view.querySelectorAll("button")) button.disabled = false;
      view.dataset.brief = kind;
    },
    print() {
      // Another part of the document may have been opened since.
      paper.take();
      window.print();
    },
    close,
  };
}

/** Returns everything below the root that neither holds an element nor lies in it. @param {HTMLElement} element @param {HTMLElement} root */
function elementsAround(element, root) {
  /** @type {HTMLElement[]} */
  const around = [];
  for (let inner = element; inner !== root && inner.parentElement; inner = inner.parentElement)
    for (const other of inner.parentElement.children)
      if (other !== inner && other instanceof HTMLElement) around.push(other);
  return around;
}
