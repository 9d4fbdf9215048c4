// Where more filters begin: the button, and the chip that says what is filtered by. The form is fetched when it is opened.
import { h } from "preact";
import { renderInto, setHidden, setText } from "../dom.js";
import { onDemand } from "../on-demand.js";
import { plainText } from "../plain-text.js";
import { findHook } from "../root.js";
import { words } from "../words/index.js";
import { describe } from "./matching.js";

/**
 * @param {HTMLElement} root
 * @param {import("../page-state.js").PageStore} store
 * @param {{ announce: (sentence: string) => void, notFetched: (error: unknown) => void }} page
 */
export function createMoreFilters(root, store, { announce, notFetched }) {
  const texts = words.moreFilters;
  const button = /** @type {HTMLButtonElement} */ (findHook(root, "more-filters"));
  const chip = findHook(root, "filtered");
  /** Says the same in the first sight of a small screen, where the filters are below. */
  const strip = findHook(root, "filtered-strip");
  const form = onDemand(
    () => import("./index.js").then(({ createForm }) => createForm(root, store)),
    notFetched,
  );
  button.addEventListener("click", async () => (await form())?.open());

  function remove() {
    store.update({ type: "setMatching", matching: null });
    announce(texts.removed);
    button.focus();
  }

  /** Says what is filtered by, or which filter waits for its data. */
  function sentenceOf() {
    const { loaded, waiting } = store.get();
    if (!loaded) return "";
    const { snapshot, whole, matching } = loaded;
    if (matching) return texts.filtered(describe(matching), snapshot.summary.count, whole.summary.count);
    return waiting ? texts.waits(describe(waiting.matching), waiting.files?.map(plainText)) : "";
  }

  function show() {
    const sentence = sentenceOf();
    setHidden(chip, !sentence);
    setHidden(strip, !sentence);
    setText(strip, sentence);
    if (!sentence) return renderInto(chip);
    renderInto(
      chip,
      h("span", null, sentence),
      h(
        "button",
        { type: "button", class: "small", "aria-label": texts.remove, title: texts.remove, onclick: remove },
        "✕",
      ),
    );
  }

  store.subscribe(
    ({ loaded }) => loaded,
    (loaded, previous) => {
      show();
      if (loaded?.matching && loaded.matching !== previous?.matching) announce(chip.innerText);
    },
  );
  store.subscribe(
    ({ waiting }) => waiting,
    (waiting) => {
      show();
      if (waiting) announce(chip.innerText);
    },
  );
}
