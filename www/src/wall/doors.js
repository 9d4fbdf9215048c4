// The lock: the page gives up all by which it could send something, until it is loaded again.
import { CONNECTIONS, closeDoors, isClosed, NAVIGATOR_DOORS } from "../../../pkg/src/doors.js";
import { refuseElements } from "./elements.js";
import { refuseForms } from "./forms.js";
import { refuseLinks } from "./links.js";
import { stopNavigation } from "./navigation.js";

/** What a policy of this document forbids from now on. It holds beside the one that the page came with. */
const POLICY = [
  "default-src 'none'",
  // An engine in this thread is WebAssembly.
  "script-src 'wasm-unsafe-eval'",
  "img-src data: blob:",
  "base-uri 'none'",
  "form-action 'none'",
].join("; ");

/** Doors that a worker does not have: other windows, another program, pictures beside it, and elements by a constructor of one's own. */
const OF_WINDOW = [
  ...["open", "opener", "documentPictureInPicture"],
  ...["PaymentRequest", "PresentationRequest", "MediaMetadata", "customElements"],
  // What is set here goes along with the next request to the page's own host.
  ...["cookieStore", "CookieStore"],
  // Voices and models are fetched by the browser, and some are asked on its maker's machines.
  ...["speechSynthesis", "SpeechSynthesisUtterance", "SpeechRecognition", "webkitSpeechRecognition"],
  ...["LanguageModel", "LanguageDetector", "Translator", "Summarizer", "Writer", "Rewriter", "Proofreader"],
];
const OF_NAVIGATOR = [
  ...["registerProtocolHandler", "share", "sendBeacon", "credentials", "geolocation"],
  ...["joinAdInterestGroup", "updateAdInterestGroups", "runAdAuction", "requestMediaKeySystemAccess"],
];
/** Doors of the document: a new window, what goes along with requests, and elements by a constructor of one's own. */
const OF_DOCUMENT = ["open", "cookie", "customElementRegistry"];
/** Packs that are kept are taken out of the browser's own file system under a lock. */
const STAYS = ["locks", "storageBuckets"];

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
  stayedOpen.push(...OF_DOCUMENT.filter((name) => !isClosed(document, name)));
  refuseElements();
  refuseForms();
  refuseLinks();
  takeLinks();
  return { stayedOpen, stopsNavigation: stopNavigation() };
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
