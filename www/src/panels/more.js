// A question that takes longer than a drag allows, and so has a button: near repeats.
import { h } from "preact";
import { useRef, useState } from "preact/hooks";
import { term } from "../definitions.js";
import { words } from "../words/index.js";
import { withElements } from "../words/with-elements.js";
import { disclosure, part } from "./parts.js";

/** @typedef {import("geobit").GeofenceReport} GeofenceReport */
/** @typedef {import("./parts.js").Child} Child */
/** @typedef {{ repeats: () => Promise<GeofenceReport> }} Ask */

const texts = words.geofence;

/** @param {Ask} ask */
export const repeatPart = (ask) =>
  requestPart(ask, texts.repeatsTitle, texts.repeatsButton, async () =>
    renderRepeats((await ask.repeats()).repeat),
  );

/**
 * Renders a part that is empty until its button is pressed.
 * @param {object} owner what the request belongs to: with another owner the part is empty again
 * @param {string} title @param {string} label of the button @param {Answer} answer
 */
export const requestPart = (owner, title, label, answer) =>
  part(title, h(Request, { key: owner, title, label, answer }));

/**
 * @callback Answer
 * @param {(text: string) => void} showProgress
 * @param {() => boolean} isShown tells whether the part is still there, and not that of another report
 * @returns {Promise<Child>}
 */

/** @param {{ title: string, label: string, answer: Answer }} props */
function Request({ title, label, answer }) {
  const container = useRef(/** @type {HTMLElement | null} */ (null));
  const [content, setContent] = useState(/** @type {Child} */ (null));
  const showProgress = (/** @type {string} */ text) =>
    setContent(h("p", { class: "hint", role: "status" }, text));
  const send = async () => {
    // The button disappears; keyboard users go on from its container.
    container.current?.focus({ preventScroll: true });
    showProgress(texts.computing);
    try {
      setContent(await answer(showProgress, () => container.current !== null));
    } catch (error) {
      showProgress(texts.notAnswered(/** @type {Error} */ (error).message));
    }
  };
  return h(
    "div",
    { ref: container, "data-request": title, role: "group", "aria-label": title, tabindex: -1 },
    content ?? h("button", { type: "button", class: "small", onclick: send }, label),
  );
}

/** @param {GeofenceReport["repeat"]} repeat */
function renderRepeats(repeat) {
  if (!repeat) return h("p", null, texts.repeatsUntested);
  const { incidents, p, untested, tooUncertain } = repeat;
  const leftOut = tooUncertain > 0 && texts.repeatsLeftOut(tooUncertain);
  if (p === null) {
    const reason = untested === "tooFew" ? texts.repeatsTooFew(incidents) : texts.repeatsTooMany(incidents);
    return h("p", null, reason, leftOut);
  }
  return h(
    "div",
    null,
    h(
      "p",
      null,
      ...withElements(texts.repeats(repeat), { pairs: term("repeat", texts.repeatsTerm) }),
      leftOut,
    ),
    disclosure(
      words.provenance.methodTitle,
      () => h("p", null, texts.repeatsTest(repeat, p)),
      texts.repeatsTitle,
    ),
  );
}
