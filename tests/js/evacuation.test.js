// Evacuation without a browser: the table on an extract of five roads, and what changes in it if one more of them closes.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, test } from "node:test";
import { open } from "geobit";
import { formatHours } from "../../www/src/format.js";
import { createPageStore } from "../../www/src/page-state.js";
import { closable, describeClosure, describeEffect, effectOn } from "../../www/src/roads-tab/closure.js";
import { askTable, pairAt } from "../../www/src/roads-tab/matrix.js";
import { describeNoRoad, offRoadKm, roadAt } from "../../www/src/roads-tab/places.js";
import { describeRoles, having } from "../../www/src/roads-tab/roles.js";
import { questionFor } from "../../www/src/shapes.js";
import { barsOf, newBar } from "../../www/src/zones/in-force.js";

/** @typedef {import("../../www/src/shapes.js").Shape} Shape */
/** @typedef {import("../../www/src/bars.js").Evacuation} Evacuation */

/** @type {import("geobit").Geobit} */
let geobit;
/** @type {import("geobit").RoadNetwork} */
let network;
before(async () => {
  geobit = await open();
  const file = new URL("../fixtures/roads/small.osm.pbf", import.meta.url);
  network = await geobit.roads(new Uint8Array(readFileSync(file)));
});
after(() => geobit?.close());

let lastId = 0;
/** @param {string} name @param {[number, number]} coordinates @param {Partial<Evacuation>} [roles] @param {Partial<Shape>} [more] @returns {Shape} */
const site = (name, coordinates, roles, more) => ({
  ...{ id: `shape-${++lastId}`, kind: "circle", name, km: 1 },
  geometry: { type: "Point", coordinates },
  ...(roles && { evacuation: { muster: false, haven: false, ...roles } }),
  ...more,
});
const MINE = site("Mine", [0, 10], { muster: true });
const STRIP = site("Strip", [1, 10], { airstrip: true });
const CLINIC = site("Clinic", [1.3, 10], { medical: true });
const ISLAND = site("Island", [3.1, 10], { haven: true });
const FAR = site("Far", [40, 10], { haven: true });
/** In the middle of the trunk road, on the shorter way. */
const TRUNK = site("Bridge", [0.5, 10]);
/** At the end of both ways. */
const JUNCTION = site("Junction", [0.99, 10], undefined, { km: 2 });

/** @param {...Shape} shapes */
function stateOf(...shapes) {
  const store = createPageStore();
  for (const shape of shapes) store.update({ type: "addShape", shape });
  store.update({ type: "setRoads", roads: { network, isDemo: false } });
  return store.get();
}
const follow = { signal: new AbortController().signal, onProgress: () => {} };
const featureOf = (/** @type {Shape} */ shape) => [
  /** @type {GeoJSON.Feature} */ (questionFor(shape)?.feature),
];

test("places to go to are havens, airstrips and medical sites, each named as what it is", () => {
  const all = [MINE, STRIP, CLINIC, ISLAND, TRUNK];
  assert.deepEqual(
    having(all, "haven", "airstrip", "medical").map(({ name }) => name),
    ["Strip", "Clinic", "Island"],
  );
  assert.deepEqual([STRIP, CLINIC, MINE].map(describeRoles), ["Airstrip", "Medical", ""]);
  const both = site("Town", [0, 0], { haven: true, medical: true, airstrip: false });
  assert.equal(describeRoles(both), "Haven, Medical");
});

test("what is no-go is closed to roads, and what is restricted is avoided", () => {
  const zones = [
    site("a", [0, 0], undefined, { bar: newBar("no-go") }),
    site("b", [1, 0], undefined, { bar: newBar("avoid") }),
    site("c", [2, 0], undefined, { bar: newBar("closed") }),
  ];
  const { closed, avoid, avoided } = barsOf(zones, "2026-01-01");
  const lons = (/** @type {any} */ { features }) =>
    features.map((/** @type {any} */ { geometry }) => geometry.coordinates[0]);
  assert.deepEqual([lons(closed), lons(avoid), avoided], [[0, 2], [1], ["b"]]);
});

test("a site off the road, which looked like one on the road, says how far it is, and one without a road near what the limit is", async () => {
  const off = site("Off", [0.3, 10.05], { muster: true });
  const state = stateOf(MINE, off, STRIP, FAR);
  const { from, to } = await askTable(state, follow);
  assert.deepEqual(from.map(offRoadKm), ["", "5.5 km"]);
  const [strip, far] = to;
  assert.equal(offRoadKm(strip), "");
  assert.deepEqual([far.isNear, offRoadKm(far)], [false, ""]);
  assert.equal(describeNoRoad(far), "no road within 10 km; there is none far and wide");
  const beyond = await roadAt(network, [0.3, 9.8]);
  assert.equal(describeNoRoad(beyond), "no road within 10 km; the nearest is 22 km away");
});

test("a road that closes makes a way longer, or takes the only one, and the cells say so", async () => {
  const state = stateOf(MINE, STRIP, CLINIC, ISLAND, FAR, TRUNK);
  const before = await askTable(state, follow);
  const [mine] = before.from;
  const [strip, clinic, island, far] = before.to;
  assert.deepEqual(
    before.to.map(({ isNear }) => isNear),
    [true, true, true, false],
  );
  assert.equal(pairAt(before, mine, far), null);
  const after = await askTable(state, follow, featureOf(TRUNK));
  const round = effectOn(before, after, mine, strip);
  assert.ok(round && round.what === "worse");
  const direct = await network.paths([0, 10], [1, 10]);
  assert.ok(Math.abs(round.hours - round.moreHours - direct.paths[0].hours) < 1e-9);
  assert.deepEqual([round.left, round.of], [1, 2]);
  assert.equal(
    describeEffect(round),
    `then ${formatHours(round.moreHours)} more (${formatHours(round.hours)}), 1 of 2 independent ways left`,
  );
  assert.equal(effectOn(before, after, mine, island), null, "there was no way before");
  // The clinic is reached by both ways as well, which share the track at its end.
  const [longer, fewer, ...others] = describeClosure("Bridge", before, after);
  assert.match(
    longer,
    /^If Bridge closes, 2 ways take longer; most the one from Mine to (Strip|Clinic), .+ more\.$/,
  );
  assert.equal(fewer, "From Mine to Strip 1 of 2 independent ways is left.");
  assert.deepEqual(others, []);

  const cut = await askTable(state, follow, featureOf(JUNCTION));
  assert.equal(describeEffect(/** @type {any} */ (effectOn(before, cut, mine, strip))), "then no way");
  assert.equal(effectOn(before, cut, mine, clinic)?.what, "lost");
  assert.deepEqual(describeClosure("Junction", before, cut), [
    "If Junction closes, Mine has no way left to any place in this table.",
  ]);
});

test("the only way that is lost is named, and where nothing changes that is said", async () => {
  const state = stateOf(MINE, CLINIC, site("Near", [0.02, 10], { haven: true }));
  const before = await askTable(state, follow);
  // The track leads to the clinic only.
  const track = site("Track", [1.2, 10]);
  const cut = await askTable(state, follow, featureOf(track));
  const clinic = /** @type {any} */ (effectOn(before, cut, before.from[0], before.to[0]));
  assert.deepEqual([clinic.what, clinic.of], ["lost", 1]);
  assert.deepEqual(describeClosure("Track", before, cut), [
    "If Track closes, Mine loses its only way to Clinic.",
  ]);
  const elsewhere = await askTable(state, follow, featureOf(site("Elsewhere", [3, 12])));
  assert.deepEqual(describeClosure("Elsewhere", before, elsewhere), [
    "If Elsewhere closes, nothing in this table changes.",
  ]);
  assert.equal(
    describeEffect(/** @type {any} */ (effectOn(before, elsewhere, before.from[0], before.to[0]))),
    "unchanged",
  );
});

test("a place that is lost by every one of several ways has not lost its only way", async () => {
  const near = site("Near", [0.02, 10], { haven: true });
  const state = stateOf(MINE, STRIP, near);
  const before = await askTable(state, follow);
  const cut = await askTable(state, follow, featureOf(site("Ring", [1, 10], undefined, { km: 5 })));
  assert.equal(effectOn(before, cut, before.from[0], before.to[0])?.of, 2);
  assert.deepEqual(describeClosure("Ring", before, cut), ["If Ring closes, Mine loses every way to Strip."]);
});

test("what is closed already, and who musters or is gone to, is not asked about", () => {
  const today = "2026-03-02";
  const barred = (/** @type {import("../../www/src/bars.js").BarKind} */ as, until = "") =>
    site(`${as} ${until}`, [0, 0], undefined, { bar: { ...newBar(as), until } });
  const offered = closable(
    [MINE, STRIP, TRUNK, barred("closed"), barred("no-go"), barred("avoid"), barred("closed", "2026-03-01")],
    today,
  );
  assert.deepEqual(
    offered.map(({ name }) => name),
    ["Bridge", "avoid ", "closed 2026-03-01"],
  );
  const line = /** @type {Shape} */ ({ ...TRUNK, geometry: { type: "LineString", coordinates: [[0, 0]] } });
  assert.deepEqual(closable([line], today), [], "too little of it is drawn");
});
