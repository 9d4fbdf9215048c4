// Evacuation: the fastest way from each muster point to each place to go to, and what changes if one more road or area closes.
import { h } from "preact";
import { asking } from "../asking.js";
import { hint, part } from "../panels/parts.js";
import { questionFor } from "../shapes.js";
import { roads as texts } from "../words/roads.js";
import { inputsOf } from "./ask.js";
import { closable, describeClosure } from "./closure.js";
import { evacuationTable } from "./evacuation-table.js";
import { askTable, sitesOfTable, withSites } from "./matrix.js";
import { placeOfSite, sitesOf } from "./places.js";
import { createQuestion } from "./question.js";
import { rolesTable } from "./roles.js";

/** @typedef {import("./matrix.js").Table} Table */

/**
 * @param {import("../page-state.js").PageStore} store
 * @param {Parameters<typeof import("./index.js").createRoadsTab>[2]} page
 * @param {{ render: () => void, isShown: () => boolean }} tab
 */
export function createEvacuationPart(store, page, { render, isShown }) {
  let closedId = "";
  const shapes = () => store.get().drawn.shapes;
  const candidates = () => closable(shapes(), asking().today);
  const chosen = () => candidates().find(({ id }) => id === closedId);
  const asked = () =>
    JSON.stringify(Object.values(sitesOfTable(store.get())).map((all) => all.map(placeOfSite)));
  const how = { isShown, whenSettled: page.whenSettled, changed: render };

  /** @type {ReturnType<typeof createQuestion<Table>>} */
  const question = createQuestion({
    ...how,
    inputs: () => [...inputsOf(store.get()), asked()],
    ask: (follow) => askTable(store.get(), follow),
  });

  /** The same table with one more shape closed; `null` where none is chosen. @type {ReturnType<typeof createQuestion<Table | null>>} */
  const closure = createQuestion({
    ...how,
    inputs() {
      const shape = chosen();
      return [...inputsOf(store.get()), asked(), JSON.stringify(shape && questionFor(shape)?.feature)];
    },
    async ask(follow) {
      // What each road adds to the exposure is measured once, by the table.
      await question.idle();
      follow.signal.throwIfAborted();
      const feature =
        chosen() && questionFor(/** @type {import("../shapes.js").Shape} */ (chosen()))?.feature;
      return feature ? askTable(store.get(), follow, [feature]) : null;
    },
  });

  const closureChoice = () =>
    candidates().length > 0 &&
    h(
      "div",
      { class: "bar-details" },
      h(
        "label",
        null,
        h("span", null, texts.whatIf),
        h(
          "select",
          {
            ...{ value: chosen()?.id ?? "", "data-evacuation": "closure" },
            onchange(/** @type {Event} */ { currentTarget }) {
              closedId = /** @type {HTMLSelectElement} */ (currentTarget).value;
              closure.start();
            },
          },
          h("option", { value: "" }, texts.whatIfNothing),
          ...candidates().map(({ id, name }) => h("option", { value: id }, name)),
        ),
      ),
    );

  /** @param {Table} table @param {Table | null} closed */
  const sentences = (table, closed) =>
    h(
      "div",
      { role: "status", "data-evacuation": "sentences" },
      ...(closed && chosen()
        ? describeClosure(String(chosen()?.name), table, closed).map((sentence) => h("p", null, sentence))
        : []),
    );

  return {
    view() {
      if (sitesOf(shapes()).length === 0) return part(texts.evacuationTitle, hint(texts.evacuationNone));
      const { state: step, answer, sentence, progress } = question.shown();
      const after = closure.shown();
      const { from, to } = sitesOfTable(store.get());
      const isReady = from.length > 0 && to.length > 0;
      return part(
        texts.evacuationTitle,
        hint(texts.evacuationIntro),
        h("div", { class: "wide-table" }, rolesTable(store)),
        h(
          "p",
          { class: "snapshot-buttons" },
          h(
            "button",
            {
              ...{ type: "button", class: "small", "data-evacuation": "table", disabled: !isReady },
              onclick: () => question.start(),
            },
            texts.table,
          ),
          step === "asking" &&
            h("button", { type: "button", class: "small", onclick: question.cancel }, texts.cancel),
        ),
        !isReady && hint(texts.needBoth),
        h(
          "p",
          { class: "hint", role: "status" },
          (step === "asking" || after.state === "asking") &&
            (progress ? texts.measuring(progress.done, progress.total) : texts.finding),
          step === "outdated" && texts.again,
          step === "failed" && texts.notAnswered(sentence),
          step !== "failed" && after.state === "failed" && texts.notAnswered(after.sentence),
        ),
        answer &&
          isReady && [
            closureChoice(),
            sentences(answer, after.answer),
            ...evacuationTable(withSites(answer, shapes()), after.answer),
          ],
      );
    },
    follow() {
      question.follow();
      closure.follow();
    },
    async idle() {
      await question.idle();
      await closure.idle();
    },
  };
}
