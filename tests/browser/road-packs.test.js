// Packs of roads on the page: listed in the tab Roads before anything is downloaded, downloaded over a bad line, kept, opened without one,
// there again at the next visit, brought up to date, removed, and refused where they were altered.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { open } from "geobit";
import { servePacks } from "../js/pack-server.js";
import { roadsEntry, writeFolder } from "../js/signed-catalog.js";
import { openPage, settled } from "./driver.js";
import { builtPage, launch, root } from "./harness.js";

/** @typedef {import("playwright").Page} Page */
/** @typedef {import("geobit").RoadsEntry} RoadsEntry */

const ID = "mali.roads";
const FIXTURES = join(root, "tests/fixtures");

/** @type {import("playwright").Browser} */
let browser;
/** @type {Awaited<ReturnType<typeof servePacks>>} */
let server;
let dist = "";
/** The folders of packs, by what is in them. @type {{ first: string, later: string, none: string, noDay: string }} */
let folders;
/** @type {(() => Promise<void>)[]} */
const removals = [];

/** @param {RoadsEntry[]} roads @param {Uint8Array} content @param {import("geobit").PackEntry[]} [packs] @param {Record<string, Uint8Array>} [files] */
async function folderOf(roads, content, packs, files) {
  const { folder, remove } = await writeFolder({ packs, roads }, { ...files, [ID]: content });
  removals.push(remove);
  return folder;
}

/** The demo's roads are the first version of a pack, and those of an extract the later one. The first folder has incidents as well. */
async function writeFolders() {
  const file = (/** @type {string} */ name) => readFile(join(FIXTURES, name));
  const geobit = await open();
  const first = new Uint8Array(await file("roads/demo.roads"));
  const extract = await geobit.roads(await file("roads/small.osm.pbf"), { name: "Mali, later" });
  const later = await extract.toPack();
  const { summary } = await geobit.roads(first);
  const named = { name: "Mali", attribution: "nobody <b>", schematic: true };
  const entry = roadsEntry(ID, first, summary, { ...named, dataAsOf: "2026-01-02" });
  const { packs } = JSON.parse(String(await file("packs/before/catalog.json")));
  folders = {
    first: await folderOf([entry], first, packs, { "log.parquet": await file("packs/before/log.parquet") }),
    later: await folderOf([roadsEntry(ID, later, extract.summary, { dataAsOf: "2026-03-04" })], later),
    noDay: await folderOf([{ ...entry, dataAsOf: "soon" }], first),
    none: join(FIXTURES, "packs/before"),
  };
  geobit.close();
}

before(async () => {
  const [page, opened] = await Promise.all([builtPage(), launch(), writeFolders()]);
  browser = opened;
  dist = page.dist;
  server = await servePacks({ "/": dist }, page.headers);
});
after(async () => {
  await browser?.close();
  await server?.close();
  for (const remove of removals) await remove();
});

/** @param {string} packs folder @param {import("../js/pack-server.js").Faults} [faults] */
function serve(packs, faults = {}) {
  server.move({ "/": dist, "/packs/": packs });
  server.fail(faults);
  server.asked.length = 0;
}

/** The files of packs that were asked for. */
const askedPacks = () => server.asked.filter(({ path }) => path.startsWith("/packs/"));
const askedRoads = () => askedPacks().filter(({ path }) => path.endsWith(".roads"));
const tab = (/** @type {Page} */ page) => page.locator("[data-hook=roads-tab]");
const packs = (/** @type {Page} */ page) => tab(page).locator("[data-roads=packs]");
const item = (/** @type {Page} */ page) => packs(page).locator(`[data-pack="${ID}"]`);
const action = (/** @type {Page} */ page, /** @type {string} */ name) =>
  item(page).locator(`[data-pack-action=${name}]`);
const note = (/** @type {Page} */ page, /** @type {RegExp} */ text) =>
  packs(page).locator("[data-packs=note]", { hasText: text }).waitFor({ timeout: 20_000 });
const loaded = (/** @type {Page} */ page) => tab(page).locator("[data-roads=loaded]");
const lastOpened = (/** @type {Page} */ page) => page.evaluate(() => localStorage.getItem("geobit:roads"));

/** Opens the tab by the menu, as nothing is drawn yet. @param {Page} page */
async function openTab(page) {
  await page.locator("[data-hook=add-data] summary").click();
  await page.getByRole("button", { name: "Roads…", exact: true }).click();
  await packs(page).waitFor();
}

/** @param {Page} page */
async function look(page) {
  await packs(page).evaluate((/** @type {HTMLDetailsElement} */ element) => {
    element.open = true;
  });
  await packs(page)
    .getByRole("button", { name: /List packs of roads|Check for updates/ })
    .click();
}

/** Opens the pack that is kept. @param {Page} page @param {RegExp} name */
async function openKept(page, name) {
  await action(page, "open").click();
  await loaded(page).locator("strong", { hasText: name }).waitFor({ timeout: 20_000 });
  await settled(page);
}

/** Keeps the pack of the first folder. */
async function pageWithPack() {
  serve(folders.first);
  const opened = await openPage(browser, server.origin);
  await openTab(opened.page);
  await look(opened.page);
  await note(opened.page, /lists 1 pack of roads/);
  await action(opened.page, "download").click();
  await note(opened.page, /Mali is kept in this browser/);
  return opened;
}

/** Another visit of the same browser. @param {Page} page */
async function nextVisit(page) {
  const other = await page.context().newPage();
  await other.goto(`${server.origin}/`);
  await other.waitForSelector("html[data-complete]", { timeout: 60_000 });
  await settled(other);
  return other;
}

test("a pack of roads over a bad line, from the list to the next visit, its update and its removal", async (t) => {
  serve(folders.first);
  const { page, faults, close } = await openPage(browser, server.origin);
  await t.test("nothing is asked for before the reader does", async () => {
    await openTab(page);
    await settled(page);
    assert.deepEqual(askedPacks(), []);
    await look(page);
    await note(page, /lists 1 pack of roads; its signature is right/);
    const text = (await item(page).textContent()) ?? "";
    assert.match(text, /^Mali9,\d{3} km of roads · \d+ kB.*schematic.*Data as of 2 Jan 2026, .* old/);
    assert.match(text, /nobody <b>CC0-1\.0/, "what data say is shown as text");
    assert.deepEqual(askedRoads(), []);
  });
  await t.test("the list of data packs shows incidents, and no roads", async () => {
    const panel = page.locator("[data-hook=packs]");
    await panel.locator("summary").click();
    await panel.getByRole("button", { name: "List data packs" }).click();
    await panel.locator("[data-packs=note]", { hasText: "lists 1 pack;" }).waitFor();
    assert.deepEqual(
      await panel
        .locator("[data-pack]")
        .evaluateAll((all) => all.map((one) => one.getAttribute("data-pack"))),
      ["log"],
    );
    assert.equal(await packs(page).locator("[data-pack]").count(), 1);
  });
  await t.test("a download that is cut goes on where it ended", async () => {
    server.fail({ cutAfter: 1000 });
    await action(page, "download").click();
    await note(page, /Mali is kept in this browser/);
    assert.deepEqual(
      askedRoads().map(({ range }) => range),
      [undefined, "bytes=1000-"],
    );
    const room = await packs(page).locator("[data-packs=room]").textContent();
    assert.match(room ?? "", /1 pack kept in this browser, \d+ kB/);
    assert.equal(await page.locator("[data-hook=packs] [data-packs=room]").count(), 0);
  });
  await t.test("it opens without a request for it, and answers", async () => {
    serve(folders.none, {
      alter: (path, content) => (path.startsWith("/packs/") ? Buffer.from("") : content),
    });
    await openKept(page, /Demo roads/);
    assert.deepEqual(askedPacks(), []);
    assert.equal(await lastOpened(page), ID);
    assert.equal(await packs(page).evaluate((/** @type {HTMLDetailsElement} */ { open }) => open), false);
    await tab(page).locator("[data-way=from]").fill("12.65, -8");
    await tab(page).locator("[data-way=to]").fill("11.32, -5.67");
    await tab(page).getByRole("button", { name: "Find ways" }).click();
    await tab(page).locator("[data-way-number]").first().waitFor({ timeout: 60_000 });
    await settled(page);
  });
  await t.test("at the next visit it is there again, without a request for it", async () => {
    serve(folders.none);
    const other = await nextVisit(page);
    const view = await other.evaluate(() => {
      const { roads, tab: shown } = /** @type {any} */ (window).geobitPage.store.get();
      return { pack: roads?.pack, shown };
    });
    assert.deepEqual(view, { pack: ID, shown: "summary" });
    await openTab(other);
    await loaded(other).waitFor();
    assert.deepEqual(askedPacks(), []);
    await other.close();
  });
  await t.test("an update replaces it as a whole, and shows what is open anew", async () => {
    serve(folders.later);
    await look(page);
    await packs(page).getByText("A newer version is there, as of 4 Mar 2026.").waitFor();
    // One that is altered on the way is refused, and what is kept stays.
    server.fail({
      alter: (path, content) => (path.endsWith(".roads") ? Buffer.from(content).fill(7, 300, 310) : content),
    });
    await action(page, "update").click();
    await note(page, /SHA-256/);
    await openKept(page, /Demo roads/);
    serve(folders.later);
    await look(page);
    await action(page, "update").click();
    await loaded(page).locator("strong", { hasText: "Mali, later" }).waitFor({ timeout: 20_000 });
    await settled(page);
    assert.deepEqual(
      askedRoads().map(({ range }) => range),
      [undefined],
    );
  });
  await t.test("a catalogue of yesterday does not replace it", async () => {
    serve(folders.first);
    await look(page);
    await note(page, /lists 1 pack of roads/);
    await action(page, "update").click();
    await note(page, /data up to 2026-01-02, and the one that is kept up to 2026-03-04.*not replaced/);
  });
  await t.test("it can be removed, and what is shown stays", async () => {
    await action(page, "remove").click();
    await note(page, /was removed/);
    assert.equal(await action(page, "open").count(), 0);
    assert.equal(await packs(page).locator("[data-packs=room]").count(), 0);
    assert.match((await loaded(page).textContent()) ?? "", /Mali, later/);
    assert.equal(await lastOpened(page), null);
  });
  // The browser itself tells of the connection that was cut.
  assert.deepEqual(
    faults.filter(
      (fault) => !/ERR_(INCOMPLETE_CHUNKED_ENCODING|CONTENT_LENGTH_MISMATCH|CONNECTION)/.test(fault),
    ),
    [],
  );
  await close();
});

test("a download of roads can be cancelled, and goes on later", async () => {
  serve(folders.first);
  const { page, close } = await openPage(browser, server.origin);
  await openTab(page);
  await look(page);
  await note(page, /lists 1 pack of roads/);
  // The rest never comes, so that there is time to cancel.
  server.fail({ holdAfter: 1000 });
  await action(page, "download").click();
  await action(page, "cancel").waitFor();
  await item(page).locator("progress").waitFor();
  await page.waitForFunction(
    () => /** @type {any} */ (document.querySelector("[data-roads=packs] progress")).value > 0,
  );
  await action(page, "cancel").click();
  await note(page, /was aborted/);
  await item(page).getByText("Begun: 1 kB of it are here").waitFor();
  assert.equal(await action(page, "open").count(), 0);
  server.fail({});
  await action(page, "download").click();
  await note(page, /Mali is kept in this browser/);
  assert.equal(askedRoads().at(-1)?.range, "bytes=1000-");
  await close();
});

test("roads that the reader takes away do not come back by themselves, and a catalogue without roads is as before", async () => {
  const { page, close } = await pageWithPack();
  await openKept(page, /Demo roads/);
  await tab(page).locator("[data-roads=remove]").click();
  assert.equal(await lastOpened(page), null);
  serve(folders.none);
  const other = await nextVisit(page);
  assert.equal(await other.evaluate(() => /** @type {any} */ (window).geobitPage.store.get().roads), null);
  await openTab(other);
  await action(other, "open").waitFor();
  await look(other);
  await note(other, /The catalogue has no packs of roads; its signature is right/);
  assert.equal(await action(other, "open").count(), 1, "what is kept stays");
  await close();
});

test("a pack of roads that was altered where it is kept is not opened", async () => {
  const { page, close } = await pageWithPack();
  await page.evaluate(async () => {
    const kept = await (await navigator.storage.getDirectory()).getDirectoryHandle("geobit-packs");
    for await (const handle of /** @type {any} */ (kept).values()) {
      if (!handle.name.endsWith(".data")) continue;
      const bytes = new Uint8Array(await (await handle.getFile()).arrayBuffer());
      bytes[641] ^= 16;
      const file = await handle.createWritable();
      await file.write(bytes);
      await file.close();
    }
  });
  await action(page, "open").click();
  await page
    .getByText(/is not what was downloaded/)
    .first()
    .waitFor({ timeout: 20_000 });
  assert.equal(await loaded(page).count(), 0);
  await close();
});

test("where the storage is full, that is said", async () => {
  serve(folders.first);
  const { page, close } = await openPage(browser, server.origin);
  const session = await page.context().newCDPSession(page);
  await session.send("Storage.overrideQuotaForOrigin", { origin: server.origin, quotaSize: 1000 });
  await openTab(page);
  await look(page);
  await note(page, /lists 1 pack of roads/);
  await action(page, "download").click();
  await note(page, /There is no room for this pack/);
  await close();
});

test("a catalogue with a day that is none is refused without harm to the tab, and what was kept before there were roads is of incidents", async () => {
  serve(folders.noDay);
  const { page, close } = await openPage(browser, server.origin);
  await openTab(page);
  await look(page);
  await note(page, /mali\.roads has data up to "soon"; a day as YYYY-MM-DD is wanted, or nothing/);
  assert.equal(await item(page).count(), 0);
  serve(folders.first);
  await look(page);
  await note(page, /lists 1 pack of roads/);
  const panel = page.locator("[data-hook=packs]");
  await panel.locator("summary").click();
  await panel.getByRole("button", { name: "List data packs" }).click();
  await panel.locator("[data-pack=log] [data-pack-action=download]").click();
  await panel.locator("[data-packs=note]", { hasText: "is kept" }).waitFor();
  await page.evaluate(async () => {
    const kept = await (await navigator.storage.getDirectory()).getDirectoryHandle("geobit-packs");
    for await (const handle of /** @type {any} */ (kept).values()) {
      if (!handle.name.endsWith(".entry")) continue;
      const content = JSON.parse(await (await handle.getFile()).text());
      if (content.entry.kind !== "incidents") throw new Error(`${handle.name} has no kind`);
      delete content.entry.kind;
      const file = await handle.createWritable();
      await file.write(JSON.stringify(content));
      await file.close();
    }
  });
  const other = await nextVisit(page);
  const listed = other.locator("[data-hook=packs]");
  await listed.locator("summary").click();
  await listed.locator("[data-pack=log] [data-pack-action=open]").click();
  await other.locator("[data-hook=data-mark] strong", { hasText: "Made-up log" }).waitFor();
  await close();
});
