// Files of routes that are written, as far as they need no browser: the engine reads the same line again.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { open } from "geobit";
import Papa from "papaparse";
import { alongLine, lengthKm as lengthOnPage } from "../../www/src/layers/outline.js";
import { places } from "../../www/src/places.js";
import { toCsv, waypointsToCsv, withoutMarks } from "../../www/src/route-files/write/csv.js";
import { toGeojson } from "../../www/src/route-files/write/geojson.js";
import { segmentsToCsv, segmentsToGeojson } from "../../www/src/route-files/write/segments.js";

const road = [
  [-8.003, 12.639],
  [-7.123456789, -1e-7],
  [-5.67, 11.32],
];

test("text that a spreadsheet would read as a formula is marked as text, and numbers stay numbers", () => {
  for (const text of ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "=1\n+2", "＝1"]) {
    const [, row] = toCsv(["a", "b"], [[text, -1.5]]).split("\r\n");
    assert.ok(row.startsWith("'") || row.startsWith(`"'`), row);
    assert.ok(toCsv(["b"], [[-1.5]]).includes("\r\n-1.5\r\n"));
  }
  assert.equal(toCsv(["a"], [['He said "no", twice']]), 'a\r\n"He said ""no"", twice"\r\n');
});

test("the marks of a cell can be taken away again, whatever the text was", () => {
  for (const text of ["\tx", "\rx"])
    assert.ok(
      toCsv(["a"], [[text]])
        .split("\r\n")[1]
        .includes(`'${text[0]}`),
    );
  /** All texts of up to five of these letters. @type {string[]} */
  let texts = [""];
  for (let length = 1; length <= 5; length++) {
    texts = texts.flatMap((text) => ["'", "=", "\t", "\n", ";", " ", "a"].map((letter) => text + letter));
    const csv = toCsv(
      ["a", "b"],
      texts.map((text) => [text, 1]),
    );
    const rows = /** @type {string[][]} */ (Papa.parse(csv, { delimiter: ",", newline: "\r\n" }).data);
    assert.deepEqual(
      rows.slice(1, -1).map(([cell]) => withoutMarks(cell)),
      texts,
    );
  }
});

/** @type {import("geobit").Geobit} */
let geobit;
/** @type {import("geobit").Snapshot} */
let snapshot;
before(async () => {
  geobit = await open();
  const rows = Array.from(
    { length: 40 },
    (_, i) => `${i},2026-03-0${1 + (i % 9)},${-8 + i / 20},${12.6 - i / 33},abduction`,
  );
  snapshot = await geobit.load(new Blob([`id,start,lon,lat,kind\n${rows.join("\n")}\n`]), {
    name: "=evil()",
  });
});
after(() => geobit?.close());

test("a line that is written and read again is the same", async () => {
  const line = { name: 'Way <"south">', coordinates: road };
  const read = async (/** @type {string} */ text) => {
    const { routes } = await geobit.readRoutes(new Blob([text]), { as: "route" });
    return routes[0];
  };
  const json = await read(toGeojson(line));
  assert.equal(json.properties.name, line.name);
  assert.deepEqual(json.geometry.coordinates, road);
  assert.deepEqual((await read(waypointsToCsv(line))).geometry.coordinates, road);
});

test("a place on a line by the kilometre agrees with the engine to a few metres", async () => {
  const lines = places.flatMap((place) => (place.kind === "route" ? [place.line] : []));
  const long = [
    [
      [-17, 14.7],
      [15, 13.1],
    ],
    [
      [-8, 12.6],
      [-8, 20],
      [0, 20],
    ],
    [
      [179, -17],
      [-179, -16],
    ],
  ];
  for (const line of [...lines, ...long]) {
    const { lengthKm } = await snapshot.route({ type: "LineString", coordinates: line });
    assert.ok(Math.abs(lengthOnPage(line) - lengthKm) < 1e-4 * lengthKm, "as lists tell it");
    const cut = alongLine(line, lengthKm);
    for (const share of [0.1, 0.37, 0.5, 0.9]) {
      const part = await snapshot.route({
        type: "LineString",
        coordinates: cut(0, share * lengthKm).map(([lon, lat]) => [lon > 180 ? lon - 360 : lon, lat]),
      });
      assert.ok(
        Math.abs(part.lengthKm - share * lengthKm) < 0.005,
        `${part.lengthKm} of ${share * lengthKm} km`,
      );
    }
  }
});

test("the segments of an answer are saved with the engine's numbers", async () => {
  const coordinates = road.with(1, [-7.48, 11.42]);
  const report = await snapshot.route({ type: "LineString", coordinates });
  const segments = { name: "-RN7", report, summary: snapshot.summary };
  const collection = await snapshot.routeGeojson({ type: "LineString", coordinates });
  const json = JSON.parse(segmentsToGeojson("-RN7", collection));
  assert.equal(json.features.length, report.segments.length);
  assert.deepEqual(json.method, JSON.parse(JSON.stringify(report.method)));
  assert.ok(json.notes.some((/** @type {string} */ note) => /not a risk advisory/.test(note)));
  for (const [i, { properties, geometry }] of json.features.entries()) {
    assert.deepEqual(properties, { route: "-RN7", part: "segment", ...report.segments[i] });
    const { lengthKm } = await snapshot.route(geometry);
    assert.ok(Math.abs(lengthKm - (properties.toKm - properties.fromKm)) < 0.005, `${lengthKm}`);
    if (i > 0) assert.deepEqual(geometry.coordinates[0], json.features[i - 1].geometry.coordinates.at(-1));
  }
  const [header, first, ...rest] = segmentsToCsv(segments).trimEnd().split("\r\n");
  assert.equal(rest.length + 1, report.segments.length);
  const [segment] = report.segments;
  assert.match(
    header,
    /^route,from_km,to_km,exposure_integral,encounter_expected,count,possible,days_since_last,count_abduction,data,data_as_of,coverage,advisory$/,
  );
  assert.deepEqual(first.split(",").slice(0, 5), [
    `"'-RN7"`,
    ...[segment.fromKm, segment.toKm, segment.integral, segment.expected].map(String),
  ]);
  assert.ok(first.includes(`,"'=evil()",2026-03-09,`), first);
});
