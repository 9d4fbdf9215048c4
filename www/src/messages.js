// What the page says besides results: the progress of a load, errors, and announcements for screen readers.
import { el } from "./dom.js";
import { findHook } from "./root.js";
import { words } from "./words/index.js";

/** Screen readers are told what has settled, not every step of a drag. */
const SETTLED_MS = 700;

/**
 * @param {HTMLElement} root
 * @param {{ cancel: () => void }} page
 */
export function createMessages(root, { cancel }) {
  const banner = findHook(root, "banner");
  const live = findHook(root, "live");
  const text = el("span");
  const bar = el("progress", { max: 1, "aria-label": words.messages.loading });
  const cancelButton = el(
    "button",
    { type: "button", class: "small", onclick: cancel },
    words.messages.cancel,
  );
  let timer = 0;

  function clear() {
    banner.hidden = true;
    banner.replaceChildren();
  }

  return {
    /** @param {import("./data.js").Progress & { name: string }} progress */
    showProgress({ name, phase, done, total }) {
      text.textContent = words.messages.progress(
        words.messages.phases[phase] ?? words.messages.otherPhase,
        name,
      );
      if (total > 0) bar.value = done / total;
      else bar.removeAttribute("value");
      // Inserted once: a button that is replaced under the finger is never clicked.
      if (!cancelButton.isConnected) banner.replaceChildren(text, bar, cancelButton);
      banner.className = "banner";
      banner.hidden = false;
    },

    /** @param {string} title @param {string} sentence */
    showError(title, sentence) {
      banner.className = "banner error";
      banner.replaceChildren(
        el("span", { role: "alert" }, el("strong", {}, title), ` ${sentence}`),
        el(
          "button",
          { type: "button", class: "small", "aria-label": words.messages.dismiss, onclick: clear },
          "✕",
        ),
      );
      banner.hidden = false;
    },

    clear,

    /** @param {string} sentence */
    announce(sentence) {
      clearTimeout(timer);
      timer = window.setTimeout(() => {
        live.textContent = sentence;
      }, SETTLED_MS);
    },

    close: () => clearTimeout(timer),
  };
}
