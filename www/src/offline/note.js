// The word that a new version of the page is here. It lies over nothing that is being read, and nothing happens until it is pressed.
import { el, setText } from "../dom.js";
import { leavePage, stayOnPage } from "../restart.js";
import { words } from "../words/index.js";
import { keepOffline } from "./index.js";

/** So long may the new version take to answer before that is said. */
const ANSWER_MS = 10_000;

/**
 * Keeps the page offline, and offers each new version of it.
 * @param {HTMLElement} root
 * @param {ReturnType<typeof import("../restart.js").prepareRestart>} prepare
 * @param {(kept: import("./index.js").Kept) => void} show
 */
export function connectOffline(root, prepare, show) {
  const texts = words.offline;
  const sentence = el("span", {}, texts.update);
  const use = el("button", { type: "button", class: "small primary" }, texts.use);
  const later = el("button", { type: "button", class: "small", onclick: () => note.remove() }, texts.later);
  const note = el("div", { class: "update-note" }, sentence, use, later);
  // Screen readers hear of what is put into it.
  const place = el("div", { class: "update-place", role: "status" });
  root.append(place);

  return keepOffline({
    show,
    tellUpdate(change) {
      place.replaceChildren(note);
      use.onclick = async () => {
        if (!(await prepare(texts))) return;
        leavePage();
        const { others } = await Promise.race([change(), noAnswer()]);
        if (others === 0) return;
        stayOnPage();
        setText(sentence, others > 0 ? texts.others(others) : texts.failed);
      };
    },
    restart: () => window.location.reload(),
  });
}

/** @returns {Promise<{ others: number }>} */
const noAnswer = () => new Promise((resolve) => setTimeout(() => resolve({ others: -1 }), ANSWER_MS));
