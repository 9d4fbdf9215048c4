// The languages of the page: which one is chosen, and that French says all that English says. Entries that are functions are called
// with values of all sorts, so that what they return is compared, and not how they are written.
import assert from "node:assert/strict";
import { readdir, readFile } from "node:fs/promises";
import { test } from "node:test";
import { ar } from "../../www/src/words/ar.js";
import { plural as englishPlural } from "../../www/src/words/en/plural.js";
import { roads as englishRoads } from "../../www/src/words/en/roads.js";
import { en } from "../../www/src/words/en.js";
import { notes, phrases } from "../../www/src/words/fr/engine.js";
import { listed, plural, recordedIncidents } from "../../www/src/words/fr/plural.js";
import { roads as frenchRoads } from "../../www/src/words/fr/roads.js";
import { fr } from "../../www/src/words/fr.js";
import { speak } from "../../www/src/words/index.js";
import { addressIn, chooseLanguage } from "../../www/src/words/language.js";
import { valuesIn } from "../../www/src/words/templates.js";
import { readDataset } from "./data.js";
import { testBoth } from "./support.js";
import { entriesOf, placeholdersOf } from "./word-entries.js";

const english = new Map(entriesOf({ ...en, roads: englishRoads }).map((entry) => [entry.path, entry]));
await speak("fr");
const french = new Map(entriesOf({ ...fr, roads: frenchRoads }).map((entry) => [entry.path, entry]));

/** @param {string} search @param {string | null} kept @param {string[]} locales */
const chosen = (search, kept, ...locales) => chooseLanguage({ search, kept, locales });

test("the address comes before the choice, and the choice before the browser", () => {
  assert.equal(chosen("", null, "fr-ML", "en"), "fr");
  assert.equal(chosen("", null, "bm", "FR", "en"), "fr", "the first that there is");
  assert.equal(chosen("", null, "de-DE", "en-US", "fr"), "en");
  assert.equal(chosen("", null, "de"), "en", "English if there is none");
  assert.equal(chosen("", null), "en");
  assert.equal(chosen("", "en", "fr"), "en");
  assert.equal(chosen("", "fr", "en"), "fr");
  assert.equal(chosen("?lang=en", "fr", "fr"), "en");
  assert.equal(chosen("?x=1&lang=fr", "en", "en"), "fr");
  assert.equal(chosen("?lang=de", "fr", "en"), "fr", "an unknown one is no wish");
  assert.equal(chosen("?lang=ar", null, "en"), "ar");
  assert.equal(chosen("", "ar", "ar", "fr"), "fr", "Arabic is only on trial");
});

test("the address names the language only where the choice cannot be kept", () => {
  assert.equal(addressIn("https://a.example/geo/?lang=en&x=1", "fr", true), "https://a.example/geo/?x=1");
  assert.equal(addressIn("https://a.example/geo/", "fr", false), "https://a.example/geo/?lang=fr");
});

/** @param {unknown} entry */
const shapeOf = (entry) => (Array.isArray(entry) ? `list of ${entry.length}` : typeof entry);

/** @param {unknown} entry */
const parametersOf = (entry) => (typeof entry === "function" ? entry.length : 0);

for (const [name, other] of /** @type {const} */ ([
  ["French", french],
  [
    "Arabic",
    new Map(entriesOf({ ...ar, untranslated: [], roads: englishRoads }).map((entry) => [entry.path, entry])),
  ],
]))
  test(`${name} has the entries of English, each with the same parameters and places of elements`, () => {
    assert.ok(english.size > 600, `${english.size} entries`);
    assert.deepEqual([...other.keys()].sort(), [...english.keys()].sort());
    for (const [path, { value, texts }] of english) {
      const its = other.get(path);
      assert.equal(shapeOf(its?.value), shapeOf(value), path);
      assert.equal(parametersOf(its?.value), parametersOf(value), path);
      assert.deepEqual(
        its?.texts.map(placeholdersOf),
        texts.map(placeholdersOf),
        `${path}: ${its?.texts} / ${texts}`,
      );
    }
  });

/** Entries that are the same in both languages, by the reason. */
const SAME = {
  "names, marks and units": [
    ...["map.attribution", "brief.mapCredit", "units.direction", "shapes.places.sikasso"],
    ...["shapes.places.kayes", "duplicates.score"],
    ...["brief.cardColumns", "brief.scale", "stretches.kind"],
    ...["ground.attribution.protomaps", "ground.attribution.openmaptiles"],
  ],
  "the same word in both": [
    ...[
      "record.date",
      "region.head.1",
      "region.permutations",
      "record.coordinates",
      "record.source",
      "snapshot.licence",
      "moreFilters.sources",
    ],
    ...["snapshot.attribution", "kinds.explosion.short", "provenance.method.segmentKm"],
    ...["provenance.method.distance", "provenance.method.licence", "geofence.distance", "next.score"],
    ...[
      "status.incidents",
      "brief.possible",
      "brief.fields.1.0",
      "brief.fields.5.0",
      "sources.count",
      "own.within",
    ],
    ...["columns.fields.lon", "columns.fields.lat", "own.fields.gps", "found.site.Point"],
    ...[
      "markup.toolSite",
      "tools.circle.label",
      "markup.viewPoints",
      "markup.saveSegments",
      "tools.corridor.label",
    ],
    ...["markup.tabIncidents", "incidents.columns.source", "incidents.certain", "incidents.possible"],
    ...["incidents.possibleShare", "incidents.file"],
    ...["brief.incidentColumns.0", "messages.segmentsFile", "stretches.possible", "brief.countPossible"],
    ...["sources.counted", "packs.facts", "shapes.colours.orange", "map.hover.group", "draw.points"],
    ...["record.cameoRoots.04", "record.typeWithCode"],
    ...["roads.source", "roads.site", "roads.reliabilities.probable"],
  ],
  "words of the engine, which the table knows or not": ["opening.doubts"],
};

test("no entry of French is left in English", () => {
  const isSame = (/** @type {string} */ path) =>
    english
      .get(path)
      ?.texts.some(
        (text, i) => /\p{L}{3}/u.test(text.replaceAll("true", "")) && french.get(path)?.texts[i] === text,
      ) ?? false;
  const allowed = Object.values(SAME).flat();
  assert.deepEqual(
    [...english.keys()].filter((path) => isSame(path) && !allowed.includes(path)),
    [],
  );
  assert.deepEqual(
    allowed.filter((path) => !isSame(path)),
    [],
    "is allowed, but not the same",
  );
});

test("French sets narrow spaces before double signs, and says neither « sûr » nor « prédiction »", () => {
  for (const { path, texts } of french.values())
    for (const text of texts) {
      assert.doesNotMatch(text, /[^\u202f][;?!%»]|[ \u00a0]:|«[^\u202f]|\p{L}:(?!min)/u, `${path}: ${text}`);
      assert.doesNotMatch(text, /\bsûre?s?(?!\p{L})|s[ée]curis|pr[ée]di[ct]|menace/iu, `${path}: ${text}`);
      assert.doesNotMatch(text, /'/, `${path}: ${text}`);
    }
});

test("numbers and nouns agree at 0, 1, 2 and a million", () => {
  const at = [0, 1, 2, 1_000_000];
  assert.deepEqual(
    at.map((n) => englishPlural(n, "incident")),
    ["0 incidents", "1 incident", "2 incidents", "1\u202f000\u202f000 incidents"],
  );
  assert.deepEqual(
    at.map((n) => plural(n, "incident lu", "incidents lus")),
    ["0 incident lu", "1 incident lu", "2 incidents lus", "1\u202f000\u202f000 incidents lus"],
  );
  assert.deepEqual(at.slice(0, 3).map(recordedIncidents), [
    "aucun incident enregistré",
    "1 incident enregistré",
    "2 incidents enregistrés",
  ]);
  assert.equal(fr.own.problems(1), "1 champ demande une autre réponse.");
  assert.equal(fr.own.problems(2), "2 champs demandent une autre réponse.");
  assert.equal(listed(["A", "B", "C"]), "A, B et C");
});

test("the notes and phrases of the engine that French knows are those of its source", async () => {
  const folder = new URL("../../src/", import.meta.url);
  const names = (await readdir(folder, { recursive: true })).filter((name) => name.endsWith(".rs"));
  const sources = await Promise.all(names.map((name) => readFile(new URL(name, folder), "utf8")));
  // As they are in source: over several lines, and with a name or a format in the braces.
  const source = sources
    .join("\n")
    .replaceAll(/\\\n\s*/g, "")
    .replaceAll(/\{[\w.:]*\}/g, "{}");
  for (const template of [...Object.keys(notes), ...Object.keys(phrases)])
    assert.ok(source.includes(`"${template}"`), template);
});

test("a note is French with its numbers and days, and one that is not known stays as it is", () => {
  const { note, phrase } = fr.engine;
  assert.equal(
    note("124 incidents of the snapshot cannot be located; they are in no count."),
    "124 incidents des données ne peuvent pas être situés\u202f; ils ne sont dans aucun compte.",
  );
  assert.equal(
    note(
      "The baseline begins on 2025-01-02, before the snapshot's first incident of 2025-03-03: its rate may be too low.",
    ),
    "La période de référence commence le 2 janv. 2025, avant le premier incident des données, du 3 mars 2025\u202f: son rythme est peut-être trop bas.",
  );
  assert.equal(
    note("This snapshot cannot contain: numbers of deaths; ghosts."),
    "Ces données ne peuvent pas contenir\u202f: les nombres de morts\u202f; ghosts.",
  );
  assert.equal(note("Something new."), "Something new.");
  assert.equal(phrase("ghosts"), "ghosts");
  assert.deepEqual(valuesIn("a 1 b 2", "a {} b {}"), ["1", "2"]);
  assert.equal(valuesIn("a 1 b 2.", "a {} c {}."), null);
  assert.equal(valuesIn("a 1", "a {}."), null);
});

testBoth("every note of a report on old, partial and uncertain data is known in French", async (geobit) => {
  const snapshot = await geobit.load(await readDataset("ucdp_ged_car_v23_1.geojson"));
  const bangui = /** @type {const} */ ({ type: "Point", coordinates: [18.56, 4.37] });
  const road = /** @type {const} */ ({
    type: "LineString",
    coordinates: [
      [18.56, 4.37],
      [18.56, 4.37],
      [20.67, 5.77],
    ],
  });
  const options = { from: "1990-01-01", to: "2030-01-01", recentDays: 100, baselineDays: 18_000 };
  const reports = [
    await snapshot.geofence(/** @type {any} */ (bangui), { radiusKm: 60, asOf: "2015-01-01" }),
    await snapshot.geofence(/** @type {any} */ (bangui), { radiusKm: 60, ...options }),
    await snapshot.route(/** @type {any} */ (road), { departure: "2026-01-01T06:00", asOf: "2014-03-01" }),
    await snapshot.route(/** @type {any} */ (road), { asOf: "2030-01-01" }),
  ];
  const all = new Set(reports.flatMap(({ notes: said }) => said));
  assert.ok(all.size > 6, [...all].join("\n"));
  assert.deepEqual(
    [...all].filter((one) => fr.engine.note(one) === one),
    [],
  );
});
