// The language of the page. All that a reader sees is an entry of this table: a text, or a function of plain values that
// returns one. Text stays text: no entry holds HTML. Where an element stands within a sentence, the entry has its name in
// braces, and `withElements` puts it there, so that each language has its own order. Another language is another folder
// beside `en/`, typed as `typeof en`; this module chooses between them when it is loaded, as does `units.js`, which `format.js` needs
// for itself. `fillMarkup` in `root.js` writes the language into the texts of index.html.
export { en as words } from "./en.js";
