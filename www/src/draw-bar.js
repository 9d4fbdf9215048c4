// The buttons over the map while something is drawn or edited: finish, undo a point, delete a corner, cancel; and the question for a
// radius where two taps at one place told none.
import { h } from "preact";
import { el, renderInto, setHidden } from "./dom.js";
import { formatCount, formatKm } from "./format.js";
import { activeShape } from "./page-state.js";
import { findHook } from "./root.js";
import { KM_LIMITS } from "./shapes.js";
import { words } from "./words/index.js";

/** The click that belongs to a tap comes within this time, also on a slow machine. */
const CLICK_WITHIN_MS = 1000;

/**
 * @param {HTMLElement} root
 * @param {import("./page-state.js").PageStore} store
 * @param {ReturnType<typeof import("./draw.js").createDrawing>} drawing
 */
export function createDrawBar(root, store, drawing) {
  const bar = el("div", { class: "draw-bar", role: "group", "aria-label": words.draw.bar, hidden: true });
  const tips = findHook(root, "map-tips");
  tips.append(bar);
  /** The circle whose radius is asked for. @type {string | null} */
  let asked = null;
  /** What is shown, as the store changes in every step of a drag. */
  let shown = "";

  /** @param {string} label @param {() => void} onclick @param {{ disabled?: boolean, primary?: boolean }} [how] */
  const button = (label, onclick, { disabled = false, primary = false } = {}) =>
    h("button", { type: "button", class: primary ? "primary" : undefined, disabled, onclick }, label);

  /** @returns {[key: unknown, content: import("preact").ComponentChild[]] | null} */
  function content() {
    const { tool } = store.get();
    if (tool) return tool === "circle" ? circleContent() : lineContent(tool);
    if (asked !== null) return questionContent(asked);
    const corner = drawing.chosenCorner();
    return corner && cornerContent(corner);
  }

  const cancel = () => button(words.draw.cancel, () => drawing.chooseTool(null));

  /** @returns {NonNullable<ReturnType<typeof content>>} */
  function circleContent() {
    const { hasCentre, km } = drawing.circleSoFar();
    const text = km === null ? "" : words.draw.radius(formatKm(km));
    return [
      ["circle", hasCentre, text],
      [
        text && h("span", { class: "draw-figure" }, text),
        hasCentre && button(words.draw.typeRadius, drawing.finish),
        cancel(),
      ],
    ];
  }

  /** @param {import("./shapes.js").ShapeKind} tool @returns {NonNullable<ReturnType<typeof content>>} */
  function lineContent(tool) {
    const points = drawing.pointsSoFar();
    const least = tool === "polygon" ? 3 : 2;
    return [
      [tool, points],
      [
        h("span", { class: "draw-figure" }, words.draw.points(points)),
        button(words.draw.finish, drawing.finish, { disabled: points < least, primary: true }),
        button(words.draw.undoPoint, drawing.undoPoint, { disabled: points === 0 }),
        cancel(),
      ],
    ];
  }

  /** @param {string} id @returns {NonNullable<ReturnType<typeof content>>} */
  function questionContent(id) {
    const km = activeShape(store.get())?.km ?? 0;
    /** @param {InputEvent} event */
    const take = ({ target }) => {
      const input = /** @type {HTMLInputElement} */ (target);
      const value = Number(input.value);
      const isUsable = input.value !== "" && value >= KM_LIMITS.min && value <= KM_LIMITS.max;
      input.setCustomValidity(isUsable ? "" : words.shapes.kmLimits(KM_LIMITS.min, KM_LIMITS.max));
      input.reportValidity();
      if (isUsable) store.update({ type: "setShapeKm", id, km: value, step: `asked km of ${id}` });
    };
    const form = h(
      "form",
      {
        class: "draw-question",
        onsubmit: (/** @type {SubmitEvent} */ event) => {
          event.preventDefault();
          ask(null);
        },
      },
      h(
        "label",
        null,
        words.draw.askRadius,
        h("input", {
          ...{ type: "number", step: "any", inputmode: "decimal", oninput: take },
          ...{ min: KM_LIMITS.min, max: KM_LIMITS.max, defaultValue: String(km) },
        }),
      ),
      h("button", { type: "submit", class: "primary" }, words.draw.done),
      button(words.draw.remove, () => {
        ask(null);
        drawing.remove(id);
      }),
    );
    return [["question", id], [form]];
  }

  /** @param {import("./corner-choice.js").ChosenCorner} corner @returns {NonNullable<ReturnType<typeof content>>} */
  function cornerContent({ index }) {
    const { corners, least } = drawing.cornersOfActive();
    const name = words.draw.corner(formatCount(index + 1), formatCount(corners));
    const isNeeded = corners <= least;
    const tooFew = least === 3 ? words.draw.leastArea : words.draw.leastLine;
    return [
      ["corner", name, isNeeded],
      [
        h("span", { class: "draw-figure" }, isNeeded ? tooFew : name),
        button(words.draw.deleteCorner, drawing.deleteCorner, { disabled: isNeeded }),
        button(words.draw.done, drawing.clearCorner),
      ],
    ];
  }

  function show() {
    if (asked !== null && activeShape(store.get())?.id !== asked) asked = null;
    const now = content();
    const key = JSON.stringify(now?.[0] ?? null);
    if (key === shown) return;
    shown = key;
    // What a click does is known by then, and on a phone there is little room.
    tips.classList.toggle("begun", store.get().tool !== null && drawing.hasBegun());
    setHidden(bar, !now);
    renderInto(bar, ...(now?.[1] ?? []));
  }

  /** @param {string | null} id */
  function ask(id) {
    asked = id;
    show();
    if (id === null) return;
    takeFocus();
    // The click of the tap that ended the drawing comes after it, and gives the focus to the map.
    const begun = performance.now();
    root.addEventListener("click", () => performance.now() - begun < CLICK_WITHIN_MS && takeFocus(), {
      // Also if that click reaches nothing; see `stray-clicks.js`.
      ...{ once: true, capture: true },
    });
  }

  function takeFocus() {
    const input = bar.querySelector("input");
    input?.focus();
    input?.select();
  }

  /** Terra Draw tells of a point before it has counted it. */
  const showSoon = () => queueMicrotask(show);
  for (const select of /** @type {((state: import("./page-state.js").PageState) => unknown)[]} */ ([
    ({ tool }) => tool,
    ({ drawn }) => drawn,
  ]))
    store.subscribe(select, showSoon);
  drawing.listen({ askRadius: ask, cornerChosen: show });
}
