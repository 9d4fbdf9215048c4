// The choice between the day and the month in dates that end with the year, and the first dates as they would be read.
import { el, setChildren, setHidden } from "../dom.js";
import { formatLongDay } from "../format.js";
import { plainText } from "../plain-text.js";
import { uniqueId } from "../root.js";
import { words } from "../words/index.js";

/** @typedef {"dmy" | "mdy"} Order */

const texts = words.columns;
const ORDERS = /** @type {Order[]} */ (["dmy", "mdy"]);
const LABELS = { dmy: texts.dayFirst, mdy: texts.monthFirst };
/** A year is written first, or a month has a name, in dates of this order; then there is nothing to choose. */
const NO_CHOICE = ["ymd", undefined];

/**
 * @param {Order | undefined} chosen
 * @param {import("./columns-dialog.js").Page["readDates"]} readDates
 */
export function createDateOrder(chosen, readDates) {
  const name = uniqueId("order");
  const radios = ORDERS.map((order) => {
    const radio = el("input", { type: "radio", name, value: order, checked: order === chosen });
    const example = el("span", { class: "sub" });
    return { order, radio, example, element: el("label", {}, radio, el("span", {}, LABELS[order]), example) };
  });
  const legend = el("legend", {}, texts.dates);
  const choice = el(
    "div",
    { class: "orders", role: "radiogroup", "aria-label": texts.order },
    ...radios.map(({ element }) => element),
  );
  const list = el("ul", { class: "dates-read" });
  const element = el("fieldset", { class: "date-order" }, legend, choice, list);
  let isChoice = false;
  /** The order that the file itself shows. @type {string | undefined} */
  let own;
  /** @type {string[]} */
  let samples = [];

  const picked = () => radios.find(({ radio }) => radio.checked)?.order;

  async function showDates() {
    const order = picked();
    const shown = samples;
    const isUndecided = isChoice && !order;
    const days = isUndecided ? [] : await readDates(shown, isChoice && order ? { dateOrder: order } : {});
    if (shown !== samples || order !== picked()) return;
    setHidden(list, days.length === 0);
    setChildren(
      list,
      ...days.map((day, i) => {
        const text = plainText(shown[i]);
        return day
          ? el("li", {}, texts.reads(text, formatLongDay(day)))
          : el("li", { class: "unreadable" }, texts.unreadable(text));
      }),
    );
  }

  /** Shows beside each order what it makes of a date for which it matters. */
  async function showExamples() {
    const [first, second] = await Promise.all(ORDERS.map((dateOrder) => readDates(samples, { dateOrder })));
    const i = samples.findIndex((_, at) => first[at] && second[at] && first[at] !== second[at]);
    for (const [at, days] of [first, second].entries())
      radios[at].example.textContent =
        i < 0 ? "" : texts.reads(plainText(samples[i]), formatLongDay(days[i] ?? ""));
  }

  choice.addEventListener("change", showDates);

  return {
    element,
    /**
     * @param {import("geobit").Inspection["dateOrder"]} order what the file itself says
     * @param {string[]} values of the first rows
     */
    async show(order, values) {
      samples = values.filter((text) => text.trim() !== "");
      own = order;
      isChoice = !NO_CHOICE.includes(order);
      setHidden(choice, !isChoice);
      setHidden(element, samples.length === 0 && !isChoice);
      if (isChoice && order !== "ambiguous" && !picked())
        for (const one of radios) one.radio.checked = one.order === order;
      if (isChoice) await showExamples();
      await showDates();
    },
    /** Returns the order, unless it is the one that the file shows anyway. */
    chosen: () => (isChoice && picked() !== own ? picked() : undefined),
    /** Whether a choice is needed and not made. */
    isOpen: () => isChoice && !picked(),
    focus: () => radios[0].radio.focus(),
  };
}
