// The page without a connection, after one visit; and a new version, which is announced, and used when a person says so.
import assert from "node:assert/strict";
import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { open as openEngine } from "geobit";
import { roadsEntry, writeFolder } from "../js/signed-catalog.js";
import { drop, stat } from "./driver.js";
import { builtPage, launch, root, serve, watchedPage } from "./harness.js";

/** @type {import("playwright").Browser} */
let browser;
/** A copy of the built page, of which a test makes a new version. */
let folder = "";
/** @type {Record<string, string>} */
let headers = {};

before(async () => {
  const built = await builtPage();
  headers = built.headers;
  folder = await mkdtemp(join(tmpdir(), "geobit-offline-"));
  await cp(built.dist, folder, { recursive: true });
  browser = await launch();
});
after(async () => {
  await browser?.close();
  if (folder) await rm(folder, { recursive: true });
});

/** @param {import("playwright").Page} page @param {string} address */
async function open(page, address) {
  await page.goto(address);
  await page.waitForSelector("html[data-ready][data-complete]", { timeout: 60_000 });
}

/** @param {import("playwright").Page} page */
const untilKept = (page) => page.waitForSelector("html[data-offline=ready]", { timeout: 60_000 });

/** @param {import("playwright").BrowserContextOptions} [options] */
const watched = (options) => watchedPage(browser, { serviceWorkers: "allow", ...options });

/** @param {import("playwright").Page} page */
const shapesOf = (page) => page.evaluate(() => /** @type {any} */ (window).geobitPage.shapes());

/** @param {import("playwright").Page} page */
async function addSite(page) {
  await page.evaluate(() => {
    const { addShape, idle } = /** @type {any} */ (window).geobitPage;
    addShape({
      kind: "circle",
      name: "Site",
      km: 25,
      geometry: { type: "Point", coordinates: [-8.72, 12.23] },
    });
    return idle();
  });
}

test("after one visit everything works without a connection: readers, parts, the list of packs, French", async () => {
  const server = await serve({ "/": folder }, headers);
  const { page, faults, close } = await watched();
  await open(page, `${server.origin}/`);
  const packs = page.locator("[data-hook=packs]");
  await untilKept(page);
  await packs.locator("summary").click();
  await packs.getByRole("button", { name: /List data packs/ }).click();
  await packs.locator("[data-pack-action=download]").first().waitFor();
  await server.close();

  await open(page, `${server.origin}/`);
  await addSite(page);
  assert.match(await stat(page, "certain"), /\d/);
  const csv = "id,start,lat,lon,kind\n1,2026-03-01,12.2,-8.7,armedClash\n2,2026-03-02,12.3,-8.6,abduction\n";
  await drop(page, "log.csv", new TextEncoder().encode(csv));
  await page.locator("[data-hook=data-mark] strong", { hasText: "log.csv" }).waitFor();
  for (const part of ["news", "rules", "workspace"]) {
    const details = page.locator(`[data-hook=${part}]`);
    await details.locator("summary").first().click();
    await details.locator("summary + *").first().waitFor();
  }
  await packs.locator("summary").click();
  await packs.getByRole("button", { name: /List data packs/ }).click();
  await packs.locator("[data-pack-action=download]").first().waitFor();
  const errors = faults.filter((fault) => !/ERR_CONNECTION_REFUSED|ERR_FAILED/.test(fault));
  assert.deepEqual(errors, []);

  await page.locator("[data-hook=language]").selectOption("fr");
  await page.locator("[data-dialog=restart] button[type=submit]").click();
  await page.waitForSelector("html[lang=fr][data-ready]", { timeout: 60_000 });
  assert.equal((await shapesOf(page)).length, 1);
  await close();
});

test("a pack of roads that is kept is there again without a connection, with the code for it", async () => {
  const content = new Uint8Array(await readFile(join(root, "tests/fixtures/roads/demo.roads")));
  const geobit = await openEngine();
  const { summary } = await geobit.roads(content);
  geobit.close();
  const id = "mali.roads";
  const packs = await writeFolder({ roads: [roadsEntry(id, content, summary)] }, { [id]: content });
  const server = await serve({ "/": folder, "/packs/": packs.folder }, headers);
  const { page, close } = await watched();
  await open(page, `${server.origin}/`);
  await untilKept(page);
  const list = page.locator("[data-roads=packs]");
  async function openTab() {
    await page.locator("[data-hook=add-data] summary").click();
    await page.getByRole("button", { name: "Roads…", exact: true }).click();
    await list.waitFor();
  }
  await openTab();
  await list.getByRole("button", { name: "List packs of roads" }).click();
  await list.locator("[data-pack-action=download]").click();
  await list.locator("[data-pack-action=open]").click();
  await page.locator("[data-roads=loaded]").waitFor();
  await server.close();
  await packs.remove();

  await open(page, `${server.origin}/`);
  await openTab();
  await page.locator("[data-roads=loaded]").waitFor();
  await page.locator("[data-way=from]").fill("12.65, -8");
  await page.locator("[data-way=to]").fill("11.32, -5.67");
  await page.getByRole("button", { name: "Find ways" }).click();
  await page.locator("[data-way-number]").first().waitFor({ timeout: 60_000 });
  await close();
});

test("what is kept are the files of the page, and nothing that was opened", async () => {
  const server = await serve({ "/": folder }, headers);
  const { page, close } = await watched();
  await open(page, `${server.origin}/`);
  await untilKept(page);
  await addSite(page);
  await drop(page, "secret.csv", new TextEncoder().encode("id,start,lat,lon\n1,2026-03-01,12.2,-8.7\n"));
  await page.locator("[data-hook=data-mark] strong", { hasText: "secret.csv" }).waitFor();
  const kept = await page.evaluate(async () => {
    const names = await caches.keys();
    const requests = await Promise.all(names.map(async (name) => (await caches.open(name)).keys()));
    return requests.flat().map(({ url }) => new URL(url).pathname);
  });
  assert.ok(kept.length > 25 && kept.includes("/index.html"), `${kept}`);
  assert.deepEqual(
    kept.filter((path) => /packs|secret|sw\.js/.test(path)),
    [],
  );
  await close();
  await server.close();
});

test("nothing is asked for after the page is kept, whatever is drawn, opened and read", async () => {
  /** @type {string[]} */
  const asked = [];
  const server = await serve({ "/": folder }, headers, (path) => asked.push(path));
  const { page, close } = await watched();
  await open(page, `${server.origin}/`);
  await untilKept(page);
  await page.waitForTimeout(500);
  assert.equal(new Set(asked.filter((path) => path.startsWith("/assets/"))).size > 15, true);
  asked.length = 0;
  await addSite(page);
  await drop(page, "log.csv", new TextEncoder().encode("id,start,lat,lon\n1,2026-03-01,12.2,-8.7\n"));
  await page.locator("[data-hook=data-mark] strong", { hasText: "log.csv" }).waitFor();
  for (const part of ["news", "rules", "workspace", "share"]) {
    await page.locator(`[data-hook=${part}] summary`).first().click();
    await page.locator(`[data-hook=${part}] summary + *`).first().waitFor();
  }
  await page.locator("[data-hook=site-brief] button").click();
  await page.locator(".site-brief-sheet, [data-hook=brief]:not([hidden])").first().waitFor();
  assert.deepEqual(asked, []);
  await close();
  await server.close();
});

test("a new version is announced, waits while something is drawn, and takes that along when it is used", async () => {
  const server = await serve({ "/": folder }, headers);
  const { page, close } = await watched();
  const address = `${server.origin}/`;
  await open(page, address);
  await untilKept(page);
  assert.equal(await page.locator(".update-note").count(), 0);

  const index = join(folder, "index.html");
  const [html, script] = await Promise.all([
    readFile(index, "utf8"),
    readFile(join(folder, "sw.js"), "utf8"),
  ]);
  await writeFile(index, html.replace("<body>", '<body data-version="new">'));
  await writeFile(join(folder, "sw.js"), script.replace(/(url:`index.html`,revision:)`\w+`/, "$1`new`"));
  try {
    await open(page, address);
    await addSite(page);
    await page.locator(".update-note").waitFor();
    assert.match((await page.locator(".update-note").textContent()) ?? "", /new version/i);
    // It is there, and nothing happens by itself: neither now nor when the page is loaded again.
    await page.waitForTimeout(1500);
    assert.equal((await shapesOf(page)).length, 1, "what is drawn is still there");
    assert.equal(await page.locator("body[data-version=new]").count(), 0);

    // Another tab would lose the files that it works with.
    const other = await page.context().newPage();
    await open(other, address);
    await page.locator(".update-note button.primary").click();
    await page.locator(".update-note", { hasText: "Another tab has this page open" }).waitFor();
    assert.equal((await shapesOf(page)).length, 1);
    await other.close();

    await page.locator(".update-note button.primary").click();
    await page.waitForSelector("body[data-version=new]", { timeout: 60_000 });
    await page.waitForSelector("html[data-ready][data-complete]", { timeout: 60_000 });
    const [site] = await shapesOf(page);
    assert.deepEqual([site.name, site.km], ["Site", 25]);
    assert.equal(await page.locator(".update-note").count(), 0);
  } finally {
    await writeFile(index, html);
    await writeFile(join(folder, "sw.js"), script);
  }
  await close();
  await server.close();
});
