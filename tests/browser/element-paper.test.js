// What comes on paper from `<geobit-map>`: the brief or the answer, and nothing of the page around it.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { builtElement, serveEmbedded, servePartner } from "./embedding.js";
import { launch, watchedPage } from "./harness.js";

/** @typedef {import("playwright").Page} Page */

/** @type {import("playwright").Browser} */
let browser;
/** @type {Awaited<ReturnType<typeof serveEmbedded>>} */
let host;
/** @type {Awaited<ReturnType<typeof servePartner>>} */
let partner;
let head = "";

before(async () => {
  [browser, host, partner] = await Promise.all([launch(), serveEmbedded(), servePartner()]);
  head = `<script type="module" src="${host.origin}/${(await builtElement()).file}"></script>`;
});
after(async () => {
  await browser?.close();
  await Promise.all([host?.close(), partner?.close()]);
});

/** What a page around may do to its elements: boxes of its own, lengths, rules that are important, decoration, and text without an element. */
const AROUND = `<style>
    html { height: 100%; overflow: hidden; padding: 40mm; }
    body { display: grid; grid-template-columns: 1fr 3fr; height: 100vh; margin: 50mm 0 0; }
    #menu#menu { display: flex !important; height: 3000px; }
    .place { overflow: auto; height: 500px; padding: 30mm; transform: rotate(3deg); border: 5mm solid; }
    .place::before { content: "Decoration of the host"; }
    .place::after { content: ""; display: block; height: 2000px; }
  </style>`;
const inPage = (/** @type {string} */ element) =>
  `<header id="menu">Menu of the host</header><main class="place">Text of the host ${element}<p>More of the host</p></main>`;
const ELEMENT = `<geobit-map snapshot="./incidents.csv"></geobit-map>`;

/** @param {Page} page @param {string} [selector] */
async function addCamp(page, selector = "geobit-map") {
  await page.locator(selector).evaluate(async (/** @type {any} */ element) => {
    await element.ready;
    element.addSite({ name: "Camp", lon: -8, lat: 12.6, km: 10 });
    await element.idle();
  });
}

/** @param {Page} page @param {string} [selector] */
async function openBrief(page, selector = "geobit-map") {
  await page
    .locator(`${selector} [data-hook=site-brief] button`)
    .evaluate((button) => /** @type {HTMLElement} */ (button).click());
  await page.locator(`${selector} [data-brief=daily]`).waitFor();
}

/** Prints, and returns how many pages that takes. @param {Page} page */
async function pagesOf(page) {
  const pdf = await page.pdf({ preferCSSPageSize: true, printBackground: true });
  const text = pdf.toString("latin1");
  const boxes = [...text.matchAll(/\/MediaBox\s*\[([^\]]+)\]/g)].map(([, box]) =>
    box.trim().split(/\s+/).map(Number),
  );
  return { count: text.match(/\/Type\s*\/Page(?![a-z])/gi)?.length, boxes };
}

/** Looks at the page as it is while it is printed. @template T @param {Page} page @param {() => Promise<T>} look */
async function whilePrinted(page, look) {
  await page.emulateMedia({ media: "print" });
  await page.evaluate(() => window.dispatchEvent(new Event("beforeprint")));
  const seen = await look();
  await page.evaluate(() => window.dispatchEvent(new Event("afterprint")));
  await page.emulateMedia({ media: null });
  return seen;
}

/** Tells what a print has left in a document. @param {Page} page */
const leftBehind = (page) =>
  page.evaluate(() => [
    document.querySelectorAll("[data-geobit-paper]").length,
    document.adoptedStyleSheets.filter((sheet) =>
      [...sheet.cssRules].some((rule) => /geobit-paper/.test(rule.cssText)),
    ).length,
    [...document.documentElement.classList].length,
  ]);

test("a brief printed from the element prints nothing of the page around it", async () => {
  const { page, faults, close } = await watchedPage(browser);
  await partner.open(page, inPage(ELEMENT), { head: head + AROUND });
  await addCamp(page);
  await openBrief(page);
  const seen = await whilePrinted(page, async () => ({
    text: await page.evaluate(() => document.documentElement.innerText),
    host: await page
      .locator("#menu, main > p")
      .evaluateAll((list) => list.map((one) => one.checkVisibility())),
    decoration: await page
      .locator("main")
      .evaluate((main) => [getComputedStyle(main, "::before").display, getComputedStyle(main).fontSize]),
    sheet: await page.locator(".sheet").boundingBox(),
  }));
  assert.match(seen.text, /Camp/);
  assert.doesNotMatch(seen.text, /Menu of the host|More of the host/);
  assert.deepEqual(seen.host, [false, false]);
  // A text without an element cannot be hidden, and takes no room.
  assert.deepEqual(seen.decoration, ["none", "0px"]);
  assert.equal(seen.sheet?.y, 0, "the paper begins with the brief");
  const { count, boxes } = await pagesOf(page);
  assert.equal(count, 1, "the brief is one page, as it is from the page itself");
  for (const [left, bottom, right, top] of boxes)
    assert.ok(Math.abs(right - left - 595.3) < 1 && Math.abs(top - bottom - 841.9) < 1, "A4");
  assert.deepEqual(await leftBehind(page), [0, 0, 0]);
  assert.deepEqual(faults, []);
  await close();
});

test("without a brief the page around is printed as ever, on its own paper, with the element in it", async () => {
  const { page, faults, close } = await watchedPage(browser);
  const paper = "<style>@page { size: 100mm 150mm; margin: 5mm }</style>";
  await partner.open(page, `<h1>Host</h1>${ELEMENT}<p id="more">More of the host</p>`, {
    head: head + paper,
  });
  await addCamp(page);
  const look = async () => ({
    marks: await page.locator("[data-geobit-paper]").count(),
    host: await page.locator("#more").isVisible(),
    height: await page.locator("geobit-map").evaluate((element) => element.clientHeight),
  });
  assert.deepEqual(await whilePrinted(page, look), { marks: 0, host: true, height: 640 });
  const before = await pagesOf(page);
  assert.deepEqual(before.boxes[0].map(Math.round), [0, 0, 283, 425], "the paper is the host's");
  await openBrief(page);
  await page.keyboard.press("Escape");
  assert.deepEqual(await whilePrinted(page, look), { marks: 0, host: true, height: 640 });
  assert.deepEqual((await pagesOf(page)).boxes, before.boxes);
  assert.deepEqual(await leftBehind(page), [0, 0, 0]);
  assert.deepEqual(faults, []);
  await close();
});

test("the button Print without an answer prints the element alone, once", async () => {
  const { page, close } = await watchedPage(browser);
  await page.addInitScript(() => {
    window.print = () => {
      window.dispatchEvent(new Event("beforeprint"));
      /** @type {any} */ (window).marks = [...document.querySelectorAll("[data-geobit-paper=other]")].map(
        ({ id }) => id,
      );
      window.dispatchEvent(new Event("afterprint"));
    };
  });
  await partner.open(page, `<p id="host">Host</p>${ELEMENT}`, { head });
  await page.locator("geobit-map").evaluate((/** @type {any} */ element) => element.ready);
  await page.locator("[data-hook=print]").click();
  assert.ok((await page.evaluate(() => /** @type {any} */ (window).marks)).includes("host"));
  assert.equal(await whilePrinted(page, () => page.locator("#host").isVisible()), true);
  await close();
});

test("of two elements with a brief, the one that was opened last is printed; one that is removed leaves the page as it was", async () => {
  const { page, faults, close } = await watchedPage(browser, { viewport: { width: 1000, height: 1400 } });
  const body = ["a", "b"]
    .map((id) => `<geobit-map id="${id}" snapshot="./incidents.csv"></geobit-map>`)
    .join("");
  await partner.open(page, `<p id="host">Host</p>${body}`, { head });
  for (const id of ["#a", "#b"]) {
    await addCamp(page, id);
    await openBrief(page, id);
  }
  const visible = async () => {
    /** @type {Record<string, boolean>} */
    const found = {};
    for (const id of ["#host", "#a .sheet", "#b .sheet"]) found[id] = await page.locator(id).isVisible();
    return found;
  };
  assert.deepEqual(await whilePrinted(page, visible), {
    "#host": false,
    "#a .sheet": false,
    "#b .sheet": true,
  });
  await page.locator("#b").evaluate((element) => element.remove());
  assert.deepEqual(await whilePrinted(page, visible), {
    "#host": false,
    "#a .sheet": true,
    "#b .sheet": false,
  });
  // Removed while it is printed, it takes its marks along.
  await page.emulateMedia({ media: "print" });
  await page.evaluate(() => {
    window.dispatchEvent(new Event("beforeprint"));
    document.querySelector("#a")?.remove();
  });
  await page.locator("#host").waitFor();
  assert.deepEqual(await leftBehind(page), [0, 0, 0]);
  assert.deepEqual(faults, []);
  await close();
});

test("in shadow roots and slots of the page, too, the brief is printed alone", async () => {
  const { page, faults, close } = await watchedPage(browser);
  await partner.open(
    page,
    `<p id="host">Host</p><div id="outer"><p id="unslotted" slot="two">Host</p>${ELEMENT}</div>`,
    {
      head,
    },
  );
  await page.evaluate(() => {
    const outer = /** @type {Element} */ (document.querySelector("#outer"));
    const shadow = outer.attachShadow({ mode: "open" });
    const part = document.createElement("div");
    part.append(document.createElement("slot"));
    const title = Object.assign(document.createElement("h1"), { id: "title", textContent: "Host" });
    const second = Object.assign(document.createElement("slot"), { name: "two" });
    shadow.append(title, part, second);
  });
  await addCamp(page);
  await openBrief(page);
  const seen = await whilePrinted(page, async () => {
    /** @type {boolean[]} */
    const visible = [];
    for (const id of ["#host", "#title", "#unslotted", ".sheet"])
      visible.push(await page.locator(id).isVisible());
    return visible;
  });
  assert.deepEqual(seen, [false, false, false, true]);
  assert.equal((await pagesOf(page)).count, 1);
  assert.deepEqual(await leftBehind(page), [0, 0, 0]);
  assert.deepEqual(faults, []);
  await close();
});

test("the frame, which is no higher than its window, prints the whole of a brief", async () => {
  const { page, close } = await watchedPage(browser, { viewport: { width: 1000, height: 400 } });
  await page.goto(`${host.origin}/embed.html`);
  await page.locator("geobit-map").evaluate(async (/** @type {any} */ element) => {
    await element.ready;
    await element.load(new Blob(["id,start,lon,lat,kind\n1,2026-03-01,-8,12.6,abduction"]), { name: "One" });
  });
  await addCamp(page);
  await openBrief(page);
  const seen = await whilePrinted(page, async () => ({
    sheet: await page.locator(".sheet").evaluate((sheet) => sheet.getBoundingClientRect().height),
    document: await page.evaluate(() => document.documentElement.scrollHeight),
  }));
  assert.ok(seen.sheet > 400 && seen.document >= Math.floor(seen.sheet), JSON.stringify(seen));
  await close();
});
