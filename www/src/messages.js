// What the page says besides results: progress of a load, errors in words, and news for screen readers.
import { byId, el } from "./dom.js";

/** Screen readers are told what stands still, not every step of a drag. */
const SETTLED_MS = 700;

/** @param {{ cancel: () => void }} page */
export function createMessages({ cancel }) {
  const banner = byId("banner");
  const live = byId("live");
  let timer = 0;

  return {
    /** @param {import("./data.js").Progress & { name: string }} progress */
    progress({ name, phase, done, total }) {
      const words = { download: "Fetching", read: "Reading", index: "Indexing" }[phase] ?? "Loading";
      const bar = el("progress", {
        max: 1,
        value: total > 0 ? done / total : undefined,
        "aria-label": `${words} ${name}`,
      });
      banner.className = "banner busy";
      banner.replaceChildren(
        el("span", {}, `${words} ${name}…`),
        bar,
        el("button", { type: "button", class: "small", onclick: cancel }, "Cancel"),
      );
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
