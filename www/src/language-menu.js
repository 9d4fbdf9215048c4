// The choice of the language. The page starts again in the new one, and takes over what is drawn and entered.
import { el } from "./dom.js";
import { leavePage } from "./restart.js";
import { findHook } from "./root.js";
import { words } from "./words/index.js";
import { addressIn, keepLanguage, LANGUAGES } from "./words/language.js";
import { units } from "./words/units.js";

/**
 * Connects the menu.
 * @param {HTMLElement} root
 * @param {ReturnType<typeof import("./restart.js").prepareRestart>} prepare
 */
export function connectLanguageMenu(root, prepare) {
  const menu = /** @type {HTMLSelectElement} */ (findHook(root, "language"));
  if (!LANGUAGES.some((language) => language === units.lang)) menu.append(optionOf(units.lang));
  menu.value = units.lang;
  menu.addEventListener("change", async () => {
    const language = menu.value;
    if (!(await prepare(words.language))) {
      menu.value = units.lang;
      return;
    }
    leavePage();
    const address = addressIn(window.location.href, language, keepLanguage(language));
    if (address === window.location.href) window.location.reload();
    else window.location.replace(address);
  });
}

/** Makes the option of a language on trial, in its own words. @param {string} lang */
const optionOf = (lang) =>
  el("option", { value: lang, lang }, new Intl.DisplayNames(lang, { type: "language" }).of(lang));
