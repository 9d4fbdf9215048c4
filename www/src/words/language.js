// Which language the page speaks: what its address says, or else what a person chose in the menu, or else what the browser
// prefers, or else English.

/** The languages in the menu. @type {("en" | "fr")[]} */
export const LANGUAGES = ["en", "fr"];

/** Those that only the address can choose. Arabic has the frame of the page and is there to try right-to-left. */
const ON_TRIAL = /** @type {const} */ (["ar"]);

/** @typedef {"en" | "fr" | "ar"} Language */

const KEY = "geobit:language";

/** @template {string} T @param {readonly T[]} known @param {string | null} language @returns {T | undefined} */
const among = (known, language) => known.find((one) => one === language);

/**
 * @param {{ search: string, kept: string | null, locales: readonly string[] }} wishes the address such as `?lang=fr`, what a
 *   person chose, and what the browser prefers, such as `fr-ML`, first the most wanted
 * @returns {Language}
 */
export function chooseLanguage({ search, kept, locales }) {
  const asked = new URLSearchParams(search).get("lang");
  const preferred = locales.map((locale) => among(LANGUAGES, locale.toLowerCase().split(/[-_]/)[0]));
  return (
    among([...LANGUAGES, ...ON_TRIAL], asked) ?? among(LANGUAGES, kept) ?? preferred.find(Boolean) ?? "en"
  );
}

/** Returns what a person chose in this browser. */
export function keptLanguage() {
  try {
    return localStorage.getItem(KEY);
  } catch {
    return null; // Nothing can be kept here.
  }
}

/** Returns whether the choice could be kept: a browser may forbid it. @param {string} language */
export function keepLanguage(language) {
  try {
    localStorage.setItem(KEY, language);
    return true;
  } catch {
    return false;
  }
}

/**
 * Returns the address of the page in a language. It names the language only where nothing can be kept.
 * @param {string} address @param {string} language @param {boolean} isKept
 */
export function addressIn(address, language, isKept) {
  const url = new URL(address);
  url.searchParams.delete("lang");
  if (!isKept) url.searchParams.set("lang", language);
  return url.href;
}
