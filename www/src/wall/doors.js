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

/** Doors that a worker does not have: a new window, and another program. */
const OF_WINDOW = ["open", "PaymentRequest", "PresentationRequest"];
const OF_NAVIGATOR = ["registerProtocolHandler", "share", "sendBeacon"];
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
  return { stayedOpen, stopsNavigation: stopNavigation() };
}

/** Lets no element be made by which a script could get round the lock. */
function refuseElements() {
  for (const name of /** @type {const} */ (["createElement", "createElementNS"])) {
    const make = /** @type {(this: Document, ...names: unknown[]) => Element} */ (Document.prototype[name]);
    const value = /** @this {Document} @param {...unknown} names */ function (...names) {
      const element = make.apply(this, names);
      if (ELEMENTS.includes(element.localName))
        throw new Error(`This page is locked, and makes no ${element.localName}.`);
      return element;
    };
    Object.defineProperty(Document.prototype, name, { value, writable: false, configurable: false });
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
