// Asks which column of a table holds which of our fields, and how its dates are written. The engine says what it makes of each
// choice.
import { el, setChildren, setHidden } from "../dom.js";
import { newestWins } from "../newest.js";
import { words } from "../words/index.js";
import {
  areColumnsKnown,
  fieldsFor,
  guessedColumns,
  mappingFor,
  missingFields,
  samplesOf,
} from "./columns.js";
import { createColumnChoices, createHowWritten, createPreview } from "./columns-parts.js";
import { createDateOrder } from "./date-order.js";
import { createDialog } from "./dialog.js";

/** @typedef {import("geobit").Inspection} Inspection */
/** @typedef {import("./columns.js").Choice} Choice */
/**
 * @typedef {object} Question
 * @property {string} file its name
 * @property {Inspection} inspection
 * @property {string} reason why it is asked, as a sentence
 * @property {Choice} [choice] what was chosen before
 * @property {boolean} [isRemembered] whether that is kept in this browser
 * @property {string} [error] what was wrong with it
 */
/**
 * @typedef {object} Page
 * @property {(options: import("geobit").LoadOptions) => Promise<Inspection>} inspect the file again, with a choice
 * @property {(texts: string[], options: import("geobit").LoadOptions) => Promise<(string | null)[]>} readDates
 *   returns the day of each text as it would be read, `null` for none
 * @property {(choice: Choice, remember: boolean) => Promise<string | null>} read
 *   reads the file; returns why it could not be read, or `null` if there is nothing more to ask
 * @property {() => void} forget
 */

const texts = words.columns;

/**
 * Asks until the file is read or the reader has enough.
 * @param {HTMLElement} root @param {Question} question @param {Page} page
 * @returns {Promise<void>}
 */
export function askForColumns(root, question, page) {
  const { inspection: first, choice = {} } = question;
  const isKnown = areColumnsKnown(first);
  let inspection = first;
  const guess = guessedColumns(first);
  const choices = createColumnChoices(first, { ...guess, ...ownFields(first, choice.mapping) });
  const preview = createPreview();
  const order = createDateOrder(choice.dateOrder, page.readDates);
  const how = createHowWritten(first, choice);
  const remember = el("input", { type: "checkbox", checked: question.isRemembered });
  const problem = el("p", { class: "problem", role: "alert", hidden: true });
  const readButton = el("button", { type: "submit", class: "primary" }, texts.read);
  let isGone = false;

  /** @returns {Choice} */
  function chosen() {
    const mapping = isKnown ? undefined : mappingFor(first, choices.columns());
    const dateOrder = order.chosen();
    return { ...(mapping && { mapping }), ...(dateOrder && { dateOrder }), ...how.chosen() };
  }

  /** @param {string} sentence */
  function showProblem(sentence) {
    problem.textContent = sentence;
    setHidden(problem, sentence === "");
    if (sentence) problem.scrollIntoView({ block: "nearest" });
  }

  // The engine says how the dates of the chosen column are written, and reads the first of them.
  const refresh = newestWins(async () => {
    const { mapping, encoding, decimal } = chosen();
    const options = {
      ...(mapping && { mapping }),
      ...(encoding && { encoding }),
      ...(decimal && { decimal }),
    };
    try {
      inspection = await page.inspect(options);
    } catch {
      // What is wrong is said when the file is read with it.
    }
    if (isGone) return;
    preview.show(inspection, isKnown ? {} : choices.columns());
    const day = isKnown ? knownDay(first) : choices.columns().start;
    await order.show(inspection.dateOrder, samplesOf(inspection, day));
  });

  function update() {
    showProblem("");
    choices.mark(missingFields(choices.columns()));
    refresh();
  }

  async function submit() {
    await refresh.idle();
    const missing = isKnown ? [] : missingFields(choices.columns());
    if (missing.length > 0) {
      showProblem(texts.missing(missing));
      return choices.focus(missing[0]);
    }
    if (order.isOpen()) {
      showProblem(texts.chooseOrder);
      return order.focus();
    }
    dialog.hide();
    const error = await page.read(chosen(), remember.checked);
    if (error === null) return end();
    dialog.show(readButton);
    showProblem(texts.failed(error));
  }

  /** @type {() => void} */
  let resolveAnswer;
  /** @type {Promise<void>} */
  const answered = new Promise((resolve) => {
    resolveAnswer = resolve;
  });
  function end() {
    isGone = true;
    dialog.close();
    resolveAnswer();
  }

  const forgetButton = el("button", { type: "button", class: "link" }, texts.forget);
  forgetButton.addEventListener("click", () => {
    page.forget();
    remember.checked = false;
    setChildren(remembered, texts.forgotten);
  });
  const remembered = el("p", { class: "hint" }, `${texts.remembered} `, forgetButton);
  const missingAtFirst = isKnown ? [] : missingFields(choices.columns());
  const isOfDates = missingAtFirst.length === 0 && first.dateOrder === "ambiguous";

  const dialog = createDialog(root, {
    name: "columns",
    title: isOfDates ? texts.datesTitle : texts.title,
    content: [
      el("p", {}, question.reason),
      question.isRemembered && remembered,
      el("p", { class: "hint" }, texts.about(question.file)),
      preview.element,
      isOfDates && order.element,
      !isKnown && choices.element,
      !isOfDates && order.element,
      how.element,
      el(
        "p",
        { class: "remember" },
        el("label", {}, remember, el("span", {}, texts.remember)),
        el("span", { class: "sub" }, texts.rememberHint),
      ),
      problem,
    ],
    buttons: [readButton, el("button", { type: "button", onclick: end }, texts.cancel)],
    ...{ submit, cancel: end },
  });
  for (const part of [choices.element, how.element]) part.addEventListener("change", update);
  order.element.addEventListener("change", () => showProblem(""));
  preview.show(first, isKnown ? {} : choices.columns());
  choices.mark(missingAtFirst);
  dialog.show(missingAtFirst.length > 0 ? choices.select(missingAtFirst[0]) : null);
  if (question.error) showProblem(texts.failed(question.error));
  refresh();
  return answered;
}

/** Returns the columns of a mapping that the dialog asks for. @param {Inspection} inspection @param {Record<string, string> | undefined} mapping */
const ownFields = (inspection, mapping = {}) =>
  Object.fromEntries(
    fieldsFor(inspection).flatMap((field) => (field in mapping ? [[field, mapping[field]]] : [])),
  );

/** Returns the column of the day in a provider's file, whatever its layout calls it. @param {Inspection} inspection */
function knownDay({ mapping }) {
  const field = Object.keys(mapping).find((name) => /date|start|day|week/.test(name));
  return field ? mapping[field] : "";
}
