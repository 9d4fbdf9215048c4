// Two pages on one document, each below its own root. They are started from the source by Vite's development server, as the built
// page starts itself in its document.
import assert from "node:assert/strict";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { createServer } from "vite";
import { launch, watchedPage } from "./harness.js";

const EMPTY = '<!doctype html><link rel="stylesheet" href="/src/styles.css"><div></div><div></div>';

test("two pages on one document have their own ids, shapes, answers and filters, and end by themselves", async () => {
  const browser = await launch();
  const server = await createServer({
    root: fileURLToPath(new URL("../../www", import.meta.url)),
    logLevel: "error",
    server: { host: "127.0.0.1", port: 0, hmr: false },
  });
  try {
    await server.listen();
    const { page, faults } = await watchedPage(browser);
    const origin = server.resolvedUrls?.local[0] ?? "";
    await page.route("**/two.html", (route) => route.fulfill({ contentType: "text/html", body: EMPTY }));
    await page.goto(`${origin}two.html`);
    await page.evaluate(startTwo);

    await page.evaluate(() => {
      const shape = {
        kind: "circle",
        name: "Site",
        km: 30,
        geometry: { type: "Point", coordinates: [-8, 12.6] },
      };
      const [one] = /** @type {any} */ (window).pages;
      one.addShape(shape);
      return one.idle();
    });
    const states = () =>
      page.evaluate(() =>
        /** @type {any[]} */ (/** @type {any} */ (window).pages).map((one) => ({
          shapes: one.shapes().length,
          answered: Boolean(one.answer()),
          kinds: one.store.get().filters.kinds.size,
        })),
      );
    assert.deepEqual(await states(), [
      { shapes: 1, answered: true, kinds: 9 },
      { shapes: 0, answered: false, kinds: 9 },
    ]);
    const [first, second] = [page.locator("#first"), page.locator("#second")];
    assert.equal(await page.locator("#first [data-stat=certain]").count(), 1);
    assert.equal(await second.locator("[data-stat=certain]").count(), 0);
    await second.locator('[data-hook=kinds] input[value="riot"]').uncheck();
    assert.deepEqual(
      (await states()).map(({ kinds }) => kinds),
      [9, 8],
    );

    const ids = await page.locator("[id]").evaluateAll((elements) => elements.map(({ id }) => id));
    assert.ok(ids.length > 10);
    assert.equal(new Set(ids).size, ids.length, `${ids}`);
    assert.equal(await page.locator(".view input:checked").count(), 2, "each has its own choice of the view");

    // A term and the Escape key belong to the page that they are in.
    await first.locator("[data-term=certain]").first().click();
    assert.equal(await page.locator("#first > .definition:popover-open").count(), 1);
    await page.keyboard.press("Escape");
    await page.locator("#second [data-tool=route]").click();
    assert.equal(await page.locator("#second [data-hook=tool-hint]").isVisible(), true);
    assert.equal(await page.locator("#first [data-hook=tool-hint]").isVisible(), false);
    await page.locator("#first [data-hook=km]").press("Escape");
    assert.equal(await page.locator("#second [data-hook=tool-hint]").isVisible(), true);

    await page.evaluate(() => {
      const [one, two] = /** @type {any} */ (window).pages;
      one.close();
      const coordinates = [
        [-8, 12.6],
        [-7, 12],
      ];
      two.addShape({ kind: "route", name: "Road", km: 5, geometry: { type: "LineString", coordinates } });
      return two.idle();
    });
    assert.equal(await page.locator("#second [data-stat=length]").count(), 1);
    assert.equal(await page.locator("#first canvas").count(), 0);
    assert.deepEqual(faults, []);
  } finally {
    await browser.close();
    await server.close();
  }
});

/** Runs in the document: fills both roots with the markup of index.html and starts a page in each. */
async function startTwo() {
  const markup = new DOMParser().parseFromString(await (await fetch("/index.html")).text(), "text/html");
  for (const script of markup.querySelectorAll("script")) script.remove();
  // The language comes before the modules that use its words.
  const [language, path] = ["/src/words/index.js", "/src/page.js"];
  const { speak } = await import(/* @vite-ignore */ language);
  await speak("en");
  const { startPage } = await import(/* @vite-ignore */ path);
  const roots = [...document.querySelectorAll("body > div")];
  for (const [i, root] of roots.entries()) {
    root.id = ["first", "second"][i];
    root.innerHTML = markup.body.innerHTML;
  }
  /** @type {any} */ (window).pages = await Promise.all(roots.map((root) => startPage(root)));
}
