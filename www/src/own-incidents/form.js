// The form in which an incident is entered or edited. Each field says beside itself what is wrong with it.
import { el, setHidden, setText } from "../dom.js";
import { kindLabel, kinds } from "../kinds.js";
import { parseCoordinates } from "../panels/shapes.js";
import { uniqueId } from "../root.js";
import { words } from "../words/index.js";
import { readEntry } from "./entry.js";
import { isoDay, newId } from "./incident.js";

/** @typedef {import("./incident.js").OwnIncident} OwnIncident */
/** @typedef {import("./entry.js").Field} Field */

const texts = words.own;
/** A place is written to about a metre. */
const DIGITS = 5;

/**
 * @param {{
 *   readTable: import("./entry.js").ReadTable,
 *   picker: ReturnType<typeof import("./place-picker.js").createPlacePicker>,
 *   announce: (sentence: string) => void,
 *   save: (incident: OwnIncident) => void,
 *   cancel: () => void,
 * }} page
 */
export function createEntryForm({ readTable, picker, announce, save, cancel }) {
  /** The incident that is edited. @type {OwnIncident | null} */
  let edited = null;
  const title = el("h3", { tabindex: -1 });
  const gps = el("input", {
    type: "text",
    inputmode: "text",
    autocomplete: "off",
    placeholder: "12.37, -8.02",
  });
  const pickButton = el(
    "button",
    { type: "button", class: "small", "aria-pressed": "false", onclick: togglePicking },
    texts.pick,
  );
  const controls = {
    gps,
    uncertainty_km: el("input", { type: "text", inputmode: "decimal", autocomplete: "off" }),
    start: el("input", { type: "date" }),
    kind: el(
      "select",
      {},
      el("option", { value: "" }, texts.noKind),
      ...kinds.map(({ name }) => el("option", { value: name }, kindLabel(name))),
    ),
    deaths: el("input", { type: "text", inputmode: "numeric", autocomplete: "off" }),
    note: el("textarea", { rows: 2 }),
  };
  const fields = /** @type {Field[]} */ (Object.keys(controls));
  /** @type {Map<Field, HTMLElement>} */
  const problems = new Map();
  const rows = fields.map((field) => {
    const id = uniqueId(`entry-${field}`);
    const control = controls[field];
    control.id = id;
    control.dataset.field = field;
    const problem = el("span", { id: `${id}-problem`, class: "needed", hidden: true });
    problems.set(field, problem);
    const label = el("label", { for: id }, texts.fields[field]);
    return el(
      "p",
      { class: `entry-field entry-${field}` },
      label,
      control,
      field === "gps" && pickButton,
      problem,
    );
  });
  const alert = el("p", { class: "problem", role: "alert", hidden: true });
  const submitButton = el("button", { type: "submit", class: "primary" });
  const element = el(
    "form",
    { class: "entry", novalidate: true, hidden: true },
    title,
    ...rows,
    alert,
    el(
      "p",
      { class: "snapshot-buttons" },
      submitButton,
      el("button", { type: "button", onclick: close }, texts.cancel),
    ),
  );

  function togglePicking() {
    if (pickButton.getAttribute("aria-pressed") === "true") return picker.stop();
    pickButton.setAttribute("aria-pressed", "true");
    const end = () => {
      pickButton.setAttribute("aria-pressed", "false");
      pickButton.focus();
    };
    picker.pick(([lon, lat]) => {
      gps.value = `${lat.toFixed(DIGITS)}, ${lon.toFixed(DIGITS)}`;
      announce(texts.picked(gps.value));
      showProblem("gps", undefined);
      markPlace();
      end();
      // On a small screen the map is above the form.
      element.scrollIntoView({ block: "nearest" });
    }, end);
  }

  const markPlace = () => picker.mark(parseCoordinates(gps.value));
  gps.addEventListener("input", markPlace);

  /** @param {Field} field @param {string | undefined} sentence */
  function showProblem(field, sentence) {
    const problem = /** @type {HTMLElement} */ (problems.get(field));
    const control = controls[field];
    setText(problem, sentence ?? "");
    setHidden(problem, !sentence);
    control.setAttribute("aria-invalid", String(Boolean(sentence)));
    // What is hidden would describe it all the same.
    if (sentence) control.setAttribute("aria-describedby", problem.id);
    else control.removeAttribute("aria-describedby");
  }

  /** @param {string} sentence */
  function showAlert(sentence) {
    alert.hidden = sentence === "";
    setText(alert, sentence);
  }

  element.addEventListener("submit", async (event) => {
    event.preventDefault();
    const typed = /** @type {import("./entry.js").Typed} */ (
      Object.fromEntries(fields.map((field) => [field, controls[field].value]))
    );
    submitButton.disabled = true;
    try {
      const answer = await readEntry(typed, edited?.id ?? newId(), isoDay(new Date()), readTable);
      const found = "problems" in answer ? answer.problems : {};
      for (const field of fields) showProblem(field, found[field]);
      const wrong = fields.filter((field) => found[field]);
      showAlert(wrong.length > 0 ? texts.problems(wrong.length) : "");
      if (wrong.length > 0) controls[wrong[0]].focus();
      if ("incident" in answer) {
        hide();
        save(answer.incident);
      }
    } catch (error) {
      showAlert(texts.notRead(/** @type {Error} */ (error).message));
    } finally {
      submitButton.disabled = false;
    }
  });
  element.addEventListener("keydown", (event) => {
    // Escape ends the choice of a place first.
    if (event.key !== "Escape" || pickButton.getAttribute("aria-pressed") === "true") return;
    close();
  });

  function hide() {
    picker.stop();
    picker.mark(null);
    element.hidden = true;
  }

  function close() {
    hide();
    cancel();
  }

  return {
    element,
    /** Shows the form, with an incident to edit or empty. @param {OwnIncident | null} incident */
    open(incident) {
      edited = incident;
      const { lat, lon, uncertaintyKm, start, kind, deaths, note } = incident ?? {};
      setText(title, incident ? texts.editTitle : texts.enterTitle);
      setText(submitButton, incident ? texts.change : texts.add);
      gps.value = incident ? `${lat}, ${lon}` : "";
      controls.uncertainty_km.value = String(uncertaintyKm ?? "");
      controls.start.max = isoDay(new Date());
      controls.start.value = start ?? "";
      controls.kind.value = kind ?? "";
      controls.deaths.value = String(deaths ?? "");
      controls.note.value = note ?? "";
      for (const field of fields) showProblem(field, undefined);
      showAlert("");
      markPlace();
      element.hidden = false;
      gps.focus();
    },
    /** Closes the form if this incident is edited in it. @param {string} id */
    closeOf(id) {
      if (!element.hidden && edited?.id === id) close();
    },
  };
}
