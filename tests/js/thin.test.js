// Lines that are thinned for the screen look the same.
import assert from "node:assert/strict";
import { test } from "node:test";
import { createThinner, thin } from "../../www/src/layers/thin.js";

const PIXELS = 0.375;

/** @param {number[]} at @param {number} zoom */
function onScreen([lon, lat], zoom) {
  const pixels = 512 * 2 ** zoom;
  const north = Math.asinh(Math.tan((Math.min(85.06, Math.max(-85.06, lat)) * Math.PI) / 180));
  return [(lon / 360) * pixels, (north / (2 * Math.PI)) * pixels];
}

/** @param {number[]} p @param {number[]} a @param {number[]} b */
function away([px, py], [ax, ay], [bx, by]) {
  const [dx, dy] = [bx - ax, by - ay];
  const along = dx || dy ? ((px - ax) * dx + (py - ay) * dy) / (dx * dx + dy * dy) : 0;
  const share = Math.min(1, Math.max(0, along));
  return Math.hypot(px - ax - share * dx, py - ay - share * dy);
}

/** No corner is farther from the line that is drawn. @param {number[][]} line @param {number} zoom */
function check(line, zoom) {
  const thinned = thin(line, zoom);
  assert.equal(thinned[0], line[0]);
  assert.equal(thinned.at(-1), line.at(-1));
  let next = 1;
  for (const corner of line) {
    if (corner === thinned[next] && next < thinned.length - 1) next += 1;
    const [from, to] = [thinned[next - 1], thinned[next]].map((at) => onScreen(at, zoom));
    assert.ok(away(onScreen(corner, zoom), from, to) <= PIXELS * (1 + 1e-6), `${corner} at zoom ${zoom}`);
  }
  return thinned;
}

const winding = Array.from({ length: 2001 }, (_, i) => [
  -8 + i / 200,
  12.6 + 0.3 * Math.sin(i / 90) + 0.003 * Math.sin(i),
]);

test("no corner is farther from the thinned line than the tolerance, at any zoom and across parts", () => {
  const counts = [3, 6, 9, 12].map((zoom) => check(winding, zoom).length);
  assert.ok(counts[0] < 40 && counts[3] > 1500, `${counts}`);
  for (let i = 1; i < counts.length; i++) assert.ok(counts[i] > counts[i - 1], `${counts}`);
});

test("a line whose corners are dragged, inserted and removed is thinned like a new one", () => {
  const thinLately = createThinner();
  let line = winding;
  for (let step = 0; step < 60; step++) {
    const corner = (step * 7919) % line.length;
    const at = [line[corner][0], 12 + ((step * 31) % 17) / 10];
    if (step % 10 === 8) line = line.toSpliced(corner, 0, at);
    else if (step % 10 === 9) line = line.toSpliced(corner, 1);
    else line = line.with(corner, at);
    const zoom = step < 40 ? 6 : 9;
    assert.deepEqual(thinLately(line, zoom), thin(line, zoom));
  }
  assert.deepEqual(thinLately([], 9), []);
});

test("short lines, repeated corners and the poles are thinned without error", () => {
  for (const line of [
    [
      [0, 0],
      [1, 1],
    ],
    [
      [0, 0],
      [0, 0],
      [0, 0],
    ],
    [
      [179, -90],
      [179.5, -89],
      [180, -90],
      [-180, 90],
    ],
  ])
    check(line, 8);
});

test("a zigzag of 100,000 corners is thinned in parts; in one piece it would overflow the stack", () => {
  const zigzag = Array.from({ length: 100_000 }, (_, i) => [i / 1000, (i % 2 ? 1 : -1) * (40 - i / 5000)]);
  assert.equal(thin(zigzag, 10).length, zigzag.length);
});
