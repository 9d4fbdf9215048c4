// The list of rules: each with whether it fires, since when, and what the engine says of it.
import { h } from "preact";
import { asking } from "../asking.js";
import { formatDay } from "../format.js";
import { kindLabel } from "../kinds.js";
import { rules as texts } from "../words/news.js";

/** @typedef {import("./rule.js").SiteRule} SiteRule */
/** @typedef {import("./rule.js").Finding} Finding */
/** @typedef {readonly import("../shapes.js").Shape[]} Shapes */
/** @typedef {{ remove?: (rule: SiteRule) => void, showRows: (rows: number[]) => void }} ListPage */

/** Names a rule by its shape and by what it asks for. @param {SiteRule} rule @param {Shapes} shapes */
export const nameOfRule = (rule, shapes) =>
  texts.name(shapes.find(({ id }) => id === rule.shapeId)?.name ?? texts.goneShape, describeRule(rule));

/** Says what a rule asks for. @param {SiteRule} rule */
export function describeRule({ when, kinds, minFatalities, radiusKm, radii }) {
  const own = Object.entries(radii).map(([kind, km]) => texts.radiusOf(kindLabel(kind), km));
  return [
    texts.when(when, kinds.map(kindLabel)),
    radiusKm === null ? "" : texts.within(radiusKm),
    ...own,
    minFatalities > 0 ? texts.atLeastDeaths(minFatalities) : "",
  ]
    .filter(Boolean)
    .join(", ");
}

/** @param {readonly SiteRule[]} rules @param {Shapes} shapes @param {import("./rule.js").Alerts | null} alerts @param {ListPage} page */
export const rulesList = (rules, shapes, alerts, page) =>
  rules.length > 0 &&
  h(
    "ul",
    { class: "rules-list" },
    ...rules.map((rule) => ruleItem(rule, nameOfRule(rule, shapes), alerts?.get(rule.id), page)),
  );

/** @param {SiteRule} rule @param {string} name @param {Finding | undefined} finding @param {ListPage} page */
function ruleItem(rule, name, finding, { remove, showRows }) {
  const alert = finding && "alert" in finding ? finding.alert : null;
  const rows = [...(alert?.rows ?? [])];
  const button = (/** @type {string} */ label, /** @type {() => void} */ onclick) =>
    h(
      "button",
      { type: "button", class: "small", "aria-label": texts.actionOn(label, name), onclick },
      label,
    );
  return h(
    "li",
    { key: rule.id, class: "rule", "data-fired": alert ? String(alert.fired) : "unknown" },
    h("p", { class: "rule-name" }, name),
    h(
      "p",
      { class: `rule-state ${alert?.fired ? "fired" : ""}` },
      stateOf(finding, alert),
      alert && h("span", { class: "sub" }, texts.falseAlarms(alert.falseAlarmsPerYear)),
    ),
    h(
      "p",
      { class: "hint", "data-rule": "words", lang: asking().lang },
      finding && "problem" in finding ? finding.problem : alert?.words,
    ),
    h(
      "p",
      { class: "snapshot-buttons" },
      rows.length > 0 && button(texts.show(rows.length), () => showRows(rows)),
      remove && button(texts.remove, () => remove(rule)),
    ),
  );
}

/** @param {Finding | undefined} finding @param {import("geobit").Alert | null} alert */
function stateOf(finding, alert) {
  if (!alert) return h("strong", null, finding ? texts.refused : texts.looking);
  if (!alert.fired) return h("strong", null, texts.notFired);
  return h("strong", null, alert.since ? texts.firedSince(formatDay(alert.since)) : texts.fired);
}
