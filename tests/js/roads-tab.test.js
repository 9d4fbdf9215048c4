// What the tab Roads needs no browser for: which files are roads, what bars them and how that is kept, places, hours, and a question that
// is asked again when it changes.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { gzipSync } from "node:zlib";
import { open } from "geobit";
import { barOf, barProperties } from "../../www/src/bars.js";
import { withBars } from "../../www/src/opening/route-bars.js";
import { partsOf, shapeOfRoute, shapeOfSite } from "../../www/src/opening/shapes-of.js";
import { createPageStore } from "../../www/src/page-state.js";
import { createBarMemory } from "../../www/src/roads-tab/barred.js";
import { isRoadsFile } from "../../www/src/roads-tab/begin.js";
import { nextWay } from "../../www/src/roads-tab/curve.js";
import { createEvacuationPart } from "../../www/src/roads-tab/evacuation.js";
import { dayText, factsOf, isDay } from "../../www/src/roads-tab/facts.js";
import { readHours } from "../../www/src/roads-tab/hours.js";
import { placeOf, UNCHOSEN } from "../../www/src/roads-tab/places.js";
import { createQuestion } from "../../www/src/roads-tab/question.js";
import { createReachPart } from "../../www/src/roads-tab/reach.js";
import { MOST_VIAS } from "../../www/src/roads-tab/trip.js";
import { createWaysPart } from "../../www/src/roads-tab/ways.js";
import { shapesToGeojson } from "../../www/src/route-files/write/all.js";
import { certainReading, readingsOf } from "../../www/src/search/readings.js";
import { units as french } from "../../www/src/words/fr/units.js";
import { setUnits, units } from "../../www/src/words/units.js";
import { readWorkspace, writeWorkspace } from "../../www/src/workspace/form.js";
import { barsOf, isExpired, newBar } from "../../www/src/zones/in-force.js";
import { onNewDay } from "../../www/src/zones/new-day.js";
import { find, has, textOf } from "./drawn-part.js";

/** @typedef {import("../../www/src/shapes.js").Shape} Shape */
/** @typedef {import("../../www/src/bars.js").Bar} Bar */

/** @type {Bar} */
const BAR = { as: "closed", source: "Radio", reliability: "probable", until: "2026-03-01" };

/** @param {string} id @param {Partial<Shape>} more @returns {Shape} */
const circle = (id, more = {}) => ({
  ...{ id, kind: "circle", name: id, km: 7, colour: "blue" },
  geometry: { type: "Point", coordinates: [-8, 12] },
  ...more,
});
/** @type {Shape} */
const ROUTE = {
  ...{ id: "shape-9", kind: "route", name: "route", km: 5 },
  geometry: {
    type: "LineString",
    coordinates: [
      [-8, 12],
      [-7, 12],
    ],
  },
};

/** A road to another longitude. @param {number} lon @returns {Shape["geometry"]} */
const lineTo = (lon) => ({
  type: "LineString",
  coordinates: [
    [-8, 12],
    [lon, 12],
  ],
});

test("a file of roads is known by its first bytes or by its name", async () => {
  const fixture = (/** @type {string} */ name) =>
    readFileSync(new URL(`../fixtures/roads/${name}`, import.meta.url));
  for (const [content, name, expected] of /** @type {const} */ ([
    [fixture("demo.roads"), "x", true],
    [fixture("small.osm.pbf"), "x", true],
    [Buffer.from("id,lon"), "broken.roads", true],
    [Buffer.from("id,lon"), "broken.OSM.PBF", true],
    [Buffer.from("id,lon"), "roads.csv", false],
    [Buffer.from("xGeoBitRd"), "x", false],
    [Buffer.from(""), "x", false],
  ]))
    assert.equal(await isRoadsFile(new File([content], name)), expected, name);
});

test("what is told of roads does not fail on a file whose day is none", () => {
  const summary = { lengthKm: 120, schematic: true, licence: "CC0-1.0", attribution: "nobody" };
  assert.equal(
    factsOf({ ...summary, dataAsOf: "2026-03-04" }),
    "120 km of roads · schematic: drawn from town to town, not as they run · as of 4 Mar 2026 · CC0-1.0 · nobody",
  );
  assert.doesNotMatch(factsOf({ ...summary, dataAsOf: "" }), /as of/);
  // It was written as a date, which threw, and the tab stayed as it was.
  for (const text of ["soon", "2026-13-45", "2026", "2026-03-04T99:00", "\u202e2026"]) {
    assert.equal(isDay(text), false, text);
    assert.match(factsOf({ ...summary, dataAsOf: text }), /as of/, text);
  }
  assert.equal(dayText("\u202esoon"), "soon", "nothing turns what is around it");
});

test("what is closed and what is to be avoided is told apart, with its radius, and is over after its last day", () => {
  const shapes = [
    circle("a", { bar: BAR }),
    circle("b", { bar: { ...BAR, as: "avoid", until: "" } }),
    circle("c"),
    { ...ROUTE, bar: { ...BAR, until: "" } },
  ];
  const on = barsOf(shapes, "2026-03-01");
  assert.deepEqual(
    on.closed.features.map(({ properties }) => properties),
    [{ radiusKm: 7 }, {}],
    "a route bars the roads that it runs along, whatever its corridor is",
  );
  assert.deepEqual([on.avoid.features.length, on.avoided], [1, ["b"]]);
  assert.equal(barsOf(shapes, "2026-03-02").closed.features.length, 1);
  assert.deepEqual([isExpired(BAR, "2026-03-01"), isExpired(BAR, "2026-03-02")], [false, true]);
});

test("a zone that is none for a while had lost who said so and its last day: it has them again", () => {
  const memory = createBarMemory();
  const zone = circle("a", { bar: BAR });
  assert.equal(memory.choose(zone, undefined), undefined);
  assert.deepEqual(memory.choose(circle("a"), "avoid"), { ...BAR, as: "avoid" });
  assert.deepEqual(
    memory.choose(circle("b"), "no-go"),
    newBar("no-go"),
    "what is said of one is of no other",
  );
  const later = { ...BAR, source: "Police" };
  memory.choose(circle("a", { bar: later }), undefined);
  assert.equal(memory.choose(circle("a"), "closed")?.source, "Police");
  memory.keep([circle("b")]);
  assert.deepEqual(
    memory.choose(circle("a"), "closed"),
    newBar("closed"),
    "a shape that is gone is forgotten",
  );
});

test("a bar is a step that can be undone, and goes with the workspace and with GeoJSON", () => {
  const store = createPageStore();
  store.update({ type: "addShape", shape: circle("shape-1") });
  store.update({ type: "setShapeBar", id: "shape-1", bar: BAR, step: "bar" });
  const evacuation = { muster: true, haven: false };
  store.update({ type: "setShapeEvacuation", id: "shape-1", evacuation, step: "evacuation" });
  const [kept] = store.get().drawn.shapes;
  assert.deepEqual([kept.bar, kept.evacuation], [BAR, evacuation]);
  store.undo();
  store.undo();
  assert.equal(store.get().drawn.shapes[0].bar, undefined);

  /** @type {any} */
  const empty = {
    ...{ rules: [], own: [], matching: null, mappings: [], packs: { kept: [], open: null } },
    settings: { view: "points", from: null, to: null, withoutKinds: [], independentBelow: null },
  };
  const text = writeWorkspace({ ...empty, shapes: [kept] });
  assert.deepEqual(readWorkspace(text).parts.shapes, [kept]);
  for (const [part, value] of /** @type {const} */ ([
    ['"as":"closed"', '"as":"opened"'],
    ['"until":"2026-03-01"', '"until":"soon"'],
    ['"muster":true', '"muster":"yes"'],
    ['"haven":false', '"haven":false,"medical":"yes"'],
  ]))
    assert.match(readWorkspace(text.replace(part, value)).amiss.join(), /“shape-1”: at shapes\[0\]/, value);
  // What sites and zones may be by now goes there and back as well; a workspace of before, above, has none of it.
  const more = {
    ...kept,
    ...{ bar: { ...BAR, as: /** @type {const} */ ("no-go") } },
    evacuation: { ...evacuation, medical: true, airstrip: false },
  };
  assert.deepEqual(readWorkspace(writeWorkspace({ ...empty, shapes: [more] })).parts.shapes, [more]);

  const { features } = JSON.parse(shapesToGeojson([kept, circle("shape-2")]));
  assert.equal(features[1].properties.bars, undefined);
  assert.deepEqual(shapeOfSite(features[0], 5).bar, BAR);
  assert.equal(shapeOfSite(features[1], 5).bar, undefined);
});

test("routes and areas that come back from GeoJSON have the bars that they went with, and no other", async () => {
  const geobit = await open();
  const second = { ...ROUTE, id: "shape-10", name: "same road" };
  const shapes = [
    circle("shape-1", { bar: { ...BAR, as: "no-go" } }),
    { ...ROUTE, bar: BAR },
    second,
    { ...ROUTE, ...{ id: "shape-11", name: "none", geometry: lineTo(-6) } },
    { ...ROUTE, ...{ id: "shape-12", name: "last", geometry: lineTo(-5), bar: newBar("avoid") } },
  ];
  // The reader leaves out what is no line, so that routes have other numbers than features.
  const text = shapesToGeojson(shapes).replace(
    '"features":[',
    '"features":[{"type":"Feature","properties":{"bars":"closed"},"geometry":{"type":"LineString","coordinates":[[1,1],[1,1]]}},{"type":"Feature","properties":{},"geometry":null},',
  );
  const bytes = new TextEncoder().encode(text);
  const { kindOfFile, format } = await geobit.inspect(bytes);
  assert.deepEqual(
    [kindOfFile, format],
    ["routes", "geojson"],
    "the last day of a zone is no day of an incident",
  );
  const { routes, sites } = await geobit.readRoutes(bytes);
  geobit.close();
  // Guards against a bug: the routes of a compressed file lost their bars.
  for (const content of [bytes, gzipSync(bytes)]) {
    const found = (await withBars(new Blob([content]), routes)).map(shapeOfRoute);
    assert.deepEqual(
      found.map(({ name, bar }) => [name, bar]),
      [
        ["route", BAR],
        ["same road", undefined],
        ["none", undefined],
        ["last", newBar("avoid")],
      ],
    );
  }
  assert.deepEqual(
    sites.map((site) => shapeOfSite(site, 5).bar),
    [{ ...BAR, as: "no-go" }],
  );
  for (const other of ["no JSON", "[]", '{"features":[null,{"geometry":7}]}', '{"features":""bars""}'])
    assert.deepEqual(await withBars(new Blob([`${other} "bars"`]), routes), routes);
  assert.deepEqual(await withBars(new Blob(['{"bars":1}']), routes), routes);
});

/** Reads a file as the page does. @param {string} text */
async function foundIn(text) {
  const geobit = await open();
  const bytes = new TextEncoder().encode(text);
  const { format } = await geobit.inspect(bytes);
  const { routes, sites } = await geobit.readRoutes(bytes);
  geobit.close();
  assert.equal(format, "geojson");
  return { routes: await withBars(new Blob([bytes]), routes), sites };
}

test("zones are lost on import: a line that is alone, in a sequence or of several parts keeps its bar", async () => {
  /** @param {string} name @param {object} geometry @param {object} [more] */
  const feature = (name, geometry, more = { bars: "closed" }) => ({
    ...{ type: "Feature", properties: { name, ...more }, geometry },
  });
  const [line, second] = [lineTo(-6), lineTo(-5)];
  const apart = { type: "MultiLineString", coordinates: [line.coordinates, second.coordinates] };
  const touching = {
    ...{ type: "MultiLineString" },
    coordinates: [line.coordinates, [line.coordinates.at(-1), [-4, 10]]],
  };
  const single = feature("alone", line);
  const list = [single, feature("second", second), feature("open", lineTo(-3), {})];
  const barsIn = async (/** @type {string} */ text) =>
    (await foundIn(text)).routes.map(shapeOfRoute).map(({ name, bar }) => [name, bar?.as]);
  const sequence = [
    ["alone", "closed"],
    ["second", "closed"],
    ["open", undefined],
  ];
  assert.deepEqual(await barsIn(JSON.stringify(single)), [["alone", "closed"]]);
  assert.deepEqual(await barsIn(list.map((one) => JSON.stringify(one)).join("\n")), sequence);
  const records = list.map((one) => `\u001E${JSON.stringify(one, null, 2)}\n`).join("");
  assert.deepEqual(await barsIn(records), sequence);
  for (const geometry of [apart, { type: "GeometryCollection", geometries: [line, second] }])
    assert.deepEqual(
      (await barsIn(JSON.stringify(feature("parts", geometry)))).map(([, as]) => as),
      ["closed", "closed"],
    );
  assert.deepEqual(await barsIn(JSON.stringify(feature("touching", touching))), [["touching", "closed"]]);
});

test("a MultiPolygon is no site: each of its parts is one, and so is each of several points", async () => {
  const square = (/** @type {number} */ lon) => [
    [
      ...[
        [lon, 12],
        [lon + 0.1, 12],
      ],
      ...[
        [lon + 0.1, 12.1],
        [lon, 12],
      ],
    ],
  ];
  const collection = {
    type: "FeatureCollection",
    features: [
      ...[["Camps", { type: "MultiPolygon", coordinates: [square(-9), square(-8)] }]],
      ...[
        [
          "Wells",
          {
            type: "MultiPoint",
            coordinates: [
              [-7, 12],
              [-6, 12],
            ],
          },
        ],
      ],
      ...[["Clinic", { type: "Point", coordinates: [-5, 12] }]],
    ].map(([name, geometry]) => ({ type: "Feature", properties: { name, bars: "no-go" }, geometry })),
  };
  const { sites } = await foundIn(JSON.stringify(collection));
  const shapes = sites.flatMap(partsOf).map((site) => shapeOfSite(site, 5));
  assert.deepEqual(
    shapes.map(({ name, kind, bar }) => [name, kind, bar?.as]),
    [
      ["Camps 1", "polygon", "no-go"],
      ["Camps 2", "polygon", "no-go"],
      ["Wells 1", "circle", "no-go"],
      ["Wells 2", "circle", "no-go"],
      ["Clinic", "circle", "no-go"],
    ],
  );
  assert.deepEqual(shapes[1].geometry.coordinates, square(-8));
});

test("a corridor zone shrinks by GeoJSON: it comes back as the corridor that it was, and routes with their distances", async () => {
  const shapes = [
    ...[{ ...ROUTE, kind: /** @type {const} */ ("corridor"), km: 12, bar: BAR }],
    ...[
      {
        ...ROUTE,
        id: "shape-10",
        name: "plain",
        km: 3,
        geometry: lineTo(-6),
        colour: /** @type {const} */ ("black"),
      },
    ],
  ];
  const { routes } = await foundIn(shapesToGeojson(shapes));
  const found = routes.map(shapeOfRoute);
  assert.deepEqual(
    found.map(({ name, kind, km, bar }) => [name, kind, km, bar]),
    [
      ["route", "corridor", 12, BAR],
      ["plain", "route", 3, undefined],
    ],
  );
  assert.equal(found[1].colour, "black");
  assert.deepEqual(found[0].geometry, shapes[0].geometry);
});

test("a bar of a file is read with care", () => {
  assert.deepEqual(barOf(barProperties(BAR)), BAR);
  assert.equal(barOf({ bars: "restricted" })?.as, "avoid", "as the page names it");
  assert.equal(barOf({ bars: "perhaps" }), undefined);
  assert.equal(barOf(null), undefined);
  const odd = barOf({ bars: "avoid", bar_source: 5, bar_reliability: "very", valid_until: "2026-02-30" });
  assert.deepEqual(odd, { as: "avoid", source: "5", reliability: "", until: "" });
  // Guards against a bug: the source null was the text "null", in briefs as well.
  for (const bar_source of [null, undefined, {}, ["x"], true])
    assert.equal(barOf({ bars: "closed", bar_source })?.source, "", JSON.stringify(bar_source));
});

test("a place is a site, a town or coordinates; of several readings the reader chooses", () => {
  /** @type {any} */
  const towns = [
    ["Bamako", -7.975, 12.609, 1],
    ["Bamba", -1.4, 17.03, 3],
  ];
  const site = circle("shape-1", { name: "Camp" });
  assert.equal(placeOf(UNCHOSEN, [site], towns), null);
  assert.deepEqual(placeOf({ ...UNCHOSEN, siteId: "shape-1" }, [site], towns), {
    name: "Camp",
    at: [-8, 12],
  });
  assert.equal(placeOf({ ...UNCHOSEN, siteId: "shape-1", text: "bam" }, [], towns), null, "the site is gone");
  assert.equal(placeOf({ ...UNCHOSEN, text: "bam" }, [], towns)?.name, "Bamako");
  assert.equal(placeOf({ ...UNCHOSEN, text: "bam", nth: 1 }, [], towns)?.name, "Bamba");
  assert.deepEqual(readingsOf("12.5, -8", towns)[0].at, [-8, 12.5]);
  assert.equal(placeOf({ ...UNCHOSEN, text: "nowhere" }, [], towns), null);
});

test("a place that is typed counts as soon as it is certain, and not before", () => {
  const towns = /** @type {import("../../www/src/basemap.js").Town[]} */ ([
    ["Mopti", -4.2, 14.5, 2],
    ["Ségou", -6.26, 13.44, 2],
    ["Ségou-Nord", -6.2, 13.6, 3],
  ]);
  const certain = (/** @type {string} */ text) => certainReading(text, readingsOf(text, towns))?.name;
  assert.equal(certain("mop"), "Mopti");
  assert.equal(certain("sego"), undefined, "two towns begin so");
  assert.equal(certain(" segou "), "Ségou");
  assert.equal(certain("Atlantis"), undefined);
  assert.deepEqual(certainReading("12.65, -8", readingsOf("12.65, -8", towns))?.at, [-8, 12.65]);
});

test("hours are read as they are typed, and refused where one is none", () => {
  assert.deepEqual(readHours("1, 2, 4"), [1, 2, 4]);
  assert.deepEqual(readHours("4;0.5 4"), [0.5, 4]);
  for (const text of ["", "two", "1, -2", "0", "241", "1 2 3 4 5 6 7 8 9 10 11 12 13"])
    assert.equal(readHours(text), null, text);
});

test("hours with a decimal comma were taken for two, and other ways to write a number for hours", () => {
  for (const text of ["0x10", "1e1", "1.5.2", "Infinity", "+2", "1."])
    assert.equal(readHours(text), null, text);
  assert.deepEqual(readHours("1,5"), [1, 5], "English has a point there");
  const before = units;
  setUnits(french);
  try {
    assert.deepEqual(readHours("1,5"), [1.5], "as the page writes it");
    assert.deepEqual(readHours("1, 2, 4"), [1, 2, 4]);
    assert.deepEqual(readHours("0,5; 1,5, 4 2.5"), [0.5, 1.5, 2.5, 4]);
    assert.equal(readHours("1,2,4"), null, "three numbers without a space are no number");
  } finally {
    setUnits(before);
  }
});

test("keys lead along the curve and not beyond its ends", () => {
  assert.deepEqual(
    ["ArrowRight", "ArrowLeft", "Home", "End", "x"].map((key) => nextWay(key, 1, 3)),
    [2, 0, 0, 2, null],
  );
  assert.deepEqual([nextWay("ArrowDown", 2, 3), nextWay("ArrowUp", 0, 3)], [2, 0]);
});

test("nothing old stands beside a new question: it is taken away at once, and asked again when all is still", async () => {
  let input = 1;
  /** @type {(() => void)[]} */
  const settle = [];
  /** @type {AbortSignal[]} */
  const signals = [];
  const question = createQuestion({
    inputs: () => [input],
    async ask({ signal }) {
      signals.push(signal);
      const asked = input;
      await new Promise((resolve) => setTimeout(resolve, 5));
      if (asked < 0) throw new Error("refused");
      return asked;
    },
    isShown: () => true,
    whenSettled: (work) => () => settle.push(work),
    changed: () => {},
  });
  const state = () => [question.shown().state, question.shown().answer];
  question.follow();
  assert.deepEqual(state(), ["none", null], "nothing is asked before the button is pressed");
  await question.start();
  assert.deepEqual(state(), ["answered", 1]);
  question.follow();
  assert.deepEqual(state(), ["answered", 1], "nothing has changed");
  input = 2;
  question.follow();
  assert.deepEqual([...state(), settle.length], ["outdated", null, 1]);
  settle.pop()?.();
  input = 3;
  question.follow();
  assert.ok(signals[1].aborted, "an answer that nobody wants any more is not waited for");
  settle.pop()?.();
  await question.idle();
  assert.deepEqual(state(), ["answered", 3]);
  input = -1;
  await question.start();
  assert.deepEqual([question.shown().state, question.shown().sentence], ["failed", "refused"]);
  question.cancel();
  input = 4;
  question.follow();
  assert.deepEqual([...state(), settle.length], ["none", null, 0]);
});

/** A store with sites, roads and what the parts of the tab need of the page. @param {Partial<import("geobit").RoadNetwork>} network @param {...Shape} shapes */
function tabWith(network, ...shapes) {
  const store = createPageStore();
  for (const shape of shapes) store.update({ type: "addShape", shape });
  store.update({ type: "setRoads", roads: { network: /** @type {any} */ (network), isDemo: false } });
  const shown = /** @type {GeoJSON.Position[][]} */ ([]);
  /** @type {any} */
  const page = {
    ...{ towns: [["Kayes", -11.44, 14.45, 1]], whenSettled: (/** @type {() => void} */ work) => work },
    show: (/** @type {GeoJSON.Position[]} */ places) => shown.push(places),
  };
  /** @type {any} */
  const tab = {
    ...{ render: () => {}, isShown: () => true },
    layers: { setWays: () => {}, setReach: () => {} },
  };
  return { store, page, tab, shown };
}

/** What a field calls when something is typed or chosen. @param {string} value */
const typed = (value) => ({ currentTarget: { value } });

/** The numbers of a matrix of one pair. */
const ONE_PAIR = {
  ...{ sites: 1, havens: 1, hours: [2], km: [100], expected: [Number.NaN], independent: [1], words: "" },
};
/** @type {any} */
const NETWORK = {
  snap: async () => ({ km: 0 }),
  matrix: async () => ONE_PAIR,
  paths: async (/** @type {number[]} */ from) => ({
    paths: [
      {
        ...{ hours: 4, lengthKm: 200, expected: null, through: [], speeds: [], remarks: {} },
        line: { type: "Feature", properties: {}, geometry: { type: "LineString", coordinates: [from] } },
      },
    ],
    words: `from ${from}`,
  }),
  reach: async (/** @type {number[]} */ from) => ({ features: [], words: `from ${from}` }),
};

test("the table of an evacuation kept the roles that a site had when it was asked for", async () => {
  const roles = (/** @type {Partial<import("../../www/src/bars.js").Evacuation>} */ more) => ({
    evacuation: { muster: false, haven: false, ...more },
  });
  const { store, page, tab } = tabWith(
    NETWORK,
    circle("shape-1", roles({ muster: true })),
    circle("shape-2", { ...roles({ airstrip: true }), name: "Strip" }),
  );
  const evacuation = createEvacuationPart(store, page, tab);
  find(evacuation.view(), "data-evacuation", "table").props.onclick();
  await evacuation.idle();
  const heading = () => textOf(find(evacuation.view(), "class", "evacuation"));
  assert.match(heading(), /Strip Airstrip/);
  const { evacuation: next } = roles({ airstrip: true, medical: true });
  store.update({ type: "setShapeEvacuation", id: "shape-2", evacuation: next, step: "evacuation" });
  evacuation.follow();
  assert.match(heading(), /Strip Airstrip, Medical/, "at once, as nothing is asked again by it");
  store.update({ type: "setShapeEvacuation", id: "shape-2", ...roles({ medical: true }), step: "more" });
  evacuation.follow();
  assert.match(heading(), /Strip Medical/);
  assert.doesNotMatch(heading(), /Airstrip|Haven/);
});

test("a site that was asked about and removed gave way to another place in silence", async () => {
  const sites = [circle("shape-1", { name: "Camp" }), circle("shape-2", { name: "Strip" })];
  const { store, page, tab } = tabWith(NETWORK, ...sites);
  const ways = createWaysPart(store, page, tab);
  find(ways.view(), "data-way", "from").props.oninput(typed("Kayes"));
  find(ways.view(), "data-way", "to").props.oninput(typed("12, -8"));
  find(ways.view(), "data-way", "from-site").props.onchange(typed("shape-1"));
  find(ways.view(), "data-way", "find").props.onclick();
  const reach = createReachPart(store, page, tab);
  find(reach.view(), "data-reach", "show").props.onclick();
  const idle = async () => {
    for (const one of [ways, reach]) {
      one.follow();
      await one.idle();
    }
  };
  const answered = () =>
    [ways, reach].map((one) => /from [-\d.,]+|not drawn any more/.exec(textOf(one.view()))?.[0]);
  await idle();
  assert.deepEqual(answered(), ["from -8,12", "from -8,12"]);
  store.update({ type: "removeShape", id: "shape-1" });
  await idle();
  assert.deepEqual(answered(), ["not drawn any more", "not drawn any more"]);
  assert.equal(find(ways.view(), "data-way", "find").props.disabled, true);
  assert.equal(find(ways.view(), "data-way", "from").props.value, "", "what was typed before is not meant");
  assert.equal(find(reach.view(), "data-reach", "show").props.disabled, true);
  assert.equal(find(reach.view(), "data-reach", "site").props.value, "");
  assert.ok(has(reach.view(), "value", "shape-2"));
  store.undo();
  await idle();
  assert.deepEqual(answered(), ["from -8,12", "from -8,12"], "a step back brings site and answer back");
  store.update({ type: "removeShape", id: "shape-1" });
  find(ways.view(), "data-way", "from").props.oninput(typed("Kayes"));
  find(reach.view(), "data-reach", "site").props.onchange(typed("shape-2"));
  await idle();
  assert.deepEqual(answered(), ["from -11.44,14.45", "from -8,12"]);
});

test("a zone was in force beyond its last day in a page that nobody touched", async ({ mock }) => {
  mock.timers.enable({ apis: ["Date", "setInterval"], now: new Date(2026, 2, 1, 23, 59, 30) });
  const asked = /** @type {number[]} */ ([]);
  /** @type {any} */
  const network = {
    async reach(/** @type {number[]} */ from, /** @type {number[]} */ _, /** @type {any} */ { closed }) {
      asked.push(closed.features.length);
      return NETWORK.reach(from);
    },
  };
  const { store, page, tab } = tabWith(network, circle("shape-1", { name: "Camp", bar: BAR }));
  const reach = createReachPart(store, page, tab);
  find(reach.view(), "data-reach", "show").props.onclick();
  await reach.idle();
  const stay = new AbortController();
  let days = 0;
  onNewDay(() => {
    days += 1;
    reach.follow();
  }, stay.signal);
  mock.timers.tick(20_000);
  await reach.idle();
  assert.deepEqual([asked, days], [[1], 0], "it is in force on its last day");
  mock.timers.tick(10_000);
  await reach.idle();
  assert.deepEqual([asked, days], [[1, 0], 1]);
  mock.timers.tick(60_000);
  assert.equal(days, 1, "once a day");
  stay.abort();
  mock.timers.tick(86_400_000);
  assert.equal(days, 1, "not after the page is gone");
});

test("ways that were cancelled moved the map", async () => {
  let resolve = () => {};
  const found = new Promise((done) => {
    resolve = () => done(undefined);
  });
  /** @type {any} */
  const network = {
    async paths(/** @type {number[]} */ from) {
      await found;
      return NETWORK.paths(from);
    },
  };
  const { store, page, tab, shown } = tabWith(network);
  const ways = createWaysPart(store, page, tab);
  find(ways.view(), "data-way", "from").props.oninput(typed("Kayes"));
  find(ways.view(), "data-way", "to").props.oninput(typed("12, -8"));
  find(ways.view(), "data-way", "find").props.onclick();
  find(ways.view(), "data-way", "cancel").props.onclick();
  resolve();
  await ways.idle();
  assert.deepEqual([shown, has(ways.view(), "data-way-number", 1)], [[], false]);
  find(ways.view(), "data-way", "find").props.onclick();
  await ways.idle();
  assert.deepEqual([shown.length, has(ways.view(), "data-way-number", 1)], [1, true]);
});

test("where no kind is ticked it was said that no incidents are loaded", () => {
  const { store, page, tab } = tabWith(NETWORK);
  const ways = createWaysPart(store, page, tab);
  assert.match(textOf(ways.view()), /No incidents are loaded/);
  const snapshot = { summary: { kinds: {}, start: null, end: null } };
  /** @type {any} */
  const loaded = { snapshot, columns: {}, name: "x" };
  const some = () => ({
    ...{ ...store.get(), loaded },
    filters: { ...store.get().filters, presentKinds: ["abduction"] },
  });
  const none = () => ({ ...some(), filters: { ...some().filters, kinds: new Set() } });
  const textWith = (/** @type {any} */ get) => textOf(createWaysPart({ ...store, get }, page, tab).view());
  assert.match(textWith(none), /No kind of incident is chosen/);
  assert.doesNotMatch(textWith(none), /No incidents are loaded/);
  assert.doesNotMatch(textWith(some), /No kind of incident|No incidents/);
});

test("a way could not be led through places on the page, which the package does", async () => {
  const asked = /** @type {any[]} */ ([]);
  /** @type {any} */
  const network = {
    paths(/** @type {number[]} */ from, /** @type {number[]} */ to, /** @type {any} */ { via }) {
      asked.push([from, ...via, to]);
      return NETWORK.paths(from);
    },
  };
  const { store, page, tab } = tabWith(network, circle("shape-1", { name: "Camp" }));
  const ways = createWaysPart(store, page, tab);
  const press = (/** @type {string} */ name, /** @type {string} */ value) =>
    find(ways.view(), name, value).props.onclick();
  const type = (/** @type {string} */ name, /** @type {string} */ text) =>
    find(ways.view(), "data-way", name).props.oninput(typed(text));
  const isReady = () => !find(ways.view(), "data-way", "find").props.disabled;
  const idle = async () => {
    ways.follow();
    await ways.idle();
  };
  type("from", "Kayes");
  type("to", "12, -7");
  press("data-way", "add-via");
  assert.ok(isReady(), "a field with nothing in it asks for nothing");
  press("data-way", "find");
  await idle();
  press("data-way", "add-via");
  type("via-2", "nowhere");
  assert.equal(isReady(), false);
  type("via-2", "13, -9");
  find(ways.view(), "data-way", "via-1-site").props.onchange(typed("shape-1"));
  await idle();
  press("aria-label", "Remove Via 1");
  assert.equal(find(ways.view(), "data-way", "via-1").props.value, "13, -9");
  await idle();
  const [kayes, camp, end] = [
    [-11.44, 14.45],
    [-8, 12],
    [-7, 12],
  ];
  assert.deepEqual(asked.slice(0, 1), [[kayes, end]]);
  assert.deepEqual(asked.at(-2), [kayes, camp, [-9, 13], end]);
  assert.deepEqual(asked.at(-1), [kayes, [-9, 13], end]);
  // The package takes no more.
  const { onclick: add } = find(ways.view(), "data-way", "add-via").props;
  for (let n = 1; n < MOST_VIAS; n++) add();
  assert.ok(has(ways.view(), "data-way", `via-${MOST_VIAS}`));
  assert.ok(find(ways.view(), "data-way", "add-via").props.disabled);
});
