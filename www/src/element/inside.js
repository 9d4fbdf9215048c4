// What the frame does with its element beyond what a partner's page can. It goes by the element and is no member of it, so that nobody
// else reaches it.

/** @typedef {import("./shapes-in.js").NewShape} NewShape */
/** @typedef {ReturnType<import("./run.js").Run["shown"]>} Shown */
/** @typedef {{ add: (shapes: NewShape[]) => string[], shown: () => Shown }} Inside */

/** @type {WeakMap<Element, Inside>} */
const insides = new WeakMap();

/** @param {Element} element @param {Inside} inside */
export const keepInside = (element, inside) => void insides.set(element, inside);

/** @param {Element} element */
function insideOf(element) {
  const inside = insides.get(element);
  if (!inside) throw new Error("This is no element of ours");
  return inside;
}

/** Adds shapes that were read and checked, and returns their ids. @param {Element} element @param {NewShape[]} shapes */
export const addChecked = (element, shapes) => insideOf(element).add(shapes);

/** Returns what is answered. @param {Element} element */
export const shownBy = (element) => insideOf(element).shown();
