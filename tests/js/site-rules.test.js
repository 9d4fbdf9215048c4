// Rules about drawn shapes, as far as they need no browser: what a form says, what the engine is asked, and what each rule is called.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { open } from "geobit";
import { nameOfRule } from "../../www/src/rules/list.js";
import { lookAt } from "../../www/src/rules/look.js";
import { countFired, engineRule, readRule } from "../../www/src/rules/rule.js";
import { csv } from "./support.js";

/** @typedef {import("../../www/src/rules/rule.js").SiteRule} SiteRule */
/** @typedef {import("../../www/src/shapes.js").Shape} Shape */

/** @type {import("geobit").Geobit} */
let geobit;
before(async () => {
  geobit = await open();
});
after(() => geobit?.close());

/** @type {import("geobit").Kind[]} */
const KINDS = ["armedClash", "riot", "protest"];
const circle = /** @type {Shape} */ ({
  ...{ id: "s1", kind: "circle", name: "Camp", km: 20 },
  geometry: { type: "Point", coordinates: [-8, 12] },
});
const crossed = /** @type {Shape} */ ({
  ...{ id: "s2", kind: "polygon", name: "Bow", km: 0 },
  geometry: {
    type: "Polygon",
    coordinates: [
      [
        [0, 0],
        [1, 1],
        [1, 0],
        [0, 1],
        [0, 0],
      ],
    ],
  },
});
/** @param {Partial<SiteRule>} [more] @returns {SiteRule} */
const rule = (more) => ({
  ...{ id: "r1", shapeId: "s1", when: "any", kinds: [], minFatalities: 0, radiusKm: null, radii: {} },
  ...more,
});

test("a kind has its own radius, or that of the rule, or that of the shape", () => {
  const asked = (/** @type {Partial<SiteRule>} */ more) => engineRule(rule(more), circle, KINDS);
  const area = { type: "Feature", properties: { radiusKm: 20 }, geometry: circle.geometry };
  assert.deepEqual(asked({}), { shape: area, when: "any" });
  assert.deepEqual(asked({ radiusKm: 5, minFatalities: 2 }), {
    ...{ shape: area, when: "any", minFatalities: 2, radiusKm: 5 },
  });
  assert.deepEqual(asked({ radii: { riot: 3 } })?.radiusKm, { riot: 3 });
  assert.deepEqual(asked({ radii: { riot: 3 }, radiusKm: 9 })?.radiusKm, {
    armedClash: 9,
    riot: 3,
    protest: 9,
  });
  const some = asked({ kinds: ["riot", "protest"], radii: { riot: 3, armedClash: 50 } });
  assert.deepEqual([some?.kinds, some?.radiusKm], [["riot", "protest"], { riot: 3 }]);
  const short = /** @type {Shape} */ ({
    ...circle,
    kind: "route",
    geometry: { type: "LineString", coordinates: [[0, 0]] },
  });
  assert.equal(engineRule(rule(), short, KINDS), null);
});

test("a form says which field is wrong, and what it accepts", () => {
  const typed = {
    ...{ shapeId: "s1", when: "atLeast", atLeast: "3", inDays: "7", kinds: [] },
    ...{ minFatalities: "", radiusKm: "", radii: { riot: " " } },
  };
  const read = (/** @type {object} */ more) => readRule(/** @type {any} */ ({ ...typed, ...more }), "r1");
  assert.deepEqual(read({}).rule, rule({ when: { atLeast: 3, inDays: 7 } }));
  assert.deepEqual(read({ when: "more", atLeast: "x" }).rule?.when, "more", "what is hidden is not read");
  for (const [more, field, limits] of /** @type {[object, string, number[]][]} */ ([
    [{ atLeast: "0" }, "atLeast", [1, 10_000]],
    [{ atLeast: "2.5" }, "atLeast", [1, 10_000]],
    [{ inDays: "365" }, "inDays", [1, 364]],
    [{ inDays: "" }, "inDays", [1, 364]],
    [{ minFatalities: "-1" }, "minFatalities", [0, 100_000]],
    [{ radiusKm: "0" }, "radiusKm", [0.001, 2000]],
    [{ radii: { riot: "far" } }, "radius riot", [0.001, 2000]],
  ]))
    assert.deepEqual(read(more), { rule: null, wrong: { field, limits } });
});

test("a rule is named by its shape and by all it asks for", () => {
  assert.equal(nameOfRule(rule(), [circle]), "Camp: any new incident");
  assert.equal(
    nameOfRule(
      rule({
        ...{ when: { atLeast: 1, inDays: 1 }, kinds: ["riot"], minFatalities: 1, radiusKm: 4 },
        radii: { riot: 2.5 },
      }),
      [circle],
    ),
    "Camp: at least 1 incident (Riot) in 1 day, within 4 km, Riot within 2.5 km, with 1 death or more",
  );
});

test("rules are looked at together, and one that is refused leaves the others", async () => {
  const days = ["2024-05-01", "2024-05-18", "2024-05-19"];
  const snapshot = await geobit.load(
    new Blob([
      csv(
        days.map((start, n) => ({ id: `i${n}`, start, lon: -8, lat: 12, kind: "riot", uncertainty_km: 0 })),
      ),
    ]),
    { asOf: "2024-05-20" },
  );
  const rules = [
    rule({ id: "bow", shapeId: "s2" }),
    rule({ id: "two", when: { atLeast: 2, inDays: 7 } }),
    rule({ id: "three", when: { atLeast: 3, inDays: 7 } }),
    rule({ id: "gone", shapeId: "s9" }),
    rule({ id: "clash", kinds: ["armedClash"] }),
  ];
  const found = await lookAt(snapshot, rules, [circle, crossed], KINDS, { today: "2024-05-20" });
  assert.deepEqual([...found.keys()].sort(), ["bow", "clash", "three", "two"]);
  const bow = found.get("bow");
  assert.ok(bow && "problem" in bow);
  assert.match(bow.problem, /^Rule 1: /);
  assert.equal(countFired(found), 1);
  const two = found.get("two");
  assert.ok(two && "alert" in two && two.alert.fired);
  assert.match(two.alert.words, /by chance/i);
  assert.deepEqual((await lookAt(snapshot, [], [circle], KINDS, {})).size, 0);
});
