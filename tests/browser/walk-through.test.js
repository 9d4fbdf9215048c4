// What a first trial of the page found wrong, and what a walk through it as a new user found later, at the three sizes of docs/walk-through.md.
// That document says of each fault which test shows that it is closed; here are those that no other test has.
import assert from "node:assert/strict";
import { test } from "node:test";
import { drop, openPage, settled, tryPlace } from "./driver.js";
import { browser, server } from "./opened.js";

/** @typedef {import("playwright").Page} Page */
/** @typedef {import("playwright").Locator} Locator */

const SIZES = {
  "1280 by 800": { viewport: { width: 1280, height: 800 } },
  "1440 by 900": { viewport: { width: 1440, height: 900 } },
  "390 by 844, by touch": { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true },
};

/** @param {Page} page @param {string} name */
const button = (page, name) => page.getByRole("button", { name, exact: true }).first();

/** @param {Locator} element */
async function boxOf(element) {
  const box = await element.boundingBox();
  assert.ok(box, String(element));
  return { ...box, right: box.x + box.width, bottom: box.y + box.height };
}

/** @param {Locator} a @param {Locator} b */
async function assertApart(a, b) {
  const [one, other] = await Promise.all([boxOf(a), boxOf(b)]);
  const apart =
    one.right <= other.x || other.right <= one.x || one.bottom <= other.y || other.bottom <= one.y;
  assert.ok(apart, `${a} lies over ${b}`);
}

/** Asserts that an element is on the screen with nothing over it. @param {Locator} element */
async function assertOnTop(element) {
  const isOnTop = await element.evaluate((one) => {
    const { left, top, width, height } = one.getBoundingClientRect();
    const found = document.elementFromPoint(left + width / 2, top + height / 2);
    return found !== null && (one.contains(found) || found.contains(one));
  });
  assert.ok(isOnTop, `${element} is seen`);
}

/** Asserts that no text of a field or a button is cut. @param {Page} page */
async function assertNothingCut(page) {
  const cut = await page
    .locator("header button:visible, header summary")
    .evaluateAll((all) =>
      all.filter((one) => one.scrollWidth > one.clientWidth + 1).map((one) => one.textContent),
    );
  assert.deepEqual(cut, []);
  const field = page.locator("[data-hook=search-text]");
  const room = await field.evaluate((one) => {
    const { font, paddingLeft, paddingRight } = getComputedStyle(one);
    const context = /** @type {CanvasRenderingContext2D} */ (
      document.createElement("canvas").getContext("2d")
    );
    context.font = font;
    const text = context.measureText(/** @type {HTMLInputElement} */ (one).placeholder).width;
    return one.clientWidth - Number.parseFloat(paddingLeft) - Number.parseFloat(paddingRight) - text;
  });
  assert.ok(room >= 0, `the words in the search field have ${room} pixels to spare`);
}

for (const [size, options] of Object.entries(SIZES))
  test(`a first visit at ${size}`, async (t) => {
    const { page, faults, close } = await openPage(browser, server.origin, options);
    const isPhone = "hasTouch" in options;
    const press = (/** @type {Locator} */ element) => (isPhone ? element.tap() : element.click());

    await t.test("the three ways to begin are seen, and no form for an encoded polyline", async () => {
      for (const name of ["Try an example", "Draw your site", "Open your data"])
        await assertOnTop(button(page, name));
      assert.equal(await page.getByLabel("Route from an encoded polyline").isVisible(), false);
      await assertNothingCut(page);
    });

    await t.test("an example shows its verdict at once, also where its button was scrolled to", async () => {
      const panel = page.locator("[data-hook=panel]");
      await panel.evaluate((element) => element.scrollTo(0, 400));
      await press(button(page, "Try an example"));
      await settled(page);
      await assertOnTop(page.locator(".outcome"));
      await assertOnTop(page.locator(".verdict-words"));
      // A place chosen further down the panel, too.
      await tryPlace(page, "Morila mine");
      await settled(page);
      if (isPhone) assert.equal(await panel.evaluate((element) => element.scrollTop), 0);
      else await assertOnTop(page.locator(".outcome"));
      await assertNothingCut(page);
    });

    await t.test("an error lies over no filter, no tool and no answer", async () => {
      await drop(page, "wrong.csv", new TextEncoder().encode("nothing\nof use\n"));
      const banner = page.locator("[data-hook=banner].error");
      await banner.waitFor();
      for (const selector of [".toolbar", ".outcome", ...(isPhone ? [] : ["[data-hook=filters]"])])
        await assertApart(banner, page.locator(selector));
      await banner.getByRole("button", { name: "Dismiss" }).click();
    });

    await t.test("the word of the fit lies over nothing that can be pressed", async () => {
      await page.locator("[data-hook=fitting]").evaluate((/** @type {HTMLElement} */ element) => {
        element.hidden = false;
        element.textContent = "Fitting the record…";
      });
      for (const selector of [
        ".view",
        ".map-legend",
        ".toolbar",
        ".maplibregl-ctrl-group",
        "[data-hook=data-mark]",
      ])
        await assertApart(page.locator("[data-hook=fitting]"), page.locator(selector).first());
      await page.locator("[data-hook=fitting]").evaluate((/** @type {HTMLElement} */ element) => {
        element.hidden = true;
      });
    });

    await t.test("a tool says what to do in the words of the hand that uses it", async () => {
      await press(button(page, "Route"));
      const hint = page.locator("[data-hook=tool-hint]");
      assert.match(
        (await hint.textContent()) ?? "",
        isPhone ? /^Tap .*Finish\.$/ : /^Click .*Escape cancels\.$/,
      );
      await press(page.locator(".draw-bar").getByRole("button", { name: "Cancel" }));
      await settled(page);
    });

    await t.test("the focus is never lost to the body", async () => {
      const focused = () => page.evaluate(() => document.activeElement?.tagName);
      await button(page, "Duplicate").press("Enter");
      await settled(page);
      assert.notEqual(await focused(), "BODY", "after a copy");
      const remove = page.getByRole("button", { name: /^Remove Morila mine, copy/ });
      await remove.focus();
      await page.keyboard.press("Enter");
      await settled(page);
      assert.notEqual(await focused(), "BODY", "after a shape was removed");
    });

    assert.deepEqual(faults, []);
    await close();
  });

test("incidents of several places that are opened as a list are not said to be at one", async () => {
  const { page, faults, close } = await openPage(browser, server.origin);
  const log = "id,start,lon,lat,kind\na,2026-03-01,-8,12,riot\nb,2026-03-01,-7.9,12,protest\n";
  await drop(page, "two.csv", new TextEncoder().encode(log));
  await page.locator("[data-hook=data-mark] strong", { hasText: "two.csv" }).waitFor();
  await page.evaluate(() =>
    /** @type {any} */ (window).geobitPage.addShape({
      ...{ kind: "circle", name: "c", km: 40 },
      geometry: { type: "Point", coordinates: [-8, 12] },
    }),
  );
  await settled(page);
  await page.getByRole("button", { name: "Show all 2" }).first().click();
  const record = page.locator("[data-hook=record]");
  await record.waitFor();
  assert.match((await record.textContent()) ?? "", /2 incidents, not all at one place/);
  assert.deepEqual(faults, []);
  await close();
});

test("the page printed by the browser is the answer on paper, without what can only be pressed", async () => {
  const { page, faults, close } = await openPage(browser, server.origin, SIZES["1440 by 900"]);
  await tryPlace(page, "Morila mine");
  await settled(page);
  await page.emulateMedia({ media: "print" });
  for (const selector of [".outcome", ".answer .stats", "[data-hook=data-mark] strong", ".provenance"])
    assert.ok(await page.locator(selector).first().isVisible(), selector);
  for (const selector of [
    ".map-frame",
    "[data-hook=filters]",
    "[data-hook=add-data]",
    ".tabs",
    "[data-hook=packs]",
    ".answer-last > button",
    "[data-request] > button",
  ])
    assert.equal(await page.locator(selector).isVisible(), false, selector);
  const mark = await boxOf(page.locator("[data-hook=data-mark]"));
  assert.ok(mark.width > mark.height, "what is loaded is a line");
  assert.deepEqual(faults, []);
  await close();
});

test("each loaded source has a chip in the top bar", async () => {
  for (const options of Object.values(SIZES)) {
    const { page, faults, close } = await openPage(browser, server.origin, options);
    const names = ["ours, with a name that is long.csv", "partner.csv", "police.csv", "fourth.csv"];
    const log = (/** @type {number} */ i) => `id,start,lon,lat,kind\n${i},2026-03-0${i + 1},-8,12,riot\n`;
    await drop(page, names[0], new TextEncoder().encode(log(0)));
    const chips = page.locator("[data-hook=data-mark] strong");
    await chips.filter({ hasText: names[0] }).waitFor();
    for (const [i, name] of names.entries()) {
      if (i === 0) continue;
      await page.locator("[data-hook=add-data] summary").click();
      const choosing = page.waitForEvent("filechooser");
      await button(page, "Add another log…").click();
      await (await choosing).setFiles({ name, mimeType: "text/csv", buffer: Buffer.from(log(i)) });
      await page.locator("[data-hook=banner]", { hasText: `${name} was added` }).waitFor();
      await settled(page);
    }
    assert.deepEqual(await chips.allTextContents(), names.slice(0, 3));
    assert.match((await page.locator("[data-hook=data-mark]").textContent()) ?? "", /and 1 more/);
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth), 0);
    const bar = await boxOf(page.locator("header"));
    assert.ok(bar.height <= ("hasTouch" in options ? 90 : 64), `the bar is ${bar.height} high`);
    await assertNothingCut(page);
    assert.deepEqual(faults, []);
    await close();
  }
});

test("the ways to begin give way to a file that is opened", async () => {
  const { page, faults, close } = await openPage(browser, server.origin, SIZES["390 by 844, by touch"]);
  const card = page.locator("[data-hook=welcome]");
  assert.ok(await card.isVisible());
  await drop(page, "own.csv", new TextEncoder().encode("id,start,lon,lat,kind\na,2026-03-01,-8,12,riot\n"));
  await page.locator("[data-hook=data-mark] strong", { hasText: "own.csv" }).waitFor();
  assert.equal(await card.isVisible(), false);
  const kept = await page.evaluate(() => localStorage.getItem("geobit:welcomed"));
  assert.equal(kept, null, "nothing is kept of who opens a file");
  assert.deepEqual(faults, []);
  await close();
});
