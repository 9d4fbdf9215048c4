// A new start of the page, for another language or a new version of it. What is drawn, entered and filtered by goes along: for the
// moment between the two it is in the session of this tab, and in nothing that lasts.
import { el } from "./dom.js";
import { bringBack, filterToKeep } from "./more-filters/bound.js";
import { createDialog } from "./opening/dialog.js";
import { checkedIncident, withIncident } from "./own-incidents/incident.js";
import { plainText } from "./plain-text.js";
import { isEntered } from "./sources/panel.js";

/** @typedef {import("./shapes.js").Shape} Shape */
/** @typedef {import("./own-incidents/incident.js").OwnIncident} OwnIncident */
/** @typedef {import("./rules/rule.js").SiteRule} SiteRule */
/** @typedef {import("./more-filters/bound.js").BoundFilter} BoundFilter */
/** @typedef {{ shapes: readonly Shape[], active: number, rules: readonly SiteRule[], own: readonly OwnIncident[], filter: BoundFilter | null }} Work what a person has drawn, entered and filtered by */
/**
 * @typedef {object} RestartWords
 * @property {string} title
 * @property {(files: string[]) => string} closes says which files are closed
 * @property {string} losesDrawn
 * @property {string} change
 * @property {string} cancel
 */

const KEY = "geobit:work";

/** Whether the page is left to start again. */
let isStarting = false;

/** Tells whether the page is left to start again: nothing is lost, or the person has agreed to that. */
export const startsAgain = () => isStarting;

/** Returns whether the next start of the page in this tab finds it. @param {Work} work */
function handOver(work) {
  try {
    sessionStorage.setItem(KEY, JSON.stringify(work));
    return true;
  } catch {
    return false; // Nothing can be kept here, or there is no room for it.
  }
}

/** Returns what the page handed over before it started again, which is there only once. @returns {Work | null} */
function takeOver() {
  try {
    const text = sessionStorage.getItem(KEY);
    sessionStorage.removeItem(KEY);
    return JSON.parse(text ?? "null");
  } catch {
    return null;
  }
}

/**
 * Draws, enters and filters by again what the page handed over before it started again.
 * @param {import("./page-state.js").PageStore} store
 * @param {{ add: (shape: Omit<Shape, "id">) => void, select: (id: string) => void }} drawing
 */
export function resumeWork(store, drawing) {
  const work = takeOver();
  if (!work) return;
  const entered = work.own.flatMap((one) => checkedIncident(one) ?? []);
  if (entered.length > 0)
    store.update({ type: "setOwn", own: entered.reduce(withIncident, store.get().own) });
  const ids = work.shapes.map((shape) => {
    drawing.add(shape);
    return store.get().drawn.shapes.at(-1)?.id ?? "";
  });
  if (work.active in ids) drawing.select(ids[work.active]);
  // Rules name shapes by their ids.
  const rules = work.rules.flatMap((rule) => {
    const at = work.shapes.findIndex(({ id }) => id === rule.shapeId);
    return at < 0 ? [] : { ...rule, shapeId: ids[at] };
  });
  if (rules.length > 0) store.update({ type: "setRules", rules });
  if (work.filter) store.update({ ...bringBack(work.filter, store.get().loaded), isQuiet: true });
}

/**
 * Returns a function that gets the page ready to start again: it hands over the work, and asks where something would be lost. It tells
 * whether the page may go, and if so `leave` says that it goes, or `stay` that it does not.
 * @param {HTMLElement} root
 * @param {import("./page-state.js").PageStore} store
 * @param {Promise<void>} resumed resolves when what was handed over is there: a start before that would lose it
 */
export function prepareRestart(root, store, resumed) {
  /** @param {RestartWords} texts */
  return async (texts) => {
    await resumed;
    const { drawn, rules, own, loaded, roads } = store.get();
    const files = (loaded?.sources ?? [])
      .filter((source) => !source.demo && !isEntered(source))
      .map(({ snapshot }) => plainText(snapshot.summary.name));
    // A pack of roads that is kept in the browser is opened again by itself.
    if (roads && !roads.pack) files.push(plainText(roads.network.summary.name));
    const filter = filterToKeep(store.get());
    const hasWork = drawn.shapes.length + own.length > 0 || filter !== null;
    const active = drawn.shapes.findIndex(({ id }) => id === drawn.activeId);
    const isHandedOver = !hasWork || handOver({ shapes: drawn.shapes, active, rules, own, filter });
    const losses = [!isHandedOver && texts.losesDrawn, files.length > 0 && texts.closes(files)].filter(
      (loss) => loss !== false,
    );
    const mayGo = losses.length === 0 || (await ask(root, texts, losses));
    if (!mayGo) takeOver();
    return mayGo;
  };
}

/** Says that the page is left now. */
export function leavePage() {
  isStarting = true;
}

/** Says that the page stays after all. */
export function stayOnPage() {
  isStarting = false;
  takeOver();
}

/** Asks whether the page may start again. @param {HTMLElement} root @param {RestartWords} texts @param {string[]} losses @returns {Promise<boolean>} */
function ask(root, { title, change, cancel }, losses) {
  return new Promise((resolve) => {
    /** @param {boolean} answer */
    const end = (answer) => {
      dialog.close();
      resolve(answer);
    };
    const dialog = createDialog(root, {
      name: "restart",
      title,
      content: losses.map((loss) => el("p", {}, loss)),
      buttons: [
        el("button", { type: "submit", class: "primary" }, change),
        el("button", { type: "button", onclick: () => end(false) }, cancel),
      ],
      submit: () => end(true),
      cancel: () => end(false),
    });
    dialog.show();
  });
}
