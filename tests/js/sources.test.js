// Several sources as one, and what people decide on suspected duplicates among them: the page's own part of it, on the real engine.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { open } from "geobit";
import { belongsTo, bringBack, filterToKeep } from "../../www/src/more-filters/bound.js";
import { contentOf, toFeatures } from "../../www/src/own-incidents/incident.js";
import { createPageStore } from "../../www/src/page-state.js";
import {
  acceptable,
  canKeepApart,
  decide,
  pairId,
  pairsWith,
  withoutLost,
} from "../../www/src/sources/decisions.js";
import { placeOf, rowOf } from "../../www/src/sources/rows.js";
import { createSources } from "../../www/src/sources/sources.js";
import { createSuspicions } from "../../www/src/sources/suspicions.js";

/** @typedef {import("../../www/src/data.js").Source} Source */
/** @typedef {import("../../www/src/own-incidents/incident.js").OwnIncident} OwnIncident */

const place = (/** @type {string} */ source, row = "0") => ({ source, row });
/** @param {string} a @param {string} b */
const pairOf = (a, b) => ({ a: place(a), b: place(b), km: 1, days: 0, score: 0.5 });
/** @type {import("../../www/src/sources/decisions.js").Decisions} */
const none = new Map();

test("a decision is kept by its pair, replaced by another, and taken back", () => {
  const pair = pairOf("A", "B");
  const same = decide(none, [pair], "same");
  assert.deepEqual(pairsWith(same, "same"), [pair]);
  const apart = decide(same, [pair], "apart");
  assert.deepEqual([pairsWith(apart, "same"), pairsWith(apart, "apart")], [[], [pair]]);
  assert.equal(decide(apart, [pair], null).size, 0);
  assert.equal(none.size, 0);
  assert.notEqual(pairId(pairOf('A"', "B")), pairId(pairOf("A", '"B')));
});

test("decisions on what is gone are dropped, and all others stay the same object", () => {
  const decisions = decide(none, [pairOf("A", "B"), pairOf("A", "C")], "same");
  assert.equal(
    withoutLost(decisions, () => true),
    decisions,
  );
  const left = withoutLost(decisions, ({ source }) => source !== "C");
  assert.deepEqual(pairsWith(left, "same"), [pairOf("A", "B")]);
});

test("what is kept apart is not joined through other pairs", () => {
  const [ab, bc, ac] = [pairOf("A", "B"), pairOf("B", "C"), pairOf("A", "C")];
  const decisions = decide(decide(none, [ac], "apart"), [ab], "same");
  assert.deepEqual(acceptable(decisions, [bc]), [], "it would join A and C");
  assert.deepEqual(acceptable(decisions, [ac]), [ac], "who accepts it no longer keeps it apart");
  assert.deepEqual(acceptable(decide(none, [ac], "apart"), [ab, bc]), [ab], "the second of two as well");
  assert.ok(canKeepApart(decisions, ac));
  assert.ok(!canKeepApart(decide(none, [ab, bc], "same"), ac));
  assert.ok(canKeepApart(decide(none, [ab, bc], "same"), ab));
});

test("a thousand pairs in a chain are one event", () => {
  const chain = Array.from({ length: 1000 }, (_, i) => pairOf(String(i), String(i + 1)));
  const decisions = decide(none, chain, "same");
  assert.ok(!canKeepApart(decisions, pairOf("0", "1000")));
});

/** @type {import("geobit").Geobit} */
let geobit;
before(async () => {
  geobit = await open();
});
after(() => geobit?.close());

const HEADER = "id,start,lat,lon,kind\n";
let files = 0;
/** @param {string} name @param {string[]} rows @returns {Promise<Source>} */
async function fileOf(name, ...rows) {
  files += 1;
  const snapshot = await geobit.load(new Blob([HEADER + rows.join("\n")]), { name, layout: "generic" });
  return { key: `file ${files}`, snapshot, demo: false };
}

/** @param {{ asOf?: string[] }} [seen] */
function pageOf({ asOf } = {}) {
  const store = createPageStore();
  /** @type {unknown[]} */
  const errors = [];
  /** @type {unknown[]} */
  const aside = [];
  const sources = createSources(store, {
    showError: (error) => errors.push(error),
    tellAside: (error) => aside.push(error),
    data: {
      combine: (snapshots, same) => geobit.combine(snapshots, { same }),
      async loadOwn(list, atLeast) {
        asOf?.push(atLeast);
        const features = new Blob([JSON.stringify(toFeatures(list))]);
        const snapshot = await geobit.load(features, { name: "Entered by hand", asOf: atLeast });
        const records = await snapshot.incidents([...list.keys()]);
        const names = new Map(list.map((one) => [one.id, contentOf(one)]));
        return { key: "own", snapshot, demo: false, rowNames: records.map(({ id }) => names.get(id) ?? "") };
      },
    },
  });
  const suspicions = createSuspicions(store);
  const idle = () => sources.idle().then(suspicions.idle);
  const summary = () => /** @type {any} */ (store.get().loaded).snapshot.summary;
  return { store, sources, idle, summary, errors, aside };
}

const A1 = "a1,2026-03-01,12.64,-8.02,riot";
const B1 = "b1,2026-03-01,12.641,-8.02,riot";
const FAR = "x,2026-02-01,5,5,protest";

test("a second file is shown beside the first, and an accepted pair counts once", async () => {
  const { store, sources, idle, summary, errors } = pageOf();
  await sources.replaceAll(await fileOf("ours.csv", A1, FAR));
  assert.deepEqual([summary().name, summary().origins.length], ["ours.csv", 1]);
  await sources.add(await fileOf("theirs.csv", B1));
  await idle();
  assert.deepEqual(
    summary().origins.map((/** @type {any} */ { name, count }) => [name, count]),
    [
      ["ours.csv", 2],
      ["theirs.csv", 1],
    ],
  );
  const [pair] = store.get().suspicions?.pairs ?? [];
  assert.equal(pair.days, 0);
  assert.equal(summary().count, 3, "nothing is merged unasked");
  store.update({ type: "setDecisions", decisions: decide(store.get().decisions, [pair], "same") });
  await idle();
  assert.deepEqual([summary().count, summary().superseded], [2, 1]);
  const before = store.get().loaded;
  store.update({ type: "setDecisions", decisions: decide(store.get().decisions, [pair], "apart") });
  await idle();
  assert.equal(summary().count, 3);
  store.update({ type: "setDecisions", decisions: decide(store.get().decisions, [pair], null) });
  await idle();
  assert.equal(store.get().loaded?.sources, before?.sources, "the sources are not looked at again");
  assert.deepEqual(errors, []);
});

test("a file that is taken away takes the decisions on it along, and the last one stays", async () => {
  const { store, sources, idle, summary } = pageOf();
  const [ours, theirs] = [await fileOf("ours.csv", A1), await fileOf("theirs.csv", B1)];
  await sources.replaceAll(ours);
  await sources.add(theirs);
  await idle();
  store.update({
    type: "setDecisions",
    decisions: decide(none, store.get().suspicions?.pairs ?? [], "same"),
  });
  await idle();
  assert.equal(store.get().decisions.size, 1);
  await sources.remove(theirs);
  await idle();
  assert.deepEqual([summary().name, store.get().decisions.size], ["ours.csv", 0]);
  assert.deepEqual(store.get().suspicions?.pairs, []);
  await sources.remove(ours);
  assert.equal(summary().name, "ours.csv");
  await assert.rejects(theirs.snapshot.columns(), { code: "closed" });
  const again = await fileOf("ours again.csv", A1, FAR);
  await sources.replace(ours, again);
  assert.deepEqual([summary().name, summary().count], ["ours again.csv", 2]);
});

test("if several cannot be combined, what was shown stays", async () => {
  const { sources, idle, summary, errors } = pageOf();
  await sources.replaceAll(await fileOf("ours.csv", A1));
  const closed = await fileOf("closed.csv", B1);
  closed.snapshot.close();
  await assert.rejects(sources.add(closed));
  await idle();
  assert.equal(summary().name, "ours.csv");
  const ended = new AbortController();
  ended.abort(new Error("enough"));
  await assert.rejects(sources.add(await fileOf("late.csv", B1), ended.signal), /enough/);
  assert.equal(summary().name, "ours.csv");
  await sources.add(await fileOf("theirs.csv", B1));
  assert.equal(summary().count, 2);
  assert.deepEqual(errors, []);
});

/** @type {OwnIncident} */
const entered = {
  ...{ id: "own-1", start: "2026-03-02", lat: 12.642, lon: -8.021, uncertaintyKm: 0.5 },
  ...{ kind: "riot", deaths: null, note: "seen" },
};

test("incidents entered by hand are a source of their own, whose windows end no sooner than those of files", async () => {
  /** @type {string[]} */
  const asOf = [];
  const { store, sources, idle, summary, errors } = pageOf({ asOf });
  store.update({ type: "setOwn", own: [entered] });
  await idle();
  assert.equal(store.get().loaded, null, "there is nothing to combine with yet");
  await sources.replaceAll(await fileOf("ours.csv", A1));
  await idle();
  assert.deepEqual(
    summary().origins.map((/** @type {any} */ { name }) => name),
    ["ours.csv", "Entered by hand"],
  );
  assert.deepEqual(asOf, ["2026-03-01"]);
  const pairs = store.get().suspicions?.pairs ?? [];
  store.update({ type: "setDecisions", decisions: decide(none, pairs, "same") });
  await idle();
  assert.equal(summary().count, 1);
  store.update({ type: "setOwn", own: [{ ...entered, note: "seen twice" }] });
  await idle();
  assert.equal(summary().count, 1, "another note is no other event");
  store.update({ type: "setOwn", own: [{ ...entered, deaths: 2 }] });
  await idle();
  assert.deepEqual([summary().count, store.get().decisions.size], [2, 0], "it has to be decided anew");
  store.update({ type: "setOwn", own: [] });
  await idle();
  assert.deepEqual([summary().name, summary().count], ["ours.csv", 1]);
  assert.deepEqual(errors, []);
});

test("incidents that cannot be loaded are told, and files are shown without them", async () => {
  const { store, sources, idle, summary, errors } = pageOf();
  store.update({ type: "setOwn", own: [{ ...entered, lat: 95 }] });
  await sources.replaceAll(await fileOf("ours.csv", A1));
  await idle();
  assert.equal(summary().name, "ours.csv");
  assert.ok(errors.length > 0);
});

test("rows are found by their names", () => {
  const named = /** @type {any} */ ([{ key: "file 1" }, { key: "own", rowNames: ["x", "y"] }]);
  assert.deepEqual(placeOf(named[0], 7), { source: "file 1", row: "7" });
  assert.deepEqual(rowOf(named, placeOf(named[0], 7)), [0, 7]);
  assert.deepEqual(rowOf(named, placeOf(named[1], 1)), [1, 1]);
  assert.equal(rowOf(named, { source: "own", row: "gone" }), null);
  assert.equal(rowOf(named, { source: "file 9", row: "0" }), null);
});

/** @typedef {import("../../www/src/more-filters/matching.js").Matching} Matching */

/** Filters, and waits until that is shown. @param {ReturnType<typeof pageOf>} page @param {Matching | null} matching */
async function filterBy({ store, idle }, matching) {
  store.update({ type: "setMatching", matching });
  await idle();
  return /** @type {import("../../www/src/data.js").Loaded} */ (store.get().loaded);
}

/** A file in which each incident has its kind as a text as well. @param {string} name @param {string[]} rows @returns {Promise<Source>} */
async function told(name, ...rows) {
  files += 1;
  const texts = rows.map((row) => `${row},${row.split(",").at(-1)} here`);
  const table = new Blob([["id,start,lat,lon,kind,headline", ...texts].join("\n")]);
  return {
    key: `file ${files}`,
    snapshot: await geobit.load(table, { name, layout: "generic" }),
    demo: false,
  };
}

test("a filter is of what is shown alone, is undone and done again, and goes with the files", async () => {
  const page = pageOf();
  const { store, sources, idle, summary, errors, aside } = page;
  await sources.replaceAll(await told("ours.csv", A1, FAR));
  const unfiltered = store.get().loaded;
  const loaded = await filterBy(page, { text: "RIOT" });
  assert.deepEqual([summary().count, loaded.whole.summary.count, loaded.columns.day.length], [1, 2, 1]);
  assert.equal(loaded.whole, unfiltered?.whole, "the whole is not made again");
  assert.equal(loaded.sources, unfiltered?.sources);
  store.undo();
  await idle();
  assert.deepEqual([summary().count, store.get().loaded?.matching], [2, null]);
  await assert.rejects(loaded.snapshot.columns(), { code: "closed" });
  store.redo();
  await idle();
  assert.equal(summary().count, 1);

  // What is entered by hand is filtered as well.
  const entry = {
    id: "own-1",
    start: "2026-03-02",
    lon: -8,
    lat: 12,
    uncertaintyKm: 0,
    deaths: null,
    note: "A riot",
  };
  store.update({ type: "setOwn", own: [{ ...entry, kind: /** @type {const} */ ("riot") }] });
  await idle();
  assert.deepEqual([summary().count, store.get().loaded?.matching], [2, { text: "RIOT" }]);
  const one = await filterBy(page, { origins: ["Entered by hand"] });
  assert.deepEqual([summary().count, summary().origins.length, one.whole.summary.origins.length], [1, 1, 2]);
  assert.equal(one.sources.length, 2, "all sources are still there");

  // Without them, their source is gone, and what cannot be filtered by is told.
  store.update({ type: "setOwn", own: [] });
  await idle();
  assert.deepEqual([summary().count, store.get().matching, aside.length], [2, null, 1]);
  await filterBy(page, { text: "riot" });
  await sources.replaceAll(await told("theirs.csv", B1, FAR));
  assert.deepEqual([summary().count, store.get().matching, aside.length], [2, null, 1]);
  store.undo();
  await idle();
  assert.deepEqual(
    [summary().count, store.get().matching],
    [2, null],
    "a step of before filters no other files",
  );
  assert.deepEqual(errors, []);
});

test("a filter waits for its files while others are open, and counts when they are opened again", async () => {
  const page = pageOf();
  const { store, sources, idle, summary, errors, aside } = page;
  const riots = { matching: { text: "riot" }, files: ["ours.csv"] };
  await sources.replaceAll({ ...(await told("demo", A1, FAR)), demo: true });
  store.update({ ...bringBack(riots, store.get().loaded), isQuiet: true });
  await idle();
  assert.deepEqual(
    [summary().count, store.get().waiting],
    [2, riots],
    "the demo data are not filtered by it",
  );
  assert.equal(filterToKeep(store.get()), riots, "it is kept all the same");
  await sources.replaceAll(await told("theirs.csv", A1, FAR));
  assert.deepEqual([summary().count, filterToKeep(store.get())], [2, riots]);
  await sources.replaceAll(await told("ours.csv", A1, FAR));
  assert.deepEqual([summary().count, store.get().matching, store.get().waiting], [1, { text: "riot" }, null]);

  // Another log beside it makes other data of it, and a newer file of the same name does not.
  const theirs = await told("theirs.csv", B1);
  await sources.add(theirs);
  assert.deepEqual([summary().count, filterToKeep(store.get())], [3, riots]);
  await sources.remove(theirs);
  assert.deepEqual([summary().count, filterToKeep(store.get())], [1, riots]);
  await sources.replaceAll(await told("ours.csv", A1, B1, FAR));
  assert.equal(summary().count, 2);

  await filterBy(page, null);
  assert.equal(filterToKeep(store.get()), null);
  await sources.replaceAll(await told("theirs.csv", A1, FAR));
  store.undo();
  await idle();
  assert.deepEqual(
    [summary().count, filterToKeep(store.get())],
    [2, null],
    "no step of before filters these",
  );
  assert.deepEqual([errors, aside], [[], []]);
});

test("a filter that does not fit its own file, or of which nobody noted the file, stays kept", async () => {
  const { store, sources, idle, summary, aside } = pageOf();
  await sources.replaceAll(await told("ours.csv", A1, FAR));
  const filter = { matching: { origins: ["gone.csv"] }, files: ["ours.csv"] };
  store.update(bringBack(filter, store.get().loaded));
  await idle();
  assert.deepEqual([summary().count, filterToKeep(store.get()), aside.length], [2, filter, 1]);
  store.update({ type: "setOwn", own: [] });
  await idle();
  assert.equal(aside.length, 1, "it is told once");

  const older = { matching: { text: "riot" }, files: null };
  assert.equal(belongsTo(older, [{ ...(await fileOf("demo", A1)), demo: true }]), false);
  store.update(bringBack(older, store.get().loaded));
  await idle();
  assert.deepEqual([store.get().matching, store.get().waiting], [{ text: "riot" }, null]);
  store.update(bringBack(null, store.get().loaded));
  assert.equal(filterToKeep(store.get()), null, "a workspace without a filter brings none");
});

test("what matches nothing is shown as nothing that matches", async () => {
  const page = pageOf();
  await page.sources.replaceAll(await fileOf("ours.csv", A1, FAR));
  const { snapshot, columns, firstDay, lastDay } = await filterBy(page, { minFatalities: 1 });
  assert.deepEqual([snapshot.summary.count, columns.lon.length], [0, 0]);
  assert.equal(snapshot.summary.filters.at(-1)?.matching?.withoutDeaths, 2);
  assert.ok(firstDay < lastDay, "the days are those of the data");
  const area = { type: /** @type {const} */ ("Point"), coordinates: [-8, 12.6] };
  const report = await snapshot.geofence(area, { radiusKm: 30 });
  assert.match(report.verdictText, /^None of the 2 incidents matches the filter/);
  assert.equal(report.coverage.inside, "all");
});
