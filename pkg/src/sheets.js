import { GeobitError } from "./error.js";

/** A sheet of a workbook as a table, in UTF-8. @typedef {{ name: string, table: Uint8Array }} Sheet */

/**
 * Returns the sheet that is meant: the one that is asked for, or the only one that holds what is wanted.
 * @param {Sheet[]} sheets
 * @param {string | number | undefined} asked the name of a sheet, or its number among those with cells, from 1
 * @param {(sheet: Sheet) => Promise<boolean>} isWanted
 * @returns {Promise<Sheet>}
 */
export async function chooseSheet(sheets, asked, isWanted) {
  /** @param {Sheet[]} among @param {(names: string) => string} describe */
  const refuse = (among, describe) => {
    const names = among.map(({ name }) => name);
    const message = describe(names.map((name) => `"${name}"`).join(", "));
    return new GeobitError("badOption", message, { field: "sheet", sheets: names });
  };
  if (sheets.length === 0) throw new GeobitError("unknownFormat", "This spreadsheet is empty.");
  if (asked !== undefined) {
    const found = sheets.find(({ name }, index) => name === asked || index + 1 === asked);
    if (found) return found;
    throw refuse(
      sheets,
      (names) => `There is no sheet ${JSON.stringify(asked)}. The sheets with cells are ${names}.`,
    );
  }
  if (sheets.length === 1) return sheets[0];
  const wanted = [];
  for (const sheet of sheets) if (await isWanted(sheet)) wanted.push(sheet);
  if (wanted.length === 1) return wanted[0];
  throw refuse(
    wanted.length > 1 ? wanted : sheets,
    (names) =>
      `This spreadsheet has several sheets: ${names}. Say with the option sheet which of them to read.`,
  );
}
