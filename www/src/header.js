// The top bar: the menu of data to add, how old the data are, what saves, and what prints.
import { setHidden, setText } from "./dom.js";
import { activeShape } from "./page-state.js";
import { printOnce } from "./paper.js";
import { reveal } from "./reveal.js";
import { findHook } from "./root.js";
import { words } from "./words/index.js";

/**
 * @param {HTMLElement} root
 * @param {import("./page-state.js").PageStore} store
 * @param {{ openBrief: () => void, openSiteBrief: () => void, paper: import("./paper.js").Paper, signal: AbortSignal }} page
 */
export function createHeader(root, store, { openBrief, openSiteBrief, paper, signal }) {
  connectMenu(root, findHook(root, "add-data"), signal);
  connectTools(root, signal);
  for (const button of /** @type {NodeListOf<HTMLElement>} */ (root.querySelectorAll("[data-reveal]")))
    button.addEventListener("click", () => reveal(root, store, String(button.dataset.reveal)));
  findHook(root, "print").addEventListener("click", () => {
    const shape = activeShape(store.get());
    if (!shape || !store.get().answer) printOnce(paper, signal);
    else if (shape.kind === "route") openBrief();
    else openSiteBrief();
  });
  const mark = findHook(root, "data-mark");
  const age = findHook(root, "data-age");
  // Its link goes to a part of the panel, which may be a sheet.
  mark.addEventListener("click", ({ target }) => {
    if (target instanceof HTMLAnchorElement) store.update({ type: "setSheet", sheet: "full" });
  });
  // The engine says how old the data are, and whether that is old, with every answer.
  store.subscribe(
    ({ answer }) => (answer?.geofence ?? answer?.route)?.coverage,
    (coverage) => {
      const { ageDays = null, stale = false } = coverage ?? {};
      const isTold = ageDays !== null && ageDays > 0;
      setHidden(age, !isTold);
      setText(age, isTold ? words.header.age(ageDays) : "");
      age.classList.toggle("old", stale);
      mark.classList.toggle("old", stale);
    },
  );
}

/**
 * A menu closes where something in it is chosen, by Escape, and where something else is pressed.
 * @param {HTMLElement} root @param {HTMLElement} element @param {AbortSignal} signal
 */
function connectMenu(root, element, signal) {
  const menu = /** @type {HTMLDetailsElement} */ (element);
  const summary = /** @type {HTMLElement} */ (menu.querySelector("summary"));
  menu.addEventListener("click", ({ target }) => {
    if (target instanceof Element && target.closest("button")) menu.open = false;
  });
  menu.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !menu.open) return;
    event.stopPropagation();
    menu.open = false;
    summary.focus();
  });
  root.addEventListener(
    "pointerdown",
    ({ target }) => {
      if (target instanceof Node && !menu.contains(target)) menu.open = false;
    },
    { signal },
  );
}

/** On a small screen the buttons of the top bar are behind one. @param {HTMLElement} root @param {AbortSignal} signal */
function connectTools(root, signal) {
  const button = findHook(root, "more-tools");
  const tools = findHook(root, "header-tools");
  /** @param {boolean} isOpen */
  function show(isOpen) {
    button.setAttribute("aria-expanded", String(isOpen));
    tools.classList.toggle("open", isOpen);
  }
  button.addEventListener("click", () => show(button.getAttribute("aria-expanded") !== "true"));
  root.addEventListener(
    "pointerdown",
    ({ target }) => {
      if (target instanceof Node && !tools.contains(target) && !button.contains(target)) show(false);
    },
    { signal },
  );
  root.addEventListener("keydown", ({ key }) => key === "Escape" && show(false), { signal });
}
