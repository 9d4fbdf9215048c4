// A brief as a small picture that can be read on a phone: a head, the map, as many blocks of text as there is room for, and a foot.
import { placeBlocks } from "../site-brief/layout.js";
import { words } from "../words/index.js";

/** @typedef {import("../site-brief/layout.js").Block} Block */

const CARD = { width: 1080, height: 1350 };
const MARGIN = 48;
const INK = "#17242d";
const SOFT = "#4b5a64";
const FAMILY = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', sans-serif";
export const SIZE = { title: 52, lead: 33, body: 29, small: 24 };

/**
 * @param {object} card
 * @param {import("./picture.js").Picture | null} card.picture the map
 * @param {readonly Block[]} card.head light on dark
 * @param {readonly Block[]} card.body of which the last are left out where there is no room
 * @param {(leftOut: number) => Block[]} card.foot is told how many blocks were left out
 * @returns {Promise<Blob>} a PNG
 */
export async function drawBlocks({ picture, head, body, foot }) {
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
  const footHeight =
    placeBlocks(foot(100), { width: inner, height: Number.POSITIVE_INFINITY }, measure).height + 30;
  const { leftOut } = draw(body, top + 14, height - footHeight - top - 24, INK);
  context.fillStyle = "#d8dcdc";
  context.fillRect(MARGIN, height - footHeight, inner, 2);
  draw(foot(leftOut), height - footHeight + 6, footHeight, SOFT);
  return toBlob(canvas);
}

/** Draws a bar of a round length at the foot of the map. @param {CanvasRenderingContext2D} context @param {import("./picture.js").Picture} picture @param {number} bottom */
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
