// What the page is made of: data, libraries of the page, and crates of the engine, each with its licence and a link.
import { el } from "../dom.js";
import { words } from "../words/index.js";
import parties from "./third-parties.json" with { type: "json" };

/** @typedef {{ name: string, version: string, licence: string, link: string }} Party */

/** Data that comes with the page, by their names in the words. */
const DATA = [
  { name: "naturalEarth", licence: "Public domain", link: "https://www.naturalearthdata.com" },
  { name: "geonames", licence: "CC BY 4.0", link: "https://www.geonames.org" },
  { name: "ucdp", licence: "CC BY 4.0", link: "https://ucdp.uu.se" },
  { name: "demo", licence: "CC0 1.0", link: "" },
];

/** @returns {Node[]} */
export function thirdParties() {
  const texts = words.help;
  return [
    el("p", {}, texts.ownLicence),
    el("h3", {}, texts.data),
    listOf(DATA.map(({ name, ...rest }) => ({ ...rest, name: texts.dataNames[name], version: "" }))),
    el("h3", {}, texts.packages),
    listOf(parties.packages),
    el("h3", {}, texts.crates),
    listOf(parties.crates),
    el("p", {}, link("./licenses.md", texts.fullTexts)),
  ];
}

/** @param {Party[]} list */
const listOf = (list) =>
  el(
    "ul",
    { class: "help-parties" },
    ...list.map(({ name, version, licence, link: address }) =>
      el("li", {}, address ? link(address, name) : name, version && ` ${version}`, ` · ${licence}`),
    ),
  );

/** Opens beside the page, which stays as it is; the other host is not told where from. @param {string} href @param {string} text */
const link = (href, text) => el("a", { href, target: "_blank", rel: "noopener noreferrer" }, text);
