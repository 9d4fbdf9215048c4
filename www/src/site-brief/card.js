// A daily brief as a small picture that can be read on a phone.
import { drawBlocks, SIZE } from "../brief/card.js";
import { captionOf } from "../brief/figure.js";
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
/** @typedef {import("./layout.js").Block} Block */
/** @typedef {import("../brief/picture.js").Picture} Picture */

/** The map on the card and on the sheet: as wide as the card, at twice the pixels of a screen, so that labels are large. */
export const MAP = { width: 540, height: 205, density: 2, padding: 10 };
/** Lines of each list; what has no room is left out besides. */
const MOST = { fired: 3, fresh: 5, last: 4 };

/** Lists what the card says, from top to bottom. @param {SiteBrief} brief @returns {Block[]} */
export function cardBlocks(brief) {
  const { coverage, isCovered, verdict, fired, fresh, last } = brief;
  const { lead, body } = SIZE;
  const item = (/** @type {string} */ text) => ({ text: `• ${text}`, size: body, gap: 4 });
  const head = (/** @type {string} */ text) => ({ text, size: body, bold: true, gap: 18 });
  const zones = brief.zones.map((text) => ({
    text: plainText(text),
    size: body,
    bold: true,
    essential: true,
  }));
  if (!isCovered) return [{ text: coverage.words, size: lead, bold: true, essential: true }, ...zones];
  const filter = cut(describeFilter(brief.summary, brief.kinds), 240);
  return [
    ...(filter ? [{ text: filter, size: body, bold: true, essential: true }] : []),
    ...(coverage.stale || coverage.inside !== "all"
      ? [{ text: cut(coverage.words, 300), size: body, bold: true, essential: true }]
      : []),
    ...zones,
    ...(describeWindow(brief) ? [{ ...head(describeWindow(brief)), essential: true }] : []),
    { text: cut(verdict, 330), size: lead, gap: 10, essential: true },
    head(describeRules(brief)),
    ...fired.slice(0, MOST.fired).map((rule) => item(describeFired(rule))),
    head(describeFresh(brief)),
    ...fresh.slice(0, MOST.fresh).map((one) => item(describeRecorded(one))),
    ...(describeChanges(brief) ? [item(describeChanges(brief))] : []),
    ...(last.length > 0
      ? [
          { ...head(describeLast(brief)), leads: true },
          ...last.slice(0, MOST.last).map((one) => item(describeRecorded(one))),
        ]
      : []),
  ];
}

/** Counts what the card does not list. @param {SiteBrief} brief */
const unlisted = ({ fired, fresh, freshMore, last, lastMore }) =>
  Math.max(0, fired.length - MOST.fired) +
  Math.max(0, fresh.length + freshMore - MOST.fresh) +
  Math.max(0, last.length + lastMore - MOST.last);

/** @param {SiteBrief} brief @param {Picture | null} picture @returns {Promise<Blob>} a PNG */
export const drawCard = (brief, picture) =>
  drawBlocks({
    ...{ picture, head: headBlocks(brief), body: cardBlocks(brief) },
    foot: (leftOut) => footBlocks(brief, picture, leftOut + unlisted(brief)),
  });

/** @param {SiteBrief} brief @returns {Block[]} */
const headBlocks = (brief) => [
  { text: texts.title(cut(brief.shape.name, 70)), size: SIZE.title, bold: true, essential: true },
  {
    text: [describeSite(brief), formatDay(brief.today), describeAge(brief)].filter(Boolean).join(" · "),
    ...{ size: SIZE.small + 3, gap: 4, essential: true },
  },
];

/** @param {SiteBrief} brief @param {Picture | null} picture @param {number} leftOut @returns {Block[]} */
const footBlocks = (brief, picture, leftOut) => [
  ...(leftOut > 0 ? [{ text: texts.cardLeftOut(leftOut), size: SIZE.small, essential: true }] : []),
  { text: texts.source(cut(plainText(describeSource(brief)), 200)), size: SIZE.small, essential: true },
  {
    text: captionOf(words.provenance.advisory, picture, brief, texts.mapSource),
    ...{ size: SIZE.small, essential: true },
  },
];
