// Files of routes, as far as they need no browser: which are read as routes, which are refused and why, and what is written.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { open } from "geobit";
import { alongLine } from "../../www/src/layers/outline.js";
import { places } from "../../www/src/places.js";
import { checkedRoute } from "../../www/src/route-files/lines.js";
import { namesDate } from "../../www/src/route-files/read/dates.js";
import { linesOfGeojson } from "../../www/src/route-files/read/geojson.js";
import { findColumns, readWaypoints } from "../../www/src/route-files/read/waypoints.js";
import { toCsv, waypointsToCsv } from "../../www/src/route-files/write/csv.js";
import { toGeojson } from "../../www/src/route-files/write/geojson.js";
import { segmentsToCsv, segmentsToGeojson } from "../../www/src/route-files/write/segments.js";

const road = [
  [-8.003, 12.639],
  [-7.123456789, -1e-7],
  [-5.67, 11.32],
];

test("GeoJSON of lines is read as a route, and GeoJSON of incidents is not", () => {
  const line = { type: "LineString", coordinates: road };
  const feature = (/** @type {object | null} */ geometry, /** @type {object} */ properties = {}) => ({
    ...{ type: "Feature", properties, geometry },
  });
  const linesIn = (/** @type {unknown} */ json) =>
    linesOfGeojson(JSON.stringify(json))?.map(({ name, positions }) => [name, positions.length]) ?? null;
  const collection = (/** @type {object[]} */ ...features) => ({ type: "FeatureCollection", features });
  const point = { type: "Point", coordinates: [1, 2] };

  assert.deepEqual(linesIn(line), [["", 3]]);
  assert.deepEqual(linesIn(feature(line, { name: " RN7 " })), [["RN7", 3]]);
  assert.deepEqual(linesIn(feature(line, { name: { toString: "x" } })), [["", 3]]);
  assert.deepEqual(linesIn({ type: "MultiLineString", coordinates: [road, road] }), [
    ["", 3],
    ["", 3],
  ]);
  assert.deepEqual(
    linesIn(collection(feature(null), feature({ type: "GeometryCollection", geometries: [point, line] }))),
    [["", 3]],
  );
  assert.deepEqual(linesIn(collection(feature(line), feature(point, { name: "A checkpoint" }))), [["", 3]]);

  assert.equal(linesIn(collection(feature(line), feature(point, { event_date: "2026-01-01" }))), null);
  assert.equal(linesIn(collection(feature(point, { note: "LineString" }))), null);
  assert.equal(
    linesOfGeojson('{"type": "LineString", "coordinates": [[1,'),
    null,
    "the other reader says where",
  );
  assert.equal(linesOfGeojson('[null, {"type": "LineString"}]'), null);
  assert.equal(linesOfGeojson('{"type": "FeatureCollection", "features": 7, "x": "LineString"}'), null);

  const deep = `${'{"type":"GeometryCollection","geometries":['.repeat(20_000)}{"type":"LineString"}${"]}".repeat(20_000)}`;
  assert.throws(() => linesOfGeojson(deep), /nested more than 16 deep/);
});

test("every position of a line is checked", () => {
  const check = (/** @type {any} */ positions) => checkedRoute({ name: "RN7", positions }, 0);
  assert.deepEqual(
    check([
      [1, 2, 300],
      [3.12345678912, 4],
    ]).geometry.coordinates,
    [
      [1, 2],
      [3.123456789, 4],
    ],
  );
  for (const bad of [null, [], [1], ["1", 2], [Number.NaN, 2], { 0: 1, 1: 2 }])
    assert.throws(() => check([[1, 2], bad]), /Point 2 of RN7 is (not a pair of numbers|at longitude NaN)/);
  assert.throws(
    () =>
      check([
        [1, 2],
        [181, 2],
      ]),
    /Point 2 of RN7 is at longitude 181, latitude 2: no place/,
  );
  assert.throws(() => check([[1, 2]]), /one place only/);
  assert.throws(() => check(Array(100_001).fill([1, 2])), /more than 100,000 points/);
});

test("a CSV is read as waypoints if its header has a place and no date", () => {
  for (const name of [
    "date",
    "event_date",
    "eventDate",
    "Date of event",
    "timestamp",
    "year",
    "date_début",
    "DAY",
  ])
    assert.ok(namesDate(name), name);
  for (const name of ["update", "lon", "candidate", "name", "daylight", "time"])
    assert.ok(!namesDate(name), name);

  for (const header of ["lon,lat", "Latitude;Longitude;Nom", " X \t Y ", '"lng","lat","ele","time"'])
    assert.ok(findColumns(`${header}\n1,2`), header);
  for (const header of [
    "id,start,lon,lat",
    "lon,lat,Event date",
    "lon,lat,kind",
    "lon;date;lat",
    "lon,name",
    "",
    "{",
  ])
    assert.equal(findColumns(`${header}\n1,2`), null, header);
});

test("waypoints are read in the order of their rows, and a bad row is named", async () => {
  const read = async (/** @type {string} */ text, name = "Way south.csv") => {
    const lines = await readWaypoints(new File([text], name));
    return lines?.map(checkedRoute)[0] ?? null;
  };
  const expected = {
    type: "LineString",
    coordinates: [
      [-8.5, 12.64],
      [-7.48, 11.42],
    ],
  };
  for (const text of [
    "name,lat,lon\nBamako,12.64,-8.5\n\nBougouni,11.42,-7.48\n",
    "\uFEFFlatitude;longitude\r\n12,64;-8,5\r\n11,42;-7,48\r\n;\r\n",
    "lng\tlat\n-8.5\t12.64\n-7.48\t+11.42",
  ])
    assert.deepEqual(await read(text), { name: "Way south", geometry: expected });
  assert.equal(await read("lon,lat,date\n1,2,2026-01-01"), null);

  for (const [rows, words] of /** @type {[string, RegExp][]} */ ([
    ["a,1,2\nb,x,3", /Row 3 \(b\) has the longitude “x”; degrees are given as a number/],
    ["a,1,2\n\nb,1,", /Row 4 \(b\) has no latitude/],
    ["a,1,2\nb,3", /Row 3 \(b\) has no latitude/],
    ["a,1,2\n,0x10,3", /Row 3 has the longitude “0x10”/],
    ["a,1,2\nb,1,95", /Row 3 \(b\) is at longitude 1, latitude 95: no place on earth/],
    ['a,1,2\n"b,3,4', /Row 3 cannot be read: Quoted field unterminated/],
    ["a,1,2\nb,1,2", /one place only/],
    ["", /no row with a waypoint/],
    ["a,1,2\n".repeat(100_001), /more than 100,000 points/],
    ["a,1,2\n".repeat(400_000), /more than 100,000 points/],
  ]))
    await assert.rejects(read(`name,lon,lat\n${rows}`), words);
});

test("a line that is written and read again is the same", async () => {
  const line = { name: 'Way <"south">', coordinates: road };
  const [written] = linesOfGeojson(toGeojson(line)) ?? [];
  assert.deepEqual(written, { name: line.name, positions: road });
  const lines = await readWaypoints(new File([waypointsToCsv(line)], "way.csv"));
  assert.deepEqual(lines?.map(checkedRoute), [
    { name: "way", geometry: { type: "LineString", coordinates: road } },
  ]);
});

test("text that a spreadsheet would read as a formula is marked as text, and numbers stay numbers", () => {
  for (const text of ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "=1\n+2", "＝1"]) {
    const [, row] = toCsv(["a", "b"], [[text, -1.5]]).split("\r\n");
    assert.ok(row.startsWith("'") || row.startsWith(`"'`), row);
    assert.ok(toCsv(["b"], [[-1.5]]).includes("\r\n-1.5\r\n"));
  }
  assert.equal(toCsv(["a"], [['He said "no", twice']]), 'a\r\n"He said ""no"", twice"\r\n');
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
    /^route,from_km,to_km,exposure_integral,encounter_expected,count,possible,days_since_last,count_abduction,data,data_as_of,advisory$/,
  );
  assert.deepEqual(first.split(",").slice(0, 5), [
    `"'-RN7"`,
    ...[segment.fromKm, segment.toKm, segment.integral, segment.expected].map(String),
  ]);
  assert.ok(first.includes(`,"'=evil()",2026-03-09,`), first);
});
