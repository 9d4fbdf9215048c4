// A workbook has at most 1,048,576 rows, and a careless selection formats all of them. Each is made in memory.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, test } from "node:test";
import { strToU8, unzipSync, zipSync } from "fflate";
import { open } from "geobit";
import { error } from "./support.js";

const MOST_ROWS = 1_048_576;
const TODAY = "2026-03-01";
/** The engine's memory, this process's own and that of its worker; the rows take a tenth of a kilobyte each while they are read. */
const MOST_BYTES = 1.5e9;

const geobit = await open();
after(() => geobit.close());
const template = unzipSync(
  await readFile(new URL("../fixtures/spreadsheets/incidents-fr.xlsx", import.meta.url)),
);

/** A workbook in which both sheets are empty but for some rows at the top of the second. @param {string[][]} table @param {string} blank an empty row */
function workbook(table, blank) {
  const rows = table.map((cells, index) => {
    const cell = (/** @type {string} */ text, /** @type {number} */ column) =>
      `<c r="${"ABC"[column]}${index + 1}" t="inlineStr"><is><t>${text}</t></is></c>`;
    return `<row r="${index + 1}">${cells.map(cell).join("")}</row>`;
  });
  for (let row = table.length + 1; row <= MOST_ROWS; row++) rows.push(blank.replaceAll("#", String(row)));
  const sheet = (/** @type {string} */ data) =>
    strToU8(
      `<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>${data}</sheetData></worksheet>`,
    );
  const sheets = { "xl/worksheets/sheet1.xml": sheet(""), "xl/worksheets/sheet2.xml": sheet(rows.join("")) };
  return new Blob([zipSync({ ...template, ...sheets }, { level: 1 })]);
}

test("a workbook of 1,048,576 empty rows is said to be empty", async () => {
  await assert.rejects(
    geobit.load(workbook([], '<row r="#"/>')),
    error("unknownFormat", /^This spreadsheet is empty\.$/),
  );
});

test("two incidents above 1,048,573 rows with blank cells are read", async () => {
  const table = [
    ["start", "lon", "lat"],
    ["2026-01-02", "-8", "12"],
    ["2026-01-03", "-8", "12.5"],
  ];
  const { summary } = await geobit.load(workbook(table, '<row r="#"><c r="A#" s="0"/></row>'), {
    today: TODAY,
  });
  assert.deepEqual([summary.rows, summary.located, summary.asOf], [2, 2, "2026-01-03"]);
  const used = process.memoryUsage().rss;
  assert.ok(used < MOST_BYTES, `${used} bytes`);
});
