// Incidents entered by hand, as far as they need no browser: what the form accepts, what it says, and the table they are saved in.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { open } from "geobit";
import { readEntry } from "../../www/src/own-incidents/entry.js";
import {
  checkedIncident,
  contentOf,
  isoDay,
  newId,
  withIncident,
} from "../../www/src/own-incidents/incident.js";
import { fromTable, toTable } from "../../www/src/own-incidents/table.js";
import { createPageStore } from "../../www/src/page-state.js";

/** @typedef {import("../../www/src/own-incidents/incident.js").OwnIncident} OwnIncident */

/** @type {import("geobit").Geobit} */
let geobit;
before(async () => {
  geobit = await open();
});
after(() => geobit?.close());

/** @param {Blob} table @param {import("geobit").LoadOptions} options */
async function readTable(table, options) {
  const snapshot = await geobit.load(table, { ...options, format: "csv", layout: "generic" });
  const rows = Array.from({ length: snapshot.summary.count }, (_, row) => row);
  return { summary: snapshot.summary, records: await snapshot.incidents(rows) };
}

const typed = {
  ...{ gps: "-12.5, -8.123456789", uncertainty_km: "0.1", start: "2026-03-01" },
  ...{ kind: "abduction", deaths: "", note: "" },
};
const today = "2026-05-01";
/** @param {Partial<typeof typed>} changed @returns {Promise<any>} */
const enter = (changed) => readEntry({ ...typed, ...changed }, "own-1", today, readTable);

test("what is typed becomes an incident, a southern latitude and a note of any text included", async () => {
  const note = '  =SUM(1), "quoted"\nnext line ';
  assert.deepEqual((await enter({ note })).incident, {
    ...{ id: "own-1", start: "2026-03-01", lat: -12.5, lon: -8.123456789, uncertaintyKm: 0.1 },
    ...{ kind: "abduction", deaths: null, note: note.trim() },
  });
  assert.equal((await enter({ deaths: " 3 " })).incident.deaths, 3);
  assert.equal((await enter({ deaths: "0" })).incident.deaths, 0);
});

test("each field says what is missing, and what would be accepted", async () => {
  const { problems } = await enter({ gps: "", uncertainty_km: " ", start: "", kind: "" });
  assert.deepEqual(Object.keys(problems).sort(), ["gps", "kind", "start", "uncertainty_km"]);
  for (const [changed, field, sentence] of /** @type {const} */ ([
    [{ gps: "somewhere" }, "gps", /^Give latitude and longitude in degrees/],
    [{ gps: "95, 3" }, "gps", /^Give a latitude in degrees from -90 to 90\.$/],
    [{ gps: "0, 0" }, "gps", /could not be located: .*0°, 0°/],
    [{ uncertainty_km: "-1" }, "uncertainty_km", /^Give a radius in km from 0/],
    [{ uncertainty_km: "1,5" }, "uncertainty_km", /^Give a radius in km from 0/],
    [{ uncertainty_km: "600" }, "uncertainty_km", /could not be located: .*above 500 km/],
    [{ start: "2026-05-02" }, "start", /not after today/],
    [{ start: "1026-05-02" }, "start", /^Give a day from 1900-01-01/],
    [{ deaths: "2.5" }, "deaths", /^Give a whole number of deaths/],
    [{ deaths: "=2" }, "deaths", /^Give a whole number of deaths/],
  ])) {
    const answer = await enter(changed);
    assert.deepEqual(Object.keys(answer.problems), [field], JSON.stringify(changed));
    assert.match(answer.problems[field], sentence);
  }
});

/** @param {string} note @param {Partial<OwnIncident>} [changed] @returns {OwnIncident} */
const withNote = (note, changed) => ({
  ...{ id: newId(), start: "2026-03-01", lat: 12.5, lon: -8.02, uncertaintyKm: 1.7, kind: "riot" },
  ...{ deaths: 1, note, ...changed },
});

test("what is saved is read back, with formulas marked in the file and not in the notes", async () => {
  const notes = [
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "'=1",
    "plain",
    "",
    '<b>"x"</b>, y',
    "x;=1",
    "\u202Eabc\u202C",
  ];
  const list = notes.map((note) => withNote(note));
  list.push(withNote("x", { lat: -12.5, lon: -8, deaths: null, uncertaintyKm: 0 }));
  const table = toTable(list);
  for (const line of table.slice(1).trim().split("\r\n")) {
    // The coordinates are numbers and stay so.
    for (const cell of line.split(",").filter((text) => Number.isNaN(Number(text))))
      assert.doesNotMatch(cell, /^"?[=+\-@\t\r]/, line);
  }
  assert.match(table, /,"'=1\+1"\r\n/);
  assert.match(table, /,-12\.5,-8,/);
  const { incidents, leftOut } = fromTable(await readTable(new Blob([table]), {}));
  assert.equal(leftOut, 0);
  const byId = (/** @type {OwnIncident} */ a, /** @type {OwnIncident} */ b) => a.id.localeCompare(b.id);
  assert.deepEqual(incidents.sort(byId), list.sort(byId));
});

test("the same table is a log like any other for the engine, which shows the mark", async () => {
  const table = new Blob([toTable([withNote("=1+1")])]);
  const inspection = await geobit.inspect(table);
  assert.deepEqual(
    [inspection.kindOfFile, inspection.layout, inspection.missing],
    ["incidents", "generic", []],
  );
  const snapshot = await geobit.load(table);
  const [record] = await snapshot.incidents([0]);
  assert.deepEqual([record.headline, record.kind, record.fatalities.best], ["'=1+1", "riot", 1]);
  assert.deepEqual(snapshot.summary.warnings, []);
});

test("rows without a place are left out of what is added, and counted", async () => {
  const table = new Blob(["id,start,lat,lon\na,2026-03-01,12,-8\nb,2026-03-01,,\nc,never,1,1\n"]);
  const { incidents, leftOut } = fromTable(await readTable(table, {}));
  assert.deepEqual([incidents.map(({ id }) => id), leftOut], [["a"], 2]);
});

test("an incident replaces the one with its id", () => {
  const [one, other] = [withNote("one"), withNote("other")];
  const changed = { ...one, note: "changed" };
  assert.deepEqual(withIncident([one, other], changed), [changed, other]);
  assert.deepEqual(withIncident([one], other), [one, other]);
  assert.equal(contentOf(one), contentOf(changed));
  assert.notEqual(contentOf(one), contentOf({ ...one, start: "2026-03-02" }));
  assert.notEqual(newId(), newId());
  assert.equal(isoDay(new Date(2026, 0, 5)), "2026-01-05");
});

test("of what is kept in a browser nothing is taken over that is not ours", () => {
  const incident = withNote("x");
  assert.deepEqual(checkedIncident({ ...incident, more: 1 }), incident);
  for (const broken of [
    null,
    7,
    { ...incident, lon: "1" },
    { ...incident, kind: "__proto__" },
    { ...incident, note: 3 },
    { ...incident, id: "" },
    { ...incident, deaths: Number.NaN },
  ])
    assert.equal(checkedIncident(broken), null);
});

test("the filters follow data that become more: what was narrowed stays so", () => {
  const store = createPageStore();
  const reset = { firstDay: 10, lastDay: 20, presentKinds: ["riot", "protest"] };
  store.update({ type: "resetFilters", ...reset });
  store.update({ type: "chooseDays", fromDay: 12, toDay: 20 });
  store.update({ type: "chooseKind", kind: "protest", chosen: false });
  store.update({
    ...{ type: "extendFilters", firstDay: 5, lastDay: 30 },
    presentKinds: ["riot", "protest", "looting"],
  });
  const { fromDay, toDay, kinds } = store.get().filters;
  assert.deepEqual([fromDay, toDay, [...kinds]], [12, 30, ["riot", "looting"]]);
});
