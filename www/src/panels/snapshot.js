// What is loaded: its name, its extent, what it cannot contain, what is odd about it, and what of the file was left out.
import { h } from "preact";
import { renderInto } from "../dom.js";
import { formatCount, formatDay, formatPeriod } from "../format.js";
import { plainText } from "../plain-text.js";
import { findHook } from "../root.js";
import { sourceChips } from "../sources/chips.js";
import { columnsButton, rememberedHint, sourcesPart } from "../sources/panel.js";
import { words } from "../words/index.js";
import { disclosure, hint, sub } from "./parts.js";

/** @typedef {import("geobit").Summary} Summary */

/** So many rows of each oddity are named; a spreadsheet shows the others by its own search. */
const NAMED_ROWS = 10;
const NAMED_COUNTRIES = 12;

/**
 * @param {HTMLElement} root
 * @param {import("../data.js").Loaded} loaded
 * @param {import("../sources/panel.js").SourcesPage & { showDemo?: () => unknown }} page
 */
export function showSnapshot(root, { whole, demo, sources }, page) {
  const { summary } = whole;
  const { snapshot: texts } = words;
  const mark = findHook(root, "data-mark");
  const section = findHook(root, "snapshot");
  const [{ opened }] = sources;
  const isOne = sources.length === 1;
  mark.classList.toggle("demo", demo);
  mark.classList.toggle("several", summary.origins.length > 1);
  renderInto(mark, ...sourceChips(summary, `#${section.id}`, whatToLookAt(summary)));
  renderInto(
    section,
    h("h2", null, words.markup.snapshot),
    demo && h("p", null, texts.demo),
    !isOne && sourcesPart(summary, sources, page),
    h(
      "dl",
      { class: "method" },
      ...listFacts(summary, isOne && opened?.choice.mapping !== undefined).flatMap(([name, value]) => [
        h("dt", null, name),
        h("dd", null, value),
      ]),
    ),
    isOne && rememberedHint(sources[0], page),
    summary.coverage.note && h("p", null, summary.coverage.note),
    summary.cannotContain.length > 0 &&
      h(
        "div",
        { class: "caution" },
        h("h3", null, texts.cannotContain),
        h("ul", null, ...summary.cannotContain.map((text) => h("li", null, words.engine.phrase(text)))),
      ),
    oddities(summary),
    rejectedRows(summary),
    !demo &&
      h(
        "p",
        { class: "snapshot-buttons" },
        isOne && columnsButton(sources[0], page),
        page.showDemo &&
          h("button", { type: "button", class: "small", onclick: page.showDemo }, texts.backToDemo),
      ),
  );
}

/** @param {Summary} summary */
function whatToLookAt({ rejected, superseded, warnings }) {
  const { snapshot: texts } = words;
  const leftOut = rejected + superseded;
  if (leftOut > 0) return texts.rowsLeftOut(leftOut);
  return warnings.length > 0 ? texts.oddities(warnings.length) : texts.details;
}

/** Returns the format without the layout, such as `csv` of `ucdp-csv`. @param {{ format: string }} summary */
const formatOf = ({ format }) => format.slice(format.lastIndexOf("-") + 1);

/** @param {Summary} summary */
const isCombined = ({ origins }) => origins.length > 1;

/** Names the origin of something in a combined snapshot. @param {Summary} summary @param {number | undefined} origin */
const originName = ({ origins }, origin) => (origin === undefined ? "" : plainText(origins[origin].name));

/** @param {Summary} summary @param {boolean} areColumnsChosen @returns {[name: string, value: string][]} */
function listFacts(summary, areColumnsChosen) {
  const { snapshot: texts } = words;
  const { countries } = summary.coverage;
  const named = countries.slice(0, NAMED_COUNTRIES);
  /** @type {[string, string | false | undefined][]} */
  const facts = [
    [texts.name, summary.name],
    [texts.layout, texts.layoutAndFormat(summary.layout, formatOf(summary), areColumnsChosen)],
    [texts.asOf, formatDay(summary.asOf)],
    [texts.period, formatPeriod(summary.from, summary.to)],
    [texts.countries, named.length > 0 && texts.countryList(named, countries.length - named.length)],
    [isCombined(summary) ? texts.rowsOfAll : texts.rows, formatCount(summary.rows)],
    [texts.kept, formatCount(summary.count)],
    [texts.notLocatable, summary.notLocatable > 0 && texts.notLocatableCount(summary.notLocatable)],
    [
      texts.superseded,
      summary.superseded > 0 && texts.supersededCount(summary.superseded, isCombined(summary)),
    ],
    [texts.rejected, summary.rejected > 0 && texts.rejectedCount(summary.rejected)],
    [texts.deaths, deathsOf(summary)],
    [texts.licence, summary.licence],
    [texts.attribution, summary.attribution],
  ];
  return /** @type {[string, string][]} */ (facts.filter(([, value]) => value));
}

/** Writes the sums of all estimates, or the best alone where the file has no others. @param {Summary} summary */
function deathsOf({ fatalities: { low, best, high } }) {
  if (best === null) return words.record.deathsNotRecorded;
  const isRange = low !== null && high !== null && low <= best && best <= high;
  return isRange
    ? words.record.deathsRange(formatCount(best), formatCount(low), formatCount(high))
    : formatCount(best);
}

/** Lists what is unusual and was kept, each with the rows where it is. @param {Summary} summary */
function oddities(summary) {
  const { snapshot: texts } = words;
  if (summary.warnings.length === 0) return null;
  const formatAt = (/** @type {number | undefined} */ origin) =>
    formatOf(origin === undefined ? summary : summary.origins[origin]);
  return h(
    "div",
    { class: "oddities" },
    h("h3", null, texts.warnings),
    h(
      "ul",
      null,
      ...summary.warnings.map(({ reason, count, rows, origin }) => {
        const named = rows.slice(0, NAMED_ROWS);
        const where =
          named.length > 0
            ? texts.inRows(formatAt(origin), count, named, count - named.length)
            : texts.wholeFile;
        const of = originName(summary, origin);
        return h("li", null, words.opening.doubts([reason]), sub(of ? texts.ofOrigin(of, where) : where));
      }),
    ),
  );
}

/** @param {Summary} summary */
function rejectedRows(summary) {
  const { rejected, rejections } = summary;
  const { snapshot: texts } = words;
  if (rejected === 0) return null;
  const more = rejected - rejections.length;
  const number = formatOf(summary) === "csv" ? texts.line : texts.number;
  return disclosure(texts.rejectedRows(rejected), () => [
    h(
      "table",
      { class: "listing" },
      h(
        "thead",
        null,
        h(
          "tr",
          null,
          h("th", { scope: "col" }, number),
          isCombined(summary) && h("th", { scope: "col" }, words.sources.origin),
          h("th", { scope: "col" }, texts.reason),
        ),
      ),
      h(
        "tbody",
        null,
        ...rejections.map(({ row, reason, origin }) =>
          h(
            "tr",
            null,
            h("th", { scope: "row" }, row),
            isCombined(summary) && h("td", null, originName(summary, origin)),
            h("td", null, reason),
          ),
        ),
      ),
    ),
    more > 0 && hint(texts.more(more)),
  ]);
}
