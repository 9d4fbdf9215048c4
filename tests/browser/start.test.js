// How the page starts: the demo data come as a pack, what nobody needs at first comes after the page can be used, and all of it also
// works from the project's own server, which sends compressed files.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { existsSync, statSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { after, before, test } from "node:test";
import { openPage, openPart, stat } from "./driver.js";
import { builtPage, launch, PUBLIC, root, servePage, watchedPage } from "./harness.js";

/** @type {import("playwright").Browser} */
let browser;
/** @type {Awaited<ReturnType<typeof serveAsBuilt>>} */
let server;

before(async () => {
  await builtPage(PUBLIC);
  [browser, server] = await Promise.all([launch(), serveAsBuilt()]);
});
after(async () => {
  await browser?.close();
  server?.close();
});

/** Starts the project's server of the page, which is that of `cargo xtask start`. */
async function serveAsBuilt() {
  const running = spawn("cargo", ["xtask", "start", "--no-build", "--port", "0"], {
    ...{ cwd: root, stdio: ["ignore", "pipe", "inherit"] },
  });
  for await (const line of createInterface({ input: /** @type {any} */ (running.stdout) }))
    if (line.startsWith("http://"))
      return { origin: line.trim().replace(/\/$/, ""), close: () => running.kill("SIGTERM") };
  throw new Error("The server ended before it told its address.");
}

/** @param {string} url */
const pathOf = (url) => new URL(url).pathname;

test("the demo data are a pack, and say that they are synthetic", async () => {
  const tested = await servePage();
  const { page, requests, faults, close } = await openPage(browser, tested.origin);
  const demo = requests.filter((url) => pathOf(url).startsWith("/demo"));
  assert.deepEqual(demo.map(pathOf), ["/demo.parquet"]);
  const mark = page.locator("[data-hook=data-mark]");
  assert.equal(await mark.locator("strong").textContent(), "Demo data: synthetic, not real events");
  assert.ok((await mark.getAttribute("class"))?.includes("demo"));
  const summary = await page.evaluate(() => /** @type {any} */ (window).geobitPage.summary());
  assert.equal(summary.count, 12_000);
  assert.deepEqual([summary.licence, summary.asOf], ["CC0-1.0", "2026-11-22"]);
  assert.match(summary.attribution, /^Synthetic/);
  const incidents = await page.evaluate(() => {
    const { snapshot } = /** @type {any} */ (window).geobitPage.store.get().loaded;
    return snapshot.incidents([0, 11_999]);
  });
  for (const { source, headline } of incidents) {
    assert.equal(source, "synthetic");
    assert.match(headline, /^Synthetic record: /);
  }
  assert.deepEqual(faults, []);
  await close();
  await tested.close();
});

test("files come compressed, and the page answers", async () => {
  const watched = await watchedPage(browser);
  const { page, faults, close } = watched;
  /** @type {Map<string, Record<string, string>>} */
  const sent = new Map();
  page.on("response", async (response) =>
    sent.set(pathOf(response.url()), await response.allHeaders().catch(() => ({}))),
  );
  await page.goto(`${server.origin}/`);
  await page.waitForSelector("html[data-ready][data-complete]", { timeout: 60_000 });
  const scripts = [...sent].filter(([path]) => /\.(js|css|wasm)$/.test(path));
  assert.ok(scripts.some(([path]) => path.endsWith(".wasm")) && scripts.length >= 5);
  const checked = new Map([...scripts, /** @type {const} */ (["/", sent.get("/") ?? {}])]);
  for (const [path, headers] of checked) {
    // A file that only names another has no smaller form.
    const isTiny = statSync(join(root, "www/dist", path, path === "/" ? "index.html" : "")).size < 100;
    assert.equal(headers["content-encoding"], isTiny ? undefined : "br", path);
    if (!isTiny) assert.equal(headers.vary, "Accept-Encoding");
    const keeping = path === "/" ? "no-cache" : "public, max-age=31536000, immutable";
    assert.equal(headers["cache-control"], keeping, path);
  }
  assert.equal(sent.get("/demo.parquet")?.["content-type"], "application/vnd.apache.parquet");
  await openPart(page, "try");
  await page.locator("[data-hook=places] button").first().click();
  await page.locator("[data-stat=certain]", { hasText: /\d/ }).waitFor();
  assert.match(await stat(page, "certain"), /\d/);
  assert.deepEqual(faults, []);
  await close();
});

test("whoever accepts no encoding gets the files as they are", async () => {
  const ask = (/** @type {string} */ accepted) =>
    fetch(`${server.origin}/basemap/countries.json`, { headers: { "accept-encoding": accepted } });
  for (const [accepted, encoding] of /** @type {const} */ ([
    ["identity", null],
    ["gzip;q=0.5, br;q=0.1", "gzip"],
    ["br", "br"],
  ])) {
    const answer = await ask(accepted);
    assert.equal(answer.headers.get("content-encoding"), encoding);
    // Read to its end, so that a wrong encoding shows.
    assert.ok((await answer.json()).objects.countries);
  }
});

test("what nobody needs at first is asked for when the page can be used, whatever the reader does", async () => {
  const { page, requests, close } = await watchedPage(browser);
  await page.addInitScript(() => {
    new MutationObserver(() => {
      const { ready } = document.documentElement.dataset;
      if (ready) performance.mark("ready");
    }).observe(document, { subtree: true, attributes: true, attributeFilter: ["data-ready"] });
  });
  await page.goto(`${server.origin}/`);
  await page.waitForSelector("html[data-ready][data-complete]", { timeout: 60_000 });
  const asked = await page.evaluate(() => {
    const ready = performance.getEntriesByName("ready")[0].startTime;
    return performance
      .getEntriesByType("resource")
      .map(({ name, startTime }) => ({ name, isLater: startTime > ready }));
  });
  const later = asked.filter(({ isLater }) => isLater).map(({ name }) => pathOf(name));
  assert.ok(later.some((path) => path.includes("/later/")) && later.includes("/basemap/countries-fine.json"));
  for (const path of later)
    assert.match(path, /\/later\/|\/on-demand\/|countries-fine|icon/, "only what has a budget of its own");
  for (const { name, isLater } of asked)
    if (name.includes("/later/later-parts") || name.includes("countries-fine"))
      assert.ok(isLater, `${name} is asked for before the page can be used`);
  // All parts, so that the host is not told when one is opened.
  for (const part of ["news", "share", "workspace", "help"])
    assert.ok(
      later.some((path) => path.includes(`/on-demand/${part}-`)),
      `${part} is fetched when the page can be used`,
    );
  const before = requests.length;
  for (const part of ["news", "rules", "workspace"]) {
    await page.locator(`[data-hook=${part}] summary`).first().click();
    await page.locator(`[data-hook=${part}] summary + *`).first().waitFor();
  }
  assert.deepEqual(requests.slice(before), []);
  assert.ok(existsSync(join(root, "www/dist/index.html.br")));
  await close();
});
