// Texts made to be slow or to break out of their place: long cells, marks that turn the line around, formulas, reserved names.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import Papa from "papaparse";
import { plainText, writableText } from "../../www/src/plain-text.js";
import { fileName } from "../../www/src/route-files/file-name.js";
import { nameFrom, nameOfFile, parseDegrees, quote } from "../../www/src/route-files/lines.js";
import { namesDate } from "../../www/src/route-files/read/dates.js";
import { linesOfGeojson } from "../../www/src/route-files/read/geojson.js";
import { readWaypoints } from "../../www/src/route-files/read/waypoints.js";
import { decodeXml, linesOfXml } from "../../www/src/route-files/read/xml.js";
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
test("finding G: a million letters of any kind before an x are read and written in linear time", async () => {
  for (const letter of LETTERS) {
    const text = `${letter.repeat(LENGTH)}x`;
    await readWaypoints(new File([`lon,lat\n1,2\n${text},4\n`], "a.csv")).catch(() => {});
    await readWaypoints(new File([`lon;lat\n1;2\n"${text}";4\n`], "a.csv")).catch(() => {});
    await readWaypoints(new File([`${text},lon,lat\n1,2,3`], "a.csv")).catch(() => {});
    for (const xml of [
      `<gpx><trk><name>${text}</name></trk></gpx>`,
      `<gpx><rte><rtept lat="${text}" lon="1"/></rte></gpx>`,
      `<kml><Placemark><LineString><coordinates>1,2 ${text}</coordinates></LineString></Placemark></kml>`,
      `<kml><Placemark><LineString><coordinates>1,2${text} 3,4</coordinates></LineString></Placemark></kml>`,
      text,
    ])
      try {
        linesOfXml(xml);
      } catch {}
    decodeXml(new TextEncoder().encode(`<?xml ${text}`));
    linesOfGeojson(`${text}"LineString"${text}`);
    for (const read of [parseDegrees, namesDate, nameFrom, nameOfFile, quote, plainText]) read(text);
    fileName(text, "gpx");
    toCsv([text], [[text]]);
    toGeojson({ name: text, coordinates: [] });
  }
});

test("finding G: a waypoint cell of a hundred thousand digits and an x is refused, and quoted in short", async () => {
  const cell = `${"7".repeat(100_000)}x`;
  await assert.rejects(readWaypoints(new File([`lon,lat\n${cell},1\n`], "a.csv")), (error) => {
    const { message } = /** @type {Error} */ (error);
    assert.match(message, /^Row 2 has the longitude “7{40}”; degrees are given as a number/);
    return true;
  });
  assert.equal(parseDegrees("7".repeat(41)), null);
  for (const [text, degrees] of /** @type {const} */ ([
    [" -8.003 ", -8.003],
    ["+.5", 0.5],
    ["5.", 5],
    ["1e1", 10],
    ["1e", null],
    ["", null],
    ["0x10", null],
    ["1,5", null],
    ["12°", null],
    ["Infinity", null],
    ["--1", null],
  ]))
    assert.equal(parseDegrees(text), degrees, text);
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
  assert.equal(nameFrom(" a\u202Eb\u2066c\nd\u0000 "), "abc d�");
  assert.equal(nameFrom("\u{1F600}".repeat(80)), "\u{1F600}".repeat(60));
  assert.equal(nameOfFile("\u202Eroad.v2.gpx"), "road.v2");
  assert.equal(nameOfFile("road"), "road");
});

test("finding M: routes with hostile names are read, and every file made of them is in order", () => {
  const lines = linesOfGeojson(readFileSync(`${fixtures}/breaking/names.geojson`, "utf8")) ?? [];
  assert.deepEqual(
    lines.map(({ name }) => name),
    ["CON", "x;=1", "�=1", "\u200B=1", "abc", "a�b", "..", "com¹.old"],
  );
  assert.deepEqual(
    lines.map(({ name }) => fileName(name, "gpx")),
    [
      ...["route-CON.gpx", "x-1.gpx", "1.gpx", "1.gpx", "abc.gpx", "a-b.gpx"],
      ...["route.gpx", "route-com1.old.gpx"],
    ],
  );
  const cells = toCsv(
    ["route"],
    lines.map(({ name }) => [name]),
  ).split("\r\n");
  assert.deepEqual(cells.slice(1, 5), ["CON", "x;'=1", `"'�=1"`, `"'\u200B=1"`]);
});
