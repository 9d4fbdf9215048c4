// What is fetched or done later: parts of the page when they are needed, and work when nothing is being dragged.
import assert from "node:assert/strict";
import { mock, test } from "node:test";
import { allowFetching, onDemand } from "../../www/src/on-demand.js";
import { afterDrags } from "../../www/src/settled.js";

test("a part that is opened early is made when the parts are fetched, so that no request tells of it", async () => {
  let count = 0;
  const get = onDemand(
    async () => {
      count += 1;
      return "a part";
    },
    () => {},
  );
  const early = get();
  await new Promise((resolve) => setTimeout(resolve, 5));
  assert.equal(count, 0);
  allowFetching();
  assert.equal(await early, "a part");
});

test("a part is made once, and again after a failure, which is told", async () => {
  let isOnline = false;
  let made = 0;
  /** @type {unknown[]} */
  const told = [];
  const part = onDemand(
    async () => {
      if (!isOnline) throw new Error("offline");
      made += 1;
      return `part ${made}`;
    },
    (error) => told.push(String(error)),
  );
  assert.equal(await part.made(), null, "nobody asked for it");
  assert.equal(await part(), null);
  assert.deepEqual(told, ["Error: offline"]);
  isOnline = true;
  assert.deepEqual(await Promise.all([part(), part(), part.made()]), ["part 1", "part 1", "part 1"]);
  assert.deepEqual([made, told.length], [1, 1]);
});

test("work waits until nothing is held, is done once for many requests, and not after the end", () => {
  mock.timers.enable({ apis: ["setTimeout"] });
  try {
    let isHeld = true;
    let done = 0;
    const end = new AbortController();
    const ask = afterDrags(
      () => isHeld,
      end.signal,
    )(() => {
      done += 1;
    });
    for (let step = 0; step < 50; step++) ask();
    mock.timers.tick(10_000);
    assert.equal(done, 0, "something is still being dragged");
    isHeld = false;
    mock.timers.tick(1000);
    assert.equal(done, 1);
    mock.timers.tick(10_000);
    assert.equal(done, 1);
    ask();
    end.abort();
    mock.timers.tick(10_000);
    assert.equal(done, 1);
  } finally {
    mock.timers.reset();
  }
});
