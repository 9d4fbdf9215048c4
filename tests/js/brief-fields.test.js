// What the roads fill into a brief, on an extract of five roads: the nearest havens, where to turn back, zones, and nothing that is written.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, test } from "node:test";
import { open } from "geobit";
import { MOST_LETTERS } from "../../www/src/brief/plan.js";
import { formatHours, formatKm } from "../../www/src/format.js";
import { alongLine, lengthKm } from "../../www/src/layers/outline.js";
import { fieldsFromRoads } from "../../www/src/roads-tab/brief-fields.js";
import { chooseFields } from "../../www/src/roads-tab/fill-brief.js";
import { findTurnBack, turnBetween } from "../../www/src/roads-tab/turn-back.js";
import { newBar } from "../../www/src/zones/in-force.js";

/** @typedef {import("../../www/src/shapes.js").Shape} Shape */
/** @typedef {import("../../www/src/bars.js").Evacuation} Evacuation */

/** @type {import("geobit").Geobit} */
let geobit;
/** @type {import("geobit").RoadNetwork} */
let network;
before(async () => {
  geobit = await open();
  const file = new URL("../fixtures/roads/small.osm.pbf", import.meta.url);
  network = await geobit.roads(new Uint8Array(readFileSync(file)), { name: "Small" });
});
after(() => geobit?.close());

const NONE = { type: "FeatureCollection", features: /** @type {any[]} */ ([]) };
const OPTIONS = { closed: NONE, avoid: NONE, today: "2026-03-01", lang: /** @type {const} */ ("en") };
const TOWNS = /** @type {import("../../www/src/basemap.js").Town[]} */ ([["Middleton", 0.5, 10.1, 1]]);

let lastId = 0;
/** @param {string} name @param {[number, number]} coordinates @param {Partial<Evacuation>} roles @returns {Shape} */
const site = (name, coordinates, roles) => ({
  ...{ id: `shape-${++lastId}`, kind: "circle", name, km: 1 },
  geometry: { type: "Point", coordinates },
  evacuation: { muster: false, haven: false, ...roles },
});

/** @param {GeoJSON.Position[]} line @param {readonly Shape[]} shapes @param {object} [more] */
function scopeOf(line, shapes, more) {
  const km = lengthKm(line);
  const stretchBetween = alongLine(line, km);
  const route = /** @type {Shape} */ ({
    ...{ id: "shape-900", kind: "route", name: "Route", km: 5 },
    geometry: { type: "LineString", coordinates: line },
  });
  const schedule = {
    passages: [{ name: "Westend" }, { name: "Eastend" }],
    placeAt: (/** @type {number} */ at) => stretchBetween(at, at)[0],
  };
  return /** @type {import("../../www/src/roads-tab/brief-fields.js").Scope} */ (
    /** @type {unknown} */ ({
      ...{ network, options: OPTIONS, route, shapes: [route, ...shapes], towns: TOWNS },
      ...{ brief: { schedule, report: { lengthKm: km } }, ...more },
    })
  );
}
const TRUNK = [
  [0, 10],
  [1, 10],
];
const linesOf = (/** @type {any} */ found) => found.text.split("\n");
const SOURCE =
  /^By the roads “Small”, data as of 30 Nov 2025; fastest ways, no stops, around closed and no-go\. ODbL 1\.0 · © OpenStreetMap/;

test("start, middle, end and muster points have their nearest haven by road, with hours, km and the source", async () => {
  const west = site("West camp", [0.02, 10], { haven: true });
  const strip = site("East strip", [0.98, 10], { airstrip: true });
  const yard = site("Yard", [0.3, 10.01], { muster: true });
  const elsewhere = site("Elsewhere", [3.1, 10], { muster: true });
  const { havens, medical } = await fieldsFromRoads(scopeOf(TRUNK, [west, strip, yard, elsewhere]));
  const [start, middle, end, muster, source, ...others] = linesOf(havens);
  const { hours, km } = await network.matrix([[0, 10]], [[0.02, 10]]);
  assert.equal(start, `Start, Westend: West camp, ${formatHours(hours[0])}, ${formatKm(km[0])}`);
  assert.match(
    middle,
    /^Middle, km 55, 11 km from Middleton: (West camp|East strip \(Airstrip\)), \d\d min, 5\d\.\d km$/,
  );
  assert.match(end, /^End, Eastend: East strip \(Airstrip\), 2 min, 2\.\d+ km$/);
  assert.match(muster, /^Muster point Yard: West camp, 2\d min/);
  assert.match(source, SOURCE);
  assert.deepEqual(others, [], "a muster point that the corridor does not reach is not of this route");
  assert.deepEqual(medical, { reason: "no site is ticked as medical in the tab Roads." });
});

test("the stretch off the road, which was left out of a filled field without a word, is told in its line", async () => {
  const off = site("Off", [0.98, 9.95], { haven: true });
  const near = site("Near", [0.02, 10.001], { medical: true });
  const { havens, medical, noGo } = await fieldsFromRoads(
    scopeOf(
      [
        [0, 9.98],
        [1, 10],
      ],
      [off, near],
    ),
  );
  const [start, , end] = linesOf(havens);
  assert.match(
    start,
    /^Start, Westend: Off, .+ km \(Start, Westend is 2\.2 km and Off is 5\.5 km from the nearest road; these stretches are in no number\)$/,
  );
  assert.match(
    end,
    /^End, Eastend: Off, .+ km \(Off is 5\.5 km from the nearest road; this stretch is in no number\)$/,
  );
  assert.doesNotMatch(linesOf(medical)[2], /nearest road/, "what is on the road needs no word");
  assert.match(
    linesOf(noGo)[0],
    / \(km 55 is 1\.1 km and Start, Westend is 2\.2 km from the nearest road; these stretches are in no number\)$/,
  );
});

test("what is closed lengthens the way, and where there is no way or no road that is said", async () => {
  const clinic = site("Clinic", [1, 10], { medical: true });
  const bridge = { type: "Feature", properties: {}, geometry: { type: "Point", coordinates: [0.5, 10] } };
  const options = { ...OPTIONS, closed: { ...NONE, features: [bridge] } };
  const hoursOf = async (/** @type {object} */ more) =>
    linesOf((await fieldsFromRoads(scopeOf(TRUNK, [clinic], more))).medical)[0];
  assert.match(await hoursOf({}), /^Start, Westend: Clinic, 1\.4 h, 110 km$/);
  assert.match(await hoursOf({ options }), /^Start, Westend: Clinic, [34]\.\d h, 19\d km$/);
  const island = site("Island", [3.1, 10], { haven: true });
  const { havens, noGo } = await fieldsFromRoads(
    scopeOf(
      [
        [0, 10],
        [0.5, 10.2],
        [1, 10],
      ],
      [island],
    ),
  );
  assert.deepEqual(linesOf(havens).slice(0, 3), [
    "Start, Westend: no way to any of them by these roads",
    "Middle, km 59, 11 km from Middleton: no road within 10 km; the nearest is 22 km away",
    "End, Eastend: no way to any of them by these roads",
  ]);
  assert.ok("text" in noGo, "the ends are on roads, and places near enough to them");
  const away = await fieldsFromRoads(
    scopeOf(
      [
        [20, 10],
        [21, 10],
      ],
      [island],
    ),
  );
  assert.deepEqual(away.noGo, {
    reason: "the start, the end or the route between them is on no way of these roads.",
  });
});

test("one turns back where the way back takes as long as the way on, by roads and not by km", async () => {
  // Along the slow northern road: from its middle both ways are as long; the planned km do not matter.
  const { noGo } = await fieldsFromRoads(scopeOf(TRUNK, []));
  const [turn, source] = linesOf(noGo);
  assert.match(
    turn,
    /^Turn-back point: km 55, 11 km from Middleton\. From there 41 min by road back to the start, 41 min on to the end\.$/,
  );
  assert.match(source, SOURCE);
  // With the trunk road cut at its first third, the way back from beyond it leads around: the place is at the cut, and not in the middle.
  const cut = { type: "Feature", properties: {}, geometry: { type: "Point", coordinates: [0.3, 10] } };
  const options = { ...OPTIONS, closed: { ...NONE, features: [cut] } };
  const moved = await fieldsFromRoads(scopeOf(TRUNK, [], { options }));
  const ask = async (/** @type {number} */ lon) => {
    const { hours } = await network.matrix(
      [[lon, 10]],
      [
        [0, 10],
        [1, 10],
      ],
      { closed: options.closed },
    );
    return hours[0] - hours[1];
  };
  assert.ok((await ask(0.29)) < 0 && (await ask(0.31)) > 0);
  const text = "text" in moved.noGo ? moved.noGo.text : "";
  const km = Number(/km (\d+)/.exec(text)?.[1]);
  assert.ok(km >= 32 && km <= 34, text);
  assert.match(
    text,
    /, where the ways by road are cut or change\. From there \d\d min back to the start, 3\.7 h on/,
  );
});

test("a round trip, which was said to be on no way, turns back where it is farthest from its start", async () => {
  const turnOf = async (/** @type {GeoJSON.Position[]} */ line, /** @type {object} */ more = {}) => {
    const { noGo } = await fieldsFromRoads(scopeOf(line, [], more));
    return "text" in noGo ? noGo.text.split("\n")[0] : noGo.reason;
  };
  const round =
    /^Turn-back point: km (109|110), the farthest place of this round trip\. From there 1\.4 h by road back to the start\.$/;
  assert.match(await turnOf([...TRUNK, [0, 10]], { towns: [] }), round);
  assert.match(await turnOf([...TRUNK, [0.02, 10]], { towns: [] }), round, "it ends 2 km beside its start");
  // The farthest place is not in the middle of its length.
  const west = await turnOf([[0.4, 10], ...TRUNK, [0.4, 10]], { towns: [] });
  assert.match(west, /^Turn-back point: km 153, the farthest place of this round trip\. From there 49 min/);
});

test("the place is found in the first stretch where the way on becomes shorter, and none is invented", async () => {
  const at = (/** @type {number} */ km, /** @type {number} */ back, /** @type {number} */ on) => ({
    km,
    back,
    on,
  });
  const none = Number.POSITIVE_INFINITY;
  assert.deepEqual(turnBetween([at(0, 0, 4), at(1, 1, 3), at(2, 3, 1)]), [at(1, 1, 3), at(2, 3, 1)]);
  assert.equal(turnBetween([at(0, 0, none), at(1, none, none), at(2, 2, none)]), null, "there is no way on");
  assert.deepEqual(
    turnBetween([at(0, 0, none), at(1, none, none), at(2, none, 0)])?.map(({ km }) => km),
    [0, 2],
  );
  assert.equal(turnBetween([]), null);
  const asked = /** @type {number[]} */ ([]);
  const found = await findTurnBack(100, async (kms) => {
    asked.push(kms.length);
    return kms.map((km) => at(km, km / 10, (100 - km) / 30));
  });
  assert.ok(found && Math.abs(found.km - 25) < 0.04, `${found?.km}`);
  assert.deepEqual(asked, [13, 13, 13]);
  assert.equal(await findTurnBack(10, async (kms) => kms.map((km) => at(km, none, none))), null);
});

test("zones that are no-go along the route are in the field, others are not", async () => {
  const zone = (
    /** @type {string} */ name,
    /** @type {import("../../www/src/bars.js").BarKind} */ as,
    until = "",
  ) => ({
    ...site(name, [0.5, 10.05], {}),
    ...{ km: 10, bar: { ...newBar(as), source: "Radio", until } },
  });
  const shapes = [zone("N", "no-go", "2026-03-01"), zone("C", "closed"), zone("Old", "no-go", "2026-02-01")];
  const { noGo } = await fieldsFromRoads(scopeOf(TRUNK, shapes));
  const named = linesOf(noGo).filter((/** @type {string} */ line) => line.startsWith("No-go"));
  assert.deepEqual(named, [
    "No-go along it: N (no-go; source: Radio; reliability: not said; until 1 Mar 2026).",
  ]);
  const many = Array.from({ length: 60 }, (_, i) => zone(`Zone ${i}`, "no-go"));
  const { noGo: long } = await fieldsFromRoads(scopeOf(TRUNK, many));
  const lines = linesOf(long);
  assert.ok("text" in long && long.text.length <= MOST_LETTERS);
  assert.match(lines.at(-2), /^And \d+ more\.$/);
  assert.match(lines.at(-1), SOURCE);
});

test("a route that closes its own road was on no way, without a word why", async () => {
  const scope = scopeOf(TRUNK, [site("Clinic", [1, 10], { medical: true })]);
  const told = async (/** @type {import("../../www/src/bars.js").Bar} */ bar) => {
    const { medical, noGo } = await fieldsFromRoads({ ...scope, route: { ...scope.route, bar } });
    return [medical, noGo].map((field) =>
      linesOf(field).filter((/** @type {string} */ line) => line.startsWith("This route")),
    );
  };
  const itself = ["This route is itself closed: none of these ways follows it."];
  assert.deepEqual(await told(newBar("closed")), [itself, itself]);
  assert.deepEqual(await told({ ...newBar("no-go"), until: "2026-02-01" }), [[], []]);
  assert.deepEqual(await told(newBar("avoid")), [[], []]);
});

test("only empty fields are filled, and what was filled, left and not found is said", () => {
  const found = { noGo: { text: "T" }, havens: { text: "H" }, medical: { reason: "none." } };
  const typed = /** @type {Record<string, string>} */ ({ havens: "Mine", noGo: " \n", medical: "" });
  const { filled, sentences } = chooseFields(found, (field) => typed[field]);
  assert.deepEqual(filled, { noGo: "T" });
  assert.deepEqual(sentences, [
    "Filled: No-go and turn-back points.",
    "Left, as something is written there: Havens.",
    "Medical: none.",
  ]);
});
