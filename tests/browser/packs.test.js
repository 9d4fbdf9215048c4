// Data packs on the page: listed before anything is downloaded, downloaded over a bad line, kept, opened without one, brought up to
// date, and refused where they were altered.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { servePacks } from "../js/pack-server.js";
import { openPage, settled } from "./driver.js";
import { builtPage, launch } from "./harness.js";

/** @typedef {import("playwright").Page} Page */

const folder = (/** @type {string} */ name) =>
  fileURLToPath(new URL(`../fixtures/packs/${name}`, import.meta.url));
const NO_FOLDER = folder("none");

/** @type {import("playwright").Browser} */
let browser;
/** @type {Awaited<ReturnType<typeof servePacks>>} */
let server;
/** @type {string} */
let dist;

before(async () => {
  const [page, opened] = await Promise.all([builtPage(), launch()]);
  browser = opened;
  dist = page.dist;
  server = await servePacks({ "/": dist, "/packs/": folder("before") }, page.headers);
});
after(async () => {
  await browser?.close();
  await server?.close();
});

/** @param {string} packs folder @param {import("../js/pack-server.js").Faults} [faults] */
function serve(packs, faults = {}) {
  server.move({ "/": dist, "/packs/": packs });
  server.fail(faults);
  server.asked.length = 0;
}

/** The page's own demo pack does not count. @param {string} part */
const asked = (part) => server.asked.filter(({ path }) => path.includes(part) && path !== "/demo.parquet");
const panel = (/** @type {Page} */ page) => page.locator("[data-hook=packs]");
const action = (/** @type {Page} */ page, /** @type {string} */ name) =>
  panel(page).locator(`[data-pack=log] [data-pack-action=${name}]`);
const note = (/** @type {Page} */ page, /** @type {RegExp} */ text) =>
  panel(page).locator("[data-packs=note]", { hasText: text }).waitFor({ timeout: 20_000 });
const summaryOf = (/** @type {Page} */ page) =>
  page.evaluate(() => /** @type {any} */ (window).geobitPage.summary());

/** @param {Page} page */
async function look(page) {
  await panel(page).evaluate((/** @type {HTMLDetailsElement} */ element) => {
    element.open = true;
  });
  await panel(page)
    .getByRole("button", { name: /List data packs|Check for updates/ })
    .click();
}

/** Opens the pack that is kept, and returns the summary of what is shown. @param {Page} page */
async function openKept(page) {
  await action(page, "open").click();
  await page.locator("[data-hook=data-mark] strong", { hasText: "Made-up log" }).waitFor();
  await settled(page);
  return summaryOf(page);
}

/** Another tab of the same browser. @param {Page} page */
async function anotherTab(page) {
  const other = await page.context().newPage();
  await other.goto(`${server.origin}/`);
  await other.waitForSelector("html[data-complete]", { timeout: 60_000 });
  return other;
}

test("a pack over a bad line, from the list to the next visit and its update", async (t) => {
  serve(folder("before"));
  const { page, faults, close } = await openPage(browser, server.origin);
  await t.test("nothing of the packs is asked for before the reader does", async () => {
    assert.deepEqual(asked("/packs/"), []);
    await look(page);
    await note(page, /lists 1 pack/);
    const item = await panel(page).locator("[data-pack=log]").textContent();
    assert.match(item ?? "", /Made-up log.*1 Jan 2026.*300 incidents · \d+ kB.*Data as of .* old.*CC0/);
    assert.deepEqual(asked(".parquet"), []);
  });
  await t.test("a download that is cut goes on where it ended", async () => {
    server.fail({ cutAfter: 3000 });
    await action(page, "download").click();
    await note(page, /is kept in this browser/);
    assert.deepEqual(
      asked(".parquet").map(({ range }) => range),
      [undefined, "bytes=3000-"],
    );
    const room = await panel(page).locator("[data-packs=room]").textContent();
    assert.match(room ?? "", /1 pack kept in this browser, \d+ kB/);
  });
  await t.test("it opens without a connection", async () => {
    await page.context().setOffline(true);
    assert.equal((await openKept(page)).count, 300);
    await page.context().setOffline(false);
  });
  await t.test("the next visit opens it, without a request for it", async () => {
    serve(NO_FOLDER);
    const other = await anotherTab(page);
    await other.locator("[data-hook=data-mark] strong", { hasText: "Made-up log" }).waitFor();
    assert.equal((await summaryOf(other)).count, 300);
    assert.deepEqual(asked("/packs/"), []);
    await other.close();
  });
  await t.test("a later version comes as a delta, when the reader asks for it", async () => {
    serve(folder("after"));
    await look(page);
    await note(page, /lists 1 pack/);
    await panel(page).getByText("A newer version is there").waitFor();
    // A delta that is altered on the way is refused, and what is kept stays.
    server.fail({
      alter: (path, content) =>
        path.endsWith(".parquet") ? Buffer.from(content).fill(7, 300, 310) : content,
    });
    await action(page, "update").click();
    await note(page, /SHA-256/);
    assert.equal((await openKept(page)).count, 300);
    serve(folder("after"));
    await action(page, "update").click();
    await note(page, /is kept in this browser/);
    assert.equal(asked(".parquet").length, 1);
    assert.match(asked(".parquet")[0].path, /\.delta\.parquet$/);
    assert.equal((await openKept(page)).count, 290);
  });
  await t.test("at the next visit, too, it is compared with the version before the update", async () => {
    serve(NO_FOLDER);
    const other = await anotherTab(page);
    await other.locator("[data-hook=data-mark] strong", { hasText: "Made-up log" }).waitFor();
    await other.locator("[data-hook=news]").evaluate((/** @type {HTMLDetailsElement} */ element) => {
      element.open = true;
    });
    const earlier = other.locator("[data-news=earlier]");
    assert.match(
      (await earlier.textContent()) ?? "",
      /the version before the last update \(data as of .*202\d/,
    );
    await earlier.click();
    await other.locator("[data-news=words]").waitFor();
    assert.deepEqual(asked("/packs/"), []);
    await other.close();
  });
  await t.test("it can be removed, and what is shown stays", async () => {
    await action(page, "remove").click();
    await note(page, /was removed/);
    assert.equal(await action(page, "open").count(), 0);
    assert.equal(await panel(page).locator("[data-packs=room]").count(), 0);
    assert.equal((await summaryOf(page)).count, 290);
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

test("what was altered, or signed by another, is refused in words", async () => {
  serve(folder("before"), {
    alter: (path, content) =>
      path.endsWith("catalog.json") ? Buffer.from(content.toString().replace("Made-up", "Altered")) : content,
  });
  const { page, close } = await openPage(browser, server.origin);
  await look(page);
  await note(page, /signature of this catalogue is wrong/);
  assert.equal(await panel(page).locator("[data-pack]").count(), 0);
  serve(folder("other-key"));
  await look(page);
  await note(page, /signature of this catalogue is wrong/);
  serve(folder("before"));
  await look(page);
  await note(page, /lists 1 pack/);
  server.fail({
    alter: (path, content) => (path.endsWith(".parquet") ? Buffer.from(content).fill(7, 300, 310) : content),
  });
  await action(page, "download").click();
  await note(page, /is not the file that the catalogue names/);
  assert.equal(await action(page, "open").count(), 0);
  await close();
});

test("two tabs download at once, and one of them does it", async () => {
  serve(folder("before"));
  const { page, close } = await openPage(browser, server.origin);
  const other = await anotherTab(page);
  for (const tab of [page, other]) {
    await look(tab);
    await note(tab, /lists 1 pack/);
  }
  await Promise.all([page, other].map((tab) => action(tab, "download").click()));
  await Promise.all([page, other].map((tab) => note(tab, /is kept in this browser/)));
  assert.equal(asked(".parquet").length, 1);
  await close();
});

test("where the storage is full, that is said, and what is shown stays", async () => {
  serve(folder("before"));
  const { page, close } = await openPage(browser, server.origin);
  const session = await page.context().newCDPSession(page);
  await session.send("Storage.overrideQuotaForOrigin", { origin: server.origin, quotaSize: 2000 });
  await look(page);
  await note(page, /lists 1 pack/);
  await action(page, "download").click();
  await note(page, /There is no room for this pack/);
  assert.match((await page.locator("[data-hook=data-mark] strong").textContent()) ?? "", /demo/i);
  await session.send("Storage.overrideQuotaForOrigin", { origin: server.origin });
  await action(page, "download").click();
  await note(page, /is kept in this browser/);
  await close();
});

test("where the browser denies storage, that is said, and what is shown stays", async () => {
  const deny = `navigator.storage.getDirectory = async () => { throw new DOMException("denied", "SecurityError"); };\n`;
  serve(folder("before"), {
    alter: (path, content) =>
      /\/worker[^/]*\.js$/.test(path) ? Buffer.concat([Buffer.from(deny), content]) : content,
  });
  const { page, close } = await openPage(browser, server.origin);
  await look(page);
  await note(page, /lists 1 pack/);
  await action(page, "download").click();
  await note(page, /does not let the page keep packs \(.*private windows/);
  assert.match((await page.locator("[data-hook=data-mark] strong").textContent()) ?? "", /demo/i);
  assert.ok((await summaryOf(page)).count > 0);
  await close();
});

test("a pack that was altered where it is kept is not opened", async () => {
  serve(folder("before"));
  const { page, close } = await openPage(browser, server.origin);
  await look(page);
  await note(page, /lists 1 pack/);
  await action(page, "download").click();
  await note(page, /is kept in this browser/);
  await page.evaluate(async () => {
    const packs = await (await navigator.storage.getDirectory()).getDirectoryHandle("geobit-packs");
    for await (const handle of /** @type {any} */ (packs).values()) {
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
  assert.match((await page.locator("[data-hook=data-mark] strong").textContent()) ?? "", /demo/i);
  await close();
});
