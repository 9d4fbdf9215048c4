// A suspected duplicate: both records side by side, how near they are to each other, and the two answers.
import { h } from "preact";
import { formatCount, formatPeriod, formatPlace } from "../format.js";
import { kindName } from "../kinds.js";
import { plainText } from "../plain-text.js";
import { words } from "../words/index.js";
import { pairId } from "./decisions.js";

/** @typedef {import("geobit").Incident} Incident */
/** A record and the name of its source. @typedef {{ source: string, record: Incident }} Side */
/** @typedef {import("./decisions.js").Answer} Answer */

const texts = words.duplicates;

/**
 * @param {{ pair: import("./decisions.js").Pair, a: Side, b: Side, answer: Answer | null, label: string,
 *   answerWith: (answer: Answer) => void }} item
 */
export function pairItem({ pair, a, b, answer, label, answerWith }) {
  const row = (/** @type {string} */ name, /** @type {(record: Incident) => string} */ textOf) => {
    const [one, other] = [textOf(a.record), textOf(b.record)];
    const cell = (/** @type {string} */ text, /** @type {Incident} */ { kind }) =>
      h("td", null, name === texts.kind ? kindName(kind) : text);
    return (
      (one || other) &&
      h(
        "tr",
        { class: one === other ? "" : "differs" },
        h("th", { scope: "row" }, name),
        cell(one, a.record),
        cell(other, b.record),
      )
    );
  };
  const button = (/** @type {Answer} */ value, /** @type {string} */ text) =>
    h(
      "button",
      {
        ...{ type: "button", class: "small", "data-answer": value },
        "aria-pressed": String(answer === value),
        onclick: () => answerWith(value),
      },
      text,
    );
  return h(
    "li",
    { key: pairId(pair), class: "pair", role: "group", "aria-label": label, "data-answered": answer ?? "" },
    h(
      "table",
      null,
      h(
        "thead",
        null,
        h(
          "tr",
          null,
          h("th", { scope: "col" }, h("span", { class: "visually-hidden" }, texts.what)),
          h("th", { scope: "col" }, plainText(a.source)),
          h("th", { scope: "col" }, plainText(b.source)),
        ),
      ),
      h(
        "tbody",
        null,
        row(texts.day, ({ start, end }) => formatPeriod(start, end)),
        row(texts.kind, ({ kind }) => kind),
        row(texts.place, describePlace),
        row(texts.deaths, ({ fatalities: { best } }) =>
          best === null ? words.record.deathsNotRecorded : formatCount(best),
        ),
        row(texts.note, ({ headline }) => plainText(headline)),
      ),
    ),
    h(
      "div",
      { class: "pair-answer" },
      h("span", { class: "pair-likeness" }, texts.apart(pair.km, pair.days), " · ", texts.score(pair.score)),
      h("span", { class: "pair-buttons" }, button("same", texts.accept), button("apart", texts.keepApart)),
    ),
  );
}

/** @param {Incident} record */
function describePlace({ place, admin1, lon, lat }) {
  const name = [place, admin1].filter(Boolean).map(plainText).join(", ");
  const at = lon === null || lat === null ? "" : formatPlace(lon, lat);
  return [name, at].filter(Boolean).join(" · ");
}
