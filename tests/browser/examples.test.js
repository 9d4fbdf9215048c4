// The pages of `examples/`, as a partner has them.
import assert from "node:assert/strict";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { build } from "vite";
import { launch, root, serve, watchedPage } from "./harness.js";

/** @type {import("playwright").Browser} */
let browser;
let folder = "";

before(async () => {
  [browser, folder] = await Promise.all([launch(), mkdtemp(join(tmpdir(), "geobit-examples-"))]);
});
after(async () => {
  await browser?.close();
  await rm(folder, { recursive: true, force: true });
});

test("npm: ten lines, built by Vite without settings, answer", async () => {
  const page = join(root, "examples/npm.html");
  assert.equal((await readFile(page, "utf8")).match(/^.*\S.*$/gm)?.length, 10);
  await build({
    ...{ configFile: false, root: join(root, "examples"), logLevel: "error" },
    // Small files would be written into the script.
    build: { outDir: folder, emptyOutDir: true, assetsInlineLimit: 0, rolldownOptions: { input: page } },
  });
  const server = await serve({ "/": folder });
  const { page: opened, faults, close } = await watchedPage(browser);
  await opened.goto(`${server.origin}/npm.html`);
  const answer = opened.locator("#answer", { hasText: "recorded" });
  await answer.waitFor({ timeout: 30_000 });
  assert.equal(await answer.textContent(), "2 incidents are recorded within 10 km.");
  assert.equal(opened.workers().length, 1, "the engine runs in a worker");
  assert.deepEqual(
    faults.filter((fault) => !fault.includes("404")),
    [],
  );
  await close();
  await server.close();
});
