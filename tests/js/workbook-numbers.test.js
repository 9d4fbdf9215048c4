// A workbook keeps 15 digits of a number.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { strToU8, unzipSync, zipSync } from "fflate";
import { readSheets } from "../../pkg/src/spreadsheet.js";

const template = unzipSync(
  await readFile(new URL("../fixtures/spreadsheets/incidents-fr.xlsx", import.meta.url)),
);

/** Returns the first row of a workbook with these numbers as text. @param {string[]} numbers */
async function rowOf(...numbers) {
  const cells = numbers.map((number, column) => `<c r="${"ABC"[column]}1"><v>${number}</v></c>`);
  const sheet = (/** @type {string} */ rows) =>
    strToU8(
      `<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>${rows}</sheetData></worksheet>`,
    );
  const sheets = {
    "xl/worksheets/sheet1.xml": sheet(`<row r="1">${cells.join("")}</row>`),
    "xl/worksheets/sheet2.xml": sheet(""),
  };
  const [{ table }] = await readSheets(zipSync({ ...template, ...sheets }));
  return new TextDecoder().decode(table);
}

test("numbers of more than 15 digits were rounded, and are written as such", async () => {
  assert.equal(
    await rowOf("20260100000000012", "999999999999999", "-8.25"),
    "2.0260100000000012e+16,999999999999999,-8.25",
  );
});
