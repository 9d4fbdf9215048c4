// The lock: the page gives up all by which it could send something, until it is loaded again.
import { CONNECTIONS, closeDoors, NAVIGATOR_DOORS } from "../../../pkg/src/doors.js";

/** What a policy of this document forbids from now on. It holds beside the one that the page came with. */
const POLICY = [
  "default-src 'none'",
  // An engine in this thread is WebAssembly.
  "script-src 'wasm-unsafe-eval'",
  "img-src data: blob:",
  "base-uri 'none'",
  "form-action 'none'",
].join("; ");

/** Doors that a worker does not have: a new window, another program, pictures beside it, and elements by a constructor of one's own. */
const OF_WINDOW = ["open", "PaymentRequest", "PresentationRequest", "MediaMetadata", "customElements"];
const OF_NAVIGATOR = ["registerProtocolHandler", "share", "sendBeacon", "credentials"];
/** Packs that are kept are taken out of the browser's own file system under a lock. */
const STAYS = ["locks", "storageBuckets"];

/** Elements that go to another address, or that have a window with its own doors. The page makes none of them. */
const ELEMENTS = [
  "iframe",
  "frame",
  "object",
  "embed",
  "fencedframe",
  "portal",
  "link",
  "meta",
  "script",
  "form",
  "base",
];

/**
 * Closes the doors of this document.
 * @returns {{ stayedOpen: string[], stopsNavigation: boolean }} what this browser does not let go, and whether it lets a page stop its
 *   own navigation
 */
export function lockDoors() {
  document.head.append(
    Object.assign(document.createElement("meta"), { httpEquiv: "Content-Security-Policy", content: POLICY }),
  );
  const stayedOpen = closeDoors(
    [...CONNECTIONS, ...OF_WINDOW],
    [...NAVIGATOR_DOORS.filter((name) => !STAYS.includes(name)), ...OF_NAVIGATOR],
  );
  refuseElements();
  takeLinks();
  return { stayedOpen, stopsNavigation: stopNavigation() };
}

/** Other ways to an element: a stylesheet that makes a document, and markup that the browser cleans. Of other markup, trusted types make text. */
const MAKERS = /** @type {const} */ ([
  [globalThis, "XSLTProcessor"],
  [Element.prototype, "setHTML"],
  [ShadowRoot.prototype, "setHTML"],
  [Document, "parseHTML"],
]);

/** Lets no element be made by which a script could get round the lock. */
function refuseElements() {
  refuseFrom(Document.prototype, "createElement", (element) => element);
  refuseFrom(Document.prototype, "createElementNS", (element) => element);
  refuseFrom(DOMImplementation.prototype, "createDocument", ({ documentElement }) => documentElement);
  for (const [owner, name] of MAKERS)
    Object.defineProperty(owner, name, { value: undefined, writable: false, configurable: false });
}

/**
 * @param {any} owner @param {string} name of what makes something
 * @param {(made: any) => Element | null} elementOf
 */
function refuseFrom(owner, name, elementOf) {
  const make = owner[name];
  const value = /** @this {unknown} @param {...unknown} names */ function (...names) {
    const made = make.apply(this, names);
    const { localName = "" } = elementOf(made) ?? {};
    if (ELEMENTS.includes(localName)) throw new Error(`This page is locked, and makes no ${localName}.`);
    return made;
  };
  Object.defineProperty(owner, name, { value, writable: false, configurable: false });
}

/** Takes the links out of the document: one that is there can be made another, which has a name looked up. Its styles stay. */
function takeLinks() {
  for (const link of document.querySelectorAll("link")) {
    const copy = link.sheet && copyOf(link.sheet);
    if (copy) document.adoptedStyleSheets = [...document.adoptedStyleSheets, copy];
    link.remove();
  }
}

/** Returns a copy of a style of this page. One of another host, which a script may have put here, cannot be read and goes. @param {CSSStyleSheet} sheet */
function copyOf(sheet) {
  try {
    const copy = new CSSStyleSheet();
    copy.replaceSync([...sheet.cssRules].map(({ cssText }) => cssText).join("\n"));
    return copy;
  } catch {
    return null;
  }
}

/** Keeps the page where it is: it may be loaded again, and files that it made are saved. Links open new windows. */
function stopNavigation() {
  const { navigation } = /** @type {{ navigation?: EventTarget }} */ (/** @type {unknown} */ (globalThis));
  navigation?.addEventListener("navigate", (event) => {
    const { navigationType, hashChange, destination, downloadRequest } = /** @type {any} */ (event);
    const isFile = downloadRequest !== null && destination.url.startsWith("blob:");
    if (navigationType !== "reload" && !hashChange && !isFile) event.preventDefault();
  });
  return navigation !== undefined;
}
