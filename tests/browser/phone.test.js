// The page on a small screen: nothing overflows, and everything can be reached, also by keyboard.
import assert from "node:assert/strict";
import { test } from "node:test";
import { onScreen, openPage, openPart, settled, stat, tryPlace } from "./driver.js";
import { browser, server } from "./opened.js";

test("a phone of 360 by 740 shows map, tools and results without sideways scrolling", async () => {
  const { page, faults, close } = await openPage(browser, server.origin, {
    viewport: { width: 360, height: 740 },
    hasTouch: true,
    isMobile: true,
  });
  const widest = () => page.evaluate(() => document.documentElement.scrollWidth);
  assert.ok((await widest()) <= 360);
  for (const name of ["Site", "Area", "Route"]) {
    const box = await page.getByRole("button", { name, exact: true }).boundingBox();
    assert.ok(box && box.x >= 0 && box.x + box.width <= 360 && box.height >= 44, `${name} is on the screen`);
  }
  const addData = await page.locator("[data-hook=add-data] summary").boundingBox();
  assert.ok(addData && addData.x + addData.width <= 360 && addData.height >= 44);
  const map = await page.locator("[data-hook=map]").boundingBox();
  assert.ok(map && map.height >= 300 && map.y + map.height <= 740, "the map fits the first screen");

  // By touch a circle needs two taps.
  await page.getByRole("button", { name: "Site", exact: true }).tap();
  for (const at of /** @type {import("./driver.js").LonLat[]} */ ([
    [-8, 12.6],
    [-5, 12.6],
  ])) {
    const { x, y } = await onScreen(page, at);
    await page.touchscreen.tap(x, y);
    await page.waitForTimeout(400);
  }
  await settled(page);
  assert.match(await stat(page, "certain"), /^[\d,]+$/);
  await tryPlace(page, "Bamako–Kayes");
  await settled(page);
  assert.match(await stat(page, "length"), /km$/);
  await page.locator("summary", { hasText: "Save this route" }).tap();
  for (const button of await page.locator("[data-hook=save-route] button").all()) {
    const box = await button.boundingBox();
    assert.ok(
      box && box.x + box.width <= 360 && box.height >= 24,
      `${await button.textContent()} can be tapped`,
    );
  }
  assert.ok((await widest()) <= 360);
  assert.deepEqual(faults, []);
  await close();
});

test("the keyboard alone reaches an area and its results", async () => {
  const { page, faults, close } = await openPage(browser, server.origin);
  await openPart(page, "try");
  await page.getByLabel("Circle at latitude, longitude").focus();
  await page.keyboard.type("12.65, -8.0");
  await page.keyboard.press("Enter");
  await settled(page);
  assert.match(await stat(page, "certain"), /^[\d,]+$/);
  assert.equal(await page.locator("[data-hook=result-title]").textContent(), "12.65, -8.0");

  // Every control that can be pressed has a name.
  const nameless = await page.locator("button, input, summary").evaluateAll((controls) =>
    controls
      .filter((control) => /** @type {HTMLElement} */ (control).offsetParent)
      .filter((control) => {
        const { labels } = /** @type {HTMLInputElement} */ (control);
        return !control.textContent?.trim() && !control.getAttribute("aria-label") && !labels?.length;
      })
      .map((control) => control.outerHTML),
  );
  assert.deepEqual(nameless, []);
  assert.deepEqual(faults, []);
  await close();
});

test("the advisory and the date of the data are under every result, and no word promises more", async () => {
  const { page, faults, close } = await openPage(browser, server.origin);
  for (const place of ["Mine near Naréna", "Bamako–Sikasso"]) {
    await tryPlace(page, place);
    await settled(page);
    const text = (await page.locator("[data-hook=results]").textContent()) ?? "";
    assert.match(text, /Derived from recorded incidents; not a risk advisory\./);
    assert.match(text, /Data as of 22 Nov 2026/);
    assert.match(text, /Demo data: synthetic, not real events · CC0-1\.0/);
    assert.doesNotMatch(text, /\bsafe|threat level|predict|probability of attack/i);
  }
  assert.deepEqual(faults, []);
  await close();
});
