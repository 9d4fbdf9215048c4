// A movement brief as a picture that can be read on a phone.
import { formatDay } from "../format.js";
import { describeFilter } from "../panels/filtered.js";
import { plainText } from "../plain-text.js";
import { cut } from "../site-brief/sentences.js";
import { words } from "../words/index.js";
import { drawBlocks, SIZE } from "./card.js";
import { clockInTable } from "./clock.js";
import { captionOf } from "./figure.js";
import { checkInsOf } from "./plan.js";
import { describeDaylight } from "./schedule.js";
import { describeEncounter, describeRecent, describeSize, describeSource, describeWay } from "./sentences.js";
import { describeNear, describeStart } from "./text.js";

/** @typedef {import("./content.js").Brief} Brief */
/** @typedef {import("../site-brief/layout.js").Block} Block */

const texts = words.brief;
/** A filter may name many actors. */
const MOST_LETTERS = 240;
/** What has no room is left out besides. */
const MOST_INCIDENTS = 8;

/** Lists what the picture says, from top to bottom. @param {Brief} brief @returns {Block[]} */
export function pictureBlocks(brief) {
  const { report, schedule, isCovered, recent } = brief;
  const item = (/** @type {string} */ text) => ({ text: `• ${plainText(text)}`, size: SIZE.body, gap: 4 });
  const head = (/** @type {string} */ text) => ({ text, size: SIZE.body, bold: true, gap: 18, leads: true });
  const checkIns = checkInsOf(schedule).map(({ name, at }) =>
    item(`${clockInTable(at, schedule.offset, Number(schedule.departure))} ${name}`),
  );
  const { coverage, status } = report;
  const isNoticed = coverage.stale || coverage.inside !== "all";
  const told = isCovered
    ? [
        { text: status.verdictText, size: SIZE.lead, gap: 10, essential: true },
        { text: describeEncounter(brief), size: SIZE.body, gap: 8 },
        { text: describeRecent(brief), size: SIZE.body, gap: 8 },
      ]
    : [];
  const filter = describeFilter(brief.summary);
  return [
    ...(filter ? [{ text: cut(filter, MOST_LETTERS), size: SIZE.body, bold: true, essential: true }] : []),
    ...(isNoticed ? [{ text: coverage.words, size: SIZE.body, bold: true, essential: true }] : []),
    ...brief.zones.map((text) => ({ text: cut(plainText(text), MOST_LETTERS), size: SIZE.body, gap: 8 })),
    ...told,
    ...describeDaylight(schedule).map((text) => ({ text, size: SIZE.body, gap: 4 })),
    ...(checkIns.length > 0 ? [head(texts.checkIns), ...checkIns] : []),
    ...(recent.near.length > 0
      ? [
          head(texts.incidents(`${formatDay(recent.from)} – ${formatDay(recent.to)}`)),
          ...recent.near.slice(0, MOST_INCIDENTS).map((near) => item(describeNear(near))),
        ]
      : []),
  ];
}

/** @param {Brief} brief @param {import("./picture.js").Picture | null} picture @returns {Promise<Blob>} a PNG */
export const drawBriefPicture = (brief, picture) =>
  drawBlocks({
    picture,
    head: [
      { text: texts.title(plainText(brief.name)), size: SIZE.title, bold: true, essential: true },
      {
        text: [describeStart(brief), describeWay(brief), describeSize(brief)].map(plainText).join(" · "),
        ...{ size: SIZE.small + 3, gap: 4, essential: true },
      },
    ],
    body: pictureBlocks(brief),
    foot: (leftOut) => [
      ...(leftOut > 0
        ? [{ text: words.siteBrief.cardLeftOut(leftOut), size: SIZE.small, essential: true }]
        : []),
      { text: plainText(describeSource(brief)), size: SIZE.small, essential: true },
      {
        text: captionOf(words.provenance.advisory, picture, brief),
        ...{ size: SIZE.small, essential: true },
      },
    ],
  });
