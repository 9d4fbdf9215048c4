// The panel on a small screen: a sheet over the map. It shows the answer, opens wholly by a press or a drag of its handle, and makes
// itself small while something is drawn.
import { setText } from "./dom.js";
import { findHook } from "./root.js";
import { spaceOf } from "./space.js";
import { words } from "./words/index.js";

/** @typedef {import("./page-state.js").PageState["sheet"]} Sheet */

/** From the smallest to the largest. @type {Sheet[]} */
const SIZES = ["strip", "answer", "full"];
/** A drag that is shorter is a press, pixels. */
const LEAST_DRAG = 24;
/** The part of the screen that the sheet and the tools above it cover when they show the answer, as in the styles. */
const COVERED = { share: 0.52, tools: 64 };

/** How much of the map's foot lies behind the sheet and the tools while it shows the answer, pixels. */
export function coveredBySheet(/** @type {import("./space.js").Space} */ space) {
  const { share, tools } = COVERED;
  return space.isSmall() ? Math.round(share * space.height()) + tools : 0;
}

/**
 * @param {HTMLElement} root
 * @param {import("./page-state.js").PageStore} store
 * @param {AbortSignal} signal ends what listens beyond the root
 */
export function createSheet(root, store, signal) {
  const [layout, panel, mapSide, filters, shapes, results, after, handle, map] = [
    ...["layout", "panel", "map-side", "filters", "shapes-part", "results", "after-result"],
    ...["sheet-handle", "map"],
  ].map((name) => findHook(root, name));
  const space = spaceOf(root);
  let wasSmall = space.isSmall();
  const setSheet = (/** @type {Sheet} */ sheet) => store.update({ type: "setSheet", sheet });

  /** The answer comes first on a small screen, and what is above it on a large one follows. The order is that of the Tab key, too. */
  function arrange() {
    const focused = document.activeElement;
    if (space.isSmall()) {
      results.after(shapes);
      after.after(filters);
    } else {
      results.before(shapes);
      mapSide.append(filters);
    }
    // An element that is moved loses the focus.
    if (focused instanceof HTMLElement && root.contains(focused)) focused.focus({ preventScroll: true });
    tellCovered();
  }

  /** Says how much of the map is covered, so that what is shown on it is seen. */
  function tellCovered() {
    map.dataset.covered = String(coveredBySheet(space));
  }

  /** @param {Sheet} sheet */
  function show(sheet) {
    layout.dataset.sheet = sheet;
    const isFull = sheet === "full";
    handle.setAttribute("aria-expanded", String(isFull));
    setText(handle, isFull ? words.sheet.less : words.sheet.more);
    if (!isFull) panel.scrollTop = 0;
  }

  /** @param {number} step */
  function resize(step) {
    const at = SIZES.indexOf(store.get().sheet) + step;
    setSheet(SIZES[Math.max(0, Math.min(SIZES.length - 1, at))]);
  }

  let wasDragged = false;
  handle.addEventListener("pointerdown", (down) => {
    wasDragged = false;
    handle.setPointerCapture(down.pointerId);
    handle.addEventListener(
      "pointerup",
      (up) => {
        const moved = up.clientY - down.clientY;
        wasDragged = Math.abs(moved) >= LEAST_DRAG;
        if (wasDragged) resize(moved < 0 ? 1 : -1);
      },
      { once: true },
    );
  });
  handle.addEventListener("click", () => {
    if (!wasDragged) setSheet(store.get().sheet === "full" ? "answer" : "full");
    wasDragged = false;
  });
  store.subscribe(({ sheet }) => sheet, show);
  store.subscribe(
    ({ drawn }) => drawn.activeId,
    // Where the answer to another shape begins. Who compares shapes stays where they are.
    () => {
      if (store.get().tab === "summary") panel.scrollTop = 0;
    },
  );
  store.subscribe(
    ({ tool }) => tool,
    (tool) => setSheet(tool === null ? "answer" : "strip"),
  );
  space.watch(() => {
    if (space.isSmall() === wasSmall) return tellCovered();
    wasSmall = !wasSmall;
    arrange();
  }, signal);
  arrange();
  show(store.get().sheet);
}
