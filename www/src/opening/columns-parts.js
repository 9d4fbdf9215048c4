// The parts of the dialog of columns: the first rows of the file, a choice for each field, and how the file is written.
import { el, setChildren, setHidden } from "../dom.js";
import { plainText } from "../plain-text.js";
import { uniqueId } from "../root.js";
import { words } from "../words/index.js";
import { fieldsFor, namedColumns } from "./columns.js";

/** @typedef {import("geobit").Inspection} Inspection */

const texts = words.columns;
/** How much of a value stands in a choice. */
const SAMPLE_LETTERS = 24;
/** What files of the region are written in, if not in UTF-8. */
const ENCODINGS = ["utf-8", "windows-1252", "windows-1256", "iso-8859-15", "utf-16le", "macintosh"];

/** The first rows of the file, each column with the field that it is used for. */
export function createPreview() {
  const element = el("div", {
    class: "preview",
    role: "region",
    "aria-label": texts.tableLabel,
    tabindex: 0,
  });
  return {
    element,
    /** @param {Inspection} inspection @param {Record<string, string>} used the columns by field */
    show({ columns }, used) {
      const usesOf = (/** @type {string} */ name) =>
        Object.keys(used).filter((field) => name !== "" && used[field] === name);
      const rows = Math.max(0, ...columns.map(({ samples }) => samples.length));
      const header = columns.map(({ name }) =>
        el(
          "th",
          { scope: "col", class: usesOf(name).length > 0 ? "used" : "" },
          plainText(name) || texts.unnamed,
          ...usesOf(name).map((field) => el("span", { class: "use" }, texts.fields[field])),
        ),
      );
      const body = Array.from({ length: rows }, (_, row) =>
        el("tr", {}, ...columns.map(({ samples }) => el("td", {}, plainText(samples[row] ?? "")))),
      );
      setChildren(
        element,
        el("table", {}, el("thead", {}, el("tr", {}, ...header)), el("tbody", {}, ...body)),
      );
    },
  };
}

/** A choice of a column for each field. @param {Inspection} inspection @param {Record<string, string>} chosen by field */
export function createColumnChoices(inspection, chosen) {
  const named = namedColumns(inspection);
  /** @type {Map<string, { select: HTMLSelectElement, needed: HTMLElement }>} */
  const controls = new Map();
  const rows = fieldsFor(inspection).map((field) => {
    const id = uniqueId(`column-${field}`);
    const needed = el("span", { id: `${id}-needed`, class: "needed", hidden: true }, texts.choose);
    const select = el(
      "select",
      { id, "data-field": field },
      el("option", { value: "" }, `– ${texts.notInFile} –`),
      ...named.map(({ name, samples }) =>
        el("option", { value: name }, plainText(texts.option(name, shortened(samples)))),
      ),
    );
    select.value = chosen[field] ?? "";
    // A column that the file does not have.
    if (select.selectedIndex < 0) select.value = "";
    controls.set(field, { select, needed });
    return el("p", { class: "column" }, el("label", { for: id }, texts.fields[field]), select, needed);
  });
  const isFeature = inspection.format === "geojson";
  return {
    element: el(
      "fieldset",
      { class: "columns" },
      el("legend", {}, texts.main),
      isFeature && el("p", { class: "hint" }, texts.isPlaceOfFeature),
      ...rows,
    ),
    /** @returns {Record<string, string>} the column of each field, empty for none */
    columns: () => Object.fromEntries([...controls].map(([field, { select }]) => [field, select.value])),
    /** Marks the fields that are needed and not chosen. @param {string[]} missing */
    mark(missing) {
      for (const [field, { select, needed }] of controls) {
        const isMissing = missing.includes(field);
        setHidden(needed, !isMissing);
        select.setAttribute("aria-invalid", String(isMissing));
        // What is hidden would describe it all the same.
        if (isMissing) select.setAttribute("aria-describedby", needed.id);
        else select.removeAttribute("aria-describedby");
      }
    },
    select: (/** @type {string} */ field) => controls.get(field)?.select ?? null,
    focus: (/** @type {string} */ field) => controls.get(field)?.select.focus(),
  };
}

/** @param {string[]} samples */
function shortened(samples) {
  const sample = samples.find((value) => value.trim() !== "") ?? "";
  return sample.length > SAMPLE_LETTERS ? `${sample.slice(0, SAMPLE_LETTERS)}…` : sample;
}

/** How the file is written, as far as that may be wrong. @param {Inspection} inspection @param {import("./columns.js").Choice} choice */
export function createHowWritten({ encoding, format }, choice) {
  const { decimals } = texts;
  const decimal = selectOf(
    { "": decimals.auto, ".": decimals.point, ",": decimals.comma },
    choice.decimal ?? "",
  );
  const isRecognised = encoding.toLowerCase() === "utf-8";
  const others = Object.fromEntries(ENCODINGS.map((label) => [label, label]));
  const encodings = selectOf({ "": texts.encodingAuto(encoding), ...others }, choice.encoding ?? "");
  const showsEncoding = !isRecognised || choice.encoding !== undefined;
  /** @param {string} label @param {HTMLSelectElement} select */
  const row = (label, select) => el("p", { class: "column" }, el("label", { for: select.id }, label), select);
  const isText = format === "csv";
  return {
    element: el(
      "fieldset",
      { class: "columns", hidden: !isText && !showsEncoding },
      el("legend", {}, texts.how),
      isText && row(texts.decimal, decimal),
      showsEncoding && row(texts.encoding, encodings),
    ),
    /** @returns {import("./columns.js").Choice} */
    chosen: () => ({
      ...(isText && decimal.value && { decimal: /** @type {"." | ","} */ (decimal.value) }),
      ...(showsEncoding && encodings.value && { encoding: encodings.value }),
    }),
  };
}

/** @param {Record<string, string>} options their labels by value @param {string} value */
function selectOf(options, value) {
  const select = el(
    "select",
    { id: uniqueId("choice") },
    ...Object.entries(options).map(([key, label]) => el("option", { value: key }, label)),
  );
  select.value = value;
  return select;
}
