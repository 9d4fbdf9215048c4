// The markup of the page, made of nodes: no text becomes HTML, so that a document with trusted types has nothing to allow.

/** An element with its attributes and what is in it, or a text. @typedef {string | [tag: string, attributes: Record<string, string>, ...Markup[]]} Markup */

const SVG = "http://www.w3.org/2000/svg";
const HTML = "http://www.w3.org/1999/xhtml";

/** @param {Markup[]} list @param {string} [space] */
export function nodesOf(list, space = HTML) {
  const fragment = document.createDocumentFragment();
  for (const one of list) fragment.append(typeof one === "string" ? one : elementOf(one, space));
  return fragment;
}

/** @param {Exclude<Markup, string>} markup @param {string} around the namespace */
function elementOf([tag, attributes, ...children], around) {
  const space = tag === "svg" ? SVG : around;
  const element = document.createElementNS(space, tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(nodesOf(children, space));
  return element;
}
