// Questions that take longer than a drag allows, and so have a button: near repeats, and the comparison of all areas.
import { h } from "preact";
import { useRef, useState } from "preact/hooks";
import { term } from "../definitions.js";
import { formatCount, formatInterval, formatNumber } from "../format.js";
import { words } from "../words/index.js";
import { withElements } from "../words/with-elements.js";
import { part, sub, table } from "./parts.js";

/** @typedef {import("geobit").GeofenceReport} GeofenceReport */
/** @typedef {import("./parts.js").Child} Child */
/** @typedef {{ name: string, report: GeofenceReport }} ComparedArea */
/**
 * @typedef {{
 *   repeats: () => Promise<GeofenceReport>,
 *   areas: number,
 *   compare: (progress: (done: number, total: number) => void) => Promise<ComparedArea[]>,
 * }} Ask
 */

const texts = words.geofence;

/** @param {Ask} ask */
export const repeatPart = (ask) =>
  requestPart(ask, texts.repeatsTitle, texts.repeatsButton, async () =>
    renderRepeats((await ask.repeats()).repeat),
  );

/** @param {Ask} ask */
export const comparePart = (ask) =>
  ask.areas > 1 &&
  requestPart(ask, texts.compareTitle, texts.compareButton(ask.areas), async (showProgress) =>
    renderComparison(await ask.compare((done, total) => showProgress(texts.compareProgress(done, total)))),
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
    "p",
    null,
    ...withElements(texts.repeats(repeat, p), { pairs: term("repeat", texts.repeatsTerm) }),
    leftOut,
  );
}

/** @param {ComparedArea[]} areas */
function renderComparison(areas) {
  const rate = (/** @type {ComparedArea} */ { report }) => report.among?.shrunk.perDay ?? 0;
  const sorted = areas.toSorted((a, b) => rate(b) - rate(a));
  return table(
    ["", term("rank", texts.rank), term("shrunk", texts.shrunkPerDay), term("q", texts.change)],
    sorted.map(({ name, report }) => [name, ...comparisonCells(report)]),
    texts.compareCaption,
  );
}

/** @param {GeofenceReport} report */
function comparisonCells({ among, change }) {
  if (!among) return [];
  const [best, worst] = among.rank.map(formatCount);
  return [
    best === worst ? best : texts.ranks(best, worst),
    h("span", null, formatNumber(among.shrunk.perDay), sub(formatInterval(among.shrunk.interval))),
    h("span", null, words.verdict.phrases[change.verdict], sub(texts.q(among.q))),
  ];
}
