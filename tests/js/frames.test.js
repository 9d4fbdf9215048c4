// The gate that makes a step of a drag one frame of the map.
import assert from "node:assert/strict";
import test from "node:test";
import { createFrameGate } from "../../www/src/frames.js";

/** A map as far as the gate knows it, and what happened, in order. @param {import("node:test").TestContext} t */
function gated(t) {
  t.mock.timers.enable({ apis: ["setTimeout"] });
  Object.assign(globalThis, { window: globalThis });
  /** @type {string[]} */
  const done = [];
  /** @type {() => void} */
  let sourceArrived = () => {};
  const map = {
    loaded: true,
    triggerRepaint: () => void done.push("frame"),
    isStyleLoaded: () => map.loaded,
    on: (/** @type {string} */ _, /** @type {() => void} */ listener) => {
      sourceArrived = listener;
    },
  };
  const gate = createFrameGate(/** @type {any} */ (map));
  const arrive = () => {
    map.loaded = true;
    sourceArrived();
  };
  const prepare = (/** @type {string} */ name) => gate.prepare(() => void done.push(name));
  return { map, gate, done, arrive, prepare };
}

test("where no answer is awaited, all is done at once", (t) => {
  const { map, done, prepare } = gated(t);
  prepare("shape");
  map.triggerRepaint();
  assert.deepEqual(done, ["shape", "frame"]);
});

test("the shape goes to the map when the answer is there, the newest only, and one frame follows when the map has it", (t) => {
  const { map, gate, done, arrive, prepare } = gated(t);
  gate.hold();
  prepare("old");
  map.triggerRepaint();
  prepare("shape");
  assert.deepEqual(done, []);
  map.loaded = false;
  gate.release();
  assert.deepEqual(done, ["shape"]);
  map.triggerRepaint();
  arrive();
  assert.deepEqual(done, ["shape", "frame"]);
  gate.release();
  t.mock.timers.tick(1000);
  assert.deepEqual(done, ["shape", "frame"], "nothing is done twice");
});

test("a slow answer has its shape drawn before it", (t) => {
  const { map, gate, done, prepare } = gated(t);
  gate.hold();
  prepare("shape");
  map.triggerRepaint();
  t.mock.timers.tick(49);
  assert.deepEqual(done, []);
  t.mock.timers.tick(1);
  assert.deepEqual(done, ["shape", "frame"]);
  prepare("next");
  assert.equal(done.at(-1), "next");
});

test("a map that takes long to have its sources is not waited for", (t) => {
  const { map, gate, done } = gated(t);
  gate.hold();
  map.triggerRepaint();
  map.loaded = false;
  gate.release();
  t.mock.timers.tick(50);
  assert.deepEqual(done, ["frame"]);
});

test("a shape that cannot be drawn does not keep the map from drawing", (t) => {
  const { map, gate, done } = gated(t);
  gate.hold();
  gate.prepare(() => {
    throw new Error("no shape");
  });
  map.triggerRepaint();
  assert.throws(() => t.mock.timers.tick(50), /no shape/);
  assert.deepEqual(done, ["frame"]);
  map.triggerRepaint();
  assert.deepEqual(done, ["frame", "frame"], "nothing is held back any more");
  gate.hold();
  gate.release();
  assert.equal(done.length, 2, "and it is not tried again");
});
