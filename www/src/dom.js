// Two ways to make elements. What changes with every answer, file or record is rendered: Preact's `h` describes what there
// shall be, and `renderInto` changes what differs. Forms, and whatever else is made once, are made by `el` and stay;
// `renderOnce` makes a rendered piece for use among them.
import { Fragment, h, options, render } from "preact";

/** @typedef {Node | string | number | null | undefined | false} ElementChild */

/**
 * What is typed is nobody else's. A browser writes it onto the disk, to fill it in again after a crash, and proposes it later; and it may ask
 * its maker for a dictionary, or how a word is spelt.
 */
const FIELDS = ["input", "select", "textarea"];

const { vnode: notice } = options;
options.vnode = (vnode) => {
  if (FIELDS.includes(/** @type {any} */ (vnode.type)))
    Object.assign(vnode.props, { autocomplete: "off", spellcheck: false, ...vnode.props });
  notice?.(vnode);
};

/**
 * Makes an element. Text from data only ever enters as text: nothing on this page parses HTML.
 *
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {Record<string, unknown>} [props] attributes and `on…` handlers; those that are `false` or `undefined` are left out
 * @param {...ElementChild} children
 * @returns {HTMLElementTagNameMap[Tag]}
 */
export function el(tag, props = {}, ...children) {
  const element = document.createElement(tag);
  if (FIELDS.includes(tag)) setProps(element, { autocomplete: "off", spellcheck: "false" });
  setProps(element, props);
  element.append(...toNodes(children));
  return element;
}

/**
 * Makes an SVG element.
 *
 * @param {string} tag
 * @param {Record<string, unknown>} [props] as {@link el} takes them
 * @param {...ElementChild} children
 * @returns {SVGElement}
 */
export function svg(tag, props = {}, ...children) {
  const element = document.createElementNS("http://www.w3.org/2000/svg", tag);
  setProps(element, props);
  element.append(...toNodes(children));
  return element;
}

/**
 * Replaces the children of an element.
 *
 * @param {Element} element
 * @param {...ElementChild} children
 */
export function setChildren(element, ...children) {
  element.replaceChildren(...toNodes(children));
}

/**
 * Renders the content of an element. What has not changed stays, and with it the focus and what is open.
 *
 * @param {Element} element one that nothing else fills
 * @param {...import("preact").ComponentChild} children
 */
export function renderInto(element, ...children) {
  render(h(Fragment, null, ...children), element);
}

/**
 * Renders a single element that will not be rendered again.
 *
 * @param {import("preact").VNode} content
 * @returns {Element}
 */
export function renderOnce(content) {
  const container = document.createDocumentFragment();
  render(content, container);
  return /** @type {Element} */ (container.firstElementChild);
}

/**
 * Sets the text of an element if it is not that text already: setting it again would cost layout and paint in every step of
 * a drag.
 *
 * @param {Element} element
 * @param {string} text
 */
export function setText(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

/**
 * Hides or shows an element if it is not so already: hiding it again would cost a style computation and a frame in every step
 * of a drag.
 *
 * @param {HTMLElement} element
 * @param {boolean} hidden
 */
export function setHidden(element, hidden) {
  if (element.hidden !== hidden) element.hidden = hidden;
}

/** Returns the element with the keyboard focus, to give the focus back later. */
export const focusedElement = () =>
  document.activeElement instanceof HTMLElement ? document.activeElement : null;

/** @param {Element} element @param {Record<string, unknown>} props */
function setProps(element, props) {
  for (const [name, value] of Object.entries(props)) {
    if (value === undefined || value === false) continue;
    if (typeof value === "function")
      element.addEventListener(name.slice(2), /** @type {EventListener} */ (value));
    else element.setAttribute(name, value === true ? "" : String(value));
  }
}

/** @param {ElementChild[]} children */
function toNodes(children) {
  const nodes = [];
  for (const child of children) {
    if (child === null || child === undefined || child === false) continue;
    nodes.push(typeof child === "number" ? String(child) : child);
  }
  return nodes;
}
