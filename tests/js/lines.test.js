// What the map gets of the lines of shapes: everything, with the parts that changed last separate from the others.
import assert from "node:assert/strict";
import test from "node:test";
import { createLines } from "../../www/src/layers/lines.js";

/** @param {number} corners @param {number} [lat] @returns {GeoJSON.Position[]} */
const road = (corners, lat = 13) => Array.from({ length: corners }, (_, i) => [-8 + i / 100, lat]);

/** @param {string} id @param {GeoJSON.Position[]} coordinates @param {number} [km] */
const shape = (id, coordinates, km = 5) => ({
  ...{ id, km, kind: /** @type {const} */ ("route"), name: id, long: true },
  geometry: { type: /** @type {const} */ ("LineString"), coordinates },
});

/** @param {GeoJSON.Feature[]} features */
const places = (features) =>
  features.map(({ geometry }) => JSON.stringify(/** @type {GeoJSON.LineString} */ (geometry).coordinates));

/** @param {{ still: GeoJSON.Feature[], moving: GeoJSON.Feature[] }} lines */
function assertComplete({ still, moving }, /** @type {GeoJSON.Position[][]} */ ...roads) {
  const all = [...still, ...moving];
  assert.equal(new Set(all.map(({ id }) => id)).size, all.length, "each has its own id");
  const legs = all.flatMap(({ geometry }) => {
    const { coordinates } = /** @type {GeoJSON.LineString} */ (geometry);
    return coordinates.slice(1).map((to, i) => JSON.stringify([coordinates[i], to]));
  });
  const expected = roads.flatMap((line) => line.slice(1).map((to, i) => JSON.stringify([line[i], to])));
  assert.deepEqual(legs.sort(), expected.sort());
}

test("while a corner moves, one part of the line is separate, and the others are the same objects", () => {
  const linesOf = createLines();
  let line = road(300);
  assertComplete(linesOf([shape("a", line)], "a"), line);
  /** @type {GeoJSON.Feature[]} */
  let before = [];
  for (const step of [1, 2, 3]) {
    line = line.with(100, [-7, 13 + step / 1000]);
    const lines = linesOf([shape("a", line)], "a");
    assertComplete(lines, line);
    assert.deepEqual(places(lines.moving), [JSON.stringify(line.slice(64, 129))]);
    if (step > 1) assert.ok(lines.still.every((feature, i) => feature === before[i]));
    before = lines.still;
  }
  const asBefore = linesOf([shape("a", structuredClone(line))], "a");
  assert.deepEqual(
    places(asBefore.moving),
    [JSON.stringify(line.slice(64, 129))],
    "the same again is no change",
  );
  const corner = line.with(128, [-6.7, 13.01]);
  const ofTwo = linesOf([shape("a", corner)], "a");
  assertComplete(ofTwo, corner);
  assert.equal(ofTwo.moving.length, 2, "a corner between two parts is in both");
});

test("what becomes active, wider or new is separate, so that nothing covers the active shape", () => {
  const linesOf = createLines();
  const [a, b] = [road(100), road(100, 12)];
  const both = linesOf([shape("a", a), shape("b", b)], "a");
  assertComplete(both, a, b);
  linesOf([shape("a", a.with(3, [-7.9, 13.1])), shape("b", b)], "a");
  const turned = linesOf([shape("a", a), shape("b", b)], "b");
  assertComplete(turned, a, b);
  assert.deepEqual(turned.still, []);
  assert.deepEqual(
    turned.moving.map(({ properties }) => properties?.active),
    [false, false, true, true],
  );
  const wider = linesOf([shape("a", a), shape("b", b, 10)], "b");
  assertComplete(wider, a, b);
  assert.deepEqual(
    wider.moving.map(({ properties }) => properties?.active),
    [true, true],
  );
  assertComplete(linesOf([shape("b", b, 10)], "b"), b);
  assertComplete(linesOf([shape("b", b.slice(0, 20), 10)], "b"), b.slice(0, 20));
  assert.deepEqual(linesOf([], null), { still: [], moving: [] });
});

test("lines of one leg, over many widths and of no length are complete", () => {
  const linesOf = createLines();
  const steep = Array.from({ length: 200 }, (_, i) => [0, i * 0.4]);
  const same = [
    [1, 1],
    [1, 1],
  ];
  assertComplete(
    linesOf([shape("a", road(2)), shape("b", steep), shape("c", same)], null),
    road(2),
    steep,
    same,
  );
});
