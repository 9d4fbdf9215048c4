// Packs from a catalogue: verified, downloaded, cut and resumed, brought up to date, tampered with. The browser's own storage is tested
// in tests/browser/packs.test.js.
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { open } from "geobit";
import { servePacks } from "./pack-server.js";
import { error, testBoth } from "./support.js";

/** @import { KeptPack } from "../../pkg/geobit.d.ts" */

const fixture = (/** @type {string} */ name) => new URL(`../fixtures/${name}`, import.meta.url);
const read = (/** @type {string} */ name) => readFileSync(fixture(name));
const folder = (/** @type {string} */ name) => fileURLToPath(fixture(`packs/${name}`));
const KEY = read("keys/test.key.pub").toString();
/** A key that signed nothing here: the example of minisign's own documentation. */
const OTHER_KEY = "RWQf6LRCGA9i53mlYecO4IzT51TGPpvWucNSCh1CBM0QTaLn73Y7GFO3";
const keys = [KEY];
const PACK = "/packs/log.parquet";

/** @type {Awaited<ReturnType<typeof servePacks>>} */
let server;
before(async () => {
  server = await servePacks({ "/packs/": folder("before") });
});
after(() => server?.close());

/** @param {"before" | "after" | "later"} version @param {import("./pack-server.js").Faults} [faults] */
function serve(version, faults = {}) {
  server.move({ "/packs/": folder(version) });
  server.fail(faults);
  server.asked.length = 0;
  return `${server.origin}/packs/catalog.json`;
}

/** What was asked of the server but the catalogue. */
const askedPacks = () => server.asked.filter(({ path }) => path.endsWith(".parquet"));

/** @param {import("../../pkg/geobit.d.ts").Snapshot} snapshot */
const recordsOf = (snapshot) =>
  snapshot.incidents(Array.from({ length: snapshot.summary.count }, (_, row) => row));

testBoth("a catalogue is believed only with its signature", async (geobit) => {
  const url = serve("before");
  const catalog = await geobit.catalog(url, { keys: [OTHER_KEY, KEY] });
  const [pack] = catalog.packs;
  assert.deepEqual([pack.id, pack.path, pack.count, pack.hasText], ["log", "log.parquet", 300, true]);
  assert.equal(pack.bytes, read("packs/before/log.parquet").length);

  const bytes = read("packs/before/catalog.json");
  const signature = read("packs/before/catalog.json.minisig");
  assert.deepEqual(await geobit.catalog(bytes, { keys, signature }), catalog);
  await assert.rejects(
    geobit.catalog(url, { keys: [OTHER_KEY] }),
    error("badSignature", /signature.*is wrong/),
  );
  const altered = Buffer.from(bytes.toString().replace('"count": 300', '"count": 301'));
  assert.notDeepEqual(altered, bytes);
  await assert.rejects(geobit.catalog(altered, { keys, signature }), error("badSignature", /altered/));
  const ofOther = read("packs/after/catalog.json.minisig");
  await assert.rejects(geobit.catalog(bytes, { keys, signature: ofOther }), error("badSignature", /wrong/));
  await assert.rejects(geobit.catalog(bytes, { keys, signature: "" }), error("badSignature", /none/));
  await assert.rejects(
    geobit.catalog(bytes, { keys: [], signature }),
    error("badOption", /public key/, { field: "keys" }),
  );
  await assert.rejects(
    geobit.catalog(bytes, { keys: ["x"], signature }),
    error("badOption", /"x"/, { field: "keys" }),
  );
  await assert.rejects(
    geobit.catalog(bytes, { keys }),
    error("badOption", /minisig/, { field: "signature" }),
  );
  await assert.rejects(
    geobit.catalog(url, /** @type {any} */ ({})),
    error("badOption", /keys/, { field: "keys" }),
  );
  await assert.rejects(
    geobit.catalog(`${server.origin}/packs/none.json`, { keys }),
    error("badOption", /404/, { field: "source" }),
  );
  serve("before", { alter: (path, content) => (path.endsWith(".minisig") ? Buffer.from("x") : content) });
  await assert.rejects(geobit.catalog(url, { keys }), error("badSignature", /none/));
});

test("the catalogue that comes with the page is signed with the key that the page accepts, and lists the packs beside it", async () => {
  const www = new URL("../../www/", import.meta.url);
  const key = readFileSync(new URL("catalog.pub", www)).toString().trim().split("\n").at(-1) ?? "";
  server.move({ "/packs/": fileURLToPath(new URL("public/packs", www)) });
  server.fail({});
  const geobit = await open();
  const catalog = await geobit.catalog(`${server.origin}/packs/catalog.json`, { keys: [key] });
  assert.deepEqual(catalog.packs.map(({ id }) => id).sort(), [
    "central-african-republic",
    "nigeria-1990-2019",
    "sample-1000",
  ]);
  for (const { path, bytes } of catalog.packs)
    assert.equal(readFileSync(new URL(`public/packs/${path}`, www)).length, bytes, path);
  geobit.close();
});

testBoth("a pack and a delta are the later pack", async (geobit) => {
  const [base, delta, result] = ["before/log.parquet", deltaPath(), "after/log.parquet"].map((name) =>
    read(`packs/${name}`),
  );
  const [updated, whole] = [await geobit.applyDelta(base, delta), await geobit.load(result)];
  assert.deepEqual(await recordsOf(updated), await recordsOf(whole));
  assert.deepEqual(updated.summary, whole.summary);
  assert.notDeepEqual(whole.summary, (await geobit.load(base)).summary);
  await assert.rejects(geobit.applyDelta(result, delta), error("badPack", /for another pack/));
  await assert.rejects(geobit.applyDelta(base, base), error("badPack", /no delta/));
  await assert.rejects(geobit.load(delta), error("badPack", /This is a delta/));
  // Two from the same pack do not follow each other.
  await assert.rejects(geobit.applyDelta(base, [delta, delta]), error("badPack", /for another pack/));
});

/** Seals an altered file, as docs/snapshot.md says. @param {Buffer} file */
function sealAgain(file) {
  const mark = "geobit_sha256\x18@";
  const at = file.lastIndexOf(mark) + mark.length;
  file.write("0".repeat(64), at);
  file.write(createHash("sha256").update(file).digest("hex"), at);
  return file;
}

testBoth("what comes of a delta is what the delta names, or nothing", async (geobit) => {
  const base = read("packs/before/log.parquet");
  const delta = Buffer.from(read(`packs/${deltaPath()}`));
  const loaded = await geobit.load(base);
  const [, content] = /"content":"([0-9a-f]{64})"/.exec(delta.toString("latin1")) ?? [];
  assert.ok(content, "the delta names the rows that come of it");
  const at = delta.indexOf(content);
  delta[at] = delta[at] === 48 ? 49 : 48;
  await assert.rejects(geobit.applyDelta(base, delta), error("badParquet", /not those that were written/));
  await assert.rejects(
    geobit.applyDelta(base, sealAgain(delta)),
    error("badPack", /not the pack that the delta names/),
  );
  // What was loaded stays in use.
  assert.equal((await recordsOf(loaded)).length, 300);
});

const deltaPath = () => {
  const { deltas } = JSON.parse(read("packs/after/catalog.json").toString());
  return `after/${deltas[0].path}`;
};

test("a pack is downloaded, kept, loaded without a request and removed", async () => {
  const geobit = await open();
  const catalog = await geobit.catalog(serve("before"), { keys });
  /** @type {number[]} */
  const progress = [];
  const kept = await geobit.packs.download(catalog, "log", { onProgress: ({ done }) => progress.push(done) });
  const [pack] = catalog.packs;
  assert.deepEqual(kept, { ...pack, kind: "incidents", complete: true, keptBytes: pack.bytes });
  assert.equal(progress.at(-1), kept.bytes);
  assert.deepEqual(await geobit.packs.list(), [kept]);
  serve("before", { offline: true });
  await geobit.packs.download(catalog, "log");
  const snapshot = await geobit.packs.load("log", { name: "Mine" });
  assert.deepEqual([snapshot.summary.count, snapshot.summary.name], [300, "Mine"]);
  assert.deepEqual(server.asked, []);
  await geobit.packs.remove("log");
  assert.deepEqual(await geobit.packs.list(), []);
  await assert.rejects(geobit.packs.load("log"), error("badOption", /download it first/, { field: "id" }));
  await assert.rejects(
    geobit.packs.download(catalog, "other"),
    error("badOption", /"other"/, { field: "id" }),
  );
  const own = structuredClone(catalog);
  await assert.rejects(
    geobit.packs.download(own, "log"),
    error("badOption", /catalog\(\)/, { field: "catalog" }),
  );
  geobit.close();
});

test("a download that is cut goes on where it ended", async () => {
  const geobit = await open();
  const catalog = await geobit.catalog(serve("before", { cutAfter: 3000 }), { keys });
  const kept = await geobit.packs.download(catalog, "log");
  assert.equal(kept.complete, true);
  const [first, second] = askedPacks();
  assert.deepEqual([first.range, second.range], [undefined, "bytes=3000-"]);
  assert.match(second.ifRange ?? "", /^"[0-9a-f]{16}"$/);
  await geobit.packs.remove("log");

  // A server that does not know ranges sends the whole again.
  serve("before", { cutAfter: 3000, ignoreRange: true });
  assert.equal((await geobit.packs.download(catalog, "log")).complete, true);
  assert.equal(askedPacks().length, 2);
  await geobit.packs.remove("log");

  // What is there of another version is not mixed with this one.
  serve("before", { cutAfter: 3000, alter: () => Buffer.alloc(catalog.packs[0].bytes) });
  const controller = new AbortController();
  const aborted = geobit.packs.download(catalog, "log", {
    signal: controller.signal,
    onProgress: ({ done }) => done >= 3000 && controller.abort(),
  });
  await assert.rejects(aborted, error("aborted", /was aborted/));
  const [begun] = await geobit.packs.list();
  assert.deepEqual([begun.id, begun.complete, begun.keptBytes], ["log", false, 3000]);
  serve("before");
  assert.equal((await geobit.packs.download(catalog, "log")).complete, true);
  assert.equal((await geobit.packs.load("log")).summary.count, 300);
  await geobit.packs.remove("log");
  geobit.close();
});

test("a pack is brought up to date by a delta, and what was kept stays until then", async () => {
  const geobit = await open();
  await geobit.packs.download(await geobit.catalog(serve("before"), { keys }), "log");
  const catalog = await geobit.catalog(serve("after", { offline: false }), { keys });
  server.fail({ alter: (_, content) => Buffer.from(content).fill(0, 100, 200) });
  await assert.rejects(geobit.packs.download(catalog, "log"), error("badPack", /SHA-256/));
  assert.equal((await geobit.packs.load("log")).summary.count, 300, "the pack before stays");
  const url = serve("after");
  assert.ok(url);
  const kept = await geobit.packs.download(catalog, "log");
  const [delta] = catalog.deltas;
  assert.deepEqual(
    askedPacks().map(({ path }) => path),
    [`/packs/${delta.path}`],
  );
  assert.equal(kept.keptBytes, read("packs/before/log.parquet").length + delta.bytes);
  const updated = await geobit.packs.load("log");
  const whole = await geobit.load(read("packs/after/log.parquet"));
  assert.deepEqual(await recordsOf(updated), await recordsOf(whole));
  assert.deepEqual(await geobit.packs.list(), [kept]);
  await geobit.packs.remove("log");
  geobit.close();
});

test("the version before an update by deltas can be loaded, to compare with it", async () => {
  const geobit = await open();
  const id = { field: "id" };
  await assert.rejects(geobit.packs.loadBefore("log"), error("badOption", /is kept/, id));
  const downloaded = async (/** @type {"before" | "after"} */ version) =>
    /** @type {KeptPack} */ (
      await geobit.packs.download(await geobit.catalog(serve(version), { keys }), "log")
    );
  const first = await downloaded("before");
  assert.equal(first.before, undefined);
  await assert.rejects(geobit.packs.loadBefore("log"), error("badOption", /no earlier version/, id));
  const updated = await downloaded("after");
  assert.deepEqual(updated.before, { asOf: first.asOf });
  serve("before", { offline: true });
  const [before, whole] = [
    await geobit.packs.loadBefore("log", { name: "earlier" }),
    await geobit.load(read("packs/before/log.parquet")),
  ];
  assert.equal(before.summary.name, "earlier");
  assert.deepEqual(await recordsOf(before), await recordsOf(whole));
  assert.deepEqual(server.asked, []);
  await geobit.packs.remove("log");
  geobit.close();
});

test("a catalogue of yesterday with its good signature does not replace a later pack", async () => {
  const geobit = await open();
  const older = await geobit.catalog(serve("before"), { keys });
  const later = await geobit.catalog(serve("later"), { keys });
  const kept = await geobit.packs.download(later, "log");
  serve("before");
  await assert.rejects(
    geobit.packs.download(older, "log"),
    error(
      "badPack",
      /has data up to 2026-07-28, and the one that is kept up to 2026-08-04.*not replaced; remove it first/,
    ),
  );
  assert.deepEqual(await geobit.packs.list(), [kept]);
  await geobit.packs.remove("log");
  assert.equal((await geobit.packs.download(older, "log")).sha256, older.packs[0].sha256);
  await geobit.packs.remove("log");
  geobit.close();
});

test("a pack that was altered on the way is refused, and nothing of it is kept", async () => {
  const geobit = await open();
  const catalog = await geobit.catalog(serve("before"), { keys });
  const size = catalog.packs[0].bytes;
  for (const alter of [
    (/** @type {string} */ _, /** @type {Buffer} */ content) => Buffer.from(content).fill(1, 500, 501),
    () => Buffer.alloc(size + 1),
    () => read("packs/after/log.parquet"),
  ]) {
    server.fail({ alter });
    await assert.rejects(geobit.packs.download(catalog, "log"), error("badPack", /is not the file|SHA-256/));
    assert.deepEqual(
      (await geobit.packs.list()).filter(({ complete }) => complete),
      [],
    );
  }
  serve("before", { offline: true });
  await assert.rejects(
    geobit.packs.download(catalog, "log"),
    error("badOption", /broke off/, { field: "source" }),
  );
  assert.ok(askedPacks().some(({ path }) => path === PACK));
  geobit.close();
});
