// Asks which sheet of a workbook is to be read.
import { el } from "../dom.js";
import { plainText } from "../plain-text.js";
import { words } from "../words/index.js";
import { createDialog } from "./dialog.js";

const texts = words.opening;

/**
 * @param {HTMLElement} root @param {string} file its name @param {string[]} sheets
 * @returns {Promise<string | null>} the sheet, or `null` for none
 */
export function askForSheet(root, file, sheets) {
  return new Promise((resolve) => {
    /** @param {string | null} sheet */
    const end = (sheet) => {
      dialog.close();
      resolve(sheet);
    };
    const cancel = () => end(null);
    const dialog = createDialog(root, {
      name: "sheet",
      title: texts.sheetTitle(file),
      content: [
        el(
          "ul",
          { class: "sheets" },
          ...sheets.map((sheet) =>
            el("li", {}, el("button", { type: "button", onclick: () => end(sheet) }, plainText(sheet))),
          ),
        ),
      ],
      buttons: [el("button", { type: "button", onclick: cancel }, texts.cancel)],
      ...{ submit() {}, cancel },
    });
    dialog.show();
  });
}
