// The language of the page. All that a reader sees is an entry of this table: a text, or a function of plain values that
// returns one. Text stays text: no entry holds HTML. Where an element stands within a sentence, the entry has its name in
// braces, and `withElements` puts it there, so that each language has its own order. Another language is another folder
// beside `en/`, typed as `typeof en`, and a line in `TABLES`. `fillMarkup` in `root.js` writes the language into the texts of
// index.html.
//
// One language is loaded. `speak` loads it before the modules of the page, which take their part of the table when they are
// evaluated: `main.js` imports them after it.
import { setUnits } from "./units.js";

/** @typedef {typeof import("./en.js").en} Words */

/** Each language is a file of its own, and only the one in use is asked for. */
const TABLES = {
  en: () => import("./en.js").then(({ en }) => en),
  fr: () => import("./fr.js").then(({ fr }) => fr),
  ar: () => import("./ar.js").then(({ ar }) => ar),
};

/** The words of the language that is spoken. @type {Words} */
export let words;

/** Loads a language and speaks it from now on. @param {keyof typeof TABLES} language */
export async function speak(language) {
  words = await TABLES[language]();
  setUnits(words.units);
}

// Where there is no page, as in tests, nobody chooses.
if (typeof document === "undefined") await speak("en");
