// The gate that makes every step of a drag one frame of the map.
import assert from "node:assert/strict";
import test from "node:test";
import { createFrameGate } from "../../www/src/frames.js";

/** Creates a map as far as the gate knows it, with a list of what happened. @param {import("node:test").TestContext} t */
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

test("while no answer is awaited, work is done at once", (t) => {
  const { map, done, prepare } = gated(t);
  prepare("shape");
  map.triggerRepaint();
  assert.deepEqual(done, ["shape", "frame"]);
});

test("when the answer arrives only the newest shape goes to the map, and one frame follows once the map has it", (t) => {
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

test("the shape is drawn before a slow answer", (t) => {
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

test("the gate does not wait for a map whose sources take long", (t) => {
  const { map, gate, done } = gated(t);
  gate.hold();
  map.triggerRepaint();
  map.loaded = false;
  gate.release();
  t.mock.timers.tick(50);
  assert.deepEqual(done, ["frame"]);
});

test("an error in drawing a shape does not stop the map", (t) => {
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
