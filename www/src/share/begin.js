// Where the sharing of an answer begins: its modules are fetched when its part of the page is opened.
import { el, setHidden } from "../dom.js";
import { onDemand } from "../on-demand.js";
import { findHook } from "../root.js";
import { words } from "../words/index.js";

/**
 * @param {HTMLElement} root
 * @param {import("../page-state.js").PageStore} store
 * @param {{ announce: (sentence: string) => void, notFetched: (error: unknown) => void }} page
 */
export function createShareEntry(root, store, page) {
  const details = findHook(root, "share");
  details.replaceChildren(el("summary", {}, words.markup.share));
  const share = onDemand(
    () => import("./index.js").then(({ createShare }) => createShare(root, store, page)),
    page.notFetched,
  );
  details.addEventListener("toggle", () => details.hasAttribute("open") && share());
  store.subscribe(
    ({ answer }) => answer,
    (answer) => setHidden(details, answer === null),
  );
}
