// Where rules begin: the modules for them are fetched when their part of the page is opened.
import { el } from "../dom.js";
import { findHook } from "../root.js";
import { words } from "../words/index.js";

/**
 * @typedef {object} RulesPage
 * @property {Pick<ReturnType<typeof import("../messages.js").createMessages>, "announce">} messages
 * @property {(rows: number[]) => void} showRows shows the first of some incidents, and its record
 * @property {(work: () => void) => () => void} whenSettled returns a function that does the work once nothing is being dragged
 */

/**
 * @param {HTMLElement} root
 * @param {import("../page-state.js").PageStore} store
 * @param {RulesPage} page
 */
export function createRulesEntry(root, store, page) {
  const details = /** @type {HTMLDetailsElement} */ (findHook(root, "rules"));
  details.replaceChildren(el("summary", {}, words.markup.rules));
  /** @type {Promise<ReturnType<typeof import("./index.js").createRules>> | null} */
  let fetched = null;
  details.addEventListener(
    "toggle",
    () => {
      fetched = import("./index.js").then(({ createRules }) => createRules(root, store, page));
    },
    { once: true },
  );
  return { idle: async () => (await fetched)?.idle() };
}
