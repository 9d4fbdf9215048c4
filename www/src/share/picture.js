// A redacted answer as a picture: words and bars, and no map.

/** @typedef {import("./redacted.js").Redacted} Redacted */

const WIDTH = 1080;
const MARGIN = 56;
const BARS_HEIGHT = 180;
const INK = "#17242d";
const SOFT = "#4b5a64";
const BAR = "#2b6a94";
const FAMILY = "system-ui, sans-serif";
/** @type {Record<"title" | "text" | "small", { size: number, weight: number, colour: string }>} */
const STYLES = {
  title: { size: 38, weight: 700, colour: INK },
  text: { size: 28, weight: 400, colour: INK },
  small: { size: 22, weight: 400, colour: SOFT },
};
const LINE_HEIGHT = 1.38;

/** @typedef {{ text: string, style: keyof typeof STYLES } | { bars: number[] } | { gap: number }} Item */

/** @param {Redacted} redacted @returns {Promise<Blob>} a PNG */
export async function drawPicture(redacted) {
  const canvas = document.createElement("canvas");
  const pen = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
  const items = itemsOf(redacted).flatMap((item) =>
    "text" in item ? wrap(pen, item) : /** @type {Item[]} */ ([item]),
  );
  canvas.width = WIDTH;
  // Setting the size empties the canvas and its settings, so that it comes before any drawing.
  canvas.height = 2 * MARGIN + items.reduce((sum, item) => sum + heightOf(item), 0);
  pen.fillStyle = "#ffffff";
  pen.fillRect(0, 0, canvas.width, canvas.height);
  let y = MARGIN;
  for (const item of items) {
    if ("text" in item) writeLine(pen, item, y);
    else if ("bars" in item) drawBars(pen, item.bars, y);
    y += heightOf(item);
  }
  return new Promise((resolve, reject) =>
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error("no picture"))), "image/png"),
  );
}

/** @param {Redacted} redacted @returns {Item[]} */
function itemsOf({ title, sentences, list, bars, footer }) {
  const text = (/** @type {string} */ line) => /** @type {Item} */ ({ text: line, style: "text" });
  const small = (/** @type {string} */ line) => /** @type {Item} */ ({ text: line, style: "small" });
  return [
    { text: title, style: "title" },
    { gap: 18 },
    ...sentences.flatMap((sentence) => [text(sentence), { gap: 8 }]),
    ...(bars ? [{ gap: 14 }, small(bars.title), { gap: 6 }, { bars: bars.counts }] : []),
    ...(list ? [{ gap: 20 }, small(list.title), ...list.lines.map(text)] : []),
    { gap: 22 },
    ...footer.map(small),
  ];
}

/** @param {Item} item */
function heightOf(item) {
  if ("gap" in item) return item.gap;
  return "bars" in item ? BARS_HEIGHT : Math.round(STYLES[item.style].size * LINE_HEIGHT);
}

/** @param {keyof typeof STYLES} style */
const fontOf = (style) => `${STYLES[style].weight} ${STYLES[style].size}px ${FAMILY}`;

/** Cuts a text into lines that fit. @param {CanvasRenderingContext2D} pen @param {{ text: string, style: keyof typeof STYLES }} item */
function wrap(pen, { text, style }) {
  pen.font = fontOf(style);
  /** @type {string[]} */
  const lines = [];
  for (const word of text.split(" ")) {
    const longer = lines.length > 0 ? `${lines[lines.length - 1]} ${word}` : word;
    if (lines.length > 0 && pen.measureText(longer).width <= WIDTH - 2 * MARGIN)
      lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines.map((line) => /** @type {Item} */ ({ text: line, style }));
}

/** @param {CanvasRenderingContext2D} pen @param {{ text: string, style: keyof typeof STYLES }} item @param {number} y */
function writeLine(pen, { text, style }, y) {
  pen.font = fontOf(style);
  pen.fillStyle = STYLES[style].colour;
  pen.textBaseline = "top";
  pen.fillText(text, MARGIN, y);
}

/** @param {CanvasRenderingContext2D} pen @param {number[]} counts @param {number} y */
function drawBars(pen, counts, y) {
  const most = Math.max(1, ...counts);
  const [left, width, height] = [MARGIN + 44, WIDTH - 2 * MARGIN - 44, BARS_HEIGHT - 12];
  const step = width / Math.max(1, counts.length);
  pen.fillStyle = BAR;
  for (const [i, count] of counts.entries()) {
    const tall = (count / most) * height;
    pen.fillRect(left + i * step, y + height - tall, Math.max(1, step - 1), tall);
  }
  pen.fillStyle = SOFT;
  pen.fillRect(left, y + height, width, 2);
  pen.font = fontOf("small");
  pen.textBaseline = "top";
  pen.fillText(String(most), MARGIN, y);
  pen.textBaseline = "bottom";
  pen.fillText("0", MARGIN, y + height);
}
