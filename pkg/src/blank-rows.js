/** @import * as Fflate from "fflate" */

const SHEET = /^xl\/worksheets\/[^/]+\.xml$/;
/** Smaller sheets are read quickly, whatever is in them, in bytes. */
const SMALL = 1 << 20;
/** What a cell with a value holds: the value, a text or a formula. */
const CONTENT = /<(?:v|is|f)[\s/>]/;

/**
 * Drops the blank rows at the end of the sheets of a workbook (.xlsx). A careless selection formats all 1,048,576 rows, for which
 * `read-excel-file` takes minutes, because it copies the rows that it has for every piece of a sheet, and calls itself too often.
 * @param {Uint8Array} bytes
 * @param {typeof Fflate} archives
 * @returns {Uint8Array}
 */
export function dropBlankRows(bytes, { unzipSync, zipSync, strFromU8, strToU8 }) {
  const isLarge = (/** @type {{ name: string, originalSize: number }} */ file) =>
    SHEET.test(file.name) && file.originalSize > SMALL;
  /** @type {Record<string, Uint8Array>} */
  const shortened = {};
  for (const [name, sheet] of Object.entries(unzipSync(bytes, { filter: isLarge }))) {
    const text = strFromU8(sheet);
    const short = withoutBlankEnd(text);
    if (short.length < text.length) shortened[name] = strToU8(short);
  }
  if (Object.keys(shortened).length === 0) return bytes;
  const others = unzipSync(bytes, { filter: ({ name }) => !(name in shortened) });
  return zipSync({ ...others, ...shortened }, { level: 0 });
}

/** Returns the XML of a sheet without the rows behind the last one that has a cell with a value. @param {string} text */
function withoutBlankEnd(text) {
  const end = text.lastIndexOf("</sheetData>");
  if (end < 0) return text;
  let keep = end;
  while (keep > 0) {
    const row = text.lastIndexOf("<row", keep - 1);
    if (row < 0 || CONTENT.test(text.slice(row, keep))) break;
    keep = row;
  }
  return text.slice(0, keep) + text.slice(end);
}
