import assert from "node:assert/strict";
import { test } from "node:test";
import { endure } from "./endure/endure.js";

// `cargo xtask endure` makes a hundred times as many calls.
for (const worker of [false, true]) {
  test(`many calls of all kinds leave no trace (${worker ? "worker" : "this thread"})`, async () => {
    const { samples, counts, findings } = await endure({ calls: 600, seed: 20, worker });
    assert.deepEqual(findings, []);
    assert.equal(samples.length, 20);
    assert.ok(counts.answered > 300 && counts.badOption > 20, JSON.stringify(counts));
    assert.equal(counts["killed workers"], worker ? 1 : undefined);
  });
}
