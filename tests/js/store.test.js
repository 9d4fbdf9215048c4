// The page's store: changes of plain data, subscriptions to parts of the state, and a bounded history of the shapes.
import assert from "node:assert/strict";
import { test } from "node:test";
import { activeShape, createPageStore } from "../../www/src/page-state.js";
import { createStore } from "../../www/src/store.js";
import { nextTab } from "../../www/src/tabs.js";

/** @typedef {{ list: readonly string[], other: number }} State */
/** @typedef {{ type: "append", item: string, step?: string } | { type: "other", n: number, step?: string }} Change */

/** @param {number} [limit] */
const listStore = (limit) =>
  createStore({
    initial: /** @type {State} */ ({ list: [], other: 0 }),
    reduce: (/** @type {State} */ state, /** @type {Change} */ change) =>
      change.type === "append"
        ? { ...state, list: [...state.list, change.item] }
        : change.n === state.other
          ? state
          : { ...state, other: change.n },
    undoable: {
      select: (/** @type {State} */ { list }) => list,
      restore: (/** @type {State} */ state, /** @type {readonly string[]} */ list) => ({ ...state, list }),
    },
    ...(limit && { limit }),
  });

/** @param {string} item @param {string} [step] @returns {Change} */
const append = (item, step) => ({ type: "append", item, step });

test("changes are undone and done again, newest first, and leave the rest of the state alone", () => {
  const store = listStore();
  assert.equal(store.undo(), false);
  store.update(append("a"));
  store.update({ type: "other", n: 7 });
  store.update(append("b"), append("c"));
  assert.deepEqual(store.get(), { list: ["a", "b", "c"], other: 7 });
  assert.equal(store.undo(), true);
  assert.deepEqual(store.get(), { list: ["a", "b"], other: 7 });
  store.undo();
  store.undo();
  assert.deepEqual([store.get().list, store.canUndo(), store.canRedo()], [[], false, true]);
  assert.equal(store.undo(), false);
  store.redo();
  store.redo();
  assert.deepEqual(store.get(), { list: ["a", "b"], other: 7 });
  store.update(append("d"));
  assert.equal(store.canRedo(), false, "what is changed after an undo replaces what could be done again");
  assert.equal(store.redo(), false);
  store.undo();
  assert.deepEqual(store.get().list, ["a", "b"]);
});

test("consecutive changes of one step are undone together", () => {
  const store = listStore();
  store.update(append("a", "drag 1"));
  store.update(append("b", "drag 1"));
  store.update({ type: "other", n: 1 });
  store.update(append("c", "drag 1"), append("d", "drag 2"));
  store.update(append("e"));
  store.update(append("f"));
  const undone = [];
  while (store.undo()) undone.push(store.get().list.join(""));
  assert.deepEqual(undone, ["abcde", "abcd", "abc", ""]);
  store.redo();
  store.update(append("x", "drag 1"));
  store.undo();
  assert.equal(store.get().list.join(""), "abc", "a step that was left is not continued");
});

test("the history is bounded", () => {
  const store = listStore(3);
  for (const item of "abcdefgh") store.update(append(item));
  let steps = 0;
  while (store.undo()) steps++;
  assert.equal(steps, 3);
  assert.equal(store.get().list.join(""), "abcde");
  while (store.redo());
  assert.equal(store.get().list.join(""), "abcdefgh");
});

test("states are never changed, and listeners hear of their part once per update", () => {
  const store = listStore();
  /** @type {unknown[]} */
  const heard = [];
  const stop = store.subscribe(
    ({ list }) => list,
    (list, previous) => heard.push([previous.length, list.length]),
  );
  const before = Object.freeze(store.get());
  Object.freeze(before.list);
  store.update(append("a"), append("b"));
  store.update({ type: "other", n: 1 });
  store.update({ type: "other", n: 1 });
  assert.deepEqual(before, { list: [], other: 0 });
  store.undo();
  assert.deepEqual(heard, [
    [0, 2],
    [2, 1],
  ]);
  stop();
  store.update(append("c"));
  assert.equal(heard.length, 2);
});

test("a listener may change the state: every listener sees the newest once", () => {
  const store = listStore();
  /** @type {number[]} */
  const heard = [];
  store.subscribe(
    ({ list }) => list,
    (list) => store.update({ type: "other", n: list.length }),
  );
  store.subscribe(
    ({ other }) => other,
    (other) => heard.push(other),
  );
  store.update(append("a"));
  store.update(append("b"));
  assert.deepEqual(heard, [1, 2]);
});

/** @param {string} id @param {number} [lon] @returns {import("../../www/src/shapes.js").Shape} */
const circle = (id, lon = 0) => ({
  ...{ id, kind: "circle", name: id, km: 25 },
  geometry: { type: "Point", coordinates: [lon, 0] },
});

test("the page's shapes are drawn, dragged and removed by changes that can be undone", () => {
  const store = createPageStore();
  store.update({ type: "addShape", shape: circle("one") });
  store.update({ type: "addShape", shape: circle("two") });
  assert.equal(activeShape(store.get())?.id, "two");
  const [first] = store.get().drawn.shapes;
  for (const lon of [1, 2, 3])
    store.update({ type: "reshape", id: "two", geometry: circle("two", lon).geometry, step: "drag" });
  assert.equal(store.get().drawn.shapes[0], first, "what is not dragged stays the same object");
  store.update({ type: "activateShape", id: "one" });
  store.update({ type: "setShapeKm", id: "one", km: 30 });
  store.update({ type: "setShapeKm", id: "one", km: 30 });
  store.update({ type: "removeShape", id: "one" });
  assert.equal(activeShape(store.get())?.id, "two", "the last of the others becomes the active one");
  store.update({ type: "removeShape", id: "none" });

  const lonOf = () => store.get().drawn.shapes.map(({ geometry }) => geometry.coordinates[0]);
  store.undo();
  assert.deepEqual(
    store.get().drawn.shapes.map(({ km }) => km),
    [30, 25],
  );
  store.undo();
  assert.deepEqual(lonOf(), [0, 3]);
  store.undo();
  assert.deepEqual(lonOf(), [0, 0], "a drag is one step");
});

test("days stay within the data and in their order, and pages have states of their own", () => {
  const [store, other] = [createPageStore(), createPageStore()];
  store.update({ type: "resetFilters", firstDay: 100, lastDay: 200, presentKinds: ["riot", "protest"] });
  store.update({ type: "chooseDays", fromDay: 250, toDay: 150 });
  store.update({ type: "chooseKind", kind: "riot", chosen: false });
  const { fromDay, toDay, kinds, presentKinds } = store.get().filters;
  assert.deepEqual([fromDay, toDay, [...kinds], presentKinds], [150, 200, ["protest"], ["riot", "protest"]]);
  assert.equal(store.canUndo(), false, "only what is drawn can be undone");
  assert.equal(other.get().filters.lastDay, 0);
});

test("the tab that is shown is a part of the state, and the arrow keys go around", () => {
  const store = createPageStore();
  assert.equal(store.get().tab, "summary");
  store.update({ type: "chooseTab", tab: "compare" });
  const state = store.get();
  store.update({ type: "chooseTab", tab: "compare" });
  assert.equal(store.get(), state, "the same tab is no change");
  assert.equal(store.canUndo(), false);
  assert.deepEqual(
    ["ArrowRight", "ArrowLeft", "Home", "End", "ArrowDown"].map((key) => nextTab(key, 2, 3)),
    [0, 1, 0, 2, null],
  );
  assert.equal(nextTab("ArrowLeft", 2, 3, true), 0, "from right to left");
});
