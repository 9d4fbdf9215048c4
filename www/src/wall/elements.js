// Lets no element be made by which a script could get round the lock.
import { call, localNameOf, readerOf, settle } from "./captured.js";

/** Elements that go to another address, or that have a window with its own doors. The page makes none of them. @type {Record<string, true>} */
const REFUSED = Object.assign(Object.create(null), {
  ...{ iframe: true, frame: true, object: true, embed: true, fencedframe: true, portal: true },
  ...{ link: true, meta: true, script: true, base: true },
});

/** Other ways to an element: a stylesheet that makes a document, markup that the browser cleans, and a constructor. Of other markup, trusted types make text. */
const MAKERS = /** @type {const} */ ([
  [globalThis, "XSLTProcessor"],
  [Element.prototype, "setHTML"],
  [ShadowRoot.prototype, "setHTML"],
  [Document, "parseHTML"],
  [CustomElementRegistry.prototype, "define"],
]);

const rootOf = readerOf("Document", "documentElement");

export function refuseElements() {
  refuseFrom(Document.prototype, "createElement", (element) => element);
  refuseFrom(Document.prototype, "createElementNS", (element) => element);
  refuseFrom(DOMImplementation.prototype, "createDocument", rootOf);
  for (const [owner, name] of MAKERS) settle(owner, name);
}

/**
 * @param {any} owner @param {string} name of what makes something
 * @param {(made: any) => Element | null} elementOf
 */
function refuseFrom(owner, name, elementOf) {
  const make = owner[name];
  const value = /** @this {unknown} @param {...unknown} names */ function (...names) {
    const made = call(make, this, names);
    const localName = localNameOf(elementOf(made)) ?? "";
    if (REFUSED[localName]) throw new Error(`This page is locked, and makes no ${localName}.`);
    return made;
  };
  settle(owner, name, value);
}
