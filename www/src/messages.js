// What the page says besides results: progress of a load, errors in words, and news for screen readers.
import { byId, el } from "./dom.js";

/** Screen readers are told what stands still, not every step of a drag. */
const SETTLED_MS = 700;
const PHASES = /** @type {Record<string, string>} */ ({
  download: "Fetching",
  read: "Reading",
  index: "Indexing",
});

/** @param {{ cancel: () => void }} page */
export function createMessages({ cancel }) {
  const banner = byId("banner");
  const live = byId("live");
  const words = el("span");
  const bar = el("progress", { max: 1, "aria-label": "Loading" });
  const stop = el("button", { type: "button", class: "small", onclick: cancel }, "Cancel");
  let timer = 0;

  return {
    /** @param {import("./data.js").Progress & { name: string }} progress */
    progress({ name, phase, done, total }) {
      words.textContent = `${PHASES[phase] ?? "Loading"} ${name}…`;
      if (total > 0) bar.value = done / total;
      else bar.removeAttribute("value");
      // Put there once: a button that is replaced under the finger is never clicked.
      if (!stop.isConnected) banner.replaceChildren(words, bar, stop);
      banner.className = "banner";
      banner.hidden = false;
    },

    /** @param {string} title @param {string} sentence */
    error(title, sentence) {
      banner.className = "banner error";
      banner.replaceChildren(
        el("span", { role: "alert" }, el("strong", {}, title), ` ${sentence}`),
        el("button", { type: "button", class: "small", "aria-label": "Dismiss", onclick: this.clear }, "✕"),
      );
      banner.hidden = false;
    },

    clear() {
      banner.hidden = true;
      banner.replaceChildren();
    },

    /** @param {string} sentence */
    announce(sentence) {
      clearTimeout(timer);
      timer = window.setTimeout(() => {
        live.textContent = sentence;
      }, SETTLED_MS);
    },
  };
}
