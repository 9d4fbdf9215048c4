// Drawing and editing by mouse and by touch: circles of a radius that was meant, handles on edges and corners, and buttons for what
// only a right-click or a second click on the same place could do.
import assert from "node:assert/strict";
import { test } from "node:test";
import {
  activeShape,
  clickMap,
  drag,
  lookAt,
  moveOver,
  onScreen,
  openPage,
  settled,
  stat,
} from "./driver.js";
import { browser, server } from "./opened.js";

/** @typedef {import("playwright").Page} Page */
/** @typedef {import("./driver.js").LonLat} LonLat */

const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };
/** @type {[number, number, number, number]} */
const MALI = [-9, 11, -6, 13];
/** @type {LonLat} */
const CENTRE = [-7.5, 12];

/** @param {Page} page */
const bar = (page) => page.locator(".draw-bar");
/** @param {Page} page @param {string} name */
const press = (page, name) => bar(page).getByRole("button", { name, exact: true });
/** @param {Page} page @param {string} name */
const tool = (page, name) => page.getByRole("button", { name, exact: true });
/** @param {Page} page */
const shapes = (page) => page.evaluate(() => /** @type {any} */ (window).geobitPage.shapes());

/** @param {Page} page @param {LonLat} at */
async function tapMap(page, at) {
  const { x, y } = await onScreen(page, at);
  await page.touchscreen.tap(x, y);
  // A second tap sooner than this zooms.
  await page.waitForTimeout(400);
}

/** Shows a box in what the sheet leaves free of the map. @param {Page} page @param {[number, number, number, number]} box */
async function lookAbove(page, box) {
  await page.evaluate((bounds) => {
    const { map } = /** @type {any} */ (window).geobitPage;
    const covered = Number(map.getContainer().dataset.covered);
    map.fitBounds(bounds, {
      animate: false,
      padding: { top: 120, left: 30, right: 70, bottom: covered + 20 },
    });
  }, box);
  await settled(page);
}

/** Drags with a finger. @param {Page} page @param {{ x: number, y: number }} from @param {{ x: number, y: number }} to */
async function swipe(page, from, to) {
  const session = await page.context().newCDPSession(page);
  const touch = (
    /** @type {"touchStart" | "touchMove"} */ type,
    /** @type {{ x: number, y: number }} */ at,
  ) => session.send("Input.dispatchTouchEvent", { type, touchPoints: [at] });
  await touch("touchStart", from);
  for (let step = 1; step <= 10; step++) {
    const part = step / 10;
    await touch("touchMove", { x: from.x + (to.x - from.x) * part, y: from.y + (to.y - from.y) * part });
  }
  await session.send("Input.dispatchTouchEvent", { type: "touchEnd", touchPoints: [] });
  await session.detach();
  await settled(page);
}

/** @param {Page} page @param {object} shape */
async function add(page, shape) {
  await page.evaluate((one) => /** @type {any} */ (window).geobitPage.addShape(one), shape);
  await settled(page);
}

/** @param {Page} page @param {string} selector */
async function middleOf(page, selector) {
  const box = await page.locator(selector).boundingBox();
  assert.ok(box, selector);
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}

/** @param {LonLat} a @param {LonLat} b about, km */
const apart = ([a, b], [c, d]) =>
  Math.hypot((c - a) * 111.32 * Math.cos((12 * Math.PI) / 180), (d - b) * 110.6);

/** @param {number} km @param {number} wanted @param {number} within */
const assertKm = (km, wanted, within) =>
  assert.ok(Math.abs(km - wanted) <= within, `${km} km, not ${wanted}`);

test("by touch a circle is as wide as its second tap says, and asks for its radius if that says none", async () => {
  const { page, faults, close } = await openPage(browser, server.origin, PHONE);
  await lookAbove(page, MALI);
  await tool(page, "Site").tap();
  await tapMap(page, CENTRE);
  await tapMap(page, [-7.1, 12]);
  await settled(page);
  assertKm((await activeShape(page)).km, apart(CENTRE, [-7.1, 12]), 1.5);

  await tool(page, "Site").tap();
  const at = await onScreen(page, [-8, 11.6]);
  await page.touchscreen.tap(at.x, at.y);
  await page.waitForTimeout(400);
  await page.touchscreen.tap(at.x + 2, at.y + 1);
  const field = bar(page).getByLabel("Radius of the circle, km");
  await field.waitFor();
  assert.equal((await activeShape(page)).km, 25, "a usual radius until another is typed");
  await page.locator(".draw-bar input:focus").waitFor();
  await field.fill("7.5");
  await settled(page);
  assert.equal((await activeShape(page)).km, 7.5);
  await field.fill("0");
  assert.equal(
    await field.evaluate((input) => /** @type {HTMLInputElement} */ (input).validity.valid),
    false,
  );
  await field.fill("8");
  await press(page, "Done").tap();
  assert.ok(await bar(page).isHidden());
  assert.deepEqual([(await activeShape(page)).km, (await shapes(page)).length], [8, 2]);

  await tool(page, "Site").tap();
  await tapMap(page, [-8, 12.4]);
  await press(page, "Type the radius").tap();
  await field.waitFor();
  await press(page, "Remove").tap();
  await settled(page);
  assert.ok(await bar(page).isHidden());
  assert.equal((await shapes(page)).length, 2);
  assert.deepEqual(faults, []);
  await close();
});

test("a tap that ends a drawing presses nothing of what then comes under the finger", async () => {
  const { page, faults, close } = await openPage(browser, server.origin, PHONE);
  await tool(page, "Site").tap();
  // Where the tools are when there is an answer, and where the answer is.
  for (const y of [362, 430, 560]) {
    await tool(page, "Site").tap();
    await page.touchscreen.tap(110, y);
    await page.waitForTimeout(400);
    await page.touchscreen.tap(156, y);
    await page.waitForTimeout(400);
    await settled(page);
    const { tool: chosen, sheet } = await page.evaluate(() =>
      /** @type {any} */ (window).geobitPage.store.get(),
    );
    assert.deepEqual([chosen, sheet], [null, "answer"], `${y}`);
    assert.ok(await page.locator("[data-hook=record]").isHidden());
  }
  assert.equal((await shapes(page)).length, 3);
  assert.deepEqual(faults, []);
  await close();
});

test("a circle is drawn by a drag that tells its radius, also if the mouse is let go off the map", async () => {
  const { page, faults, close } = await openPage(browser, server.origin);
  await lookAt(page, MALI);
  await tool(page, "Site").click();
  const from = await onScreen(page, CENTRE);
  const to = await onScreen(page, [-7.2, 12]);
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  // Terra Draw takes the place of the first movement for the centre, and a hand moves little at once.
  await page.mouse.move(to.x, to.y, { steps: 60 });
  await bar(page)
    .getByText(/^Radius 3\d(\.\d)? km/)
    .waitFor();
  const panel = await page.locator("main").boundingBox();
  assert.ok(panel);
  await page.mouse.move(panel.x + 60, to.y, { steps: 4 });
  await page.mouse.up();
  await settled(page);
  const { km } = await activeShape(page);
  assert.ok(km > 60, `${km}`);
  assert.ok(await bar(page).isHidden());
  assert.equal(await tool(page, "Move, edit").getAttribute("aria-pressed"), "true");

  // The mouse that comes back moves nothing.
  const before = await page.evaluate(() => /** @type {any} */ (window).geobitPage.map.getCenter());
  await page.mouse.move(from.x, from.y, { steps: 4 });
  assert.equal((await activeShape(page)).km, km);
  assert.deepEqual(await page.evaluate(() => /** @type {any} */ (window).geobitPage.map.getCenter()), before);
  assert.deepEqual(faults, []);
  await close();
});

test("the edge of a circle is dragged by mouse wherever it is taken, and by touch at its handle", async () => {
  const circle = { kind: "circle", name: "c", km: 30, geometry: { type: "Point", coordinates: CENTRE } };
  const wide = await openPage(browser, server.origin);
  await add(wide.page, circle);
  await lookAt(wide.page, MALI);
  const seen = () => wide.page.evaluate(() => /** @type {any} */ (window).geobitPage.map.getCenter());
  const before = await seen();
  /** @type {LonLat} */
  const north = [-7.5, 12 + 30 / 110.62];
  await moveOver(wide.page, north);
  await drag(wide.page, north, [-7.5, 12 + 50 / 110.62]);
  assertKm((await activeShape(wide.page)).km, 50, 1);
  assert.deepEqual(await seen(), before, "the map stays");
  await wide.page.getByRole("button", { name: "Undo", exact: true }).first().click();
  await settled(wide.page);
  assert.equal((await activeShape(wide.page)).km, 30, "one step");
  assert.deepEqual(wide.faults, []);
  await wide.close();

  const phone = await openPage(browser, server.origin, PHONE);
  await add(phone.page, circle);
  await lookAbove(phone.page, MALI);
  const handle = await middleOf(phone.page, ".edge-handle");
  await swipe(phone.page, handle, { x: handle.x + 30, y: handle.y });
  const { km } = await activeShape(phone.page);
  assert.ok(km > 45 && km < 200, `${km}`);
  // Off the map, and back to the least.
  const now = await middleOf(phone.page, ".edge-handle");
  await swipe(phone.page, now, await onScreen(phone.page, CENTRE));
  assert.ok((await activeShape(phone.page)).km < 5);
  assert.deepEqual(phone.faults, []);
  await phone.close();
});

test("by touch a route is drawn with Finish, Undo point and Cancel, which a finger can hit", async () => {
  const { page, faults, close } = await openPage(browser, server.origin, PHONE);
  await lookAbove(page, MALI);
  await tool(page, "Route").tap();
  assert.ok(await press(page, "Finish").isDisabled());
  assert.ok(await press(page, "Undo point").isDisabled());
  for (const at of /** @type {LonLat[]} */ ([
    [-8, 11.6],
    [-7.5, 12.2],
    [-7, 11.6],
  ]))
    await tapMap(page, at);
  await bar(page).getByText("3 points").waitFor();
  for (const name of ["Finish", "Undo point", "Cancel"]) {
    const box = await press(page, name).boundingBox();
    assert.ok(box && box.height >= 44 && box.width >= 44 && box.x + box.width <= 390, name);
  }
  await press(page, "Undo point").tap();
  await bar(page).getByText("2 points").waitFor();
  await press(page, "Finish").tap();
  await settled(page);
  const { kind, geometry } = await activeShape(page);
  assert.deepEqual([kind, geometry.coordinates.length], ["route", 2]);
  assert.match(await stat(page, "length"), /km$/);

  await tool(page, "Area").tap();
  await tapMap(page, [-8.6, 11.3]);
  await tapMap(page, [-8.6, 12.4]);
  assert.ok(await press(page, "Finish").isDisabled(), "two corners are no area");
  await press(page, "Cancel").tap();
  await settled(page);
  assert.equal((await shapes(page)).length, 1);
  assert.ok(await bar(page).isHidden());

  await tool(page, "Area").tap();
  for (const at of /** @type {LonLat[]} */ ([
    [-8.6, 11.3],
    [-8.6, 12.4],
    [-7.6, 12.4],
  ]))
    await tapMap(page, at);
  for (let n = 0; n < 3; n++) await press(page, "Undo point").tap();
  await bar(page).getByText("0 points").waitFor();
  assert.equal((await shapes(page)).length, 1, "nothing is left of it");
  await press(page, "Cancel").tap();
  assert.deepEqual(faults, []);
  await close();
});

const SQUARE = [
  [-8.3, 11.5],
  [-7, 11.5],
  [-7, 12.5],
  [-8.3, 12.5],
  [-8.3, 11.5],
];

test("by touch a corner is moved, chosen and deleted, as long as enough are left", async () => {
  const { page, faults, close } = await openPage(browser, server.origin, PHONE);
  await add(page, {
    kind: "polygon",
    name: "p",
    km: 0,
    geometry: { type: "Polygon", coordinates: [SQUARE] },
  });
  await lookAbove(page, MALI);
  const ring = async () => (await activeShape(page)).geometry.coordinates[0];
  const corner = await onScreen(page, [-7, 12.5]);
  await swipe(page, corner, { x: corner.x + 30, y: corner.y - 20 });
  const moved = (await ring())[2];
  assert.ok(moved[0] > -6.95 && moved[1] > 12.52, `${moved}`);

  await tapMap(page, moved);
  assert.match((await bar(page).textContent()) ?? "", /^Corner 3 of 4/);
  assert.ok(await page.locator(".corner-choice").isVisible());
  await press(page, "Delete corner").tap();
  await settled(page);
  assert.equal((await ring()).length, 4);
  assert.ok(!(await ring()).some((/** @type {number[]} */ [lon]) => lon === moved[0]));
  assert.ok(await bar(page).isHidden());
  assert.equal(await page.locator(".corner-choice").count(), 0);

  await tapMap(page, [-8.3, 11.5]);
  assert.match((await bar(page).textContent()) ?? "", /An area needs its 3 corners/);
  assert.ok(await press(page, "Delete corner").isDisabled());
  await press(page, "Done").tap();
  assert.ok(await bar(page).isHidden());
  assert.deepEqual(faults, []);
  await close();
});

test("by touch a long outline has its handle at the corner that was tapped", async () => {
  const { page, faults, close } = await openPage(browser, server.origin, PHONE);
  const line = Array.from({ length: 81 }, (_, i) => [
    Number((-8.5 + i * 0.03).toFixed(4)),
    Number((12 + 0.2 * Math.sin(i / 4)).toFixed(4)),
  ]);
  await add(page, {
    kind: "corridor",
    name: "l",
    km: 5,
    geometry: { type: "LineString", coordinates: line },
  });
  await lookAbove(page, [-7.4, 11.9, -7.2, 12.1]);
  const at = /** @type {LonLat} */ (line[40]);
  await tapMap(page, at);
  await page.locator(".corner-handle").waitFor();
  assert.match((await bar(page).textContent()) ?? "", /^Corner 41 of 81/);
  const handle = await middleOf(page, ".corner-handle");
  await swipe(page, handle, { x: handle.x, y: handle.y - 40 });
  const { geometry } = await activeShape(page);
  assert.ok(geometry.coordinates[40][1] > at[1] + 0.01, `${geometry.coordinates[40]}`);
  await press(page, "Delete corner").tap();
  await settled(page);
  assert.equal((await activeShape(page)).geometry.coordinates.length, 80);
  assert.deepEqual(faults, []);
  await close();
});

test("a shape that is chosen in the list is brought into view, and one that is seen moves nothing", async () => {
  const { page, faults, close } = await openPage(browser, server.origin);
  for (const [name, coordinates] of /** @type {const} */ ([
    ["west", [-9, 12]],
    ["east", [-4, 14]],
  ]))
    await add(page, { kind: "circle", name, km: 20, geometry: { type: "Point", coordinates } });
  await lookAt(page, [-5, 13, -3, 15]);
  const centre = () => page.evaluate(() => /** @type {any} */ (window).geobitPage.map.getCenter());
  const before = await centre();
  await page.locator("[data-hook=shapes] button", { hasText: "east" }).first().click();
  await settled(page);
  assert.deepEqual(await centre(), before);
  await page.locator("[data-hook=shapes] button", { hasText: "west" }).first().click();
  await settled(page);
  const { lng, lat } = await centre();
  assert.ok(Math.abs(lng + 9) < 0.1 && Math.abs(lat - 12) < 0.1, `${lng}, ${lat}`);
  await page.evaluate(() => /** @type {any} */ (window).geobitPage.map.jumpTo({ center: [-9, 12], zoom: 3 }));
  await settled(page);
  await page.locator("[data-hook=shapes] button", { hasText: "west" }).first().click();
  await settled(page);
  assert.ok(
    (await page.evaluate(() => /** @type {any} */ (window).geobitPage.map.getZoom())) > 6,
    "too small to be seen",
  );
  assert.deepEqual(faults, []);
  await close();
});

test("a drag of the map ends where the mouse is let go, also outside of the window", async () => {
  const { page, faults, close } = await openPage(browser, server.origin);
  await lookAt(page, MALI);
  const start = await onScreen(page, CENTRE);
  await page.mouse.move(start.x, start.y);
  await page.mouse.down();
  await page.mouse.move(start.x - 80, start.y, { steps: 4 });
  await page.mouse.move(-40, -30, { steps: 4 });
  await page.mouse.up();
  await settled(page);
  const centre = () => page.evaluate(() => /** @type {any} */ (window).geobitPage.map.getCenter());
  const left = await centre();
  await page.mouse.move(start.x, start.y + 60, { steps: 6 });
  assert.deepEqual(await centre(), left);
  await clickMap(page, [left.lng, left.lat]);
  assert.deepEqual(faults, []);
  await close();
});
