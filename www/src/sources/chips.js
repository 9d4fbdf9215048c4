// What is loaded, in the top bar: a chip for each source, with its incidents and the day up to which it tells.
import { h } from "preact";
import { formatDay } from "../format.js";
import { plainText } from "../plain-text.js";
import { words } from "../words/index.js";

/** So many sources have a chip of their own; the others are counted. */
const SHOWN = 3;

/** @param {import("geobit").Summary} summary @param {string} href of the part of the panel that says more @param {string} more */
export function sourceChips(summary, href, more) {
  const { origins } = summary;
  const link = h("a", { href }, more);
  if (origins.length < 2)
    return [
      nameOf(summary),
      h(
        "span",
        { class: "data-line" },
        extentOf(summary),
        h("span", { class: "data-from" }, words.snapshot.from(formatDay(summary.from))),
        link,
      ),
    ];
  const others = origins.length - SHOWN;
  return [
    ...origins
      .slice(0, SHOWN)
      .map((origin) => h("span", { class: "source-chip" }, nameOf(origin), extentOf(origin))),
    others > 0 && h("a", { class: "source-chip", href }, words.sources.others(others)),
    link,
  ];
}

/** It may be cut, and is told in full where the mouse rests. @param {{ name: string }} source */
const nameOf = ({ name }) => h("strong", { title: plainText(name) }, plainText(name));

/** @param {{ count: number, asOf: string }} source */
const extentOf = ({ count, asOf }) => h("span", null, words.snapshot.mark(count, formatDay(asOf)));
