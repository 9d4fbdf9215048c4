// Light or dark: as the system has it, or as was chosen. The styles follow it by `data-theme`. On paper everything is light. A document of
// ours has one theme, which is kept; an element in another document has its own.

/** @typedef {"light" | "dark"} Theme */
/** @typedef {Theme | "system"} ThemeChoice */
/** @typedef {ReturnType<typeof createTheme>} Themes */

const KEY = "geobit:theme";

/** @param {unknown} choice @returns {choice is Theme} */
const isTheme = (choice) => choice === "light" || choice === "dark";

/** @returns {ThemeChoice} */
function keptChoice() {
  try {
    const kept = localStorage.getItem(KEY);
    return isTheme(kept) ? kept : "system";
  } catch {
    return "system"; // Nothing can be kept here.
  }
}

/** @param {ThemeChoice} choice */
function keepChoice(choice) {
  try {
    if (choice === "system") localStorage.removeItem(KEY);
    else localStorage.setItem(KEY, choice);
  } catch {
    // Then it lasts as long as the page.
  }
}

/**
 * @param {HTMLElement} place that says by `data-theme` what is shown
 * @param {ThemeChoice} first what is chosen at first
 * @param {AbortSignal} [signal] ends this
 */
export function createTheme(place, first, signal) {
  const system = window.matchMedia("(prefers-color-scheme: dark)");
  /** @type {Set<() => void>} */
  const listeners = new Set();
  let choice = first;
  /** @returns {Theme} */
  const current = () => (choice === "system" ? (system.matches ? "dark" : "light") : choice);

  function show() {
    place.dataset.theme = current();
    for (const listener of listeners) listener();
  }

  system.addEventListener("change", show, { signal });
  show();
  return {
    current,
    chosen: () => choice,
    /** @param {ThemeChoice} next */
    choose(next) {
      choice = next;
      show();
    },
    /** Calls a listener after each change. @param {() => void} listener @param {AbortSignal} ended */
    watch(listener, ended) {
      listeners.add(listener);
      ended.addEventListener("abort", () => listeners.delete(listener));
    },
  };
}

/** The theme of a document of ours. @type {Themes | undefined} */
let ofDocument;

/** Returns the theme of the document, which is kept where it can be. @returns {Themes} */
export function documentTheme() {
  if (ofDocument) return ofDocument;
  const theme = createTheme(document.documentElement, keptChoice());
  ofDocument = {
    ...theme,
    choose(next) {
      theme.choose(next);
      keepChoice(next);
    },
  };
  return ofDocument;
}
