// The tabs of a result: one panel is shown, and the arrow keys go from tab to tab. Where nothing is drawn, there is no result, and a button
// leads to a tab that needs none.
import { focusedElement, setHidden } from "./dom.js";
import { activeShape, needsNoShape } from "./page-state.js";
import { findHook } from "./root.js";

/** @typedef {import("./page-state.js").Tab} Tab */

/** Tabs of what is drawn. @type {readonly string[]} */
const NEED_A_SHAPE = ["incidents", "compare"];

/**
 * @param {HTMLElement} root
 * @param {import("./page-state.js").PageStore} store
 */
export function connectTabs(root, store) {
  const list = findHook(root, "tabs");
  const tabs = /** @type {HTMLButtonElement[]} */ ([...list.querySelectorAll("[data-tab]")]);
  const panels = /** @type {HTMLElement[]} */ ([...root.querySelectorAll("[data-tab-panel]")]);
  const entry = findHook(root, "region-entry");
  const isNoneActive = (/** @type {import("./page-state.js").PageState} */ state) => !activeShape(state);
  const choose = (/** @type {HTMLElement} */ { dataset }) =>
    store.update({ type: "chooseTab", tab: /** @type {Tab} */ (dataset.tab) });

  /** @param {Tab} shown */
  function show(shown) {
    const focused = focusedElement();
    for (const tab of tabs) {
      const isShown = tab.dataset.tab === shown;
      tab.setAttribute("aria-selected", String(isShown));
      tab.tabIndex = isShown ? 0 : -1;
    }
    for (const panel of panels) setHidden(panel, panel.dataset.tabPanel !== shown);
    // What was pressed may be in the panel that is hidden now, and the focus must not be lost with it.
    if (panels.some((panel) => panel.hidden && panel.contains(focused)))
      tabs.find(({ dataset }) => dataset.tab === shown)?.focus();
    // Without a result its tabs go as well, back to where they came from.
    showPossible();
    if (!needsNoShape(store.get()) && isNoneActive(store.get()) && list.contains(focused))
      entry.querySelector("button")?.focus();
  }

  function showPossible() {
    const isNone = isNoneActive(store.get());
    for (const tab of tabs) if (NEED_A_SHAPE.includes(tab.dataset.tab ?? "")) setHidden(tab, isNone);
    setHidden(entry, !isNone || needsNoShape(store.get()));
  }

  entry.addEventListener("click", () => {
    store.update({ type: "chooseTab", tab: "region" });
    tabs.find(({ dataset }) => dataset.tab === "region")?.focus();
  });
  for (const tab of tabs) tab.addEventListener("click", () => choose(tab));
  list.addEventListener("keydown", (event) => {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const possible = tabs.filter(({ hidden }) => !hidden);
    const at = possible.indexOf(/** @type {HTMLButtonElement} */ (event.target));
    const next = nextTab(event.key, at, possible.length, getComputedStyle(list).direction === "rtl");
    if (at < 0 || next === null) return;
    event.preventDefault();
    possible[next].focus();
    choose(possible[next]);
  });
  store.subscribe(({ tab }) => tab, show);
  store.subscribe(isNoneActive, showPossible);
  show(store.get().tab);
}

/**
 * Returns which tab a key leads to; `null` for a key that leads to none.
 * @param {string} key @param {number} at @param {number} count @param {boolean} isRightToLeft
 */
export function nextTab(key, at, count, isRightToLeft = false) {
  const onwards = isRightToLeft ? "ArrowLeft" : "ArrowRight";
  const back = isRightToLeft ? "ArrowRight" : "ArrowLeft";
  if (key === onwards) return (at + 1) % count;
  if (key === back) return (at + count - 1) % count;
  if (key === "Home") return 0;
  return key === "End" ? count - 1 : null;
}
