// A suspected duplicate: both records side by side, how near they are to each other, and the two answers.
import { h } from "preact";
import { formatCount, formatPeriod, formatPlace } from "../format.js";
import { kindName } from "../kinds.js";
import { sub } from "../panels/parts.js";
import { plainText } from "../plain-text.js";
import { words } from "../words/index.js";
import { pairId } from "./decisions.js";

/** @typedef {import("geobit").Incident} Incident */
/** A record and the name of its source. @typedef {{ source: string, record: Incident }} Side */
/** @typedef {import("./decisions.js").Answer} Answer */
/** @typedef {import("../panels/parts.js").Child} Child */

const texts = words.duplicates;

/**
 * @param {{ pair: import("./decisions.js").Pair, a: Side, b: Side, answer: Answer | null, label: string,
 *   answerWith: (answer: Answer) => void }} item
 */
export function pairItem({ pair, a, b, answer, label, answerWith }) {
  /** @param {string} name @param {(record: Incident) => Child} describe @param {(record: Incident) => unknown} [compared] what may differ */
  const row = (name, describe, compared) =>
    h(
      "tr",
      { class: compared && compared(a.record) !== compared(b.record) ? "differs" : "" },
      h("th", { scope: "row" }, name),
      h("td", null, describe(a.record)),
      h("td", null, describe(b.record)),
    );
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
    {
      key: pairId(pair),
      class: "duplicate",
      role: "group",
      "aria-label": label,
      "data-answered": answer ?? "",
    },
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
        row(
          texts.day,
          ({ start, end }) => formatPeriod(start, end),
          ({ start }) => start,
        ),
        row(
          texts.kind,
          ({ kind }) => kindName(kind),
          ({ kind }) => kind,
        ),
        row(texts.place, describePlace),
        row(
          texts.deaths,
          ({ fatalities }) => describeDeaths(fatalities.best),
          ({ fatalities }) => fatalities.best,
        ),
        (a.record.headline || b.record.headline) && row(texts.note, ({ headline }) => plainText(headline)),
      ),
    ),
    h(
      "div",
      { class: "duplicate-answer" },
      h(
        "span",
        { class: "duplicate-likeness" },
        texts.apart(pair.km, pair.days),
        " · ",
        texts.score(pair.score),
      ),
      h(
        "span",
        { class: "duplicate-buttons" },
        button("same", texts.accept),
        button("apart", texts.keepApart),
      ),
    ),
  );
}

/** @param {number | null} deaths */
const describeDeaths = (deaths) => (deaths === null ? words.record.deathsNotRecorded : formatCount(deaths));

/** @param {Incident} record */
function describePlace({ place, admin1, lon, lat }) {
  const name = [place, admin1].filter(Boolean).map(plainText).join(", ");
  const at = lon === null || lat === null ? "" : formatPlace(lon, lat);
  return name ? h("span", null, name, sub(at)) : at;
}
