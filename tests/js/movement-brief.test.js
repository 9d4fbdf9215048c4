// The movement brief in Node: what it gathers from the package, and what of that is in its files.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { open } from "geobit";
import { gatherBrief } from "../../www/src/brief/content.js";
import { captionOf } from "../../www/src/brief/figure.js";
import { briefToCsv, briefToGeojson } from "../../www/src/brief/files.js";
import { NO_PLAN } from "../../www/src/brief/plan.js";
import { briefToText } from "../../www/src/brief/text.js";
import { creditOf } from "../../www/src/roads-tab/facts.js";
import { en } from "../../www/src/words/en.js";
import { fr } from "../../www/src/words/fr.js";
import { newBar } from "../../www/src/zones/in-force.js";
import { csv } from "./support.js";

/** @typedef {import("../../www/src/shapes.js").Shape} Shape */

/** @type {import("geobit").Geobit} */
let geobit;
/** @type {import("geobit").Snapshot} */
let snapshot;
before(async () => {
  geobit = await open();
  const rows = Array.from({ length: 60 }, (_, i) => ({
    ...{ id: `i${i}`, start: `2026-0${1 + (i % 3)}-1${i % 9}`, lon: 0.01 * i, lat: 10, kind: "riot" },
  }));
  snapshot = await geobit.load(new Blob([csv(rows)]), { name: "Log", asOf: "2026-03-31" });
});
after(() => geobit?.close());

/** @param {string} id @param {number} lat of its middle @param {Partial<Shape>} [more] @returns {Shape} */
const route = (id, lat, more) => ({
  ...{ id, kind: "route", name: `Route ${id}`, km: 5 },
  geometry: {
    type: "LineString",
    coordinates: [
      [0, 10],
      [0.3, lat],
      [0.6, 10],
    ],
  },
  ...more,
});

/** @param {Shape} shape @param {readonly Shape[]} routes @param {object} [more] */
const gather = (shape, routes, more) =>
  gatherBrief({
    ...{ snapshot, shape, routes, range: { today: "2026-04-01" }, townsAlong: async () => [] },
    ...more,
  });

test("a route that is drawn as a closure is no alternative", async () => {
  const trip = route("1", 10);
  const closed = route("2", 10.1, { bar: newBar("closed") });
  const over = route("3", 10.2, { bar: { ...newBar("no-go"), until: "2020-01-01" } });
  const alone = await gather(trip, [closed, trip, over]);
  assert.deepEqual([alone.alternatives, alone.others, alone.comparison, alone.notCompared], [[], [], [], 0]);
  const beside = await gather(trip, [closed, trip, route("4", 10.3)]);
  assert.deepEqual(
    beside.alternatives.map(({ name }) => name),
    ["Route 1", "Route 4"],
  );
  assert.deepEqual(beside.others, [route("4", 10.3).geometry.coordinates]);

  // All 16 routes are compared: as many closures leave none out.
  const many = Array.from({ length: 15 }, (_, n) => route(`a${n}`, 10.1 + n / 50));
  const closures = Array.from({ length: 15 }, (_, n) => ({ ...closed, id: `c${n}` }));
  const full = await gather(trip, [trip, ...closures, ...many]);
  assert.deepEqual([full.alternatives.length, full.notCompared], [16, 0]);
  const [first] = closures;
  const ofClosure = await gather(first, [trip, ...closures, ...many]);
  assert.deepEqual([ofClosure.alternatives.length, ofClosure.notCompared], [16, 1]);
});

test("each line of a field is a line of the text, and holds nothing but text", async () => {
  const trip = route("1", 10);
  const brief = await gather(trip, [trip]);
  const fields = {
    sender: "  Somebody\n",
    havens: "Start, A: Camp, 1.6 h, 130 km\nMiddle: no road near\r\n\r\nEnd\u2028By the roads “Small”\n",
    medical: "Kit\u0000\u202E\tin vehicle 2",
    vehicles: " \n ",
  };
  const text = briefToText(brief, { ...NO_PLAN, fields });
  const [, typed] = /\n\nTo be filled in by people\n(.*?)\n\n/s.exec(text) ?? [];
  assert.deepEqual(typed.split("\n"), [
    "- Sender: Somebody",
    "- Havens:",
    "  Start, A: Camp, 1.6 h, 130 km",
    "  Middle: no road near",
    "  End",
    "  By the roads “Small”",
    "- Medical: Kit\uFFFD in vehicle 2",
  ]);
  assert.doesNotMatch(briefToText(brief, NO_PLAN), /To be filled in/);
});

test("no field of the brief promises that a place is safe", () => {
  for (const { brief } of [en, fr])
    for (const text of brief.fields.flat()) assert.doesNotMatch(text, /\bsafe|sûr/i);
});

test("the licence and attribution of roads are in the caption, the text and the files", async () => {
  const trip = route("1", 10);
  const summary = { name: "Mali", licence: "ODbL-1.0", attribution: "© OpenStreetMap contributors" };
  const brief = await gather(trip, [trip], { roads: creditOf(summary) });
  const credit = "Roads: Mali · ODbL-1.0 · © OpenStreetMap contributors";
  const picture = /** @type {any} */ ({ zones: "Dotted: Z." });
  assert.equal(captionOf("Legend.", picture, brief), `Legend. Dotted: Z. ${en.brief.mapCredit} · ${credit}`);
  assert.equal(captionOf("Legend.", null, { roads: null }), `Legend. ${en.brief.mapCredit}`);
  assert.ok(briefToText(brief, NO_PLAN).includes(`\n${credit}\n`));
  assert.ok(briefToCsv(brief).includes(credit));
  const { metadata } = JSON.parse(briefToGeojson(brief));
  assert.deepEqual(metadata.roads, summary);
  assert.ok(metadata.texts.some((/** @type {any} */ { name, text }) => name === "roads" && text === credit));

  const without = await gather(trip, [trip]);
  assert.equal(JSON.parse(briefToGeojson(without)).metadata.roads, undefined);
  assert.doesNotMatch(briefToText(without, NO_PLAN), /Roads:/);
  const odd = creditOf({ name: "A\n\u202EB", licence: "", attribution: "x".repeat(5000) });
  assert.equal(odd.words, `Roads: A B · licence not stated · ${"x".repeat(199)}…`);
});
