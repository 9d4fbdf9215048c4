// Groups of incidents on the map: every incident that the filters leave is in exactly one, whatever the zoom and the view.
import assert from "node:assert/strict";
import { test } from "node:test";
import { comesApart } from "../../www/src/incident-picking.js";
import { groupRows, rowsOf } from "../../www/src/layers/clusters/group.js";
import { CERTAIN, POSSIBLE } from "../../www/src/layers/points/hits.js";
import { pack, packedDay } from "../../www/src/layers/points/pack.js";
import { passes } from "../../www/src/layers/points/pick.js";

const WORLD = { west: 0, east: 1, north: 0, south: 1 };
const ALL = { from: packedDay(0), to: packedDay(1000), kinds: 0b1_1111_1111 };

/** @param {[lon: number, lat: number, day?: number, kind?: number, km?: number][]} places */
const packed = (places) =>
  pack(
    /** @type {any} */ ({
      lon: Float64Array.from(places, ([lon]) => lon),
      lat: Float64Array.from(places, ([, lat]) => lat),
      day: Int32Array.from(places, ([, , day = 0]) => day),
      kind: Uint8Array.from(places, ([, , , kind = 0]) => kind),
      uncertaintyKm: Float32Array.from(places, ([, , , , km = 0]) => km),
    }),
  );

/** Many places around some towns, and in no order. @returns {[number, number, number, number][]} */
function crowd(count = 5000) {
  let seed = 7;
  const next = () => {
    seed = (seed * 16_807) % 2_147_483_647;
    return seed / 2_147_483_647;
  };
  return Array.from({ length: count }, () => [
    -12 + 24 * next() ** 2,
    4 + 16 * next(),
    Math.floor(1000 * next()),
    Math.floor(9 * next()),
  ]);
}

test("every incident that the filters leave is in one group, at every zoom", () => {
  const rows = packed(crowd());
  const filter = { from: packedDay(200), to: packedDay(700), kinds: 0b1_0110 };
  const wanted = [];
  for (let row = 0; row < rows.count; row++) if (passes(rows.vertices[3 * row + 2], filter)) wanted.push(row);
  assert.ok(wanted.length > 500 && wanted.length < 2000);
  const marks = new Uint8Array(rows.count);
  for (const row of wanted.slice(0, 90)) marks[row] = row % 3 ? CERTAIN : POSSIBLE;
  /** How many groups there are from zoom to zoom. @type {number[]} */
  const numbers = [];
  for (const zoom of [0, 2.4, 4.9]) {
    const grouping = groupRows(rows, filter, marks, WORLD, zoom);
    const members = grouping.groups.flatMap((group) => {
      const found = rowsOf(rows, filter, grouping, group);
      assert.equal(found.length, group.count);
      assert.equal(found.filter((row) => marks[row] === CERTAIN).length, group.certain);
      assert.equal(found.filter((row) => marks[row] === POSSIBLE).length, group.possible);
      assert.ok(found.includes(group.row));
      return found;
    });
    assert.deepEqual(
      members.toSorted((a, b) => a - b),
      wanted,
    );
    numbers.push(grouping.groups.length);
  }
  assert.ok(
    numbers.every((n, i) => i === 0 || n > numbers[i - 1]),
    String(numbers),
  );
});

test("a group lies in the middle of its members, within their bounds, and lists the newest first", () => {
  const places = /** @type {[number, number, number][]} */ ([
    [10, 5, 3],
    [10.2, 5, 9],
    [10.1, 5.1, 5],
    [60, -40, 1],
  ]);
  const rows = packed(places);
  const grouping = groupRows(rows, ALL, new Uint8Array(4), WORLD, 5);
  const [three, one] = grouping.groups.toSorted((a, b) => b.count - a.count);
  assert.deepEqual([three.count, one.count, one.row], [3, 1, 3]);
  assert.ok(Math.abs(three.lon - 10.1) < 1e-6 && Math.abs(three.lat - 5.0333) < 1e-3, JSON.stringify(three));
  for (const [i, edge] of [10, 5, 10.2, 5.1].entries())
    assert.ok(Math.abs(three.bounds[i] - edge) < 1e-5, `${three.bounds}`);
  assert.deepEqual(rowsOf(rows, ALL, grouping, three), [1, 2, 0]);
  assert.ok(Math.abs(one.lon - 60) < 1e-6 && Math.abs(one.lat + 40) < 1e-5);
  assert.ok(comesApart(three.bounds));
  assert.ok(!comesApart([10, 5, 10.000_1, 5.000_1]), "ten metres are one place");
});

test("only what is in view is grouped, and incidents on both sides of the antimeridian are neighbours", () => {
  const rows = packed([
    [179.99, -17],
    [-179.99, -17],
    [0, 0],
  ]);
  const view = { west: 0.99, east: 1.01, north: 0.5, south: 0.6 };
  const { groups } = groupRows(rows, ALL, new Uint8Array(3), view, 6);
  assert.equal(groups.length, 1);
  assert.equal(groups[0].count, 2);
  assert.ok(Math.abs(groups[0].lon - 180) < 1e-6, `${groups[0].lon}`);
  const before = groupRows(rows, ALL, new Uint8Array(3), { ...view, west: -0.01, east: 0.01 }, 6);
  assert.equal(before.groups[0].count, 2);
  assert.ok(Math.abs(before.groups[0].lon + 180) < 1e-6);
});

test("what cannot be located is in no group", () => {
  const rows = packed([
    [Number.NaN, Number.NaN],
    [1, 1],
    [2, 2, 0, 0, Number.NaN],
  ]);
  const { groups } = groupRows(rows, ALL, new Uint8Array(3), WORLD, 1);
  assert.deepEqual(
    groups.map(({ count, row }) => [count, row]),
    [[1, 1]],
  );
});
