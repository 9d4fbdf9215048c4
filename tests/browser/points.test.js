// The map's own layer for incidents: what is drawn where, checked pixel by pixel.
import assert from "node:assert/strict";
import { test } from "node:test";
import { kinds } from "../../www/src/kinds.js";
import { clickMap, drag, drop, lookAt, onScreen, openPage, settled, stat } from "./driver.js";
import { browser, server } from "./opened.js";

/** @typedef {import("playwright").Page} Page */
/** @typedef {import("./driver.js").LonLat} LonLat */
/** @typedef {[red: number, green: number, blue: number]} Colour */

const HEADER = "id,start,lon,lat,uncertainty_km,kind";
/** @type {LonLat} */
const CLASH = [-8, 12];
/** @type {LonLat} */
const ABOUT = [-7, 12];
/** @type {LonLat} */
const NOWHERE_NEAR = [-7.5, 11.3];
const RECORDS = [
  `1,2026-01-01,${CLASH},0,armedClash`,
  `2,2026-02-01,${ABOUT},30,abduction`,
  "3,2026-03-01,-6.5,12.5,0,protest",
  "4,2026-03-05,-6.4999,12.5,0,looting",
  "5,2026-03-02,,,0,riot",
];

/** @param {Page} page @param {string} name @param {string[]} records */
async function open(page, name, records) {
  await drop(page, name, new TextEncoder().encode(`${[HEADER, ...records].join("\n")}\n`));
  await page.locator("[data-hook=data-mark] strong", { hasText: name }).waitFor();
  await settled(page);
}

/**
 * Returns the pixels around a place as the map draws them now, row by row from the south-west.
 * @param {Page} page @param {LonLat} at @param {number} [reach]
 * @returns {Promise<Colour[]>}
 */
async function pixels(page, at, reach = 0) {
  await settled(page);
  // Until the basemap has arrived, a pixel is water.
  await page.waitForFunction(() => /** @type {any} */ (window).geobitPage.map.areTilesLoaded());
  const seen = await page.evaluate(
    ([[lon, lat], around]) => {
      const { map } = /** @type {any} */ (window).geobitPage;
      const gl = map.getCanvas().getContext("webgl2");
      map.redraw();
      const { x, y } = map.project([lon, lat]);
      const side = 2 * around + 1;
      const bytes = new Uint8Array(4 * side * side);
      const down = gl.drawingBufferHeight - 1 - Math.floor(y);
      gl.readPixels(...[Math.floor(x) - around, down - around, side, side, gl.RGBA, gl.UNSIGNED_BYTE], bytes);
      return Array.from({ length: side * side }, (_, i) => [...bytes.subarray(4 * i, 4 * i + 3)]);
    },
    /** @type {const} */ ([at, reach]),
  );
  return /** @type {Colour[]} */ (seen);
}

/** @param {string} name @returns {Colour} */
function colourOf(name) {
  const { colour } = kinds.find((kind) => kind.name === name) ?? { colour: "#000000" };
  return /** @type {any} */ ([1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16)));
}

/** @param {Colour} a @param {Colour} b */
const far = (a, b) => Math.max(...a.map((value, i) => Math.abs(value - b[i])));

/** @param {Colour[]} seen @param {Colour} wanted */
const has = (seen, wanted, within = 24) => seen.some((colour) => far(colour, wanted) <= within);

test("marks are drawn at their places in their kinds' colours, and filters hide them", async () => {
  const { page, faults, close } = await openPage(browser, server.origin);
  await open(page, "few.csv", RECORDS);
  await lookAt(page, [-9, 11, -6, 13]);

  const [ground] = await pixels(page, NOWHERE_NEAR);
  assert.ok(far((await pixels(page, CLASH))[0], colourOf("armedClash")) <= 3, "solid in the middle");
  assert.ok(far((await pixels(page, ABOUT))[0], [255, 255, 255]) <= 3, "hollow in the middle");
  assert.ok(has(await pixels(page, ABOUT, 10), colourOf("abduction")), "and coloured at its edge");
  assert.ok(has(await pixels(page, [-6.5, 12.5], 8), colourOf("looting")));

  await page.locator('[data-hook=kinds] input[value="armedClash"]').uncheck();
  assert.deepEqual((await pixels(page, CLASH))[0], ground);
  assert.ok(far((await pixels(page, ABOUT))[0], [255, 255, 255]) <= 3, "the others stay");
  await page.locator('[data-hook=kinds] input[value="armedClash"]').check();
  assert.notDeepEqual((await pixels(page, CLASH))[0], ground);
  await page.getByLabel("First day, as a date").fill("2026-02-01");
  await page.getByLabel("First day, as a date").press("Tab");
  assert.deepEqual((await pixels(page, CLASH))[0], ground, "before the first day asked for");
  assert.ok(far((await pixels(page, ABOUT))[0], [255, 255, 255]) <= 3, "on the first day");
  assert.deepEqual(faults, []);
  await close();
});

test("a counted incident has a ring: dark if it is certain, pale if it is possible", async () => {
  const { page, faults, close } = await openPage(browser, server.origin);
  await open(page, "rings.csv", RECORDS);
  await lookAt(page, [-9, 11, -6, 13]);
  const [dark, pale] = /** @type {Colour[]} */ ([
    [20, 36, 47],
    [127, 143, 153],
  ]);
  assert.ok(!has(await pixels(page, CLASH, 14), dark, 40) && !has(await pixels(page, ABOUT, 14), pale, 20));
  const circle = { kind: "circle", name: "around both", km: 65 };
  await page.evaluate((shape) => /** @type {any} */ (window).geobitPage.addShape(shape), {
    ...circle,
    geometry: { type: "Point", coordinates: [-7.55, 12.1] },
  });
  await settled(page);
  await lookAt(page, [-9, 11, -6, 13]);
  assert.equal(await stat(page, "certain"), "1");
  assert.equal(await stat(page, "possible"), "1");
  assert.ok(has(await pixels(page, CLASH, 14), dark, 40), "certain");
  assert.ok(has(await pixels(page, ABOUT, 14), pale, 20), "possible");
  await page.getByRole("button", { name: "Remove around both" }).click();
  assert.ok(!has(await pixels(page, CLASH, 14), dark, 40), "not counted any more");
  assert.deepEqual(faults, []);
  await close();
});

test("the heat map glows only where incidents pass the filter", async () => {
  const { page, faults, close } = await openPage(browser, server.origin);
  await open(page, "heat.csv", RECORDS);
  await lookAt(page, [-9, 11, -6, 13]);
  const [ground] = await pixels(page, NOWHERE_NEAR);
  await page.getByText("Heat map", { exact: true }).click();
  const [[red, green, blue]] = await pixels(page, CLASH);
  assert.ok(green < red && green < blue && green < 170, `purple, not ${[red, green, blue]}`);
  assert.deepEqual((await pixels(page, NOWHERE_NEAR))[0], ground);
  await page.locator('[data-hook=kinds] input[value="armedClash"]').uncheck();
  assert.deepEqual((await pixels(page, CLASH))[0], ground);
  await page.locator('[data-hook=kinds] input[value="armedClash"]').check();
  await page.evaluate(() => /** @type {any} */ (window).geobitPage.map.setZoom(3));
  const [[, one], [, two]] = [...(await pixels(page, CLASH)), ...(await pixels(page, [-6.5, 12.5]))];
  assert.ok(two < one, "two glow darker than one");
  await lookAt(page, [-9, 11, -6, 13]);
  await page.getByText("Points", { exact: true }).click();
  assert.ok(far((await pixels(page, ABOUT))[0], [255, 255, 255]) <= 3, "points again");
  assert.deepEqual(faults, []);
  await close();
});

test("a click picks what is drawn there, the newest first, and nothing that the filter hides", async () => {
  const { page, faults, close } = await openPage(browser, server.origin);
  await open(page, "picked.csv", RECORDS);
  await lookAt(page, [-9, 11, -6, 13]);
  const record = page.locator("[data-hook=record]");
  await clickMap(page, [-6.5, 12.5]);
  await record.waitFor();
  assert.match((await record.textContent()) ?? "", /1 of 2/);
  assert.match((await record.textContent()) ?? "", /Looting/, "5 March goes before 1 March");
  await page.locator('[data-hook=kinds] input[value="looting"]').uncheck();
  await clickMap(page, [-6.5, 12.5]);
  await record.getByText("Protest").waitFor();
  assert.doesNotMatch((await record.textContent()) ?? "", / of 2/);

  const { x, y } = await onScreen(page, CLASH);
  const canvas = await page.locator("canvas.maplibregl-canvas").boundingBox();
  const near = async (/** @type {number} */ dx) =>
    await page
      .evaluate((at) => /** @type {any} */ (window).geobitPage.rowsAt(at), {
        x: x - (canvas?.x ?? 0) + dx,
        y: y - (canvas?.y ?? 0),
      })
      .then((rows) => rows.length);
  assert.deepEqual([await near(0), await near(5), await near(-5), await near(12)], [1, 1, 1, 0]);
  assert.deepEqual(faults, []);
  await close();
});

test("incidents on both sides of the antimeridian are drawn and picked beside each other", async () => {
  const { page, faults, close } = await openPage(browser, server.origin);
  await open(page, "seam.csv", [
    "1,2026-01-01,179.8,-17,0,armedClash",
    "2,2026-01-02,-179.8,-17,0,blockade",
    "3,2026-01-03,180,-17.5,0,riot",
  ]);
  for (const centre of [179.9, -179.9, 180]) {
    await page.evaluate(
      (lon) => /** @type {any} */ (window).geobitPage.map.jumpTo({ center: [lon, -17.2], zoom: 8 }),
      centre,
    );
    for (const [lon, lat, kind] of /** @type {const} */ ([
      [179.8, -17, "armedClash"],
      [-179.8, -17, "blockade"],
      [180, -17.5, "riot"],
    ])) {
      // Chooses the copy of the place that is on the screen.
      const shown = lon + 360 * Math.round((centre - lon) / 360);
      const [seen] = await pixels(page, [shown, lat]);
      assert.ok(far(seen, colourOf(kind)) <= 3, `${kind} with ${centre} in the middle, not ${seen}`);
      const rows = await page.evaluate(
        (at) => {
          const { map, rowsAt } = /** @type {any} */ (window).geobitPage;
          return rowsAt(map.project(at));
        },
        /** @type {LonLat} */ ([shown, lat]),
      );
      assert.equal(rows.length, 1);
    }
  }
  assert.deepEqual(faults, []);
  await close();
});

test("incidents are drawn again after the WebGL context was lost", async () => {
  const { page, faults, close } = await openPage(browser, server.origin);
  await open(page, "lost.csv", RECORDS);
  await lookAt(page, [-9, 11, -6, 13]);
  assert.ok(far((await pixels(page, CLASH))[0], colourOf("armedClash")) <= 3);
  await page.evaluate(async () => {
    const { map } = /** @type {any} */ (window).geobitPage;
    const loss = map.getCanvas().getContext("webgl2").getExtension("WEBGL_lose_context");
    const lost = new Promise((resolve) => map.once("webglcontextlost", resolve));
    loss.loseContext();
    await lost;
    await new Promise((resolve) => setTimeout(resolve, 100));
    const idle = new Promise((resolve) => map.once("webglcontextrestored", () => map.once("idle", resolve)));
    loss.restoreContext();
    await idle;
  });
  assert.ok(far((await pixels(page, CLASH))[0], colourOf("armedClash")) <= 3);
  assert.ok(far((await pixels(page, ABOUT))[0], [255, 255, 255]) <= 3);
  assert.deepEqual(faults, []);
  await close();
});

test("a million incidents are shown, picked, and counted while a corner is dragged", async () => {
  const { page, faults, close } = await openPage(browser, server.origin);
  // The file is made in the page, as it would take longer to hand over than to open.
  await page.evaluate((header) => {
    const names = ["armedClash", "abduction", "looting", "protest"];
    const lines = [header];
    for (let i = 0; i < 1_000_000; i++) {
      const lon = -10 + ((i * 7919) % 100_003) / 10_000;
      const lat = 8 + ((i * 104_729) % 99_991) / 10_000;
      const day = String(1 + (i % 28)).padStart(2, "0");
      lines.push(`${i},2026-01-${day},${lon.toFixed(4)},${lat.toFixed(4)},0,${names[i % 4]}`);
    }
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(new File([lines.join("\n")], "million.csv"));
    document.body.dispatchEvent(new DragEvent("drop", { dataTransfer, bubbles: true, cancelable: true }));
  }, HEADER);
  await page
    .locator("[data-hook=data-mark] strong", { hasText: "million.csv" })
    .waitFor({ timeout: 120_000 });
  await settled(page);
  await lookAt(page, [-10, 8, 0, 18]);
  const [outside] = await pixels(page, [-10.6, 13]);
  const inside = await pixels(page, [-5, 13], 20);
  const covered = inside.filter((colour) => far(colour, outside) > 16).length / inside.length;
  assert.ok(covered > 0.9, `dots side by side, with a town's name at most: ${covered}`);

  await page.evaluate(
    (geometry) => {
      /** @type {any} */ (window).geobitPage.addShape({ kind: "polygon", name: "square", km: 0, geometry });
    },
    square([-7, 11], [-4, 14]),
  );
  await settled(page);
  await lookAt(page, [-10, 8, 0, 18]);
  const counted = async () => Number((await stat(page, "certain")).replaceAll(",", ""));
  const before = await counted();
  // A million are on ten by ten degrees, so nine hundredths of them are in a square of three by three.
  assert.ok(Math.abs(before - 90_000) < 2000, `${before}`);
  await drag(page, [-4, 14], [-3, 15]);
  const grown = await counted();
  assert.ok(grown > before + 20_000, `${grown} after ${before}`);
  assert.deepEqual(faults, []);
  await close();
});

/** @param {LonLat} southWest @param {LonLat} northEast */
function square([west, south], [east, north]) {
  const ring = [
    [west, south],
    [east, south],
    [east, north],
    [west, north],
    [west, south],
  ];
  return { type: "Polygon", coordinates: [ring] };
}
