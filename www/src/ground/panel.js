// What the panel says of the map's ground: where it comes from, and whether it is kept.
import { h } from "preact";
import { renderInto } from "../dom.js";
import { hint } from "../panels/parts.js";
import { plainText } from "../plain-text.js";
import { words } from "../words/index.js";

/**
 * @typedef {object} GroundState
 * @property {import("./archive.js").Archive | null} archive what is drawn from
 * @property {string | null} kept the name of the file that this browser keeps
 * @property {boolean} isWorking
 * @property {string} note what is to be said
 */
/** @typedef {Record<"keep" | "forget" | "close", () => void> & { open: (file: File) => void }} Actions */

/** @param {HTMLElement} element @param {GroundState} state @param {Actions} actions */
export function showGroundPanel(element, { archive, kept, isWorking, note }, actions) {
  const { ground: texts } = words;
  /** @param {string} label @param {() => void} onclick @param {string} name */
  const button = (label, onclick, name) =>
    h(
      "button",
      { type: "button", class: "small", disabled: isWorking, onclick, "data-ground-action": name },
      label,
    );
  const isKept = archive !== null && kept === archive.file.name;
  renderInto(
    element,
    h("summary", null, words.markup.ground),
    hint(texts.intro),
    archive &&
      h(
        "p",
        { "data-ground": "drawn" },
        h("strong", null, plainText(archive.file.name)),
        " ",
        h(
          "span",
          { class: "hint" },
          texts.facts(words.packs.size(archive.file.size), archive.minZoom, archive.maxZoom),
          " · ",
          texts.attribution[archive.schema],
        ),
      ),
    kept !== null && h("p", { class: "hint", "data-ground": "kept" }, texts.isKept(plainText(kept))),
    h(
      "p",
      { class: "snapshot-buttons" },
      h(
        "label",
        { class: "file-button" },
        texts.open,
        h("input", {
          ...{ type: "file", accept: ".pmtiles", class: "visually-hidden", disabled: isWorking },
          onchange(/** @type {Event} */ { target }) {
            const input = /** @type {HTMLInputElement} */ (target);
            const [file] = input.files ?? [];
            // Emptied, so that the same file can be chosen again.
            input.value = "";
            if (file) actions.open(file);
          },
        }),
      ),
      archive && !isKept && button(texts.keep(words.packs.size(archive.file.size)), actions.keep, "keep"),
      kept !== null && button(texts.forget, actions.forget, "forget"),
      archive && button(texts.close, actions.close, "close"),
    ),
    h("p", { class: "hint", role: "status", "data-ground": "note" }, note),
  );
}
