// The root that a page lives in. Everything of a page is found below its root, so that several may be on one document.
import { setText } from "./dom.js";

let lastPrefix = 0;
let lastId = 0;

/** Attributes that refer to elements by their ids. */
const REFERENCES = ["for", "aria-labelledby", "aria-describedby", "aria-controls"];
/** Attributes that may hold words. */
const WORDED = ["aria-label", "placeholder"];

/**
 * Finds the element of the page with a `data-hook`.
 * @template {HTMLElement} [T=HTMLElement]
 * @param {ParentNode} root
 * @param {string} name
 * @returns {T}
 */
export function findHook(root, name) {
  const element = root.querySelector(`[data-hook="${name}"]`);
  if (!element) throw new Error(`The page has no element with data-hook="${name}"`);
  return /** @type {T} */ (element);
}

/** Returns an id that no other element of the document has. @param {string} name */
export function uniqueId(name) {
  lastId += 1;
  return `geobit-${name}-${lastId}`;
}

/**
 * Makes the ids in a page's markup, and the names of its radio buttons, its own.
 * @param {ParentNode} root
 */
export function makeIdsUnique(root) {
  lastPrefix += 1;
  const prefixed = (/** @type {string} */ id) => `geobit-${lastPrefix}-${id}`;
  for (const element of root.querySelectorAll("[id]")) element.id = prefixed(element.id);
  for (const name of REFERENCES)
    for (const element of root.querySelectorAll(`[${name}]`))
      element.setAttribute(name, prefixed(element.getAttribute(name) ?? ""));
  for (const link of root.querySelectorAll('a[href^="#"]'))
    link.setAttribute("href", `#${prefixed(link.getAttribute("href")?.slice(1) ?? "")}`);
  for (const radio of /** @type {NodeListOf<HTMLInputElement>} */ (root.querySelectorAll("[type=radio]")))
    radio.name = prefixed(radio.name);
}

/**
 * Writes the words of a language into a page's markup. What the language does not have is English, and says so.
 * @param {ParentNode} root
 * @param {Pick<import("./words/index.js").Words, "markup" | "untranslated">} words
 */
export function fillMarkup(root, { markup, untranslated }) {
  const texts = /** @type {Record<string, string>} */ (markup);
  for (const element of /** @type {NodeListOf<HTMLElement>} */ (root.querySelectorAll("[data-words]"))) {
    const { words: name = "" } = element.dataset;
    setText(element, texts[name]);
    if (untranslated.includes(name)) element.lang = "en";
  }
  for (const attribute of WORDED)
    for (const element of root.querySelectorAll(`[data-words-${attribute}]`))
      element.setAttribute(attribute, texts[element.getAttribute(`data-words-${attribute}`) ?? ""]);
  if (untranslated.length > 0) markFilled(root);
}

/**
 * Says of the elements that modules fill that their words are English: a language that lacks words of the markup has none there.
 * @param {ParentNode} root
 */
function markFilled(root) {
  for (const element of /** @type {NodeListOf<HTMLElement>} */ (root.querySelectorAll("[data-hook]"))) {
    const { hook, words } = element.dataset;
    // What the data's mark begins with is replaced at once.
    if (hook === "data-mark" || (!words && !element.querySelector("[data-words]"))) element.lang = "en";
  }
}
