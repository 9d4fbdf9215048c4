// The layout of the page: the answer at a glance, the slider of days, the top bar and its search, the tools, and the sheet of a phone.
import assert from "node:assert/strict";
import { test } from "node:test";
import { draw, lookAt, onScreen, openPage, settled, tryPlace } from "./driver.js";
import { browser, server } from "./opened.js";

/** @typedef {import("playwright").Page} Page */

const state = (/** @type {Page} */ page) =>
  page.evaluate(() => {
    const { filters, sheet, playing } = /** @type {any} */ (window).geobitPage.store.get();
    return { ...filters, kinds: [...filters.kinds], sheet, playing };
  });
const report = (/** @type {Page} */ page) =>
  page.evaluate(() => {
    const { geofence, route } = /** @type {any} */ (window).geobitPage.answer();
    const { recent, expectedRecent, change, recency } = geofence ?? route.status;
    return { recent, expectedRecent, change, recency };
  });
const hasFocus = (/** @type {import("playwright").Locator} */ element) =>
  element.evaluate((one) => one === document.activeElement);

/** Asserts that all of the answer is on the screen. @param {Page} page */
async function assertSeen(page) {
  const { width, height } = /** @type {{ width: number, height: number }} */ (page.viewportSize());
  for (const part of [".outcome", ".verdict-words", ".answer .stats", ".answer-last"]) {
    const box = await page.locator(part).boundingBox();
    assert.ok(box && box.y >= 0 && box.x >= 0, part);
    assert.ok(box.y + box.height <= height && box.x + box.width <= width, `${part} ends on the screen`);
    const isOnTop = await page
      .locator(part)
      .evaluate((element, { x, y }) => element.contains(document.elementFromPoint(x, y)), {
        x: box.x + box.width / 2,
        y: box.y + box.height - 3,
      });
    assert.ok(isOnTop, `nothing lies over ${part}`);
  }
}

test("a desktop of 1440 by 900", async (t) => {
  const { page, faults, close } = await openPage(browser, server.origin, {
    viewport: { width: 1440, height: 900 },
  });

  await t.test(
    "the answer is seen at once: verdict, three numbers of one period, the last incident",
    async () => {
      await tryPlace(page, "Morila mine");
      await settled(page);
      await page.locator("[data-hook=panel]").evaluate((panel) => panel.scrollTo(0, 0));
      await assertSeen(page);
      const { recent, change, recency } = await report(page);
      const strip = page.locator(".outcome");
      assert.equal(await strip.getAttribute("data-outcome"), change.verdict);
      assert.equal(await strip.locator("svg path").count(), 1, "a mark beside the word");
      assert.equal(await page.locator('[data-stat="answer-recorded"]').textContent(), String(recent.count));
      assert.ok(recency.last, "the site is meant to have incidents");
      await page.locator(".answer-last button").click();
      await page.locator("[data-hook=record]").waitFor();
      await page.keyboard.press("Escape");
    },
  );

  await t.test("Method is folded, and comes last", async () => {
    const order = await page
      .locator("[data-hook=result-body]")
      .evaluate((body) =>
        [".answer", ".why", ".provenance"].map(
          (part) => body.querySelector(part)?.getBoundingClientRect().top ?? -1,
        ),
      );
    assert.deepEqual(
      order.toSorted((a, b) => a - b),
      order,
    );
    assert.equal(await page.locator(".provenance details[open]").count(), 0);
  });

  await t.test(
    "the histogram is the slider: a range is dragged as a whole, and handles move by keys",
    async () => {
      const bars = await page.locator(".timeline-wanted").getAttribute("d");
      assert.ok((bars?.length ?? 0) > 1000);
      for (const window of ["recent", "baseline"])
        assert.ok(Number(await page.locator(`.timeline-${window}`).getAttribute("width")) > 3, window);
      await page.getByRole("button", { name: "12 months", exact: true }).click();
      const before = await state(page);
      const box = await page.locator(".timeline").boundingBox();
      assert.ok(box);
      const y = box.y + box.height / 2;
      const right = box.x + box.width;
      await page.mouse.move(right - 100, y);
      await page.mouse.down();
      await page.mouse.move(right - 300, y, { steps: 6 });
      await page.mouse.up();
      await settled(page);
      const moved = await state(page);
      assert.equal(moved.toDay - moved.fromDay, before.toDay - before.fromDay);
      assert.ok(moved.toDay < before.toDay - 30);
      const first = page.getByLabel("First day", { exact: true });
      await first.focus();
      await page.keyboard.press("ArrowRight");
      assert.equal((await state(page)).fromDay, moved.fromDay + 1);
      // Beside the range a new one is drawn.
      await page.mouse.move(box.x + 20, y);
      await page.mouse.down();
      await page.mouse.move(box.x + 90, y, { steps: 4 });
      await page.mouse.up();
      await settled(page);
      assert.ok((await state(page)).toDay < moved.fromDay);
    },
  );

  await t.test("kinds have the counts of the chosen days, and 'only'", async () => {
    const count = page.locator('.kind-choice:has([value="riot"]) .count');
    const some = Number(await count.textContent());
    await page.getByRole("button", { name: "All", exact: true }).first().click();
    assert.ok(Number(await count.textContent()) > some);
    const all = (await state(page)).kinds;
    await page.getByRole("button", { name: "Only Riot", exact: true }).click();
    assert.deepEqual((await state(page)).kinds, ["riot"]);
    await page.getByRole("button", { name: "All kinds", exact: true }).click();
    assert.deepEqual((await state(page)).kinds.toSorted(), all.toSorted());
  });

  await t.test(
    "28 days play, stop by their button, and go by steps where less motion is wanted",
    async () => {
      const play = page.locator("[data-hook=play]");
      await play.click();
      const begun = await state(page);
      assert.deepEqual([begun.playing, begun.toDay - begun.fromDay], [false, 27]);
      await play.click();
      assert.equal((await state(page)).fromDay, begun.fromDay + 28);
      await page.emulateMedia({ reducedMotion: "no-preference" });
      await play.click();
      assert.equal(await play.getAttribute("aria-pressed"), "true");
      await page.waitForFunction(
        (from) => /** @type {any} */ (window).geobitPage.store.get().filters.fromDay > from,
        begun.fromDay + 28,
      );
      await play.click();
      const stopped = await state(page);
      assert.deepEqual([stopped.playing, stopped.toDay - stopped.fromDay], [false, 27]);
      await page.emulateMedia({ reducedMotion: "reduce" });
      await page.getByRole("button", { name: "All", exact: true }).first().click();
      await settled(page);
    },
  );

  await t.test("the search finds towns and coordinates, and makes a site of them", async () => {
    const field = page.getByRole("combobox", { name: "Search a town or coordinates" });
    await field.fill("segou");
    await page.getByRole("option", { name: /Ségou/ }).first().waitFor();
    await page.keyboard.press("Enter");
    const site = page.getByRole("button", { name: "Site here" });
    assert.ok(await hasFocus(site), "the next step is under the finger");
    await settled(page);
    await page.keyboard.press("Enter");
    await settled(page);
    const { name, geometry } = await page.evaluate(() => /** @type {any} */ (window).geobitPage.active());
    assert.equal(name, "Ségou");
    assert.ok(Math.abs(geometry.coordinates[1] - 13.43) < 0.05);
    assert.ok(await hasFocus(field));
    await field.fill("29P PP 08600 97800");
    assert.match(await page.getByRole("option").first().innerText(), /12\.\d+° N.*\n?.*MGRS/s);
    await field.fill("no such place");
    await page.getByText("No such town here, and no coordinates.").waitFor();
    await page.keyboard.press("Escape");
    assert.equal(await page.locator("[data-hook=search-found]").isVisible(), false);
  });

  await t.test("the menu of data opens parts of the panel, and gives the focus back", async () => {
    const summary = page.locator("[data-hook=add-data] summary");
    await summary.click();
    await page.getByRole("button", { name: "Open a file…", exact: true }).waitFor();
    await page.keyboard.press("Escape");
    assert.ok(await hasFocus(summary));
    await summary.click();
    await page.getByRole("button", { name: "Data packs…", exact: true }).click();
    assert.ok(await hasFocus(page.locator("[data-hook=packs] > summary")));
    assert.notEqual(await page.locator("[data-hook=packs]").getAttribute("open"), null);
    assert.equal(await page.locator("[data-hook=add-data]").getAttribute("open"), null);
  });

  await t.test("arrows move within the tools, of which one is reached by the Tab key", async () => {
    const tool = (/** @type {string} */ name) => page.getByRole("button", { name, exact: true });
    assert.equal(await page.locator('[data-tool][tabindex="0"]').count(), 1);
    await tool("Move, edit").focus();
    await page.keyboard.press("ArrowRight");
    assert.ok(await hasFocus(tool("Site")));
    await page.keyboard.press("End");
    assert.ok(await hasFocus(tool("Route")));
    await page.keyboard.press("ArrowRight");
    assert.ok(await hasFocus(tool("Move, edit")));
    assert.equal(await page.locator('[data-tool][tabindex="0"]').count(), 1);
  });

  await t.test("a route answers as the area along it, and is undone as one step", async () => {
    await lookAt(page, [-10, 11, -5, 14.5]);
    await draw(page, "Corridor", [
      [-8.0, 12.64],
      [-7.48, 11.42],
      [-5.67, 11.32],
    ]);
    const kindOf = () => page.evaluate(() => /** @type {any} */ (window).geobitPage.active().kind);
    assert.equal(await kindOf(), "corridor");
    assert.ok(await page.evaluate(() => /** @type {any} */ (window).geobitPage.answer().geofence));
    await page.getByRole("button", { name: "Undo", exact: true }).click();
    await settled(page);
    assert.equal(await kindOf(), "route");
    assert.ok(await page.evaluate(() => /** @type {any} */ (window).geobitPage.answer().route));
  });

  await t.test("Print opens the brief of a route", async () => {
    await page.getByRole("button", { name: "Print", exact: true }).click();
    await page.locator("[data-hook=brief]").waitFor();
  });
  assert.deepEqual(faults, []);
  await close();
});

test("a phone of 390 by 844: the map has all of it, and the answer is a sheet over it", async () => {
  const { page, faults, close } = await openPage(browser, server.origin, {
    viewport: { width: 390, height: 844 },
    hasTouch: true,
    isMobile: true,
  });
  const map = await page.locator("[data-hook=map]").boundingBox();
  assert.ok(
    map && map.width === 390 && map.height > 700,
    "the map has the height of the screen below the top bar",
  );
  const sheet = page.locator("[data-hook=panel]");
  const topOfSheet = async () => (await sheet.boundingBox())?.y ?? 0;
  const handle = page.locator("[data-hook=sheet-handle]");
  for (const control of await page
    .locator("[data-tool], header summary, header button:visible, [data-hook=sheet-handle]")
    .all()) {
    if (!(await control.isVisible())) continue;
    const box = await control.boundingBox();
    assert.ok(
      box && box.width >= 44 && box.height >= 44,
      await control.evaluate((element) => element.outerHTML),
    );
  }

  // A site by two taps. The sheet makes room for them.
  await page.getByRole("button", { name: "Site", exact: true }).tap();
  assert.equal((await state(page)).sheet, "strip");
  for (const at of /** @type {import("./driver.js").LonLat[]} */ ([
    [-8, 12.6],
    [-5, 12.6],
  ])) {
    const { x, y } = await onScreen(page, at);
    await page.touchscreen.tap(x, y);
    await page.waitForTimeout(400);
  }
  await settled(page);
  assert.equal((await state(page)).sheet, "answer");
  await assertSeen(page);
  const tools = await page.getByRole("toolbar").boundingBox();
  assert.ok(tools && tools.y + tools.height <= (await topOfSheet()), "the tools are above the sheet");

  // The handle opens it wholly by a press, and closes it by a drag.
  await handle.tap();
  assert.equal((await state(page)).sheet, "full");
  assert.equal(await handle.getAttribute("aria-expanded"), "true");
  assert.ok((await topOfSheet()) < 200);
  assert.ok(await sheet.locator("[data-hook=filters]").count(), "days and kinds are in the sheet");
  await page.getByRole("button", { name: "28 days", exact: true }).tap();
  await settled(page);
  const box = await handle.boundingBox();
  assert.ok(box);
  await page.mouse.move(195, box.y + 20);
  await page.mouse.down();
  await page.mouse.move(195, box.y + 150, { steps: 5 });
  await page.mouse.up();
  assert.equal((await state(page)).sheet, "answer");
  assert.ok((await page.evaluate(() => document.documentElement.scrollWidth)) <= 390);

  // On a screen that is turned and wide, it is the panel again.
  await page.setViewportSize({ width: 1000, height: 700 });
  assert.ok(await page.locator("[data-hook=map-side] > [data-hook=filters]").count());
  assert.equal(await handle.isVisible(), false);
  assert.deepEqual(faults, []);
  await close();
});

for (const { name, options } of [
  { name: "1280 by 720", options: { viewport: { width: 1280, height: 720 } } },
  { name: "1280 by 720 in French", options: { viewport: { width: 1280, height: 720 }, locale: "fr-ML" } },
  { name: "900 by 700", options: { viewport: { width: 900, height: 700 } } },
  { name: "a phone", options: { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true } },
])
  test(`the place that was searched lies over no tool: ${name}`, async () => {
    const { page, faults, close } = await openPage(browser, server.origin, options);
    await page.locator("[data-hook=search-text]").fill("kayes");
    await page.getByRole("option", { name: /Kayes/ }).first().waitFor();
    await page.keyboard.press("Enter");
    const chip = page.locator("[data-hook=search-chosen]");
    await chip.getByRole("button").first().waitFor();
    /** The controls whose middle something lies over. */
    const covered = () =>
      page
        .locator(
          "header :is(button, summary, select, input), .map-side :is(button, label:has(input), summary)",
        )
        .evaluateAll((controls) =>
          controls
            .filter((control) => control.checkVisibility({ visibilityProperty: true }))
            .filter((control) => {
              const { left, top, width, height } = control.getBoundingClientRect();
              const found = document.elementFromPoint(left + width / 2, top + height / 2);
              return found?.closest(".search-chosen") && !control.closest(".search-chosen");
            })
            .map((control) => control.textContent),
        );
    assert.deepEqual(await covered(), []);
    const [tools, place] = [await page.locator(".toolbar").boundingBox(), await chip.boundingBox()];
    assert.ok(tools && place && place.x >= 0);
    assert.ok(
      place.y >= tools.y + tools.height || place.y + place.height <= tools.y,
      JSON.stringify([tools, place]),
    );
    // The tools can be pressed, and what they say has a place of its own.
    await page.locator("[data-tool=polygon]").click();
    const hint = await page.locator("[data-hook=tool-hint]").boundingBox();
    const beside = await chip.boundingBox();
    assert.ok(hint && beside);
    assert.ok(
      hint.y >= beside.y + beside.height || hint.x >= beside.x + beside.width,
      JSON.stringify([hint, beside]),
    );
    assert.deepEqual(faults, []);
    await close();
  });
