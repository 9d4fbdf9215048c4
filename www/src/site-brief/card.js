// A daily brief as a small picture that can be read on a phone.
import { formatDay } from "../format.js";
import { plainText } from "../plain-text.js";
import { words } from "../words/index.js";
import { siteBrief as texts } from "../words/news.js";
import { placeBlocks } from "./layout.js";
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

export const CARD = { width: 1080, height: 1350 };
/** The map on the card and on the sheet: as wide as the card, at twice the pixels of a screen, so that labels are large. */
export const MAP = { width: 540, height: 205, density: 2, padding: 10 };
const MARGIN = 48;
const INK = "#17242d";
const SOFT = "#4b5a64";
const FAMILY = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', sans-serif";
const SIZE = { title: 52, lead: 33, body: 29, small: 24 };
/** Lines of each list; what has no room is left out besides. */
const MOST = { fired: 3, fresh: 5, last: 4 };

/** Lists what the card says, from top to bottom. @param {SiteBrief} brief @returns {Block[]} */
export function cardBlocks(brief) {
  const { coverage, isCovered, verdict, fired, fresh, last } = brief;
  const { lead, body } = SIZE;
  const item = (/** @type {string} */ text) => ({ text: `• ${text}`, size: body, gap: 4 });
  const head = (/** @type {string} */ text) => ({ text, size: body, bold: true, gap: 18 });
  if (!isCovered) return [{ text: coverage.words, size: lead, bold: true, essential: true }];
  return [
    ...(coverage.stale || coverage.inside !== "all"
      ? [{ text: cut(coverage.words, 300), size: body, bold: true, essential: true }]
      : []),
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
const unlisted = ({ fired, fresh, freshMore }) =>
  Math.max(0, fired.length - MOST.fired) + Math.max(0, fresh.length + freshMore - MOST.fresh);

/** @param {SiteBrief} brief @param {import("../brief/picture.js").Picture | null} picture @returns {Promise<Blob>} a PNG */
export async function drawCard(brief, picture) {
  const canvas = document.createElement("canvas");
  Object.assign(canvas, CARD);
  const context = canvas.getContext("2d");
  if (!context) throw new Error(words.map.noCanvas);
  const { width, height } = CARD;
  context.fillStyle = "#ffffff";
  context.fillRect(0, 0, width, height);
  const inner = width - 2 * MARGIN;
  const setFont = (/** @type {number} */ size, /** @type {boolean} */ bold) => {
    context.font = `${bold ? 700 : 400} ${size}px ${FAMILY}`;
  };
  const measure = (/** @type {string} */ text, /** @type {number} */ size, /** @type {boolean} */ bold) => {
    setFont(size, bold);
    return context.measureText(text).width;
  };
  /** @param {readonly Block[]} blocks @param {number} top @param {number} room @param {string} ink */
  const draw = (blocks, top, room, ink) => {
    const placed = placeBlocks(blocks, { width: inner, height: room }, measure);
    context.fillStyle = ink;
    for (const { text, size, bold, y } of placed.lines) {
      setFont(size, bold);
      context.fillText(text, MARGIN, top + y);
    }
    return placed;
  };
  const head = headBlocks(brief);
  const headHeight =
    placeBlocks(head, { width: inner, height: Number.POSITIVE_INFINITY }, measure).height + 44;
  context.fillStyle = INK;
  context.fillRect(0, 0, width, headHeight);
  draw(head, 10, headHeight, "#ffffff");
  let top = headHeight;
  if (picture) {
    const image = await decode(picture.url);
    const mapHeight = Math.round((width * picture.height) / picture.width);
    context.drawImage(image, 0, top, width, mapHeight);
    top += mapHeight;
    drawScale(context, picture, top);
  }
  const foot = (/** @type {number} */ leftOut) => footBlocks(brief, leftOut + unlisted(brief));
  const footHeight =
    placeBlocks(foot(100), { width: inner, height: Number.POSITIVE_INFINITY }, measure).height + 30;
  const { leftOut } = draw(cardBlocks(brief), top + 14, height - footHeight - top - 24, INK);
  context.fillStyle = "#d8dcdc";
  context.fillRect(MARGIN, height - footHeight, inner, 2);
  draw(foot(leftOut), height - footHeight + 6, footHeight, SOFT);
  return toBlob(canvas);
}

/** @param {SiteBrief} brief @returns {Block[]} */
const headBlocks = (brief) => [
  { text: texts.title(cut(brief.shape.name, 70)), size: SIZE.title, bold: true, essential: true },
  {
    text: [describeSite(brief), formatDay(brief.today), describeAge(brief)].filter(Boolean).join(" · "),
    ...{ size: SIZE.small + 3, gap: 4, essential: true },
  },
];

/** @param {SiteBrief} brief @param {number} leftOut @returns {Block[]} */
const footBlocks = (brief, leftOut) => [
  ...(leftOut > 0 ? [{ text: texts.cardLeftOut(leftOut), size: SIZE.small, essential: true }] : []),
  { text: texts.source(cut(plainText(describeSource(brief)), 200)), size: SIZE.small, essential: true },
  { text: `${words.provenance.advisory} ${texts.mapSource}`, size: SIZE.small, essential: true },
];

/** Draws a bar of a round length at the foot of the map. @param {CanvasRenderingContext2D} context @param {import("../brief/picture.js").Picture} picture @param {number} bottom */
function drawScale(context, { width, scale: { km, pixels } }, bottom) {
  const long = (pixels * CARD.width) / width;
  const [x, y] = [MARGIN, bottom - 18];
  context.fillStyle = "rgba(255, 255, 255, 0.85)";
  context.fillRect(x - 12, y - 46, long + 24, 58);
  context.fillStyle = INK;
  context.fillRect(x, y - 5, long, 5);
  context.font = `400 ${SIZE.small}px ${FAMILY}`;
  context.fillText(words.brief.scale(km), x, y - 14);
}

/** @param {string} url @returns {Promise<HTMLImageElement>} */
async function decode(url) {
  const image = new Image();
  image.src = url;
  await image.decode();
  return image;
}

/** @param {HTMLCanvasElement} canvas @returns {Promise<Blob>} */
const toBlob = (canvas) =>
  new Promise((resolve, reject) =>
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error(words.map.noCanvas))), "image/png"),
  );
