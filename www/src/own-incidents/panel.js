// The incidents entered by hand: their form, their list, and how they are kept, saved and read again.
import { h } from "preact";
import { errorMessage } from "../data.js";
import { el, renderInto, setHidden, setText } from "../dom.js";
import { formatDay, formatPlace } from "../format.js";
import { kindLabel, kindMark } from "../kinds.js";
import { plainText } from "../plain-text.js";
import { findHook, uniqueId } from "../root.js";
import { fileName } from "../route-files/file-name.js";
import { save } from "../route-files/write.js";
import { words } from "../words/index.js";
import { createEntryForm } from "./form.js";
import { withIncident } from "./incident.js";
import { forgetOwn, KEY, keepOwn, recallOwn } from "./kept.js";
import { fromTable, toTable } from "./table.js";

/** @typedef {import("./incident.js").OwnIncident} OwnIncident */

const texts = words.own;

/**
 * @param {HTMLElement} root
 * @param {import("../page-state.js").PageStore} store
 * @param {{
 *   readTable: import("./entry.js").ReadTable,
 *   picker: ReturnType<typeof import("./place-picker.js").createPlacePicker>,
 *   messages: Pick<ReturnType<typeof import("../messages.js").createMessages>, "announce" | "showNote" | "showError">,
 *   flyTo: (at: [number, number]) => void,
 *   signal: AbortSignal,
 * }} page
 */
export function createOwnPanel(root, store, { readTable, picker, messages, flyTo, signal }) {
  const details = /** @type {HTMLDetailsElement} */ (findHook(root, "own"));
  const summary = el("summary", {}, texts.title);
  const enterButton = el(
    "button",
    { type: "button", class: "small", onclick: () => edit(null) },
    texts.enter,
  );
  const list = el("ul", { class: "own-list" });
  const removed = el("p", { class: "hint", role: "status" });
  const keep = el("input", { type: "checkbox", id: uniqueId("keep-own"), onchange: changeKeeping });
  const file = el("input", { type: "file", accept: ".csv,text/csv", hidden: true, "aria-label": texts.open });
  const saveButton = el("button", { type: "button", class: "small", onclick: saveAll }, texts.save);
  const reveals = el("p", { class: "hint" });
  const form = createEntryForm({
    ...{ readTable, picker, announce: messages.announce },
    save(incident) {
      const isNew = !own().some(({ id }) => id === incident.id);
      setOwn(withIncident(own(), incident));
      messages.announce((isNew ? texts.added : texts.changed)(nameOf(incident)));
      endEditing();
    },
    cancel: endEditing,
  });
  details.hidden = false;
  details.replaceChildren(
    summary,
    el("p", { class: "hint" }, texts.intro),
    enterButton,
    form.element,
    list,
    removed,
    reveals,
    el(
      "p",
      { class: "snapshot-buttons" },
      saveButton,
      el("button", { type: "button", class: "small", onclick: () => file.click() }, texts.open),
      file,
    ),
    el(
      "p",
      { class: "remember" },
      el("label", {}, keep, el("span", {}, texts.keep)),
      el("span", { class: "sub" }, texts.keepHint),
    ),
  );

  const own = () => store.get().own;
  /** @param {readonly OwnIncident[]} next */
  function setOwn(next) {
    setText(removed, "");
    store.update({ type: "setOwn", own: next });
    if (keep.checked) keepAll();
  }

  function keepAll() {
    if (keepOwn(own())) return;
    keep.checked = false;
    messages.showNote(texts.notKept, "");
  }

  function changeKeeping() {
    if (!keep.checked) return forgetOwn();
    // Another page may have kept some meanwhile.
    const kept = recallOwn()?.list ?? [];
    setOwn(own().reduce(withIncident, kept));
  }

  /** @param {OwnIncident | null} incident */
  function edit(incident) {
    enterButton.hidden = true;
    form.open(incident);
  }

  function endEditing() {
    enterButton.hidden = false;
    enterButton.focus();
  }

  /** @param {OwnIncident} incident */
  function remove(incident) {
    const before = own();
    form.closeOf(incident.id);
    setOwn(before.filter((one) => one !== incident));
    const undo = el("button", { type: "button", class: "link" }, texts.undo);
    undo.addEventListener("click", () => {
      const at = Math.min(before.indexOf(incident), own().length);
      setOwn(own().toSpliced(at, 0, incident));
      enterButton.focus();
    });
    removed.replaceChildren(`${texts.removed(nameOf(incident))} `, undo);
    undo.focus();
  }

  function saveAll() {
    save(fileName(texts.file, "csv"), "text/csv", toTable(own()));
  }

  file.addEventListener("change", async () => {
    const [chosen] = file.files ?? [];
    file.value = "";
    if (!chosen) return;
    try {
      const { incidents, leftOut } = fromTable(await readTable(chosen, {}));
      setOwn(incidents.reduce(withIncident, own()));
      const sentences = [texts.opened(incidents.length), leftOut > 0 && texts.leftOut(leftOut)];
      messages.showNote(plainText(chosen.name), sentences.filter(Boolean).join(" "));
    } catch (error) {
      messages.showError(texts.openFailed(plainText(chosen.name)), errorMessage(error));
    }
  });

  /** @param {readonly OwnIncident[]} incidents */
  function show(incidents) {
    setText(summary, incidents.length > 0 ? texts.titleWith(incidents.length) : texts.title);
    setHidden(saveButton, incidents.length === 0);
    setHidden(reveals, incidents.length === 0);
    setText(reveals, texts.reveals(incidents.length));
    renderInto(list, ...incidents.map((incident) => listItem(incident, { edit, remove, flyTo })));
  }

  /** Takes over what is kept in this browser; returns how much of it is not ours. */
  function takeKept() {
    const kept = recallOwn();
    keep.checked = kept !== null;
    if (kept) store.update({ type: "setOwn", own: kept.list });
    return kept?.leftOut ?? 0;
  }

  store.subscribe(({ own: incidents }) => incidents, show);
  show(own());
  const leftOut = takeKept();
  if (own().length > 0) details.open = true;
  // Another page of this browser may have changed what both keep: the later of two lists must not undo the other.
  window.addEventListener(
    "storage",
    ({ key, newValue }) => {
      if (!keep.checked || (key !== KEY && key !== null)) return;
      if (newValue !== null) takeKept();
      else keep.checked = false;
    },
    { signal },
  );
  return {
    /** Keeps them no longer; they stay on the page. */
    stopKeeping() {
      keep.checked = false;
    },
    /** Says what of the kept incidents could not be taken over. */
    tellLeftOut: () => leftOut > 0 && messages.showNote(texts.keptLeftOut(leftOut), ""),
  };
}

/** @param {OwnIncident} incident */
const nameOf = ({ kind, start }) => texts.name(kindLabel(kind), formatDay(start));

/**
 * @param {OwnIncident} incident
 * @param {{ edit: (incident: OwnIncident) => void, remove: (incident: OwnIncident) => void, flyTo: (at: [number, number]) => void }} page
 */
function listItem(incident, { edit, remove, flyTo }) {
  const { id, kind, start, lon, lat, uncertaintyKm, deaths, note } = incident;
  const name = nameOf(incident);
  const button = (
    /** @type {string} */ text,
    /** @type {string} */ label,
    /** @type {() => void} */ onclick,
  ) => h("button", { type: "button", class: "small", "aria-label": label, onclick }, text);
  const facts = [
    `${formatPlace(lon, lat)}, ${texts.within(uncertaintyKm)}`,
    deaths === null ? "" : texts.deaths(deaths),
  ];
  return h(
    "li",
    { key: id, class: "own-incident" },
    h(
      "button",
      { type: "button", class: "near", onclick: () => flyTo([lon, lat]) },
      kindMark(kind),
      h("span", { class: "near-kind" }, kindLabel(kind)),
      h("span", { class: "near-when" }, formatDay(start)),
    ),
    h("p", { class: "sub" }, facts.filter(Boolean).join(" · ")),
    note && h("p", { class: "own-note" }, plainText(note)),
    h(
      "p",
      { class: "snapshot-buttons" },
      button(texts.edit, texts.editOne(name), () => edit(incident)),
      button(texts.remove, texts.removeOne(name), () => remove(incident)),
    ),
  );
}
