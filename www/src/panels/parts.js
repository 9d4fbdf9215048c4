// Pieces that the reports share.
import { createContext, h } from "preact";
import { useContext, useState } from "preact/hooks";
import { formatCount, formatDay, formatPeriod } from "../format.js";
import { words } from "../words/index.js";

/** @typedef {import("preact").ComponentChild} Child */

/** The page's store, for what a reader has opened. */
export const StoreContext = createContext(/** @type {import("../page-state.js").PageStore | null} */ (null));

/**
 * Renders a number that can be read at a glance, with its name.
 * @param {string} name by which tests find it, as `data-stat`
 * @param {Child} value
 * @param {Child} label
 * @param {string} [note]
 */
export const stat = (name, value, label, note) =>
  h(
    "div",
    { class: "stat" },
    h("span", { class: "stat-value", "data-stat": name }, value),
    h("span", { class: "stat-label" }, label),
    note && h("span", { class: "stat-note" }, note),
  );

/**
 * Renders a number that is a button: it lists the incidents that it counts. A count of none is text.
 * @param {number} n @param {string} what it counts @param {Partial<import("../incidents-table/view.js").ListFilter>} filter
 */
export const listButton = (n, what, filter) =>
  n === 0 ? formatCount(n) : h(ListButton, { n, what, filter });

/**
 * Renders the count of a window, which lists its certain incidents where the answer lists all of its days.
 * @param {import("geobit").TimeWindow} window @param {string} [first] the first day that was asked for
 */
export const listWindow = ({ count, from, to }, first = from) =>
  first <= from
    ? listButton(count, words.geofence.certain, { certainty: "certain", from, to })
    : formatCount(count);

/** @param {{ n: number, what: string, filter: Partial<import("../incidents-table/view.js").ListFilter> }} props */
function ListButton({ n, what, filter }) {
  const store = useContext(StoreContext);
  const number = formatCount(n);
  return h(
    "button",
    {
      ...{ type: "button", class: "list-button", "aria-label": words.incidents.open(number, what) },
      onclick: () => store?.update({ type: "listOnly", filter }),
    },
    number,
  );
}

/** @param {...Child} children */
export const stats = (...children) => h("div", { class: "stats" }, ...children);

/**
 * Renders a part of a report with its heading.
 * @param {Child} title @param {...Child} children
 */
export const part = (title, ...children) =>
  h("section", { class: "part" }, h("h3", null, title), ...children);

/** Renders the second layer of a report: what stands behind the answer. @param {...Child} children */
export const why = (...children) =>
  h(
    "section",
    { class: "why", "aria-label": words.answer.why },
    h("h3", { class: "layer-title" }, words.answer.why),
    ...children,
  );

/** Renders small print. @param {...(Child | Child[])} children */
export const hint = (...children) => h("p", { class: "hint" }, ...children.flat());

/** Renders text in small print within something else. @param {Child} child */
export const sub = (child) => h("span", { class: "sub" }, child);

/** Renders a button that looks like a link. @param {Child} label @param {() => void} onclick @param {object} [props] */
export const link = (label, onclick, props) =>
  h("button", { type: "button", class: "link", onclick, ...props }, label);

/** Renders the head of a column. One without a name is no head: a screen reader would say nothing for it. @param {Child} name */
export const headCell = (name) => (name ? h("th", { scope: "col" }, name) : h("td", null));

/**
 * @param {Child[]} head the first column names the rows, the others hold numbers
 * @param {Child[][]} rows
 * @param {string} [caption]
 */
export const table = (head, rows, caption) =>
  h(
    "table",
    null,
    caption && h("caption", null, caption),
    h("thead", null, h("tr", null, ...head.map(headCell))),
    h(
      "tbody",
      null,
      ...rows.map(([name, ...cells]) =>
        h("tr", null, h("th", { scope: "row" }, name), ...cells.map((cell) => h("td", null, cell))),
      ),
    ),
  );

/**
 * Renders a title that opens its content. The content is rendered only while it is open, so that what few readers look at
 * costs nothing during a drag; what is open stays open in the next report.
 * @param {string} title @param {() => Child | Child[]} renderContent
 * @param {string} [key] by which it is found in the next report, if not by its title
 */
export const disclosure = (title, renderContent, key = title) =>
  h(Disclosure, { key, name: key, title, renderContent });

/** @param {{ name: string, title: string, renderContent: () => Child | Child[] }} props */
function Disclosure({ name, title, renderContent }) {
  const store = useContext(StoreContext);
  const [isOpen, setOpen] = useState(store?.get().openDisclosures.has(name) ?? false);
  /** @param {Event} event */
  function toggle(event) {
    const { open } = /** @type {HTMLDetailsElement} */ (event.currentTarget);
    store?.update({ type: "setDisclosure", key: name, open });
    setOpen(open);
  }
  return h(
    "details",
    { open: isOpen, ontoggle: toggle },
    h("summary", null, title),
    isOpen ? renderContent() : null,
  );
}

/** The method lists these only where they are given: without the others nothing is restricted, without these there is none. */
const ONLY_IF_GIVEN = ["licence", "repeat", "halfLifeDays", "bandwidthKm"];
/** What the statistics above the list have told. */
const TOLD_ABOVE = ["fit"];

/** @param {Record<string, unknown>} method */
function methodList(method) {
  const given = Object.entries(method).filter(
    ([name, value]) => !TOLD_ABOVE.includes(name) && (!ONLY_IF_GIVEN.includes(name) || value),
  );
  return h(
    "dl",
    { class: "method" },
    ...given.flatMap(([name, value]) => [
      h("dt", null, words.provenance.method[name] ?? name),
      h("dd", null, describeValue(value)),
    ]),
  );
}

/** @param {unknown} value of an option @returns {string} */
function describeValue(value) {
  const { yes, no, notRestricted, none } = words.provenance;
  if (value === true) return yes;
  if (value === false) return no;
  if (value === null || value === undefined) return notRestricted;
  if (Array.isArray(value)) return value.length ? value.map(describeValue).join(", ") : none;
  return typeof value === "object" ? describePlan(value) : words.engine.phrase(String(value));
}

/** @param {any} plan a stop, or the speed from a place on */
function describePlan(plan) {
  if ("kmh" in plan) return words.provenance.speed(plan.fromKm, plan.kmh);
  if ("hours" in plan) return words.provenance.stop(plan.km, plan.hours);
  return JSON.stringify(plan);
}

/** The engine's notes begin with this one. Every report ends with it anyway, in the language of the page. */
const ADVISORY = "Derived from recorded incidents; not a risk advisory.";

/**
 * Lists what every report has to say of the data: the engine's notes, and what of the file was left out.
 * @param {string[]} notes @param {import("geobit").Summary} summary
 */
export function listLeftOut(notes, { rejected, superseded }) {
  const { rejectedRows, supersededRows } = words.provenance;
  return [
    ...notes.filter((note) => note !== ADVISORY).map(words.engine.note),
    ...(rejected > 0 ? [rejectedRows(rejected)] : []),
    ...(superseded > 0 ? [supersededRows(superseded)] : []),
  ];
}

/**
 * Renders what every report carries: the data it stands on, what was left out, the parameters, and what it is not.
 *
 * @param {{ method: { asOf: string } & Record<string, unknown>, notes: string[] }} report
 * @param {import("geobit").Summary} summary
 * @param {{ from?: string, to?: string }} range
 * @param {() => Child[]} [statistics] the tests and intervals behind the report, which stand with its method
 */
export function provenance({ method, notes }, summary, range, statistics = () => []) {
  const { provenance: texts } = words;
  const { name, licence, attribution } = summary;
  const counted =
    range.from || range.to
      ? formatPeriod(range.from ?? summary.from, range.to ?? summary.to)
      : texts.allDates;
  const leftOut = listLeftOut(notes, summary);
  return h(
    "footer",
    { class: "provenance" },
    h(
      "p",
      null,
      h("strong", null, texts.asOf(formatDay(method.asOf))),
      ` · ${name}`,
      ` · ${licence ?? texts.noLicence}`,
      attribution && ` · ${attribution}`,
    ),
    h("p", null, texts.counted(counted)),
    leftOut.length > 0 &&
      disclosure(texts.leftOut, () => h("ul", null, ...leftOut.map((text) => h("li", null, text)))),
    disclosure(texts.methodTitle, () => [
      ...statistics(),
      h("h4", null, texts.parametersTitle),
      methodList(method),
    ]),
    h("p", { class: "advisory" }, texts.advisory),
  );
}

/**
 * Renders a count of incidents in a table, with the number for tests; zero is written in words.
 * @param {string} name @param {number} n
 * @param {Child} [shown] the number, if it is more than text
 */
export const countCell = (name, n, shown = formatCount(n)) =>
  h("span", { "data-stat": name, "data-count": n }, n === 0 ? words.results.noRecordedIncidents : shown);
