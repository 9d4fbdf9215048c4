// Two ways to make elements. What is shown anew with every answer, file or record is rendered: `h` of Preact says what there
// shall be, and `show` changes what differs. Forms, and what else is made once, are made by `el` and stay as they are; where
// such a thing has a rendered piece in it, `made` makes that.
import { Fragment, h, render } from "preact";

/**
 * Makes an element. Text from data only ever enters as text: there is no HTML parsing anywhere on this page.
 *
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {Record<string, unknown>} [props] `class`, `on…` handlers, `data-…`, `aria-…`, attributes; `false` and `undefined` are left out
 * @param {...(Node | string | number | null | undefined | false)} children
 * @returns {HTMLElementTagNameMap[Tag]}
 */
export function el(tag, props = {}, ...children) {
  const element = document.createElement(tag);
  setProps(element, props);
  element.append(...present(children));
  return element;
}

/**
 * The same for SVG.
 *
 * @param {string} tag
 * @param {Record<string, unknown>} [props]
 * @param {...(Node | string | number | null | undefined | false)} children
 * @returns {SVGElement}
 */
export function svg(tag, props = {}, ...children) {
  const element = document.createElementNS("http://www.w3.org/2000/svg", tag);
  setProps(element, props);
  element.append(...present(children));
  return element;
}

/**
 * Replaces what an element holds.
 *
 * @param {Element} element
 * @param {...(Node | string | number | null | undefined | false)} children
 */
export function fill(element, ...children) {
  element.replaceChildren(...present(children));
}

/**
 * Renders what an element holds. What is as it was before is kept, and with it focus and what is open.
 *
 * @param {Element} element that nothing else fills
 * @param {...import("preact").ComponentChild} children
 */
export function show(element, ...children) {
  render(h(Fragment, null, ...children), element);
}

/**
 * An element of something that is rendered once.
 *
 * @param {import("preact").VNode} rendered
 * @returns {Element}
 */
export function made(rendered) {
  const place = document.createDocumentFragment();
  render(rendered, place);
  return /** @type {Element} */ (place.firstElementChild);
}

/**
 * Writes a text where it is another: the same again would be laid out and painted again, in every step of a drag.
 *
 * @param {Element} element
 * @param {string} text
 */
export function write(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

/**
 * Hides an element or shows it, where it is not so already: hidden once more it would have its style computed and a frame
 * put together, in every step of a drag.
 *
 * @param {HTMLElement} element
 * @param {boolean} hidden
 */
export function hide(element, hidden) {
  if (element.hidden !== hidden) element.hidden = hidden;
}

/**
 * An element that index.html holds.
 *
 * @template {HTMLElement} [T=HTMLElement]
 * @param {string} id
 * @returns {T}
 */
export function byId(id) {
  const element = document.getElementById(id);
  if (!element) throw new Error(`The page has no element with the id "${id}"`);
  return /** @type {T} */ (element);
}

/** @param {Element} element @param {Record<string, unknown>} props */
function setProps(element, props) {
  for (const [name, value] of Object.entries(props)) {
    if (value === undefined || value === false) continue;
    if (typeof value === "function")
      element.addEventListener(name.slice(2), /** @type {EventListener} */ (value));
    else element.setAttribute(name, value === true ? "" : String(value));
  }
}

/** Those of the children that are there. @param {(Node | string | number | null | undefined | false)[]} children */
function present(children) {
  const nodes = [];
  for (const child of children) {
    if (child === null || child === undefined || child === false) continue;
    nodes.push(typeof child === "number" ? String(child) : child);
  }
  return nodes;
}
