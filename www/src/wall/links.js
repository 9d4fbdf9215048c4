// Links of a locked page lead to places in it, and to nowhere else: what opens a new window is not told to who stops navigation.
import { call, isStart, localNameOf, methodOf, preventDefault, readerOf, settle } from "./captured.js";

/** Events that follow a link. */
const CLICKS = ["click", "auxclick"];

const pathOf = methodOf("Event", "composedPath");
const typeOf = readerOf("Event", "type");
const parentOf = readerOf("Node", "parentNode");
const attributeOf = methodOf("Element", "getAttribute");
const KEYS = ["ctrlKey", "metaKey", "shiftKey", "altKey"].map((name) => readerOf("MouseEvent", name));
const buttonOf = readerOf("MouseEvent", "button");

/** @param {unknown} node */
const isLink = (node) => localNameOf(node) === "a" || localNameOf(node) === "area";

export function refuseLinks() {
  for (const type of CLICKS) globalThis.addEventListener(type, refuse, { capture: true });
  // In a closed tree of its own, a link is in no path that is seen here.
  settle(Element.prototype, "attachShadow");
  refuseClicksOfScripts();
}

/** Refuses to follow a link, but one to a place in this page. @param {Event} event */
function refuse(event) {
  const path = pathOf(event);
  for (let i = 0; i < path.length; i++)
    if (isLink(path[i]) && !(isInPage(path[i]) && isPlain(event))) preventDefault(event);
}

/** @param {Element} link */
function isInPage(link) {
  const address = attributeOf(link, ["href"]);
  return address !== null && isStart(address, "#") && attributeOf(link, ["target"]) === null;
}

/** Tells whether an event opens no new window by its keys or its button. @param {Event} event */
function isPlain(event) {
  for (let i = 0; i < KEYS.length; i++) if (KEYS[i](event)) return false;
  return !buttonOf(event);
}

/** Nobody sees a click on what is not in the document. The page clicks on its fields for files, and on none of its links but to save a file (`save-link.js`). */
function refuseClicksOfScripts() {
  const { click } = HTMLElement.prototype;
  const { dispatchEvent } = EventTarget.prototype;
  settle(
    HTMLElement.prototype,
    "click",
    /** @this {unknown} */ function () {
      for (let node = this; node; node = parentOf(node))
        if (isLink(node)) throw new Error("This page is locked, and follows no link.");
      call(click, this, []);
    },
  );
  settle(
    EventTarget.prototype,
    "dispatchEvent",
    /** @this {unknown} @param {Event} event */ function (event) {
      const type = typeOf(event);
      if (type === CLICKS[0] || type === CLICKS[1])
        throw new Error("This page is locked, and clicks by no script.");
      return call(dispatchEvent, this, [event]);
    },
  );
}
