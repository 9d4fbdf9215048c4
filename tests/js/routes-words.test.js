// The sentences about a route's corridor and about several routes, which need no browser.
import assert from "node:assert/strict";
import { test } from "node:test";
import { placeLabels, roundTicks } from "../../www/src/panels/routes/scatter.js";
import {
  describeDifference,
  describeDominated,
  describeIndependent,
  describeShared,
  describeTest,
  describeTime,
  longestParts,
  shortenNames,
} from "../../www/src/panels/routes/sentences.js";
import {
  describeBlockades,
  describeLaplace,
  describeLaplaceTest,
  describeLast,
  describeSilence,
  describeSpells,
} from "../../www/src/panels/status-sentences.js";
import { listed } from "../../www/src/words/en/plural.js";

/** @param {Partial<import("geobit").RoutePair>} some @returns {import("geobit").RoutePair} */
const pair = (some) => ({
  ...{ a: 0, b: 1, hours: 0, difference: 0, interval: [0, 0], p: 1, q: 1, verdict: "noClearDifference" },
  shared: { a: [], b: [] },
  ...some,
});
const names = ["North", "South", "West"];
const of = { confidence: 0.95, trips: 1000, siteKm: 5 };

test("names are shortened and stay distinct", () => {
  assert.deepEqual(shortenNames(["North", "South"]), ["North", "South"]);
  assert.deepEqual(shortenNames(["Road", "Other", "Road"]), ["Road (A)", "Other", "Road (C)"]);
  const [one, two] = shortenNames(["Track of the convoy, first day, 1", "Track of the convoy, first day, 2"]);
  assert.notEqual(one, two);
  assert.ok([...one].length <= 28 && one.startsWith("Track") && one.includes("…"), one);
  assert.equal(listed([]), "");
  assert.equal(listed(["a", "b", "c"]), "a, b and c");
});

test("a difference is described as that of the route that expects more, whatever its sign", () => {
  const clear = pair({ difference: 0.013, interval: [0.002, 0.03], p: 0.01, q: 0.02, verdict: "more" });
  const words =
    "North expects 13 more encounters in 1,000 trips than South (95\u00a0% interval 2 to 30): a clear difference.";
  assert.equal(describeDifference(clear, names, of), words);
  const turned = pair({
    ...{ a: 1, b: 0, difference: -0.013, interval: [-0.03, -0.002], p: 0.01, q: 0.02, verdict: "less" },
  });
  assert.equal(describeDifference(turned, names, of), words);
  assert.equal(describeTest(clear, names, 3), "North and South: p = 0.01, q 2 %.");
  assert.equal(describeTest(clear, names, 1), "North and South: p = 0.01.");
  const unclear = pair({ difference: -0.1, interval: [-0.3, 0.2], p: 0.4 });
  assert.equal(
    describeDifference(unclear, names, { ...of, confidence: 0.9 }),
    "South expects 100 more encounters in 1,000 trips than North (90\u00a0% interval 200 fewer to 300 more): no clear difference.",
  );
  assert.match(
    describeDifference(pair({}), names, of),
    /^North and South expect the same number of encounters/,
  );
});

test("different trips are not compared, and it is said why", () => {
  const different = pair({ interval: null, p: null, q: null, verdict: "differentEnds" });
  assert.equal(
    describeDifference(different, names, of),
    "North and South are different trips: they do not begin and end within 5 km of each other, so they are not compared.",
  );
});

test("time, shared road and dominance name the routes they are about", () => {
  assert.equal(describeTime(pair({ hours: -2.5 }), names), "South takes 2.5 h longer than North.");
  assert.equal(describeTime(pair({}), names), "North and South take the same time.");
  const shared = {
    a: [
      { fromKm: 0, toKm: 30 },
      { fromKm: 51, toKm: 55 },
    ],
    b: [{ fromKm: 0, toKm: 33 }],
  };
  assert.equal(describeShared(pair({ shared }), names, [55, 60, 1]), "34 of North’s 55 km run along South");
  assert.equal(describeShared(pair({}), names, [55, 60, 1]), "They share no road.");
  const part = (/** @type {number} */ fromKm, /** @type {number} */ toKm) => ({ fromKm, toKm });
  assert.deepEqual(longestParts([part(0, 1), part(2, 4), part(5, 5.1), part(6, 9)]), [
    part(0, 1),
    part(2, 4),
    part(6, 9),
  ]);
  const dominated = [
    { route: 0, by: 1, clearly: true },
    { route: 0, by: 2, clearly: false },
  ];
  assert.deepEqual(describeDominated(dominated, 0, names), [
    "takes no less time and expects no fewer encounters than South; the difference in encounters is clear",
    "takes no less time and expects no fewer encounters than West; the difference in encounters is not clear",
  ]);
  assert.deepEqual(describeDominated(dominated, 1, names), []);
});

test("independent routes are counted and named", () => {
  const report = (/** @type {number[]} */ routes, /** @type {number[]} */ surely) =>
    /** @type {any} */ ({
      independent: { routes, surely },
      routes: [0.02, 0.03, 0].map((expected) => ({ encounter: { expected, interval: [0, 1] } })),
      method: { below: 0.05, siteKm: 5 },
    });
  const head = "independent (share no road except within 5 km of their ends) below 5 in 100 trips";
  assert.equal(
    describeIndependent(report([0, 2], [2]), names),
    `2 of 3 routes are ${head}: North and West. Certainly 1: West.`,
  );
  assert.equal(
    describeIndependent(report([1], [1]), names),
    `1 of 3 routes is ${head}: South. Certainly 1: the same.`,
  );
  assert.equal(describeIndependent(report([], []), names), `0 of 3 routes are ${head}. Certainly 0.`);
  assert.equal(
    describeIndependent(/** @type {any} */ ({ independent: null, method: { below: null } }), names),
    "",
  );
});

test("the ticks of the chart are round numbers that cover its range", () => {
  assert.deepEqual(roundTicks(0, 8), [0, 2, 4, 6, 8]);
  assert.deepEqual(roundTicks(7.7, 11.3, 3), [6, 8, 10, 12]);
  for (const [low, high] of [
    [0, 1.84e-4],
    [8.784, 8.784],
    [3, 3],
    [0, 0],
    [0.1, 95],
    [23.9, 24.1],
  ]) {
    const found = roundTicks(low, high);
    assert.ok(found.length >= 2 && found.length <= 6, `${found}`);
    assert.ok(found[0] <= low + 1e-9 && found[found.length - 1] >= high - 1e-9, `${found}`);
    assert.ok(found.every(Number.isFinite) && found[1] > found[0]);
  }
});

test("letters in the chart overlap neither marks nor other letters", () => {
  const spots = [
    [100, 50],
    [101, 50],
    [102, 51],
    [140, 50],
  ];
  const labels = placeLabels(spots);
  assert.deepEqual(labels[3], [152, 50]);
  for (const [i, [x, y]] of labels.entries())
    for (const [left, top] of [...spots, ...labels.slice(0, i)])
      assert.ok(Math.hypot(left - x, top - y) > 10, `${labels}`);
  assert.equal(placeLabels(Array(16).fill([1, 1])).length, 16);
});

/** @param {object} some @returns {any} */
const status = (some) => ({
  recent: { days: 28, count: 0, from: "2026-06-30", to: "2026-07-27" },
  baseline: { days: 336, count: 3 },
  recency: { daysSinceLast: 40, quietProbability: 0.04 },
  laplace: { z: 2.1, p: 0.03, verdict: "late" },
  blockades: {
    ...{ recent: 1, baseline: 4 },
    spells: {
      presentWeeks: 6,
      past: 4,
      tooFew: false,
      medianWeeks: 5,
      longestWeeks: 20,
      asLong: { spells: 2, wentOn: 1 },
    },
  },
  ...some,
});

test("silence is described as a gap in the record, and never as an open road", () => {
  const of = { from: "2026-07-14", mayHold: false };
  const gap = "That is a gap in the record; it does not say that the road is open.";
  assert.equal(describeSilence(status({}), of), `No recorded incidents in the corridor in 40 days. ${gap}`);
  assert.match(
    describeSilence(status({}), { ...of, mayHold: true }),
    /in 40 days, apart from those whose place is too uncertain/,
  );
  const never = status({ recency: { daysSinceLast: null, quietProbability: null } });
  assert.equal(
    describeSilence(never, { ...of, kinds: ["riot"] }),
    `No recorded incidents of the chosen kinds in the corridor in all 14 days of the data. ${gap}`,
  );
  assert.equal(describeSilence(status({ recent: { days: 28, count: 1 } }), of), "");
  assert.equal(describeLast(never), "No recorded incidents in the corridor.");
  assert.match(describeLast(status({})), /^40 days before the date of the data\..* 4 % of gaps/);
});

test("a trend is described by the report's verdict, and what the data cannot contain as unknown", () => {
  assert.equal(describeLaplace(status({})), "Incidents crowd towards the end.");
  const notClear = status({ laplace: { z: 2.1, p: 0.03, verdict: "noClearTrend" } });
  assert.equal(describeLaplace(notClear), "No clear trend.");
  const early = { z: -3, p: 0.0001, verdict: /** @type {const} */ ("early") };
  assert.equal(describeLaplace(status({ laplace: early })), "Incidents crowd towards the beginning.");
  assert.equal(describeLaplaceTest(early), "z −3, p < 0.001");
  assert.match(describeLaplace(status({ laplace: null })), /^No recorded incidents/);
  assert.equal(
    describeBlockades(status({ blockades: null }), null),
    "This data cannot contain blockades: their absence here says nothing.",
  );
  assert.match(
    describeBlockades(status({}), null),
    /^1 in 30 Jun 2026\s– 27 Jul 2026, 4 in the 336 days before/,
  );
  assert.match(describeBlockades(status({}), ["protest"]), /^Not counted/);
});

test("how long blockades stay is told by past spells, and not at all where there are too few", () => {
  const spells = (/** @type {object} */ some) =>
    status({ blockades: { ...status({}).blockades, spells: { ...status({}).blockades.spells, ...some } } });
  assert.equal(
    describeSpells(spells({}), null),
    "Blockades have been recorded for 6 weeks without a break of three weeks. Of 4 earlier spells the longest lasted 20 weeks; half were over after 5 weeks. Of 2 that lasted as long as this one, 1 went on for four weeks more.",
  );
  assert.equal(
    describeSpells(spells({ presentWeeks: null, asLong: null, medianWeeks: null }), null),
    "No blockade goes on. Of 4 earlier spells the longest lasted 20 weeks; half lasted longer than any that is over.",
  );
  const few = { past: 1, tooFew: true, medianWeeks: null, longestWeeks: null, asLong: null };
  assert.equal(
    describeSpells(spells({ ...few, presentWeeks: 1 }), null),
    "Blockades have been recorded for 1 week without a break of three weeks. 1 earlier spell is recorded: too few to say how long they last.",
  );
  assert.match(describeSpells(spells({ ...few, past: 0 }), null), /No earlier spell is recorded: too few/);
  assert.equal(describeSpells(spells({}), ["protest"]), "");
  assert.equal(describeSpells(status({ blockades: null }), null), "");
});
