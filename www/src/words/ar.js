// Arabic, as far as it goes: the frame of the page, which is enough to try right-to-left. It is in no menu.
import { headlines, markup } from "./ar/page.js";
import { en } from "./en.js";

/** @type {typeof en} */
export const ar = {
  ...en,
  // Numbers and days are part of sentences, which are English.
  units: { ...en.units, lang: "ar", direction: "rtl" },
  untranslated: Object.keys(en.markup).filter((name) => !(name in markup)),
  markup: { ...en.markup, ...markup },
  verdict: { ...en.verdict, headlines },
};
