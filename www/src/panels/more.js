// Questions that take longer than a drag allows, and so have a button: near repeats, and the comparison of all areas.
import { h } from "preact";
import { useRef, useState } from "preact/hooks";
import { term } from "../definitions.js";
import { formatCount, formatInterval, formatNumber } from "../format.js";
import { words } from "../words/index.js";
import { withElements } from "../words/with-elements.js";
import { isCovered } from "./coverage.js";
import { disclosure, part, sub, table } from "./parts.js";

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

/** @param {ComparedArea[]} areas */
function renderComparison(areas) {
  // An area that the data do not cover has no rate, and comes last.
  const rate = (/** @type {ComparedArea} */ { report }) =>
    isCovered(report) ? (report.among?.shrunk.perDay ?? 0) : -1;
  const sorted = areas.toSorted((a, b) => rate(b) - rate(a));
  return h(
    "div",
    null,
    table(
      ["", term("rank", texts.rank), texts.evenedPerDay, texts.change],
      sorted.map(({ name, report }) => [name, ...comparisonCells(report)]),
      texts.compareCaption,
    ),
    disclosure(words.provenance.methodTitle, () => comparisonStatistics(sorted), texts.compareTitle),
  );
}

/** @param {ComparedArea[]} areas */
const comparisonStatistics = (areas) => [
  h("p", null, texts.shrunk),
  h("p", null, term("shrunk", texts.evenedPerDay), ", ", term("q", texts.change)),
  h(
    "ul",
    null,
    ...areas.flatMap(({ name, report }) =>
      isCovered(report) && report.among ? [h("li", null, texts.q(name, report.among.q))] : [],
    ),
  ),
];

/** @param {GeofenceReport} report */
function comparisonCells(report) {
  const { among, change } = report;
  if (!among) return [];
  if (!isCovered(report)) return ["", "", h("span", null, texts.notCovered)];
  const [best, worst] = among.rank.map(formatCount);
  return [
    best === worst ? best : texts.ranks(best, worst),
    h("span", null, formatNumber(among.shrunk.perDay), sub(formatInterval(among.shrunk.interval))),
    h("span", null, words.verdict.phrases[change.verdict]),
  ];
}
