// The element is one landmark of the document around it, with a name that no other element there has: the document's own, or ours with a
// number.
import { options } from "preact";
import { elementWords } from "../words/element.js";

/** A part with a name is a landmark of the page, and a group of the element: the template says so, and this does of what is rendered. */
const { vnode: notice } = options;
options.vnode = (vnode) => {
  const props = /** @type {Record<string, unknown>} */ (vnode.props);
  if (vnode.type === "section" && props["aria-label"]) Object.assign(props, { role: "group", ...props });
  notice?.(vnode);
};

/** The numbers of the elements that run. @type {Set<number>} */
const taken = new Set();

/** @param {AbortSignal} signal gives it back */
function takeNumber(signal) {
  let number = 1;
  while (taken.has(number)) number += 1;
  taken.add(number);
  signal.addEventListener("abort", () => taken.delete(number));
  return number;
}

/**
 * Makes the root of an element a landmark, unless the document has said what the element is.
 * @param {HTMLElement} element @param {HTMLElement} root @param {AbortSignal} signal
 */
export function nameLandmark(element, root, signal) {
  if (element.hasAttribute("role")) return;
  root.setAttribute("role", "region");
  root.setAttribute(
    "aria-label",
    element.getAttribute("aria-label") || elementWords().element.name(takeNumber(signal)),
  );
}

/** What is made otherwise: the map, or what is in its place. @param {HTMLElement} root */
export function nameMap(root) {
  for (const part of root.querySelectorAll(".maplibregl-canvas, .no-map")) part.setAttribute("role", "group");
}
