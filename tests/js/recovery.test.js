import assert from "node:assert/strict";
import { test } from "node:test";
import { Worker } from "node:worker_threads";
import { open } from "geobit";
import { circle, error, FEW, many, ROAD, SQUARE } from "./support.js";
import { PANICKING_RADIUS, STALLING_FILE, TRAPPING_FILE, TRAPPING_RADIUS } from "./traps.js";

/** @import { Geobit, OpenOptions } from "../../pkg/geobit.d.ts" */

const trappingWorker = new URL("./trapping-worker.js", import.meta.url);
const POINT = { type: /** @type {const} */ ("Point"), coordinates: [-8, 12] };
const failed = error("engineFailed", /^The engine stopped: memory access out of bounds\.$/);
const panicked = error(
  "engineFailed",
  /^The engine stopped: capacity overflow \(library\/alloc\/src\/[\w/]+\.rs:\d+\)\.$/,
);

/** @param {string} name @param {(geobit: Geobit) => Promise<void>} body */
function testBoth(name, body) {
  /** @type {[string, () => OpenOptions][]} */
  const places = [
    ["this thread", () => ({ worker: false })],
    ["worker", () => ({ worker: trappingWorker })],
    ["the caller's worker", () => ({ worker: /** @type {any} */ (new Worker(trappingWorker)) })],
  ];
  for (const [place, options] of places) {
    test(`${name} (${place})`, async () => {
      const { worker } = options();
      const geobit = await open({ worker });
      try {
        await body(geobit);
      } finally {
        geobit.close();
        if (worker instanceof Worker) await worker.terminate();
      }
    });
  }
}

testBoth("a trap rejects its own call, and the next call finds every snapshot again", async (geobit) => {
  const one = await geobit.load(FEW, { name: "One", asOf: "2024-06-01" });
  const two = await geobit.load(new Blob(["id,start,lon,lat\nz,2024-01-01,5,6\n"]));
  const before = [await one.geofence(SQUARE), await one.route(ROAD), await two.columns()];

  const trapped = one.geofence(POINT, { radiusKm: TRAPPING_RADIUS });
  await assert.rejects(trapped, failed);
  assert.deepEqual([await one.geofence(SQUARE), await one.route(ROAD), await two.columns()], before);

  // Once more, with several calls pending, of which two trap.
  const early = one.geofence(SQUARE);
  const trapping = [1, 2].map(() => one.geofence(POINT, { radiusKm: TRAPPING_RADIUS }));
  const late = [one.route(ROAD), two.columns(), geobit.memory(), one.incidents([0])];
  for (const call of trapping) await assert.rejects(call, failed);
  assert.deepEqual(await early, before[0]);
  assert.deepEqual((await Promise.all(late)).slice(0, 2), before.slice(1));
  assert.equal((await one.geofence(SQUARE)).method.asOf, "2024-06-01");
});

testBoth("many areas are answered although the engine traps between two of their parts", async (geobit) => {
  const snapshot = await geobit.load(FEW);
  const features = Array.from({ length: 40 }, (_, i) => circle(-8 + i / 100, 12, 1 + i));
  /** @type {import("../../pkg/geobit.d.ts").FeatureCollection} */
  const areas = { type: "FeatureCollection", features };
  const expected = await snapshot.geofences(areas);
  /** @type {Promise<void> | undefined} */
  let trapped;
  /** @type {number[]} */
  const seen = [];
  const other = await geobit.load(FEW);
  const reports = await snapshot.geofences(areas, {
    onProgress: ({ done }) => {
      seen.push(done);
      if (done > 0) trapped ??= assert.rejects(other.geofence(POINT, { radiusKm: TRAPPING_RADIUS }), failed);
    },
  });
  await trapped;
  assert.deepEqual(reports, expected);
  assert.deepEqual(
    seen,
    [...new Set(seen)].sort((a, b) => a - b),
    "progress never goes back",
  );
  assert.equal(seen.at(-1), 40);
});

testBoth("a load goes on although another call traps meanwhile", async (geobit) => {
  const kept = await geobit.load(FEW);
  /** @type {Promise<void> | undefined} */
  let trapped;
  const onProgress = (/** @type {{ phase: string, done: number }} */ { phase, done }) => {
    if (phase === "read" && done > 0)
      trapped ??= assert.rejects(kept.geofence(POINT, { radiusKm: TRAPPING_RADIUS }), failed);
  };
  const loaded = await geobit.load(many(20_000), { onProgress });
  await trapped;
  assert.equal(loaded.summary.count, 20_000);
  assert.equal((await loaded.incidents([0])).length, 1);
  assert.equal((await kept.geofence(SQUARE)).counts.certain, 1);
});

testBoth("a refused call disturbs no other, and does not restart the engine", async (geobit) => {
  const [one, two] = [await geobit.load(FEW), await geobit.load(FEW)];
  const { reserved } = await geobit.memory();
  const good = [one.geofence(SQUARE), two.columns()];
  const refused = [
    one.geofence(SQUARE, { radiusKm: -1 }),
    one.incidents(/** @type {any} */ ({ length: 2 ** 40 })),
    two.route(/** @type {any} */ (POINT)),
    geobit.load(new Blob(["x"])),
  ];
  const late = [two.route(ROAD), one.columns()];
  for (const outcome of await Promise.allSettled(refused)) {
    assert.equal(outcome.status === "rejected" && outcome.reason.name, "GeobitError");
  }
  await Promise.all([...good, ...late]);
  assert.ok((await geobit.memory()).reserved >= reserved);
});

testBoth("a panic tells its message and place, and every snapshot is loaded again", async (geobit) => {
  const [one, two] = [await geobit.load(FEW), await geobit.load(FEW)];
  const before = [await one.geofence(SQUARE), await two.route(ROAD)];
  // Twice, because the new instance needs the panic hook as well.
  for (let round = 0; round < 2; round++) {
    await assert.rejects(one.geofence(POINT, { radiusKm: PANICKING_RADIUS }), panicked);
    assert.deepEqual([await one.geofence(SQUARE), await two.route(ROAD)], before);
  }
});

testBoth("columns are loaded again as well, from the caller's own arrays", async (geobit) => {
  const columns = { lon: Float64Array.of(-8, 2), lat: Float64Array.of(12, 13), day: Int32Array.of(9, 8) };
  const snapshot = await geobit.load(columns, { name: "Two" });
  const before = [await snapshot.geofence(SQUARE), await snapshot.columns()];
  const trapped = snapshot.geofence(POINT, { radiusKm: TRAPPING_RADIUS });
  await assert.rejects(trapped, failed);
  assert.deepEqual([await snapshot.geofence(SQUARE), await snapshot.columns()], before);
  assert.equal((await snapshot.incidents([0]))[0].id.slice(0, 4), "row ");
});

testBoth("a file that makes the engine trap leaves the others usable", async (geobit) => {
  const snapshot = await geobit.load(FEW);
  await assert.rejects(geobit.load(new Blob([TRAPPING_FILE])), failed);
  assert.equal((await snapshot.geofence(SQUARE)).counts.certain, 1);
  assert.equal((await geobit.load(FEW)).summary.count, 4);
});

test("a load that is aborted while the engine is stuck in it ends, and the other snapshots are found again", async () => {
  const geobit = await open({ worker: trappingWorker });
  const snapshot = await geobit.load(FEW);
  const abort = new AbortController();
  const stuck = geobit.load(new Blob([STALLING_FILE]), { signal: abort.signal });
  // The message to the worker is on its way.
  await new Promise((resolve) => setTimeout(resolve, 50));
  const waiting = snapshot.geofence(SQUARE);
  abort.abort();
  await Promise.all([
    assert.rejects(stuck, error("aborted", /aborted/)),
    // Asked again of the next engine.
    waiting.then(({ counts }) => assert.equal(counts.certain, 1)),
  ]);
  assert.equal((await snapshot.geofence(SQUARE)).counts.certain, 1);
  geobit.close();
});

testBoth("close() while the engine restarts closes it", async (geobit) => {
  const snapshot = await geobit.load(FEW);
  await assert.rejects(snapshot.geofence(POINT, { radiusKm: TRAPPING_RADIUS }), failed);
  const pending = snapshot.geofence(SQUARE);
  geobit.close();
  await assert.rejects(pending, error("closed", /closed/));
  await assert.rejects(geobit.memory(), error("closed", /closed/));
});

testBoth("a snapshot closed before a trap stays closed", async (geobit) => {
  const [one, two] = [await geobit.load(FEW), await geobit.load(FEW)];
  one.close();
  await assert.rejects(two.geofence(POINT, { radiusKm: TRAPPING_RADIUS }), failed);
  await assert.rejects(one.columns(), error("closed", /closed/));
  assert.equal((await two.geofence(SQUARE)).counts.certain, 1);
});

test("a trap in this thread does not disturb another engine of the thread", async () => {
  const [one, two] = [await open(), await open()];
  const [first, second] = [await one.load(FEW), await two.load(FEW)];
  await assert.rejects(first.geofence(POINT, { radiusKm: TRAPPING_RADIUS }), failed);
  assert.equal((await second.geofence(SQUARE)).counts.certain, 1);
  assert.equal((await first.geofence(SQUARE)).counts.certain, 1);
  one.close();
  assert.equal((await second.geofence(SQUARE)).counts.certain, 1);
  two.close();
});

test("only the snapshot of a file that cannot be read again reports it", async () => {
  const geobit = await open({ worker: trappingWorker });
  const kept = await geobit.load(FEW);
  const file = new Blob([FEW]);
  const lost = await geobit.load(file);
  file.slice = () => {
    throw new DOMException("gone", "NotReadableError");
  };
  await assert.rejects(kept.geofence(POINT, { radiusKm: TRAPPING_RADIUS }), failed);
  await assert.rejects(lost.columns(), error("engineFailed", /could not be loaded again: .*gone/));
  assert.equal((await kept.geofence(SQUARE)).counts.certain, 1);
  geobit.close();
});

test("a worker that is killed in mid-call is replaced, and every call is answered", async () => {
  /** @type {Worker[]} */
  const workers = [];
  const geobit = await open({ worker: trappingWorker });
  const terminate = async () => {
    for (const worker of workers) await worker.terminate();
  };
  const { postMessage } = Worker.prototype;
  Worker.prototype.postMessage = function (...args) {
    if (!workers.includes(this)) workers.push(this);
    return postMessage.apply(this, args);
  };
  try {
    const snapshot = await geobit.load(FEW);
    const expected = await snapshot.geofence(SQUARE);
    const calls = [snapshot.geofence(SQUARE), snapshot.geofence(SQUARE), snapshot.columns()];
    const load = geobit.load(many(20_000));
    await terminate();
    assert.deepEqual(await calls[0], expected);
    await Promise.all(calls);
    assert.equal((await load).summary.count, 20_000);
    // A call during which every engine goes is given up.
    const doomed = snapshot.geofence(SQUARE);
    Worker.prototype.postMessage = function (...args) {
      if (args[0].method === "geofence") void this.terminate();
      else postMessage.apply(this, args);
    };
    await terminate();
    await assert.rejects(doomed, error("engineFailed", /worker failed: it ended/));
  } finally {
    Worker.prototype.postMessage = postMessage;
  }
  assert.equal((await geobit.memory()).bytes > 0, true);
  geobit.close();
});

test("a call says that the caller's worker has ended", async () => {
  const worker = new Worker(trappingWorker);
  const geobit = await open({ worker: /** @type {any} */ (worker) });
  await geobit.load(FEW);
  await worker.terminate();
  // The package cannot restart a worker that it did not create.
  await assert.rejects(geobit.memory(), error("engineFailed", /worker/));
  geobit.close();
});
