// Paper for an element alone. While its brief is open, or its own button prints, what is around it in the document is hidden in print: for
// the moment of printing, and by attributes that are taken away afterwards. The styles for them are in `build/element/paper.js`.
import { paperStyles } from "virtual:element-files";

const MARK = "data-geobit-paper";

/** The elements that are to be printed alone. Of several, the last one is. @type {Set<HTMLElement>} */
const wanted = new Set();
/** Listens while there are any. @type {AbortController | null} */
let listening = null;
/** @type {CSSStyleSheet | undefined} */
let sheet;
let undo = () => {};

/** @param {HTMLElement} element @param {HTMLElement} root of the page in it @param {AbortSignal} signal @returns {import("../paper.js").Paper} */
export function createPaper(element, root, signal) {
  function leave() {
    root.classList.remove("briefing");
    wanted.delete(element);
    if (wanted.size > 0) return;
    listening?.abort();
    listening = null;
  }
  function take() {
    if (signal.aborted) return;
    wanted.delete(element);
    wanted.add(element);
    root.classList.add("briefing");
    listening ??= listen();
  }
  signal.addEventListener("abort", leave);
  return { take, leave };
}

function listen() {
  const controller = new AbortController();
  const { signal } = controller;
  window.addEventListener("beforeprint", begin, { signal });
  window.addEventListener("afterprint", () => undo(), { signal });
  signal.addEventListener("abort", () => undo());
  return controller;
}

function begin() {
  undo();
  const element = [...wanted].at(-1);
  if (!element?.isConnected) return;
  const takeMarks = markAround(element);
  const takeStyles = style(placesOf(element));
  undo = () => {
    takeMarks();
    takeStyles();
    undo = () => {};
  };
}

/** Returns what is around an element as it is laid out: also slots, and hosts of shadow roots. @param {Element} element */
const around = (element) =>
  element.assignedSlot ??
  element.parentElement ??
  /** @type {{ host?: Element }} */ (element.getRootNode()).host ??
  null;

/** The element and all that is around it, the innermost first. @param {Element} element */
function chainOf(element) {
  const chain = [];
  for (let one = /** @type {Element | null} */ (element); one; one = around(one)) chain.push(one);
  return chain;
}

/** Returns the roots of the trees that an element is in. @param {Element} element */
const placesOf = (element) =>
  new Set(chainOf(element).map((one) => /** @type {Document | ShadowRoot} */ (one.getRootNode())));

/** @param {Element} around what holds the element */
const nameOf = (around) =>
  around === document.documentElement ? "document" : around === document.body ? "body" : "around";

/** Says of each element around what it is to this print. @param {Element} element @returns {() => void} that takes it away */
function markAround(element) {
  const chain = chainOf(element);
  /** @type {Element[]} */
  const marked = [];
  const mark = (/** @type {Element} */ one, /** @type {string} */ as) => {
    one.setAttribute(MARK, as);
    marked.push(one);
  };
  for (const one of chain) {
    mark(one, one === element ? "alone" : nameOf(one));
    for (const other of one.parentNode?.children ?? []) if (!chain.includes(other)) mark(other, "other");
  }
  return () => {
    for (const one of marked) one.removeAttribute(MARK);
  };
}

/** @param {Set<Document | ShadowRoot>} places @returns {() => void} that takes the styles away */
function style(places) {
  if (!sheet) {
    sheet = new CSSStyleSheet();
    sheet.replaceSync(paperStyles());
  }
  const added = sheet;
  for (const place of places) place.adoptedStyleSheets = [...place.adoptedStyleSheets, added];
  return () => {
    for (const place of places)
      place.adoptedStyleSheets = place.adoptedStyleSheets.filter((one) => one !== added);
  };
}
