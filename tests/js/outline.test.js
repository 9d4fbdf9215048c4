// Places along a line, and the towns that they are near.
import assert from "node:assert/strict";
import test from "node:test";
import { alongLine, distanceKm, nearestTown } from "../../www/src/layers/outline.js";

/** Numbers from 0 to 1, the same in every run. @param {number} seed */
function numbers(seed) {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

test("a line whose corners moved is measured like a new one", () => {
  const next = numbers(7);
  /** @type {GeoJSON.Position[]} */
  let line = Array.from({ length: 200 }, (_, i) => [178 + i / 50, 13 + next()]);
  for (let step = 0; step < 100; step++) {
    const corner = Math.floor(next() * line.length);
    const at = [line[corner][0], 13 + next()];
    const change = step % 10;
    if (change === 8) line = line.toSpliced(corner, 0, at);
    else if (change === 9) line = line.toSpliced(corner, 1);
    else line = line.with(corner, at);
    const [from, to] = [next() * 300, 300 + next() * 300];
    assert.deepEqual(alongLine(line, 700)(from, to), alongLine(structuredClone(line), 700)(from, to));
  }
});

test("a place is described by the nearest of all towns within 60 km", () => {
  const next = numbers(11);
  /** Half of them close together. @type {import("../../www/src/basemap.js").Town[]} */
  const towns = Array.from({ length: 3000 }, (_, i) =>
    i % 2
      ? [`town ${i}`, 6 * next() - 3, 6 * next() + 12, 1]
      : [`town ${i}`, 360 * next() - 180, 180 * next() - 90, 1],
  );
  let named = 0;
  for (let i = 0; i < 400; i++) {
    /** @type {[number, number]} */
    const at = i % 4 ? [8 * next() - 4, 8 * next() + 11] : [360 * next() - 180, 180 * next() - 90];
    const [{ name, km }] = towns
      .map(([name, lon, lat]) => ({ name, km: distanceKm([lon, lat], at) }))
      .sort((a, b) => a.km - b.km);
    const expected = km >= 60 ? "" : km < 5 ? `at ${name}` : `${Math.round(km)} km from ${name}`;
    assert.equal(nearestTown(towns, at), expected);
    named += Number(expected !== "");
  }
  assert.ok(named > 200 && named < 400);
  assert.equal(nearestTown([], [0, 0]), "");
  assert.equal(nearestTown([["Taveuni", -179.97, -16.8, 1]], [179.99, -16.8]), "at Taveuni");
  assert.equal(nearestTown([["Alert", -62.35, 82.5, 1]], [-62.35, 82.4]), "11 km from Alert");
});
