// The daily brief, as far as it needs no browser: what it holds, its text for a messenger, and how the picture breaks its lines.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { open } from "geobit";
import { Comparison } from "../../www/src/news/compare.js";
import { areasOf } from "../../www/src/news/watched.js";
import { cardBlocks } from "../../www/src/site-brief/card.js";
import { chooseSince, gatherSiteBrief } from "../../www/src/site-brief/content.js";
import { takeLastLook } from "../../www/src/site-brief/last-look.js";
import { breakLines, placeBlocks } from "../../www/src/site-brief/layout.js";
import { MOST_LETTERS, toMessage } from "../../www/src/site-brief/message.js";
import { csv } from "./support.js";

/** @typedef {import("../../www/src/shapes.js").Shape} Shape */

/** @type {import("geobit").Geobit} */
let geobit;
before(async () => {
  geobit = await open();
});
after(() => geobit?.close());

/** @type {import("geobit").Kind[]} */
const KINDS = ["armedClash", "riot"];
const camp = /** @type {Shape} */ ({
  ...{ id: "s1", kind: "circle", name: "Camp", km: 20 },
  geometry: { type: "Point", coordinates: [-8, 12] },
});
const road = /** @type {Shape} */ ({
  ...{ id: "s2", kind: "route", name: "Road", km: 5 },
  geometry: {
    type: "LineString",
    coordinates: [
      [-8.1, 12],
      [-7.9, 12],
    ],
  },
});
const nowhere = /** @type {Shape} */ ({
  ...camp,
  geometry: { type: "Point", coordinates: [60, 50] },
});

const dayOf = (/** @type {number} */ n) => new Date(Date.UTC(2024, 0, 1 + n)).toISOString().slice(0, 10);

/** An incident every week of a year, and some of the last days. @param {string[]} [late] ids of those that are there besides @param {string} [place] */
const load = (late = [], place = "Village") =>
  geobit.load(
    new Blob([
      csv(
        [
          ...Array.from({ length: 52 }, (_, n) => [`w${n}`, dayOf(7 * n)]),
          ["n1", "2024-12-29"],
          ["n2", "2024-12-30"],
          ...late.map((id) => [id, "2024-06-03"]),
        ].map(([id, start], n) => ({
          ...{
            id,
            start,
            lon: -8,
            lat: 12,
            kind: "riot",
            uncertainty_km: id === "n1" ? 30 : n % 2 ? 0 : 19.99,
          },
          ...{ place, fatalities_best: n % 3 },
        })),
      ),
    ]),
    { name: "Log", asOf: "2024-12-31", licence: "CC0-1.0", attribution: "Somebody" },
  );

/** @param {object} [more] */
async function gather(more = {}) {
  const snapshot = await load();
  const columns = await snapshot.columns();
  return gatherSiteBrief(
    /** @type {any} */ ({
      ...{ snapshot, columns, shape: camp, since: "2024-12-20", range: { today: "2025-01-02" } },
      ...{ rules: [], kinds: KINDS, news: null, ...more },
    }),
  );
}
const rule = (/** @type {object} */ more) => ({
  ...{ id: "r1", shapeId: "s1", when: "any", kinds: [], minFatalities: 0, radiusKm: null, radii: {} },
  ...more,
});

test("a brief holds the verdict, what is new, the rules that fired, and the last incidents", async () => {
  const brief = await gather({
    rules: [
      rule({}),
      rule({ id: "r2", when: { atLeast: 50, inDays: 7 } }),
      rule({ id: "r3", shapeId: "s2" }),
    ],
  });
  assert.match(brief.verdict, /\d/);
  assert.deepEqual(
    brief.fresh.map(({ record }) => record.id),
    ["n2", "n1", "w51"],
  );
  assert.deepEqual([brief.freshMore, brief.rules, brief.fired.length], [0, 2, 1]);
  assert.deepEqual([brief.fired[0].name, brief.fired[0].since], ["Any new incident", "2024-12-23"]);
  assert.deepEqual([brief.last.length, brief.lastMore], [10, 41], "what is new is not told twice");
  assert.equal(brief.last[0].record.id, "w50");
  assert.deepEqual([brief.coverage.ageDays, brief.isCovered], [2, true]);
  const along = await gather({ shape: road });
  assert.equal(along.fresh[0].record.id, "n2");
  assert.match(
    toMessage(along),
    /^Daily brief: Road \(route, 5 km on either side\)\n2 Jan 2025\. Data as of 31 Dec 2024, 2 days old\./,
  );
});

test("what an older version did not have yet is new, whenever it happened", async () => {
  const [older, newer] = [await load(), await load(["late"])];
  const comparison = new Comparison(newer, older);
  const news = await comparison.ask("file 1", areasOf([camp]), {});
  const columns = await newer.columns();
  const scope = { snapshot: newer, columns, news };
  const since = chooseSince("2024-12-31", news, "2024-12-30");
  assert.equal(since, "2025-01-01");
  const brief = await gather({ ...scope, since: "2024-12-30" });
  assert.deepEqual(
    brief.fresh.map(({ record }) => record.id),
    ["n2", "late"],
  );
  assert.match(toMessage(brief), /New since 30 Dec 2024: 2 recorded incidents \(1 recorded late\)/);
  assert.match(toMessage(brief), /Against the version with data as of 31 Dec 2024: 1 added\./);
  const later = await gather({ ...scope, since: "2025-01-05" });
  assert.deepEqual(later.fresh, []);
});

test("where the data do not cover a site, nothing recorded is told", async () => {
  const brief = await gather({ shape: nowhere, rules: [rule({})] });
  assert.deepEqual([brief.isCovered, brief.fresh, brief.last, brief.rows], [false, [], [], []]);
  const text = toMessage(brief);
  assert.match(text, /do not cover/);
  assert.doesNotMatch(text, /no recorded incidents|New since/i);
  assert.deepEqual(
    cardBlocks(brief).map(({ text: said }) => said),
    [brief.coverage.words],
  );
});

test("zones in force are in the text and the picture, also where the data do not cover the site", async () => {
  const zones = ["Camp touches Z (no-go).", "And 2 more."];
  for (const shape of [camp, nowhere]) {
    const brief = await gather({ shape, zones });
    assert.ok(toMessage(brief).includes(`\n${zones.join(" ")}\n`), shape.name);
    const said = cardBlocks(brief).map(({ text, essential }) => (essential ? text : ""));
    for (const zone of zones) assert.ok(said.includes(zone), `${shape.name}: ${zone}`);
  }
  const long = toMessage(await gather({ zones: ["Long ".repeat(400)], rules: [rule({})] }));
  assert.ok(long.length <= MOST_LETTERS, `${long.length}`);
});

test("the text is short, has no markup, says what was left out, and promises nothing", async () => {
  const text = toMessage(await gather({ rules: [rule({})] }));
  assert.ok(text.length < MOST_LETTERS);
  assert.match(text, /Its rule has fired:\n- Any new incident \(since 23 Dec 2024\)/);
  assert.match(
    text,
    /New since 20 Dec 2024: 2 recorded incidents for certain, 1 possibly here\n- 30 Dec 2024: Riot, Village/,
  );
  assert.match(text, /Source: Log · CC0-1\.0 · Somebody\n/);
  assert.match(text, /Left out here: \d+ earlier incidents and the map\.$/);
  assert.doesNotMatch(text, /[<>*_#]|\n\n\n|\bsafe|predict|threat level/i);
});

test("the text stays short with long names, and hidden characters are gone", async () => {
  const snapshot = await load([], `\u202E${"Long name ".repeat(60)}`);
  const columns = await snapshot.columns();
  const shape = { ...camp, name: `Camp\n${"x".repeat(500)}\u202E` };
  const rules = Array.from({ length: 40 }, (_, n) => rule({ id: `r${n}`, minFatalities: n % 2 }));
  const brief = await gather({ snapshot, columns, shape, rules, since: "2024-01-01" });
  const text = toMessage(brief);
  assert.ok(text.length <= MOST_LETTERS, `${text.length}`);
  assert.doesNotMatch(text, /\u202E/);
  assert.match(text, /Left out here: \d+ fired rules, \d+ new incidents and the map\.$/);
});

test("since when something is new follows the older version, the last look, or the last days", () => {
  const news = /** @type {any} */ ({ olderAsOf: "2024-02-28" });
  assert.equal(chooseSince("2024-12-31", news, "2024-12-24"), "2024-02-29");
  assert.equal(chooseSince("2024-12-31", null, "2024-12-24"), "2024-12-24");
  assert.equal(
    chooseSince("2024-12-31", null, "2025-01-04"),
    "2024-12-04",
    "the data have not changed since",
  );
  assert.equal(chooseSince("2024-12-31", null, null), "2024-12-04");
});

test("the last look is the one on another day, and nothing breaks where nothing may be kept", () => {
  const before = Object.getOwnPropertyDescriptor(globalThis, "localStorage");
  const use = (/** @type {unknown} */ value) =>
    Object.defineProperty(globalThis, "localStorage", { value, configurable: true });
  try {
    /** @type {string | null} */
    let kept = null;
    use({
      getItem: () => kept,
      setItem(/** @type {string} */ _, /** @type {string} */ value) {
        kept = value;
      },
    });
    assert.deepEqual(["2025-01-01", "2025-01-01", "2025-01-03", "2025-01-03"].map(takeLastLook), [
      null,
      null,
      "2025-01-01",
      "2025-01-01",
    ]);
    kept = '{"day":"yesterday"}';
    assert.equal(takeLastLook("2025-01-04"), null);
    use({});
    assert.equal(takeLastLook("2025-01-04"), null);
  } finally {
    if (before) Object.defineProperty(globalThis, "localStorage", before);
    else Reflect.deleteProperty(globalThis, "localStorage");
  }
});

test("lines break at spaces, long words anywhere, and no letter is lost", () => {
  const measure = (/** @type {string} */ text) => text.length;
  assert.deepEqual(breakLines("one two three", 7, measure), ["one two", "three"]);
  assert.deepEqual(breakLines("abcdefghij kl", 4, measure), ["abcd", "efgh", "ij", "kl"]);
  assert.deepEqual(breakLines("  ", 4, measure), []);
  assert.deepEqual(breakLines("ab", 0, measure), ["a", "b"]);
});

test("what has no room is left out from the end, but never what is essential", () => {
  const measure = (/** @type {string} */ text, /** @type {number} */ size) => text.length * size;
  const block = (/** @type {string} */ text, essential = false) => ({ text, size: 10, essential });
  const blocks = [block("a", true), block("b"), block("c"), block("d", true)];
  const room = { width: 100, height: 2.5 * 12.8 };
  const placed = placeBlocks(blocks, room, measure);
  assert.deepEqual([placed.lines.map(({ text }) => text), placed.leftOut], [["a", "d"], 2]);
  assert.ok(placed.height <= room.height);
  assert.equal(placeBlocks(blocks, { width: 100, height: 0 }, measure).lines.length, 2);
  assert.deepEqual(
    placeBlocks(blocks, { width: 100, height: 1000 }, measure).lines.map(({ y }) => y),
    [12.8, 25.6, 38.400000000000006, 51.2],
  );
});

test("a brief of what matches a filter says which filter, as a text and as a picture", async () => {
  const all = await load();
  const snapshot = await all.filtered({ minFatalities: 1, text: "villa" });
  const brief = await gather({ snapshot, columns: await snapshot.columns() });
  const filter =
    "Filtered: at least 1 recorded death; “villa”. Whatever does not match counts in no number here.";
  assert.equal(toMessage(brief).split("\n")[2], filter);
  const [block] = cardBlocks(brief);
  assert.deepEqual([block.text, block.essential], [filter, true]);
  assert.doesNotMatch(toMessage(await gather()), /Filtered/);

  // Guards against a bug: with one kind chosen the brief said that there were none, and not that only that kind counts.
  const oneKind = await gather({ range: { today: "2025-01-02", kinds: ["riot"] } });
  assert.equal(
    toMessage(oneKind).split("\n")[2],
    "Filtered: only riot. Whatever does not match counts in no number here.",
  );
  assert.match(cardBlocks(oneKind)[0].text, /^Filtered: only riot/);

  const many = { actors: Array.from({ length: 40 }, (_, i) => `Group ${i} ${"x".repeat(99)}`) };
  const summary = { ...brief.summary, filters: [{ matching: { only: many } }] };
  const long = toMessage({ ...brief, summary: /** @type {any} */ (summary) });
  assert.ok(long.length <= MOST_LETTERS && /Filtered: actor Group 0/.test(long));
});
