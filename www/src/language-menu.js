// The choice of the language. The page starts again in the new one, and takes over what is drawn and entered: for the moment
// between the two it is in the session of this tab, and in nothing that lasts.
import { el } from "./dom.js";
import { createDialog } from "./opening/dialog.js";
import { checkedIncident, withIncident } from "./own-incidents/incident.js";
import { plainText } from "./plain-text.js";
import { findHook } from "./root.js";
import { isEntered } from "./sources/panel.js";
import { words } from "./words/index.js";
import { addressIn, keepLanguage, LANGUAGES } from "./words/language.js";
import { units } from "./words/units.js";

/** @typedef {import("./shapes.js").Shape} Shape */
/** @typedef {import("./own-incidents/incident.js").OwnIncident} OwnIncident */
/** @typedef {import("./rules/rule.js").SiteRule} SiteRule */
/** @typedef {{ shapes: readonly Shape[], active: number, rules: readonly SiteRule[], own: readonly OwnIncident[] }} Work what a person has drawn and entered */

const KEY = "geobit:work";

/** Whether the page is left to start again. */
let isStarting = false;

/** Tells whether the page is left for another language: nothing is lost, or the person has agreed to that. */
export const startsAgain = () => isStarting;

/** Returns whether the next start of the page in this tab finds it. @param {Work} work */
function handOver(work) {
  try {
    sessionStorage.setItem(KEY, JSON.stringify(work));
    return true;
  } catch {
    return false; // Nothing can be kept here, or there is no room for it.
  }
}

/** Returns what the page handed over before it started again, which is there only once. @returns {Work | null} */
function takeOver() {
  try {
    const text = sessionStorage.getItem(KEY);
    sessionStorage.removeItem(KEY);
    return JSON.parse(text ?? "null");
  } catch {
    return null;
  }
}

/**
 * Draws and enters again what the page handed over before it started in another language.
 * @param {import("./page-state.js").PageStore} store
 * @param {{ add: (shape: Omit<Shape, "id">) => void, select: (id: string) => void }} drawing
 */
export function resumeWork(store, drawing) {
  const work = takeOver();
  if (!work) return;
  const entered = work.own.flatMap((one) => checkedIncident(one) ?? []);
  if (entered.length > 0)
    store.update({ type: "setOwn", own: entered.reduce(withIncident, store.get().own) });
  const ids = work.shapes.map((shape) => {
    drawing.add(shape);
    return store.get().drawn.shapes.at(-1)?.id ?? "";
  });
  if (work.active in ids) drawing.select(ids[work.active]);
  // Rules name shapes by their ids.
  const rules = work.rules.flatMap((rule) => {
    const at = work.shapes.findIndex(({ id }) => id === rule.shapeId);
    return at < 0 ? [] : { ...rule, shapeId: ids[at] };
  });
  if (rules.length > 0) store.update({ type: "setRules", rules });
}

/**
 * Connects the menu.
 * @param {HTMLElement} root
 * @param {import("./page-state.js").PageStore} store
 * @param {Promise<void>} resumed resolves when what was handed over is there: a change before that would lose it
 */
export function connectLanguageMenu(root, store, resumed) {
  const menu = /** @type {HTMLSelectElement} */ (findHook(root, "language"));
  if (!LANGUAGES.some((language) => language === units.lang)) menu.append(optionOf(units.lang));
  menu.value = units.lang;
  menu.addEventListener("change", async () => {
    const language = menu.value;
    await resumed;
    const { drawn, rules, own, loaded } = store.get();
    const files = (loaded?.sources ?? [])
      .filter((source) => !source.demo && !isEntered(source))
      .map(({ snapshot }) => plainText(snapshot.summary.name));
    const hasWork = drawn.shapes.length + own.length > 0;
    const active = drawn.shapes.findIndex(({ id }) => id === drawn.activeId);
    const isHandedOver = !hasWork || handOver({ shapes: drawn.shapes, active, rules, own });
    const { losesDrawn, closes } = words.language;
    const losses = [!isHandedOver && losesDrawn, files.length > 0 && closes(files)].filter(Boolean);
    if (losses.length > 0 && !(await askToChange(root, /** @type {string[]} */ (losses)))) {
      takeOver();
      menu.value = units.lang;
      return;
    }
    isStarting = true;
    const address = addressIn(window.location.href, language, keepLanguage(language));
    if (address === window.location.href) window.location.reload();
    else window.location.replace(address);
  });
}

/** Makes the option of a language on trial, in its own words. @param {string} lang */
const optionOf = (lang) =>
  el("option", { value: lang, lang }, new Intl.DisplayNames(lang, { type: "language" }).of(lang));

/** Asks whether the page may start again. @param {HTMLElement} root @param {string[]} losses @returns {Promise<boolean>} */
function askToChange(root, losses) {
  const texts = words.language;
  return new Promise((resolve) => {
    /** @param {boolean} answer */
    const end = (answer) => {
      dialog.close();
      resolve(answer);
    };
    const dialog = createDialog(root, {
      name: "language",
      title: texts.title,
      content: losses.map((loss) => el("p", {}, loss)),
      buttons: [
        el("button", { type: "submit", class: "primary" }, texts.change),
        el("button", { type: "button", onclick: () => end(false) }, texts.cancel),
      ],
      submit: () => end(true),
      cancel: () => end(false),
    });
    dialog.show();
  });
}
