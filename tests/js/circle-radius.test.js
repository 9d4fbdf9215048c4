// Radii as a hand draws them.
import assert from "node:assert/strict";
import { test } from "node:test";
import { firstRadius, isAtOnePlace } from "../../www/src/circle-radius.js";

test("two taps that are a finger's width apart are two places, and nearer ones are one", () => {
  // At zoom 6 on the equator a pixel is 1.22 km.
  assert.ok(isAtOnePlace(0.1, 0, 6));
  assert.ok(isAtOnePlace(14, 0, 6));
  assert.ok(!isAtOnePlace(15, 0, 6));
  assert.ok(!isAtOnePlace(0.1, 0, 14), "close up 100 m is a circle");
  assert.ok(!isAtOnePlace(8, 60, 6), "far from the equator a kilometre is more pixels");
});

test("the radius to begin with is that of a site, or a round one that fits the screen", () => {
  assert.equal(firstRadius(12, 5, 800), 25);
  assert.equal(firstRadius(12, 9, 800), 25);
  assert.equal(firstRadius(12, 11, 800), 5);
  assert.equal(firstRadius(12, 13, 800), 2);
  assert.equal(firstRadius(12, 15, 400), 0.2);
  assert.equal(firstRadius(12, 22, 400), 0.1, "none below the least");
});
