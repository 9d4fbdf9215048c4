// Asks for a passphrase: that of a locked workspace, or a new one.
import { el } from "../dom.js";
import { createDialog } from "../opening/dialog.js";
import { uniqueId } from "../root.js";
import { workspace as texts } from "../words/workspace.js";

/** A shorter one is guessed in a day, however slowly a key is made of it. */
export const LEAST_LETTERS = 10;

/** @param {string} autocomplete */
const field = (autocomplete) =>
  el("input", {
    ...{ id: uniqueId("passphrase"), type: "password", autocomplete, spellcheck: "false" },
    autocapitalize: "off",
  });

/** @param {string} label @param {HTMLInputElement} input */
const labelled = (label, input) =>
  el("p", { class: "passphrase" }, el("label", { for: input.id }, label), input);

/**
 * Asks for the passphrase of a locked workspace until one opens it.
 * @template T
 * @param {HTMLElement} root
 * @param {{ title: string, otherwise: string, unlock: (passphrase: string) => Promise<T> }} page `unlock` throws an error with a
 *   sentence if the passphrase is another one; `otherwise` is the label of the button that does without
 * @returns {Promise<T | null>} `null` without it
 */
export function askPassphrase(root, { title, otherwise, unlock }) {
  return new Promise((resolve) => {
    const input = field("current-password");
    const problem = el("p", { class: "problem", role: "alert", hidden: true });
    const button = el("button", { type: "submit", class: "primary" }, texts.unlock);
    /** @param {T | null} result */
    const end = (result) => {
      input.value = "";
      dialog.close();
      resolve(result);
    };
    async function submit() {
      if (button.disabled) return;
      button.disabled = true;
      button.textContent = texts.unlocking;
      problem.hidden = true;
      try {
        end(await unlock(input.value));
      } catch (error) {
        problem.textContent = error instanceof Error ? error.message : String(error);
        problem.hidden = false;
        input.select();
      }
      button.disabled = false;
      button.textContent = texts.unlock;
    }
    const cancel = () => end(null);
    const dialog = createDialog(root, {
      ...{ title, name: "passphrase", submit, cancel },
      content: [labelled(texts.passphrase, input), problem],
      buttons: [button, el("button", { type: "button", onclick: cancel }, otherwise)],
    });
    dialog.show(input);
  });
}

/** Asks for a new passphrase. @param {HTMLElement} root @returns {Promise<string | null>} */
export function askNewPassphrase(root) {
  return new Promise((resolve) => {
    const [first, again] = [field("new-password"), field("new-password")];
    const problem = el("p", { class: "problem", role: "alert", hidden: true });
    /** @param {string | null} result */
    const end = (result) => {
      dialog.close();
      resolve(result);
    };
    function submit() {
      const isShort = [...first.value].length < LEAST_LETTERS;
      if (!isShort && first.value === again.value) return end(first.value);
      problem.textContent = isShort ? texts.tooShort(LEAST_LETTERS) : texts.notSame;
      problem.hidden = false;
    }
    const cancel = () => end(null);
    const dialog = createDialog(root, {
      ...{ title: texts.setTitle, name: "new-passphrase", submit, cancel },
      content: [
        el("p", {}, texts.setIntro),
        labelled(texts.newPassphrase(LEAST_LETTERS), first),
        labelled(texts.again, again),
        problem,
      ],
      buttons: [
        el("button", { type: "submit", class: "primary" }, texts.lock),
        el("button", { type: "button", onclick: cancel }, texts.cancel),
      ],
    });
    dialog.show(first);
  });
}
