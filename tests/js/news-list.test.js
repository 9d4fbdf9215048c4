// What is new, as far as it needs no browser: the order of entries, by what they are known again, what differs in words, and what is
// marked on the map.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { open } from "geobit";
import { Comparison } from "../../www/src/news/compare.js";
import { countByWhat, keyOf, partByNote } from "../../www/src/news/entries.js";
import { listDifferences } from "../../www/src/news/fields.js";
import { keepNoted, recallNoted, withNote } from "../../www/src/news/kept.js";
import { listMarked } from "../../www/src/news/marks.js";
import { areasOf } from "../../www/src/news/watched.js";
import { createPageStore } from "../../www/src/page-state.js";
import { csv } from "./support.js";

/** @type {import("geobit").Geobit} */
let geobit;
before(async () => {
  geobit = await open();
});
after(() => geobit?.close());

/** @param {[id: string, start: string, lon: number, deaths: number][]} incidents @param {string} asOf */
const load = (incidents, asOf) =>
  geobit.load(
    new Blob([
      csv(
        incidents.map(([id, start, lon, fatalities]) => ({
          ...{ id, start, lon, lat: 12, kind: "riot", fatalities_best: fatalities, uncertainty_km: 0 },
        })),
      ),
    ]),
    { name: asOf, asOf },
  );

const circle = /** @type {import("../../www/src/shapes.js").Shape} */ ({
  ...{ id: "s1", kind: "circle", name: "Camp", km: 20 },
  geometry: { type: "Point", coordinates: [-8, 12] },
});
const far = /** @type {import("../../www/src/shapes.js").Shape} */ ({
  ...{ id: "s2", kind: "route", name: "Road", km: 5 },
  geometry: {
    type: "LineString",
    coordinates: [
      [0, 12],
      [1, 12],
    ],
  },
});

const both = async () => ({
  older: await load(
    [
      ["kept", "2024-05-01", -8, 1],
      ["moved", "2024-05-02", -8.01, 2],
      ["gone", "2024-05-03", -3, 0],
    ],
    "2024-05-10",
  ),
  newer: await load(
    [
      ["kept", "2024-05-01", -8, 1],
      ["moved", "2024-05-02", -8.02, 5],
      ["late", "2024-05-08", -4, 0],
      ["new", "2024-05-19", -5, 0],
      ["near", "2024-05-11", -8, 0],
    ],
    "2024-05-20",
  ),
});

async function compared() {
  const { older, newer } = await both();
  const comparison = new Comparison(newer, older);
  return { comparison, news: await comparison.ask("file 1", areasOf([far, circle]), {}) };
}

test("what touches a drawn shape comes first, and of each the latest", async () => {
  const { comparison, news } = await compared();
  assert.deepEqual(
    news.entries.map(({ what, record, watched }) => [what, record.id, watched]),
    [
      ["added", "near", [1]],
      ["changed", "moved", [1]],
      ["added", "new", []],
      ["old", "late", []],
      ["withdrawn", "gone", []],
    ],
  );
  assert.deepEqual(news.watched, [
    { id: "s2", name: "Road", added: 0, changed: 0, withdrawn: 0 },
    { id: "s1", name: "Camp", added: 1, changed: 1, withdrawn: 0 },
  ]);
  assert.deepEqual(countByWhat(news.entries), { added: 2, old: 1, changed: 1, withdrawn: 1 });
  assert.deepEqual([news.counts.added, news.counts.old, news.notListed], [3, 1, 0]);
  const again = await comparison.ask("file 1", areasOf([]), {});
  assert.deepEqual(
    again.entries.map(({ watched }) => watched.length),
    [0, 0, 0, 0, 0],
  );
  comparison.close();
  await assert.rejects(comparison.older.incidents([0]), { code: "closed" });
});

test("what changed is told field by field, before and after", async () => {
  const { news } = await compared();
  const moved = news.entries.find(({ what }) => what === "changed");
  assert.ok(moved?.before);
  assert.deepEqual(listDifferences(moved.fields, moved.before, moved.record), [
    { name: "Longitude", before: "-8.01000°", after: "-8.02000°" },
    { name: "Deaths", before: "2", after: "5" },
  ]);
  const hostile = { ...moved.record, headline: `\u202E<b>${"x".repeat(400)}`, actors: ["", ""] };
  const [headline, actors] = listDifferences(["headline", "actors"], moved.before, hostile);
  assert.match(headline.after, /^<b>x{10,140}…$/);
  assert.deepEqual([headline.before, actors.after], ["not stated", "not stated"]);
});

test("an entry is known again, a further change is news, and no key holds a place", async () => {
  const { news } = await compared();
  const keys = news.entries.map(({ key }) => key);
  assert.equal(new Set(keys).size, 5);
  assert.deepEqual(
    (await compared()).news.entries.map(({ key }) => key),
    keys,
  );
  const [changed] = news.entries.filter(({ what }) => what === "changed");
  const other = { ...changed.record, fatalities: { low: 5, best: 6, high: 6 } };
  assert.notEqual(keyOf("changed", other, changed.fields), changed.key);
  // Recorded before or after the older version ends, an incident is the same news.
  assert.equal(keyOf("old", changed.record, []), keyOf("added", changed.record, []));
  for (const key of keys) assert.doesNotMatch(key, /8\.0|-8|12\b(?!-)/);
});

test("what is noted is kept, parted, taken back, and forgotten where nothing may be kept", () => {
  /** @type {Map<string, string>} */
  const kept = new Map();
  const storage = {
    getItem: (/** @type {string} */ key) => kept.get(key) ?? null,
    setItem: (/** @type {string} */ key, /** @type {string} */ value) => kept.set(key, value),
    removeItem: (/** @type {string} */ key) => kept.delete(key),
  };
  const before = Object.getOwnPropertyDescriptor(globalThis, "localStorage");
  const use = (/** @type {unknown} */ value) =>
    Object.defineProperty(globalThis, "localStorage", { value, configurable: true });
  try {
    use(storage);
    assert.equal(recallNoted().size, 0);
    const noted = withNote(withNote(new Map(), ["a", "b"], "done"), ["b", "c"], "ignored");
    assert.ok(keepNoted(noted));
    assert.deepEqual([...recallNoted()], [...noted]);
    const entries = /** @type {any[]} */ (["a", "b", "c", "d"].map((key) => ({ key })));
    const { open, done, ignored } = partByNote(entries, noted);
    assert.deepEqual([open.length, done.length, ignored.length], [1, 1, 2]);
    keepNoted(withNote(noted, ["a", "b", "c"], null));
    assert.equal(kept.size, 0, "nothing is left where nothing is noted");
    const many = withNote(
      new Map(),
      Array.from({ length: 20_001 }, (_, n) => `k${n}`),
      "done",
    );
    keepNoted(many);
    assert.deepEqual(
      [recallNoted().size, recallNoted().has("k0"), recallNoted().has("k20000")],
      [20_000, false, true],
    );
    for (const odd of ["{", "[1]", '{"done":{"a":1},"ignored":[3,"x"]}']) {
      kept.set("geobit:news", odd);
      assert.ok(recallNoted().size <= 1, odd);
    }
    use({
      setItem() {
        throw new Error("full");
      },
    });
    assert.equal(keepNoted(noted), false);
  } finally {
    if (before) Object.defineProperty(globalThis, "localStorage", before);
    else Reflect.deleteProperty(globalThis, "localStorage");
  }
});

test("marks are of what is there, is shown by the filters, and was not noted", async () => {
  const { news } = await compared();
  const filters = { fromDay: 0, toDay: 30_000, kinds: new Set(["riot"]) };
  const marked = (
    /** @type {object} */ changes,
    noted = /** @type {import("../../www/src/news/kept.js").Noted} */ (new Map()),
  ) => listMarked(/** @type {any} */ ({ news, noted, filters: { ...filters, ...changes } }));
  assert.deepEqual(
    marked({}).map(({ what }) => what),
    ["added", "changed", "added", "added"],
  );
  assert.equal(marked({}, withNote(new Map(), [news.entries[0].key], "done")).length, 3);
  assert.equal(marked({ toDay: 19_851 }).length, 2, "up to 8 May");
  assert.equal(marked({ kinds: new Set() }).length, 0);
  assert.deepEqual(marked({})[0].at, [-8, 12]);
  assert.deepEqual(listMarked(/** @type {any} */ ({ news: null, noted: new Map(), filters })), []);
});

test("news go with the source that they are of", async () => {
  const { news } = await compared();
  const store = createPageStore();
  const loaded = (/** @type {string[]} */ ...keys) =>
    /** @type {any} */ ({ sources: keys.map((key) => ({ key })) });
  store.update({ type: "setLoaded", loaded: loaded("file 1") }, { type: "setNews", news });
  store.update({ type: "setLoaded", loaded: loaded("file 1", "own") });
  assert.equal(store.get().news, news);
  store.update({ type: "setLoaded", loaded: loaded("file 2") });
  assert.equal(store.get().news, null);
});
