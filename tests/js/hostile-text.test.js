// Texts made to be slow or to break out of their place: long cells, marks that turn the line around, formulas, reserved names.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { open } from "geobit";
import Papa from "papaparse";
import { shapeOfRoute } from "../../www/src/opening/shapes-of.js";
import { plainText, writableText } from "../../www/src/plain-text.js";
import { fileName } from "../../www/src/route-files/file-name.js";
import { toCsv } from "../../www/src/route-files/write/csv.js";
import { toGeojson } from "../../www/src/route-files/write/geojson.js";
import { fixtures } from "./data.js";

const LETTERS = [
  "7",
  " ",
  '"',
  "-",
  ".",
  "°",
  "\t",
  "\n",
  ",",
  ";",
  "=",
  "e",
  "\u0000",
  "\u200B",
  "<",
  "&",
  "😀",
];
const LENGTH = 1_000_000;

// No time is measured. Quadratic work on a million letters takes hours, and so the test's limit of time.
test("finding G: a million letters of any kind before an x are written in linear time", () => {
  for (const letter of LETTERS) {
    const text = `${letter.repeat(LENGTH)}x`;
    plainText(text);
    fileName(text, "gpx");
    toCsv([text], [[text]]);
    toGeojson({ name: text, coordinates: [] });
  }
});

/** What a spreadsheet would make of a file that it splits at a separator, quotation marks counting at the start of a cell only. @param {string} csv @param {string} separator */
function cellsOf(csv, separator) {
  const byQuotes = Papa.parse(csv, { delimiter: separator }).data.flat();
  const byLines = csv.split(/\r\n|\r|\n/).flatMap((line) => line.split(separator));
  return /** @type {string[]} */ ([...byQuotes, ...byLines]);
}

test("finding M: no cell of an exported CSV is a formula, whatever the spreadsheet splits it at and leaves out", () => {
  const starts = ["=", "+", "-", "@", "＝", "＋", "－", "＠"];
  const before = [
    "",
    "x;",
    "x;;",
    "x|",
    "x\t",
    "x\n",
    "x\r\n",
    "x; ",
    'x;"',
    '"',
    "\u0000",
    "\u200B",
    "\uFEFF",
    "\u202E",
    "\t",
    "\r",
    "\n",
    " ",
    "\u00A0",
    "x;\u200B",
    "x;\u0000\uFEFF ",
    "\uD800",
    "x\n\t",
  ];
  for (const start of starts)
    for (const prefix of before) {
      const text = `${prefix}${start}1`;
      const csv = toCsv(["a", text], [[text, -1.5]]);
      for (const separator of [",", ";", "\t", "|"])
        for (const cell of cellsOf(csv, separator)) {
          const seen = cell.replace(/^[\p{White_Space}\p{Cf}\p{Cc}\uFFFD"]+/u, "");
          // The number is a number, and may be negative.
          const isFormula = starts.includes(seen[0]) && !/^-1\.5"?$/.test(seen);
          assert.ok(
            !isFormula,
            `${JSON.stringify(text)} at ${JSON.stringify(separator)}: ${JSON.stringify(cell)}`,
          );
        }
    }
  assert.equal(toCsv(["a"], [["x;=1"]]), "a\r\nx;'=1\r\n");
  assert.equal(
    toCsv(["a"], [["North; by the river, 5-7 km (= 3 mi)"]]),
    'a\r\n"North; by the river, 5-7 km (= 3 mi)"\r\n',
  );
});

test("finding M: a file's name is one that every system accepts, whatever the route is called", () => {
  const devices = [
    "CON",
    "con",
    "PRN",
    "AUX",
    "NUL",
    "COM1",
    "COM¹",
    "LPT9",
    "CON.old",
    "nul .x",
    " aux ",
    "CONIN$",
  ];
  for (const name of [
    ...devices,
    "",
    ".",
    "..",
    "...",
    ".hidden",
    "-rf",
    "a/b\\c:d",
    "a. ",
    " ",
    "\u0000",
    "\u202Egpx.exe",
    "x".repeat(300),
    "\u{1F600}".repeat(99),
    "\uD800",
    "é".normalize("NFD").repeat(70),
  ]) {
    const file = fileName(name, "gpx");
    assert.match(file, /^[\p{L}\p{N}][\p{L}\p{M}\p{N} ._-]*\.gpx$/u, JSON.stringify(name));
    assert.ok(new TextEncoder().encode(file).length <= 255, file);
    assert.doesNotMatch(file, /[ .]\.gpx$/);
    assert.doesNotMatch(file, /^(con|prn|aux|nul|com\d|lpt\d)\s*\./i);
  }
  assert.equal(fileName("CON", "gpx"), "route-CON.gpx");
  assert.equal(fileName("Конвой 7: Бамако–Сикасо", "gpx"), "Конвой 7- Бамако-Сикасо.gpx");
  assert.equal(fileName("Way é.2", "csv"), "Way é.2.csv");
});

test("finding M: letters that no file can hold are replaced by a mark that shows", () => {
  assert.equal(writableText("a\u0000b\u0007\uD800\uFFFE\u009F\tc\n\u{1F600}"), "a�b����\tc\n\u{1F600}");
  assert.equal(JSON.parse(toGeojson({ name: "a\u0000\uDC00", coordinates: [] })).properties.name, "a��");
  assert.equal(toCsv(["a"], [["a\u0000b"]]), "a\r\na�b\r\n");
});

test("a name from a file stands on one line and leaves the sentence around it as it is", () => {
  assert.equal(plainText("a\u202Eb\u2066c\nd\u0000"), "abc d\uFFFD");
});

test("finding M: routes with hostile names are read, and every file made of them is in order", async () => {
  const geobit = await open();
  const { routes } = await geobit.readRoutes(readFileSync(`${fixtures}/breaking/names.geojson`));
  geobit.close();
  const shapes = routes.map(shapeOfRoute);
  assert.ok(shapes.length >= 8);
  for (const { name } of shapes) {
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not be there
    assert.doesNotMatch(name, /[\u0000-\u001F\u202A-\u202E\u2066-\u2069]/u, JSON.stringify(name));
    assert.match(fileName(name, "gpx"), /^[\p{L}\p{N}][\p{L}\p{M}\p{N} ._-]*\.gpx$/u);
    const [, cell] = toCsv(["route"], [[name]]).split("\r\n");
    assert.doesNotMatch(cell, /^"?[=+@]/, cell);
  }
});
