// The limits of the reading of a file.
import assert from "node:assert/strict";
import { test } from "node:test";
import { beginReading, ReadingEnded, untilEnded } from "../../www/src/reading.js";

/** @param {import("../../www/src/reading.js").Reading} reading */
const reasonOf = ({ signal }) => (signal.aborted ? /** @type {ReadingEnded} */ (signal.reason).reason : null);

test("finding G: a reading ends when it stands still for a minute, and not while it moves", (t) => {
  t.mock.timers.enable({ apis: ["setTimeout"] });
  const still = beginReading();
  t.mock.timers.tick(59_999);
  assert.equal(reasonOf(still), null);
  t.mock.timers.tick(1);
  assert.equal(reasonOf(still), "stalled");

  const moving = beginReading();
  for (let i = 0; i < 11; i++) {
    t.mock.timers.tick(50_000);
    moving.progress();
  }
  assert.equal(reasonOf(moving), null);
  t.mock.timers.tick(50_000);
  assert.equal(reasonOf(moving), "tooLong", "ten minutes are the most");

  const done = beginReading();
  done.finish();
  t.mock.timers.tick(700_000);
  assert.equal(reasonOf(done), null);
});

test("what is waited for ends with the reading, even if it never answers", async () => {
  const reading = beginReading();
  const never = untilEnded(new Promise(() => {}), reading.signal);
  reading.end("cancelled");
  await assert.rejects(never, (error) => error instanceof ReadingEnded && error.reason === "cancelled");
  await assert.rejects(untilEnded(Promise.resolve(1), reading.signal), ReadingEnded);
  reading.finish();
  const other = beginReading();
  assert.equal(await untilEnded(Promise.resolve(1), other.signal), 1);
  other.finish();
});
