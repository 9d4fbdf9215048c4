// A form for a shape by its corners, for those who cannot draw one.
import { el } from "../dom.js";
import { uniqueId } from "../root.js";
import { KM_LIMITS, shapeKinds } from "../shapes.js";
import { words } from "../words/index.js";
import { readCorners } from "./corners.js";

const texts = words.noMap;

/** @typedef {import("../shapes.js").ShapeKind} ShapeKind */

/** @param {import("./index.js").ShapeMaker["add"]} add @returns {HTMLFormElement} */
export function createTypedForm(add) {
  const kind = el(
    "select",
    {},
    ...Object.entries(shapeKinds).map(([name, { label }]) => el("option", { value: name }, label)),
  );
  const corners = el("textarea", { rows: 3, autocomplete: "off", spellcheck: false });
  const km = el("input", { type: "number", step: "any", inputmode: "decimal", ...KM_LIMITS });
  const problem = el("p", { class: "problem", role: "alert", hidden: true });
  const kmRow = labelled("", km);
  const cornersRow = labelled("", corners);
  const chosen = () => /** @type {ShapeKind} */ (kind.value);

  function showKind() {
    const { km: usual, kmLabel } = shapeKinds[chosen()];
    kmRow.hidden = kmLabel === "";
    setLabel(kmRow, kmLabel);
    km.value = String(usual);
    setLabel(cornersRow, texts.corners[chosen()]);
    corners.placeholder = texts.example[chosen()];
    corners.rows = chosen() === "circle" ? 1 : 4;
  }

  /** @param {string} text */
  function showProblem(text) {
    problem.textContent = text;
    problem.hidden = text === "";
    corners.setAttribute("aria-invalid", String(text !== ""));
  }

  /** @param {SubmitEvent} event */
  function submit(event) {
    event.preventDefault();
    const read = readCorners(corners.value, chosen());
    const distance = Number(km.value);
    const isNear = kmRow.hidden || (distance >= KM_LIMITS.min && distance <= KM_LIMITS.max);
    if ("problem" in read) showProblem(read.problem);
    else if (!isNear) showProblem(words.shapes.kmLimits(KM_LIMITS.min, KM_LIMITS.max));
    else {
      showProblem("");
      add({ kind: chosen(), name: "", km: kmRow.hidden ? 0 : distance, geometry: read.geometry });
      corners.value = "";
    }
  }

  kind.addEventListener("change", showKind);
  showKind();
  return el(
    "form",
    { class: "typed-shape", novalidate: true, onsubmit: submit },
    labelled(texts.kind, kind),
    cornersRow,
    kmRow,
    problem,
    el("p", {}, el("button", { type: "submit", class: "primary" }, texts.add)),
  );
}

/** @param {string} text @param {HTMLElement} control */
function labelled(text, control) {
  control.id = uniqueId("typed");
  return el("p", {}, el("label", { for: control.id }, text), control);
}

/** @param {HTMLElement} row @param {string} text */
const setLabel = (row, text) => row.querySelector("label")?.replaceChildren(text);
