// The sources of what is shown, each with what can be done with it, and the way to the suspected duplicates among them.
import { h } from "preact";
import { formatDay } from "../format.js";
import { isChoosable } from "../opening/columns.js";
import { hint, link, sub } from "../panels/parts.js";
import { plainText } from "../plain-text.js";
import { words } from "../words/index.js";

/** @typedef {import("../data.js").Source} Source */
/** @typedef {import("../data.js").Opened} Opened */
/**
 * @typedef {object} SourcesPage
 * @property {(source: Source) => void} changeColumns
 * @property {(source: Source) => void} forget what is remembered of its columns
 * @property {(source: Source) => void} remove
 * @property {number | null} undecided how many suspected duplicates there are to decide on; `null` while they are looked for
 * @property {() => void} openDuplicates
 */

/** @param {import("geobit").Summary} summary @param {readonly Source[]} sources @param {SourcesPage} page */
export function sourcesPart({ origins, asOf }, sources, page) {
  const files = sources.filter((source) => !isEntered(source));
  return h(
    "div",
    { class: "sources" },
    h("h3", null, words.sources.title),
    h(
      "ul",
      null,
      ...sources.map((source, i) => {
        const name = plainText(origins[i].name);
        return h(
          "li",
          { key: source.key },
          h("span", { class: "source-name" }, name),
          sub(
            isEntered(source)
              ? words.sources.counted(origins[i].count)
              : words.sources.of(words.sources.counted(origins[i].count), formatDay(origins[i].asOf)),
          ),
          rememberedHint(source, page),
          h(
            "span",
            { class: "snapshot-buttons" },
            columnsButton(source, page),
            files.length > 1 &&
              files.includes(source) &&
              h(
                "button",
                {
                  ...{ type: "button", class: "small", "aria-label": words.sources.remove(name) },
                  onclick: () => page.remove(source),
                },
                words.sources.removeShort,
              ),
          ),
        );
      }),
    ),
    origins.some((origin, i) => !isEntered(sources[i]) && origin.asOf !== asOf) &&
      hint(words.sources.ends(formatDay(asOf))),
    h(
      "p",
      null,
      page.undecided === null
        ? words.duplicates.looking
        : h(
            "button",
            {
              ...{ type: "button", class: page.undecided > 0 ? "primary" : "small" },
              "data-undecided": page.undecided,
              onclick: page.openDuplicates,
            },
            words.duplicates.open(page.undecided),
          ),
    ),
  );
}

/** Tells whether a source is what was entered by hand. @param {Source} source */
export const isEntered = ({ rowNames }) => rowNames !== undefined;

/** @param {Source} source @param {SourcesPage} page */
export const columnsButton = (source, { changeColumns }) =>
  source.opened &&
  isChoosable(source.opened.inspection) &&
  h(
    "button",
    { type: "button", class: "small", onclick: () => changeColumns(source) },
    words.columns.changeColumns,
  );

/** @param {Source} source @param {SourcesPage} page */
export const rememberedHint = (source, { forget }) =>
  source.opened?.isRemembered &&
  hint(
    `${words.columns.remembered} `,
    link(words.columns.forget, () => forget(source)),
  );
