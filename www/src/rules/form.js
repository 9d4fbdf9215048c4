// The form of a rule. It stays as it is while shapes and answers come and go.
import { el, setChildren, setHidden, setText } from "../dom.js";
import { kindLabel, kinds } from "../kinds.js";
import { uniqueId } from "../root.js";
import { rules as texts } from "../words/news.js";
import { LIMITS, readRule } from "./rule.js";

/** @typedef {import("geobit").Kind} Kind */
/** @typedef {keyof typeof LIMITS} Field */

let lastId = 0;

/** @param {{ add: (rule: import("./rule.js").SiteRule) => void }} page */
export function createRuleForm({ add }) {
  const shape = el("select", { "data-rule": "shape" });
  const when = el(
    "select",
    { "data-rule": "when", onchange: showFields },
    ...Object.entries(texts.whens).map(([value, label]) => el("option", { value }, label)),
  );
  const [atLeast, inDays] = [number("atLeast", "3"), number("inDays", "7")];
  const [minFatalities, radiusKm] = [number("minFatalities", ""), number("radiusKm", "")];
  const counts = el(
    "p",
    { class: "rule-row", hidden: true },
    texts.atLeast,
    atLeast,
    texts.inDays,
    inDays,
    texts.days,
  );
  const choices = kinds.map(({ name }) => kindChoice(/** @type {Kind} */ (name)));
  const problem = el("p", { class: "problem", role: "alert", hidden: true });
  const element = el(
    "form",
    { class: "rule-form", novalidate: true, hidden: true },
    labelled(texts.shape, shape),
    labelled(texts.whenLabel, when),
    counts,
    el(
      "div",
      { class: "rule-row" },
      labelled(texts.minFatalities, minFatalities),
      labelled(texts.radiusKm, radiusKm),
    ),
    el(
      "details",
      {},
      el("summary", {}, texts.kinds),
      el("p", { class: "hint" }, texts.kindsHint),
      el("ul", { class: "rule-kinds" }, ...choices.map(({ item }) => item)),
    ),
    problem,
    el("p", { class: "snapshot-buttons" }, el("button", { type: "submit", class: "small" }, texts.add)),
  );
  element.addEventListener("submit", (event) => {
    event.preventDefault();
    submit();
  });

  function showFields() {
    setHidden(counts, when.value !== "atLeast");
  }

  function submit() {
    lastId += 1;
    const chosen = choices.filter(({ box }) => box.checked);
    const isAll = chosen.length === choices.length || chosen.length === 0;
    const { rule, wrong } = readRule(
      {
        ...{ shapeId: shape.value, when: when.value, atLeast: atLeast.value, inDays: inDays.value },
        ...{ minFatalities: minFatalities.value, radiusKm: radiusKm.value },
        kinds: isAll ? [] : chosen.map(({ kind }) => kind),
        radii: Object.fromEntries((isAll ? choices : chosen).map(({ kind, km }) => [kind, km.value])),
      },
      `rule-${lastId}`,
    );
    const inputs = [atLeast, inDays, minFatalities, radiusKm, ...choices.map(({ km }) => km)];
    for (const input of inputs)
      input.setAttribute("aria-invalid", String(input.dataset.rule === wrong?.field));
    setHidden(problem, wrong === null);
    if (rule) return add(rule);
    const input = inputs.find(({ dataset }) => dataset.rule === wrong.field);
    setText(problem, texts.wrong(labelOf(wrong.field), wrong.limits));
    const details = input?.closest("details");
    if (details) details.open = true;
    input?.focus();
  }

  return {
    element,
    /** Offers the shapes that are drawn. @param {readonly import("../shapes.js").Shape[]} shapes @param {string | null} activeId */
    show(shapes, activeId) {
      setHidden(element, shapes.length === 0);
      const offered = shapes.map(({ id, name }) => `${id} ${name}`).join("\n");
      if (element.dataset.offered === offered) return;
      element.dataset.offered = offered;
      const isNew = (/** @type {string} */ id) => ![...shape.options].some(({ value }) => value === id);
      const wanted = activeId && isNew(activeId) ? activeId : shape.value;
      setChildren(shape, ...shapes.map(({ id, name }) => el("option", { value: id }, name)));
      if (shapes.some(({ id }) => id === wanted)) shape.value = wanted;
    },
  };
}

/** @param {string} label @param {HTMLElement} control */
const labelled = (label, control) => el("label", {}, el("span", {}, label), control);

/** @param {Field} field @param {string} value */
const number = (field, value) =>
  el("input", {
    ...{ type: "number", step: "any", inputmode: "decimal", "data-rule": field, value },
    ...{ "aria-label": texts.fields[field] },
  });

/** @param {Kind} kind */
function kindChoice(kind) {
  const box = el("input", { type: "checkbox", id: uniqueId("rule-kind"), "data-kind": kind });
  const km = el("input", {
    ...{ type: "number", step: "any", inputmode: "decimal", "data-rule": `radius ${kind}` },
    ...{ "aria-label": texts.ownRadius(kindLabel(kind)), placeholder: texts.km },
  });
  return { kind, box, km, item: el("li", {}, box, el("label", { for: box.id }, kindLabel(kind)), km) };
}

/** @param {string} field */
const labelOf = (field) =>
  field.startsWith("radius ")
    ? texts.ownRadius(kindLabel(field.slice("radius ".length)))
    : texts.fields[/** @type {Field} */ (field)];
