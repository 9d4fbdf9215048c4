// Tables of text, as the vectors take them apart and put them together.

/** @typedef {{ header: string[], rows: string[][] }} Table */

/** Reads CSV with quoted cells. @param {string} text @returns {Table} */
export function readTable(text) {
  const rows = [];
  let row = [];
  for (const [, quoted, plain, end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r?\n|$)/g)) {
    row.push(quoted === undefined ? plain : quoted.replaceAll('""', '"'));
    if (end === ",") continue;
    rows.push(row);
    row = [];
  }
  const [header, ...others] = rows;
  return { header, rows: others.filter(({ length }) => length === header.length) };
}

/** Writes CSV with quoted cells. @param {string[][]} rows the header first */
export const writeTable = (rows) =>
  rows.map((row) => row.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(",")).join("\n");
