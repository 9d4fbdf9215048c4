// The list of the incidents of an answer: which are certain, how they are ordered and filtered, and what its files hold.
import assert from "node:assert/strict";
import { test } from "node:test";
import Papa from "papaparse";
import { listToCsv, listToGeojson } from "../../www/src/incidents-table/export.js";
import { isWithin, listingOf } from "../../www/src/incidents-table/listing.js";
import { filterListing, needsRecords, sortListing } from "../../www/src/incidents-table/order.js";
import { createRecords, entryOf } from "../../www/src/incidents-table/records.js";
import { rowAfter } from "../../www/src/incidents-table/table.js";
import { EVERYTHING, FIRST_VIEW, isNarrowed, sortBy } from "../../www/src/incidents-table/view.js";
import { createPageStore } from "../../www/src/page-state.js";
import { folded } from "../../www/src/plain-text.js";
import { withoutMarks } from "../../www/src/route-files/write/csv.js";

/** @typedef {import("geobit").Incident} Incident */
/** @typedef {import("../../www/src/incidents-table/view.js").ListFilter} ListFilter */

const columns = {
  day: Int32Array.of(100, 300, 200, 300, 250),
  kind: Uint8Array.of(0, 1, 0, 1, 0),
  kindNames: /** @type {import("geobit").Kind[]} */ (["riot", "abduction"]),
  uncertaintyKm: Float32Array.of(0, 5, Number.NaN, 1, 2),
};
const deaths = [3, null, 0, 12, null];
const places = ["Zinder", "", "Élan", "eland", "Émir"];
/** @param {number} row @returns {Incident} */
const record = (row) => ({
  ...{
    row,
    id: `id${row}`,
    start: "1970-04-11",
    end: "1970-04-11",
    timePrecision: null,
    lon: row,
    lat: -row,
  },
  ...{ uncertaintyKm: 1, kind: "riot", type: "1", subtype: "", actors: ["Un Groupe"], country: "Mali" },
  fatalities: { low: null, best: deaths[row], high: null },
  ...{
    admin1: "",
    place: places[row],
    source: "Radio",
    headline: row === 3 ? "=SUM(A1)" : "Récit",
    origin: 0,
  },
});
const entries = new Map([0, 1, 2, 3, 4].map((row) => [row, entryOf(record(row))]));
const area = listingOf(
  /** @type {any} */ ({
    geofence: { rows: Uint32Array.of(0, 1, 2, 3, 4), share: Float32Array.of(1, 0.5, 0.25, 1, 0.999) },
  }),
  columns,
);
const data = {
  ...{ listing: area, columns, origins: ["one"] },
  entry: (/** @type {number} */ row) => entries.get(row),
};
/** @param {Partial<ListFilter>} filter */
const filtered = (filter) => [...filterListing(data, { ...EVERYTHING, ...filter })];
/** @param {import("../../www/src/incidents-table/view.js").ColumnName} by @param {boolean} down */
const sorted = (by, down) => [...sortListing(data, filterListing(data, EVERYTHING), { by, down })];

test("certain is what lies inside as a whole, in an area and in a corridor", () => {
  assert.deepEqual([...area.certain], [1, 0, 0, 1, 0]);
  const { certain, share, alongKm } = listingOf(
    /** @type {any} */ ({
      route: {
        ...{ rows: Uint32Array.of(0, 1, 2, 3), distanceKm: Float32Array.of(5, 0, 0, 4) },
        ...{ alongKm: Float32Array.of(1, 2, 3, 4), method: { corridorKm: 5 } },
      },
    }),
    columns,
  );
  assert.deepEqual([...certain], [1, 1, 0, 1], "what cannot be located is not certain");
  assert.equal(share, null);
  assert.equal(alongKm?.[3], 4);
  assert.equal(isWithin(4.5, 0.6, 5), false);
  assert.equal(isWithin(0, null, 5), false);
});

test("incidents are filtered by certainty, kind, days, deaths and words, whatever the accents", () => {
  assert.deepEqual(filtered({}), [0, 1, 2, 3, 4]);
  assert.deepEqual(filtered({ certainty: "certain" }), [0, 3]);
  assert.deepEqual(filtered({ certainty: "possible" }), [1, 2, 4]);
  assert.deepEqual(filtered({ kind: "abduction" }), [1, 3]);
  assert.deepEqual(filtered({ kind: "protest" }), [], "a kind that the data do not have");
  assert.deepEqual(filtered({ from: "1970-07-20", to: "1970-09-08" }), [2, 4]);
  assert.deepEqual(filtered({ deadly: true }), [0, 3], "unknown deaths are not recorded deaths");
  assert.deepEqual(filtered({ text: "ELAN" }), [2, 3]);
  assert.deepEqual(filtered({ text: "recit groupe id4" }), [4], "all words, in any field");
  assert.equal(folded("Érè"), "ere");
});

test("incidents are sorted either way, what has no value last, and equals by the latest", () => {
  assert.deepEqual(sorted("day", true), [1, 3, 4, 2, 0]);
  assert.deepEqual(sorted("day", false), [0, 2, 4, 1, 3]);
  assert.deepEqual(sorted("deaths", true), [3, 0, 2, 1, 4]);
  assert.deepEqual(sorted("deaths", false), [2, 0, 3, 1, 4]);
  assert.deepEqual(sorted("inside", true), [3, 0, 4, 1, 2]);
  assert.deepEqual(sorted("precision", false), [0, 3, 4, 1, 2]);
  assert.deepEqual(sorted("place", false), [2, 3, 4, 0, 1], "Élan, eland, Émir, Zinder, none");
  assert.deepEqual(sorted("kind", false), [1, 3, 4, 2, 0], "by their names: abduction before riot");
});

test("the records of all are read only where the order or the filter needs them", () => {
  assert.equal(needsRecords(FIRST_VIEW), false);
  assert.equal(needsRecords({ ...FIRST_VIEW, sort: { by: "place", down: false } }), true);
  assert.equal(needsRecords({ ...FIRST_VIEW, filter: { ...EVERYTHING, text: " " } }), false);
  assert.equal(needsRecords({ ...FIRST_VIEW, filter: { ...EVERYTHING, deadly: true } }), true);
  assert.deepEqual(sortBy({ by: "day", down: true }, "day"), { by: "day", down: false });
  assert.deepEqual(sortBy({ by: "day", down: true }, "place"), { by: "place", down: false });
  assert.deepEqual(sortBy({ by: "day", down: false }, "deaths"), { by: "deaths", down: true });
});

test("records are fetched once, and those of other data are forgotten", async () => {
  /** @type {number[][]} */
  const asked = [];
  const snapshot = /** @type {any} */ ({
    incidents: async (/** @type {number[]} */ rows) => {
      asked.push(rows);
      return rows.map(record);
    },
  });
  const records = createRecords();
  assert.equal(await records.fetch(snapshot, [1, 2]), true);
  assert.equal(await records.fetch(snapshot, [1, 2, 3]), true);
  assert.deepEqual(asked, [[1, 2], [3]]);
  assert.equal(records.entry(2)?.place, "Élan");
  assert.equal(await records.fetch(snapshot, [4], { isWanted: () => false }), false);
  assert.equal(records.entry(4), undefined);
  await records.fetch(/** @type {any} */ ({ ...snapshot }), [0]);
  assert.equal(records.entry(2), undefined);
});

test("keys lead from row to row and never off the table", () => {
  assert.equal(rowAfter("ArrowDown", -1, 10, 4), 0);
  assert.equal(rowAfter("ArrowDown", 9, 10, 4), 9);
  assert.equal(rowAfter("PageDown", 3, 10, 4), 7);
  assert.equal(rowAfter("PageUp", 3, 10, 4), 0);
  assert.equal(rowAfter("Home", 5, 10, 4), 0);
  assert.equal(rowAfter("End", -1, 10, 4), 9);
  assert.equal(rowAfter("ArrowDown", -1, 0, 4), null);
  assert.equal(rowAfter("a", 1, 10, 4), null);
});

test("a number of an answer opens the list with its own filter and no other", () => {
  const store = createPageStore();
  store.update({ type: "filterList", filter: { text: "road", kind: "riot" } });
  store.update({ type: "listOnly", filter: { certainty: "certain" } });
  const { tab, list } = store.get();
  assert.equal(tab, "incidents");
  assert.deepEqual(list.filter, { ...EVERYTHING, certainty: "certain" });
  assert.equal(isNarrowed(list.filter), true);
  assert.equal(isNarrowed(EVERYTHING), false);
});

const file = {
  ...{ name: "Camp", listing: area, coverage: "Covered." },
  listed: [3, 1].map((at) => ({ record: record(at), at })),
  summary: /** @type {any} */ ({
    name: "log",
    asOf: "2026-01-01",
    origins: [{ name: "log" }],
    licence: "CC0",
  }),
};

test("the CSV holds what is listed in its order, and no formula", () => {
  const text = listToCsv(file);
  const { data: rows } = Papa.parse(text.trimEnd(), { header: true });
  const [first, second] = /** @type {Record<string, string>[]} */ (rows);
  assert.equal(rows.length, 2);
  assert.deepEqual([first.id, second.id], ["id3", "id1"]);
  assert.deepEqual(
    [first.inside, first.share, second.inside, second.share],
    ["certain", "1", "possible", "0.5"],
  );
  assert.deepEqual([first.lon, first.lat, first.deaths, second.deaths], ["3", "-3", "12", ""]);
  assert.equal(first.headline, "'=SUM(A1)", "a spreadsheet takes it as text");
  assert.equal(withoutMarks(first.headline), "=SUM(A1)");
  assert.equal(first.data_as_of, "2026-01-01");
  assert.match(first.advisory, /not a risk advisory/);
  assert.equal(first.along_km, undefined);
});

test("the GeoJSON is that of the engine's answers: part, record and what the answer says of it", () => {
  const collection = JSON.parse(listToGeojson(file));
  assert.equal(collection.type, "FeatureCollection");
  assert.deepEqual([collection.data, collection.dataAsOf, collection.licence], ["log", "2026-01-01", "CC0"]);
  const [feature] = collection.features;
  assert.deepEqual(feature.geometry, { type: "Point", coordinates: [3, -3] });
  const { part, id, share, inside } = feature.properties;
  assert.deepEqual({ part, id, share, inside }, { part: "incident", id: "id3", share: 1, inside: "certain" });
  assert.equal("row" in feature.properties, false);
  const nowhere = { ...record(0), lon: null, lat: null };
  const without = JSON.parse(listToGeojson({ ...file, listed: [{ record: nowhere, at: 0 }] }));
  assert.equal(without.features[0].geometry, null);
});
