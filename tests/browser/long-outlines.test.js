// Outlines with too many corners for a handle on each: one handle under the pointer moves their corners.
import assert from "node:assert/strict";
import { test } from "node:test";
import { activeShape, lookAt, onScreen, openPage, settled } from "./driver.js";
import { browser, server } from "./opened.js";

/** @type {import("./driver.js").LonLat[]} */
const winding = Array.from({ length: 301 }, (_, i) => [-8 + i / 100, 12.6 + 0.3 * Math.sin(i / 30)]);

/** @param {number} [east] degrees by which the road is shifted */
async function pageWithLongRoute(east = 0) {
  const watched = await openPage(browser, server.origin);
  const coordinates = winding.map(([lon, lat]) =>
    [lon + east, lat].map((degrees) => Math.round(degrees * 1e6) / 1e6),
  );
  const geometry = { type: "LineString", coordinates };
  await watched.page.evaluate((shape) => /** @type {any} */ (window).geobitPage.addShape(shape), {
    kind: "route",
    name: "Long",
    km: 5,
    geometry,
  });
  await lookAt(watched.page, [-8 + east, 12.2, -5 + east, 13]);
  return watched;
}

/** @param {import("playwright").Page} page @param {import("./driver.js").LonLat} corner @param {[x: number, y: number]} by in pixels */
async function dragCorner(page, corner, [x, y]) {
  const from = await onScreen(page, corner);
  await page.mouse.move(from.x, from.y, { steps: 3 });
  await page.locator(".corner-handle").waitFor();
  await page.mouse.down();
  await page.mouse.move(from.x + x, from.y + y, { steps: 8 });
  await page.mouse.up();
  await settled(page);
}

test("a corner dragged beyond 180° stays where the map can hold it, and the next drag counts", async () => {
  const east = 184.9;
  const { page, faults, close } = await pageWithLongRoute(east);
  const [lon, lat] = winding[300];
  await dragCorner(page, [lon + east, lat], [150, 0]);
  const { geometry } = await activeShape(page);
  assert.ok(
    geometry.coordinates.every((/** @type {number[]} */ [lon]) => Math.abs(lon) <= 180),
    "no corner beyond 180°",
  );
  const answered = await page.evaluate(
    () => /** @type {any} */ (window).geobitPage.answer().question.feature.geometry,
  );
  assert.deepEqual(answered, geometry);
  await dragCorner(page, [winding[150][0] + east, winding[150][1]], [0, -60]);
  assert.notDeepEqual((await activeShape(page)).geometry, geometry);
  assert.deepEqual(faults, []);
  await close();
});

test("a corner of a long line is dragged, and the answer follows", async () => {
  const { page, faults, close } = await pageWithLongRoute();
  const handle = page.locator(".corner-handle");
  assert.equal(await handle.count(), 0);
  const from = await onScreen(page, winding[150]);
  await page.mouse.move(from.x + 2, from.y + 1, { steps: 3 });
  await handle.waitFor();
  const before = await page.evaluate(() => /** @type {any} */ (window).geobitPage.answer().route.lengthKm);
  const nearest = (await activeShape(page)).geometry.coordinates;
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  await page.mouse.move(from.x, from.y - 60, { steps: 8 });
  await page.mouse.up();
  await settled(page);
  const after = (await activeShape(page)).geometry.coordinates;
  const moved = winding.flatMap((_, i) => (String(after[i]) === String(nearest[i]) ? [] : [i]));
  assert.equal(moved.length, 1, `moved: ${moved}`);
  assert.ok(after[moved[0]][1] > nearest[moved[0]][1], "it went north");
  const answered = await page.evaluate(() => {
    const { route, question } = /** @type {any} */ (window).geobitPage.answer();
    return { km: route.lengthKm, corners: question.feature.geometry.coordinates };
  });
  assert.ok(answered.km > before);
  assert.deepEqual(answered.corners, after);

  // The map has the line as it is now, with the part that was dragged separate from the rest.
  const drawn = await page.evaluate(async () => {
    const { map } = /** @type {any} */ (window).geobitPage;
    const data = await Promise.all(["corridors", "moving"].map((name) => map.getSource(name).getData()));
    return data.map(({ features }) =>
      features.map((/** @type {GeoJSON.Feature<GeoJSON.LineString>} */ one) => one.geometry.coordinates),
    );
  });
  const [still, moving] = drawn.map((lines) => JSON.stringify(lines));
  assert.ok(moving.includes(String(after[moved[0]])) && !still.includes(String(after[moved[0]])));
  assert.ok(still.includes(String(after[0])) && still.includes(String(after[300])));
  assert.deepEqual(faults, []);
  await close();
});

test("the handle that is dragged moves to where its corner is drawn, with the answer and not before", async () => {
  const { page, faults, close } = await pageWithLongRoute();
  const handle = page.locator(".corner-handle");
  const from = await onScreen(page, winding[150]);
  await page.mouse.move(from.x, from.y, { steps: 3 });
  await handle.waitFor();
  await page.mouse.down();
  await page.mouse.move(from.x, from.y - 40, { steps: 4 });
  await settled(page);
  const middle = () =>
    handle.evaluate((element) => {
      const { x, y, width, height } = element.getBoundingClientRect();
      return [x + width / 2, y + height / 2];
    });
  const before = await middle();
  await page.evaluate(() => {
    const handle = /** @type {Element} */ (document.querySelector(".corner-handle"));
    const { y } = handle.getBoundingClientRect();
    /** @type {any} */ (window).wentAtOnce = [];
    window.addEventListener("mousemove", () =>
      /** @type {any} */ (window).wentAtOnce.push(handle.getBoundingClientRect().y - y),
    );
  });
  await page.mouse.move(from.x, from.y - 70);
  await settled(page);
  assert.deepEqual(await page.evaluate(() => /** @type {any} */ (window).wentAtOnce), [0]);
  const after = await middle();
  assert.ok(Math.abs(after[1] - before[1] + 30) < 1.5, `${before} ${after}`);
  const drawn = await onScreen(page, (await activeShape(page)).geometry.coordinates[150]);
  assert.ok(Math.hypot(after[0] - drawn.x, after[1] - drawn.y) < 1.5, `${after} ${JSON.stringify(drawn)}`);
  await page.mouse.up();
  assert.deepEqual(faults, []);
  await close();
});

/** Guards against a bug: hidden elements were hidden again with every event, and the browser made a frame while the engine worked. */
test("nothing beside the map changes before the answer to a step of a drag", async () => {
  const { page, faults, close } = await pageWithLongRoute();
  const from = await onScreen(page, winding[150]);
  await page.mouse.move(from.x, from.y, { steps: 3 });
  await page.locator(".corner-handle").waitFor();
  await page.mouse.down();
  await page.mouse.move(from.x, from.y - 40, { steps: 4 });
  await settled(page);
  await page.evaluate(() => {
    /** @type {string[]} */
    const changes = [];
    const observer = new MutationObserver(note);
    /** @param {MutationRecord[]} records */
    function note(records) {
      for (const { type, attributeName, target } of records) {
        const { id, nodeName } = /** @type {Element} */ (target);
        changes.push(`${attributeName ?? type} of ${id || nodeName}`);
      }
    }
    const all = { subtree: true, attributes: true, childList: true, characterData: true };
    observer.observe(document.body, all);
    // The mouse event follows the pointer event, which drags, in the same task.
    window.addEventListener("mousemove", () => {
      note(observer.takeRecords());
      /** @type {any} */ (window).changesAtOnce ??= [...changes];
    });
    /** @type {any} */ (window).changesInAll = changes;
  });
  await page.mouse.move(from.x, from.y - 70);
  await settled(page);
  const [atOnce, inAll] = await page.evaluate(() => {
    const { changesAtOnce, changesInAll } = /** @type {any} */ (window);
    return [changesAtOnce, changesInAll];
  });
  assert.deepEqual(atOnce, []);
  assert.ok(inAll.length > 0, "the answer is shown");
  await page.mouse.up();
  assert.deepEqual(faults, []);
  await close();
});

test("a right click removes a corner of a long line, and the handle disappears", async () => {
  const { page, faults, close } = await pageWithLongRoute();
  const at = await onScreen(page, winding[100]);
  await page.mouse.move(at.x, at.y, { steps: 3 });
  await page.locator(".corner-handle").waitFor();
  await page.mouse.click(at.x, at.y, { button: "right" });
  await settled(page);
  assert.equal((await activeShape(page)).geometry.coordinates.length, 300);
  await page.mouse.move(at.x, at.y + 200, { steps: 3 });
  assert.equal(await page.locator(".corner-handle").count(), 0);
  await page.getByRole("button", { name: "Remove Long" }).click();
  await page.mouse.move(at.x, at.y, { steps: 3 });
  assert.equal(await page.locator(".corner-handle").count(), 0);
  assert.deepEqual(faults, []);
  await close();
});

/** @type {import("./driver.js").LonLat[]} */
const round = Array.from({ length: 52 }, (_, i) => [
  -6 + 1.25 * Math.cos((i * Math.PI) / 26),
  12.6 + 1.25 * Math.sin((i * Math.PI) / 26),
]);

/** @param {import("./driver.js").LonLat} corner */
const sixDigits = (corner) => corner.map((degrees) => Math.round(degrees * 1e6) / 1e6);

test("corners of an area are dragged, inserted and removed, the first one too, and the answer follows", async () => {
  // High enough that the middle of a leg is farther from its corners than a click reaches.
  const { page, faults, close } = await openPage(browser, server.origin, {
    viewport: { width: 1280, height: 860 },
  });
  const ring = [...round, round[0]].map(sixDigits);
  await page.evaluate((shape) => /** @type {any} */ (window).geobitPage.addShape(shape), {
    kind: "polygon",
    name: "Round",
    km: 0,
    geometry: { type: "Polygon", coordinates: [ring] },
  });
  await lookAt(page, [-7.1, 11.5, -4.9, 13.7]);
  /** Returns the active ring, after checking that it is the one that was answered. */
  const outline = async () => {
    const [now] = (await activeShape(page)).geometry.coordinates;
    const answered = await page.evaluate(
      () => /** @type {any} */ (window).geobitPage.answer().question.feature.geometry.coordinates[0],
    );
    assert.deepEqual(answered, now);
    assert.deepEqual(now[0], now.at(-1), "it is closed");
    return now;
  };

  await dragCorner(page, round[0], [30, 0]);
  const moved = await outline();
  assert.equal(moved.length, ring.length);
  assert.ok(moved[0][0] > ring[0][0], "the first corner went east");
  assert.deepEqual(moved.slice(1, -1), ring.slice(1, -1));

  // Between the last corner and the first, and between two others.
  for (const [a, b, index] of /** @type {const} */ ([
    [51, 0, 52],
    [26, 27, 27],
  ])) {
    const before = await outline();
    const middle = [0, 1].map((axis) => (before[a][axis] + before[b][axis]) / 2);
    await dragCorner(page, /** @type {[number, number]} */ (middle), [10, 10]);
    const after = await outline();
    assert.equal(after.length, before.length + 1);
    assert.deepEqual(after.toSpliced(index, 1), before);
  }

  const before = await outline();
  const at = await onScreen(page, before[0]);
  await page.mouse.move(at.x, at.y, { steps: 3 });
  await page.locator(".corner-handle").waitFor();
  await page.mouse.click(at.x, at.y, { button: "right" });
  await settled(page);
  const without = await outline();
  assert.deepEqual(without.slice(0, -1), before.slice(1, -1));

  // Terra Draw knows all of these changes: it moves the whole area.
  const inside = await onScreen(page, [-6, 12.6]);
  await page.mouse.move(inside.x, inside.y, { steps: 3 });
  await page.mouse.down();
  await page.mouse.move(inside.x + 40, inside.y, { steps: 8 });
  await page.mouse.up();
  await settled(page);
  const away = await outline();
  assert.equal(away.length, without.length);
  assert.ok(away.every((/** @type {number[]} */ [lon], /** @type {number} */ i) => lon > without[i][0]));

  // A corner is dragged across the area: the page says what is wrong, and the drag is not undone.
  await dragCorner(page, away[1], [-560, 0]);
  assert.match(await page.locator("[data-hook=problem]").innerText(), /cannot be answered yet/);
  assert.notDeepEqual((await activeShape(page)).geometry.coordinates[0], away);
  assert.deepEqual(faults, []);
  await close();
});
