// Which drawn areas and routes bar roads: closed, no-go or restricted, who says so, how reliably, and until when.
import { h } from "preact";
import { asking } from "../asking.js";
import { BAR_KINDS, MOST_SOURCE_LETTERS, RELIABILITIES } from "../bars.js";
import { LAST_DAY } from "../format.js";
import { hint, part } from "../panels/parts.js";
import { roads as texts } from "../words/roads.js";
import { isExpired, newBar } from "../zones/in-force.js";

/** @typedef {import("../shapes.js").Shape} Shape */
/** @typedef {import("../bars.js").Bar} Bar */

/** @param {Event} event */
const textIn = ({ currentTarget }) => /** @type {HTMLInputElement} */ (currentTarget).value;

/** Remembers what was said of zones that are none for now, so that they are as before when they are some again. */
export function createBarMemory() {
  /** By the ids of shapes. @type {Map<string, Bar>} */
  const put = new Map();
  return {
    /** The bar of a shape when something else is chosen. @param {Shape} shape @param {Bar["as"] | undefined} as @returns {Bar | undefined} */
    choose({ id, bar }, as) {
      if (bar) put.set(id, bar);
      return as && { ...(bar ?? put.get(id) ?? newBar(as)), as };
    },
    /** Forgets shapes that are gone. @param {readonly Shape[]} shapes */
    keep(shapes) {
      for (const id of put.keys()) if (!shapes.some((shape) => shape.id === id)) put.delete(id);
    },
  };
}

/** Says so where the day that is typed is none. @param {Event} event */
function isUsable({ currentTarget }) {
  const input = /** @type {HTMLInputElement} */ (currentTarget);
  input.setCustomValidity("");
  if (!input.checkValidity()) input.setCustomValidity(texts.noDay);
  return input.reportValidity();
}

/** @param {import("../page-state.js").PageStore} store @param {ReturnType<typeof createBarMemory>} memory */
export function barredPart(store, memory) {
  const { today } = asking();
  const { drawn, roads } = store.get();
  const { shapes } = drawn;
  memory.keep(shapes);
  /** Each field is a step of its own. @param {string} id @param {Bar | undefined} bar @param {keyof Bar} field */
  const set = (id, bar, field) =>
    store.update({ type: "setShapeBar", id, bar, step: `${field} of the bar of ${id}` });

  /** @param {string} label @param {any} control */
  const labelled = (label, control) => h("label", null, h("span", null, label), control);

  /** @param {Shape & { bar: Bar }} shape */
  const details = ({ id, bar }) => [
    labelled(
      texts.source,
      h("input", {
        ...{ type: "text", value: bar.source, maxlength: MOST_SOURCE_LETTERS, "data-bar": "source" },
        oninput: (/** @type {Event} */ event) => set(id, { ...bar, source: textIn(event) }, "source"),
      }),
    ),
    labelled(
      texts.reliability,
      h(
        "select",
        {
          ...{ value: bar.reliability, "data-bar": "reliability" },
          onchange: (/** @type {Event} */ event) =>
            set(
              id,
              { ...bar, reliability: /** @type {Bar["reliability"]} */ (textIn(event)) },
              "reliability",
            ),
        },
        ...RELIABILITIES.map((one) => h("option", { value: one }, texts.reliabilities[one])),
      ),
    ),
    labelled(
      texts.until,
      h("input", {
        ...{ type: "date", value: bar.until, max: LAST_DAY, "data-bar": "until" },
        onchange(/** @type {Event} */ event) {
          // Half a day is typed as none, and none would go on for ever.
          if (isUsable(event)) set(id, { ...bar, until: textIn(event) }, "until");
        },
      }),
    ),
    isExpired(bar, today) && h("span", { class: "bar-expired", "data-bar": "expired" }, texts.expired),
  ];

  /** @param {Shape} shape */
  function item(shape) {
    const { id, name, bar } = shape;
    return h(
      "li",
      { key: id, "data-barred": id },
      h("span", { class: "bar-name" }, name),
      h(
        "select",
        {
          ...{ "aria-label": name, value: bar?.as ?? "", "data-bar": "as" },
          onchange(/** @type {Event} */ event) {
            const as = BAR_KINDS.find((kind) => kind === textIn(event));
            set(id, memory.choose(shape, as), "as");
          },
        },
        .../** @type {const} */ (["", ...BAR_KINDS]).map((as) => h("option", { value: as }, texts.bars[as])),
      ),
      bar && h("div", { class: "bar-details" }, details({ ...shape, bar })),
    );
  }

  return part(
    texts.barredTitle,
    hint(texts.barredIntro),
    !roads && hint(texts.barredLater),
    shapes.length === 0 ? hint(texts.barredNone) : h("ul", { class: "bar-list" }, ...shapes.map(item)),
  );
}
