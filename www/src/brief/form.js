// The part of a journey management plan that only people can fill in: on the screen, or on paper.
import { el, focusedElement, setHidden, setText } from "../dom.js";
import { words } from "../words/index.js";
import { clockInTable } from "./clock.js";
import { checkInsOf, FIELDS, MOST_LETTERS, overdueOf } from "./plan.js";

/**
 * @typedef {object} Planning
 * @property {() => import("./plan.js").Plan} plan what was filled in so far
 * @property {(name: string, text: string) => void} setField
 * @property {(key: string, made: boolean) => void} setCheckIn
 */

const texts = words.brief;
/** So many letters are a few lines of a column. */
const LONG_TEXT = 160;

/** @param {Planning} planning */
export const formPart = (planning) =>
  el(
    "section",
    { class: "brief-form" },
    el("h2", {}, texts.form),
    el(
      "div",
      { class: "brief-fields" },
      ...texts.fields.map(([title, hint], i) => field(FIELDS[i], title, hint, planning)),
      el("div", {}, ...texts.signatures.map(signature)),
    ),
  );

/** @param {string} name @param {string} title @param {string} hint @param {Planning} planning */
function field(name, title, hint, { plan, setField }) {
  const area = el("textarea", { rows: 2, maxlength: MOST_LETTERS, "data-field": name });
  area.value = plan().fields[name] ?? "";
  const label = el(
    "label",
    { class: "brief-field" },
    el("span", {}, el("strong", {}, title), el("small", {}, ` ${hint}`)),
    area,
  );
  // A long text has a row of its own: in a column it would push all others apart.
  const spread = () => {
    label.style.gridColumn = area.value.length > LONG_TEXT ? "1 / -1" : "";
  };
  area.addEventListener("change", () => setField(name, area.value));
  for (const filled of ["change", "filled"]) area.addEventListener(filled, spread);
  spread();
  return label;
}

/** What stands in a field now, also while it is being typed. @param {HTMLElement} paper @param {string} name */
export const writtenIn = (paper, name) =>
  /** @type {HTMLTextAreaElement | null} */ (paper.querySelector(`[data-field="${name}"]`))?.value ?? "";

/** Shows what was filled in by another step. What is being typed stays. @param {HTMLElement} paper @param {import("./plan.js").Plan} plan */
export function showFields(paper, { fields }) {
  const focused = focusedElement();
  for (const area of paper.querySelectorAll("textarea")) {
    const text = fields[String(area.dataset.field)] ?? "";
    if (area === focused || area.value === text) continue;
    area.value = text;
    area.dispatchEvent(new CustomEvent("filled", { bubbles: true }));
  }
}

/** @param {string} title */
const signature = (title) => el("div", { class: "brief-line" }, el("small", {}, title));

/**
 * Lists the times to check in at, each with a box to tick. What the clock has passed and is not ticked is overdue.
 * @param {import("./schedule.js").Schedule} schedule @param {Planning} planning
 * @returns {{ element: HTMLElement, refresh: (now: number) => void }}
 */
export function checkInPart(schedule, { plan, setCheckIn }) {
  const checkIns = checkInsOf(schedule);
  const said = el("p", { role: "status", class: "overdue", "data-brief": "overdue" });
  const items = checkIns.map(({ key, name, at }) => {
    const box = el("input", { type: "checkbox", "data-check-in": key });
    box.checked = plan().done.includes(key);
    box.addEventListener("change", () => {
      setCheckIn(key, box.checked);
      refresh(Date.now());
    });
    const mark = el("strong", { class: "overdue" }, texts.overdue);
    const time = clockInTable(at, schedule.offset, /** @type {number} */ (schedule.departure));
    return { key, mark, element: el("li", {}, el("label", {}, box, el("b", {}, time), ` ${name} `, mark)) };
  });

  /** @param {number} now */
  function refresh(now) {
    const overdue = overdueOf(checkIns, plan(), now);
    for (const { key, mark, element } of items) {
      setHidden(mark, !overdue.has(key));
      element.dataset.overdue = String(overdue.has(key));
    }
    setText(said, overdue.size > 0 ? texts.overdueCount(overdue.size) : "");
  }
  refresh(Date.now());
  const element = el(
    "section",
    { class: "brief-check-ins" },
    el("h2", {}, texts.checkIns),
    checkIns.length > 0
      ? el("ul", { class: "check-in-list", "data-brief": "check-ins" }, ...items.map((item) => item.element))
      : el("p", {}, texts.noCheckIns),
    said,
  );
  return { element, refresh };
}
