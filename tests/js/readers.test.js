// The readers are a module of their own: fetched when a file is first opened, given up when nothing is read any more, and replaced when
// they fail, with no loss to what is loaded.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { test } from "node:test";
import { gzipSync } from "node:zlib";
import { open } from "geobit";
import { bytes, csv, error, FEW, many, ROAD, SQUARE } from "./support.js";
import { TRAPPING_FILE } from "./traps.js";

/** @import { Geobit, OpenOptions, Snapshot } from "../../pkg/geobit.d.ts" */

const trappingWorker = new URL("./trapping-worker.js", import.meta.url);
const READERS = new URL(import.meta.resolve("geobit/geobit_readers_bg.wasm"));
const COLUMNS = { lon: Float64Array.of(-8, 2), lat: Float64Array.of(12, 13), day: Int32Array.of(9, 8) };
const ROUTE = bytes(JSON.stringify({ type: "LineString", coordinates: ROAD.coordinates }));

/** Serves the readers, and counts how often they are asked for. @param {(counted: { url: string, requests: number, fails: boolean }) => Promise<void>} body */
async function withServer(body) {
  const code = await readFile(READERS);
  const counted = { url: "", requests: 0, fails: false };
  const server = createServer((_, response) => {
    counted.requests += 1;
    if (counted.fails) response.writeHead(503).end();
    else response.setHeader("content-type", "application/wasm").end(code);
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve(undefined)));
  try {
    const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());
    counted.url = `http://127.0.0.1:${port}/readers.wasm`;
    await body(counted);
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

for (const worker of [false, true]) {
  const place = worker ? "worker" : "this thread";

  test(`the readers are fetched for the first file, and never for columns, packs and combinations (${place})`, () =>
    withServer(async (counted) => {
      const geobit = await open({ worker, readersWasm: counted.url });
      const columns = await geobit.load(COLUMNS, { name: "Columns" });
      const pack = await columns.toParquet();
      const loaded = await geobit.load(pack);
      const both = await geobit.combine([columns, loaded]);
      await geobit.load(await both.toParquet());
      assert.equal(counted.requests, 0);
      const routes = await geobit.readRoutes(ROUTE);
      assert.deepEqual([routes.routes.length, counted.requests], [1, 1]);
      assert.equal((await geobit.load(FEW)).summary.count, 4);
      assert.equal((await geobit.inspect(FEW)).kindOfFile, "incidents");
      assert.equal(counted.requests, 1, "once is enough");
      geobit.close();
    }));

  test(`readers that cannot be fetched are told, and asked for again by the next file (${place})`, () =>
    withServer(async (counted) => {
      const geobit = await open({ worker, readersWasm: counted.url });
      const kept = await geobit.load(COLUMNS);
      counted.fails = true;
      const unavailable = error("engineFailed", /WebAssembly that reads files could not be loaded.*503/);
      await assert.rejects(geobit.load(FEW), unavailable);
      await assert.rejects(geobit.inspect(FEW), unavailable);
      await assert.rejects(geobit.readRoutes(ROUTE), unavailable);
      assert.equal((await kept.columns()).lon.length, 2);
      counted.fails = false;
      assert.equal((await geobit.load(FEW)).summary.count, 4);
      geobit.close();
    }));

  test(`a load that is aborted while the readers are fetched ends at once (${place})`, async () => {
    const server = createServer(() => {}); // It never answers.
    await new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve(undefined)));
    const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());
    const geobit = await open({ worker, readersWasm: `http://127.0.0.1:${port}/` });
    const abort = new AbortController();
    const loading = geobit.load(FEW, { signal: abort.signal });
    server.once("request", () => abort.abort());
    await assert.rejects(loading, error("aborted", /The load was aborted/));
    assert.equal((await geobit.load(COLUMNS)).summary.count, 2);
    geobit.close();
    server.closeAllConnections();
    server.close();
  });

  test(`a pack in an archive, and one with a mapping, are as before (${place})`, async () => {
    const geobit = await open({ worker });
    const snapshot = await geobit.load(FEW, { name: "Four", asOf: "2024-06-01" });
    const pack = await snapshot.toParquet();
    const [plain, packed] = [await geobit.load(pack), await geobit.load(gzipSync(pack))];
    assert.deepEqual(packed.summary, plain.summary);
    assert.deepEqual(await packed.columns(), await plain.columns());
    const mapped = await geobit.load(pack, { mapping: { kind: "country" } });
    assert.deepEqual([mapped.summary.format, mapped.summary.layout], ["parquet", "generic"]);
    await assert.rejects(
      geobit.applyDelta(FEW, pack),
      error("badPack", /This file is no pack, so a delta cannot bring it up to date/),
    );
    await assert.rejects(
      geobit.load(pack.subarray(0, pack.length - 9)),
      error("badParquet", /Parquet file is cut/),
    );
    geobit.close();
  });

  test(`options are checked in full before anything is downloaded (${place})`, async () => {
    const geobit = await open({ worker });
    const nowhere = "http://127.0.0.1:9/";
    /** @type {[object, RegExp][]} */
    const refused = [
      [{ mapping: { nothing: "a" } }, /nothing/],
      [{ layout: "nobody" }, /nobody/],
      [{ utcOffset: "noon" }, /utcOffset/],
      [{ licence: "l".repeat(10_001) }, /licence/],
    ];
    for (const [options, message] of refused) {
      await assert.rejects(geobit.load(nowhere, options), error("badOption", message));
      await assert.rejects(geobit.load(FEW, options), error("badOption", message));
    }
    await assert.rejects(
      geobit.readRoutes(nowhere, { as: /** @type {any} */ ("x") }),
      error("badOption", /as/),
    );
    geobit.close();
  });
}

test("the readers may be given in every form, and anything else is refused at once", async () => {
  const code = await readFile(READERS);
  const module = await WebAssembly.compile(code);
  for (const worker of [false, true]) {
    for (const readersWasm of [READERS, READERS.href, code, new Response(code), module]) {
      const geobit = await open({ worker, readersWasm });
      assert.equal((await geobit.load(FEW)).summary.count, 4);
      geobit.close();
    }
  }
  await assert.rejects(
    open({ readersWasm: /** @type {any} */ (5) }),
    error("badOption", /readersWasm is a URL/, { field: "readersWasm" }),
  );
});

/** A blob that counts how often it is read. @param {Uint8Array} content */
function countingBlob(content) {
  const blob = new Blob([/** @type {any} */ (content)]);
  const slice = blob.slice.bind(blob);
  const counted = { blob, reads: 0 };
  blob.slice = (...args) => {
    counted.reads += 1;
    return slice(...args);
  };
  return counted;
}

for (const worker of [false, trappingWorker]) {
  const place = worker ? "worker" : "this thread";
  const failed = error("engineFailed", /^The engine stopped: memory access out of bounds\.$/);

  test(`a file that makes its reader fail takes no snapshot with it (${place})`, async () => {
    const geobit = await open({ worker });
    const counted = countingBlob(FEW);
    const kept = await geobit.load(counted.blob);
    const { reads } = counted;
    const before = [await kept.geofence(SQUARE), await kept.columns()];
    await assert.rejects(geobit.load(new Blob([TRAPPING_FILE])), failed);
    assert.deepEqual([await kept.geofence(SQUARE), await kept.columns()], before);
    assert.equal(counted.reads, reads, "the snapshot is not loaded again: its engine is the same");
    assert.equal((await geobit.load(FEW)).summary.count, 4);
    geobit.close();
  });

  test(`a load goes on although the reader of another file fails meanwhile (${place})`, async () => {
    const geobit = await open({ worker });
    /** @type {Promise<void> | undefined} */
    let trapped;
    const onProgress = (/** @type {{ phase: string, done: number }} */ { phase, done }) => {
      if (phase === "read" && done > 0)
        trapped ??= assert.rejects(geobit.load(new Blob([TRAPPING_FILE])), failed);
    };
    const loaded = await geobit.load(many(40_000), { onProgress });
    assert.ok(trapped);
    await trapped;
    assert.equal(loaded.summary.count, 40_000);
    geobit.close();
  });
}

test("files that are read side by side do not mix", async () => {
  const geobit = await open();
  const rows = (/** @type {string} */ id, /** @type {number} */ count) =>
    Array.from({ length: count }, (_, i) => ({
      id: `${id}${i}`,
      start: "2024-01-01",
      lon: 1,
      lat: 2,
      headline: id.repeat(300),
    }));
  const files = ["a", "b", "c"].map((id, i) => new Blob([csv(rows(id, 10_000 + 5000 * i))]));
  const snapshots = await Promise.all(files.map((file) => geobit.load(file)));
  assert.deepEqual(
    snapshots.map(({ summary }) => summary.count),
    [10_000, 15_000, 20_000],
  );
  for (const [i, id] of ["a", "b", "c"].entries())
    assert.ok((await snapshots[i].incidents([5]))[0].id.startsWith(id));
  geobit.close();
});

test("the memory of the readers is given back when nothing is read any more", async () => {
  const geobit = await open();
  // JSON is held whole while it is read.
  const features = Array.from({ length: 2000 }, (_, i) => ({
    type: "Feature",
    geometry: { type: "Point", coordinates: [1, 2] },
    properties: { start: "2024-01-01", id: i, ballast: "x".repeat(10_000) },
  }));
  const file = new Blob([JSON.stringify({ type: "FeatureCollection", features })]);
  let highest = 0;
  const before = await geobit.memory();
  /** @type {Promise<unknown>[]} */
  const looks = [];
  const look = async () => {
    highest = Math.max(highest, (await geobit.memory()).reserved);
  };
  const snapshot = await geobit.load(file, { onProgress: () => looks.push(look()) });
  await Promise.all(looks);
  const after = await geobit.memory();
  assert.equal(snapshot.summary.count, 2000);
  assert.ok(highest - before.reserved > 15e6, `${highest} bytes while the file is read`);
  assert.ok(
    after.reserved - before.reserved < 5e6,
    `${after.reserved} bytes behind it, ${before.reserved} before`,
  );
  geobit.close();
});
