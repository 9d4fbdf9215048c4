// What the page says besides results: the progress of a load, errors, and announcements for screen readers.
import { el } from "./dom.js";
import { findHook } from "./root.js";
import { words } from "./words/index.js";

/** Screen readers are told what has settled, not every step of a drag. */
const SETTLED_MS = 700;

/**
 * @param {HTMLElement} root
 * @param {{ cancel: () => void, tellError?: (title: string, sentence: string) => void }} page `tellError` is told of errors as well
 */
export function createMessages(root, { cancel, tellError }) {
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
    const hadFocus = banner.contains(document.activeElement);
    banner.hidden = true;
    banner.replaceChildren();
    // The button that was pressed is gone, and what is pressed next is likely another file.
    if (hadFocus) /** @type {HTMLElement} */ (findHook(root, "add-data").querySelector("summary")).focus();
  }

  /** @param {string} kind of banner @param {"alert" | "status"} role @param {string} title @param {string} sentence */
  function show(kind, role, title, sentence) {
    banner.className = `banner ${kind}`;
    banner.replaceChildren(
      el("span", { role }, el("strong", {}, title), ` ${sentence}`),
      el(
        "button",
        { type: "button", class: "small", "aria-label": words.messages.dismiss, onclick: clear },
        "✕",
      ),
    );
    banner.hidden = false;
  }

  /** @param {string} sentence */
  function announce(sentence) {
    clearTimeout(timer);
    timer = window.setTimeout(() => {
      live.textContent = sentence;
    }, SETTLED_MS);
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
      if (!cancelButton.isConnected) {
        banner.replaceChildren(text, bar, cancelButton);
        announce(words.messages.announceReading(name));
      }
      banner.className = "banner";
      banner.hidden = false;
    },

    /** @param {string} title @param {string} sentence */
    showError(title, sentence) {
      show("error", "alert", title, sentence);
      tellError?.(title, sentence);
    },

    /** Says what is worth knowing of a file that was opened. @param {string} title @param {string} sentence */
    showNote: (title, sentence) => show("note", "status", title, sentence),

    /** Says something beside what is said of a file already. @param {string} title @param {string} sentence */
    showBeside(title, sentence) {
      const said = banner.hidden ? null : banner.querySelector("[role]");
      if (said) said.append(el("br"), el("strong", {}, title), ` ${sentence}`);
      else show("note", "status", title, sentence);
    },

    clear,
    announce,

    close: () => clearTimeout(timer),
  };
}
