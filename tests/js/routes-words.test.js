// What the page says of a route's corridor and of several routes, as far as it needs no browser: only words, no numbers of its own.
import assert from "node:assert/strict";
import { test } from "node:test";
import { labelPlaces, ticks } from "../../www/src/panels/routes/scatter.js";
import {
  differenceInWords,
  dominatedInWords,
  independentInWords,
  listed,
  longest,
  namesInWords,
  sharedInWords,
  timeInWords,
} from "../../www/src/panels/routes/words.js";
import {
  blockadesInWords,
  laplaceInWords,
  lastInWords,
  silenceInWords,
} from "../../www/src/panels/status-words.js";

/** @param {Partial<import("geobit").RoutePair>} some @returns {import("geobit").RoutePair} */
const pair = (some) => ({
  ...{ a: 0, b: 1, hours: 0, difference: 0, interval: [0, 0], p: 1, q: 1, verdict: "noClearDifference" },
  shared: { a: [], b: [] },
  ...some,
});
const names = ["North", "South", "West"];
const of = { pairs: 1, confidence: 0.95, trips: 1000 };

test("names are short and no two the same", () => {
  assert.deepEqual(namesInWords(["North", "South"]), ["North", "South"]);
  assert.deepEqual(namesInWords(["Road", "Other", "Road"]), ["Road (A)", "Other", "Road (C)"]);
  const [one, two] = namesInWords(["Track of the convoy, first day, 1", "Track of the convoy, first day, 2"]);
  assert.notEqual(one, two);
  assert.ok([...one].length <= 28 && one.startsWith("Track") && one.includes("…"), one);
  assert.equal(listed([]), "");
  assert.equal(listed(["a", "b", "c"]), "a, b and c");
});

test("a difference is told of the route that expects more, whatever its sign", () => {
  const clear = pair({ difference: 0.013, interval: [0.002, 0.03], p: 0.01, q: 0.02, verdict: "more" });
  const words =
    "North expects 13 more encounters in 1,000 trips than South (95\u00a0% interval 2 to 30): a clear difference, p = 0.01.";
  assert.equal(differenceInWords(clear, names, of), words);
  const turned = pair({
    ...{ a: 1, b: 0, difference: -0.013, interval: [-0.03, -0.002], p: 0.01, q: 0.02, verdict: "less" },
  });
  assert.equal(differenceInWords(turned, names, of), words);
  assert.match(differenceInWords(clear, names, { ...of, pairs: 3 }), /p = 0\.01, q 2 %\.$/);
  const unclear = pair({ difference: -0.1, interval: [-0.3, 0.2], p: 0.4 });
  assert.equal(
    differenceInWords(unclear, names, { ...of, confidence: 0.9 }),
    "South expects 100 more encounters in 1,000 trips than North (90\u00a0% interval 200 fewer to 300 more): no clear difference, p = 0.4.",
  );
  assert.match(differenceInWords(pair({}), names, of), /^North and South expect as many encounters/);
});

test("time, shared road and dominance are told of the two routes they are about", () => {
  assert.equal(timeInWords(pair({ hours: -2.5 }), names), "South takes 2.5 h longer than North.");
  assert.equal(timeInWords(pair({}), names), "North and South take as long.");
  const shared = {
    a: [
      { fromKm: 0, toKm: 30 },
      { fromKm: 51, toKm: 55 },
    ],
    b: [{ fromKm: 0, toKm: 33 }],
  };
  assert.equal(sharedInWords(pair({ shared }), names, [55, 60, 1]), "34 of North’s 55 km run along South");
  assert.equal(sharedInWords(pair({}), names, [55, 60, 1]), "They share no road.");
  const part = (/** @type {number} */ fromKm, /** @type {number} */ toKm) => ({ fromKm, toKm });
  assert.deepEqual(longest([part(0, 1), part(2, 4), part(5, 5.1), part(6, 9)]), [
    part(0, 1),
    part(2, 4),
    part(6, 9),
  ]);
  const dominated = [
    { route: 0, by: 1, clearly: true },
    { route: 0, by: 2, clearly: false },
  ];
  assert.deepEqual(dominatedInWords(dominated, 0, names), [
    "takes no less time and expects no fewer encounters than South; the difference in encounters is clear",
    "takes no less time and expects no fewer encounters than West; the difference in encounters is not clear",
  ]);
  assert.deepEqual(dominatedInWords(dominated, 1, names), []);
});

test("independent routes are counted and named", () => {
  const report = (/** @type {number[]} */ routes, /** @type {number[]} */ surely) =>
    /** @type {any} */ ({
      independent: { routes, surely },
      routes: [0.02, 0.03, 0].map((expected) => ({ encounter: { expected, interval: [0, 1] } })),
      method: { below: 0.05, siteKm: 5 },
    });
  const head = "independent (share no road but within 5 km of their ends) below 5 in 100 trips";
  assert.equal(
    independentInWords(report([0, 2], [2]), names),
    `2 of 3 routes are ${head}: North and West. Surely 1: West.`,
  );
  assert.equal(
    independentInWords(report([1], [1]), names),
    `1 of 3 routes is ${head}: South. Surely 1: the same.`,
  );
  assert.equal(independentInWords(report([], []), names), `0 of 3 routes are ${head}. Surely 0.`);
  assert.equal(
    independentInWords(/** @type {any} */ ({ independent: null, method: { below: null } }), names),
    "",
  );
});

test("the scale of the chart covers what it shows with round numbers", () => {
  assert.deepEqual(ticks(0, 8), [0, 2, 4, 6, 8]);
  assert.deepEqual(ticks(7.7, 11.3, 3), [6, 8, 10, 12]);
  for (const [low, high] of [
    [0, 1.84e-4],
    [8.784, 8.784],
    [3, 3],
    [0, 0],
    [0.1, 95],
    [23.9, 24.1],
  ]) {
    const found = ticks(low, high);
    assert.ok(found.length >= 2 && found.length <= 6, `${found}`);
    assert.ok(found[0] <= low + 1e-9 && found[found.length - 1] >= high - 1e-9, `${found}`);
    assert.ok(found.every(Number.isFinite) && found[1] > found[0]);
  }
});

test("letters of the chart stand on no mark and on no other letter", () => {
  const spots = [
    [100, 50],
    [101, 50],
    [102, 51],
    [140, 50],
  ];
  const labels = labelPlaces(spots);
  assert.deepEqual(labels[3], [152, 50]);
  for (const [i, [x, y]] of labels.entries())
    for (const [left, top] of [...spots, ...labels.slice(0, i)])
      assert.ok(Math.hypot(left - x, top - y) > 10, `${labels}`);
  assert.equal(labelPlaces(Array(16).fill([1, 1])).length, 16);
});

/** @param {object} some @returns {any} */
const status = (some) => ({
  recent: { days: 28, count: 0, to: "2026-07-27" },
  baseline: { days: 336, count: 3 },
  recency: { daysSinceLast: 40, quietProbability: 0.04 },
  laplace: { z: 2.1, p: 0.03 },
  blockades: { recent: 1, baseline: 4 },
  ...some,
});

test("silence is a gap in the record, and never an open road", () => {
  const of = { from: "2026-07-14", unsure: false };
  const gap = "That is a gap in the record; it does not say that the road is open.";
  assert.equal(silenceInWords(status({}), of), `No recorded incidents in the corridor in 40 days. ${gap}`);
  assert.match(
    silenceInWords(status({}), { ...of, unsure: true }),
    /in 40 days, apart from those whose place is too uncertain/,
  );
  const never = status({ recency: { daysSinceLast: null, quietProbability: null } });
  assert.equal(
    silenceInWords(never, { ...of, kinds: ["riot"] }),
    `No recorded incidents of the chosen kinds in the corridor in all 14 days of the data. ${gap}`,
  );
  assert.equal(silenceInWords(status({ recent: { days: 28, count: 1 } }), of), "");
  assert.equal(lastInWords(never), "No recorded incidents in the corridor.");
  assert.match(lastInWords(status({})), /^40 days before the date of the data\..* 4 % of gaps/);
});

test("a trend is said at the level asked for, and what data cannot contain is said to be unknown", () => {
  assert.equal(laplaceInWords(status({}), 0.95), "Incidents crowd towards the end: z 2.1, p = 0.03.");
  assert.equal(laplaceInWords(status({}), 0.99), "No clear trend: z 2.1, p = 0.03.");
  assert.equal(
    laplaceInWords(status({ laplace: { z: -3, p: 0.0001 } }), 0.95),
    "Incidents crowd towards the beginning: z −3, p < 0.001.",
  );
  assert.match(laplaceInWords(status({ laplace: null }), 0.95), /^No recorded incidents/);
  assert.equal(
    blockadesInWords(status({ blockades: null }), null),
    "This data cannot contain blockades: their absence here says nothing.",
  );
  assert.match(blockadesInWords(status({}), null), /^1 in the last 28 days, 4 in the 336 before/);
  assert.match(blockadesInWords(status({}), ["protest"]), /^Not counted/);
});
