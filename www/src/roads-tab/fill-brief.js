// Fills the fields of a brief from the roads: those in which nothing is written, in one step, which can be undone.
import { FIELDS, NO_PLAN, withFields } from "../brief/plan.js";
import { errorMessage } from "../data.js";
import { el, setChildren, setText } from "../dom.js";
import { words } from "../words/index.js";
import { roads as texts } from "../words/roads.js";
import { roadOptions } from "./ask.js";
import { fieldsFromRoads } from "./brief-fields.js";

/** @typedef {import("./brief-fields.js").Field} Field */
/** @typedef {import("./brief-fields.js").Found} Found */

/** In the order in which they stand in the brief. @type {Field[]} */
const FILLED = ["noGo", "havens", "medical"];

/** @param {Field} field */
const titleOf = (field) => words.brief.fields[FIELDS.indexOf(field)][0];

/**
 * Chooses what is filled: nothing that is written is touched.
 * @param {Record<Field, Found>} found @param {(field: Field) => string} written
 */
export function chooseFields(found, written) {
  const isEmpty = (/** @type {Field} */ field) => written(field).trim() === "";
  /** @type {Partial<Record<Field, string>>} */
  const filled = {};
  const sentences = [];
  for (const field of FILLED) {
    const one = found[field];
    if (isEmpty(field) && "text" in one) filled[field] = one.text;
  }
  const names = /** @type {Field[]} */ (Object.keys(filled)).map(titleOf);
  const left = FILLED.filter((field) => !isEmpty(field)).map(titleOf);
  if (names.length > 0) sentences.push(texts.filled(names));
  if (left.length > 0) sentences.push(texts.leftAsWritten(left));
  for (const field of FILLED) {
    const one = found[field];
    if (isEmpty(field) && "reason" in one) sentences.push(texts.notFilled(titleOf(field), one.reason));
  }
  return { filled, sentences };
}

/**
 * @param {import("../page-state.js").PageStore} store
 * @param {{ id: string, brief: import("../brief/content.js").Brief, towns: import("../basemap.js").Town[], written: (field: string) => string }} page
 *   `written`: what stands in a field now, also where it is being typed
 */
export function createFill(store, { id, brief, towns, written }) {
  const said = el("p", { class: "brief-said", role: "status", "data-brief": "fill-said" }, texts.fillHint);
  const button = el("button", { type: "button", "data-brief": "fill", onclick: fill }, texts.fill);
  const shape = () => store.get().drawn.shapes.find((one) => one.id === id);
  /** @type {AbortController | null} */
  let running = null;

  async function fill() {
    const { roads, drawn } = store.get();
    const route = shape();
    if (running) return running.abort();
    if (!roads || !route) return;
    running = new AbortController();
    const { signal } = running;
    setText(button, words.messages.cancel);
    setChildren(said, texts.filling);
    try {
      const found = await fieldsFromRoads({
        ...{ network: roads.network, options: roadOptions(store.get()), route, brief, towns },
        ...{ shapes: drawn.shapes, signal },
      });
      signal.throwIfAborted();
      take(found);
    } catch (error) {
      setChildren(said, signal.aborted ? texts.fillCancelled : texts.notAnswered(errorMessage(error)));
    } finally {
      running = null;
      setText(button, texts.fill);
    }
  }

  /** @param {Record<Field, Found>} found */
  function take(found) {
    const plan = shape()?.plan ?? NO_PLAN;
    const { filled, sentences } = chooseFields(
      found,
      (field) => written(field) || (plan.fields[field] ?? ""),
    );
    setChildren(said, sentences.join(" "));
    if (Object.keys(filled).length === 0) return;
    store.update({ type: "setShapePlan", id, plan: withFields(plan, filled) });
    offerUndo(filled);
  }

  /** Offers to undo the step until another is done. What is said stays while it is true. @param {Partial<Record<Field, string>>} filled */
  function offerUndo(filled) {
    const undo = el(
      "button",
      { type: "button", class: "link", onclick: () => store.undo() },
      words.markup.undo,
    );
    said.append(" ", undo);
    const stop = store.subscribe(
      ({ drawn }) => drawn.shapes,
      () => {
        stop();
        undo.remove();
        const { fields } = shape()?.plan ?? NO_PLAN;
        if (!Object.entries(filled).every(([field, text]) => fields[field] === text)) setChildren(said, "");
      },
    );
  }

  return { button, said };
}
