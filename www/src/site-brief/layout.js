// Text on the small picture: how it is broken into lines, and how many of them there is room for.

/**
 * Breaks a text into lines, at spaces where it can.
 * @param {string} text @param {number} width @param {(text: string) => number} measure
 * @returns {string[]}
 */
export function breakLines(text, width, measure) {
  /** @type {string[]} */
  const lines = [];
  let line = "";
  for (const word of text.split(/\s+/).filter(Boolean)) {
    const longer = line ? `${line} ${word}` : word;
    if (measure(longer) <= width) {
      line = longer;
      continue;
    }
    if (line) lines.push(line);
    line = word;
    // A word that is wider than the picture is broken anywhere.
    while (measure(line) > width && line.length > 1) {
      let end = line.length - 1;
      while (end > 1 && measure(line.slice(0, end)) > width) end--;
      lines.push(line.slice(0, end));
      line = line.slice(end);
    }
  }
  return line ? [...lines, line] : lines;
}

/** @typedef {{ text: string, size: number, bold?: boolean, gap?: number, essential?: boolean, leads?: boolean }} Block `gap`: pixels before it; `essential`: it is never left out; `leads`: it says nothing without what follows */
/** @typedef {{ text: string, size: number, bold: boolean, y: number }} Line */

/** How much higher than its letters a line is. */
const LEADING = 1.28;

/**
 * Places blocks of text one under the other. Where there is no room for all, the last ones that are not essential are left out.
 * @param {readonly Block[]} blocks @param {{ width: number, height: number }} room
 * @param {(text: string, size: number, bold: boolean) => number} measure
 * @returns {{ lines: Line[], height: number, leftOut: number }}
 */
export function placeBlocks(blocks, { width, height }, measure) {
  const broken = blocks.map((block) => {
    const { text, size, bold = false, gap = 0 } = block;
    const lines = breakLines(text, width, (part) => measure(part, size, bold));
    return { block, lines, height: gap + lines.length * size * LEADING };
  });
  const kept = [...broken];
  const total = () => kept.reduce((sum, one) => sum + one.height, 0);
  while (total() > height) {
    const last = kept.findLastIndex(({ block }) => !block.essential);
    if (last < 0) break;
    kept.splice(last, 1);
  }
  const dropped = broken.length - kept.length;
  if (kept.at(-1)?.block.leads) kept.pop();
  let y = 0;
  const lines = kept.flatMap(({ block: { size, bold = false, gap = 0 }, lines: texts }) => {
    y += gap;
    return texts.map((text) => {
      y += size * LEADING;
      return { text, size, bold, y };
    });
  });
  return { lines, height: y, leftOut: dropped };
}
