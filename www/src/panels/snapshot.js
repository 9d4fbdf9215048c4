// What is loaded: its name, its extent, what it cannot contain, and what of the file was left out.
import { h } from "preact";
import { renderInto } from "../dom.js";
import { formatCount, formatDay, formatPeriod } from "../format.js";
import { findHook } from "../root.js";
import { words } from "../words/index.js";
import { disclosure, hint } from "./parts.js";

/**
 * @param {HTMLElement} root
 * @param {import("../data.js").Loaded} loaded
 * @param {() => void} backToDemo
 */
export function showSnapshot(root, { snapshot, demo }, backToDemo) {
  const { summary } = snapshot;
  const { snapshot: texts } = words;
  const leftOut = summary.rejected + summary.superseded;
  const mark = findHook(root, "data-mark");
  const section = findHook(root, "snapshot");
  mark.classList.toggle("demo", demo);
  renderInto(
    mark,
    h("strong", null, summary.name),
    h("span", null, texts.mark(summary.count, formatDay(summary.asOf))),
    h("a", { href: `#${section.id}` }, leftOut > 0 ? texts.rowsLeftOut(leftOut) : texts.details),
  );
  renderInto(
    section,
    h("h2", null, words.markup.snapshot),
    demo && h("p", null, texts.demo),
    h(
      "dl",
      { class: "method" },
      ...listFacts(summary).flatMap(([name, value]) => [h("dt", null, name), h("dd", null, value)]),
    ),
    summary.cannotContain.length > 0 &&
      h(
        "div",
        { class: "caution" },
        h("h3", null, texts.cannotContain),
        h("ul", null, ...summary.cannotContain.map((text) => h("li", null, text))),
      ),
    rejectedRows(summary),
    !demo && h("button", { type: "button", onclick: backToDemo }, texts.backToDemo),
  );
}

/** @param {import("geobit").Summary} summary @returns {[name: string, value: string][]} */
function listFacts(summary) {
  const { snapshot: texts } = words;
  const { low, best, high } = summary.fatalities;
  /** @type {[string, string | false | undefined][]} */
  const facts = [
    [texts.name, summary.name],
    [texts.layout, summary.format],
    [texts.asOf, formatDay(summary.asOf)],
    [texts.period, formatPeriod(summary.from, summary.to)],
    [texts.rows, formatCount(summary.rows)],
    [texts.kept, formatCount(summary.count)],
    [texts.notLocatable, summary.notLocatable > 0 && texts.notLocatableCount(summary.notLocatable)],
    [texts.superseded, summary.superseded > 0 && texts.supersededCount(summary.superseded)],
    [texts.rejected, summary.rejected > 0 && texts.rejectedCount(summary.rejected)],
    [texts.deaths, words.record.deathsRange(formatCount(best), formatCount(low), formatCount(high))],
    [texts.licence, summary.licence],
    [texts.attribution, summary.attribution],
    [texts.warnings, summary.warnings.map(({ reason, count }) => texts.warning(reason, count)).join("; ")],
  ];
  return /** @type {[string, string][]} */ (facts.filter(([, value]) => value));
}

/** @param {import("geobit").Summary} summary */
function rejectedRows({ rejected, rejections }) {
  const { snapshot: texts } = words;
  if (rejected === 0) return null;
  const more = rejected - rejections.length;
  return disclosure(texts.rejectedRows(rejected), () => [
    h(
      "table",
      { class: "listing" },
      h(
        "thead",
        null,
        h("tr", null, h("th", { scope: "col" }, texts.line), h("th", { scope: "col" }, texts.reason)),
      ),
      h(
        "tbody",
        null,
        ...rejections.map(({ row, reason }) =>
          h("tr", null, h("th", { scope: "row" }, row), h("td", null, reason)),
        ),
      ),
    ),
    more > 0 && hint(texts.more(more)),
  ]);
}
