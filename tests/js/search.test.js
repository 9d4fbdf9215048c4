// The search for a place: coordinates as people write them, and towns by what is typed of their names.
import assert from "node:assert/strict";
import { test } from "node:test";
import { readCoordinates } from "../../www/src/search/coordinates.js";
import { findTowns } from "../../www/src/search/towns.js";

/** @param {string} text */
const rounded = (text) =>
  readCoordinates(text).map(({ lon, lat, form }) => [Number(lon.toFixed(3)), Number(lat.toFixed(3)), form]);

test("degrees are read in every usual form", () => {
  const at = [[-8.72, 12.23, "degrees"]];
  for (const text of [
    "12.23, -8.72",
    "12.23 -8.72",
    "12.23; −8.72",
    "12.23N 8.72W",
    "12.23° N, 8.72° W",
    "N12.23 W8.72",
    "8.72W 12.23N",
    "12,23N 8,72O",
    "12°13′48″N 8°43′12″W",
    "12 13 48 N 8 43 12 W",
    "12:13:48N 8:43:12W",
    "12 13.8 N, 8 43.2 W",
    "12 13 48, -8 43 12",
    "n 12°13'48\" w 8°43'12\"",
  ])
    assert.deepEqual(rounded(text), at, text);
});

test("UTM and MGRS are read, and what has two readings is answered by both", () => {
  // By the library that the geodesists' tables agree with: Bamako.
  const [bamako] = readCoordinates("29P 608600 1397800");
  assert.equal(bamako.form, "utm");
  assert.ok(Math.abs(bamako.lon + 8) < 0.01 && Math.abs(bamako.lat - 12.64) < 0.01, JSON.stringify(bamako));
  assert.deepEqual(readCoordinates("29 P 608600 1397800"), [bamako]);

  // Of the Eiffel Tower, which many texts on MGRS have.
  assert.deepEqual(rounded("31U DQ 48251 11932"), [[2.294, 48.858, "mgrs"]]);
  assert.deepEqual(rounded("31UDQ4825111932"), [[2.294, 48.858, "mgrs"]]);
  const [square] = readCoordinates("31U DQ 48 11");
  assert.ok(Math.abs(square.lat - 48.854) < 0.002, "the middle of a square of 1 km");

  assert.deepEqual(
    rounded("31S 448251 4411932").map(([, lat, form]) => [Math.sign(Number(lat)), form]),
    [
      [-1, "utmSouth"],
      [1, "utmNorth"],
    ],
  );
});

test("what is no place is none", () => {
  for (const text of [
    ...[
      "",
      "Bamako",
      "12.23",
      "91, 0",
      "0, 181",
      "12 61 00 N 8 0 0 W",
      "12N 13N",
      "12N 8",
      "1 2 3",
      "--1, 2",
    ],
    ...["61P 608600 1397800", "29I 608600 1397800", "29P 608600", "31U DQ 482 11", "31U ZZ 48251 11932"],
    "1".repeat(100_000),
  ])
    assert.deepEqual(readCoordinates(text), [], text.slice(0, 40));
});

test("towns are found without accents and capitals, the larger ones first", () => {
  /** @type {import("../../www/src/basemap.js").Town[]} */
  const towns = [
    ["Segou Koro", 1, 1, 4],
    ["Ségou", -6.26, 13.43, 2],
    ["San", -4.9, 13.3, 3],
    ["Bobo-Dioulasso", -4.3, 11.18, 1],
    ["N'Djamena", 15.05, 12.11, 1],
  ];
  const names = (/** @type {string} */ text) => findTowns(towns, text).map(([name]) => name);
  assert.deepEqual(names("segou"), ["Ségou", "Segou Koro"]);
  assert.deepEqual(names("DIOU"), ["Bobo-Dioulasso"]);
  assert.deepEqual(names("s"), [], "one letter is too little");
  assert.deepEqual(names("ou"), [], "not within a word");
});
