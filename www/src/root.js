// The root that a page lives in. Everything of a page is found below its root, so that several may be on one document.
import { setText } from "./dom.js";

let lastPrefix = 0;
let lastId = 0;

/** Attributes that refer to elements by their ids. */
const REFERENCES = ["for", "aria-labelledby", "aria-describedby"];
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
 * Writes the words of a language into a page's markup.
 * @param {ParentNode} root
 * @param {Record<string, string>} words by the names in `data-words` and `data-words-…`
 */
export function fillMarkup(root, words) {
  for (const element of /** @type {NodeListOf<HTMLElement>} */ (root.querySelectorAll("[data-words]")))
    setText(element, words[element.dataset.words ?? ""]);
  for (const name of WORDED)
    for (const element of root.querySelectorAll(`[data-words-${name}]`))
      element.setAttribute(name, words[element.getAttribute(`data-words-${name}`) ?? ""]);
}
