// Where rules begin: the modules for them are fetched when their part of the page is opened.
import { el } from "../dom.js";
import { onDemand } from "../on-demand.js";
import { findHook } from "../root.js";
import { words } from "../words/index.js";

/**
 * @typedef {object} RulesPage
 * @property {Pick<ReturnType<typeof import("../messages.js").createMessages>, "announce">} messages
 * @property {(rows: number[]) => void} showRows shows the first of some incidents, and its record
 * @property {(work: () => void) => () => void} whenSettled returns a function that does the work once nothing is being dragged
 * @property {AbortSignal} signal ends the page
 * @property {(error: unknown) => void} notFetched says that the modules could not be fetched
 */

/**
 * @param {HTMLElement} root
 * @param {import("../page-state.js").PageStore} store
 * @param {RulesPage} page
 */
export function createRulesEntry(root, store, page) {
  const details = /** @type {HTMLDetailsElement} */ (findHook(root, "rules"));
  details.replaceChildren(el("summary", {}, words.markup.rules));
  const rules = onDemand(
    () => import("./index.js").then(({ createRules }) => createRules(root, store, page)),
    page.notFetched,
  );
  details.addEventListener("toggle", () => details.open && rules());
  // A workspace that is opened brings some, and zones are told of without a rule.
  store.subscribe(
    (state) => state.rules.length > 0 || state.drawn.shapes.some(({ bar }) => bar),
    (has) => has && rules(),
  );
  return { idle: async () => (await rules.made())?.idle() };
}
