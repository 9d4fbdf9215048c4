// The page that people get and the page that is tested are the same, but for the handle that tests use it by.
import assert from "node:assert/strict";
import { readdir, readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { builtPage, launch, PUBLIC, servePage, watchedPage } from "./harness.js";

/** @type {import("playwright").Browser} */
let browser;
before(async () => {
  browser = await launch();
});
after(() => browser?.close());

/** The bundler puts a hash of the content into names, which are in other files. */
const HASH = /([-.])[\w-]{8}(?=\.(js|css|wasm|json)\b)/g;
/** A file that is kept has a hash as well, if its name has none. */
const REVISION = /revision:`[0-9a-f]{16}`/g;

const BREAK = "\n\0\n";

/** Returns the texts of the files of each name, both without hashes: some names differ in nothing else. @param {string} [folder] */
async function filesOf(folder) {
  const { dist } = await builtPage(folder);
  /** @type {Map<string, string>} */
  const files = new Map();
  for (const name of (await readdir(dist, { recursive: true })).sort()) {
    // Compressed forms are made for people alone.
    if (/\.(br|gz)$/.test(name) || !(await stat(join(dist, name))).isFile()) continue;
    const text = await readFile(join(dist, name), "latin1");
    const plain = text.replaceAll(HASH, "$1").replaceAll(REVISION, "");
    const key = name.replaceAll(HASH, "$1");
    const others = files.get(key)?.split(BREAK) ?? [];
    files.set(key, [...others, plain].sort().join(BREAK));
  }
  return files;
}

test("the two builds differ in the handle, and in the name of the build in the report of a problem", async () => {
  const [published, tested] = await Promise.all([filesOf(PUBLIC), filesOf()]);
  assert.ok(published.size > 30);
  assert.deepEqual([...published.keys()], [...tested.keys()]);
  const different = [...published].filter(([name, text]) => tested.get(name) !== text).map(([name]) => name);
  assert.deepEqual(different, ["assets/on-demand/help-.js", "assets/start-.js"]);
  const [start, help] = ["assets/start-.js", "assets/on-demand/help-.js"];
  const handle = /window\.geobitPage=\w+,/;
  assert.match(tested.get(start) ?? "", handle);
  assert.equal(tested.get(start)?.replace(handle, ""), published.get(start));
  assert.equal(tested.get(help)?.replace("page:`test`", "page:`production`"), published.get(help));
  for (const [name, text] of published) assert.ok(name.endsWith(".md") || !text.includes("geobitPage"), name);
});

test("no script finds the shapes of the page that people get", async () => {
  const server = await servePage(PUBLIC);
  const { page, faults, close } = await watchedPage(browser);
  await page.goto(`${server.origin}/`);
  const before = await page.evaluate(() => Object.keys(window));
  await page.waitForSelector("html[data-ready][data-complete]", { timeout: 60_000 });
  const added = await page.evaluate(
    (known) => Object.keys(window).filter((name) => !known.includes(name)),
    before,
  );
  assert.deepEqual(added, []);
  assert.equal(await page.evaluate(() => "geobitPage" in window), false);
  assert.deepEqual(faults, []);
  await close();
  await server.close();
});
