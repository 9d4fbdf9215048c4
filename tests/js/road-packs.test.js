// Packs of roads from a catalogue: listed, downloaded, cut and resumed, opened without a request, replaced as a whole, altered. The
// browser's own storage is tested in tests/browser/road-packs.test.js.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { open } from "geobit";
import { servePacks } from "./pack-server.js";
import { PUBLIC_KEY, roadsEntry, writeFolder } from "./signed-catalog.js";
import { error, testBoth } from "./support.js";

/** @import { Geobit, KeptRoads, RoadsEntry } from "../../pkg/geobit.d.ts" */

const fixture = (/** @type {string} */ name) => new URL(`../fixtures/${name}`, import.meta.url);
const DEMO = new Uint8Array(readFileSync(fixture("roads/demo.roads")));
const INCIDENTS = fileURLToPath(fixture("packs/before"));
const keys = [PUBLIC_KEY];
const ID = "mali.roads";
const BAMAKO = [-8, 12.65];
const SIKASSO = [-5.67, 11.32];

/** @type {Awaited<ReturnType<typeof servePacks>>} */
let server;
/** The roads of the demo, and others, as the packs of two days. @type {{ demo: RoadsEntry, other: RoadsEntry }} */
let entries;
/** @type {Uint8Array} */
let OTHER;
/** @type {(() => Promise<void>)[]} */
const removals = [];

before(async () => {
  server = await servePacks({ "/packs/": INCIDENTS });
  const geobit = await open();
  const demo = await geobit.roads(DEMO);
  const other = await geobit.roads(readFileSync(fixture("roads/small.osm.pbf")), { name: "Later" });
  OTHER = await other.toPack();
  entries = {
    demo: roadsEntry(ID, DEMO, demo.summary, { dataAsOf: "2026-01-02" }),
    other: roadsEntry(ID, OTHER, other.summary, { dataAsOf: "2026-03-04" }),
  };
  geobit.close();
});
after(async () => {
  await server?.close();
  for (const remove of removals) await remove();
});

/** Serves a folder with packs of roads, and reads its catalogue. @param {Geobit} geobit @param {RoadsEntry[]} roads @param {Uint8Array} content of all of them */
async function serve(geobit, roads, content) {
  const files = Object.fromEntries(roads.map(({ path }) => [path, content]));
  const { folder, remove } = await writeFolder({ roads }, files);
  removals.push(remove);
  return read(geobit, folder);
}

/** @param {Geobit} geobit @param {string} folder */
function read(geobit, folder) {
  server.move({ "/packs/": folder });
  server.fail({});
  server.asked.length = 0;
  return geobit.catalog(`${server.origin}/packs/catalog.json`, { keys });
}

const askedRoads = () => server.asked.filter(({ path }) => path.endsWith(".roads"));

/** @param {Geobit} geobit @param {import("../../pkg/geobit.d.ts").Catalog} catalog @param {string} [id] */
const download = async (geobit, catalog, id = ID) =>
  /** @type {KeptRoads} */ (await geobit.packs.download(catalog, id));

testBoth("a catalogue lists packs of roads, and one without them is as before", async (geobit) => {
  const { roads, packs } = await serve(geobit, [entries.demo], DEMO);
  assert.deepEqual([roads, packs], [[entries.demo], []]);
  const without = await read(geobit, INCIDENTS);
  assert.ok(!("roads" in without), "nothing is said of roads");
  await assert.rejects(
    geobit.packs.download(without, ID),
    error("badOption", /"mali\.roads"/, { field: "id" }),
  );
});

testBoth("a pack of roads is downloaded, kept, opened without a request and removed", async (geobit) => {
  const catalog = await serve(geobit, [entries.demo], DEMO);
  /** @type {number[]} */
  const progress = [];
  const kept = await geobit.packs.download(catalog, ID, { onProgress: ({ done }) => progress.push(done) });
  assert.deepEqual(kept, { ...entries.demo, kind: "roads", complete: true, keptBytes: DEMO.length });
  assert.equal(progress.at(-1), DEMO.length);
  assert.deepEqual(await geobit.packs.list(), [kept]);

  server.fail({ offline: true });
  server.asked.length = 0;
  assert.deepEqual(await geobit.packs.download(catalog, ID), kept, "what is kept is not downloaded again");
  const [listed] = await geobit.packs.list();
  assert.ok(listed.kind === "roads");
  const [opened, whole] = [await geobit.roads(listed), await geobit.roads(DEMO)];
  assert.deepEqual(opened.summary, whole.summary);
  assert.deepEqual(await opened.paths(BAMAKO, SIKASSO), await whole.paths(BAMAKO, SIKASSO));
  assert.deepEqual(server.asked, []);

  // A pack of roads is no snapshot, and has options of its own.
  const atId = { field: "id" };
  await assert.rejects(geobit.packs.load(ID), error("badOption", /one of roads; roads\(\) loads it/, atId));
  await assert.rejects(geobit.packs.loadBefore(ID), error("badOption", /no earlier version/, atId));
  await assert.rejects(geobit.roads(listed, { name: "Mine" }), error("badOption", /name/));

  await geobit.packs.remove(ID);
  assert.deepEqual(await geobit.packs.list(), []);
  await assert.rejects(geobit.roads(listed), error("badOption", /download it first/, atId));
  assert.equal((await opened.paths(BAMAKO, SIKASSO)).paths.length, 1, "what is open stays");
});

testBoth("packs of incidents and of roads are kept side by side, and told apart", async (geobit) => {
  const log = await geobit.packs.download(await read(geobit, INCIDENTS), "log");
  const roads = await download(geobit, await serve(geobit, [entries.demo], DEMO));
  assert.deepEqual((await geobit.packs.list()).map(({ id, kind }) => [id, kind]).sort(), [
    ["log", "incidents"],
    [ID, "roads"],
  ]);
  const wrong = geobit.roads(/** @type {any} */ (log));
  await assert.rejects(wrong, error("badOption", /one of incidents; packs\.load\(\)/, { field: "id" }));
  assert.equal((await geobit.packs.load("log")).summary.count, 300);
  await geobit.packs.remove("log");
  assert.deepEqual(await geobit.packs.list(), [roads], "the other one stays");
  assert.ok((await geobit.roads(roads)).summary.edges > 80);
  await geobit.packs.remove(ID);
});

testBoth("a pack of one kind does not replace one of the other", async (geobit) => {
  const roads = await serve(geobit, [{ ...entries.other, id: "log" }], OTHER);
  const incidents = await read(geobit, INCIDENTS);
  await geobit.packs.download(incidents, "log");
  const ofRoads = geobit.packs.download(roads, "log");
  await assert.rejects(
    ofRoads,
    error("badPack", /is one of roads, and the one that is kept is not.*remove it/),
  );
  assert.equal((await geobit.packs.load("log")).summary.count, 300);
  await geobit.packs.remove("log");
  server.move({ "/packs/": INCIDENTS });
  await serve(geobit, [{ ...entries.other, id: "log" }], OTHER);
  await download(geobit, roads, "log");
  await assert.rejects(geobit.packs.download(incidents, "log"), error("badPack", /is one of incidents/));
  await geobit.packs.remove("log");
});

test("a download that is cut goes on where it ended", async () => {
  const geobit = await open();
  const catalog = await serve(geobit, [entries.demo], DEMO);
  const controller = new AbortController();
  server.fail({ cutAfter: 1000 });
  const aborted = geobit.packs.download(catalog, ID, {
    signal: controller.signal,
    onProgress: ({ done }) => done >= 1000 && controller.abort(),
  });
  await assert.rejects(aborted, error("aborted", /was aborted/));
  const [begun] = await geobit.packs.list();
  assert.deepEqual(begun, { ...entries.demo, kind: "roads", complete: false, keptBytes: 1000 });
  const opened = geobit.roads(/** @type {KeptRoads} */ (begun));
  await assert.rejects(opened, error("badOption", /download it first/, { field: "id" }));
  server.fail({});
  await download(geobit, catalog);
  assert.deepEqual(
    askedRoads().map(({ range }) => range),
    [undefined, "bytes=1000-"],
  );
  await geobit.packs.remove(ID);
  geobit.close();
});

test("a later pack replaces the one before as a whole, and an older one does not", async () => {
  const geobit = await open();
  const older = await serve(geobit, [entries.demo], DEMO);
  const first = await download(geobit, older);
  const later = await serve(geobit, [entries.other], OTHER);
  server.fail({ alter: (_, content) => Buffer.from(content).fill(0, 100, 200) });
  await assert.rejects(download(geobit, later), error("badPack", /SHA-256/));
  assert.equal((await geobit.roads(first)).summary.edges, 108, "the pack before stays");
  server.fail({});
  const second = await download(geobit, later);
  assert.deepEqual(await geobit.packs.list(), [second]);
  assert.equal(second.keptBytes, OTHER.length, "nothing of the pack before is kept");
  assert.equal((await geobit.roads(first)).summary.name, "Later", "an id stands for what is kept now");

  // A catalogue of yesterday has a good signature, too, and one that does not say from when it is may be any.
  for (const [dataAsOf, words] of /** @type {const} */ ([
    ["2026-01-02", /data up to 2026-01-02, and the one that is kept up to 2026-03-04.*not replaced/],
    ["", /data up to a day that is not known, and the one that is kept up to 2026-03-04/],
  ])) {
    const catalog = await serve(geobit, [{ ...entries.demo, dataAsOf }], DEMO);
    await assert.rejects(download(geobit, catalog), error("badPack", words));
    assert.deepEqual(askedRoads(), [], "nothing is downloaded for it");
  }
  assert.deepEqual(await geobit.packs.list(), [second]);
  await geobit.packs.remove(ID);
  await serve(geobit, [entries.demo], DEMO);
  assert.equal((await download(geobit, older)).sha256, entries.demo.sha256);
  await geobit.packs.remove(ID);

  // Every pack counts as later than one that does not say its day.
  await download(geobit, await serve(geobit, [{ ...entries.demo, dataAsOf: "" }], DEMO));
  await download(geobit, await serve(geobit, [{ ...entries.other, dataAsOf: "" }], OTHER));
  await geobit.packs.remove(ID);
  geobit.close();
});

testBoth(
  "what is no pack of roads is refused by the engine, though it is the file that was signed",
  async (geobit) => {
    const content = new TextEncoder().encode("id,lon,lat\n");
    const { summary } = await geobit.roads(DEMO);
    const catalog = await serve(geobit, [roadsEntry(ID, content, summary)], content);
    const kept = await download(geobit, catalog);
    await assert.rejects(geobit.roads(kept), error("badRoads", /./));
    await geobit.packs.remove(ID);
  },
);

test("a pack that was altered on the way is refused, and nothing of it is kept", async () => {
  const geobit = await open();
  const catalog = await serve(geobit, [entries.demo], DEMO);
  for (const alter of [
    (/** @type {string} */ _, /** @type {Buffer} */ content) => Buffer.from(content).fill(1, 500, 501),
    () => Buffer.alloc(DEMO.length + 1),
    () => Buffer.from(OTHER),
  ]) {
    server.fail({ alter });
    await assert.rejects(download(geobit, catalog), error("badPack", /is not the file|SHA-256/));
    assert.deepEqual(
      (await geobit.packs.list()).filter(({ complete }) => complete),
      [],
    );
  }
  geobit.close();
});

test("a catalogue whose packs of roads were altered is not believed", async () => {
  const geobit = await open();
  await serve(geobit, [entries.demo], DEMO);
  server.fail({
    alter: (path, content) =>
      path.endsWith(".json") ? Buffer.from(content.toString().replace("2026-01-02", "2027-01-02")) : content,
  });
  const altered = geobit.catalog(`${server.origin}/packs/catalog.json`, { keys });
  await assert.rejects(altered, error("badSignature", /altered/));
  const outside = serve(geobit, [{ ...entries.demo, path: "../mali.roads" }], DEMO);
  await assert.rejects(outside, error("badPack", /below its own folder/));
  geobit.close();
});
