// Shares the answer that is shown without where it is: the text as it will be, and buttons for it and for a picture.
import { h } from "preact";
import { renderInto } from "../dom.js";
import { hint } from "../panels/parts.js";
import { findHook } from "../root.js";
import { save } from "../route-files/write.js";
import { words } from "../words/index.js";
import { share as texts } from "../words/share.js";
import { drawPicture } from "./picture.js";
import { redact, toText } from "./redacted.js";

/**
 * @param {HTMLElement} root
 * @param {import("../page-state.js").PageStore} store
 * @param {{ announce: (sentence: string) => void }} page
 */
export function createShare(root, store, { announce }) {
  const details = findHook(root, "share");
  let note = "";

  /** Returns the answer that is shown, redacted, if it is of a shape that is still there. */
  function current() {
    const { answer, drawn, loaded } = store.get();
    const shape = drawn.shapes.find(({ id }) => id === answer?.shapeId);
    return answer && shape && loaded
      ? redact(answer, shape, { isDemo: loaded.demo, matching: loaded.matching })
      : null;
  }

  /** @param {string} sentence */
  function say(sentence) {
    note = sentence;
    announce(sentence);
    show();
  }

  async function savePicture() {
    const redacted = current();
    if (!redacted) return say(texts.noAnswer);
    try {
      save(texts.pictureFile, "image/png", await drawPicture(redacted));
    } catch {
      say(texts.pictureFailed);
    }
  }

  function saveText() {
    const redacted = current();
    if (redacted) save(texts.textFile, "text/plain;charset=utf-8", toText(redacted));
    else say(texts.noAnswer);
  }

  async function copyText() {
    const redacted = current();
    if (!redacted) return say(texts.noAnswer);
    try {
      await navigator.clipboard.writeText(toText(redacted));
      say(texts.copied);
    } catch {
      say(texts.copyFailed);
    }
  }

  function show() {
    const redacted = details.hasAttribute("open") ? current() : null;
    const button = (/** @type {string} */ label, /** @type {() => void} */ onclick) =>
      h("button", { type: "button", class: "small", onclick }, label);
    renderInto(
      details,
      h("summary", null, words.markup.share),
      hint(texts.intro),
      redacted && h("pre", { class: "share-text" }, toText(redacted)),
      hint(texts.reveals),
      h(
        "p",
        { class: "snapshot-buttons" },
        button(texts.picture, savePicture),
        button(texts.text, saveText),
        button(texts.copy, copyText),
      ),
      h("p", { class: "hint", role: "status" }, note),
    );
  }

  store.subscribe(
    ({ answer }) => answer,
    () => {
      note = "";
      if (details.hasAttribute("open")) show();
    },
  );
  details.addEventListener("toggle", show);
  show();
}
