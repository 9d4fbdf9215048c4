// A daily brief as plain text for a messenger: short lines without markup. Where it would be too long, lists become shorter, and the
// text says what was left out.

import { formatDay } from "../format.js";
import { describeFilter } from "../panels/filtered.js";
import { plainText } from "../plain-text.js";
import { words } from "../words/index.js";
import { siteBrief as texts } from "../words/news.js";
import {
  cut,
  describeAge,
  describeChanges,
  describeFired,
  describeFresh,
  describeLast,
  describeRecorded,
  describeRules,
  describeSite,
  describeSource,
  describeWindow,
} from "./sentences.js";

/** @typedef {import("./content.js").SiteBrief} SiteBrief */

export const MOST_LETTERS = 1500;
/** How many lines of each list there are at most, and how long texts from elsewhere may be. */
const MOST_LINES = 6;
const LETTERS = { name: 80, source: 220, verdict: 420, coverage: 300, filter: 240, zones: 240 };

/** @param {SiteBrief} brief */
export function toMessage(brief) {
  for (let lines = MOST_LINES; lines > 0; lines--) {
    const text = write(brief, lines, lines);
    if (text.length <= MOST_LETTERS) return text;
  }
  return write(brief, 0, 0);
}

/** @param {SiteBrief} brief @param {number} freshLines @param {number} lastLines */
function write(brief, freshLines, lastLines) {
  const {
    shape,
    today,
    coverage,
    isCovered,
    verdict,
    fired,
    fresh,
    freshMore,
    last,
    lastMore,
    summary,
    kinds,
  } = brief;
  const rules = fired.slice(0, Math.max(1, freshLines));
  const [freshShown, lastShown] = [fresh.slice(0, freshLines), last.slice(0, lastLines)];
  const leftOut = [
    texts.moreRules(fired.length - rules.length),
    texts.moreFresh(fresh.length + freshMore - freshShown.length),
    texts.moreLast(last.length + lastMore - lastShown.length),
    texts.map,
  ].filter(Boolean);
  const isNoticed = coverage.stale || coverage.inside !== "all";
  const told = isCovered
    ? [
        describeWindow(brief),
        cut(verdict, LETTERS.verdict),
        "",
        describeRules(brief),
        ...rules.map((rule) => item(cut(describeFired(rule), LETTERS.name))),
        "",
        describeFresh(brief),
        ...freshShown.map((one) => item(describeRecorded(one))),
        describeChanges(brief),
        "",
        ...(lastShown.length > 0 ? [describeLast(brief)] : []),
        ...lastShown.map((one) => item(describeRecorded(one))),
      ]
    : [];
  return [
    `${texts.title(cut(shape.name, LETTERS.name))} (${describeSite(brief)})`,
    [formatDay(today), describeAge(brief)].filter(Boolean).join(". "),
    cut(describeFilter(summary, kinds), LETTERS.filter),
    isNoticed ? cut(coverage.words, LETTERS.coverage) : "",
    cut(brief.zones.join(" "), LETTERS.zones),
    ...told,
    "",
    texts.source(cut(describeSource(brief), LETTERS.source)),
    words.provenance.advisory,
    texts.leftOut(leftOut),
  ]
    .map(plainText)
    .filter((line, i, all) => line !== "" || (i > 0 && all[i - 1] !== ""))
    .join("\n");
}

/** @param {string} text */
const item = (text) => `- ${text}`;
