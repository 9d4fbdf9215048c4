// What the page does with a file by what the engine says of it, and what it asks, as far as that needs no browser.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, test } from "node:test";
import { open } from "geobit";
import { areColumnsKnown, guessedColumns, mappingFor, missingFields } from "../../www/src/opening/columns.js";
import { forget, recall, remember } from "../../www/src/opening/remembered.js";
import { hasHoles, shapeOfReading, shapeOfRoute, shapeOfSite } from "../../www/src/opening/shapes-of.js";
import { howToAdd, isAboutColumns, tickedAtFirst, whatToDo } from "../../www/src/opening/verdict.js";
import { words } from "../../www/src/words/index.js";
import { fixtures } from "./data.js";

/** @type {import("geobit").Geobit} */
let geobit;
before(async () => {
  geobit = await open();
});
after(() => geobit?.close());

const inspect = (
  /** @type {string | Buffer} */ content,
  /** @type {import("geobit").LoadOptions} */ options = {},
) => geobit.inspect(new Blob([/** @type {BlobPart} */ (content)]), options);
const field = (/** @type {string} */ name) => readFileSync(`${fixtures}/field/${name}`);

test("files from the field are opened, asked about or refused", async () => {
  for (const [name, verdict] of /** @type {const} */ ([
    ["01-acled-2024-export.csv", "incidents"],
    ["04a-year-2206-typo.csv", "incidents"],
    ["05b-kobo-export.csv", "incidents"],
    ["06a-eventos-portugues.csv", "incidents"],
    ["07a-gps-track-with-timestamp.csv", "routes"],
    ["08a-excel-thousands-in-coordinates.csv", "routes"],
    ["23b-crs-epsg4326-latitude-first.geojson", "incidents"],
    ["34-basecamp-shaping-points.gpx", "routes"],
    ["37-linked-inside.kmz", "routes"],
    ["40-six-digits-near-the-equator.polyline", "routes"],
    ["60-gdelt-export.CSV", "incidents"],
  ]))
    assert.equal(whatToDo(await inspect(field(name))), verdict, name);
  const aggregated = readFileSync(`${fixtures}/files/acled_aggregated.csv`);
  assert.equal(whatToDo(await inspect(aggregated)), "incidents");
  assert.equal(whatToDo(await inspect("when,where\n2026-01-01,here\n")), "ask");
  assert.equal(whatToDo(await inspect("start,lon,lat,kind\n03/04/2026,-8,12,riot\n")), "ask");
  assert.equal(whatToDo(await inspect("start,lon,lat,kind\n25/04/2026,-8,12,riot\n")), "incidents");
  assert.equal(whatToDo(await inspect("<!DOCTYPE html><html></html>")), "refuse");
  assert.equal(whatToDo(await inspect("")), "refuse");
  assert.equal(whatToDo(await inspect("Bamako to Sikasso\nby the southern road\n")), "refuse");
  const start = { columns: [], missing: [], mapping: {}, doubts: [], layout: null, encoding: "utf-8" };
  // Of JSON that is too large to be inspected, the load says what is wrong.
  assert.equal(whatToDo({ ...start, format: "json", kindOfFile: "unknown" }), "incidents");
});

test("one route comes at once, several are chosen from, and two readings are shown beside each other", async () => {
  const how = async (/** @type {string} */ name) => howToAdd(await geobit.readRoutes(field(name)));
  assert.equal(await how("34-basecamp-shaping-points.gpx"), "add");
  assert.equal(await how("07a-gps-track-with-timestamp.csv"), "add");
  assert.equal(await how("35-osmand-rte-and-trk.gpx"), "choose");
  assert.equal(await how("40-six-digits-near-the-equator.polyline"), "readings");
  // Rows that may be sites as well.
  assert.equal(await how("48-waypoints-degrees-minutes.csv"), "choose");
  const polyline = new File([field("40-six-digits-near-the-equator.polyline")], "road.polyline");
  const readings = (await geobit.readRoutes(polyline)).routes;
  assert.equal(shapeOfReading(readings, readings[1]).name, "road", "the one that is chosen needs no number");
  const { routes } = await geobit.readRoutes(field("35-osmand-rte-and-trk.gpx"));
  assert.deepEqual(tickedAtFirst(routes), [true, false], "a plan beside its track is offered, not ticked");
  assert.deepEqual(tickedAtFirst(Array(11).fill(routes[0])), Array(11).fill(false));
});

test("a failure that a choice of columns can mend is told from others", async () => {
  const failure = async (/** @type {string} */ text) => {
    try {
      await geobit.load(new Blob([text]));
    } catch (error) {
      return error;
    }
    throw new Error("this was loaded");
  };
  assert.ok(isAboutColumns(await failure("when,where\n2026-01-01,here\n")));
  assert.ok(isAboutColumns(await failure("start,lon,lat,kind\n03/04/2026,-8,12,riot\n")));
  assert.ok(!isAboutColumns(await failure("id,start,lon,lat\n1,yesterday,-8,12\n")));
  assert.ok(!isAboutColumns(new Error("no")));
  assert.ok(!isAboutColumns(undefined));
});

test("a mapping is sent only if the columns are not those that would be used anyway", async () => {
  const file = "jour,est,nord,quoi\n2026-01-02,-8,12,riot\n";
  const inspection = await inspect(file);
  const guess = guessedColumns(inspection);
  assert.equal(guess.start, "jour");
  assert.deepEqual(missingFields(guess), ["lon", "lat"]);
  assert.deepEqual(missingFields({ ...guess, gps: "est" }), []);
  const columns = { ...guess, lon: "est", lat: "nord", kind: "quoi" };
  assert.deepEqual(missingFields(columns), []);
  const mapping = mappingFor(inspection, columns);
  assert.equal(mapping?.end, "", "what is not chosen is in no column");
  const { summary } = await geobit.load(new Blob([file]), { mapping });
  assert.deepEqual([summary.count, summary.kinds], [1, { riot: 1 }]);

  const known = await inspect("start,lon,lat\n03/04/2026,-8,12\n");
  const asGuessed = { ...guessedColumns(known) };
  // Without a kind or a type the rows may be sites: then the mapping says that they are not.
  assert.equal(mappingFor({ ...known, kindOfFile: "incidents" }, asGuessed), undefined);
  assert.deepEqual(mappingFor({ ...known, kindOfFile: "sites" }, asGuessed), asGuessed);
  assert.ok(areColumnsKnown(await inspect(field("01-acled-2024-export.csv"))));
  assert.ok(!areColumnsKnown(await inspect(field("05b-kobo-export.csv"))));
});

test("a form's times stay out when its columns are chosen", async () => {
  const content = field("05b-kobo-export.csv");
  const inspection = await inspect(content);
  const columns = { ...guessedColumns(inspection), kind: "" };
  const { summary } = await geobit.load(new Blob([content]), { mapping: { ...columns } });
  assert.equal(summary.asOf, "2026-01-30");
  assert.equal(summary.to, "2026-01-30", "the end of the form is not the last day");
});

test("points, areas and lines become shapes to watch", () => {
  const hole = [
    [0, 0],
    [1, 0],
    [1, 1],
    [0, 0],
  ];
  const site = (/** @type {any} */ geometry) => ({
    type: /** @type {const} */ ("Feature"),
    geometry,
    properties: { name: "Camp\u202e" },
  });
  const point = site({ type: "Point", coordinates: [1.12345678912, 2] });
  assert.deepEqual(shapeOfSite(point, 7), {
    ...{ kind: "circle", name: "Camp", km: 7 },
    geometry: { type: "Point", coordinates: [1.123456789, 2] },
  });
  const area = site({ type: "Polygon", coordinates: [hole, hole] });
  assert.ok(hasHoles(area) && !hasHoles(point));
  assert.deepEqual(shapeOfSite(area, 7).geometry, { type: "Polygon", coordinates: [hole] });
  assert.equal(shapeOfSite(site({ type: "LineString", coordinates: hole }), 7).kind, "corridor");
  const route = shapeOfRoute({
    type: "Feature",
    geometry: { type: "LineString", coordinates: hole },
    properties: { name: "RN7", kind: "track" },
  });
  assert.deepEqual([route.kind, route.km, route.name], ["route", 5, "RN7"]);
});

test("what is remembered is kept by the columns, and nothing else is taken from there", () => {
  /** @type {Map<string, string>} */
  const kept = new Map();
  const storage = {
    getItem: (/** @type {string} */ key) => kept.get(key) ?? null,
    setItem: (/** @type {string} */ key, /** @type {string} */ value) => kept.set(key, value),
    removeItem: (/** @type {string} */ key) => kept.delete(key),
  };
  Object.defineProperty(globalThis, "localStorage", { value: storage, configurable: true, writable: true });
  const columns = [{ name: "a" }, { name: "b,c" }];
  assert.equal(recall(columns), null);
  assert.ok(remember(columns, { mapping: { start: "a" }, dateOrder: "dmy" }));
  assert.deepEqual(recall(columns), { mapping: { start: "a" }, dateOrder: "dmy" });
  assert.equal(recall([{ name: "a" }, { name: "b" }, { name: "c" }]), null);
  const [key] = kept.keys();
  for (const [text, expected] of /** @type {[string, object | null][]} */ ([
    ["no JSON", null],
    ["7", null],
    ['{"mapping":{"start":7,"lon":"x"},"dateOrder":"ymd","layout":"acled"}', { mapping: { lon: "x" } }],
  ])) {
    kept.set(key, text);
    assert.deepEqual(recall(columns), expected, text);
  }
  forget(columns);
  assert.equal(kept.size, 0);
  Object.defineProperty(globalThis, "localStorage", {
    get() {
      throw new Error("forbidden");
    },
    configurable: true,
  });
  assert.equal(recall(columns), null);
  assert.equal(remember(columns, {}), false);
  forget(columns);
});

test("rows are named, the first ten of them", () => {
  const { inRows, layoutAndFormat } = words.snapshot;
  assert.equal(inRows("csv", 1, [4], 0), "in row 4");
  assert.equal(inRows("csv", 3, [4, 5, 9], 0), "in 3 rows: 4, 5 and 9");
  assert.equal(inRows("geojson", 12, [1, 2], 10), "in 12 features: 1, 2 and 10 more");
  assert.equal(layoutAndFormat("ucdp", "csv", false), "CSV: events of UCDP GED");
  assert.equal(
    words.opening.doubts(["one line was left out", "It is read."]),
    "One line was left out. It is read.",
  );
  assert.match(words.columns.missing(["start", "lon"]), /for day and longitude\./);
});
