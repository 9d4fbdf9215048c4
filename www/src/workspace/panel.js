// The workspace beside the map: what can be saved of it and what a file reveals, and how it is kept in this browser.
import { h } from "preact";
import { renderInto } from "../dom.js";
import { hint } from "../panels/parts.js";
import { words } from "../words/index.js";
import { workspace as texts } from "../words/workspace.js";

/**
 * @typedef {object} WorkspaceState
 * @property {number} sites
 * @property {number} routes
 * @property {number} own
 * @property {import("./keeping.js").Mode} mode
 * @property {boolean} isOn whether it is to be kept in this browser
 * @property {boolean} isLocked whether it has a passphrase
 * @property {string} note what is to be said
 * @property {boolean} hasAside whether one of which not all could be read is kept as it was
 */
/**
 * @typedef {object} Actions
 * @property {(format: string) => void} saveShapes
 * @property {() => void} saveFile
 * @property {() => void} saveAside
 * @property {(file: File) => void} openFile
 * @property {(isWanted: boolean) => void} setKeeping
 * @property {() => void} setPassphrase
 * @property {() => void} dropPassphrase
 * @property {() => void} useKept
 * @property {() => void} useThis
 * @property {() => void} erase
 */

/** By what `allFormats` calls them. */
const FORMATS = { geojson: "GeoJSON", kml: "KML", gpx: "GPX", csv: "CSV" };
/** Where what is kept is not what is here. */
const APART = ["locked", "unreadable", "twoTabs", "changed"];

/** @param {HTMLElement} element @param {WorkspaceState} state @param {Actions} actions */
export function showWorkspace(element, state, actions) {
  renderInto(
    element,
    h("summary", null, words.markup.workspace),
    shapesPart(state, actions),
    filePart(state, actions),
    keepPart(state, actions),
    h("p", { class: "snapshot-buttons" }, button(texts.erase, actions.erase, "erase")),
    h("p", { class: "hint", role: "status", "data-workspace": "note" }, state.note),
  );
}

/** @param {WorkspaceState} state @param {Actions} actions */
function shapesPart({ sites, routes }, { saveShapes }) {
  if (sites + routes === 0) return part(texts.saveAll, hint(texts.nothingDrawn));
  return part(
    texts.saveAll,
    hint(texts.revealsShapes(sites, routes)),
    h(
      "p",
      { class: "snapshot-buttons" },
      ...Object.entries(FORMATS).map(([format, label]) =>
        button(label, () => saveShapes(format), `save-${format}`),
      ),
    ),
    hint(texts.formatsLose),
  );
}

/** @param {WorkspaceState} state @param {Actions} actions */
function filePart({ sites, routes, own, isLocked }, { saveFile, openFile }) {
  /** @param {Event} event */
  function choose({ target }) {
    const input = /** @type {HTMLInputElement} */ (target);
    const [file] = input.files ?? [];
    input.value = "";
    if (file) openFile(file);
  }
  return part(
    texts.file,
    hint(texts.fileIntro),
    hint(texts.revealsWorkspace(sites, routes, own, isLocked)),
    h(
      "p",
      { class: "snapshot-buttons" },
      button(texts.saveFile, saveFile, "save-file"),
      h(
        "label",
        { class: "file-button" },
        h("input", {
          ...{ type: "file", accept: ".json,application/json", class: "visually-hidden" },
          onchange: choose,
        }),
        h("span", null, texts.openFile),
      ),
    ),
  );
}

/** @param {WorkspaceState} state @param {Actions} actions */
function keepPart({ mode, isOn, isLocked, hasAside }, actions) {
  const isApart = APART.includes(mode);
  return part(
    texts.keepTitle,
    h(
      "p",
      { class: "remember" },
      h(
        "label",
        null,
        h("input", {
          ...{ type: "checkbox", checked: isOn, "data-workspace": "keep" },
          onchange: (/** @type {Event} */ { target }) =>
            actions.setKeeping(/** @type {HTMLInputElement} */ (target).checked),
        }),
        h("span", null, texts.keep),
      ),
      h("span", { class: "sub" }, texts.keepHint),
    ),
    h(
      "p",
      {
        class: isApart || mode === "failed" ? "caution" : "hint",
        role: "status",
        "data-workspace": "status",
      },
      texts.status[mode],
    ),
    isApart &&
      h(
        "p",
        { class: "snapshot-buttons" },
        mode !== "unreadable" &&
          button(mode === "locked" ? texts.unlockKept : texts.useKept, actions.useKept, "use-kept"),
        button(texts.useThis, actions.useThis, "use-this"),
      ),
    hasAside && [
      hint(texts.asideHint),
      h("p", { class: "snapshot-buttons" }, button(texts.saveAside, actions.saveAside, "save-aside")),
    ],
    h(
      "p",
      { class: "snapshot-buttons" },
      button(
        isLocked ? texts.changePassphrase : texts.setPassphrase,
        actions.setPassphrase,
        "set-passphrase",
      ),
      isLocked && button(texts.dropPassphrase, actions.dropPassphrase, "drop-passphrase"),
    ),
  );
}

/** @param {string} title @param {...import("../panels/parts.js").Child} content */
const part = (title, ...content) =>
  h("section", { class: "workspace-part" }, h("h3", null, title), ...content);

/** @param {string} label @param {() => void} onclick @param {string} action */
const button = (label, onclick, action) =>
  h("button", { type: "button", class: "small", onclick, "data-workspace-action": action }, label);
