// Where help begins: its button, its key, and the card of a first visit.
import { el } from "../dom.js";
import { onDemand } from "../on-demand.js";
import { places, shapeOfPlace } from "../places.js";
import { findHook } from "../root.js";
import { words } from "../words/index.js";

/** Whether the card was seen is all that this keeps. */
const SEEN = "geobit:welcomed";
/** Where a question mark belongs to the text that is typed. */
const TYPED = "input, textarea, select, [contenteditable]";

/**
 * @typedef {object} HelpPage
 * @property {(shape: Omit<import("../shapes.js").Shape, "id">) => void} add
 * @property {() => void} drawSite begins to draw a site
 * @property {() => void} openFile asks for a file
 * @property {() => Promise<import("./diagnostics.js").Facts>} facts what a report of a problem says
 * @property {(error: unknown) => void} notFetched says that the modules could not be fetched
 * @property {import("../theme.js").Themes} theme
 * @property {boolean} isPart whether the page is a part of another document, which keeps no page for use without a connection
 * @property {AbortSignal} signal
 */

/**
 * @param {HTMLElement} root
 * @param {import("../page-state.js").PageStore} store
 * @param {HelpPage} page
 */
export function createHelp(root, store, page) {
  const texts = words.help;
  const help = onDemand(
    () => import("./index.js").then(({ createHelpDialog }) => createHelpDialog(root, page, starts)),
    page.notFetched,
  );
  const open = async () => (await help())?.open();
  findHook(root, "help").addEventListener("click", open);
  root.addEventListener(
    "keydown",
    (event) => {
      const isTyped = event.target instanceof Element && event.target.matches(TYPED);
      if (event.key !== "?" || isTyped || root.querySelector("dialog[open]")) return;
      event.preventDefault();
      open();
    },
    { signal: page.signal },
  );

  /** The three ways to begin, also offered by the dialog. @param {() => void} [before] */
  function starts(before = () => {}) {
    const start = (/** @type {string} */ name, /** @type {() => void} */ begin) =>
      el(
        "button",
        {
          ...{ type: "button", "data-start": name },
          onclick() {
            before();
            begin();
          },
        },
        texts.starts[name],
      );
    return [
      start("example", () => page.add(shapeOfPlace(places[0]))),
      start("draw", page.drawSite),
      start("open", page.openFile),
    ];
  }

  if (!wasSeen()) showWelcome(findHook(root, "welcome"), store, starts);
}

/** Whoever has drawn or opened something has begun. @param {import("../page-state.js").PageState} state */
const hasBegun = ({ drawn, loaded, tab }) =>
  drawn.shapes.length > 0 || loaded?.demo === false || tab === "region" || tab === "roads";

/**
 * Shows the card until one of its buttons is pressed, or something is drawn or opened.
 * @param {HTMLElement} place @param {import("../page-state.js").PageStore} store
 * @param {(before: () => void) => HTMLElement[]} starts
 */
function showWelcome(place, store, starts) {
  const texts = words.help;
  if (hasBegun(store.get())) return;
  const hide = () => {
    place.hidden = true;
    place.replaceChildren();
    stop();
  };
  // Only who presses a button has said that the card was read: nothing is kept of who draws.
  const close = () => {
    hide();
    keepSeen();
  };
  place.replaceChildren(
    el(
      "section",
      { class: "welcome", "aria-label": texts.welcome },
      el("h2", {}, texts.welcome),
      el("p", {}, texts.question),
      el("p", { class: "welcome-ways" }, ...starts(close)),
      el("p", { class: "hint" }, texts.again),
      el(
        "button",
        { type: "button", class: "small welcome-close", "aria-label": texts.closeWelcome, onclick: close },
        "✕",
      ),
    ),
  );
  place.hidden = false;
  const stop = store.subscribe(hasBegun, (has) => has && hide());
}

function wasSeen() {
  try {
    return localStorage.getItem(SEEN) !== null;
  } catch {
    return true; // Nothing can be kept here, and a card that always comes back is no help.
  }
}

function keepSeen() {
  try {
    localStorage.setItem(SEEN, "1");
  } catch {
    // Then the card comes again.
  }
}
